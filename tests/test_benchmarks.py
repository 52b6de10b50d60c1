"""The judgement as a whole: wrong answers are refused and called by their names, right ones of any style are accepted.

Few seeds here; `python benchmarks/verdicts.py` takes a thousand.
"""

import pytest

from grader.pack import open_pack

PACK = open_pack()


@pytest.fixture(scope="module")
def verdicts(script):
    """The module benchmarks/verdicts.py."""
    return script("verdicts")


@pytest.mark.parametrize("name", PACK.entries)
def test_every_misconception_is_refused(verdicts, name):
    found = verdicts.kills(PACK.exercise(name))
    assert found.survivors == []
    assert found.misconceptions > 0


@pytest.mark.parametrize("name", PACK.entries)
def test_no_misconception_gets_the_name_of_another(verdicts, name):
    found = verdicts.names(PACK.exercise(name))
    assert found.wrong == []
    assert found.right > 0


@pytest.mark.parametrize(
    "name",
    [
        "conv_forward",
        "conv_backward",
        "conv_transpose_forward",
        "conv_transpose_backward",
        "max_pool_forward",
        "max_pool_backward",
        "avg_pool_forward",
        "avg_pool_backward",
    ],
)
def test_no_right_variant_is_refused(verdicts, name):
    found = verdicts.alarms(PACK.exercise(name), range(5))
    assert found.refused == []
    assert found.variants >= 4
    assert found.worst < 0.3  # of the tolerance
    assert found.worst32 < 0.3


def test_there_are_variants_enough(verdicts):
    assert len(verdicts.RIGHT["conv_forward"]) >= 12
    assert len(verdicts.RIGHT["conv_backward"]) >= 12
    unknown = set(verdicts.RIGHT) - set(PACK.entries)
    assert not unknown


def test_a_refused_right_answer_would_be_counted(verdicts, monkeypatch):
    exercise = PACK.exercise("conv_forward")
    wrong = dict(verdicts.RIGHT["conv_forward"])
    wrong["off by one"] = lambda *args: wrong["im2col"](*args) + 1
    monkeypatch.setitem(verdicts.RIGHT, "conv_forward", wrong)
    found = verdicts.alarms(exercise, range(1))
    assert {variant for variant, _seed, _case in found.refused} == {"off by one"}


def test_a_survivor_would_be_counted(verdicts):
    from dataclasses import replace

    def harmless(solve, *args):
        """Nothing is wrong."""
        return solve(*args)

    exercise = PACK.exercise("conv_output_size")
    exercise = replace(exercise, spec=replace(exercise.spec, wrong=(*exercise.spec.wrong, harmless)))
    assert verdicts.kills(exercise).survivors == ["harmless"]
    assert verdicts.names(exercise).unnamed == ["harmless"]
