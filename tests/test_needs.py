"""What a function needs of a notebook: its helpers stay, and what else was tried there does not reach the sandbox."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.engine import grade
from grader.needs import binds, needed
from grader.pack import load
from grader.submission import read


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("import plots\nimport numpy as np\nN = 3\ndef f(x):\n    return np.sum(x)\n", [2, 4, 5]),
        ("def g(x):\n    return x\nh = len\ndef f(x):\n    return g(x)\n", [1, 2, 4, 5]),
        ("def f(x):\n    return g(x)\ndef g(x):\n    return N\nN = 3\nM = 4\n", [1, 2, 3, 4, 5]),
        ("x = load('x.npy')\ndef f(x):\n    y = x\n    return y\n", [2, 3, 4]),
        ("N = bad()\nN = 3\ndef f(x):\n    return N\n", [2, 3, 4]),
        ("N = 1\nN = N + 1\ndef f(x):\n    return N\n", [1, 2, 3, 4]),
        ("N = 1\nM = [N]\nN = 2\ndef f(x):\n    return M\n", [1, 2, 4, 5]),
        ("T = [0, 0]\ni = 1\nT[i] = 3\nU = 4\ndef f(x):\n    return T\n", [1, 2, 3, 5, 6]),
        ("def f(x):\n    return 1\ndef f(x):\n    return 2\n", [3, 4]),
        ("import functools\n@functools.cache\ndef f(x):\n    return x\n", [1, 2, 3, 4]),
        ("D = 3\nE = 4\ndef f(x, d=D):\n    return x\n", [1, 3, 4]),
        ("B = object\nN = 1\nM = 2\nO = 3\nclass A(B):\n    n = N\n    def m(self):\n        return M\n"
         "def f(x):\n    return A()\n", [1, 2, 3, 5, 6, 7, 8, 9, 10]),
        ("K = 2\nL = 3\ndef f(x):\n    return [K for L in x]\n", [1, 3, 4]),
        ("from tools import *\nN = 3\ndef f(x):\n    return pad(x)\n", [1, 3, 4]),
        ("from tools import *\nN = 3\ndef f(x):\n    return len(x)\n", [3, 4]),
        ("from mine import g as f\nN = 3\n", [1]),
        ("a, (b, *c) = 1, (2, 3)\nd: int = 4\ne: int\ndef f(x):\n    return c, d, e\n", [1, 2, 4, 5]),
    ],
)  # fmt: skip
def test_what_is_needed_stays(source, kept):
    """Kept are the function, the last definitions of what it reads, and what these read; lines keep their numbers."""
    lines = source.split("\n")
    expected = [line if number in kept else "" for number, line in enumerate(lines, 1)]
    assert needed(source, "f").split("\n") == expected


def test_other_functions_may_come_along():
    """A forward that the backward never calls is kept with its own needs when asked for, and missed by nobody else."""
    source = "N = 1\nM = 2\ndef back(x):\n    return x\ndef fore(x):\n    return N\n"
    assert needed(source, "back", ["fore", "nowhere"]) == source.replace("M = 2", "")


@pytest.mark.parametrize("source", ["def f(:\n", "g = 3\n", "", "x = " + "(" * 500])
def test_what_cannot_be_judged_is_left_alone(source):
    """A source that is not Python or does not define the function stays as it is, for others to complain of."""
    assert needed(source, "f") == source


def test_long_sums_are_no_obstacle():
    """A sum of hundreds of terms, too deep for the analysis, keeps what it names."""
    source = "N = 1\nM = 2\nT = " + " + ".join(["N"] * 900) + "\ndef f(x):\n    return T\n"
    assert needed(source, "f") == source.replace("M = 2", "")


@given(
    st.lists(
        st.sampled_from(["a = b", "b = a", "def a():\n    return b", "def b(a):\n    return a", "a.b = a", "import a"])
    )
)
def test_lines_never_move(statements):
    """Whatever needs whatever, in circles too, the result has the lines of the source, some of them blank."""
    source = "\n".join(statements) + "\n"
    pairs = list(zip(source.split("\n"), needed(source, "a").split("\n"), strict=True))
    assert all(after in (before, "") for before, after in pairs)


def test_binding():
    """A name is bound by a definition, an import or an assignment, not by being mentioned."""
    assert all(binds(text, "f") for text in ("def f(): pass", "from a import b as f", "f, g = 1, 2", "class f: pass"))
    assert not any(binds(text, "f") for text in ("f()", "import g", "f: int", "def g(f): return f"))


SIZE = "def conv_output_size(size, kernel, stride, padding):\n    return (size + 2 * padding - kernel) // stride + ONE"


def test_plots_and_comparisons_do_not_spoil_a_notebook(tmp_path):
    """A notebook that plots, imports what the sandbox refuses and reads files passes if its function is right."""
    cells = ["import matplotlib.pyplot as plt\nimport torch", "fig, ax = plt.subplots()\nx = open('x.txt').read()",
             "ONE = 1", SIZE, "def show():\n    plt.show()"]  # fmt: skip
    whole = [{"cell_type": "code", "source": cell} for cell in cells]
    (tmp_path / "conv_output_size.ipynb").write_text(json.dumps({"cells": whole}))
    report = grade(load("conv_output_size"), read(tmp_path, "conv_output_size"))
    assert (report.trouble, report.passed) == (None, True)


def test_a_file_is_graded_whole(tmp_path):
    """In a Python file everything counts: there an import that the sandbox refuses is refused."""
    (tmp_path / "conv_output_size.py").write_text("import torch\nONE = 1\n" + SIZE)
    report = grade(load("conv_output_size"), read(tmp_path, "conv_output_size"))
    assert report.trouble.kind == "import_refused"


def test_a_mistake_is_placed_in_its_cell(tmp_path):
    """A syntax error in a notebook is shown with the cell and the line in it."""
    whole = [{"cell_type": "code", "source": cell} for cell in ("ONE = 1\n", "\n" + SIZE + " +")]
    (tmp_path / "conv_output_size.ipynb").write_text(json.dumps({"cells": whole}))
    report = grade(load("conv_output_size"), read(tmp_path, "conv_output_size"))
    assert (report.trouble.line, report.origin) == (3, "conv_output_size.ipynb cell 2")
