"""Rotate: every output pixel looks where it was before the turn."""

import numpy as np

from grader import Case, Spec

from ._images import SHARED
from ._resample import HINTS_FOR, SAMPLING, bilinear, bound, centred, images, magnitude, naive, torch_sample


def rotate(x, degrees):
    """Turn images (N, C, H, W) counter-clockwise about their centre; same size, bilinear, zeros outside."""
    H, W = x.shape[2:]
    sine, cosine = np.sin(np.deg2rad(degrees)), np.cos(np.deg2rad(degrees))
    dy = np.arange(H)[:, None] - (H - 1) / 2
    dx = np.arange(W)[None, :] - (W - 1) / 2
    return bilinear(x, (H - 1) / 2 + sine * dx + cosine * dy, (W - 1) / 2 + cosine * dx - sine * dy)


def naive_rotate(x, degrees):
    """One output pixel at a time; a place is a complex number, y downwards, and the turn a factor."""
    centre = complex((x.shape[3] - 1) / 2, (x.shape[2] - 1) / 2)
    turn = complex(np.exp(1j * np.radians(degrees)))

    def place(i, j):
        at = centre + (complex(j, i) - centre) * turn
        return at.imag, at.real

    return naive(x, place)


def torch_rotate(x, degrees):
    """PyTorch's affine_grid and grid_sample. Their axes run from -1 to 1, whatever H and W: hence the ratios."""
    H, W = x.shape[2:]
    sine, cosine = float(np.sin(np.deg2rad(degrees))), float(np.cos(np.deg2rad(degrees)))
    return torch_sample(x, [[cosine, -sine * H / W], [sine * W / H, cosine]])


def cases(rng):
    """A letter turned by a quarter, then angles of both signs and all sizes.

    The letter has a frame of zeros, and the other angles lead to no place half-way between pixels or on the last row
    or column: what rounding does there must not decide what a wrong solution looks like.
    """
    letter = np.zeros((1, 1, 6, 6))
    letter[0, 0, 1:5, 2], letter[0, 0, 4, 3] = 1.0, 2.0
    yield Case("the letter L, a quarter turn", {"x": letter, "degrees": 90.0})
    yield Case("20 degrees, wide images", {"x": images(rng, 2, 3, 4, 7), "degrees": 20.0})
    yield Case("50 degrees clockwise, tall images", {"x": images(rng, 3, 2, 8, 5), "degrees": -50.0})
    wide = np.asfortranarray(images(rng, 2, 2, 6, 7))
    yield Case("nearly upside down, not contiguous", {"x": wide, "degrees": 155.0})
    for name, sign in (("numbers drawn anew", 1), ("numbers drawn anew, once more", -1)):
        N, C, H, W = (int(n) for n in rng.integers([2, 2, 4, 4], [4, 4, 9, 9]))
        angle = sign * int(rng.choice([11, 17, 23, 38, 67, 107, 143, 212]))
        yield Case(name, {"x": images(rng, N, C, H, W), "degrees": float(angle)}, True)


def places(H, W, degrees, centre_y=None, centre_x=None, ratio=1.0, matrix=None):
    """Where the output pixels look, or with another centre, a false ratio of the axes, or another matrix.

    matrix   of (dx, dy) to (x, y): by default cosine, -sine, sine, cosine
    """
    sine, cosine = np.sin(np.deg2rad(degrees)), np.cos(np.deg2rad(degrees))
    c_y = (H - 1) / 2 if centre_y is None else centre_y
    c_x = (W - 1) / 2 if centre_x is None else centre_x
    dy, dx = centred(H, c_y)[:, None], centred(W, c_x)[None, :]
    xx, xy, yx, yy = (cosine, -sine, sine, cosine) if matrix is None else matrix(sine, cosine)
    return c_y + yx * dx / ratio + yy * dy, c_x + xx * dx + xy * dy * ratio


def clockwise(solve, x, degrees):
    """The images were turned clockwise. Rows count downwards: y = c_y + sin(t) dx + cos(t) dy turns the other way."""
    return solve(x, -degrees)


def in_radians(solve, x, degrees):
    """degrees went into sin and cos as they are. These take radians: np.deg2rad(degrees)."""
    return solve(x, np.rad2deg(degrees))


def converts_twice(solve, x, degrees):
    """The angle was converted to radians twice."""
    return solve(x, np.deg2rad(degrees))


