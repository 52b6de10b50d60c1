"""Real processes: whatever a submission does there, an Outcome or one clear sentence comes back."""

import textwrap
import time

import numpy as np
import pytest

from grader.errors import PackError, SubmissionError
from grader.model import Probe, Rng, Status, Submission
from grader.runner.launch import start
from grader.runner.session import Session


def run(source, *args, seconds=2.0, siblings=None, expected=1 << 12, **options):
    """Load a source that defines ``answer`` and call it once with ``args``."""
    siblings = {name: textwrap.dedent(text) for name, text in (siblings or {}).items()}
    submission = Submission("answer.py", textwrap.dedent(source), siblings)
    with Session("answer", submission, **options) as session:
        loaded = session.load()
        return session.call(args, seconds, expected) if loaded.status is Status.PASS else loaded


def body(code, *args, **options):
    """Call ``answer`` with this body."""
    return run(
        "import os, sys, time\nimport numpy as np\ndef answer(*args):\n" + textwrap.indent(code, "    "),
        *args,
        **options,
    )


def refusal(source, **options):
    with pytest.raises(SubmissionError) as caught:
        run(source, **options)
    return caught.value


# --- what makes grading impossible -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "kind", "line"),
    [
        ("x = 1\ndef answer(:\n    pass", "syntax_error", 2),
        ("def answer():\nreturn 1", "syntax_error", 2),
        ("\tx = 1\n  y = 2", "syntax_error", 1),
        ("return 1", "syntax_error", 1),
        ("answr = 1", "no_function", None),
        ("answer = 42", "no_function", None),
        ("", "no_function", None),
        ("def answer(a, b):\n    return 1", "wrong_arguments", None),
        ("def answer(*, a=1): return a", "pass", None),
        ("class answer:\n    def __init__(self, a): pass", "wrong_arguments", None),
    ],
)
def test_a_source_that_cannot_be_graded_is_refused(source, kind, line):
    """Syntax errors come with their line, a missing function and other parameters with their own kind."""
    if kind == "pass":
        assert run(source).status is Status.PASS
        return
    error = refusal(source)
    assert (error.kind, error.line) == (kind, line)


@pytest.mark.parametrize("module", ["torch", "scipy", "grader", "pytest", "exercises", "reference", "nothing_like_it"])
@pytest.mark.parametrize("line", ["import {0}", "from {0} import x", "import {0}.sub as y"])
def test_other_packages_are_refused_by_name(module, line):
    """Neither PyTorch nor the grader nor anything else installed can be imported; the message names it."""
    error = refusal("import numpy\n" + line.format(module) + "\ndef answer(): return 1")
    assert (error.kind, error.message, error.line) == ("import_refused", f"{module} is not available here", 2)


def test_a_refused_import_inside_a_function_or_a_sibling_is_refused_too():
    """The refusal does not depend on where the import stands."""
    inside = refusal("def answer():\n    import torch\n")
    beside = refusal("from helper import f\ndef answer(): return f()", siblings={"helper": "\n\nimport torch\n"})
    assert (inside.kind, inside.line) == ("import_refused", 2)
    assert (beside.kind, beside.line) == ("import_refused", 3)


def test_a_learner_may_try_another_package_first():
    """``try: import torch`` with a fallback is no offence."""
    assert (
        run("try:\n    import torch\nexcept ImportError:\n    torch = None\ndef answer(): return torch").value is None
    )


def test_siblings_are_imported_from_memory():
    """A sibling may import another sibling, NumPy and the standard library; nothing is read from a folder."""
    siblings = {
        "one": "import two, numpy as np\ndef f(x): return two.g(x) + np.ones(2)",
        "two": "def g(x): return 2 * x",
    }
    outcome = run(
        "from one import f\nimport one\ndef answer(x): return f(x), one.__file__", np.ones(2), siblings=siblings
    )
    assert outcome.value[0].tolist() == [3.0, 3.0]
    assert outcome.value[1] == "one.py"


# --- exceptions ------------------------------------------------------------------------------------------------------


def test_an_exception_comes_with_the_learners_lines():
    """Class, message, the innermost line of the learner's, and the way there; NumPy's own frames are left out."""
    outcome = run(
        """
        import numpy as np
        def inner(x):
            return np.linalg.inv(x)

        def answer(x):
            return inner(x)
        """,
        np.zeros((2, 2)),
    )
    assert outcome.status is Status.RAISED
    assert (outcome.failure.exception, outcome.failure.message) == ("LinAlgError", "Singular matrix")
    assert outcome.failure.line == 4
    assert outcome.failure.trace == (("answer.py", 7, "answer"), ("answer.py", 4, "inner"))


