"""Submissions that do not play along: they can only spoil their own answer, and nothing of them stays behind."""

import gc
import os
import sys
import textwrap
import time
from pathlib import Path

import numpy as np
import pytest

from grader.model import Status, Submission
from grader.runner.session import Session

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX processes and signals")

PRELUDE = "import ctypes, gc, os, signal, socket, struct, sys, threading, time\nimport numpy as np\n"


def body(code, *args, seconds=2.0, first=""):
    """Call ``answer`` with this body; ``first`` is executed at import."""
    source = PRELUDE + first + "\ndef answer(*args):\n" + textwrap.indent(textwrap.dedent(code), "    ")
    with Session("answer", Submission("answer.py", source)) as session:
        loaded = session.load()
        return session.call(args, seconds, 1 << 12) if loaded.status is Status.PASS else loaded


def children():
    """The processes whose parent is this one, zombies included."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == os.getpid():
            found.append(int(path.parent.name))
    return found


@pytest.fixture(autouse=True)
def nothing_stays():
    """No process, zombie or open descriptor is left behind by any of these tests; other tests may have servers."""
    gc.collect()
    others = set(children())
    before = set(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else set()
    yield
    gc.collect()
    assert set(children()) <= others
    if before:
        assert set(os.listdir("/proc/self/fd")) == before


# --- it ends, or does not --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "ending"),
    [
        ("os._exit(0)", "exit code 0"),
        ("os._exit(3)", "exit code 3"),
        ("os.abort()", "SIGABRT"),
        ("os.kill(os.getpid(), signal.SIGKILL)", "SIGKILL"),
        ("ctypes.string_at(0)", "SIGSEGV"),
        ("signal.raise_signal(signal.SIGTERM)", "SIGTERM"),
    ],
)
def test_an_ended_process_is_a_crash(code, ending):
    """Whatever the exit status is, a process that is gone has given no answer."""
    for outcome in (body(code), body("return 1", first=code)):
        assert (outcome.status, outcome.failure.message, outcome.value) == (Status.CRASHED, ending, None)


def test_a_dead_process_answers_nothing_more():
    """After a crash further calls are not run, and say so at once."""
    with Session("answer", Submission("answer.py", "import os\ndef answer(): os._exit(0)")) as session:
        session.load()
        assert [session.call((), 2.0, 100).status for _ in range(3)] == [Status.CRASHED, Status.NOT_RUN, Status.NOT_RUN]
        assert not session.alive


@pytest.mark.parametrize(
    "code",
    [
        "x = 1\nwhile True:\n    x += 1",
        "x = 1\nwhile True:\n    try:\n        while True: pass\n    except BaseException:\n        pass",
        "signal.setitimer(signal.ITIMER_REAL, 0)\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\nwhile True: pass",
    ],
)
def test_an_endless_loop_ends_on_its_line(code):
    """CPU time runs out in a Python loop: the line is known, and no ``except`` of the learner prevents it."""
    outcome = body(code, seconds=0.3)
    assert (outcome.status, outcome.failure.message) == (Status.TIMEOUT, "cpu")
    assert 5 <= outcome.failure.line <= 8
    assert outcome.failure.trace[-1][2] == "answer"


@pytest.mark.parametrize(
    "code",
    [
        "time.sleep(60)",
        "signal.signal(signal.SIGPROF, signal.SIG_IGN)\nwhile True: pass",
        "signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\nwhile True: pass",
        "os.kill(os.getpid(), signal.SIGSTOP)",
        "import re\nre.match(r'(a+)+$', 'a' * 60 + 'b')",
        "class E(Exception):\n    def __str__(self): time.sleep(60)\nraise E",
        "threading.Lock().acquire() and threading.Event().wait()",
    ],
)
def test_what_uses_no_cpu_or_dodges_the_signal_ends_by_the_clock(code):
    """Sleeping, blocked signals, a stopped process and C code that never returns end when wall time is over."""
    started = time.monotonic()
    outcome = body(code, seconds=0.05)
    assert outcome.status is Status.TIMEOUT
    assert time.monotonic() - started < 3


def test_one_byte_at_a_time_does_not_extend_the_deadline():
    """A process that trickles bytes is cut off as if it had sent none."""
    code = """
    for fd in range(3, 400):
        try:
            socket.socket(fileno=os.dup(fd)).getpeername
        except OSError:
            continue
        for byte in b'TTM1' + bytes(60):
            os.write(fd, bytes([byte]))
            time.sleep(0.05)
    """
    started = time.monotonic()
    assert body(code, seconds=0.05).status in (Status.TIMEOUT, Status.CRASHED)
    assert time.monotonic() - started < 3


@pytest.mark.parametrize("daemon", [True, False])
def test_threads_do_not_outlive_the_answer(daemon):
    """A right answer beside a thread that sleeps for an hour is a right answer, at once."""
    started = time.monotonic()
    outcome = body(f"threading.Thread(target=time.sleep, args=(3600,), daemon={daemon}).start()\nreturn 7")
    assert (outcome.status, outcome.value) == (Status.PASS, 7)
    assert time.monotonic() - started < 5


def test_what_spins_at_the_end_is_not_waited_for():
    """Finalizers and atexit functions that never return do not delay the verdict."""
    first = (
        "import atexit\natexit.register(time.sleep, 99)\nclass D:\n    def __del__(self): time.sleep(99)\nkeep = D()"
    )
    started = time.monotonic()
    assert body("return 7", first=first).value == 7
    assert time.monotonic() - started < 5


# --- it forges -------------------------------------------------------------------------------------------------------

FRAMES = """
def everywhere(data):
    for fd in range(64):
        try:
            os.write(fd, data)
        except OSError:
            pass
