"""How long does a learner wait for the first answer? Fresh processes, compared with `import numpy` and `import torch`.

Every round runs each command once, in turn, so that a busy machine is busy for all of them. CPU seconds are those of
the command and of all its children. This process imports nothing large: a child's peak memory begins with its
parent's.
"""

import contextlib
import ctypes
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import common

GOAL_CPU = 0.15
"""CPU time of a grading, as a part of that of `import torch`."""

GOAL_MB = 60

STUDENT = """\
import numpy as np


def conv_forward(x, w, b, stride, padding):
    N, _, H, W = x.shape
    F, _, K_h, K_w = w.shape
    H_out, W_out = (H + 2 * padding - K_h) // stride + 1, (W + 2 * padding - K_w) // stride + 1
    x_pad = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    out = np.zeros((N, F, H_out, W_out))
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    window = x_pad[n, :, i * stride : i * stride + K_h, j * stride : j * stride + K_w]
                    out[n, f, i, j] = np.sum(window * w[f]) + b[f]
    return out


def conv_backward(dout, x, w, b, stride, padding):
    N, _, H, W = x.shape
    F, _, K_h, K_w = w.shape
    x_pad = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    dx_pad, dw, db = np.zeros(x_pad.shape), np.zeros(w.shape), np.zeros(b.shape)
    for n in range(N):
        for f in range(F):
            db[f] += dout[n, f].sum()
            for i in range(dout.shape[2]):
                for j in range(dout.shape[3]):
                    rows, columns = slice(i * stride, i * stride + K_h), slice(j * stride, j * stride + K_w)
                    dw[f] += x_pad[n, :, rows, columns] * dout[n, f, i, j]
                    dx_pad[n, :, rows, columns] += w[f] * dout[n, f, i, j]
    return dx_pad[:, :, padding : padding + H, padding : padding + W], dw, db
"""

PYTEST = """\
import numpy as np
import pytest
import torch
from conv_backward import conv_backward, conv_forward

SETTINGS = [
    ((1, 1, 4, 4), (1, 3, 3), 1, 0),
    ((1, 1, 4, 4), (1, 3, 3), 1, 1),
    ((1, 1, 7, 7), (1, 3, 3), 2, 0),
    ((2, 3, 7, 8), (4, 4, 2), 3, 1),
    ((2, 6, 7, 9), (5, 3, 3), 2, 1),
    ((2, 2, 4, 5), (3, 3, 1), 1, 0),
]


def data(shape, filters, stride, padding):
    rng = np.random.default_rng(0)
    F, K_h, K_w = filters
    return rng.normal(size=shape), rng.normal(size=(F, shape[1], K_h, K_w)), rng.normal(size=F)


@pytest.mark.parametrize("setting", SETTINGS)
def test_against_pytorch(setting):
    x, w, b = data(*setting)
    tensors = [torch.tensor(array, requires_grad=True) for array in (x, w, b)]
    right = torch.nn.functional.conv2d(*tensors, *setting[2:])
    np.testing.assert_allclose(conv_forward(x, w, b, *setting[2:]), right.detach().numpy(), rtol=1e-9, atol=1e-9)
    dout = np.random.default_rng(1).normal(size=tuple(right.shape))
    gradients = torch.autograd.grad(right, tensors, torch.tensor(dout))
    for mine, theirs in zip(conv_backward(dout, x, w, b, *setting[2:]), gradients):
        np.testing.assert_allclose(mine, theirs.numpy(), rtol=1e-9, atol=1e-9)


def test_central_differences():
    stride, padding = SETTINGS[3][2:]
    arrays = data(*SETTINGS[3])
    out = conv_forward(*arrays, stride, padding)
    dout = np.random.default_rng(1).normal(size=out.shape)
    for array, gradient in zip(arrays, conv_backward(dout, *arrays, stride, padding)):
        numeric = np.zeros_like(array)
        for index in np.ndindex(array.shape):
            kept = array[index]
            array[index] = kept + 1e-5
            above = conv_forward(*arrays, stride, padding)
            array[index] = kept - 1e-5
            below = conv_forward(*arrays, stride, padding)
            array[index] = kept
            numeric[index] = np.sum((above - below) * dout) / 2e-5
        np.testing.assert_allclose(numeric, gradient, rtol=1e-6, atol=1e-6)
"""


@dataclass
class Usage:
    """What one run of a command took: seconds of CPU and wall, and the peak memory of its largest process."""

    code: int
    cpu: float
    wall: float
    megabytes: float