def test_the_line_that_failed_comes_with_its_variables():
    """Shapes of arrays, small numbers and slices as they were, of the innermost own line, and no others."""
    outcome = run(
        """
        import numpy as np
        def inner(x, n):
            other, rows = np.zeros(3, dtype=int), slice(1, None)
            return x[rows] @ other + n + x.other

        def answer(x):
            n = [2, 3]
            return inner(x, n)
        """,
        np.zeros((4, 5)),
    )
    assert outcome.failure.code == "return x[rows] @ other + n + x.other"
    assert outcome.failure.values == (("x", "(4, 5)"), ("rows", "= 1:"), ("other", "(3,) int64"), ("n", "= [2, 3]"))


@pytest.mark.parametrize(
    "value",
    ["type('E', (), {'__repr__': lambda self: 1 / 0})()", "'text'", "[0] * 99", "10 ** 200", "[[1]]", "np.int64"],
)
def test_variables_that_say_nothing_are_left_out(value):
    """Objects of the learner's, texts, long lists, huge numbers: the line stands without them."""
    outcome = body(f"a = {value}\n1 / 0, a")
    assert (outcome.failure.exception, outcome.failure.values) == ("ZeroDivisionError", ())


@pytest.mark.parametrize(
    ("code", "status", "exception"),
    [
        ("raise NotImplementedError", Status.TODO, "NotImplementedError"),
        ("raise SystemExit(0)", Status.RAISED, "SystemExit"),
        ("sys.exit('all correct')", Status.RAISED, "SystemExit"),
        ("raise KeyboardInterrupt", Status.RAISED, "KeyboardInterrupt"),
        ("raise type('Own', (BaseException,), {})", Status.RAISED, "Own"),
        ("raise BaseExceptionGroup('', [ValueError()])", Status.RAISED, "ExceptionGroup"),
        ("return answer(*args)", Status.RAISED, "RecursionError"),
        ("raise MemoryError", Status.MEMORY, "MemoryError"),
        ("return np.ones(10_000_000_000 // 8)", Status.MEMORY, None),
        ("x = []\nwhile True: x.append(bytes(1 << 20))", Status.MEMORY, "MemoryError"),
        ("return np.broadcast_to(np.float64(1), (1 << 21, 1 << 22))", Status.MEMORY, None),
        ("return 1 / 0", Status.RAISED, "ZeroDivisionError"),
        ("exec('1 +')", Status.RAISED, "SyntaxError"),
        ("import answer_that_is_not_there", "import_refused", None),
    ],
)
def test_every_way_to_raise_is_an_outcome(code, status, exception):
    """Exits, interrupts, groups, recursion and lack of memory end one call with their own status, never the judge."""
    if status == "import_refused":
        with pytest.raises(SubmissionError, match="answer_that_is_not_there"):
            body(code)
        return
    outcome = body(code)
    assert outcome.status is status
    assert exception in (None, outcome.failure.exception)
    assert outcome.value is None


EVIL = {
    "str raises": "class E(Exception):\n    def __str__(self): raise SystemExit(0)\nraise E",
    "str is no str": "class E(Exception):\n    def __str__(self): return 3\nraise E",
    "huge": "raise ValueError('x' * 10**7)",
    "not text": "raise ValueError('\\ud800\\0\\x1b[2J')",
    "huge name": "raise type('N' * 10**6, (Exception,), {})",
    "lying class": "class E(Exception):\n    __class__ = property(lambda self: 1 / 0)\nraise E",
    "endless chain": "e = ValueError()\ne.__cause__ = e\nraise e",
    "no traceback": "class E(Exception):\n    __traceback__ = property(lambda self: 1 / 0)\nraise E",
}


@pytest.mark.parametrize("name", EVIL)
def test_evil_exceptions_are_only_failures(name):
    """An exception that lies, raises or is enormous costs the submission its answer, and nobody else anything."""
    outcome = body(EVIL[name])
    assert outcome.status in (Status.RAISED, Status.CRASHED)
    assert len(outcome.failure.message) <= 4000
    assert "x" * 4001 not in repr(outcome)