def half_circle_off(solve, x, degrees):
    """degrees were multiplied by pi / 360 or 2 pi / 180: a full circle, 360 degrees, is 2 pi."""
    return solve(x, degrees / 2)


def half_circle_off__double(solve, x, degrees):
    """degrees were multiplied by pi / 360 or 2 pi / 180: a full circle, 360 degrees, is 2 pi."""
    return solve(x, degrees * 2)


def about_corner(solve, x, degrees):
    """The images were turned about their top left pixel. Measure from the centre, (H - 1)/2 and (W - 1)/2."""
    return bilinear(x, *places(*x.shape[2:], degrees, 0.0, 0.0))


def centre_off(solve, x, degrees):
    """The centre is off by half a pixel: of H rows, numbered from 0, the centre is (H - 1)/2, not H/2."""
    H, W = x.shape[2:]
    return bilinear(x, *places(H, W, degrees, H / 2, W / 2))


def centre_off__rounded(solve, x, degrees):
    """The centre was rounded to a pixel: of H rows, numbered from 0, the centre is (H - 1)/2, not H // 2."""
    H, W = x.shape[2:]
    return bilinear(x, *places(H, W, degrees, H // 2, W // 2))


def centre_off__rounded_down(solve, x, degrees):
    """The centre was rounded down to a pixel: it is (H - 1)/2, where H is even half-way between two rows."""
    H, W = x.shape[2:]
    return bilinear(x, *places(H, W, degrees, (H - 1) // 2, (W - 1) // 2))


def stays_at_corner(solve, x, degrees):
    """The centre was not added again after the turn."""
    H, W = x.shape[2:]
    rows, columns = places(H, W, degrees)
    return bilinear(x, rows - (H - 1) / 2, columns - (W - 1) / 2)


def square_image(solve, x, degrees):
    """The centre of the rows was used for the columns too: theirs is (W - 1)/2."""
    H, W = x.shape[2:]
    return bilinear(x, *places(H, W, degrees, centre_x=(H - 1) / 2))


def square_image__columns(solve, x, degrees):
    """The centre of the columns was used for the rows too: theirs is (H - 1)/2."""
    H, W = x.shape[2:]
    return bilinear(x, *places(H, W, degrees, centre_y=(W - 1) / 2))


def ignores_proportions(solve, x, degrees):
    """The turn was done in axes from -1 to 1, which squeezes images with H != W. Turn distances in pixels."""
    H, W = x.shape[2:]
    return bilinear(x, *places(H, W, degrees, ratio=W / H))


def ignores_proportions__corners(solve, x, degrees):
    """The turn was done in axes from -1 to 1 (corner pixels on the corners), which squeezes images with H != W."""
    H, W = x.shape[2:]
    return bilinear(x, *places(H, W, degrees, ratio=(W - 1) / (H - 1)))


def swaps_sine_and_cosine(solve, x, degrees):
    """Sine and cosine were swapped: at 0 degrees the place of (i, j) is (i, j)."""
    return bilinear(x, *places(*x.shape[2:], degrees, matrix=lambda s, c: (s, -c, c, s)))


def swaps_dx_and_dy(solve, x, degrees):
    """y and x were swapped: dy and y count rows, dx and x count columns."""
    H, W = x.shape[2:]
    rows, columns = places(H, W, degrees)
    return bilinear(x, (H - 1) / 2 + columns - (W - 1) / 2, (W - 1) / 2 + rows - (H - 1) / 2)


def swaps_dx_and_dy__distances(solve, x, degrees):
    """dx and dy were swapped: dy = i - c_y counts rows, dx = j - c_x columns."""
    H, W = x.shape[2:]
    t, c_y, c_x = np.deg2rad(degrees), (H - 1) / 2, (W - 1) / 2
    dx, dy = centred(H)[:, None], centred(W)
    return bilinear(x, c_y + np.sin(t) * dx + np.cos(t) * dy, c_x + np.cos(t) * dx - np.sin(t) * dy)


def forgets_minus(solve, x, degrees):
    """One of the two sines needs a minus: y gets + sin(t) dx, x gets - sin(t) dy."""
    return bilinear(x, *places(*x.shape[2:], degrees, matrix=lambda s, c: (c, s, s, c)))


def forgets_minus__both(solve, x, degrees):
    """Both sines got a minus, only one needs it: y gets + sin(t) dx, x gets - sin(t) dy."""
    return bilinear(x, *places(*x.shape[2:], degrees, matrix=lambda s, c: (c, -s, -s, c)))


def uses_new_coordinate(solve, x, degrees):
    """dy was overwritten by its new value before dx used it. Both new values come from the old ones."""
    return bilinear(x, *places(*x.shape[2:], degrees, matrix=lambda s, c: (c - s * s, -s * c, s, c)))


def uses_new_coordinate__x(solve, x, degrees):
    """dx was overwritten by its new value before dy used it. Both new values come from the old ones."""
    return bilinear(x, *places(*x.shape[2:], degrees, matrix=lambda s, c: (c, -s, s * c, c - s * s)))


def quarter_turns(solve, x, degrees):
    """The angle was rounded to a quarter turn. Any angle is possible, with interpolation between pixels."""
    return np.rot90(x, round(degrees / 90), axes=(2, 3))


def quarter_turns__down(solve, x, degrees):
    """The angle was cut to a quarter turn. Any angle is possible, with interpolation between pixels."""
    return np.rot90(x, int(degrees // 90), axes=(2, 3))


def sends_pixels(solve, x, degrees):
    """Pixels were sent to their new places, which leaves holes. Ask for every output pixel where it comes from."""
    H, W = x.shape[2:]
    rows, columns = (np.rint(at).astype(int) for at in places(H, W, -degrees))
    out = np.zeros_like(x)
    for i, j in np.ndindex(H, W):
        if 0 <= rows[i, j] < H and 0 <= columns[i, j] < W:
            out[:, :, rows[i, j], columns[i, j]] = x[:, :, i, j]
    return out


def ladder():
    """Images of growing size, to be timed on."""
    rng = np.random.default_rng(0)
    for N, H in ((1, 8), (2, 16), (4, 32)):
        yield Case(f"{N} images of 3x{H}x{H}", {"x": images(rng, N, 3, H, H), "degrees": 20.0})


spec = Spec(
    solve=rotate,
    torch=torch_rotate,
    second=naive_rotate,
    cases=cases,
    shapes={"x": "N C H W", "out": "N C H W"},
    wrong=(
        clockwise,
        in_radians,
        converts_twice,
        half_circle_off,
        half_circle_off__double,
        about_corner,
        centre_off,
        centre_off__rounded,
        centre_off__rounded_down,
        stays_at_corner,
        square_image,
        square_image__columns,
        ignores_proportions,
        ignores_proportions__corners,
        swaps_sine_and_cosine,
        swaps_dx_and_dy,
        swaps_dx_and_dy__distances,
        forgets_minus,
        forgets_minus__both,
        uses_new_coordinate,
        uses_new_coordinate__x,
        quarter_turns,
        quarter_turns__down,
        sends_pixels,
        *bound(places, *SAMPLING),
        *SHARED,
    ),
    hints=(
        "Go from the output to the image. After a quarter turn counter-clockwise, which pixel is at the top in the "
        "middle? It was on the right: check your signs with it.",
        "With t in radians, dy and dx measured from the centre: y = (H - 1)/2 + sin(t) dx + cos(t) dy, "
        "x = (W - 1)/2 + cos(t) dx - sin(t) dy. Then interpolate as in zoom.",
        "dy = np.arange(H)[:, None] - (H - 1)/2 and dx = np.arange(W)[None, :] - (W - 1)/2 broadcast to (H, W); floor, "
        "fractions, and four terms with a mask of the pixels that exist, as in zoom.",
    ),
    hints_for={
        **HINTS_FOR,
        "clockwise": (
            "Take dy = -1, dx = 0, the pixel above the centre, and t = 90 degrees. What should it show?",
            "y = c_y + sin(t) dx + cos(t) dy, x = c_x + cos(t) dx - sin(t) dy.",
            "`y = c_y + np.sin(t) * dx + np.cos(t) * dy` and `x = c_x + np.cos(t) * dx - np.sin(t) * dy`.",
        ),
        "uses_new_coordinate": (
            "Which dy stands in the line of dx: the old or the new one?",
            "Both new places are made from the old dx and dy.",
            "Give the results new names: `y = ...`, `x = ...`, and leave dx and dy as they are.",
        ),
    },
    magnitude=magnitude,
    ladder=ladder,
)
