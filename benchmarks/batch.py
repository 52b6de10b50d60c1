"""A class of a thousand: how fast, how much CPU, how much memory, and what others would need.

python benchmarks/batch.py                    1,000 hand-ins of mixed quality, growth, and the peers
python benchmarks/batch.py --count 200 --quick

CPU seconds are those of the batch with all its processes. "direct" is one process that compiles each source and calls
its function on the same arrays, with no judge, no sandbox and no report: nobody can grade for less. The peers (a pytest
run for each hand-in, a notebook kernel for each) are run for a few hand-ins, and multiplied.
"""

import importlib.util
import os
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import common

STUDENT = (common.ROOT / "docs" / "examples" / "conv_backward.py").read_text()
ATTACKS = common.ROOT / "tests" / "attacks" / "submissions"
KIT = (common.ROOT / "tests" / "attacks" / "kit.py").read_text()
EXERCISE = "conv_backward"
PEERS = 4
"""For how many hand-ins the peers are run."""

GOALS = {"overhead": 1.5, "pytest": 20, "kernel": 50}

WRONG = (
    ("    return dx, dw, dout", "    return dx, dw / N, dout"),
    ("dw[o] +=", "dw[o] ="),
    ("dx_padded[n, :, rows, columns] +=", "dx_padded[n, :, rows, columns] ="),
    ("padding : padding + H, padding : padding + W", "padding:-padding, padding:-padding"),
    ("dout.sum(axis=(0, 2, 3))", "dout.sum(axis=(0, 1, 2))"),
    ("np.zeros_like(w)", "np.ones_like(w)"),
)
OTHER = {
    "slow": STUDENT.replace("    H, W = x", "    sum(range(2_000_000))\n    H, W = x", 1),
    "hanging": STUDENT.replace("    H, W = x", "    while True:\n        pass\n    H, W = x", 1),
    "crashing": "import ctypes\n\n\ndef conv_backward(*args):\n    ctypes.string_at(0)\n",
    "raising": STUDENT.replace("    H, W = x", "    H, W = missing", 1),
    "syntax": STUDENT.replace("def ", "de ", 1),
}
SHARES = {
    "right": 0.60,
    "wrong": 0.24,
    "slow": 0.03,
    "hanging": 0.01,
    "crashing": 0.03,
    "raising": 0.03,
    "syntax": 0.03,
}
"""What is left over is hostile: attacks of the sandbox's own tests, in their own words."""


def hand_in(kind, number, chance):
    """Files by name: no two hand-ins are equal."""
    mark = f"\n# {number}\n"
    if kind == "right":
        return {f"{EXERCISE}.py": STUDENT + mark}
    if kind == "wrong":
        old, new = chance.choice(WRONG)
        return {f"{EXERCISE}.py": STUDENT.replace(old, new) + mark}
    if kind == "hostile":
        attack = chance.choice(sorted(ATTACKS.glob("*.py"))).read_text()
        return {
            f"{EXERCISE}.py": attack.replace("conv_forward(x, w, b", "conv_backward(dout, x, w, b") + mark,
            "kit.py": KIT,
        }
    return {f"{EXERCISE}.py": OTHER[kind] + mark}


def write_class(folder, count, kinds=None):
    """A folder of hand-ins; how many of each kind."""
    chance = random.Random(1)
    chosen = []
    for kind, share in SHARES.items():
        chosen += [kind] * round(share * count)
    chosen = kinds or [*chosen, *["hostile"] * (count - len(chosen))]
    chance.shuffle(chosen)
    for number, kind in enumerate(chosen[:count] if kinds is None else chosen * count):
        for name, text in hand_in(kind, number, chance).items():
            path = folder / f"s{number:05d}" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    return {kind: chosen.count(kind) for kind in dict.fromkeys(chosen)}


