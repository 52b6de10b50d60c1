"""Notebooks: valid, and marking with the verdicts of the terminal."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.quiz import answers, picks
from grader.quiz.check import check, written
from grader.quiz.export import notebook
from grader.quiz.export.snapshot import snapshot
from grader.quiz.model import KINDS

ROOT = Path(__file__).parents[2]


def lines(variant):
    """The right answer, the known wrong ones, and something that is no answer."""
    yield answers.expected(variant)
    for wrong, value in variant.wrongs:
        yield answers.wrong_line(variant, wrong, value)
    if variant.order:
        yield from (picks.write(variant, picked) for picked in picks.mistakes(variant))
    yield "((("


@pytest.mark.parametrize("language", ["en", "ja"])
def test_verdicts_are_those_of_the_terminal(built_in, language):
    """Whatever is typed, to any kind, the check cell gives the verdict, misconception and words of a sitting."""
    for variant in [one for kind in KINDS for one in [one for one in built_in if one.item.kind == kind][:3]]:
        for line in lines(variant):
            reply = answers.reply(variant, line, "en")
            found = check(variant.ref, line, lang=language)
            assert (found.verdict, found.misconception) == (reply.verdict, reply.misconception)
            if language == "en" and reply.feedback:
                assert " ".join(reply.feedback.split()) in " ".join(repr(found).split())


@pytest.mark.parametrize(
    ("answer", "kind", "line"),
    [
        (19, "number", "19"),
        (1e-05, "number", "0.00001"),
        (Fraction(1, 3), "number", "1/3"),
        (float("nan"), "number", "nan"),
        ((6, 28, 28), "shape", "(6, 28, 28,)"),
        ([3], "shape", "(3,)"),
        ([[1, 2], [3, 4.5]], "array", "1 2 / 3 4.5"),
        ((1, 2), "array", "1 2"),
        ([1, 3], "multi", "1 3"),
        ({1: "B", 2: "A"}, "match", "1B 2A"),
        ("2*(x + y)", "expr", "2*(x + y)"),
        (..., "number", ""),
        (None, "number", ""),
    ],
)
def test_answers_of_python(answer, kind, line):
    """Numbers, tuples, lists and tables become the line that somebody would type."""
    assert written(answer, kind) == line


def test_arrays_are_answers():
    """NumPy's arrays and numbers are as good as lists and numbers."""
    np = pytest.importorskip("numpy")
    assert written(np.array([[1, 2], [3, 4]]), "array") == "1 2 / 3 4"
    assert written(np.float64(0.5), "number") == "0.5"
    assert written((np.int64(6), np.float64(2.5)), "shape") == "(6, 2.5,)"


def test_nothing_is_marked_before_there_is_an_answer(built_in):
    """The dots that stand in the answer cell are no answer."""
    found = check(built_in[0].ref, ...)
    assert found.verdict == "unanswered"
    assert "in the place of" in repr(found)


def test_a_right_answer_shows_the_solution(built_in):
    """Who is right reads the worked solution as well."""
    variant = built_in[0]
    assert answers.solution(variant, "en") in " ".join(
        repr(check(variant.ref, answers.expected(variant), lang="en")).split()
    )


def test_a_question_that_has_changed_is_refused(built_in):
    """A notebook that is older than its question says so."""
    ref = built_in[0].ref.replace("@1:", "@9:")
    with pytest.raises(UsageError, match="has changed since"):
        check(ref, 1)


def test_notebooks_are_valid(built_in, course, hostile_text, variants_of):
    """nbformat accepts them; ids are unique and the same every time; each question has three cells."""
    nbformat = pytest.importorskip("nbformat")
    for variants in (built_in, variants_of(course(hostile_text))):
        for language in ("en", "ja"):
            questions = [snapshot(variant, (language,)) for variant in variants]
            text = notebook.export(questions, language, "Title")
            assert text == notebook.export(questions, language, "Title")
            made = nbformat.reads(text, as_version=4)
            nbformat.validate(made)
            ids = [cell.id for cell in made.cells]
            assert len(set(ids)) == len(ids) == 2 + 3 * len(variants)
            for variant, cell in zip(variants, made.cells[4::3], strict=True):
                assert f"check({variant.ref!r}, answer, lang={language!r}" in cell.source


def test_a_kernel_marks_the_answers(built_in, tmp_path, monkeypatch):
    """Run by a real kernel, right answers are right, a wrong one is named, and an untouched cell asks for an answer."""
    nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    chosen = list({variant.item.kind: variant for variant in built_in}.values())
    chosen += [next(variant for variant in built_in if variant.item.kind == "number")] * 2
    text = notebook.export([snapshot(variant, ("en",)) for variant in chosen], "en", "Title")
    cells = json.loads(text)["cells"]
    for variant, cell in zip(chosen[:-1], cells[3::3]):
        cell["source"] = f"answer = {answers.expected(variant)!r}"
    number = chosen[-2]
    wrong, value = number.wrongs[0]
    cells[3 + 3 * (len(chosen) - 2)]["source"] = f"answer = {answers.wrong_line(number, wrong, value)!r}"
    made = nbformat.from_dict({**json.loads(text), "cells": cells})
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    nbclient.NotebookClient(made, timeout=60, kernel_name="python3").execute(cwd=str(tmp_path))
    said = [cell["outputs"][0]["data"]["text/plain"] for cell in made.cells[4::3]]
    assert all("[o] Right." in text for text in said[:-2])
    assert said[-2].startswith(f"[x] Not right. ({wrong.id})")
    assert said[-1].startswith("Put your answer")
