"""A notebook that was handed in goes back as a copy with feedback, in which nothing of a stranger's comes alive."""

import json

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kit import Batch

from grader.batch.notebook import annotated, read

EVIL = "<script>parent.ran = 1</script>"


def code(source, **more):
    return {"cell_type": "code", "source": source, "metadata": {}, "outputs": [], "execution_count": 1} | more


def book(*cells, **more):
    return json.dumps({"cells": [*cells], "metadata": {}, "nbformat": 4, "nbformat_minor": 5} | more)


def copied(path):
    found = nbformat.read(path, as_version=4)
    nbformat.validate(found)
    return [(cell.cell_type, cell.source) for cell in found.cells]


WRONG = "def double(x):\n    return 3 * x\n"
OUTPUT = {"output_type": "display_data", "metadata": {}, "data": {"text/html": EVIL}}
CLASS = {
    "aoki/double.ipynb": book(
        {"cell_type": "markdown", "source": ["# Home", "work"], "metadata": {"trusted": True}},
        code(WRONG, outputs=[OUTPUT], metadata={"trusted": True}),
        code("double(2)"),
        metadata={"widgets": {"x": EVIL}, "signature": "x"},
    ),
    "baba/double.ipynb": book(code("x = 1"), code("def doubel(x):\n    return x\n"), code("print(1)")),
    "chiba/double.ipynb": book(
        code(WRONG, id="same", metadata=3, execution_count="x"),
        code("y = 1", id="same", outputs=4),
        {"cell_type": "heading", "source": "old", "level": 1},
        {"cell_type": "raw", "source": "\ud800"},
        metadata=[EVIL], nbformat="four",
    ),
    "doi/double.ipynb": "{damaged",
    "endo/double.py": WRONG,
    "fuji/one.ipynb": book(code(WRONG)),
    "fuji/two.ipynb": book(code("def triple(x):\n    return x\n")),
}  # fmt: skip


@pytest.fixture(scope="module")
def results(course, tmp_path_factory):
    """The feedback for students who handed in notebooks."""
    root = tmp_path_factory.mktemp("notebooks")
    for name, text in CLASS.items():
        (root / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "in" / name).write_text(text)
    Batch(course, root / "in")(root / "out")
    return root / "out/feedback"


def test_feedback_stands_after_the_function(results):
    """The copy holds the cells in their order, and after the one with the function what the student's page says."""
    cells = copied(results / "aoki.ipynb")
    assert [kind for kind, _text in cells] == ["markdown", "code", "markdown", "code"]
    assert cells[1] == ("code", WRONG)
    assert cells[2][1].startswith("### Feedback: double\n\n```text\n")
    assert "It was multiplied by 3. Multiply by 2." in cells[2][1]
    assert cells[2][1].partition("```text")[2].strip("`\n") in (results / "aoki.md").read_text(encoding="utf-8")


def test_nothing_of_a_stranger_comes_alive(results):
    """Outputs, widgets, trust and signature stay behind."""
    text = (results / "aoki.ipynb").read_text(encoding="utf-8")
    for word in ("script", "trusted", "widgets", "signature"):
        assert word not in text


def test_feedback_without_a_function_stands_last(results):
    """Where no cell defines the function, the feedback comes in the end."""
    assert "Is doubel meant to be it?" in copied(results / "baba.ipynb")[-1][1]


def test_damage_is_left_behind(results):
    """Metadata of any form, equal ids and half characters give a valid copy; what is no notebook has the page alone."""
    assert [text for _kind, text in copied(results / "chiba.ipynb")][2:] == ["y = 1", "old", "?"]
    found = {path.name for path in results.iterdir()}
    assert {"doi.md", "endo.md"} <= found
    assert not {"doi.ipynb", "endo.ipynb"} & found


def test_only_notebooks_with_an_exercise_come_back(results):
    """Of two notebooks the one that holds the exercise is copied."""
    assert "Feedback: double" in copied(results / "fuji.ipynb")[1][1]
    assert not (results / "fuji.2.ipynb").exists()


def test_several_exercises_in_a_cell_and_a_later_definition():
    """Each has its feedback; of two definitions the last counts, as for Python."""
    cells = (
        ("code", "def a(x): pass"),
        ("markdown", "def a("),
        ("code", "def b(): pass\ndef a (x): pass"),
        ("raw", ""),
    )
    made = json.loads(annotated(cells, {"a": "A", "b": "B"}))
    assert ["".join(cell["source"]) for cell in made["cells"]][3:5] == ["A", "B"]


KEYS = st.sampled_from(["cells", "cell_type", "source", "code", "markdown"])
JSON = st.recursive(
    st.none() | st.integers() | st.text(max_size=9),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(KEYS, part, max_size=3),
)


@given(JSON)
def test_any_json_is_no_notebook_or_gives_a_valid_copy(document):
    """Whatever the JSON says, reading and copying it raise nothing."""
    for text in (json.dumps(document), json.dumps({"cells": [document]}), json.dumps({"cells": document})):
        cells = read(text)
        if cells:
            nbformat.validate(nbformat.reads(annotated(cells, {"double": "x"}), as_version=4))


def test_what_cannot_be_made_valid_is_not_written(monkeypatch):
    """When nbformat refuses the copy there is none."""

    def refuse(*_args, **_options):
        raise nbformat.ValidationError("no")

    monkeypatch.setattr(nbformat, "validate", refuse)
    assert annotated((("code", "x"),), {}) is None
