"""The gate: no wrong answer is accepted, no right one refused, in a corpus of what people type."""

import json
from collections import Counter
from pathlib import Path

import pytest

from grader.quiz.marking import VERDICTS, key_from, mark

LINES = [json.loads(line) for line in Path(__file__).with_name("corpus.jsonl").read_text("utf-8").splitlines()]
SPECS = {line["target"]: line["spec"] for line in LINES if "spec" in line}
ANSWERS = [line for line in LINES if "answer" in line]


@pytest.fixture(scope="module")
def marks():
    """The mark of every answer, by its id."""
    keys = {name: key_from(spec) for name, spec in SPECS.items()}
    return {line["id"]: mark(line["answer"], keys[line["target"]]) for line in ANSWERS}


def test_the_corpus_is_large_and_mixed():
    """There are enough targets, right answers, near misses, and strings that must not be read."""
    count = Counter(line["verdict"] for line in ANSWERS)
    assert len(SPECS) >= 28
    assert len({line["id"] for line in ANSWERS}) == len(ANSWERS) >= 700
    assert count["correct"] >= 300
    assert count["wrong"] >= 250
    assert count["invalid"] >= 100
    assert set(count) <= set(VERDICTS)


def test_no_wrong_answer_is_accepted(marks):
    """Whatever is not right is not called right."""
    accepted = [(line["id"], line["answer"]) for line in ANSWERS if marks[line["id"]].verdict == "correct"]
    right = {line["id"] for line in ANSWERS if line["verdict"] == "correct"}
    assert [one for one in accepted if one[0] not in right] == []


def test_no_right_answer_is_refused(marks):
    """Every right answer is right, however it is spelled."""
    refused = [
        (line["id"], line["answer"], marks[line["id"]])
        for line in ANSWERS
        if line["verdict"] == "correct" and marks[line["id"]].verdict != "correct"
    ]
    assert refused == []


def test_the_other_verdicts_agree(marks):
    """What is almost right, ambiguous or unreadable is called so, and uses no attempt."""
    other = [
        (line["id"], line["answer"], line["verdict"], marks[line["id"]])
        for line in ANSWERS
        if marks[line["id"]].verdict != line["verdict"]
    ]
    assert other == []


def test_whatever_is_not_right_is_told_why(marks):
    """Every mark but ``correct`` has a sentence, every one that is not a plain wrong answer a word for programs."""
    for line in ANSWERS:
        found = marks[line["id"]]
        if found.verdict == "correct":
            assert found.message == "", line
        else:
            assert found.message.endswith((".", "?")), line
            assert found.diagnosis or found.verdict == "wrong", line


def test_what_was_understood_is_marked_the_same(marks):
    """The echo of an answer, typed again, gets the same verdict: it is what was understood."""
    keys = {name: key_from(spec) for name, spec in SPECS.items()}
    for line in ANSWERS:
        found = marks[line["id"]]
        if found.verdict in ("correct", "wrong", "almost") and SPECS[line["target"]].get("kind", "expr") == "expr":
            again = mark(found.echo, keys[line["target"]])
            assert again.verdict == found.verdict, (line["answer"], found.echo, again)


def test_values_do_not_depend_on_what_was_marked_before():
    """Marking twice gives the same, so a sitting can be replayed."""
    key = key_from(SPECS["chain"])
    first = [mark(line["answer"], key) for line in ANSWERS if line["target"] == "chain"]
    key = key_from(SPECS["chain"])
    assert [mark(line["answer"], key) for line in ANSWERS if line["target"] == "chain"] == first
