"""``grade exercise NAME --explain``: walks that are proved, screens that fit, keys, pipes, JSON, what is refused."""

import ast
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from grader import Figure, Step, Walk
from grader.cli import main
from grader.messages import set_language
from grader.pack import open_pack
from grader.prove_walk import adds_up, complaints
from grader.screen.text import Style, cells
from grader.screen.walk import render
from grader.translate import texts
from grader.walk import Drawing, Stage, stages

ROOT = Path(__file__).parents[1]
PACK = open_pack()
WALKED = [name for name in PACK.entries if PACK.explains(name)]
ASKED = {
    "pad2d", "im2col", "col2im", "conv_naive", "conv_forward", "conv_backward", "max_pool_forward", "max_pool_backward",
    "avg_pool_forward", "avg_pool_backward", "conv_transpose_forward", "batchnorm_forward", "batchnorm_backward",
    "layernorm_forward", "layernorm_backward", "adam_step", "momentum_step", "rmsprop_step", "sgd_step",
    "affine_backward", "softmax", "cross_entropy_backward",
}  # fmt: skip
FIRST, AFTER = "conv_naive", re.compile(r"conv_naive, step (\d) of 6")


@pytest.fixture
def grade(tmp_path, monkeypatch, capsys):
    """Run a command in an empty folder; gives (code, stdout, stderr)."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GRADE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def run(*args):
        with pytest.raises(SystemExit) as exit_:
            main([*args])
        said = capsys.readouterr()
        return exit_.value.code, said.out, said.err

    yield run
    set_language("en")


@pytest.fixture
def at_keyboard(grade, monkeypatch):
    """Explain an exercise to somebody who types these lines; gives the numbers of the steps shown, and the code."""

    def explain(*lines):
        typed = iter(lines)

        def read(_prompt):
            line = next(typed, EOFError)
            if not isinstance(line, str):
                raise line
            return line

        monkeypatch.setattr("builtins.input", read)
        monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: True))
        monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
        code, out, err = grade("exercise", FIRST, "--explain", "--no-color")
        assert err == ""
        return [int(number) for number in AFTER.findall(out)], code

    return explain


def proved(change):
    """The complaints about the walk of conv_naive after ``change``, a function of its list of steps."""
    exercise = PACK.exercise(FIRST)
    walk = exercise.spec.walk

    def frozen(step):
        return replace(step, figures=tuple(replace(one, values=np.array(one.values)) for one in step.figures))

    def steps(**args):
        return change([frozen(step) for step in walk.steps(**args)])

    changed = replace(exercise, spec=replace(exercise.spec, walk=Walk(walk.args, steps)))
    pack = SimpleNamespace(
        language="en", translations=("ja",), explains=lambda name: True, exercise=lambda name: changed
    )
    return [*complaints(pack, changed)]


def last(steps, **changes):
    """The steps with another last one."""
    return [*steps[:-1], replace(steps[-1], **changes)]


def test_what_can_be_explained():
    """Exactly the exercises that were asked for have a walk, and it is found without loading any of them."""
    assert set(WALKED) == ASKED
    assert [name for name in PACK.entries if name in ASKED and PACK.exercise(name).spec.walk is None] == []


@pytest.mark.parametrize("name", WALKED)
def test_a_walk_ends_in_the_answer_and_fits_the_screen(name):
    """It arrives at what the reference computes, adds up, and each step fits 80x24 in both languages."""
    assert [*complaints(PACK, PACK.exercise(name))] == []


@pytest.mark.parametrize("name", WALKED)
def test_a_walk_does_not_ask_the_reference(name):
    """A walk computes by itself what it shows, else there were nothing to prove: it imports no exercise."""
    path = ROOT / "reference" / PACK.entry(name).topic / f"_walk_{name}.py"
    found = {
        (node.level, node.module) for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ImportFrom)
    }
    assert {module for level, module in found if level == 0} == {"grader"}
    assert all(module.startswith("_walk") for level, module in found if level)


@pytest.mark.parametrize("name", WALKED)
def test_a_walk_begins_small(name):
    """The numbers of the case are whole or halves, and few."""
    for value in PACK.exercise(name).spec.walk.args.values():
        for array in value if isinstance(value, list) else [value]:
            if isinstance(array, np.ndarray):
                assert array.size <= 24
                assert (2 * array == np.round(2 * array)).all()


def one_off(steps):
    """The output with one number changed, in the end only."""
    figures = tuple(
        replace(figure, values=figure.values + (figure.values == figure.values.max()))
        if figure.name == "out"
        else figure
        for figure in steps[-1].figures
    )
    return last(steps, figures=figures)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (one_off, "ends with another out than the reference"),
        (lambda steps: last(steps, figures=(*steps[-1].figures, Figure("out", np.ones((3, 2))))), "another out"),
        (
            lambda steps: last(steps, figures=(*steps[-1].figures, Figure("out", np.full((2, 3), np.nan)))),
            "another out",
        ),
        (lambda steps: [replace(one, figures=()) for one in steps], "never shows out"),
        (lambda steps: last(steps, work=("out[1, 2]: 3 + 2*2 = 8",)), "step 6 of the walk does not add up"),
        (lambda steps: last(steps, text="{what} is that?"), "step 6 of the walk in en has the places ['what']"),
        (lambda steps: last(steps, text="An open { brace."), "step 6 of the walk in en has the places"),
        (lambda steps: last(steps, text="word " * 300), "step 6 of the walk is 79x28 in en: at most 80x22"),
        (lambda steps: last(steps, code="x" * 30), None),
        (lambda steps: [*steps, Step("", (Figure("a", np.ones((1, 40))),))], "step 7 of the walk is 122x"),
        (lambda steps: [*steps, *steps, *steps], "the walk has 18 steps: 2 to 12 are asked for"),
        (lambda steps: steps[-1:], "the walk has 1 steps"),
    ],
)
def test_the_prover_complains(change, complaint):
    """A changed number, a text that cannot be filled in, a step that is too large: each is a complaint of its own."""
    found = proved(change)
    assert any(complaint in one for one in found) if complaint else not found, found


def test_a_walk_leaves_its_arguments_alone():
    """Who asks twice must see the same walk: one that writes into its arguments is refused."""
    exercise = PACK.exercise(FIRST)
    walk = exercise.spec.walk

    def steps(x, w, b):
        yield from walk.steps(x, w, b)
        x += 1

    args = {name: np.array(value) if name != "b" else value for name, value in walk.args.items()}
    changed = replace(exercise, spec=replace(exercise.spec, walk=Walk(args, steps)))
    assert [*complaints(PACK, changed)] == ["the walk changes its arguments"]


def test_a_translation_has_the_places_of_its_text():
    """A translation that leaves a number out, or names another, is a complaint in that language only."""
    exercise = PACK.exercise(FIRST)
    words = SimpleNamespace(gettext=lambda text: text.replace("{right}", "{left}"))
    pack = SimpleNamespace(
        language="en",
        translations=("ja",),
        explains=lambda name: True,
        exercise=lambda name: replace(exercise, words=words),
    )
    assert "step 4 of the walk in ja has the places ['left'] for ['right']" in [*complaints(pack, exercise)]


@pytest.mark.parametrize("line", ["1*2 + 0*(-1) = 2", "a = b", "out[0, 1]: 3 + max(1, -inf) = 4", "1/3 = 0.3333", "x"])
def test_what_adds_up(line):
    """Calculations, names and labels are read as they are written."""
    assert adds_up(line)


@pytest.mark.parametrize("line", ["1*2 = 3", "total = 1 + 1 = 3", "c=0: sqrt(4) = 2.1", "1/3 = 0.3"])
def test_what_does_not_add_up(line):
    """A wrong sum is found behind a label, a name, a root and a rounded quotient."""
    assert not adds_up(line)


def test_the_texts_of_a_walk_are_translated():
    """Translators get each text as the pattern that it is, without numbers filled in."""
    found = [one.text for one in texts(PACK.exercise(FIRST)) if "step" in one.origin]
    assert len(found) == 6
    assert "To the end of the row. The window ends at the last column, {right}." in found


def test_marks_are_brackets():
    """One cell and a window are bracketed, side by side with what is not; what is not known yet is a point."""
    drawing = Drawing("x", ((1.0, None, -2.0), (0.5, 3.0, 4.0)), ((True, False, False), (False, True, True)))
    text = render(Stage("Look.", (drawing, drawing), (), ""), "a", 1, 1, Style())
    assert text.split("\n")[4:] == [
        "  x                  x",
        "  [   1]   .   -2    [   1]   .   -2",
        "    0.5[   3    4]     0.5[   3    4]",
        "",
    ]


@pytest.mark.parametrize("name", WALKED)
def test_colour_only_repeats(name):
    """Without its colours, a coloured step is the plain one; and no line is wider, whatever the width."""
    for stage in stages(PACK.exercise(name)):
        plain, coloured = (render(stage, name, 1, 9, Style(50, color)) for color in (False, True))
        assert re.sub(r"\x1b\[\d+(?:;\d+)*m", "", coloured) == plain
        assert ("\x1b[7m" in coloured) == any(any(map(any, figure.marked)) for figure in stage.figures)
        assert max(map(cells, plain.split("\n"))) <= 50


def test_in_a_pipe_all_steps_come_at_once(grade):
    """Without a terminal nothing is asked, and no solution is needed."""
    code, out, err = grade("exercise", FIRST, "--explain")
    assert (code, err) == (0, "")
    assert [int(number) for number in AFTER.findall(out)] == [1, 2, 3, 4, 5, 6]
    assert "p=0: 3 + 1*2 + 2*0 + 3*1 = 8" in out
    assert out.endswith("Now yours: grade start conv_naive\n")


def test_in_japanese(grade):
    """Heading, text and the last line are in Japanese; the numbers are the same."""
    code, out, _err = grade("exercise", FIRST, "--explain", "--lang", "ja")
    assert code == 0
    assert "ステップ 6/6" in out
    assert "バイアスから始めて" in out
    assert "p=0: 3 + 1*2 + 2*0 + 3*1 = 8" in out


def test_json_has_the_numbers(grade):
    """As data: the texts, the rows of each figure with its marks, what is not known as null, infinity as a word."""
    document = json.loads(grade("exercise", FIRST, "--explain", "--json")[1])
    assert document["exercise"] == FIRST
    assert len(document["steps"]) == 6
    out = document["steps"][1]["figures"][2]
    assert out == {
        "title": "out",
        "rows": [[7.0, None, None], [None, None, None]],
        "marked": [[True, False, False], [False, False, False]],
    }
    pooled = grade("exercise", "max_pool_forward", "--explain", "--json")[1]
    json.loads(pooled, parse_constant=pytest.fail)
    assert '"-inf"' in pooled


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        (("",) * 6, [1, 2, 3, 4, 5, 6]),
        (("", "b", "", "q"), [1, 2, 1, 2]),
        (("b", "ｂ", "ｑ"), [1, 1, 1]),
        (("", "anything", "Quit"), [1, 2, 3]),
        (("", "", "", "", "", "b", "", ""), [1, 2, 3, 4, 5, 6, 5, 6]),
        (("",), [1, 2]),  # the end of the input
    ],
)
def test_keys(at_keyboard, lines, shown):
    """Enter goes on, b back (not before the first step), q and the end of the input end; full-width letters, too."""
    assert at_keyboard(*lines) == (shown, 0)


def test_ctrl_c(at_keyboard):
    """Ctrl-C ends with the code that shells know, and without a word."""
    assert at_keyboard("", KeyboardInterrupt) == ([1, 2], 130)


@pytest.mark.parametrize(
    ("more", "named"),
    [
        (("solution.py",), "PATH"),
        (("--oracle", "torch"), "--oracle"),
        (("--device", "cpu", "--speed"), "--device, --speed"),
        (("--sandbox", "strict", "--verbose"), "--sandbox, --verbose"),
    ],
)
def test_what_makes_no_sense_is_a_sentence(grade, more, named):
    """A file, or an option of grading, beside --explain: exit 2, and the sentence names what to leave out."""
    code, out, err = grade("exercise", FIRST, "--explain", *more)
    assert (code, out) == (2, "")
    assert err.endswith(f"leave out {named}.\n")


def test_an_exercise_without_a_walk(grade):
    """One sentence that names those that have one; exit 2."""
    code, out, err = grade("exercise", "relu_forward", "--explain")
    assert (code, out) == (2, "")
    assert err.startswith("relu_forward has no example to walk through.")
    assert err.count("\n") == 1
    assert all(name in err for name in ASKED)


def test_show_says_that_there_is_a_walk(grade):
    """`grade show` names --explain where it helps, and only there."""
    assert "grade exercise conv_naive --explain" in grade("show", FIRST)[1]
    assert "--explain" not in grade("show", "relu_forward")[1]
    assert json.loads(grade("show", FIRST, "--json")[1])["explains"] is True


def test_no_process_is_started(monkeypatch, grade):
    """Explaining runs nobody's code, so no sandbox is built."""
    monkeypatch.setattr("grader.runner.pool.child", lambda *_: pytest.fail("a process was started"))
    assert grade("exercise", FIRST, "--explain")[0] == 0


