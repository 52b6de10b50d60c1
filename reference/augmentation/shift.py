"""Shift: the part of the image that stays is copied to its new place, the rest is zero."""

import numpy as np

from grader import Case, Spec, distinct

from ._images import SHARED


def shift(x, dy, dx):
    """Move images (N, C, H, W) by dy pixels down and dx to the right; zeros come in where nothing was."""
    H, W = x.shape[2:]
    to_rows, from_rows = _overlap(H, dy)
    to_columns, from_columns = _overlap(W, dx)
    out = np.zeros_like(x)
    out[:, :, to_rows, to_columns] = x[:, :, from_rows, from_columns]
    return out


def _overlap(size, by):
    """Where the pixels that stay on an axis go to, and where they come from."""
    kept = max(size - abs(by), 0)
    to, come = max(by, 0), max(-by, 0)
    return slice(to, to + kept), slice(come, come + kept)


def naive_shift(x, dy, dx):
    """One pixel at a time, as in the formula."""
    H, W = x.shape[2:]
    out = np.zeros(x.shape)
    for i, j in np.ndindex(H, W):
        if 0 <= i - dy < H and 0 <= j - dx < W:
            out[:, :, i, j] = x[:, :, i - dy, j - dx]
    return out


def torch_shift(x, dy, dx):
    """PyTorch's padding, which cuts off where it is negative. It does not cut more than there is."""
    import torch

    dy, dx = (max(-size, min(by, size)) for size, by in zip(x.shape[2:], (dy, dx)))
    return torch.nn.functional.pad(x, (dx, -dx, dy, -dy))


def cases(rng):
    """A page of twelve numbers, then every combination of signs, a zero, and shifts longer than the image."""
    page = np.arange(1.0, 13.0).reshape(1, 1, 3, 4)
    yield Case("3x4 page, one down", {"x": page, "dy": 1, "dx": 0})
    yield Case("3x4 page, one up and two to the right", {"x": page, "dy": -1, "dx": 2})
    yield Case("up and left", {"x": _images(rng, 2, 3, 6, 5), "dy": -2, "dx": -1})
    yield Case("down and left, not contiguous", {"x": np.asfortranarray(_images(rng, 3, 2, 5, 7)), "dy": 1, "dx": -3})
    yield Case("down and right", {"x": _images(rng, 2, 2, 7, 5), "dy": 3, "dx": 2})
    yield Case("further down than the image is high", {"x": _images(rng, 2, 1, 3, 5), "dy": 4, "dx": 1})
    for name in ("numbers drawn anew", "numbers drawn anew, once more"):
        N, C, H, W = (int(n) for n in rng.integers([2, 2, 4, 4], [4, 4, 8, 8]))
        dy, dx = (int(n) for n in rng.integers([-3, -3], [4, 4]))
        yield Case(name, {"x": _images(rng, N, C, H, W), "dy": dy, "dx": dx}, True)


def _images(rng, *shape):
    """Images without a zero, so that what comes in differs from all that was there."""
    return distinct(rng, *shape)


def wraps_around(solve, x, dy, dx):
    """What left the image on one side came back on the other, as np.roll does. Fill with zeros."""
    return np.roll(x, (dy, dx), axis=(2, 3))


def wraps_around__index_error(solve, x, dy, dx):
    """An index below 0 counts from the end, and one of H or more is an error: check 0 <= i - dy < H, columns alike."""
    H, W = x.shape[2:]
    if dy < 0 or dx < 0 or dy > H or dx > W:
        raise IndexError("index is out of bounds")
    return np.roll(x, (dy, dx), axis=(2, 3))


def wraps_around__other_index_error(solve, x, dy, dx):
    """An index below 0 counts from the end, and one of H or more is an error: check 0 <= i + dy < H, columns alike."""
    H, W = x.shape[2:]
    if dy > 0 or dx > 0 or dy < -H or dx < -W:
        raise IndexError("index is out of bounds")
    return np.roll(x, (dy, dx), axis=(2, 3))


def checks_one_end(solve, x, dy, dx):
    """Only i - dy < H was checked. An index below 0 is no error in Python, it counts from the end: check 0 <= too."""
    H, W = x.shape[2:]
    out = np.zeros_like(x)
    for i, j in np.ndindex(H, W):
        if i - dy < H and j - dx < W:
            out[:, :, i, j] = x[:, :, i - dy, j - dx]
    return out


