"""The sandbox: its layers, its tiers, what it leaves behind, and what happens when it dies."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from grader.errors import GraderError, SandboxBroken, SandboxRefused
from grader.model import Outcome, Status, Submission
from grader.runner import canary, handle, kernel, launch, pool
from grader.runner.examine import examine
from grader.runner.layers import LAYERS, Leak, seccomp, tier_of
from grader.runner.session import Session

pytestmark = pytest.mark.skipif(kernel.ARCH is None, reason="only Linux on x86_64 and aarch64 has this sandbox")

ROOT = Path(__file__).resolve().parents[1]
SQUARE = "import numpy as np\ndef f(x):\n    return x @ x\n"
X = np.arange(9.0).reshape(3, 3)


def ask(child: launch.Child, source: str, *args: object, seconds: float = 2.0) -> tuple[Outcome, Session]:
    with Session("f", Submission("f.py", source), child) as session:
        outcome = session.load()
        if outcome.status is Status.PASS:
            outcome = session.call(args, seconds, 1 << 16)
        return outcome, session


@pytest.fixture(params=[0, 1])
def tier(request: pytest.FixtureRequest) -> int:
    return request.param


@pytest.fixture
def sandbox(tier: int) -> Iterator[pool.Sandbox]:
    try:
        made = pool.start(tier, warm=False)
    except SandboxRefused as error:
        pytest.skip(f"this kernel refuses: {error.message}")
    with contextlib.closing(made):
        yield made


# ------------------------------------------------------------------------------------------------ layers and tiers


@pytest.mark.parametrize("number", range(len(LAYERS)), ids=LAYERS)
def test_every_layer_holds_when_tried(number: int, examined: list) -> None:
    finding = examined[number]
    if not finding.ok and "Leak" not in finding.detail:
        assert finding.remedy
        pytest.skip(f"{finding.detail}: {finding.remedy}")
    assert finding.ok, finding.detail


@pytest.fixture(scope="module")
def examined() -> list:
    return examine()


def test_tiers() -> None:
    assert tier_of(("process", *LAYERS)) == 0
    assert tier_of(("process", "landlock", "seccomp")) == 1
    assert tier_of(("process", "seccomp", "limits")) == 2
    assert tier_of(("process", "cpu", "memory")) == 3


def test_a_right_solution_passes_and_says_what_held_it(sandbox: pool.Sandbox, tier: int) -> None:
    outcome, session = ask(sandbox.spawn(), SQUARE, X)
    assert outcome.status is Status.PASS
    assert np.array_equal(outcome.value, X @ X)
    assert session.tier == sandbox.tier == tier
    assert {"descriptors", "limits", "capabilities", "landlock", "seccomp"} <= set(session.layers)


def test_what_learners_use_is_there(sandbox: pool.Sandbox) -> None:
    source = """
import collections, csv, dataclasses, decimal, functools, hashlib, itertools, json, logging, math, random, ssl, time
import concurrent.futures, tempfile, threading, unittest, urllib.request, xml.etree.ElementTree, zoneinfo, os
import numpy as np, numpy.fft, numpy.linalg, numpy.random, numpy.ma, numpy.polynomial, numpy.testing
from numpy.lib.stride_tricks import sliding_window_view
def f(x):
    done = []
    thread = threading.Thread(target=lambda: done.append(np.linalg.svd(x)[1]))
    thread.start(); thread.join()
    with open(os.devnull, "w") as sink:
        print("x", file=sink)
    windows = sliding_window_view(x, (2, 2)).sum()
    return float(np.fft.fft2(x).real.sum() + windows + np.random.rand() * 0) + 0 * done[0].sum()
