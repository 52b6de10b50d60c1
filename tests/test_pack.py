"""Loading a course: damage is named, names are suggested, and nothing of a pack gets in another's way."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.engine import grade
from grader.errors import PackError, UsageError
from grader.model import Submission
from grader.pack import default_root, load, open_pack, suggest

STUB = '''"""Add.

    x  int
"""
import numpy as np


def NAME(x):
    """Return it."""
    raise NotImplementedError("TODO: NAME")
'''

REFERENCE = """from grader import Case, Spec

from ._shared import STEP


def NAME(x):
    return x + STEP


def cases(rng):
    for x in range(4):
        yield Case(f"x = {x}", {"x": x})


spec = Spec(solve=NAME, cases=cases, second=lambda x: STEP + x)
"""

TABLE = """
format = 1
name = "tiny"
[[topic]]
name = "sums"
exercises = ["plus", { name = "more", requires = ["plus"] }]
"""


def write_pack(root, step=1, table=TABLE):
    files = {"exercises/pack.toml": table, "reference/sums/_shared.py": f"STEP = {step}\n"}
    for name in ("plus", "more"):
        files[f"exercises/sums/{name}.py"] = STUB.replace("NAME", name)
        files[f"reference/sums/{name}.py"] = REFERENCE.replace("NAME", name)
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return root


@pytest.fixture
def root(tmp_path):
    return write_pack(tmp_path / "one")


# --- damage ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("", "format None"),
        ("format = 2\nname = 'a'", "format 2"),
        ("format = '1'\nname = 'a'", "format '1'"),
        ("format = 1", "has no name"),
        ("format = 1\nname = 3", "has no name"),
        ("format = 1\nname = ", "cannot be read"),
        ("[[topic]\n", "cannot be read"),
        ("format = 1\nname = 'a'\ntopic = 3", "cannot be read"),
        ("format = 1\nname = 'a'\n[topic]\nname = 't'", "cannot be read"),
        ("format = 1\nname = 'a'\n[[topic]]\nname = 't'", "cannot be read"),
        ("format = 1\nname = 'a'\n[[topic]]\nexercises = ['x']", "cannot be read"),
        ("format = 1\nname = 'a'\n[[topic]]\nname = 't'\nexercises = [3]", "cannot be read"),
        ("format = 1\nname = 'a'\n[[topic]]\nname = 't'\nexercises = [['a']]", "cannot be read"),
        ("format = 1\nname = 'a'\n[[topic]]\nname = 't'\nexercises = [{ points = 2 }]", "cannot be read"),
        ("format = 1\nname = 'a'\n[[topic]]\nname = 't'\nexercises = [{ name = 'x', pionts = 2 }]", "pionts"),
        ("format = 1\nname = 'a'\n[[topic]]\nname = 't'\nexercises = [{ name = 'x', requires = 3 }]", "cannot be read"),
        ("format = 1\nname = 'a'\n[[topic]]\nname = 't'\nexercises = ['x', 'x']", "x twice"),
    ],
)
def test_a_damaged_table_of_contents_is_one_sentence(tmp_path, table, reason):
    """Other formats, broken TOML and lines that are no exercises: a PackError that says which."""
    write_pack(tmp_path, table=table)
    with pytest.raises(PackError, match=reason):
        open_pack(tmp_path)


def test_bytes_that_are_no_text_and_folders_that_are_no_pack(tmp_path):
    """A table that is not UTF-8, and a folder without one, are PackErrors that name the place."""
    with pytest.raises(PackError, match="no course pack"):
        open_pack(tmp_path / "nothing")
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "pack.toml").write_bytes(b"name = '\xff'")
    with pytest.raises(PackError, match="cannot be read"):
        open_pack(tmp_path)


@pytest.mark.parametrize(
    ("path", "text", "reason"),
    [
        ("reference/sums/plus.py", None, "missing"),
        ("reference/sums/plus.py", "x = 1", "does not end in a value called spec"),
        ("reference/sums/plus.py", "spec = 3", "does not end in a value called spec"),
        ("exercises/sums/plus.py", None, "cannot be read"),
        ("exercises/sums/plus.py", "x = 1", "defines no function plus"),
        ("exercises/sums/plus.py", "class plus: pass", "defines no function plus"),
    ],
)
def test_a_damaged_exercise_does_not_spoil_the_others(root, path, text, reason):
    """What is wrong with one exercise is said when it is loaded; its neighbour works."""
    (root / path).unlink()
    if text is not None:
        (root / path).write_text(text)
    pack = open_pack(root)
    with pytest.raises(PackError, match=reason):
        pack.exercise("plus")
    assert pack.exercise("more").spec.solve(3) == 4


def test_an_unknown_name_comes_with_near_ones(root):
    """A misspelt name suggests what may be meant; a strange one points to the list."""
    pack = open_pack(root)
    with pytest.raises(UsageError, match=r"'plsu'.*Did you mean plus\?") as caught:
        pack.exercise("plsu")
    assert caught.value.suggestions == ("plus",)
    with pytest.raises(UsageError, match="grade list"):
        pack.entry("zzz")
    assert suggest("conv_bakward", ["conv_backward", "conv_forward", "relu"])[0] == "conv_backward"


# --- loading ---------------------------------------------------------------------------------------------------------


def test_a_table_is_read_without_any_content(root):
    """Topics, order, points and requirements are known although no file of an exercise can be read."""
    for path in [*root.glob("*/sums/*.py")]:
        path.unlink()
    pack = open_pack(root)
    assert (pack.name, pack.title, pack.language) == ("tiny", "tiny", "en")
    assert [(topic.name, topic.names) for topic in pack.topics] == [("sums", ("plus", "more"))]
    assert (pack.entries["more"].requires, pack.entries["more"].points) == (("plus",), 1.0)


def test_stub_statement_and_signature(root):
    """The stub's text, its docstring and its parameters are what the learner sees."""
    pack = open_pack(root)
    assert pack.statement("plus") == "Add.\n\nx  int"
    assert pack.signature("plus") == ("x",)
    assert pack.exercise("plus").stub == pack.stub("plus")


