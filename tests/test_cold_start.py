"""What each command imports, in a fresh process: a set of names does not depend on how busy the machine is."""

import os
import subprocess
import sys

import pytest

from grader.pack import default_root

NAME = "conv_backward"
EXAMPLE = default_root() / "docs" / "examples" / f"{NAME}.py"
HEAVY = {"numpy", "torch", "rich", "watchfiles"}
REPORT = (
    "import sys\n"
    "sys.argv = ['grade', *sys.argv[1:]]\n"
    "from grader.cli import main\n"
    "try:\n    main()\n"
    "finally:\n    print(*sys.modules, file=sys.stderr)\n"
)


@pytest.fixture
def modules(tmp_path):
    """Run a command in a fresh process; gives the names of the modules it imported."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("GRADE_", "PYTHON"))}
    environment |= {"PYTHONPATH": str(default_root()), "GRADE_HOME": str(tmp_path / "home")}

    def run(*args, code=0):
        done = subprocess.run(
            [sys.executable, "-c", REPORT, *args],
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=tmp_path,
            env=environment,
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return set(done.stderr.splitlines()[-1].split())

    return run


@pytest.mark.parametrize(
    ("args", "without"),
    [
        (["--help"], {"sqlite3", "json", "tempfile"}),
        (["show", NAME], {"sqlite3", "json", "tempfile"}),
        (["list"], {"json", "tempfile", "platformdirs"}),
        (["start", NAME], {"json", "platformdirs"}),
        (["hint", NAME], {"tempfile"}),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_what_needs_no_numpy(modules, args, without):
    """Commands that compute nothing do not load NumPy, and what keeps the learner's state only where it is kept."""
    found = modules(*args)
    assert not found & (HEAVY | without)


def test_grading(modules):
    """A grading loads NumPy, and none of what only some gradings need."""
    found = modules("exercise", NAME, str(EXAMPLE))
    assert "numpy" in found
    unneeded = {
        "torch", "rich", "watchfiles", "asyncio", "importlib.metadata", "email", "difflib", "unittest",
        "multiprocessing", "nbformat", "platformdirs", "grader.speed", "grader.watch", "grader.prove",
        "grader.picture", "grader.reach", "grader.screen.picture",
    }  # fmt: skip
    assert not found & unneeded


@pytest.mark.parametrize("given", [None, "3"])
def test_threads(given, tmp_path):
    """NumPy gets one thread unless the learner has asked for another number."""
    code = (
        "import os; from grader.cli import main\ntry: main(['--help'])\nfinally: print(os.environ['OMP_NUM_THREADS'])"
    )
    environment = {key: value for key, value in os.environ.items() if not key.endswith("_NUM_THREADS")}
    environment |= {"PYTHONPATH": str(default_root()), "GRADE_HOME": str(tmp_path)}
    if given:
        environment["OMP_NUM_THREADS"] = given
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False)
    assert done.stdout.splitlines()[-1] == (given or "1")
