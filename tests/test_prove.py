"""The prover complains about each thing an author can get wrong, and about nothing else."""

import pytest

from grader.errors import UsageError
from grader.pack import open_pack
from grader.prove import prove

STUB = '''"""Scale and shift rows."""
import numpy as np


def rows(x, w, b):
    """Return the output."""
    raise NotImplementedError("TODO: rows")
'''

BACKWARD_STUB = STUB.replace("rows(x", "rows_backward(dout, x").replace("TODO: rows", "TODO: rows_backward")

REFERENCE = '''
import numpy as np

from grader import Case, Spec


def rows(x, w, b):
    return x @ w + b


def torch_rows(x, w, b):
    import torch

    return torch.addmm(b, x, w)


def cases(rng):
    for number, (N, D, M) in enumerate([(2, 3, 4), (3, 4, 2), (4, 2, 3)]):
        x, w, b = rng.normal(size=(N, D)), rng.normal(size=(D, M)), rng.normal(size=M)
        yield Case(f"case {number}", {"x": x, "w": w, "b": b}, hidden=False)


def forgets_b(solve, x, w, b):
    """The shift is missing."""
    return solve(x, w, 0 * b)


def adds_twice(solve, x, w, b):
    """The shift was added twice."""
    return solve(x, w, 2 * b)


spec = Spec(
    solve=rows,
    torch=torch_rows,
    cases=cases,
    shapes={"x": "N D", "w": "D M", "b": "M", "out": "N M"},
    wrong=(forgets_b, adds_twice),
    hints=("one", "two", "three"),
)
'''

BACKWARD = '''
import numpy as np

from grader import Case, Spec

from .rows import cases as forward_cases
from .rows import rows


def rows_backward(dout, x, w, b):
    return dout @ w.T, x.T @ dout, dout.sum(axis=0)


def cases(rng):
    for case in forward_cases(rng):
        yield Case(case.name, {"dout": rng.normal(size=rows(*case.args.values()).shape), **case.args})


def mean(solve, dout, x, w, b):
    """db is a mean."""
    dx, dw, db = solve(dout, x, w, b)
    return dx, dw, db / len(x)


spec = Spec(
    solve=rows_backward, second=rows_backward, forward=rows, wrt=("x", "w", "b"), cases=cases,
    outputs=("dx", "dw", "db"), wrong=(mean,), hints=("one", "two", "three"),
)
'''

TABLE = 'format = 1\nname = "scratch"\n[[topic]]\nname = "sums"\nexercises = ["rows", "rows_backward"]\n'


@pytest.fixture
def course(tmp_path):
    """A function that writes the scratch course with changes and gives the complaints about one exercise."""

    def complaints(*changes, name="rows"):
        files = {
            "exercises/pack.toml": TABLE,
            "exercises/sums/rows.py": STUB,
            "exercises/sums/rows_backward.py": BACKWARD_STUB,
            "reference/sums/rows.py": REFERENCE,
            "reference/sums/rows_backward.py": BACKWARD,
        }
        for path, old, new in changes:
            assert old in files.setdefault(path, old)
            files[path] = files[path].replace(old, new)
        for path, text in files.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text)
        return {proof.name: list(proof.complaints) for proof in prove(open_pack(tmp_path), name and [name])}

    return complaints


