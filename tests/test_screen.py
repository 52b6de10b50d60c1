"""Texts for a terminal: widths, what may not be in them, and a sentence for each way to fail."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.model import CaseResult, Entry, Failure, Finding, Mismatch, OracleUse, Report, Status, Trouble, Verdict
from grader.screen.link import link
from grader.screen.listing import Check, course, graded, table, total, upcoming
from grader.screen.report import render
from grader.screen.text import Style, cells, sanitise, style_for, wrap

PLAIN = Style()
AXES = {"dw": "C_out C_in K_h K_w", "dx": "N C H W"}


class Terminal(io.StringIO):
    def isatty(self):
        return True


def wrong(status, output="dw", mismatch=None, check="value", pattern=None, **fields):
    return CaseResult("a case", False, status, (Verdict(check, output, status, mismatch, pattern),), **fields)


def report(*cases, **fields):
    passed = bool(cases) and all(case.status is Status.PASS for case in cases)
    settings = {"oracles": (OracleUse("numpy", "live", "2.0"),), "origin": "/w/conv_backward.py", **fields}
    return Report("cnn", "conv_backward", None, 0, passed, 1.0, float(passed), cases, **settings)


def shown(*cases, style=PLAIN, **fields):
    return render(report(*cases, **fields), AXES, style=style)


@pytest.mark.parametrize(
    "text",
    [
        "\x1b[31mred",
        "\x1b]0;title\x07red",
        "\x9b31mred",
        "re\u202ed",
        "r\u200be\ufeffd",
        "re\x00d\x08",
        "\x1b]8;;http://x\x1b\\red",
    ],
)
def test_control_characters_do_not_reach_the_terminal(text):
    """Escapes, control, direction and zero-width characters are gone; the words stay."""
    clean = sanitise(text)
    assert clean.replace("31m", "") == "red"


@given(st.text())
def test_sanitised_text_is_printable(text):
    """Whatever a program prints, nothing but newline and tab controls the terminal."""
    assert all(c in "\n\t" or c.isprintable() or c.isspace() or ord(c) > 127 for c in sanitise(text))
    assert not any(c in sanitise(text) for c in "\x1b\x07\r\u202e\u200b\x9b\u2028")


@given(st.text(alphabet="ab 畳、。（）「é\u0301", max_size=200), st.integers(20, 80))
def test_wrapped_lines_fit(text, width):
    """No line is wider than asked for by more than the punctuation that clings to it, and nothing is lost."""
    lines = wrap(text, width).split("\n")
    assert "".join("".join(lines).split()) == "".join(text.split())
    if not any(c in text for c in "、。）（「"):
        assert all(cells(line) <= width for line in lines)


def test_ascii_punctuation_clings_to_japanese():
    """A closing bracket, comma or question mark of ASCII never begins a line, an opening bracket never ends one."""
    text = "これは配列ですか? 形 (行ごと) を(確かめて)ください. 値は次です: 三割[七割], です! " * 8
    for width in range(20, 60):
        lines = wrap(text, width).split("\n")
        assert not [line for line in lines if line[0] in "!%),.:;?]}" or line[-1] in "([{"]


def test_a_head_that_leaves_no_room_stands_alone():
    """A word that does not fit beside its head begins the next line; only one longer than a line is cut."""
    assert wrap("conv_backward", 20, indent="  ", first="  a long head  ") == "  a long head\n  conv_backward"
    assert wrap("x" * 30, 20, indent="  ", first="- ").split("\n") == ["- " + "x" * 18, "  " + "x" * 12]


def test_japanese_is_two_cells_wide():
    """畳み込み takes eight columns, a combining accent none."""
    assert cells("畳み込み") == 8
    assert cells("e\u0301") == 1


def test_japanese_breaks_between_characters_but_not_before_punctuation():
    """No line begins with a full stop or a closing bracket."""
    lines = wrap("あいうえおかきくけ。こ（さしす）せ", 20).split("\n")
    assert len(lines) > 1
    assert not any(line[0] in "。）" for line in lines)


@pytest.mark.parametrize(
    ("stream", "flag", "environ", "expected"),
    [
        (Terminal(), True, {"TERM": "xterm", "WT_SESSION": "1"}, True),
        (Terminal(), True, {"TERM": "xterm", "NO_COLOR": "1"}, False),
        (Terminal(), True, {"TERM": "dumb"}, False),
        (Terminal(), False, {"TERM": "xterm"}, False),
        (io.StringIO(), True, {"TERM": "xterm"}, False),
    ],
)
def test_when_there_is_colour(stream, flag, environ, expected):
    """Colour is for terminals whose user has nothing against it."""
    assert style_for(stream, color=flag, environ=environ).color is expected


def test_width(monkeypatch):
    """A narrow terminal is respected, a wide one not filled, a pipe has 80 columns."""
    monkeypatch.setenv("COLUMNS", "40")
    assert style_for(Terminal()).width == 40
    assert style_for(io.StringIO()).width == 80
    monkeypatch.setenv("COLUMNS", "300")
    assert style_for(Terminal()).width == 80


def test_wrong_value_names_the_axes():
    """The first wrong number is found by the names of its axes."""
    text = shown(wrong(Status.WRONG_VALUE, mismatch=Mismatch(-6.54, -3.27, (1, 0, 1, 0), 36, 36, 3.3)))
    flat = " ".join(text.split())
    assert "dw: 36 of 36 numbers differ; first at c_out=1, c_in=0, k_h=1, k_w=0: expected -6.54, got -3.27" in flat


def test_wrong_value_without_axis_names():
    """Without names the index is a tuple, and nearly equal numbers show all their digits."""
    mismatch = Mismatch(1.0, 1.0 + 1e-12, (1, 2), 1, 6)
    flat = " ".join(shown(wrong(Status.WRONG_VALUE, "y", mismatch)).split())
    assert "first at index (1, 2): expected 1, got 1.000000000001" in flat


def failure(exception="ZeroDivisionError", message="division by zero"):
    return Failure(
        exception, message, 12, (("conv_backward.py", 20, "conv_backward"), ("conv_backward.py", 12, "helper"))
    )


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (wrong(Status.WRONG_SHAPE, "dx", Mismatch("(2, 3)", "(7, 8)")), "dx has shape (7, 8), expected (2, 3)"),
        (wrong(Status.WRONG_SHAPE, "dx", Mismatch("(2, 3, 7, 8)", "(2, 3)")), "(2, 3, 7, 8) = (N, C, H, W)"),
        (wrong(Status.WRONG_TYPE, "dx", Mismatch("array (2,) of float64", "None")), "dx is None, expected array"),
        (wrong(Status.WRONG_DTYPE, "dx", Mismatch("float64", "int64")), "dx has dtype int64, expected float64"),
        (wrong(Status.WRONG_COUNT, "dx", Mismatch("3 values: dx, dw, db", "tuple of 2")), "returned tuple of 2"),
        (wrong(Status.WRONG_COUNT, "batches", Mismatch(3, 2)), "batches has 2 parts, expected 3"),
        (wrong(Status.NOT_FINITE, "dx", Mismatch(1.5, "nan", (0, 0, 1, 1), 2, 9)), "dx has nan in 2 of 9 places"),
        (wrong(Status.MUTATED_INPUT, "x", check="mutation"), "changes its argument x. Work on a copy: x = x.copy()"),
        (wrong(Status.NOT_DETERMINISTIC, None, check="repeat"), "two different answers"),
        (wrong(Status.RAISED, failure=failure()), "division by zero at /w/conv_backward.py:12 in helper"),
        (wrong(Status.TIMEOUT, failure=Failure("Timeout", "cpu", 3)), "was stopped at /w/conv_backward.py:3"),
        (wrong(Status.MEMORY, failure=Failure("MemoryError", "")), "more memory than it may use."),
        (wrong(Status.CRASHED, failure=Failure("Exit", "SIGSEGV")), "ended (SIGSEGV)"),
        (wrong(Status.WRONG_VALUE, None, Mismatch("ValueError", "none"), "raises"), "raise ValueError; your function"),
        (
            wrong(Status.WRONG_VALUE, mismatch=Mismatch(1, 2, (), 1, 1), check="torch"),
            "PyTorch disagrees: dw: expected",
        ),
    ],
)
def test_every_way_to_fail_has_a_sentence(case, words):
    """Each status is told in words, with its facts."""
    assert words in " ".join(shown(case).split())


def test_a_line_is_a_link(tmp_path, monkeypatch):
    """The learner's line is a path from the current folder, the whole path from elsewhere; a cell stays a cell."""
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path)
    for origin, place in [
        (tmp_path / "work" / "pad2d.py", "work/pad2d.py:7"),
        ("work/pad2d.py", "work/pad2d.py:7"),
        ("pad2d.py", "pad2d.py:7"),
        ("/elsewhere/pad2d.py", "/elsewhere/pad2d.py:7"),
        ("", "pad2d.py:7"),
    ]:
        assert link(str(origin), "pad2d.py", 7) == str(Path(place))
    assert link("work/pad2d.ipynb", "pad2d.ipynb cell 3", 2) == "pad2d.ipynb cell 3:2"
    assert "\x1b" not in link("a/\x1b[31m.py", "\x1b[31m.py", 1)


