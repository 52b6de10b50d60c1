"""From a path to source text: what cannot be read is refused in a sentence, notebooks become their definitions."""

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.engine import grade
from grader.errors import SubmissionError, UsageError
from grader.pack import load
from grader.submission import (
    NOTEBOOK_LIMIT,
    SOURCE_LIMIT,
    decode,
    imported,
    locate,
    notebook_source,
    read,
    siblings,
)


def refusal(call, *args):
    with pytest.raises(SubmissionError) as caught:
        call(*args)
    return caught.value


def notebook(*cells, **extra):
    """The text of a notebook; a cell is its source, or a whole dict."""
    whole = [cell if isinstance(cell, dict) else {"cell_type": "code", "source": cell, "outputs": []} for cell in cells]
    return json.dumps({"cells": whole, "nbformat": 4, **extra})


# --- files -----------------------------------------------------------------------------------------------------------


def test_what_is_not_there_is_a_usage_error(tmp_path):
    """A missing file and a folder without the exercise are the user's to mend, and the message says how."""
    for path in (tmp_path / "none.py", tmp_path):
        with pytest.raises(UsageError, match="grade start conv"):
            read(path, "conv")


def test_a_workspace_holds_the_file(tmp_path):
    """A folder means its NAME.py, else its NAME.ipynb."""
    (tmp_path / "conv.ipynb").write_text(notebook("x = 1"))
    assert locate(tmp_path, "conv").name == "conv.ipynb"
    (tmp_path / "conv.py").write_text("x = 1")
    assert locate(tmp_path, "conv").name == "conv.py"
    submission = read(tmp_path, "conv")
    assert (submission.source, submission.folder) == ("x = 1", tmp_path)


@pytest.mark.parametrize(
    ("data", "kind"),
    [(b"", "empty"), (b"\xef\xbb\xbf \n", "empty"), (b"\xff\xfe", "not_text"), (b"caf\xe9", "not_text"),
     (b"a\0b", "not_text"), (b"#" * (SOURCE_LIMIT + 1), "too_large")],
)  # fmt: skip
def test_what_is_no_source_text_is_refused(tmp_path, data, kind):
    """Empty, binary, wrongly encoded and enormous files have their own words, and the file is named."""
    (tmp_path / "conv.py").write_bytes(data)
    error = refusal(read, tmp_path / "conv.py", "conv")
    assert error.kind == kind
    assert "conv.py" in error.message


def test_the_encoding_is_utf8_whatever_a_cookie_says():
    """A byte order mark is dropped; a coding cookie changes nothing."""
    assert decode(b"\xef\xbb\xbfx = 1", "a.py") == "x = 1"
    assert decode("# coding: utf-7\nx = '畳'".encode(), "a.py") == "# coding: utf-7\nx = '畳'"


@given(st.binary(max_size=60))
def test_bytes_are_text_or_refused(data):
    """No bytes lead to anything but text without NUL or a SubmissionError."""
    with contextlib.suppress(SubmissionError):
        assert "\0" not in decode(data, "a.py")


# --- siblings --------------------------------------------------------------------------------------------------------


def test_siblings_are_found_through_siblings(tmp_path):
    """Files imported by imported files come along; NumPy, the standard library and what is not there do not."""
    files = {
        "conv": "import numpy as np, os\nfrom im2col import im2col\nimport torch",
        "im2col": "def f():\n    from sizes import out_size",
        "sizes": "import conv, json",
        "json": "x = 1",
        "numpy": "x = 1",
        "unused": "x = 1",
    }
    for name, text in files.items():
        (tmp_path / f"{name}.py").write_text(text)
    assert read(tmp_path / "conv.py", "conv").siblings == {name: files[name] for name in ("im2col", "sizes")}


def test_a_damaged_sibling_is_refused_by_its_name(tmp_path):
    """A sibling that is not text is the reason given, not the submission itself."""
    (tmp_path / "conv.py").write_text("import helper")
    (tmp_path / "helper.py").write_bytes(b"\xff")
    assert "helper.py" in refusal(read, tmp_path / "conv.py", "conv").message


def test_imports_are_read_from_the_syntax():
    """Imports inside functions count, relative ones and words in strings do not; a broken file imports nothing."""
    assert imported(
        "import a.b as c, d\nfrom e.f import g\ndef h():\n    import i\nfrom . import j\n'import k'"
    ) == set("adei")
    assert imported("import a\ndef (") == set()
    assert imported("(" * 10_000) == set()
    assert siblings("import a", "x", {"a": "import b", "b": "import a, x"}.get) == {"a": "import b", "b": "import a, x"}


def test_an_odd_escape_is_no_reason_to_lose_the_imports():
    """A backslash that Python warns about does not keep siblings from being found, and warns nobody here."""
    assert imported("'''\\d'''\nimport a") == {"a"}


# --- notebooks -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "null", "3", "[" * 100_000, '{"cells": 3}', '{"cells": [3]}', '{"cells": {"a": 1}}',
     '{"cells": [{"cell_type": "code"}]}', '{"cells": [{"cell_type": "code", "source": 3}]}',
     '{"cells": [{"cell_type": "code", "source": [1]}]}'],
)  # fmt: skip
def test_what_is_no_notebook_is_refused(text):
    """Other JSON, damaged JSON and JSON nested without end are refused by name."""
    error = refusal(notebook_source, text, "conv.ipynb")
    assert (error.kind, "conv.ipynb" in error.message) == ("not_notebook", True)


