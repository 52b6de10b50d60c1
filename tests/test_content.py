"""The course itself: every exercise is proved, and the numbers of the lectures are in it."""

from pathlib import Path

import numpy as np
import pytest

from grader.cases import draw_cases
from grader.catalogue import catalogue
from grader.pack import open_pack
from grader.prove import prove

PACK = open_pack()
ROOT = Path(__file__).resolve().parent.parent

CYCLE = [[1, 2, 3, 0], [0, 1, 2, 3], [3, 0, 1, 2], [2, 3, 0, 1]]
SEVEN = [[(column - row) % 4 for column in range(1, 8)] for row in range(7)]
KERNEL = [[2, 0, 1], [0, 1, 2], [1, 0, 2]]
PATCH = [[51, 70, 12, 52], [12, 36, 1, 47], [82, 61, 73, 92], [3, 58, 27, 20]]
POOLED = [[1, 2, 1, 0], [0, 1, 2, 3], [3, 0, 1, 2], [2, 4, 0, 1]]

KNOWN = [
    ("perceptron", [[[5, 2, 3]], [0.1, 0.7, 0.2], 3], [0]),
    ("conv_output_size", [7, 3, 2, 0], 3),
    ("conv_output_size", [32, 5, 1, 0], 28),
    ("conv_naive", [CYCLE, KERNEL, 0], [[15, 16], [6, 15]]),
    ("conv_naive", [CYCLE, KERNEL, 3], [[18, 19], [9, 18]]),
    ("conv_forward", [[[CYCLE]], [[KERNEL]], [0], 1, 0], [[[[15, 16], [6, 15]]]]),
    ("conv_forward", [[[CYCLE]], [[KERNEL]], [3], 1, 0], [[[[18, 19], [9, 18]]]]),
    (
        "conv_forward",
        [[[CYCLE]], [[KERNEL]], [0], 1, 1],
        [[[[7, 12, 10, 2], [4, 15, 16, 10], [10, 6, 15, 6], [8, 10, 4, 3]]]],
    ),
    ("conv_forward", [[[SEVEN]], [[KERNEL]], [0], 2, 0], [[[[15, 17, 15], [17, 15, 17], [15, 17, 15]]]]),
    ("max_pool_forward", [[[POOLED]], 2, 2, 2, 0], [[[[2, 3], [4, 2]]]]),
    ("im2col", [[[PATCH]], 3, 3, 1, 0], ("first row", [51, 70, 12, 12, 36, 1, 82, 61, 73])),
]
"""(exercise, arguments, answer) as the lectures have them."""


@pytest.mark.torch
@pytest.mark.parametrize("name", PACK.entries)
def test_an_exercise_keeps_what_it_promises(name):
    """Stub, reference, PyTorch, numeric gradients, misconceptions and texts of this exercise leave no complaint."""
    (proof,) = prove(PACK, [name])
    assert proof.complaints == ()


def same(value, wanted):
    return np.shape(value) == np.shape(wanted) and np.array_equal(value, wanted)


@pytest.mark.parametrize(("name", "args", "answer"), KNOWN, ids=[f"{name}-{i}" for i, (name, *_) in enumerate(KNOWN)])
def test_the_numbers_of_the_lectures_are_visible_cases(name, args, answer):
    """A worked example of the lectures is among the cases a learner sees, and the reference gives its answer."""
    spec = PACK.exercise(name).spec
    cases = [case for case in draw_cases(name, spec, 0) if not case.hidden]
    found = [case for case in cases if all(map(same, case.args.values(), args)) and len(case.args) >= len(args)]
    assert found, "no visible case has these arguments"
    value = spec.solve(*found[0].args.values())
    if isinstance(answer, tuple):
        value, answer = value[0], answer[1]
    assert same(value, answer)


def test_the_smallest_numbers_agree_with_the_lectures():
    """The cycle of the 7x7 image continues that of the 4x4 one, as the lectures draw it."""
    assert [row[:4] for row in SEVEN[:4]] == CYCLE
    assert SEVEN[0] == [1, 2, 3, 0, 1, 2, 3]


def test_the_index_is_that_of_the_course():
    """docs/exercises.md was written from the stubs as they are: `grade dev index docs/exercises.md`."""
    assert (ROOT / "docs" / "exercises.md").read_text(encoding="utf-8") == catalogue(PACK)
