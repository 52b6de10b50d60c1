"""Exercises as pytest items: a workspace shows its cases, everything else is left alone."""

import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from grader import pytest_plugin, workspace
from grader.cases import draw_cases
from grader.pack import default_root, open_pack

pytest_plugins = "pytester"

EXAMPLE = default_root() / "docs" / "examples" / "conv_backward.py"
SIZE = (
    "def conv_output_size(size, kernel, stride, padding):\n    return (size + 2 * padding - kernel) // stride{rest}\n"
)
HIDDEN = "sizes drawn anew"


def count(name):
    """How many cases of an exercise are scored."""
    return sum(case.scored for case in draw_cases(name, open_pack().exercise(name).spec, 0))


SIZES, PADS, BACKWARD = map(count, ("conv_output_size", "pad2d", "conv_backward"))


@pytest.fixture
def run(pytester, monkeypatch):
    """Run pytest with the plugin, as a learner does, in a folder with a marked workspace; gives its result."""
    monkeypatch.setenv("GRADE_HOME", str(pytester.path / "home"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("PYTHONPATH", str(default_root()))
    (pytester.path / "work").mkdir()
    workspace.mark(pytester.path / "work", open_pack(), None)
    return lambda *args: pytester.runpytest_subprocess("-p", "grader.pytest_plugin", "-p", "no:cacheprovider", *args)


@pytest.fixture
def write(pytester):
    """Put a file into the workspace."""

    def put(name, text):
        (pytester.path / "work" / name).write_text(text, encoding="utf-8")

    return put


def stub(name):
    return open_pack().stub(name)


def test_a_right_solution_passes_case_by_case(run, write):
    """Each case of an exercise is a test with the case's name, hidden ones too; a right solution passes all."""
    write("conv_output_size.py", SIZE.format(rest=" + 1"))
    result = run("-v")
    result.assert_outcomes(passed=SIZES)
    result.stdout.fnmatch_lines(
        [
            "work/conv_output_size.py::7 wide, kernel 3, stride 2 PASSED*",
            "work/conv_output_size.py::sizes drawn anew, once more PASSED*",
        ]
    )


def test_a_failure_is_told_in_the_reports_words(run, write):
    """A failing case shows what the report says of it and which misconception it looks like, and no traceback."""
    write("conv_output_size.py", SIZE.format(rest=""))
    result = run("work/conv_output_size.py::7 wide, kernel 3, stride 2")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "*conv_output_size: 7 wide, kernel 3, stride 2*",
            "out: expected 3, got 2",
            "Looks like: The + 1 is missing: the window at position 0 counts too.",
            "Next: grade hint conv_output_size",
        ]
    )
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*pytest_plugin.py*")
    assert "::7 wide, kernel 3, stride 2 - out: expected 3, got 2" in result.stdout.str()


def test_a_hidden_case_shows_its_name_only(run, write):
    """Of a hidden case that fails nothing is shown but that it is hidden: no numbers, no print, no exception."""
    write("conv_output_size.py", SIZE.format(rest=" + print(size, kernel, 'SECRET') + 1"))
    result = run(f"work/conv_output_size.py::{HIDDEN}")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["This case is hidden: its inputs are not shown.*"])
    result.stdout.no_fnmatch_line("*SECRET*")
    result.stdout.no_fnmatch_line("*TypeError*")


def test_what_was_printed_and_where_it_failed(run, write):
    """An exception names the learner's line as a link, and what the program printed stands below it."""
    write("conv_output_size.py", SIZE.format(rest=" + 1").replace("return", "print('here', size)\n    return 1 / 0 +"))
    result = run("work/conv_output_size.py::7 wide, kernel 3, stride 2")
    result.stdout.fnmatch_lines(
        ["ZeroDivisionError: division by zero at work/conv_output_size.py:3", "*Captured stdout*", "here 7"]
    )


def test_untouched_stubs_are_skipped(run, write):
    """A stub that nothing was written into is skipped with a reason, changed or as it was handed out."""
    write("conv_output_size.py", stub("conv_output_size"))
    write("pad2d.py", "# mine\n" + stub("pad2d"))
    result = run("-rs")
    result.assert_outcomes(skipped=SIZES + PADS)
    result.stdout.fnmatch_lines(
        [f"SKIPPED [[]{SIZES}[]] work/conv_output_size.py: not started yet", "*: not started yet"]
    )