def test_a_link_to_a_sibling_names_the_sibling():
    """What happened in a file that was imported is linked to there, not to the file that was graded."""
    trace = (("conv_backward.py", 20, "conv_backward"), ("im2col.py", 9, "im2col"))
    text = shown(wrong(Status.RAISED, failure=Failure("IndexError", "out of bounds", 9, trace)))
    assert "out of bounds at /w/im2col.py:9 in im2col" in text


def test_half_a_link_opens_nothing():
    """A link that is longer than a line stays whole; another word that long is broken."""
    place = f"/{'deep/' * 20}conv_backward.py:12"
    lines = wrap(f"division by zero at {place} in helper", 60, indent="  ").split("\n")
    assert f"  {place}" in lines
    assert max(map(len, wrap("x" * 200, 60).split("\n"))) == 60


def test_every_status_is_survived():
    """A verdict without any detail still makes a report."""
    for status in Status:
        assert shown(wrong(status), CaseResult("bare", True, status))


def test_a_pattern_is_that_of_the_output_spoken_of():
    """A pattern of a later output is not put under the numbers of the first one."""
    first = wrong(Status.WRONG_VALUE, "dx", Mismatch(1.0, 2.0, (0, 0, 0, 0), 3, 9))
    later = wrong(Status.WRONG_VALUE, "dw", Mismatch(1.0, 2.0, (0, 0, 0, 0), 3, 9), pattern="wrong only on the border")
    text = shown(CaseResult("a case", False, Status.WRONG_VALUE, first.checks + later.checks))
    assert "dx: 3 of 9" in text
    assert "Pattern" not in text


