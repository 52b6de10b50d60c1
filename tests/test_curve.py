"""A curve as text."""

from hypothesis import given
from hypothesis import strategies as st

from grader.screen.curve import COLUMNS, ROWS, curve


def test_a_falling_loss_falls():
    """The first value stands at the top left, the last at the bottom right."""
    lines = curve("the loss", [2.0, 1.5, 1.0, 0.5, 0.0], 80)
    assert lines[0] == "the loss, 2 at first, 0 at last:"
    assert lines[1].endswith("2 |*")
    assert lines[-1].endswith("0 |    *")
    assert len(lines) == 1 + ROWS


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=400), st.integers(20, 200))
def test_every_column_has_one_star_and_no_line_is_too_wide(values, width):
    """However long the curve and however narrow the terminal, each column shows one value."""
    drawn = [line.partition("|")[2] for line in curve("loss", values, width)[1:]]
    columns = max(map(len, drawn))
    assert columns == min(len(values), max(columns, 8), COLUMNS)
    assert all(sum(line[i : i + 1] == "*" for line in drawn) == 1 for i in range(columns))


def test_a_flat_curve_is_drawn():
    """A loss that never changes is a line, and no division by zero."""
    assert curve("loss", [1.0, 1.0], 80)[-1].endswith("|**")
