"""Pictures drawn as text: what they show is counted, and they are ASCII, so that no terminal shears them."""

import pytest

from grader.quiz import figures

X = ((1, 2, 3, 4), (5, 6, 7, 8), (9, 10, 11, 12))
CURVE = {"train": [1, 0.6, 0.4, 0.2], "val": [1.1, 0.8, 0.8, 0.9]}
FIGURES = {
    "window": {"size": 8, "kernel": 3, "stride": 2},
    "window2d": {"rows": X, "top": 1, "left": 1, "height": 2, "width": 2},
    "grids": {"a": X, "b": ((1, 0), (0, -1))},
    "graph": {"steps": ["t = x + y", "z = t^2"], "backward": ["dz/dt = 2t"]},
    "curves": CURVE,
    "bars": {"names": ["layer 1", "layer 2"], "values": [1, 0.25]},
    "art": {"text": "a -> b"},
}


def test_every_figure_is_tried_here():
    """No figure is left out of these tests."""
    assert set(FIGURES) == set(figures.FIGURES)


@pytest.mark.parametrize("name", FIGURES)
def test_figures_are_narrow_ascii(name):
    """At most 78 characters, all of them one cell wide; in plain mode sentences."""
    for plain in (False, True):
        lines = figures.FIGURES[name](**FIGURES[name], plain=plain)
        assert lines
        assert all(line.isascii() and len(line) <= 78 for line in lines)


@pytest.mark.parametrize("size", range(1, 24))
@pytest.mark.parametrize(("kernel", "stride", "padding"), [(1, 1, 0), (3, 2, 0), (3, 2, 1), (2, 3, 0), (5, 4, 2)])
def test_windows_are_as_many_as_the_formula_says(size, kernel, stride, padding):
    """One row a window, and what is never covered is marked column by column."""
    lines = figures.window(size=size, kernel=kernel, stride=stride, padding=padding, plain=False)
    room = size + 2 * padding - kernel
    if room < 0 or size + 2 * padding > figures.MAX_SIDE:
        return
    rows = [line for line in lines if line.startswith("  w=")]
    count = room // stride + 1
    assert len(rows) == (count if count <= figures.MOST else 5)
    assert all(row.count("#") == kernel for row in rows)
    assert all(row.count("[") == row.count("]") == 1 for row in rows)
    rest = [line for line in lines if line.startswith("  rest")]
    assert sum(line.count("x") for line in rest) == room % stride


def test_a_long_axis_is_told_in_words():
    """What does not fit on a line is a sentence with the places."""
    assert figures.window(size=64, kernel=7, stride=2, padding=3) == ["windows start at -3, -1, 1, ..., 59: 32 of them"]


def test_a_window_in_an_array():
    """Brackets hug the window's rows and no others."""
    assert figures.window2d(**FIGURES["window2d"]) == [
        "     1    2    3    4",
        "     5 [  6    7 ]  8",
        "     9 [ 10   11 ] 12",
    ]


def test_a_graph():
    """Inputs on the left, the rule in the box, what flows back below."""
    assert figures.graph(**FIGURES["graph"]) == [
        "  x --+-> [ x + y ] --> t",
        "  y --+",
        "  t ---> [ t^2 ] --> z",
        "  <== dz/dt = 2t",
    ]


def test_curves_meet_where_they_are_equal():
    """A star stands where both losses are in one place."""
    lines = figures.curves(train=[1, 0.5], val=[1, 0.2], height=5)
    assert lines[0].endswith("|*")
    assert sum(line.count("T") for line in lines[:-1]) == 1
