"""What a submission can find in its process, and what stays when the judge goes: nothing."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import numpy as np
import pytest

from grader.errors import SubmissionError
from grader.model import Submission
from grader.runner.session import Session

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX processes and descriptors")


def body(code, *args):
    """Call ``answer`` with this body."""
    source = "import gc, os, sys\nimport numpy as np\n\ndef answer(*args):\n"
    with Session("answer", Submission("answer.py", source + textwrap.indent(textwrap.dedent(code), "    "))) as session:
        session.load()
        return session.call(args, 2.0, 1 << 12)


def test_the_environment_holds_no_secret(monkeypatch):
    """Only a few harmless variables are passed on; tokens and paths of the parent are not."""
    monkeypatch.setenv("GITHUB_TOKEN", "s3cret-value")
    monkeypatch.setenv("PYTHONPATH", "/s3cret-value")
    outcome = body("return sorted(os.environ), repr(dict(os.environ)) + repr(sys.argv) + repr(sys.path)")
    allowed = {"LANG", "LC_CTYPE", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "LD_LIBRARY_PATH"}
    assert set(outcome.value[0]) <= allowed
    assert "s3cret-value" not in outcome.value[1]


def test_only_the_one_socket_is_open(tmp_path):
    """Files that the judge has open are not open in the student's process; standard streams lead nowhere."""
    with open(tmp_path / "secret", "w") as secret:
        os.set_inheritable(secret.fileno(), True)
        outcome = body(
            """
            found = []
            for fd in range(256):
                try:
                    found.append((fd, os.readlink('/proc/self/fd/' + str(fd))))
                except OSError:
                    pass
            return found
            """
        )
    open_ones = dict(outcome.value)
    assert [open_ones.pop(fd) for fd in (0, 1, 2)] == ["/dev/null"] * 3
    assert [target.partition(":")[0] for target in open_ones.values()] == ["socket"]


def test_nothing_worth_finding_is_in_the_process():
    """A search of the heap and of all frames finds no second solution, no expected array, no grader."""
    secret = np.arange(7.0) + 123456.5
    code = """
    names = {getattr(o, '__name__', '') for o in gc.get_objects() if callable(o)} | set(sys.modules)
    arrays = [o for o in gc.get_objects() if type(o) is np.ndarray] + list(args)
    frame, held = sys._getframe(), []
    while frame:
        held += [v for v in frame.f_locals.values() if type(v) is np.ndarray]
        frame = frame.f_back
    functions = [o for o in gc.get_objects() if type(o).__name__ == 'function' and o.__name__ == 'answer']
    found = [n for n in names if type(n) is str and n.partition('.')[0] in ('grader', 'reference', 'torch', 'pytest')]
    return len(functions), found, any((a == 123456.5).any() for a in arrays + held if a.dtype == float)
    """
    assert body(code, np.ones(7)).value == (1, [], False)
    assert secret[0] == 123456.5


def test_the_working_folder_is_not_importable(tmp_path, monkeypatch):
    """A ``numpy.py`` or ``secret.py`` lying where the judge was started is not imported."""
    (tmp_path / "secret.py").write_text("x = 1")
    (tmp_path / "struct.py").write_text("raise SystemExit('shadowed')")
    monkeypatch.chdir(tmp_path)
    assert body("return 1").value == 1
    with pytest.raises(SubmissionError):
        body("import secret")


def test_the_limits_cannot_be_raised():
    """The memory limit is a hard one; and no core file may be written."""
    assert body("import resource\nreturn resource.getrlimit(resource.RLIMIT_CORE)").value == (0, 0)
    outcome = body("import resource\nreturn resource.getrlimit(resource.RLIMIT_AS)")
    assert outcome.value == (1 << 30, 1 << 30)


def test_an_interrupted_judge_leaves_no_process(tmp_path):
    """Ctrl-C in the judge ends the student's process too."""
    program = tmp_path / "judge.py"
    program.write_text(
        "from grader.model import Submission\nfrom grader.runner.session import Session\n"
        "with Session('a', Submission('a.py', 'import time\\ndef a(): time.sleep(60)')) as s:\n"
        "    s.load()\n    print(s._child.process.pid, flush=True)\n    s.call((), 60.0, 100)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    with subprocess.Popen(
        [sys.executable, str(program)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    ) as judge:
        pid = int(judge.stdout.readline())
        time.sleep(0.1)
        judge.send_signal(signal.SIGINT)
        judge.wait(10)
    assert not Path(f"/proc/{pid}").exists()