"""
    outcome, _ = ask(sandbox.spawn(), source, X)
    assert outcome.status is Status.PASS, outcome


def test_an_endless_loop_has_a_line(sandbox: pool.Sandbox) -> None:
    outcome, _ = ask(sandbox.spawn(), "def f(x):\n    while True:\n        pass\n", X, seconds=0.2)
    assert outcome.status is Status.TIMEOUT
    assert outcome.failure is not None
    assert outcome.failure.line in (2, 3)


def test_memory_has_a_bound(sandbox: pool.Sandbox) -> None:
    outcome, _ = ask(sandbox.spawn(), "def f(x):\n    return bytearray(1 << 31)\n", X)
    assert outcome.status is Status.MEMORY


def test_the_zygote_holds_nothing_else_of_ours(sandbox: pool.Sandbox) -> None:
    source = "import sys\ndef f(x):\n    return ' '.join(sorted(sys.modules))\n"
    names = set(ask(sandbox.spawn(), source, X)[0].value.split())
    assert not [name for name in names if name.startswith(("grader", "reference", "torch", "exercises"))]


FORBIDDEN = {
    "socket": "import socket\ndef f(x):\n    return socket.socket().fileno()\n",
    "fork": "import os\ndef f(x):\n    return os.fork() or os._exit(0)\n",
    "exec": "import os\ndef f(x):\n    os.execv('/bin/true', ['true'])\n",
    "kill": "import os\ndef f(x):\n    os.kill(os.getppid() or -1, 0)\n",
    "chmod": "import os\ndef f(x):\n    os.chmod('/tmp', 0o777)\n",
    "passwd": "def f(x):\n    return open('/etc/passwd').read()\n",
    "proc": "def f(x):\n    return open('/proc/self/status').read()\n",
    "list": "import os\ndef f(x):\n    return os.listdir('/home')\n",
    "write": "import os, tempfile\ndef f(x):\n    return tempfile.mkstemp()[1]\n",
    "shm": "from multiprocessing.shared_memory import SharedMemory as S\n"
    "def f(x):\n    return S(create=True, size=9).name\n",
    "limits": "import resource\ndef f(x):\n    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, 4096))\n",
    "chroot": "import os\ndef f(x):\n    os.chroot('/')\n",
    "setuid": "import os\ndef f(x):\n    os.setuid(12345)\n",
    "lock": "import fcntl, os\ndef f(x):\n    fcntl.lockf(os.open(os.__file__, os.O_RDONLY), fcntl.LOCK_SH)\n",
    "memfd": "import os\ndef f(x):\n    return os.memfd_create('x')\n",
    "namespace": "import ctypes\ndef f(x):\n    c = ctypes.CDLL(None, use_errno=True)\n"
    "    if c.unshare(0x10000000) < 0:\n        raise OSError(ctypes.get_errno(), 'no')\n",
    "torch": "def f(x):\n    import sys\n    sys.meta_path[:] = sys.meta_path[1:]\n    import torch\n",
}


@pytest.mark.parametrize("name", FORBIDDEN)
def test_forbidden(sandbox: pool.Sandbox, name: str) -> None:
    outcome, _ = ask(sandbox.spawn(), FORBIDDEN[name], X)
    assert outcome.status is Status.RAISED, outcome
    assert outcome.failure is not None
    allowed = {"PermissionError", "FileNotFoundError", "ModuleNotFoundError", "OSError", "ValueError"}
    assert outcome.failure.exception in allowed


def test_calls_of_another_abi_end_the_process(sandbox: pool.Sandbox) -> None:
    if kernel.ARCH != "x86_64":
        pytest.skip("x32 belongs to x86_64")
    source = "import ctypes\ndef f(x):\n    return ctypes.CDLL(None).syscall(0x40000000 + 39)\n"
    outcome, _ = ask(sandbox.spawn(), source, X)
    assert outcome.status is Status.CRASHED


def test_one_descriptor_and_no_environment(sandbox: pool.Sandbox) -> None:
    source = """
import os
def f(x):
    found = []
    for fd in range(64):
        try:
            os.fstat(fd)
            found.append(fd)
        except OSError:
            pass
    return [found, sorted(os.environ)]