def test_one_mistake_takes_a_dozen_lines():
    """Twelve wrong cases do not fill the screen; they are counted instead."""
    bad = wrong(Status.WRONG_VALUE, mismatch=Mismatch(1.0, 2.0, (0, 0, 0, 0), 3, 9), pattern="wrong only on the border")
    good = CaseResult("fine", False, Status.PASS)
    text = shown(*[good] * 6, *[bad] * 12)
    assert "fine, and 5 more cases" in text
    assert "and 11 more cases" in text
    assert "Pattern: wrong only on the border" in text
    assert len(text.splitlines()) <= 12
    assert "more cases" not in render(report(*[good] * 6, *[bad] * 12), AXES, style=PLAIN, verbose=True)


def test_the_pattern_is_that_of_what_was_explained():
    """What another output looks like is not told in the name of the first."""
    checks = (Verdict("value", "dx", Status.WRONG_VALUE), Verdict("value", "dw", Status.WRONG_VALUE, None, "all zero"))
    assert "Pattern" not in shown(CaseResult("a case", False, Status.WRONG_VALUE, checks))


def test_the_longest_curve_is_drawn():
    """Of several curves the one that has the most to tell is shown."""
    text = shown(*(CaseResult(name, False, Status.PASS, curve=(1.0,) * n) for name, n in (("some", 3), ("most", 9))))
    assert 'In "most":' in text
    assert 'In "some":' not in text


def test_hidden_case_shows_no_numbers():
    """Of a hidden case only name and status are told."""
    case = CaseResult("secret", True, Status.RAISED, failure=Failure("IndexError", "size 17", 3))
    text = shown(case)
    assert "secret (hidden)" in text
    assert "17" not in text
    assert "IndexError" not in text


def test_prints_and_messages_are_clean_and_capped():
    """What a program prints is shown without its escapes, ten lines of it."""
    case = wrong(Status.RAISED, failure=failure(message="\x1b[2Jgone"), printed="\x1b[31mline\n" * 30)
    text = shown(case)
    assert "\x1b" not in text
    assert text.count("| line") == 10
    assert "... and 20 more lines" in text


def test_untouched_stub():
    """A stub is not started yet, and is not a heap of failures."""
    text = shown(*[wrong(Status.TODO, failure=failure("NotImplementedError"))] * 9)
    assert "not started yet" in text
    assert "WRONG" not in text