def negative_wraps(solve, x, dy, dx):
    """Where dy or dx is negative, what left the image came back on the other side. Zeros belong there."""
    out = np.roll(x, (dy, dx), axis=(2, 3))
    out[:, :, : max(dy, 0)] = 0
    out[..., : max(dx, 0)] = 0
    return out


def clears_first_lines(solve, x, dy, dx):
    """After np.roll the first dy rows and dx columns were cleared. Where dy is negative, the last -dy are to clear."""
    out = np.roll(x, (dy, dx), axis=(2, 3))
    out[:, :, :dy] = 0
    out[..., :dx] = 0
    return out


def clears_first_lines__size(solve, x, dy, dx):
    """After np.roll the first lines were cleared, whatever the sign. Where dy is negative, clear the last ones."""
    out = np.roll(x, (dy, dx), axis=(2, 3))
    out[:, :, : abs(dy)] = 0
    out[..., : abs(dx)] = 0
    return out


def positive_only(solve, x, dy, dx):
    """The slices hold for positive shifts only: [:-dy] is empty for 0, and for dy < 0 rows come from the other end."""
    out = np.zeros_like(x)
    out[:, :, dy:, dx:] = x[:, :, :-dy, :-dx]
    return out


def positive_only__size(solve, x, dy, dx):
    """The slices hold for positive shifts only: where dy is negative, rows -dy and on of x go to row 0 and on."""
    H, W = x.shape[2:]
    out = np.zeros_like(x)
    out[:, :, dy:, dx:] = x[:, :, : H - dy, : W - dx]
    return out


def positive_only__pad(solve, x, dy, dx):
    """np.pad cannot pad by a negative number: where dy is negative, the zeros go to the bottom."""
    H, W = x.shape[2:]
    return np.pad(x, ((0, 0), (0, 0), (dy, 0), (dx, 0)))[:, :, :H, :W]


def negative_ignored(solve, x, dy, dx):
    """Negative shifts were ignored: they move the image up, or to the left."""
    return solve(x, max(dy, 0), max(dx, 0))


def sign_ignored(solve, x, dy, dx):
    """The signs were ignored: a negative dy moves the image up, a negative dx to the left."""
    return solve(x, abs(dy), abs(dx))


def opposite(solve, x, dy, dx):
    """The images moved the other way: out[i, j] = x[i - dy, j - dx], so that a positive dy moves them down."""
    return solve(x, -dy, -dx)


def dy_upwards(solve, x, dy, dx):
    """A positive dy moved the images up. Rows count downwards, and so does dy."""
    return solve(x, -dy, dx)


def dx_leftwards(solve, x, dy, dx):
    """A positive dx moved the images to the left: it moves them to the right."""
    return solve(x, dy, -dx)


def swaps_dy_and_dx(solve, x, dy, dx):
    """dy and dx were swapped: dy moves the rows (axis 2), dx the columns (axis 3)."""
    return solve(x, dx, dy)


def ignores_dx(solve, x, dy, dx):
    """dx is ignored: the columns move too."""
    return solve(x, dy, 0)


def ignores_dy(solve, x, dy, dx):
    """dy is ignored: the rows move too."""
    return solve(x, 0, dx)


def repeats_edge(solve, x, dy, dx):
    """The border was repeated. What comes in is zero."""
    H, W = x.shape[2:]
    rows, columns = np.clip(np.arange(H) - dy, 0, H - 1), np.clip(np.arange(W) - dx, 0, W - 1)
    return x[:, :, rows[:, None], columns]


def old_pixels_stay(solve, x, dy, dx):
    """Where nothing moved in, the old pixels stayed. Begin with zeros, not with a copy of x."""
    came = solve(np.ones_like(x), dy, dx) == 1
    return np.where(came, solve(x, dy, dx), x)


def old_pixels_stay__in_x(solve, x, dy, dx):
    """x was changed in place, so the old pixels stayed where nothing moved in. Begin with np.zeros_like(x)."""
    x[...] = old_pixels_stay(solve, x, dy, dx)
    return x


def old_pixels_stay__one_by_one(solve, x, dy, dx):
    """x was changed in place: old pixels stayed, others were lost before they moved. Begin with np.zeros_like(x)."""
    H, W = x.shape[2:]
    for i, j in np.ndindex(H, W):
        if 0 <= i - dy < H and 0 <= j - dx < W:
            x[:, :, i, j] = x[:, :, i - dy, j - dx]
    return x