class Memory(threading.Thread):
    """Looks now and then at how much memory a process and its descendants have."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.seen, self.over = pid, [], threading.Event()

    def run(self):
        while not self.over.wait(0.5):
            self.seen.append(sum(map(resident, descendants(self.pid))))

    def stop(self):
        self.over.set()
        self.join()


def descendants(pid):
    """The process and all that came of it."""
    children = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(path.parent.name))
    found, waiting = [], [pid]
    while waiting:
        found.append(waiting.pop())
        waiting += children.get(found[-1], [])
    return found


def resident(pid):
    """Bytes that this process has for itself, its shared pages left out."""
    try:
        pages = Path(f"/proc/{pid}/statm").read_text().split()
    except OSError:
        return 0
    return (int(pages[1]) - int(pages[2])) * resource.getpagesize()


def cpu():
    """CPU seconds of all children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def grade(folder, out):
    """Wall seconds, CPU seconds, and the memory over time of a batch."""
    before, started = cpu(), time.perf_counter()
    code = "from grader.cli import main; main()"
    environment = os.environ | {"PYTHONPATH": str(common.ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-c", code, "batch", folder, "--out", out, "--exercise", EXERCISE],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    memory = Memory(process.pid)
    memory.start()
    status = process.wait()
    memory.stop()
    if status not in (0, 1):
        raise SystemExit(f"grade batch ended with exit code {status}")
    return time.perf_counter() - started, cpu() - before, memory.seen


def direct(folder):
    """CPU seconds of calling all functions on the same arrays in one process, that process's start included."""
    code = """
import sys
from pathlib import Path
from grader.cases import draw_cases
from grader.pack import load
from grader.play import private
exercise = load(sys.argv[1])
cases = draw_cases(exercise.name, exercise.spec, 0)
for path in sorted(Path(sys.argv[2]).glob(f"*/{exercise.name}.py")):
    space = {}
    exec(compile(path.read_text(), path.name, "exec"), space)
    for case in [*cases, cases[0]]:
        space[exercise.name](*[private(value) for value in case.args.values()])
"""
    before = cpu()
    environment = os.environ | {"PYTHONPATH": str(common.ROOT)}
    subprocess.run([sys.executable, "-c", code, EXERCISE, folder], env=environment, check=True)
    return cpu() - before


PYTEST = """
import numpy as np
import torch

from conv_backward import conv_backward


def test_gradients_agree_with_torch():
    rng = np.random.default_rng(0)
    for stride, padding in ((1, 0), (2, 1), (3, 1)):
        x, w, b = rng.normal(size=(2, 3, 7, 8)), rng.normal(size=(4, 3, 4, 2)), rng.normal(size=4)
        leaves = [torch.tensor(a, requires_grad=True) for a in (x, w, b)]
        out = torch.nn.functional.conv2d(*leaves, stride, padding)
        dout = rng.normal(size=tuple(out.shape))
        wanted = torch.autograd.grad(out, leaves, torch.tensor(dout))
        for one, other in zip(conv_backward(dout, x, w, b, stride, padding), wanted):
            np.testing.assert_allclose(one, other.numpy(), rtol=1e-9, atol=1e-12)
"""


def with_pytest(folder):
    """CPU seconds of a pytest run for each of a few hand-ins."""
    before = cpu()
    for place in sorted(folder.iterdir())[:PEERS]:
        (place / "test_it.py").write_text(PYTEST)
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_it.py"]
        subprocess.run(command, cwd=place, check=True, stdout=subprocess.DEVNULL)
    return (cpu() - before) / PEERS


def with_a_kernel(folder):
    """CPU seconds of executing a notebook with the same check, for each of a few hand-ins."""
    import nbformat

    code = "import sys, nbformat, nbclient; nbclient.NotebookClient(nbformat.read(sys.argv[1], 4)).execute()"
    before = cpu()
    for place in sorted(folder.iterdir())[:PEERS]:
        check = (
            PYTEST.replace("from conv_backward import conv_backward\n", "") + "\n\ntest_gradients_agree_with_torch()\n"
        )
        cells = [nbformat.v4.new_code_cell(text) for text in ((place / f"{EXERCISE}.py").read_text(), check)]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), place / "check.ipynb")
        subprocess.run([sys.executable, "-c", code, place / "check.ipynb"], check=True, stdout=subprocess.DEVNULL)
    return (cpu() - before) / PEERS


def main():
    """Exit code 1 when a goal was missed."""
    options = common.parser(__doc__.partition("\n")[0])
    options.add_argument("--count", type=int, default=1000, help="hand-ins of mixed quality (1,000)")
    options.add_argument("--quick", action="store_true", help="no growth to 10,000")
    options = options.parse_args()
    sizes = [100, 1000] if options.quick else [100, 1000, 10_000]
    document = {"circumstances": common.circumstances(), "mixed": {}, "growth": [], "ratios": {}}
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        kinds = write_class(root / "mixed", options.count)
        wall, used, memory = grade(root / "mixed", root / "out-mixed")
        half = memory[len(memory) // 4 : len(memory) // 2] or [0]
        late = memory[len(memory) // 2 :] or [0]
        document["mixed"] = {
            "kinds": kinds, "wall": wall, "cpu": used, "per_second": options.count / wall,
            "megabytes_first_half": max(half) / 1e6, "megabytes_second_half": max(late) / 1e6,
        }  # fmt: skip
        for size in sizes:
            folder = root / f"right{size}"
            write_class(folder, size, ["right"])
            wall, used, memory = grade(folder, root / f"out{size}")
            plain = direct(folder)
            document["growth"].append(
                {"count": size, "wall": wall, "cpu": used, "direct": plain, "megabytes": max(memory, default=0) / 1e6}
            )
        largest = document["growth"][-1]
        each = largest["cpu"] / largest["count"]
        document["ratios"]["overhead"] = largest["cpu"] / largest["direct"]
        document["ratios"]["pytest"] = with_pytest(root / "right100") / each
        if importlib.util.find_spec("nbclient") and importlib.util.find_spec("ipykernel"):
            document["ratios"]["kernel"] = with_a_kernel(root / "right100") / each
    mixed, growth, ratios = document["mixed"], document["growth"], document["ratios"]
    rows = [[key, f"{mixed[key]:.1f}"] for key in mixed if key != "kinds"]
    tables = [
        common.table(["mixed: " + ", ".join(f"{count} {kind}" for kind, count in kinds.items()), ""], rows),
        common.table(
            ["right ones", "wall s", "CPU s", "CPU ms each", "direct CPU s", "MB"],
            [
                [g["count"], f"{g['wall']:.1f}", f"{g['cpu']:.1f}", f"{1000 * g['cpu'] / g['count']:.1f}",
                 f"{g['direct']:.1f}", f"{g['megabytes']:.0f}"]
                for g in growth
            ],
        ),
        common.table(
            ["CPU of one hand-in", "ratio", "goal"],
            [
                ["over direct calls", f"{ratios['overhead']:.2f}", f"at most {GOALS['overhead']}"],
                *([f"{name} over batch", f"{ratios[name]:.0f}", f"at least {GOALS[name]}"]
                  for name in ("pytest", "kernel") if name in ratios),
            ],
        ),
    ]  # fmt: skip
    common.show(document, tables, options.json)
    missed = ratios["overhead"] > GOALS["overhead"] or any(ratios[n] < GOALS[n] for n in ratios if n != "overhead")
    sys.exit(int(missed))


if __name__ == "__main__":
    main()