S, R = "exercises/sums/rows.py", "reference/sums/rows.py"
B = "reference/sums/rows_backward.py"


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ((S, 'raise NotImplementedError("TODO: rows")', "return x @ w + b"), "does not raise NotImplementedError once"),
        ((S, "raise Not", "x = 1\n    raise Value"), "does not raise NotImplementedError once"),
        ((S, '"""Scale and shift rows."""', ""), "the stub has no docstring"),
        ((S, "def rows(x, w, b)", "def rows(x, b, w)"), "the stub (x, b, w)"),
        ((S, "def rows", "def helper(): pass\n\n\ndef rows"), "defines something other than rows"),
        ((S, "import numpy as np", "import numpy as np\nimport torch"), "imports something other than NumPy"),
        ((S, "import numpy as np", "from math import pi"), "imports something other than NumPy"),
        ((S, "def rows(x, w, b):", "def rows(x, w, b:"), "not valid Python"),
        ((R, '("one", "two", "three")', '("one", "two")'), "2 hints"),
        ((R, '("one", "two", "three")', '("one", "", "three")'), "hints"),
        ((R, "    hints=", "    hints_for={'dy': ('one', 'two', 'three')},\n    hints="), "hints_for names dy"),
        ((R, "    hints=", "    hints_for={'forgets_b': ('one', 'two')},\n    hints="), "2 hints for forgets_b"),
        ((R, '"""The shift is missing."""', ""), "forgets_b: no docstring"),
        ((R, "return solve(x, w, 0 * b)", "return solve(x, w, b)"), "forgets_b: no visible case tells it"),
        ((R, "return solve(x, w, 0 * b)", "return solve(x, w, b * (1 + 1e-5))"), "forgets_b: only"),
        ((R, "return solve(x, w, 0 * b)", "return solve(x, w, 2 * b)"), "no visible case tells them apart"),
        ((R, "wrong=(forgets_b, adds_twice)", "wrong=(forgets_b, forgets_b)"), "two misconceptions have the same name"),
        (
            (R, "    return x @ w + b", "    x *= 1.5\n    return x @ w / 1.5 + b"),
            "the reference changes its arguments",
        ),
        ((R, "torch.addmm(b, x, w)", "torch.addmm(b, x, w) + 1e-9"), "PyTorch to float32 precision only"),
        ((R, "torch.addmm(b, x, w)", "torch.addmm(b, x, w) + 1e-3"), "disagrees with PyTorch"),
        ((R, "torch.addmm(b, x, w)", "torch.addmm(b, x, w)[:1]"), "disagrees with PyTorch"),
        ((R, "torch.addmm(b, x, w)", "1 / 0"), "ZeroDivisionError"),
        ((R, "    torch=torch_rows,\n", ""), "no independent witness"),
        ((R, "    torch=torch_rows,\n", "    second=lambda x, w, b: x @ w,\n"), "disagrees with the second reference"),
        ((R, "    torch=torch_rows,\n", "    second=lambda x, w, b: 1 / 0,\n"), "the second reference fails"),
        ((R, "rng.normal(size=M)", "np.random.default_rng().normal(size=M)"), "other cases for an equal rng"),
        ((R, 'f"case {number}"', '"case"'), "two cases have the same name"),
        ((R, "hidden=False", "hidden=True"), "fewer than three visible cases"),
        ((R, '{"x": x, "w": w, "b": b}', '{"w": w, "x": x, "b": b}'), "not those of the stub"),
        ((R, "return x @ w + b", "return x @ w + b + np.nan"), "does not pass its own check"),
        ((R, "return x @ w + b", "raise NotImplementedError"), "the reference is not written yet"),
        ((R, '"x": "N D"', '"x": "N D M"'), "x has 2 axes, shapes says"),
        ((R, '"x": "N D"', '"y": "N D"'), "shapes names y"),
        ((R, "    hints=", "    magnitude=lambda x, w, b: 0 * (x @ w + b),\n    hints="), "smaller than its value"),
        ((R, "spec = Spec(", "spec = dict("), "does not end in a value called spec"),
        ((R, "import numpy as np", "import numpy as np\n1 / 0"), "ZeroDivisionError"),
        ((R, "import numpy as np", "import numpy as np\nx = = 1"), "SyntaxError"),
        (("exercises/pack.toml", '["rows"', '[{ name = "rows", requires = ["nothing"] }'), "requires nothing"),
    ],
)
@pytest.mark.torch
def test_each_demand_complains_when_it_is_violated(course, change, complaint):
    """One change to a flawless exercise, and the complaint says what is wrong with it."""
    found = course(change)["rows"]
    assert any(complaint in line for line in found), found


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ((B, "dout.sum(axis=0)", "dout.sum(axis=0) * 2"), "the gradient of b is not that of the forward"),
        ((B, "return dout @ w.T, x.T @ dout", "return -dout @ w.T, x.T @ dout"), "the gradient of x is not that"),
        ((B, 'wrt=("x", "w", "b")', 'wrt=("x", "w")'), "wrt does not name one argument for each output"),
        ((B, "dout.sum(axis=0)", "dout.sum(axis=0) * np.nan"), "does not pass its own check"),
        ((B, 'outputs=("dx", "dw", "db")', 'outputs=("dx", "dw")'), "something other than dx, dw"),
    ],
)
def test_gradients_are_proved_by_differences(course, change, complaint):
    """A backward whose second reference shares its error is still caught by its forward."""
    found = course(change, name="rows_backward")["rows_backward"]
    assert any(complaint in line for line in found), found


def test_a_file_that_belongs_nowhere_is_found(course):
    """Stray stubs and references, and files in the wrong topic, are complaints about the pack as a whole."""
    stray = [
        ("exercises/sums/lost.py", "", ""),
        ("reference/other/rows.py", "", ""),
        ("reference/sums/_helper.py", "", ""),
    ]
    found = course(*stray, name=None)
    assert found["pack.toml"] == [
        "exercises/sums/lost.py is not in pack.toml",
        "reference/other/rows.py is not in pack.toml",
    ]


@pytest.mark.torch
def test_a_flawless_course_has_no_complaints(course):
    """The unchanged scratch course is proved without a word: the tests above change one thing at a time."""
    found = course(name=None)
    assert [line for line in found["rows"] if "not recorded" not in line] == []
    assert found["rows_backward"] == []


@pytest.mark.torch
def test_a_misconception_may_return_something_of_another_kind(course):
    """A list of arrays of different shapes where an array is right is caught, and is no trouble for the prover."""
    found = course((R, "return solve(x, w, 0 * b)", "return [x, w, b]"))["rows"]
    assert [line for line in found if "not recorded" not in line] == []


@pytest.mark.torch
def test_an_account_is_given(course, tmp_path):
    """A proof counts cases and misconceptions and says how far the least visible one is off."""
    course()
    (proof,) = prove(open_pack(tmp_path), ["rows"])
    assert (proof.cases, proof.hidden, proof.misconceptions, proof.cover, proof.torch) == (3, 0, 2, 1, True)
    assert proof.margin > 1000


def test_a_damaged_exercise_does_not_stop_the_proof_of_the_next(course):
    """Whatever an author's file does, it is a complaint, and the other exercises are proved all the same."""
    found = course((R, "def rows", "raise SystemError\n\n\ndef rows"), name=None)
    assert "SystemError" in found["rows"][0]
    assert set(found) == {"rows", "rows_backward"}


def test_an_unknown_name_is_the_users(course, tmp_path):
    """Asking for an exercise that is not there is a usage error with a suggestion."""
    course()
    with pytest.raises(UsageError, match="rows"):
        list(prove(open_pack(tmp_path), ["rosw"]))