def test_trouble_and_findings():
    """What could not be graded is told with its line; so are diagnosis and remarks."""
    text = shown(trouble=Trouble("syntax_error", "conv_backward.py is not valid Python: invalid syntax.", 4))
    assert "invalid syntax. (/w/conv_backward.py:4)" in text
    assert "invalid. (line 4)" in shown(trouble=Trouble("syntax_error", "It is invalid.", 4), origin="")
    found = Finding("mean_over_batch", "dw", "dw was averaged.")
    text = shown(wrong(Status.WRONG_VALUE), diagnosis=(found,), remarks=(Finding("warning", None, "an overflow"),))
    assert "Looks like: dw was averaged." in text
    assert "Remark: an overflow" in text


def test_pass_says_what_is_next():
    """After a pass comes the next exercise, or the end."""
    good = report(CaseResult("fine", False, Status.PASS))
    assert "Next: grade start im2col" in render(good, {}, style=PLAIN, following="im2col")
    assert "passed them all" in render(good, {}, style=PLAIN)


def test_colour_never_stands_alone():
    """Without its escapes a coloured report is the plain one."""
    cases = (wrong(Status.WRONG_VALUE), CaseResult("fine", False, Status.PASS))
    colored = shown(*cases, style=Style(80, True))
    assert "\x1b[" in colored
    assert sanitise(colored) == shown(*cases)


def test_narrow_terminal():
    """Everything fits into forty columns."""
    text = shown(wrong(Status.WRONG_VALUE, mismatch=Mismatch(-6.54, -3.27, (1, 0, 1, 0), 36, 36)), style=Style(40))
    assert max(map(cells, text.splitlines())) <= 40


ENTRIES = {
    "pad2d": Entry("pad2d", "convolution"),
    "im2col": Entry("im2col", "convolution", requires=("pad2d",)),
    "relu": Entry("relu", "layers"),
}


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ({}, "pad2d"),
        ({"pad2d": "tried"}, "pad2d"),
        ({"pad2d": "passed"}, "im2col"),
        ({"pad2d": "passed", "im2col": "passed", "relu": "passed"}, None),
    ],
)
def test_next_exercise(states, expected):
    """The next exercise is the first open one whose requirements are met."""
    assert upcoming(ENTRIES, states) == expected


def test_course_list():
    """The list has a line for each exercise, its state in a word, and the next step."""
    text = course("Course", [("Convolution", ("pad2d", "im2col")), ("Layers", ("relu",))], ENTRIES, {}, PLAIN)
    assert "> -" in text
    assert "im2col  after pad2d" in text
    assert text.endswith("Next: grade start pad2d\n")


def test_course_list_fits_a_narrow_screen():
    """What an exercise builds on goes on below it."""
    needs = tuple(f"exercise_{n}" for n in range(9))
    text = course("Course", [("Last", ("all",))], {"all": Entry("all", "t", requires=needs)}, {}, Style(40))
    assert max(map(cells, text.splitlines())) <= 40
    assert all(name in text for name in needs)


def test_lines_of_many_reports_fit():
    """A line of `grade all` is cut to the width, and the total counts what waits."""
    bad = report(wrong(Status.WRONG_VALUE), trouble=Trouble("syntax_error", "long " * 40))
    assert cells(graded(bad, 20, PLAIN)) <= 80
    assert total([bad], [Entry("a", "t"), Entry("b", "t", 2)], PLAIN).startswith(
        "0 of 3 exercises passed, 0 of 4 points."
    )


def test_doctor_table():
    """A row that needs attention says so in a word, and what to do below."""
    text = table([Check("NumPy", False, "not installed", "pip install numpy"), Check("Python", True, "3.12")], PLAIN)
    assert "attention  NumPy" in text
    assert "pip install numpy" in text


def test_the_global_generator_is_named_before_the_numbers_that_come_of_it():
    """Whoever draws from NumPy's global generator reads that first, not that two draws differ."""
    checks = (
        Verdict("value", "repeats", Status.WRONG_VALUE, Mismatch(True, False, (), 1, 1)),
        Verdict("mutation", "np.random", Status.MUTATED_INPUT),
    )
    text = shown(CaseResult("a case", False, Status.WRONG_VALUE, checks))
    assert "global generator" in text
    assert "expected True" not in text


def test_an_exception_shows_its_line_and_the_shapes_in_it():
    """The line, what its variables were, and where it was called; hostile names and values are made harmless."""
    failure = Failure(
        "ValueError",
        "no",
        5,
        (("a.py", 8, "a"), ("a.py", 5, "inner")),
        "y = x @ w",
        (("x", "(2, 3)"), ("w", "\x1b[31m(3,)")),
    )
    text = shown(CaseResult("a case", False, Status.RAISED, (), failure), origin="a.py")
    assert "ValueError: no at a.py:5 in inner, called at a.py:8\n    y = x @ w\n  with x (2, 3), w (3,)\n" in text
