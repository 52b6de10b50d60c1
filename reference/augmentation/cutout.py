"""Cutout: a rectangle of zeros, clipped at the border."""

import numpy as np

from grader import Case, Spec, distinct

from ._images import SHARED


def cutout(x, top, left, height, width):
    """Erase rows top to top + height - 1 and columns left to left + width - 1 of all images (N, C, H, W).

    DeVries & Taylor, Improved regularization of convolutional neural networks with Cutout (arXiv 1708.04552).
    """
    out = x.copy()
    # A slice may end beyond the image, but a negative number in it would count from the other end.
    out[:, :, max(top, 0) : max(top + height, 0), max(left, 0) : max(left + width, 0)] = 0
    return out


def naive_cutout(x, top, left, height, width):
    """One pixel at a time."""
    out = np.zeros(x.shape)
    for n, c, i, j in np.ndindex(x.shape):
        hit = top <= i < top + height and left <= j < left + width
        out[n, c, i, j] = 0.0 if hit else x[n, c, i, j]
    return out


def torch_cutout(x, top, left, height, width):
    """PyTorch's masked_fill, with the rectangle as a mask."""
    import torch

    i, j = torch.arange(x.shape[2])[:, None], torch.arange(x.shape[3])
    return x.masked_fill((i >= top) & (i < top + height) & (j >= left) & (j < left + width), 0.0)


NAMES = ("x", "top", "left", "height", "width")


def cases(rng):
    """A page of twenty numbers, then rectangles that stick out on every side, and one that misses the image."""
    page = np.arange(1.0, 21.0).reshape(1, 1, 4, 5)
    yield Case("4x5 page, a 2x3 hole", dict(zip(NAMES, (page, 1, 2, 2, 3))))
    for name, shape, rectangle in [
        ("inside", (2, 3, 8, 7), (2, 1, 3, 5)),
        ("sticks out at the top and left", (3, 2, 6, 7), (-2, -1, 4, 3)),
        ("sticks out at the bottom and right, not contiguous", (2, 3, 5, 8), (3, 6, 4, 3)),
        ("wider than the images", (2, 2, 6, 5), (1, -2, 2, 9)),
        ("above the image: nothing is erased", (2, 2, 5, 7), (-4, 1, 3, 4)),
    ]:
        x = distinct(rng, *shape)
        if "not contiguous" in name:
            x = np.asfortranarray(x)
        yield Case(name, dict(zip(NAMES, (x, *rectangle))))
    for name in ("numbers drawn anew", "numbers drawn anew, once more"):
        N, C, H, W, height, width = (int(n) for n in rng.integers([2, 2, 4, 4, 2, 2], [4, 4, 8, 8, 5, 5]))
        top, left = int(rng.integers(1 - height, H)), int(rng.integers(1 - width, W))
        yield Case(name, dict(zip(NAMES, (distinct(rng, N, C, H, W), top, left, height, width))), True)


def _erased(x, rows, columns, fill=0.0):
    """x with the rows and columns from ... to (exclusive) filled, clipped at the border."""
    out = x.copy()
    (top, bottom), (left, right) = ((max(a, 0), max(b, 0)) for a, b in (rows, columns))
    out[:, :, top:bottom, left:right] = fill
    return out


def negative_slice(solve, x, top, left, height, width):
    """top or left went into a slice though negative, where it counts from the end. Use max(top, 0)."""
    out = x.copy()
    out[:, :, top : top + height, left : left + width] = 0
    return out


def negative_end(solve, x, top, left, height, width):
    """The end of a slice was negative, so it counted from the other end. A hole outside of the image erases nothing."""
    out = x.copy()
    out[:, :, max(top, 0) : min(top + height, x.shape[2]), max(left, 0) : min(left + width, x.shape[3])] = 0
    return out


def wraps_around(solve, x, top, left, height, width):
    """A negative row or column erased one at the other end. Skip what lies outside of the image: 0 <= i < H."""
    H, W = x.shape[2:]
    return _loops(x, range(top, min(top + height, H)), range(left, min(left + width, W)))