def test_what_cannot_be_run_fails_with_a_sentence(run, write):
    """Half a file fails every case with the sentence that says where; a missing function with its name."""
    write("conv_output_size.py", "def conv_output_size(\n")
    write("pad2d.py", "def pad(x): return x\n")
    result = run()
    result.assert_outcomes(failed=SIZES + PADS)
    result.stdout.fnmatch_lines(
        [
            "conv_output_size.py is not valid Python: *",
            "(work/conv_output_size.py:1)",
            "pad2d.py defines no function pad2d.*",
        ]
    )


def test_the_file_is_graded_once_and_remembered(run, write, pytester):
    """All cases are one attempt in the learner's record, as after one ``grade exercise``."""
    from grader.learner import Learner

    write("conv_output_size.py", SIZE.format(rest=" + 1"))
    run().assert_outcomes(passed=SIZES)
    with Learner.open() as state:
        assert state.read("SELECT exercise, passed FROM attempt") == [("conv_output_size", 1)]


def test_the_file_is_not_imported(run, write, pytester):
    """Whatever stands in an exercise runs in the sandbox, not in pytest, also when pytest is told of the file."""
    write("conv_output_size.py", "open('was_here', 'w')\n" + SIZE.format(rest=" + 1"))
    run("work/conv_output_size.py", "--doctest-modules")
    assert not [*pytester.path.rglob("was_here")]


def test_a_notebook_is_an_exercise(run, write):
    """An exercise in a notebook is collected, unless a .py beside it goes first."""
    cell = {"cell_type": "code", "source": SIZE.format(rest=""), "metadata": {}, "outputs": [], "execution_count": None}
    text = json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    write("conv_output_size.ipynb", text)
    write("pad2d.ipynb", text)
    write("pad2d.py", stub("pad2d"))
    run().assert_outcomes(failed=SIZES, skipped=PADS)


def test_junit(run, write, pytester):
    """The XML that other programs read has a test case for each case, a failure with its words."""
    write("conv_output_size.py", SIZE.format(rest=""))
    run("--junitxml=out.xml")
    (suite,) = ET.parse(pytester.path / "out.xml").getroot()
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == (str(SIZES), str(SIZES), "0")
    assert {
        case.find("failure").get("message").startswith(("out: expected", "This case is hidden")) for case in suite
    } == {True}


def test_editors_can_tell_a_wrong_answer_from_an_error(run, write, pytester):
    """The exception's type is called AssertionError, by which editors tell; a case stands where its function does."""
    write("conv_output_size.py", "\n\n" + SIZE.format(rest=""))
    pytester.makeconftest(
        "def pytest_exception_interact(node, call, report):\n"
        "    print('SEEN', call.excinfo.typename, node.location[:2], report.longreprtext.splitlines()[0])\n"
    )
    result = run("-s", "work/conv_output_size.py::7 wide, kernel 3, stride 2")
    place = os.path.join("work", "conv_output_size.py")
    result.stdout.fnmatch_lines([f"*SEEN AssertionError ('{place}', 2) out: expected 3, got 2"])


def test_elsewhere_nothing_is_collected(run, pytester):
    """Without the mark a file of an exercise's name is nobody's; tests are collected as ever."""
    folder = pytester.path / "project"
    folder.mkdir()
    (folder / "conv_output_size.py").write_text("def conv_output_size(): pass\n")
    (folder / "test_own.py").write_text("def test_own(): pass\n")
    result = run("-v", "project")
    result.assert_outcomes(passed=1)
    result.stdout.no_fnmatch_line("*conv_output_size*")


def test_other_files_of_a_workspace_are_as_ever(run, write):
    """A file that is no exercise is not ours, in a workspace either: the learner's own tests run."""
    write("test_mine.py", "def test_mine(): pass\n")
    write("helpers.py", "raise SystemExit\n")
    run().assert_outcomes(passed=1)