"""
    found, names = ask(sandbox.spawn(), source, X)[0].value
    assert found == [0, 1, 2, 3]
    assert set(names) <= {*launch.environment(), "LC_CTYPE"}


def test_without_seccomp_a_socket_can_be_made(tier: int) -> None:
    """Proves that it is the filter, and nothing else, that forbids it."""
    try:
        made = pool.start(tier, without=frozenset({"seccomp"}), warm=False)
    except SandboxRefused as error:
        pytest.skip(error.message)
    with contextlib.closing(made):
        outcome, session = ask(made.spawn(), FORBIDDEN["socket"], X)
        assert outcome.status is Status.PASS
        assert "seccomp" not in session.layers
        assert session.tier >= 2 - (tier == 1)


# ------------------------------------------------------------------------------------------------ nothing left behind


def leftovers() -> set[str]:
    return {str(p) for folder in ("/tmp", "/dev/shm", "/var/tmp") for p in Path(folder).glob("*tatami*")}


def descendants(root: int | None = None) -> set[int]:
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError):
            stat = (entry / "stat").read_text()
            parents.setdefault(int(stat.rpartition(")")[2].split()[1]), []).append(int(entry.name))
    found, queue = set(), [root or os.getpid()]
    while queue:
        for child in parents.get(queue.pop(), []):
            found.add(child)
            queue.append(child)
    return found


def soon(true: Callable[[], bool]) -> bool:
    """Whether it becomes true within some seconds: on a busy machine a killed process takes its time to die."""
    end = time.monotonic() + 10
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def gone(what: set[int]) -> bool:
    """Whether these processes end soon."""
    return soon(lambda: not [pid for pid in what if _lives(pid)])


def _lives(pid: int) -> bool:
    try:
        return (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def test_nothing_is_left_after_fifty_runs(tier: int) -> None:
    files, processes, descriptors = leftovers(), descendants(), len(os.listdir("/proc/self/fd"))
    try:
        made = pool.start(tier, warm=False)
    except SandboxRefused as error:
        pytest.skip(error.message)
    with contextlib.closing(made):
        steady = len(os.listdir("/proc/self/fd"))
        for i in range(50):
            ask(made.spawn(), list(FORBIDDEN.values())[i % len(FORBIDDEN)] if i % 5 == 0 else SQUARE, X)
        assert len(os.listdir("/proc/self/fd")) == steady
        assert ask(made.spawn(), SQUARE, X)[0].status is Status.PASS
    assert len(os.listdir("/proc/self/fd")) == descriptors
    assert leftovers() <= files
    assert soon(lambda: descendants() <= processes)


def test_a_runner_that_is_not_closed_is_ended_by_the_next(sandbox: pool.Sandbox) -> None:
    first = sandbox.spawn()
    first.read(64)
    assert ask(sandbox.spawn(), SQUARE, X)[0].status is Status.PASS


def test_one_runner_in_a_sandbox_of_its_own() -> None:
    before = descendants()
    outcome, session = ask(pool.child(), SQUARE, X)
    assert outcome.status is Status.PASS
    assert session.tier <= 3
    assert descendants() <= before


# ------------------------------------------------------------------------------------------------ canaries, recycling


def test_the_canaries_are_silent_inside_and_sing_outside(sandbox: pool.Sandbox) -> None:
    assert ask(sandbox.spawn(), SQUARE, X)[0].status is Status.PASS  # the first run of a zygote is a sung one
    code = "from grader.runner import canary; import os; print(' | '.join(canary.sing(os.getpid())))"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in ("socket", "fork", "kill", "read /etc/passwd", "write /tmp"):
        assert name in found


def test_a_canary_that_sings_ends_the_zygote(monkeypatch: pytest.MonkeyPatch, tier: int) -> None:
    # The zygote is told to leave the filter out, and the canaries are sent all the same.
    order = pool.Sandbox.order

    def sung(self: pool.Sandbox) -> object:
        order(self)[1].close()
        assert self._zygote is not None
        return self._zygote.run(sing=True)

    monkeypatch.setattr(pool.Sandbox, "order", sung)
    with pytest.raises((SandboxBroken, SandboxRefused), match=r"did not hold|cannot be built") as caught:
        pool.start(tier, without=frozenset({"seccomp"}), warm=False)
    if caught.type is SandboxRefused:
        pytest.skip(str(caught.value))
    assert "socket" in caught.value.message


def test_recycling(monkeypatch: pytest.MonkeyPatch, sandbox: pool.Sandbox) -> None:
    monkeypatch.setattr(pool, "RECYCLE_AFTER", 3)
    seen = set()
    for _ in range(7):
        assert ask(sandbox.spawn(), SQUARE, X)[0].status is Status.PASS
        seen.add(sandbox._zygote)
    assert len(seen) == 3


# ------------------------------------------------------------------------------------------------ our own failures


def test_a_zygote_killed_mid_run_is_nobodys_zero(sandbox: pool.Sandbox) -> None:
    with Session("f", Submission("f.py", SQUARE), sandbox.spawn()) as session:
        assert session.load().status is Status.PASS
        assert sandbox._zygote is not None
        sandbox._zygote._keeper.send_signal(signal.SIGKILL)
        assert gone({sandbox._zygote._keeper.pid})
        time.sleep(0.1)
        with pytest.raises(SandboxBroken):
            session.call((X,), 2.0, 1 << 16)
    assert ask(sandbox.spawn(), SQUARE, X)[0].status is Status.PASS


def test_work_is_done_again_once(sandbox: pool.Sandbox) -> None:
    calls = []

    def work(child: launch.Child) -> Status:
        calls.append(child)
        child.read(0)
        if len(calls) == 1:
            assert sandbox._zygote is not None
            sandbox._zygote._keeper.send_signal(signal.SIGKILL)
            sandbox._zygote._keeper.wait()
        return ask(child, SQUARE, X)[0].status

    assert sandbox.run(work) is Status.PASS
    assert len(calls) == 2


def test_the_floor_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel, "ARCH", None)
    with pytest.raises(SandboxRefused) as caught:
        pool.start(floor=1)
    assert caught.value.exit_code == 4
    with contextlib.closing(pool.start()) as sandbox:
        outcome, session = ask(sandbox.spawn(), SQUARE, X)
        assert (outcome.status, session.tier, sandbox.tier) == (Status.PASS, 3, 3)


def test_a_layer_that_cannot_be_had_lowers_the_tier(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_weakest_needed", 0)
    started = handle.Run.started

    def refuse(self: handle.Run, deadline: float) -> None:
        if refusals:
            raise handle.Unbuilt("namespaces", refusals.pop())
        started(self, deadline)

    refusals = ["refused for this test"]
    monkeypatch.setattr(handle.Run, "started", refuse)
    with contextlib.closing(pool.start()) as sandbox:
        session = ask(sandbox.spawn(), SQUARE, X)[1]
        assert session.tier == sandbox.tier
        assert sandbox.tier >= 1
        assert "namespaces" not in session.layers
    refusals = ["refused for this test"]
    monkeypatch.setattr(pool, "_weakest_needed", 0)
    with contextlib.closing(pool.start(floor=0)) as sandbox, pytest.raises(SandboxRefused):
        ask(sandbox.spawn(), SQUARE, X)


WALLED = """
import contextlib, json, numpy as np
from grader.errors import SandboxRefused
from grader.model import Submission
from grader.runner import kernel, pool
from grader.runner.session import Session
code = [(0x20, 0, 0, 0)]
for name in {names!r}:
    code += [(0x15, 0, 1, kernel.NR[name]), (0x06, 0, 0, 0x00050001)]
