"""Programs that are broken by machine: nothing false is said of them, and it would be counted if it were.

A small sample here; `python benchmarks/mutants.py` takes one of all exercises.
"""

import ast

import pytest

from grader.model import Finding
from grader.pack import open_pack

PACK = open_pack()
NAMES = ("softmax", "cross_entropy_backward", "im2col", "col2im", "batchnorm_backward", "adam_step")


@pytest.fixture(scope="module")
def mutants(script):
    """The module benchmarks/mutants.py."""
    return script("mutants")


def example(x, n):
    """A few places that can be written otherwise."""
    total = 0
    for i in range(1, n):
        total += x[i:] - x.shape[0] * 2
    return total


def test_every_kind_of_place_is_broken_once(mutants):
    """Each broken program is Python, differs from the right one in one line, and comes once."""
    broken = dict(mutants.mutants(example))
    texts = [text for _what, text in mutants.mutants(example)]
    assert len(set(texts)) == len(texts) >= 15
    right = ast.unparse(ast.parse(texts[0])).split("\n")
    assert all(len(ast.unparse(ast.parse(text)).split("\n")) == len(right) for text in texts)
    wanted = ("assigned", "Sub to Add", "2 plus 1", "arguments exchanged", "start left out", "left out")
    assert all(any(what.startswith(one) for what in broken) for one in wanted)


def test_nothing_false_is_said_of_a_sample(mutants):
    """What the diagnosis says of these programs is true in cases that it has not seen, too; and it says something."""
    result = mutants.run(NAMES, 5)
    assert [row for rung in result.rungs.values() for row in rung.false] == []
    assert sum(rung.said for rung in result.rungs.values()) >= 5
    assert result.tried > 20


def test_a_false_name_and_a_false_fact_would_be_counted(mutants, monkeypatch):
    """If the diagnosis named something else, or told of a transform that is none, the table would show it."""
    exercise = PACK.exercise("softmax")
    programs = [("by hand", lambda logits: logits * 0.5)]
    for finding in (Finding("negative", None, "no", "misconception"), Finding(None, "out", "no", "transform")):
        monkeypatch.setattr(mutants, "diagnose", lambda *args, finding=finding, **options: (finding,))
        result = mutants.Result()
        mutants.measure(exercise, result, programs)
        assert len(result.rungs[finding.rung].false) == 1
        assert (finding.rung, 1, 1, "100.00%") in mutants.rows(result)
        assert "100.00%" in mutants.page(result)


def test_a_program_without_end_is_left(mutants, monkeypatch):
    """A loop that has lost its end costs the time it may take and is counted as such."""
    monkeypatch.setattr(mutants, "SECONDS", 0.2)

    def endless(logits):
        while True:
            pass

    result = mutants.Result()
    mutants.measure(PACK.exercise("softmax"), result, [("by hand", endless)])
    assert (result.endless, result.tried) == (1, 0)
