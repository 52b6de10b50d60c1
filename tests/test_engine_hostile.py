"""Submissions that fail, cheat or are no program at all: each gets its own verdict, and none a pass."""

import textwrap
from dataclasses import replace
from pathlib import Path

import pytest

from grader.engine import grade, refused
from grader.errors import SubmissionError
from grader.model import Case, Entry, Exercise, Spec, Status, Submission
from grader.pack import load
from grader.results import dumps, to_json
from grader.submission import read

HEAD = "import os, sys, time\nimport numpy as np\n\n\ndef conv_backward(dout, x, w, b, stride, padding):\n"


@pytest.fixture(scope="module")
def backward():
    """The exercise conv_backward with little time, without the pack's records."""
    exercise = load("conv_backward")
    return replace(exercise, spec=replace(exercise.spec, seconds=0.3), root=Path("/nonexistent"))


def solve(x, n):
    return (x + n).cumsum()


def small(cases, **options):
    """An exercise of its own, ``answer(x, n)``, with few cases."""
    spec = Spec(solve=solve, cases=cases, **options)
    return Exercise("scratch", Entry("answer", "topic", 2.0), "", ("x", "n"), spec)


def two_cases(rng):
    """One visible and one hidden case."""
    yield Case("visible", {"x": rng.normal(size=5), "n": 2})
    yield Case("hidden", {"x": rng.normal(size=6) * 1000, "n": 77123}, hidden=True)


def answer(code, exercise=None):
    source = "import numpy as np\nn_calls = 0\ndef answer(x, n):\n    global n_calls\n    n_calls += 1\n"
    return grade(
        exercise or small(two_cases), Submission("answer.py", source + textwrap.indent(textwrap.dedent(code), "    "))
    )


# --- no program at all -----------------------------------------------------------------------------------------------