kernel.no_new_privileges()
kernel.install_filter(kernel.assemble([*code, (0x06, 0, 0, 0x7FFF0000)]))
with contextlib.closing(pool.start(warm=False)) as sandbox:
    with Session("f", Submission("f.py", {source!r}), sandbox.spawn()) as session:
        session.load()
        outcome = session.call((np.eye(3),), 2.0, 1 << 16)
try:
    with contextlib.closing(pool.start(floor=1, warm=False)) as sandbox:
        refused = sandbox.tier > 1
except SandboxRefused as error:
    refused = error.exit_code
print(json.dumps([outcome.status, session.tier, sandbox.tier, refused]))
"""


@pytest.mark.parametrize(
    ("names", "expected", "refused"),
    [
        (["unshare"], 1, False),
        (["mount"], 1, False),
        (["pivot_root"], 1, False),
        (["unshare", "landlock_create_ruleset"], 2, 4),
        (["unshare", "landlock_restrict_self"], 2, 4),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, list) else str(value),
)
def test_within_a_container_that_forbids(names: list[str], expected: int, refused: object) -> None:
    """A filter around the judge stands for a container: the next tier is taken, or refused below the floor."""
    code = WALLED.format(names=names, source=SQUARE)
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    status, tier, _, said = json.loads(done.stdout or done.stderr)
    if tier > expected:
        pytest.skip(f"tier {expected} is refused here anyway")
    assert (status, tier, said) == ("pass", expected, refused)


def test_the_next_runner_waits_while_one_works(tier: int) -> None:
    processes, descriptors = descendants(), len(os.listdir("/proc/self/fd"))
    try:
        made = pool.start(tier)
    except SandboxRefused as error:
        pytest.skip(error.message)
    with contextlib.closing(made):
        for i in range(30):
            outcome, _ = ask(made.spawn(), f"def f(x):\n    return x + {i}\n", X)
            assert np.array_equal(outcome.value, X + i)
        # The control socket, the waiting one's socket and pidfd, and the pidfds of those that are being buried.
        assert len(os.listdir("/proc/self/fd")) <= descriptors + 8
        assert made._zygote is not None
        made._zygote._keeper.send_signal(signal.SIGKILL)  # the one that waits goes with it: another one is born
        assert gone({made._zygote._keeper.pid})
        assert ask(made.spawn(), SQUARE, X)[0].status is Status.PASS
    assert len(os.listdir("/proc/self/fd")) == descriptors
    # Nothing lives on. The zygote that lost its keeper may be a zombie of whoever adopts orphans here.
    assert soon(lambda: not [pid for pid in descendants() - processes if _lives(pid)])


def test_the_end_of_the_judge_is_the_end_of_all(tier: int) -> None:
    code = f"""