def commands(folder):
    """The commands to compare, by name; their files are written to ``folder``."""
    (folder / "conv_backward.py").write_text(STUDENT, encoding="utf-8")
    (folder / "test_conv.py").write_text(PYTEST, encoding="utf-8")
    grade = Path(sys.executable).with_name("grade")
    program = [str(grade)] if grade.exists() else [sys.executable, "-c", "from grader.cli import main; main()"]
    return {
        "import numpy": [sys.executable, "-c", "import numpy"],
        "import torch": [sys.executable, "-c", "import torch"],
        "grade exercise": [*program, "exercise", "conv_backward", str(folder / "conv_backward.py"), "--json"],
        "pytest, torch": [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(folder / "test_conv.py")],
    }


def environment(folder):
    """The environment of the commands: the grader can be found, and keeps its state in ``folder``."""
    paths = [str(common.ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "GRADE_HOME": str(folder / "home"), "PYTHONPATH": os.pathsep.join(paths)}


def adopt_orphans():
    """Make children of children ours when their parents end, so that their CPU time is counted (Linux)."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER


def start(command, env):
    """Start a command in silence; its process number."""
    quiet = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in (0, 1, 2)]
    return os.posix_spawn(command[0], command, env, file_actions=quiet)


def measure(command, env):
    """Run a command to its end."""
    began = time.perf_counter()
    _pid, status, used = os.wait4(start(command, env), 0)
    wall = time.perf_counter() - began
    parts = [used]
    with contextlib.suppress(ChildProcessError):  # raised as soon as no orphans are left
        while True:
            parts.append(os.wait4(-1, 0)[2])
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return Usage(
        os.waitstatus_to_exitcode(status),
        sum(part.ru_utime + part.ru_stime for part in parts),
        wall,
        max(part.ru_maxrss for part in parts) / unit,
    )


def together(command, env):
    """The peak memory in MB of all processes of a command together, pages in common counted once (Linux, sampled)."""
    if not Path("/proc/self/smaps_rollup").exists():
        return None
    pid, peak = start(command, env), 0
    while os.waitpid(pid, os.WNOHANG) == (0, 0):
        peak = max(peak, sum(map(_proportional, _family(pid))))
        time.sleep(0.002)
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()
    return peak / 1024


def _family(pid):
    yield pid
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _family(int(child))


def _proportional(pid):
    """Proportional set size in KiB, or the resident size where that may not be read."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    with contextlib.suppress(OSError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024
    return 0


def main():
    """Measure and print."""
    options = common.parser(__doc__.partition("\n")[0])
    options.add_argument("--rounds", type=int, default=7, metavar="N", help="rounds to take the median of (7)")
    chosen = options.parse_args()
    if not hasattr(os, "posix_spawn"):
        sys.exit("This benchmark needs os.posix_spawn and os.wait4, which Windows does not have.")
    adopt_orphans()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        named, env = commands(folder), environment(folder)
        runs = {key: [] for key in named}
        for number in range(chosen.rounds + 1):
            for key, command in named.items():
                usage = measure(command, env)
                if usage.code:
                    sys.exit(f"{key} ended with exit code {usage.code}: {' '.join(command)}")
                if number:  # the first round fills the caches
                    runs[key].append(usage)
        sums = {key: together(command, env) for key, command in named.items()}
    medians = {
        key: {
            "cpu": median(usage.cpu for usage in used),
            "wall": median(usage.wall for usage in used),
            "megabytes": median(usage.megabytes for usage in used),
            "megabytes_together": sums[key],
        }
        for key, used in runs.items()
    }
    for found in medians.values():
        found["cpu_to_numpy"] = found["cpu"] / medians["import numpy"]["cpu"]
        found["cpu_to_torch"] = found["cpu"] / medians["import torch"]["cpu"]
    rows = [
        (
            key,
            f"{found['cpu']:.3f}",
            f"{found['wall']:.3f}",
            f"{found['cpu_to_numpy']:.2f}",
            f"{found['cpu_to_torch']:.3f}",
            f"{found['megabytes']:.0f}",
            "-" if found["megabytes_together"] is None else f"{found['megabytes_together']:.0f}",
        )
        for key, found in medians.items()
    ]
    rows.append(("goal for grade", "", "", "", f"{GOAL_CPU:.3f}", GOAL_MB, ""))
    header = ("command", "CPU s", "wall s", "CPU/numpy", "CPU/torch", "largest process MB", "together MB")
    document = {
        "circumstances": common.circumstances(),
        "rounds": chosen.rounds,
        "median": medians,
        "goals": {"cpu_to_torch": GOAL_CPU, "megabytes": GOAL_MB},
    }
    common.show(document, [common.table(header, rows)], chosen.json)


if __name__ == "__main__":
    main()