def test_two_packs_with_equal_names_live_side_by_side(tmp_path, root):
    """Two folders of the same shape and names each keep their own reference and their own helpers."""
    other = write_pack(tmp_path / "two", step=100)
    one, two = load("plus", root), load("plus", other)
    assert (one.spec.solve(1), two.spec.solve(1), load("plus", root).spec.solve(1)) == (2, 101, 2)
    submission = Submission("plus.py", "def plus(x): return x + 1")
    assert [grade(exercise, submission).passed for exercise in (one, two)] == [True, False]


def test_nothing_public_is_added_to_the_modules(root):
    """Content is mounted under a private name: no module called exercises, reference or by a topic appears."""
    program = (
        "import sys\nfrom pathlib import Path\nfrom grader.pack import load\n"
        f"load('plus', Path({str(root)!r})); load('conv_forward')\n"
        "tops = {name.partition('.')[0] for name in sys.modules}\n"
        "assert not tops & {'exercises', 'reference', 'quizzes', 'sums', 'plus', 'conv_forward', 'torch'}, tops\n"
        "assert len([name for name in tops if name.startswith('_pack_')]) == 2\n"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", program], cwd=root, env=_environment(), check=False)
    assert done.returncode == 0


def _environment():
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}


def test_the_built_in_course_is_found_from_anywhere(tmp_path, monkeypatch):
    """The default pack does not depend on the current folder."""
    monkeypatch.chdir(tmp_path)
    assert (default_root() / "exercises" / "pack.toml").is_file()
    assert load("conv_backward").signature == ("dout", "x", "w", "b", "stride", "padding")
