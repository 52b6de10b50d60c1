"""Flip: one axis is read backwards."""

import numpy as np

from grader import Case, Spec, distinct

from ._images import SHARED

AXIS = {"vertical": 2, "horizontal": 3}


def flip(x, axis):
    """Mirror images (N, C, H, W): "horizontal" swaps left and right, "vertical" top and bottom.

    Raises ValueError for another axis.
    """
    if axis == "horizontal":
        return x[:, :, :, ::-1].copy()
    if axis == "vertical":
        return x[:, :, ::-1, :].copy()
    raise ValueError(f"axis is horizontal or vertical, not {axis!r}")


def torch_flip(x, axis):
    """PyTorch's flip."""
    import torch

    return torch.flip(x, [AXIS[axis]])


def cases(rng):
    """A page of six numbers flipped both ways, then batches with sizes that all differ."""
    page = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])[None, None]
    yield Case("1 2 3 / 4 5 6, horizontally", {"x": page, "axis": "horizontal"})
    yield Case("1 2 3 / 4 5 6, vertically", {"x": page, "axis": "vertical"})
    yield Case("two tall images, horizontally", {"x": distinct(rng, 2, 3, 7, 4), "axis": "horizontal"})
    yield Case("three wide images, vertically", {"x": distinct(rng, 3, 2, 4, 7), "axis": "vertical"})
    wide = np.asfortranarray(distinct(rng, 3, 2, 4, 5))
    yield Case("not contiguous, horizontally", {"x": wide, "axis": "horizontal"})
    for name, axis in (("sizes drawn anew", "horizontal"), ("sizes drawn anew, once more", "vertical")):
        N, C, H, W = (int(n) for n in rng.integers([2, 2, 3, 3], [4, 5, 8, 8]))
        yield Case(name, {"x": distinct(rng, N, C, H, W), "axis": axis}, True)


def _other(axis):
    return "vertical" if axis == "horizontal" else "horizontal"


def _gather(x, axis, index):
    """x with the rows or columns ``index(size)`` where ``axis`` says."""
    return x.take(index(x.shape[AXIS[axis]]), axis=AXIS[axis])


def swaps_axes(solve, x, axis):
    """The other axis was flipped. A horizontal flip swaps left and right, so it reverses the columns: axis 3."""
    return solve(x, _other(axis))


def ignores_axis(solve, x, axis):
    """The images were flipped horizontally, whatever axis says: a vertical flip reverses the rows."""
    return solve(x, "horizontal")


def ignores_axis__vertical(solve, x, axis):
    """The images were flipped vertically, whatever axis says: a horizontal flip reverses the columns."""
    return solve(x, "vertical")


def flips_both(solve, x, axis):
    """Rows and columns were both reversed, which turns the image by 180 degrees. Reverse one of them."""
    return solve(solve(x, axis), _other(axis))


def flips_everything(solve, x, axis):
    """All four axes were reversed, the batch and the channels too: np.flip needs to be told the axis."""
    return np.flip(x)


def axes_of_a_matrix(solve, x, axis):
    """np.fliplr and np.flipud count the axes from the front: here these are the channels and the images."""
    return x[:, ::-1] if axis == "horizontal" else x[::-1]


def channels_too(solve, x, axis):
    """The channels were reversed too, which swaps the colours: leave axis 1 alone."""
    return solve(x, axis)[:, ::-1]


def images_too(solve, x, axis):
    """The images were reversed too: their order in the batch must stay, because the labels belong to it."""
    return solve(x, axis)[::-1]


def transposes(solve, x, axis):
    """Rows and columns were exchanged (transposed). A flip reverses the order of one of them."""
    return x.swapaxes(2, 3)


def turns_by_quarter(solve, x, axis):
    """The images were turned by 90 degrees. A flip reverses the order of rows or columns."""
    return np.rot90(x, axes=(2, 3))


def reads_what_it_wrote(solve, x, axis):
    """One half is mirrored onto the other: pixels were overwritten before they had been read. Read from x."""
    out = x.copy()
    view = np.moveaxis(out, AXIS[axis], 0)
    for i in range(len(view)):
        view[i] = view[len(view) - 1 - i]
    return out


def reads_what_it_wrote__in_x(solve, x, axis):
    """x was changed in place, so one half is mirrored onto the other: pixels were lost before they had been read."""
    x[...] = reads_what_it_wrote(solve, x, axis)
    return x


def off_by_one(solve, x, axis):
    """All is one pixel off: pixel 0 comes from the last one, which is size - 1 - 0, and not from -0."""
    return _gather(x, axis, lambda size: -np.arange(size))


def loses_a_line(solve, x, axis):
    """The first row or column is missing: a slice [-1:0:-1] ends before 0. Write [::-1]."""
    return _gather(x, axis, lambda size: np.arange(size - 1, 0, -1))


def size_of_other_axis(solve, x, axis):
    """The size of the other axis was used: columns are counted by W, rows by H."""
    size, count = x.shape[AXIS[_other(axis)]], x.shape[AXIS[axis]]
    if size > count:
        raise IndexError("index is out of bounds")
    return _gather(x, axis, lambda _: size - 1 - np.arange(count))


def size_of_other_axis__copied(solve, x, axis):
    """H and W were swapped, so some rows or columns stay as they are. Rows are counted by H, x.shape[2]."""
    size, count = x.shape[AXIS[_other(axis)]], x.shape[AXIS[axis]]
    if size > count:
        raise IndexError("index is out of bounds")
    return _gather(x, axis, lambda _: np.r_[size - 1 - np.arange(size), size:count])


def size_of_other_axis__error(solve, x, axis):
    """H and W were swapped, and an index is out of bounds. x.shape is (N, C, H, W)."""
    raise IndexError("index is out of bounds")


spec = Spec(
    solve=flip,
    torch=torch_flip,
    cases=cases,
    shapes={"x": "N C H W", "out": "N C H W"},
    wrong=(
        swaps_axes,
        ignores_axis,
        ignores_axis__vertical,
        flips_both,
        flips_everything,
        axes_of_a_matrix,
        channels_too,
        images_too,
        transposes,
        turns_by_quarter,
        reads_what_it_wrote,
        reads_what_it_wrote__in_x,
        off_by_one,
        loses_a_line,
        size_of_other_axis,
        size_of_other_axis__copied,
        size_of_other_axis__error,
        *SHARED,
    ),
    hints=(
        "Which of the four axes of x counts from left to right, and which from top to bottom?",
        "Horizontally: out[n, c, i, j] = x[n, c, i, W - 1 - j]. Vertically: out[n, c, i, j] = x[n, c, H - 1 - i, j].",
        "A slice with step -1 reads an axis backwards: x[:, :, :, ::-1] or x[:, :, ::-1, :]; an if chooses.",
    ),
    hints_for={
        "reads_what_it_wrote": (
            "Follow a row of four pixels by hand. What does the third one read?",
            "Read from x, write into another array.",
            "`out = np.empty_like(x)`, then `out[..., j] = x[..., W - 1 - j]`.",
        ),
        "axes_of_a_matrix": (
            "np.fliplr reverses axis 1. What is axis 1 of x?",
            "Rows are axis 2, columns axis 3.",
            "`np.flip(x, 3)` for horizontal, `np.flip(x, 2)` for vertical.",
        ),
    },
)