def test_a_process_goes_on_after_an_exception():
    """An exception in one call does not spoil the next, and state is that of one module."""
    source = "n = 0\ndef answer(x):\n    global n\n    n += 1\n    return n if x else 1 / x"
    with Session("answer", Submission("answer.py", source)) as session:
        session.load()
        assert session.call((0,), 1.0, 100).status is Status.RAISED
        assert session.call((1,), 1.0, 100).value == 2


# --- prints, warnings, arguments -------------------------------------------------------------------------------------


def test_prints_are_kept_up_to_a_limit():
    """A million lines cost time but no memory and no answer; the first characters and the number dropped are kept."""
    outcome = body("for i in range(1_000_000): print('line', i)\nreturn 1", seconds=20.0)
    assert (outcome.status, outcome.value) == (Status.PASS, 1)
    assert outcome.printed.startswith("line 0\nline 1\n")
    assert outcome.printed.endswith("more characters]")
    assert len(outcome.printed) < 17_000


def test_prints_belong_to_their_call():
    """What was printed at import, to stderr, or in an earlier call does not turn up twice."""
    source = "import sys\nprint('import')\ndef answer(x):\n    print(x, file=sys.stderr)\n    return x"
    with Session("answer", Submission("answer.py", source)) as session:
        session.load()
        assert [session.call((x,), 1.0, 100).printed for x in "ab"] == ["a\n", "b\n"]


def test_prints_before_a_failure_are_kept():
    """The lines printed before an exception or an endless loop are what a learner debugs with."""
    assert body("print('here')\n1 / 0").printed == "here\n"
    assert body("print('here')\nwhile True: pass", seconds=0.3).printed == "here\n"


def test_warnings_of_the_learners_own_lines_are_kept():
    """A warning raised by the learner's line is reported with the line; those of libraries are not."""
    outcome = body("return np.array([1e200]) * np.array([1e200])")
    assert outcome.warnings == ("RuntimeWarning: overflow encountered in multiply (line 4)",)


def test_warnings_are_short():
    """Warnings with enormous texts do not make the answer too long to be read."""
    outcome = body("import warnings\nfor i in range(9): warnings.warn(str(i) + 'x' * 10**6)\nreturn 1")
    assert outcome.status is Status.PASS
    assert len(outcome.warnings) == 5
    assert max(map(len, outcome.warnings)) < 1000


def test_changed_arguments_are_named_by_position():
    """In-place changes are noticed in arrays, lists and dicts, also when the values end up equal in another type."""
    outcome = body(
        "args[1][0] = 9\nargs[2].append(1)\nargs[3]['k'][0] = 5\nreturn 1",
        np.ones(2),
        np.ones(2),
        [],
        {"k": np.ones(1)},
    )
    assert outcome.mutated == (1, 2, 3)
    assert body("args[0].sort()\nreturn 1", np.arange(3.0)).mutated == ()
    assert body("args[0].shape = (3, 1)\nreturn 1", np.arange(3.0)).mutated == (0,)


def test_arguments_arrive_as_they_were_sent():
    """Layouts, ints, bools, None, text and nested containers reach the function; a seed is a Generator there."""
    view = np.arange(12.0).reshape(3, 4)[:, ::2]
    outcome = body(
        "x, f, rest, rng = args\n"
        "return x.flags.c_contiguous, f.flags.f_contiguous, rest, rng.integers(1 << 30), type(rng).__name__",
        view, np.asfortranarray(np.ones((2, 3))), [1, (True, None), {"mode": "same"}], Rng(5),
    )  # fmt: skip
    assert outcome.value[:3] == (False, True, [1, (True, None), {"mode": "same"}])
    assert outcome.value[3:] == (int(np.random.default_rng(5).integers(1 << 30)), "Generator")


def test_an_unknown_probe_is_the_author_s_mistake():
    """A probe function that the pack does not define is named, and nobody's answer is wrong because of it."""
    with pytest.raises(PackError, match="no_such_probe"):
        body("return 1", Probe("no_such_probe", len))


def test_a_process_that_was_started_earlier_is_used():
    """A child may be started ahead of time; its deadline begins with the first question."""
    child = start()
    time.sleep(0.3)
    assert run("def answer(): return 3", child=child).value == 3
    assert child.process.returncode is not None


def test_layers_say_what_was_bounded():
    """After loading, a session knows which limits hold in its process."""
    with Session("answer", Submission("answer.py", "def answer(): return 1")) as session:
        session.load()
        assert session.layers[0] == "process"
        assert "memory" in session.layers