def wraps_around__index_error(solve, x, top, left, height, width):
    """Some rows or columns lie outside of the image: negative ones count from the end, others are an error."""
    return _loops(x, range(top, top + height), range(left, left + width))


def wraps_around__modulo(solve, x, top, left, height, width):
    """What sticks out on one side was erased on the other. Cut it off."""
    H, W = x.shape[2:]
    return _loops(x, [i % H for i in range(top, top + height)], [j % W for j in range(left, left + width)])


def _loops(x, rows, columns):
    out = x.copy()
    for i in rows:
        for j in columns:
            out[:, :, i, j] = 0
    return out


def beyond_is_an_error(solve, x, top, left, height, width):
    """The rectangle leaves the image, which was an IndexError. Cut off what sticks out: rows max(top, 0) and on."""
    H, W = x.shape[2:]
    if top + height > H or left + width > W:
        raise IndexError("index is out of bounds")
    return solve(x, top, left, height, width)


def clipped_start_moves_end(solve, x, top, left, height, width):
    """top was raised to 0 before height was added, so the hole got too large: add height to top itself."""
    return solve(x, max(top, 0), max(left, 0), height, width)


def moved_inside(solve, x, top, left, height, width):
    """The rectangle was moved so that it fits. It stays where it is; what sticks out is cut off."""
    H, W = x.shape[2:]
    top, left = min(max(top, 0), max(H - height, 0)), min(max(left, 0), max(W - width, 0))
    return solve(x, top, left, height, width)


def skipped_when_outside(solve, x, top, left, height, width):
    """A rectangle that sticks out erased nothing. The part inside of the image is erased."""
    H, W = x.shape[2:]
    inside = top >= 0 and left >= 0 and top + height <= H and left + width <= W
    return solve(x, top, left, height, width) if inside else x.copy()


