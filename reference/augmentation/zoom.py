"""Zoom: every output pixel looks nearer to the centre, or further away."""

import numpy as np

from grader import Case, Spec

from ._images import SHARED
from ._resample import HINTS_FOR, SAMPLING, bilinear, bound, centred, images, magnitude, naive, torch_sample


def zoom(x, factor):
    """Enlarge images (N, C, H, W) about their centre, which keep their size; bilinear, zeros outside."""
    H, W = x.shape[2:]
    rows = (H - 1) / 2 + (np.arange(H) - (H - 1) / 2) / factor
    columns = (W - 1) / 2 + (np.arange(W) - (W - 1) / 2) / factor
    return bilinear(x, rows[:, None], columns[None, :])


def naive_zoom(x, factor):
    """One output pixel at a time."""
    c_y, c_x = ((size - 1) / 2 for size in x.shape[2:])
    return naive(x, lambda i, j: (c_y + (i - c_y) / factor, c_x + (j - c_x) / factor))


def torch_zoom(x, factor):
    """PyTorch's affine_grid and grid_sample."""
    return torch_sample(x, [[1 / factor, 0.0], [0.0, 1 / factor]])


def cases(rng):
    """A ramp that can be checked by hand, then factors on both sides of 1.

    With even sizes and these factors no place lies exactly on a pixel of the image or half-way between two: what
    rounding does there must not decide what a wrong solution looks like.
    """
    ramp = 4.0 * np.arange(4)[:, None] + 16.0 * np.arange(4)
    yield Case("a ramp of 4x4, twice as large", {"x": ramp[None, None], "factor": 2.0})
    yield Case("13/8 times as large", {"x": images(rng, 2, 3, 6, 8), "factor": 1.625})
    yield Case("11/16 times as large", {"x": images(rng, 3, 2, 8, 4), "factor": 0.6875})
    narrow = np.asfortranarray(images(rng, 2, 2, 6, 10))
    yield Case("less than half as large, not contiguous", {"x": narrow, "factor": 0.4375})
    for name, choice in (("sizes drawn anew", (19, 26, 37)), ("sizes drawn anew, once more", (9, 11, 13))):
        N, C, half_H, half_W = (int(n) for n in rng.integers([2, 2, 2, 2], [4, 4, 5, 5]))
        factor = int(rng.choice(choice)) / 16
        yield Case(name, {"x": images(rng, N, C, 2 * half_H, 2 * half_W), "factor": factor}, True)


def places(H, W, factor, centre_y=None, centre_x=None, factor_x=None):
    """Where the output pixels look, or with other centres, or another factor for the columns."""
    c_y = (H - 1) / 2 if centre_y is None else centre_y
    c_x = (W - 1) / 2 if centre_x is None else centre_x
    rows = c_y + centred(H, c_y) / factor
    columns = c_x + centred(W, c_x) / (factor if factor_x is None else factor_x)
    return rows[:, None], columns[None, :]


def other_way(solve, x, factor):
    """The images got smaller where they should get larger: the place is c + (i - c) / factor, not times factor."""
    return solve(x, 1 / factor)


def about_corner(solve, x, factor):
    """The zoom is about the top left pixel: measure i and j from the centre, (H - 1)/2 and (W - 1)/2."""
    return bilinear(x, *places(*x.shape[2:], factor, 0.0, 0.0))


def about_corner__edge(solve, x, factor):
    """The zoom is about the top left corner: measure i and j from the centre, (H - 1)/2 and (W - 1)/2."""
    return bilinear(x, *places(*x.shape[2:], factor, -0.5, -0.5))


def centre_off(solve, x, factor):
    """The centre is off by half a pixel: of H rows, numbered from 0, the centre is (H - 1)/2, not H/2."""
    H, W = x.shape[2:]
    return bilinear(x, *places(H, W, factor, H / 2, W / 2))