def student():
    return next(o for o in gc.get_objects() if type(o).__name__ == 'Student')
"""


@pytest.mark.parametrize(
    "code",
    [
        "everywhere(b'PASS\\n' * 1000)",
        "everywhere(b'TTM1' + bytes([36]) + bytes(59))",
        "os.closerange(0, 64)",
        "os.closerange(0, 64)\ntime.sleep(60)",
        "s = student()\nwhile True: s.sock.sendall(bytes(1 << 16))",
        "student().sock.sendall(struct.pack('<4sBBBBI8IQ12s', b'TTM1', 36, 0, 0, 0, 1, *[0] * 8, 0, bytes(12)) + "
        "struct.pack('<4sBBBBI8IQ12s', b'TTM1', 1, 1, 1, 0, 0, 2**31, *[0] * 7, 2**62, bytes(12)))",
        "student().send(36, None, 1)",
        "student().send(36, (1, [-5.5, 'x'], '', []), 1)",
        "student().send(36, (1, [float('inf')], '', []), 1)",
        "student().send(36, (1, [], ''), 1)",
        "student().send(36, [1] * 4, 1)",
        "student().send(36, (1, [], '', []), 99)",
        "student().send(37, (0, 'E', 'x', 'trace', ''), 1)",
        "student().send(37, (0, 'E', 'x', [['a', float('inf'), 'c']], ''), 1)",
        "student().send(37, ([], 'E', 'x', [], ''), 1)",
        "student().send(37, (np.ones(2), 'E', 'x', [], ''), 1)",
        "student().send(38, ([['a', {}, 'c']], ''), 1)",
        "student().send(32, ['process'], 1)",
        "student().send(35, {}, 1)",
    ],
)
def test_forged_frames_are_no_answer(code):
    """Bytes and well-formed messages sent by the submission itself never crash the judge and never carry a value."""
    outcome = body(code + "\ntime.sleep(0.1)\nos._exit(0)", first=FRAMES, seconds=0.1)
    assert outcome.status in (Status.CRASHED, Status.TIMEOUT, Status.RAISED)
    assert outcome.value is None


def test_a_reply_to_the_next_question_is_out_of_step():
    """An answer sent ahead of its question is not taken for the answer to it."""
    source = PRELUDE + FRAMES + "def answer(x):\n    student().send(36, (1, [], '', []), 2)\n    return 1"
    with Session("answer", Submission("answer.py", source)) as session:
        session.load()
        assert session.call((1,), 1.0, 100).status is Status.CRASHED


@pytest.mark.parametrize(
    "code",
    [
        "import numpy.testing\nnumpy.testing.assert_allclose = np.allclose = np.array_equal = lambda *a, **k: True",
        "for name in ('socket', 'struct', 'json', 'signal'): sys.modules[name] = None",
        "import builtins\nbuiltins.len = lambda x: 0\nbuiltins.type = lambda x: int",
        "socket.socket.sendall = lambda *a: None",
        "sys.settrace(lambda *a: None)\nsys.setprofile(lambda *a: None)",
        "sys.modules['__main__'].Student.send = None",
        "sys.modules['_tatami_wire'] = sys.modules['numpy'] = None",
        "time.monotonic = time.time = lambda: 0.0",
        "np.seterr(all='raise')",
        "sys.stdout = sys.stderr = sys.__stdout__ = None",
    ],
)
def test_tampering_reaches_only_the_own_process(code):
    """Patched modules, builtins, hooks and clocks leave at most the wrong answer that was given anyway."""
    outcome = body(code + "\nreturn np.zeros(3)", seconds=0.3)
    assert outcome.status in (Status.PASS, Status.CRASHED, Status.RAISED, Status.TIMEOUT)
    assert outcome.value is None or outcome.value.tolist() == [0.0] * 3
    assert np.allclose(1, 2) is False