def corner_as_centre(solve, x, top, left, height, width):
    """top and left were taken for the centre of the rectangle. They are its first row and column."""
    return solve(x, top - height // 2, left - width // 2, height, width)


def swaps_corner(solve, x, top, left, height, width):
    """top and left were swapped: top is a row (axis 2), left a column (axis 3)."""
    return solve(x, left, top, height, width)


def swaps_size(solve, x, top, left, height, width):
    """height and width were swapped: height counts rows, width columns."""
    return solve(x, top, left, width, height)


def swaps_rows_and_columns(solve, x, top, left, height, width):
    """Rows and columns were swapped: top and height belong to axis 2, left and width to axis 3."""
    return solve(x, left, top, width, height)


def square(solve, x, top, left, height, width):
    """The hole was taken for a square of side height: it has width columns."""
    return solve(x, top, left, height, height)


def size_as_end(solve, x, top, left, height, width):
    """The hole ended at row height and column width. These are sizes: it ends before top + height, left + width."""
    return _erased(x, (top, height), (left, width))


def end_included(solve, x, top, left, height, width):
    """The hole is one row and one column too large: it ends before top + height, left + width."""
    return _erased(x, (top, top + height + 1), (left, left + width + 1))


def end_too_early(solve, x, top, left, height, width):
    """The hole is one row and one column too small: row top + height - 1 is the last. A slice ends before its end."""
    return _erased(x, (top, top + height - 1), (left, left + width - 1))


def starts_one_late(solve, x, top, left, height, width):
    """The hole begins one row and one column late: row top and column left belong to it."""
    return solve(x, top + 1, left + 1, height, width)


def starts_one_late__same_end(solve, x, top, left, height, width):
    """The first row and column of the rectangle stayed as they were: row top and column left belong to it."""
    return _erased(x, (top + 1, top + height), (left + 1, left + width))


def bands(solve, x, top, left, height, width):
    """Whole rows and columns were erased. A pixel is erased where both its row and its column are hit: and, not or."""
    rows = solve(x, top, 0, height, x.shape[3])
    return solve(rows, 0, left, x.shape[2], width)


def keeps_hole_only(solve, x, top, left, height, width):
    """All but the rectangle was erased: erase the rectangle."""
    return x - solve(x, top, left, height, width)


def returns_patch(solve, x, top, left, height, width):
    """The rectangle was cut out and returned. Return whole images, with zeros in its place."""
    H, W = x.shape[2:]
    return x[:, :, max(top, 0) : max(min(top + height, H), 0), max(left, 0) : max(min(left + width, W), 0)].copy()


def fills_with_one(solve, x, top, left, height, width):
    """The hole was filled with ones: fill it with zeros."""
    return _erased(x, (top, top + height), (left, left + width), 1.0)


def fills_with_mean(solve, x, top, left, height, width):
    """The hole was filled with a mean. Here it is zero."""
    return _erased(x, (top, top + height), (left, left + width), x.mean())


def fills_with_mean__channel(solve, x, top, left, height, width):
    """The hole was filled with the mean of each channel. Here it is zero."""
    return _erased(x, (top, top + height), (left, left + width), x.mean(axis=(0, 2, 3), keepdims=True))


def fills_with_mean__image(solve, x, top, left, height, width):
    """The hole was filled with the mean of each image's channel. Here it is zero."""
    return _erased(x, (top, top + height), (left, left + width), x.mean(axis=(2, 3), keepdims=True))


def width_clipped_by_height(solve, x, top, left, height, width):
    """The right end was cut off at H: columns end at W, which is x.shape[3]."""
    return _erased(x, (top, top + height), (left, min(left + width, x.shape[2])))


def width_clipped_by_height__error(solve, x, top, left, height, width):
    """Columns were compared with H, and one beyond W is an IndexError: columns end at W, which is x.shape[3]."""
    H, W = x.shape[2:]
    if max(top, 0) < min(top + height, H) and min(left + width, H) > W:
        raise IndexError("index is out of bounds")
    return width_clipped_by_height(solve, x, top, left, height, width)


spec = Spec(
    solve=cutout,
    torch=torch_cutout,
    second=naive_cutout,
    cases=cases,
    shapes={"x": "N C H W", "out": "N C H W"},
    wrong=(
        negative_slice,
        negative_end,
        wraps_around,
        wraps_around__index_error,
        wraps_around__modulo,
        beyond_is_an_error,
        clipped_start_moves_end,
        moved_inside,
        skipped_when_outside,
        corner_as_centre,
        swaps_corner,
        swaps_size,
        swaps_rows_and_columns,
        square,
        size_as_end,
        end_included,
        end_too_early,
        starts_one_late,
        starts_one_late__same_end,
        bands,
        keeps_hole_only,
        returns_patch,
        fills_with_one,
        fills_with_mean,
        fills_with_mean__channel,
        fills_with_mean__image,
        width_clipped_by_height,
        width_clipped_by_height__error,
        *SHARED,
    ),
    hints=(
        "Which rows of an image with H = 6 does a rectangle with top = -2 and height = 4 touch?",
        "out[n, c, i, j] = 0 where top <= i < top + height and left <= j < left + width, else x[n, c, i, j].",
        "Copy x and assign 0 to one slice. Slices may end beyond the image, but not begin or end below 0: use "
        "max(..., 0) for both ends.",
    ),
    hints_for={
        "negative_slice": (
            "What is `[1, 2, 3, 4, 5][-2:2]`?",
            "The first row that is erased is max(top, 0), the first column max(left, 0).",
            "`out[:, :, max(top, 0) : max(top + height, 0), ...] = 0`.",
        ),
        "clipped_start_moves_end": (
            "top = -2 and height = 3: which row is the last one that is erased?",
            "The rows end before top + height, whatever top is.",
            "First `bottom = top + height`, then `top = max(top, 0)`.",
        ),
        "writes_into_x": (
            "Which array does your assignment change?",
            "`out = x` is a second name for x; a copy is another array.",
            "`out = x.copy()` as the first line.",
        ),
    },
)