def one_too_far(solve, x, dy, dx):
    """The images moved one pixel too far."""
    return solve(x, dy + np.sign(dy), dx + np.sign(dx))


def one_too_far__down_and_right(solve, x, dy, dx):
    """All is one pixel too far down and to the right: out[i, j] is x[i - dy, j - dx]."""
    return solve(x, dy + 1, dx + 1)


def shrinks(solve, x, dy, dx):
    """The result holds what is left of the images only. It has the size of x, with zeros where nothing came in."""
    out = solve(x, dy, dx)
    (rows, _), (columns, _) = _overlap(x.shape[2], dy), _overlap(x.shape[3], dx)
    return out[:, :, rows, columns]


def shrinks__negative_end(solve, x, dy, dx):
    """What is left of the images was returned, without the zeros that came in. The result has the size of x."""
    H, W = x.shape[2:]
    return x[:, :, max(-dy, 0) : H - max(dy, 0), max(-dx, 0) : W - max(dx, 0)]


def grows(solve, x, dy, dx):
    """The result is larger than x: cut off what was moved out of the image."""
    around = ((0, 0), (0, 0), (max(dy, 0), max(-dy, 0)), (max(dx, 0), max(-dx, 0)))
    return np.pad(x, around)


def grows__frame(solve, x, dy, dx):
    """The frame of zeros was not cut off. The result has the size of x."""
    a, b = abs(dy), abs(dx)
    return np.pad(x, ((0, 0), (0, 0), (a, a), (b, b)))


def grows__end(solve, x, dy, dx):
    """The window has no end: cut H rows and W columns out of the framed images."""
    return grows__frame(solve, x, dy, dx)[:, :, abs(dy) - dy :, abs(dx) - dx :]


spec = Spec(
    solve=shift,
    torch=torch_shift,
    second=naive_shift,
    cases=cases,
    shapes={"x": "N C H W", "out": "N C H W"},
    wrong=(
        wraps_around,
        wraps_around__index_error,
        wraps_around__other_index_error,
        checks_one_end,
        negative_wraps,
        clears_first_lines,
        clears_first_lines__size,
        positive_only,
        positive_only__size,
        positive_only__pad,
        negative_ignored,
        sign_ignored,
        opposite,
        dy_upwards,
        dx_leftwards,
        swaps_dy_and_dx,
        ignores_dx,
        ignores_dy,
        repeats_edge,
        old_pixels_stay,
        old_pixels_stay__in_x,
        old_pixels_stay__one_by_one,
        one_too_far,
        one_too_far__down_and_right,
        shrinks,
        shrinks__negative_end,
        grows,
        grows__frame,
        grows__end,
        *SHARED,
    ),
    hints=(
        "Take one row of five pixels and dx = 2. Which of them are still there, where are they now, and what is in "
        "front of them? Then the same with dx = -2.",
        "out[n, c, i, j] = x[n, c, i - dy, j - dx] where 0 <= i - dy < H and 0 <= j - dx < W, else 0.",
        "Begin with np.zeros_like(x). Along an axis, size - abs(by) pixels stay: they come from max(-by, 0) on and go "
        "to max(by, 0) on. One assignment of slices does the rest.",
    ),
    hints_for={
        "wraps_around": (
            "A row of five, dx = 2. What should stand in the first two places?",
            "Pixel j of the result is x[j - dx] only where 0 <= j - dx < W, else 0.",
            "In a loop: `if 0 <= i - dy < H and 0 <= j - dx < W`. With slices: begin with np.zeros_like(x).",
        ),
        "positive_only": (
            "Write the slices for dx = 2, then for dx = -2. Which side changes?",
            "W - abs(dx) columns stay: they come from max(-dx, 0) on, and go to max(dx, 0) on.",
            "`to, come, kept = max(dx, 0), max(-dx, 0), max(W - abs(dx), 0)`, then "
            "`out[..., to : to + kept] = x[..., come : come + kept]`.",
        ),
        "old_pixels_stay": (
            "What is in your array before anything is moved?",
            "Where nothing comes in, the result is 0.",
            "`out = np.zeros_like(x)` in place of a copy of x.",
        ),
    },
)