def test_at_a_real_terminal(tmp_path):
    """On a terminal each step waits for a key, its marks are reversed, and NO_COLOR leaves the brackets."""
    import pty

    kept = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}

    def seen(**more):
        ours, theirs = pty.openpty()
        environment = {**kept, "PYTHONPATH": str(ROOT), "GRADE_HOME": str(tmp_path), "LC_ALL": "C.UTF-8", **more}
        process = subprocess.Popen(
            [sys.executable, "-c", "from grader.cli import main; main()", "exercise", FIRST, "--explain"],
            stdin=theirs, stdout=theirs, stderr=theirs, env=environment, cwd=tmp_path,
        )  # fmt: skip
        os.close(theirs)
        os.write(ours, b"\nq\n")
        text = b""
        try:
            while piece := os.read(ours, 4096):
                text += piece
        except OSError:  # the other side is closed
            pass
        os.close(ours)
        assert process.wait(timeout=30) == 0
        return text.decode().replace("\r\n", "\n")

    coloured, plain = seen(TERM="xterm"), seen(TERM="xterm", NO_COLOR="1")
    assert "\x1b[7m[ 1  2  3]\x1b[0m 0  1" in coloured
    assert "\x1b[7m" not in plain
    assert "[ 1  2  3] 0  1" in plain
    assert AFTER.findall(plain) == ["1", "2"]


def test_the_page_shows_what_is_printed(grade):
    """The step in docs/learners.md is one that the command prints."""
    page = (ROOT / "docs" / "learners.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"^```\n(conv_backward, step .*?)^```$", page, re.M | re.S)
    assert shown in grade("exercise", "conv_backward", "--explain")[1]


def test_the_example_for_authors_is_flawless(grade, tmp_path):
    """The walk in docs/packs.md, put into a new course, passes the check, and is shown."""
    (example,) = re.findall(r"^```python\n(.*?)^```$", (ROOT / "docs" / "packs.md").read_text("utf-8"), re.M | re.S)
    assert grade("dev", "new-pack", "mycourse")[0] == 0
    reference = tmp_path / "mycourse" / "reference" / "signals" / "moving_average.py"
    head, spec, tail = reference.read_text().partition("spec = Spec(\n")
    reference.write_text(head + example + "\n\n" + spec + "    walk=WALK,\n" + tail)
    assert "0 with complaints" in grade("dev", "check", "--pack", "mycourse")[1]
    assert "(2 + 6)/2 = 4" in grade("exercise", "moving_average", "--explain", "--pack", "mycourse")[1]