@pytest.mark.parametrize("character", ["\ud800", "\0"])
def test_a_notebook_of_characters_that_no_file_holds_is_refused(character):
    """JSON can write half a character and NUL; neither is Python source."""
    assert refusal(notebook_source, notebook(f"def f():\n    return '{character}'"), "conv.ipynb").kind == "not_text"


def test_a_notebook_without_code_is_empty(tmp_path):
    """Markdown cells and calls only are the same as an empty file."""
    (tmp_path / "conv.ipynb").write_text(
        notebook({"cell_type": "markdown", "source": "def f(): pass"}, "print(1)\n", "%run x")
    )
    assert refusal(read, tmp_path, "conv").kind == "empty"


def test_a_notebook_may_be_larger_than_a_source(tmp_path):
    """Outputs make notebooks large; the definitions in them may be as large as a source file, no larger."""
    figure = {"cell_type": "code", "source": "x = 1", "outputs": ["A" * (2 * SOURCE_LIMIT)]}
    (tmp_path / "conv.ipynb").write_text(notebook(figure))
    assert read(tmp_path, "conv").source == "x = 1\n"
    (tmp_path / "conv.ipynb").write_text(notebook("x = '" + "a" * SOURCE_LIMIT + "'"))
    assert refusal(read, tmp_path, "conv").kind == "too_large"
    with open(tmp_path / "conv.ipynb", "wb") as file:
        file.truncate(NOTEBOOK_LIMIT + 1)
    assert refusal(read, tmp_path, "conv").kind == "too_large"


def test_definitions_are_kept_and_the_rest_is_not():
    """Imports, functions, classes and assignments stay, each on its line; magics, shell lines and calls go."""
    text, cells = notebook_source(
        notebook(
            {"cell_type": "markdown", "source": "# Title"},
            ["%matplotlib inline\n", "!pip install torch\n", "import numpy as np\n"],
            "print('hello')\nn = 3\nplot(n)\n@np.vectorize\ndef f(x):\n    return x\nf(3)\n",
            "%%bash\nrm -rf /\n",
            "for i in range(3):\n    print(i)\n",
            "class A:\n    pass",
        ),
        "conv.ipynb",
    )
    lines = text.splitlines()
    assert [line for line in lines if line] == [
        "import numpy as np", "n = 3", "@np.vectorize", "def f(x):", "    return x", "class A:", "    pass",
    ]  # fmt: skip
    assert lines[cells[0][0] + 1] == "import numpy as np"
    assert [number for _, number in cells] == [2, 3, 6]


def test_a_line_that_only_begins_like_a_magic_stays():
    """In a cell that is Python as it stands, a line that begins with the operator % is no magic."""
    text, _ = notebook_source(notebook("y = (7\n% 4)\nz = '''\n!important\n'''\n"), "conv.ipynb")
    assert text == "y = (7\n% 4)\nz = '''\n!important\n'''\n"


def test_a_broken_cell_is_left_out_unless_it_defines_something():
    """A draft that does not parse is dropped; a broken function is kept, so that its error can be shown."""
    text, cells = notebook_source(notebook("x = = 3", "def f(:\n    pass", "y = 2"), "conv.ipynb")
    assert text == "def f(:\n    pass\ny = 2\n"
    assert cells == ((1, 2), (3, 3))


@given(st.lists(st.text(max_size=40), max_size=5))
def test_any_cells_give_text_and_their_places(sources):
    """Whatever is in the cells, the result is text, and each cell begins on a line of it."""
    text, cells = notebook_source(notebook(*sources), "conv.ipynb")
    assert isinstance(text, str)
    assert all(1 <= first <= text.count("\n") + 1 for first, _ in cells)


SIZE = "def conv_output_size(size, kernel, stride, padding):\n"


@pytest.mark.parametrize(
    ("cells", "verdict"),
    [
        ([SIZE + "    return (size + 2 * padding - kernel) // stride + 1"], "pass"),
        (["%time\nimport numpy\n!ls", SIZE + "    room = size + 2 * padding - kernel\n    return room // stride + 1",
          "conv_output_size(7, 3, 2, 0)", "while True: pass"], "pass"),
        (["x = = 1", SIZE + "    return (size + 2 * padding - kernel) // stride + 1"], "pass"),
        ([SIZE + "    return (size - kernel) // stride + 1"], "forgets_padding"),
        ([SIZE + "    return 1", SIZE + "    return (size + 2 * padding - kernel) // stride + 1"], "pass"),
        (["import numpy as np", SIZE + "  return 1 +"], "syntax_error"),
        (["conv = 3"], "no_function"),
    ],
)  # fmt: skip
def test_notebooks_are_graded(tmp_path, cells, verdict):
    """A notebook with magics, shell lines, broken cells, loops and outputs gets the verdict its function deserves."""
    (tmp_path / "conv_output_size.ipynb").write_text(notebook(*cells, metadata={}))
    report = grade(load("conv_output_size"), read(tmp_path, "conv_output_size"))
    found = report.trouble.kind if report.trouble else [f.misconception for f in report.diagnosis] or "pass"
    assert found in (verdict, [verdict])
    assert report.passed == (verdict == "pass")


def test_a_cell_that_tries_the_function_out_is_left_out():
    """A timed cell keeps its function; an assignment that calls the notebook's own function is not executed."""
    cells = ["%%time\ndef f(x):\n    return x", "SIZE = int(3)\nout = f(SIZE)\nprint(out)"]
    nb = json.dumps({"cells": [{"cell_type": "code", "source": [cell]} for cell in cells]})
    source, starts = notebook_source(nb, "nb.ipynb")
    assert "def f(x)" in source
    assert "SIZE = int(3)" in source
    assert "out" not in source
    assert [number for _, number in starts] == [1, 2]