import sys, time
from grader.runner import pool
sandbox = pool.start({tier}, warm=False)
child = sandbox.spawn()
child.read(64)
print("up", flush=True)
time.sleep(60)
"""
    judge = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert judge.stdout is not None
    said = judge.stdout.readline()
    alive = descendants(judge.pid)
    judge.kill()
    judge.wait()
    judge.stdout.close()
    if said != b"up\n":
        pytest.skip("this tier is refused here")
    assert len(alive) >= 2
    assert gone(alive)


# ------------------------------------------------------------------------------------------------ a normal user

AS_NOBODY = """
import os, sys
from grader.runner import kernel
closed = next((p for p in reversed(list(__import__("pathlib").Path(os.path.realpath(sys.executable)).parents))
               if not os.stat(p).st_mode & 1), None)
if closed is not None:  # this Python lives in root's home: show that part of it to everybody, in here only
    prefix = os.path.realpath(sys.base_prefix)
    kernel.unshare(kernel.CLONE_NEWNS)
    kernel.mount("none", "/", None, kernel.MS_REC | kernel.MS_PRIVATE)
    fd = os.open(prefix, os.O_PATH)
    kernel.mount("none", str(closed), "tmpfs", 0, "mode=755")
    os.makedirs(prefix)
    kernel.mount(f"/proc/self/fd/{fd}", prefix, None, kernel.MS_BIND | kernel.MS_REC)
    os.close(fd)
os.setgroups([]); os.setgid(65534); os.setuid(65534)
os.execv(sys.executable, [sys.executable, "-B", "-c", sys.argv[1]])
"""

RIGHT = """
import json, contextlib, numpy as np
from grader.errors import SandboxRefused
from grader.model import Submission
from grader.runner import pool
from grader.runner.session import Session
try:
    sandbox = pool.start({tier}, warm=False)
except SandboxRefused as error:
    print(json.dumps({{"refused": error.message}}))
