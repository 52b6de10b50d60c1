"""What zoom and rotate share: the picture between the pixels, how exact it can be, and how sampling goes wrong.

Both compute, for every output pixel, a place of the image (``places(H, W, amount) -> rows, columns``, fractional,
broadcasting to H x W) and look there. Sampling misconceptions are called as ``wrong(places, x, amount)``; ``bound``
turns them into misconceptions of one exercise.
"""

import math

import numpy as np

from grader import grid


def pixels(x, rows, columns):
    """x[:, :, rows, columns] for arrays of indices; 0 where that is outside of the image."""
    H, W = x.shape[2:]
    inside = (rows >= 0) & (rows < H) & (columns >= 0) & (columns < W)
    return x[:, :, np.clip(rows, 0, H - 1), np.clip(columns, 0, W - 1)] * inside


def bilinear(x, rows, columns, look=pixels):
    """The images (N, C, H, W) at fractional rows and columns: four pixels, weighted by how near they are."""
    top, left = np.floor(rows).astype(int), np.floor(columns).astype(int)
    a, b = rows - top, columns - left
    return (
        look(x, top, left) * (1 - a) * (1 - b)
        + look(x, top, left + 1) * (1 - a) * b
        + look(x, top + 1, left) * a * (1 - b)
        + look(x, top + 1, left + 1) * a * b
    )


def naive(x, place):
    """One output pixel at a time; ``place(i, j)`` is where it looks. Every near pixel gets a weight 1 - distance."""
    H, W = x.shape[2:]
    out = np.zeros(x.shape)
    for i, j in np.ndindex(H, W):
        y, z = place(i, j)
        for p in range(max(math.floor(y), 0), min(math.floor(y) + 2, H)):
            for q in range(max(math.floor(z), 0), min(math.floor(z) + 2, W)):
                out[:, :, i, j] += x[:, :, p, q] * (1 - abs(y - p)) * (1 - abs(z - q))
    return out


def torch_sample(x, matrix):
    """PyTorch's grid_sample where the 2x2 ``matrix`` leads to, in its coordinates: (x, y), from -1 to 1 over the image.

    Bilinear interpolation is continuous, so it does not matter on which side of a pixel a rounding error falls.
    """
    import torch

    theta = torch.tensor([[*row, 0.0] for row in matrix], dtype=x.dtype, device=x.device)
    grid = torch.nn.functional.affine_grid(theta.expand(len(x), 2, 3), x.shape, align_corners=False)
    return torch.nn.functional.grid_sample(x, grid, "bilinear", "zeros", align_corners=False)


def magnitude(x, amount):
    """A rounding error of a place counts as often as the picture rises per pixel: at most twice its largest number."""
    return np.broadcast_to(np.abs(x).max(axis=(2, 3), keepdims=True), x.shape)


def images(rng, *shape):
    """Random images whose border is not zero."""
    return grid(rng, *shape) + 0.03125


def centred(size, centre=None):
    """Pixel numbers relative to the centre."""
    return np.arange(size) - ((size - 1) / 2 if centre is None else centre)


def bound(places, *wrongs):
    """The sampling misconceptions of the exercise that looks at ``places``."""

    def bind(wrong):
        def bound_wrong(solve, x, amount):
            return wrong(places, x, amount)

        bound_wrong.__name__ = wrong.__name__
        bound_wrong.__doc__ = wrong.__doc__
        return bound_wrong

    return tuple(bind(wrong) for wrong in wrongs)


def _all_places(places, x, amount):
    return np.broadcast_arrays(*places(*x.shape[2:], amount))


def nearest(places, x, amount):
    """The nearest pixel was taken. Mix the four around the place, weighted by how near they are (bilinear)."""
    return pixels(x, *(np.rint(at).astype(int) for at in _all_places(places, x, amount)))


def nearest__half_up(places, x, amount):
    """The nearest pixel was taken. Mix the four around the place, weighted by how near they are (bilinear)."""
    return pixels(x, *(np.floor(at + 0.5).astype(int) for at in _all_places(places, x, amount)))


def takes_corner_pixel(places, x, amount):
    """Only the pixel at floor(y), floor(x) was taken. Mix the four around the place, weighted by how near they are."""
    return pixels(x, *(np.floor(at).astype(int) for at in _all_places(places, x, amount)))