def centre_off__rounded(solve, x, factor):
    """The centre was rounded to a pixel: of H rows, numbered from 0, the centre is (H - 1)/2, not H // 2."""
    H, W = x.shape[2:]
    return bilinear(x, *places(H, W, factor, H // 2, W // 2))


def centre_off__rounded_down(solve, x, factor):
    """The centre was rounded down to a pixel: it is (H - 1)/2, where H is even half-way between two rows."""
    H, W = x.shape[2:]
    return bilinear(x, *places(H, W, factor, (H - 1) // 2, (W - 1) // 2))


def centre_off__one_way(solve, x, factor):
    """Two centres were mixed: (H - 1)/2 is subtracted before the division, and the same is to be added after it."""
    H, W = x.shape[2:]
    rows, columns = places(H, W, factor)
    return bilinear(x, rows + 0.5, columns + 0.5)


def stays_at_corner(solve, x, factor):
    """The centre was not added again: the place is c + (i - c) / factor."""
    H, W = x.shape[2:]
    rows, columns = places(H, W, factor)
    return bilinear(x, rows - (H - 1) / 2, columns - (W - 1) / 2)


def square_image(solve, x, factor):
    """The centre of the rows was used for the columns too: theirs is (W - 1)/2."""
    H, W = x.shape[2:]
    return bilinear(x, *places(H, W, factor, centre_x=(H - 1) / 2))


def square_image__columns(solve, x, factor):
    """The centre of the columns was used for the rows too: theirs is (H - 1)/2."""
    H, W = x.shape[2:]
    return bilinear(x, *places(H, W, factor, centre_y=(W - 1) / 2))


def rows_only(solve, x, factor):
    """Only the height was zoomed: do the same with the columns."""
    return bilinear(x, *places(*x.shape[2:], factor, factor_x=1.0))


def columns_only(solve, x, factor):
    """Only the width was zoomed: do the same with the rows."""
    return bilinear(x, *places(*x.shape[2:], 1.0, factor_x=factor))


def factor_of_area(solve, x, factor):
    """The area became factor times as large. Here height and width do: divide by factor, not by its root."""
    return solve(x, float(np.sqrt(factor)))


def factor_of_area__squared(solve, x, factor):
    """Height and width became factor**2 times as large: divide by factor once."""
    return solve(x, factor**2)


def corners_on_corners(solve, x, factor):
    """The middle part was stretched so that its corner pixels meet the image's. Divide i - c by factor, no more."""
    rows, columns = ((size - 1) / 2 + centred(size) * (size / factor - 1) / (size - 1) for size in x.shape[2:])
    return bilinear(x, rows[:, None], columns[None, :])


def sends_pixels(solve, x, factor):
    """Pixels were sent to their new places, which leaves holes or throws pixels away. Ask for every output pixel."""
    H, W = x.shape[2:]
    rows, columns = (np.rint(at).astype(int).ravel() for at in places(H, W, 1 / factor))
    out = np.zeros_like(x)
    for i, j in np.ndindex(H, W):
        if 0 <= rows[i] < H and 0 <= columns[j] < W:
            out[:, :, rows[i], columns[j]] = x[:, :, i, j]
    return out


def size_changes(solve, x, factor):
    """The images became larger or smaller. Their size stays, so that enlarged ones lose their border."""
    H, W = x.shape[2:]
    rows, columns = ((np.arange(int(size * factor)) + 0.5) / factor - 0.5 for size in (H, W))
    return bilinear(x, rows[:, None].clip(0, H - 1), columns[None, :].clip(0, W - 1))


def ladder():
    """Images of growing size, to be timed on."""
    rng = np.random.default_rng(0)
    for N, H in ((1, 8), (2, 16), (4, 32)):
        yield Case(f"{N} images of 3x{H}x{H}", {"x": images(rng, N, 3, H, H), "factor": 1.25})


spec = Spec(
    solve=zoom,
    torch=torch_zoom,
    second=naive_zoom,
    cases=cases,
    shapes={"x": "N C H W", "out": "N C H W"},
    wrong=(
        other_way,
        about_corner,
        about_corner__edge,
        centre_off,
        centre_off__rounded,
        centre_off__rounded_down,
        centre_off__one_way,
        stays_at_corner,
        square_image,
        square_image__columns,
        rows_only,
        columns_only,
        factor_of_area,
        factor_of_area__squared,
        corners_on_corners,
        sends_pixels,
        size_changes,
        *bound(places, *SAMPLING),
        *SHARED,
    ),
    hints=(
        "Go from the output to the image: which place does the top left output pixel show when everything is twice as "
        "large, about the centre?",
        "y = c_y + (i - c_y) / factor; with t = floor(y) and a = y - t the rows t and t + 1 count 1 - a and a. The "
        "same for columns; a pixel that does not exist counts as 0.",
        "Compute all y (H, 1) and x (1, W) as arrays, their floor and the fractions; add up four terms x[:, :, t, l] * "
        "(1 - a) * (1 - b), ... with indices clipped into the image and multiplied by a mask of those that are inside; "
        "or pad the image with zeros first.",
    ),
    hints_for={
        **HINTS_FOR,
        "sends_pixels": (
            "You send each pixel to its new place. Who fills the places in between?",
            "Every output pixel (i, j) asks: y = c_y + (i - c_y) / factor, x likewise.",
            "Loop over i and j of the result, compute y and x, and mix the four pixels of the image around them.",
        ),
    },
    magnitude=magnitude,
    ladder=ladder,
)