else:
    with contextlib.closing(sandbox), Session("f", Submission("f.py", {source!r}), sandbox.spawn()) as session:
        session.load()
        outcome = session.call((np.eye(3),), 2.0, 1 << 16)
        print(json.dumps({{"status": outcome.status, "tier": session.tier, "layers": session.layers}}))
"""


def test_as_a_normal_user(tier: int) -> None:
    if os.geteuid():
        pytest.skip("all these tests run as a normal user already")
    command = [sys.executable, "-B", "-c", AS_NOBODY, RIGHT.format(tier=tier, source=SQUARE)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if "Operation not permitted" in done.stderr or "Permission denied" in done.stderr:
        pytest.skip(f"cannot become another user here: {done.stderr[-200:]}")
    said = json.loads(done.stdout or done.stderr)
    if "refused" in said:
        pytest.skip(said["refused"])
    assert said["status"] == "pass"
    assert said["tier"] == tier
    assert "identity" not in said["layers"]


# ------------------------------------------------------------------------------------------------ the filter itself


@pytest.mark.parametrize("arch", ["x86_64", "aarch64"])
def test_the_filter_is_well_formed(arch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    audit, column = kernel._AUDIT[arch]
    monkeypatch.setattr(kernel, "ARCH", arch)
    monkeypatch.setattr(kernel, "AUDIT_ARCH", audit)
    monkeypatch.setattr(kernel, "NR", kernel._numbers(column))
    code = seccomp.program(7)
    assert len(code) < 4096
    assert all(0 <= jt < 256 and 0 <= jf < 256 for _, jt, jf, _ in code)

    def verdict(name: str, *args: int, arch: int = audit) -> int:
        return interpret(code, kernel.NR[name], arch, (*args, 0, 0, 0)[:3])

    refused, allowed, ended, missing = 0x00050001, 0x7FFF0000, 0x80000000, 0x00050026
    for name in seccomp.DENIED:
        if name in kernel.NR:
            assert verdict(name) == refused, name
    assert verdict("clone3") == missing
    assert verdict("clone", 0x3D0F00) == allowed
    assert verdict("clone", 17) == refused
    assert verdict("clone", 0x3D0F00 | kernel.CLONE_NEWUSER) == refused
    assert (verdict("kill", 7, 9), verdict("kill", 1, 9), verdict("kill", 2**64 - 1)) == (allowed, refused, refused)
    assert (verdict("tgkill", 7, 7, 6), verdict("tgkill", 8, 8, 6)) == (allowed, refused)
    assert (verdict("prlimit64", 0), verdict("prlimit64", 1)) == (allowed, refused)
    assert (verdict("fcntl", 3, 1), verdict("fcntl", 3, 6)) == (allowed, refused)
    assert (verdict("ioctl", 3, 0x5401), verdict("ioctl", 3, 0x5412)) == (allowed, refused)
    assert (verdict("prctl", 15), verdict("prctl", 1)) == (allowed, refused)
    assert verdict("prctl", 15, arch=0x40000003) == ended
    assert interpret(code, kernel.NEWEST + 1, audit, (0, 0, 0)) == missing
    if arch == "x86_64":
        assert interpret(code, kernel.X32 + 39, audit, (0, 0, 0)) == ended


def interpret(code: list[seccomp.Instruction], number: int, arch: int, args: tuple[int, int, int]) -> int:
    words = {0: number, 4: arch, **{16 + 8 * i: arg & 0xFFFFFFFF for i, arg in enumerate(args)}}
    at = accumulator = 0
    while True:
        op, jt, jf, k = code[at]
        at += 1
        if op == 0x20:
            accumulator = words[k]
        elif op == 0x06:
            return k
        else:
            true = {0x15: accumulator == k, 0x35: accumulator >= k, 0x45: bool(accumulator & k)}[op]
            at += jt if true else jf


def test_leak_and_errors_are_what_they_say() -> None:
    assert issubclass(SandboxBroken, GraderError)
    assert not issubclass(Leak, OSError)  # a probe must not take one for a refusal
    assert callable(canary.sing)