def takes_corner_pixel__int(places, x, amount):
    """Places were cut to integers. Mix the four pixels around the place, weighted by how near they are (bilinear)."""
    return pixels(x, *(at.astype(int) for at in _all_places(places, x, amount)))


def int_for_floor(places, x, amount):
    """int() was used for floor. Below 0 it rounds up: floor(-0.25) is -1."""
    rows, columns = _all_places(places, x, amount)
    top, left = rows.astype(int), columns.astype(int)
    a, b = rows - top, columns - left
    return (
        pixels(x, top, left) * (1 - a) * (1 - b)
        + pixels(x, top, left + 1) * (1 - a) * b
        + pixels(x, top + 1, left) * a * (1 - b)
        + pixels(x, top + 1, left + 1) * a * b
    )


def swaps_weights(places, x, amount):
    """The weights were swapped. The nearer a pixel, the more it counts: row floor(y) counts 1 - (y - floor(y))."""
    rows, columns = _all_places(places, x, amount)
    return bilinear(x, 2 * np.floor(rows) + 1 - rows, 2 * np.floor(columns) + 1 - columns)


def swaps_fractions(places, x, amount):
    """The weights of rows and columns were swapped: y - floor(y) belongs to the rows, x - floor(x) to the columns."""
    rows, columns = _all_places(places, x, amount)
    return bilinear(x, np.floor(rows) + columns - np.floor(columns), np.floor(columns) + rows - np.floor(rows))


def averages_four(places, x, amount):
    """The four pixels were averaged. Weight them by how near they are."""
    rows, columns = _all_places(places, x, amount)
    return bilinear(x, np.floor(rows) + 0.5, np.floor(columns) + 0.5)


def repeats_edge(places, x, amount):
    """The border was repeated outside of the image. There a pixel counts as 0."""
    rows, columns = _all_places(places, x, amount)
    H, W = x.shape[2:]
    return bilinear(x, rows.clip(0, H - 1), columns.clip(0, W - 1))


def wraps_around(places, x, amount):
    """What lies outside of the image on one side was taken from the other. There a pixel counts as 0."""

    def look(x, rows, columns):
        return x[:, :, rows % x.shape[2], columns % x.shape[3]]

    return bilinear(x, *_all_places(places, x, amount), look)


def wraps_around__index_error(places, x, amount):
    """Some places lie outside of the image: a negative index counts from the end, a large one is an error. Take 0."""
    return bilinear(x, *_all_places(places, x, amount), lambda x, rows, columns: x[:, :, rows, columns])


def wraps_around__one_end(places, x, amount):
    """Only row < H and column < W were checked. A negative index counts from the end: check 0 <= too."""
    H, W = x.shape[2:]

    def look(x, rows, columns):
        inside = (rows < H) & (columns < W)
        return x[:, :, np.where(inside, rows, 0), np.where(inside, columns, 0)] * inside

    return bilinear(x, *_all_places(places, x, amount), look)


def cuts_at_border(places, x, amount):
    """Places less than a pixel outside of the image became 0. Only the pixels outside count as 0, the others count."""
    rows, columns = _all_places(places, x, amount)
    H, W = x.shape[2:]
    inside = (rows >= 0) & (rows <= H - 1) & (columns >= 0) & (columns <= W - 1)
    return bilinear(x, rows, columns) * inside


SAMPLING = (
    nearest,
    nearest__half_up,
    takes_corner_pixel,
    takes_corner_pixel__int,
    int_for_floor,
    swaps_weights,
    swaps_fractions,
    averages_four,
    repeats_edge,
    wraps_around,
    wraps_around__index_error,
    wraps_around__one_end,
    cuts_at_border,
)

HINTS_FOR = {
    "centre_off": (
        "Five pixels in a row, numbered from 0. Which is in the middle? And of four?",
        "The centre is ((H - 1) / 2, (W - 1) / 2), a half where the size is even.",
        "`c_y, c_x = (H - 1) / 2, (W - 1) / 2`, with / and not //.",
    ),
    "int_for_floor": (
        "What is int(-0.25), and what is the next smaller whole number?",
        "t = floor(y), so that the weight y - t is never negative.",
        "`t = int(np.floor(y))`, or `np.floor(y).astype(int)` for arrays.",
    ),
}
"""Help for misconceptions about places and pixels."""