def test_elsewhere_it_costs_nothing(pytester, run):
    """In another project pytest loads of the grader the plugin alone: no NumPy, no course."""
    pytester.makeconftest(
        "import sys\n"
        "def pytest_sessionfinish():\n"
        "    print('LOADED', *sorted(m for m in sys.modules if m.partition('.')[0] in ('grader', 'numpy')))\n"
    )
    pytester.makepyfile("def test_own(): pass")
    result = run("-s")
    result.stdout.fnmatch_lines(["*LOADED grader grader.pytest_plugin"])


def test_a_course_that_is_not_there(run, write, pytester):
    """A mark that names an unknown course is an error in one sentence, for that folder only."""
    write(workspace.MARK, "nowhere\n")
    write("conv_output_size.py", stub("conv_output_size"))
    pytester.makepyfile(test_other="def test_other(): pass")
    result = run("--continue-on-collection-errors")
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["There is no course called 'nowhere'*"])
    result.stdout.no_fnmatch_line("*Traceback*")


def test_a_damaged_reference(run, write, pytester):
    """A course whose reference cannot be loaded is an error in one sentence, too."""
    course = pytester.path / "course"
    for path, text in {
        "exercises/pack.toml": 'format = 1\nname = "c"\n[[topic]]\nname = "t"\nexercises = ["one"]\n',
        "exercises/t/one.py": "def one(): pass\n",
        "reference/t/one.py": "1 / 0\n",
    }.items():
        (course / path).parent.mkdir(parents=True, exist_ok=True)
        (course / path).write_text(text)
    write(workspace.MARK, "../course\n")
    write("one.py", "def one(): pass\n")
    result = run()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["reference/t/one.py cannot be loaded: ZeroDivisionError: *"])


def test_the_mark_has_one_name():
    """The plugin looks for the file that ``grade start`` writes."""
    assert pytest_plugin.MARK == workspace.MARK


def test_a_mark_collects_courses(tmp_path):
    """A workspace with exercises of two courses names both, each once: one by name, one by the way to its folder."""
    course = tmp_path / "course"
    (course / "exercises").mkdir(parents=True)
    (course / "exercises" / "pack.toml").write_text('format = 1\nname = "mine"\n')
    folder = tmp_path / "work"
    for _ in range(2):
        workspace.mark(folder, open_pack(), None)
        workspace.mark(folder, open_pack(course), course)
    assert workspace.courses(folder) == ["cnn", "../course"]
    assert [pack.name for pack in workspace.packs(folder)] == ["cnn", "mine"]
    assert workspace.packs(tmp_path) == ()


@pytest.mark.slow
def test_in_an_environment_of_its_own(tmp_path):
    """Installed with pytest and nothing else, ``grade start`` and a plain ``pytest`` show the exercise's cases."""
    commands = tmp_path / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    kept = {name: os.environ[name] for name in os.environ if not name.startswith(("PYTHON", "GRADE_", "PYTEST_"))}
    environment = kept | {"GRADE_HOME": str(tmp_path / "home"), "LC_ALL": "C.UTF-8"}

    def run(*command, check=True):
        return subprocess.run(
            [str(part) for part in command], cwd=tmp_path, env=environment, check=check, capture_output=True, text=True
        )

    run(sys.executable, "-m", "venv", tmp_path / "venv")
    run(commands / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check", default_root(), "pytest")
    run(commands / "grade", "start", "conv_backward", "conv_output_size")
    (tmp_path / "tatami" / "conv_backward.py").write_text(EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    done = run(commands / "python", "-m", "pytest", "-rs")
    assert f"{BACKWARD} passed, {SIZES} skipped" in done.stdout
    assert "not started yet" in done.stdout
    (tmp_path / "tatami" / "conv_backward.py").write_text(
        "def conv_backward(*arguments):\n    raise KeyError('here')\n"
    )
    done = run(commands / "pytest", "-q", "tatami", "-W", "error", check=False)
    assert done.returncode == 1
    assert f"KeyError: 'here' at {Path('tatami', 'conv_backward.py')}:2" in done.stdout
    (tmp_path / "tatami" / workspace.MARK).unlink()
    assert run(commands / "pytest", "-q", check=False).returncode == pytest.ExitCode.NO_TESTS_COLLECTED