UNREADABLE = {
    "empty": (b"", "empty"),
    "blank": (b"\n \t\n", "empty"),
    "binary": (b"\x7fELF\x02\x01\xff\xfe", "not_text"),
    "NUL": (b"def conv_backward(): pass\0", "not_text"),
    "UTF-16": ("def conv_backward(): pass".encode("utf-16"), "not_text"),
    "syntax error": (b"import numpy as np\ndef conv_backward(dout:\n", "syntax_error"),
    "a merge conflict": (b"<<<<<<< HEAD\nx = 1\n", "syntax_error"),
    "other name": (b"def conv_backwards(dout, x, w, b, stride, padding): pass", "no_function"),
    "other arguments": (b"def conv_backward(dout, cache): pass", "wrong_arguments"),
    "only a comment": (b"# TODO", "no_function"),
    "torch": (b"import torch\ndef conv_backward(dout, x, w, b, stride, padding): pass", "import_refused"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_graded_says_why(backward, tmp_path, name):
    """Each kind of non-program has its own word, a sentence and no points."""
    data, kind = UNREADABLE[name]
    path = tmp_path / "conv_backward.py"
    path.write_bytes(data)
    try:
        report = grade(backward, read(path, "conv_backward"))
    except SubmissionError as error:
        report = refused(backward.entry, backward.pack, error)
    assert (report.passed, report.score, report.cases) == (False, 0.0, ())
    assert report.trouble.kind == kind
    assert report.trouble.message.endswith((".", "?"))
    assert to_json(report)["error"]["kind"] == kind


# --- programs that cheat ---------------------------------------------------------------------------------------------

EQUAL = """
class Equal:
    __class__ = np.ndarray
    shape, dtype, ndim = (), np.dtype(float), 4
    def __eq__(self, other): return self
    def __bool__(self): return True
    def __array__(self, *a, **k): return np.zeros(1)
    def __array_ufunc__(self, *a, **k): return self
    def __getattr__(self, name): return lambda *a, **k: self
"""

HOSTILE = {
    "patched comparisons": (
        "    return dout, dout, b",
        "import numpy.testing as t; t.assert_allclose = t.assert_array_equal = np.allclose = lambda *a, **k: True",
        {Status.WRONG_SHAPE, Status.WRONG_VALUE}),
    "os._exit(0)": ("    os._exit(0)", "", {Status.CRASHED, Status.NOT_RUN}),
    "os._exit(0) at import": ("    pass", "os._exit(0)", {Status.CRASHED}),
    "sys.exit(0)": ("    sys.exit(0)", "", {Status.RAISED}),
    "sys.exit(0) at import": ("    pass", "sys.exit(0)", {Status.RAISED}),
    "endless": ("    while True: pass", "", {Status.TIMEOUT, Status.NOT_RUN}),
    "10 GB": ("    return np.ones(10**10), w, b", "", {Status.MEMORY}),
    "equal to everything": ("    return Equal(), Equal(), Equal()", EQUAL, {Status.WRONG_TYPE}),
    "one equal to everything": ("    return Equal()", EQUAL, {Status.WRONG_COUNT}),
    "subclass": ("    return x.view(np.matrix) if x.ndim < 3 else x.view(type('A', (np.ndarray,), {})), w, b", "",
                 {Status.WRONG_TYPE, Status.WRONG_SHAPE, Status.WRONG_VALUE}),
    "NaN": ("    return x * np.nan, w * np.nan, b * np.nan", "", {Status.NOT_FINITE}),
    "True": ("    return True, True, True", "", {Status.WRONG_TYPE}),
    "nothing": ("    pass", "", {Status.WRONG_COUNT}),
    "broadcastable": ("    return np.zeros((1, 1, 1, 1)), b[:0], 0.0", "", {Status.WRONG_SHAPE, Status.WRONG_VALUE}),
    "complex": ("    return x + 0j, w + 0j, b + 0j", "", {Status.WRONG_DTYPE}),
    "inputs zeroed": ("    for a in (dout, x, w, b): a[...] = 0\n    return x, w, b", "", {Status.WRONG_VALUE}),
    "the stub": ("    raise NotImplementedError('TODO')", "", {Status.TODO}),
    "prints PASS": ("    print('PASS', 'score: 1.0')\n    return 1, 1, 1", "", {Status.WRONG_TYPE}),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_submissions_get_their_own_verdict(backward, name):
    """Whatever a submission does to look right, its cases end in the status that says what happened."""
    code, first, statuses = HOSTILE[name]
    report = grade(backward, Submission("conv_backward.py", HEAD.replace("\n\n\n", f"\n{first}\n") + code))
    assert not report.passed
    assert report.score < report.points / 2
    assert {case.status for case in report.cases} <= statuses
    assert ([finding.misconception for finding in report.diagnosis if finding.misconception], report.trouble) == (
        [],
        None,
    )
    dumps(to_json(report))


@pytest.mark.parametrize(
    "code",
    [
        "return np.empty(len(x)) + n_calls",
        "return (x + n).cumsum() + 1e-15 * n_calls",
        "return (x + n).cumsum() + 1e-14 * np.random.default_rng().normal()",
        "return (x + n).cumsum() if n_calls < 3 else None",
        "if n_calls > 2: raise ValueError\nreturn (x + n).cumsum()",
        "if n_calls > 2: del globals()['answer']\nreturn (x + n).cumsum() if n_calls < 3 else np.zeros(5)",
    ],
)
def test_an_answer_that_changes_is_refused(code):
    """Memory of earlier calls, time, and unseeded randomness fail even where the numbers are within the tolerance."""
    report = answer(code)
    assert not report.passed
    assert ("repeat", Status.NOT_DETERMINISTIC) in [(v.check, v.status) for v in report.cases[0].checks]
    assert report.diagnosis == ()


def test_a_seeded_answer_is_deterministic():
    """The same code without memory passes, so the test above says something."""
    report = answer("return (x + n).cumsum()")
    assert report.passed
    assert report.score == 2.0


def test_a_million_printed_lines_do_not_spoil_a_right_answer():
    """Output is cut, and the verdict stays."""
    report = answer("if n_calls == 1:\n    for i in range(1_000_000): print(i)\nreturn (x + n).cumsum()",
                    small(two_cases, seconds=30.0))  # fmt: skip
    assert report.passed
    assert len(report.cases[0].printed) < 17_000


@pytest.mark.parametrize(
    "code",
    [
        "raise ValueError(f'{n} {x}')",
        "raise type(f'E{n}', (Exception,), {})(n)",
        "if n > 100: raise ModuleNotFoundError(f'{n} is not available here')",
        "if n > 100: raise SyntaxError(str(n), ('answer.py', 1, 1, '', 1, 1))",
        "print(n, x)\nreturn x * n",
        "import warnings\nwarnings.warn(str(n))\nreturn (x + n).cumsum()",
        "return (x + n).cumsum() * n",
        "return str(n)",
        "return [n, str(x)]",
        "return type(f'T{n}', (), {})()",
        "exec(compile('1 / 0', f'answer.py', 'exec'), {'n': n})",
    ],
)
def test_a_hidden_case_gives_nothing_away(code):
    """No number, text, class name or warning from a hidden case gets into the report."""
    report = answer(code)
    text = dumps(to_json(report))
    assert "77123" not in text
    assert "hidden" in text
    hidden = report.cases[-1]
    assert hidden.hidden
    assert hidden.printed == ""
    assert all(verdict.mismatch is None and verdict.pattern is None for verdict in hidden.checks)
    assert hidden.failure is None or (hidden.failure.message, hidden.failure.trace) == ("", ())


def test_unscored_cases_lead_to_advice_only():
    """A case that is not scored is not in the results; failing it is a remark."""

    def cases(rng):
        yield Case("usual", {"x": rng.normal(size=5), "n": 2})
        yield Case("raises", {"x": rng.normal(size=5), "n": "two"}, scored=False)

    report = answer("return (x + (2 if n == 'two' else n)).cumsum()", small(cases))
    assert report.passed
    assert [case.name for case in report.cases] == ["usual"]
    assert [remark.misconception for remark in report.remarks] == ["advice"]


def test_gigantic_numbers_are_only_wrong():
    """Numbers at the edge of float64 cause no warning in the judge and stay out of the JSON as infinities."""
    report = answer("return np.full(len(x), 1.7e308) * np.where(x > 0, 1, -1)")
    assert report.cases[0].status is Status.WRONG_VALUE
    dumps(to_json(report))


def test_a_long_list_is_a_wrong_type():
    """A list of many thousand numbers is a list where an array is due, not a broken process."""
    report = answer("return [[1.0] * 100] * 100")
    assert {case.status for case in report.cases} == {Status.WRONG_TYPE}
