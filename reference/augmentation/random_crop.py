"""Random crops: one window of each image, at a place of its own."""

import numpy as np

from grader import Case, Rng, Spec

from .._chance import frequency

NAMES = ("x", "size_h", "size_w", "padding", "rng")
CALLS = 4


def random_crop(x, size_h, size_w, padding, rng):
    """Cut a window of size_h x size_w out of every image (N, C, H, W), which has a frame of zeros around it."""
    N, C, H, W = x.shape
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    tops = rng.integers(0, H + 2 * padding - size_h + 1, N)  # the end is exclusive
    lefts = rng.integers(0, W + 2 * padding - size_w + 1, N)
    out = np.zeros((N, C, size_h, size_w), x.dtype)
    for n in range(N):
        out[n] = x[n, :, tops[n] : tops[n] + size_h, lefts[n] : lefts[n] + size_w]
    return out


def by_choice(x, size_h, size_w, padding, rng):
    """Positions numbered through, one of them for each image; the windows by index."""
    H, W = x.shape[2:]
    rows, columns = H + 2 * padding - size_h + 1, W + 2 * padding - size_w + 1
    tops, lefts = np.divmod(np.floor(rng.random(len(x)) * (rows * columns)).astype(int), columns)
    return windows(framed(x, padding), size_h, size_w, tops, lefts)


def framed(x, padding, **how):
    """x in a frame, of zeros if nothing else is asked for."""
    return np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)), **how)


def windows(x, size_h, size_w, tops, lefts):
    """The window of each image n that begins at (tops[n], lefts[n]); x has its frame already."""
    rows = np.asarray(tops)[:, None, None] + np.arange(size_h)[:, None]
    columns = np.asarray(lefts)[:, None, None] + np.arange(size_w)
    return x[np.arange(len(x))[:, None, None], :, rows, columns].transpose(0, 3, 1, 2)


def drive(call, x, size_h, size_w, padding, rng):
    """Crop the images again and again and find out where the windows were.

    All pixels of x are different, so the largest one of a window tells where it begins.
    """
    results = [call(x, size_h, size_w, padding, Rng(rng.seed + more)) for more in range(CALLS)]
    again = call(x, size_h, size_w, padding, rng)
    rows, columns = _positions(x, size_h, size_w, padding)
    right, alike, tops, lefts = True, True, [], []
    for result in results:
        found = [_place(x[:, c], result[:, c], padding) for c in range(x.shape[1])]
        top, left = found[0]
        alike = alike and all(np.array_equal(place, found[0]) for place in found)
        inside = (top >= 0) & (top < rows) & (left >= 0) & (left < columns)
        seen = windows(framed(x[:, :1], padding), size_h, size_w, top.clip(0, rows - 1), left.clip(0, columns - 1))
        right = right and bool(inside.all()) and np.array_equal(seen, result[:, :1])
        tops.append(top)
        lefts.append(left)
    top, left = np.stack(tops), np.stack(lefts)
    neighbours = (top[:, 1:] == top[:, :-1]) & (left[:, 1:] == left[:, :-1])
    return (
        right,
        alike,
        float((top == 0).mean()),
        float((top == rows - 1).mean()),
        float((left == 0).mean()),
        float((left == columns - 1).mean()),
        float((top == left).mean()),
        float(neighbours.mean()),
        np.array_equal(results[0], again),
        not np.array_equal(results[0], results[1]),
    )


def _positions(x, size_h, size_w, padding):
    """How many rows and columns a window may begin at."""
    return x.shape[2] + 2 * padding - size_h + 1, x.shape[3] + 2 * padding - size_w + 1


def _place(x, crops, padding):
    """Where in the framed images (N, H, W) the windows begin, judged by their largest pixel."""
    N = len(x)
    at = crops.reshape(N, -1).argmax(axis=1)
    largest = crops.reshape(N, -1)[np.arange(N), at]
    source = (x.reshape(N, -1) == largest[:, None]).argmax(axis=1)
    rows, columns = np.unravel_index(source, x.shape[1:])
    top, left = np.unravel_index(at, crops.shape[1:])
    return rows + padding - top, columns + padding - left


def law(x, size_h, size_w, padding, rng):
    """Every row and column equally likely, independent of each other and from image to image."""
    rows, columns = _positions(x, size_h, size_w, padding)
    crops, pairs = CALLS * len(x), CALLS * (len(x) - 1)
    return (
        (True, None),
        (True, None),
        frequency(1 / rows, crops),
        frequency(1 / rows, crops),
        frequency(1 / columns, crops),
        frequency(1 / columns, crops),
        frequency(1 / max(rows, columns), crops),
        frequency(1 / (rows * columns), pairs),
        (True, None),
        (True, None),
    )


def cases(rng):
    """Thousands of small images; a window never misses its image altogether, so that it can be found."""
    for name, shape, (size_h, size_w, padding), hidden in [
        ("padding 1, windows as large as the images", (2500, 2, 4, 5), (4, 5, 1), False),
        ("no padding, smaller windows", (2500, 2, 5, 6), (3, 2, 0), False),
        ("padding 2, windows larger than the images, not contiguous", (2500, 3, 4, 3), (6, 4, 2), False),
        ("sizes drawn anew", *_sizes(rng), True),
        ("sizes drawn anew, once more", *_sizes(rng), True),
    ]:
        x = 1.0 + rng.permutation(int(np.prod(shape))).reshape(shape)
        if "not contiguous" in name:
            x = np.asfortranarray(x)
        yield Case(name, dict(zip(NAMES, (x, size_h, size_w, padding, Rng(int(rng.integers(10**6)))))), hidden)


def _sizes(rng):
    """A shape of x and (size_h, size_w, padding), with more columns than rows to begin at."""
    padding, size_h, size_w, rows, columns = (int(n) for n in rng.integers([0, 3, 3, 3, 4], [3, 5, 5, 5, 6]))
    columns = max(rows, columns)
    H, W = (max(room + size - 1 - 2 * padding, 1) for room, size in ((rows, size_h), (columns, size_w)))
    return (2500, 2, H, W), (size_h, size_w, padding)


# Where the windows begin


def same_for_all_images(solve, x, size_h, size_w, padding, rng):
    """All images were cropped at the same position. Draw one for each image."""
    rows, columns = _positions(x, size_h, size_w, padding)
    tops, lefts = np.repeat(rng.integers(rows), len(x)), np.repeat(rng.integers(columns), len(x))
    return windows(framed(x, padding), size_h, size_w, tops, lefts)


def channels_apart(solve, x, size_h, size_w, padding, rng):
    """Every channel was cropped at a position of its own, which tears the colours apart. Draw one for each image."""
    N, C, H, W = x.shape
    return solve(x.reshape(N * C, 1, H, W), size_h, size_w, padding, rng).reshape(N, C, size_h, size_w)


def never_last(solve, x, size_h, size_w, padding, rng):
    """The last row and column to begin at were never drawn: rng.integers excludes its end, so it needs one more."""
    rows, columns = _positions(x, size_h, size_w, padding)
    tops, lefts = rng.integers(0, rows - 1, len(x)), rng.integers(0, columns - 1, len(x))
    return windows(framed(x, padding), size_h, size_w, tops, lefts)


def never_first(solve, x, size_h, size_w, padding, rng):
    """Row 0 and column 0 were never drawn: positions begin at 0."""
    rows, columns = _positions(x, size_h, size_w, padding)
    tops, lefts = rng.integers(1, rows, len(x)), rng.integers(1, columns, len(x))
    return windows(framed(x, padding), size_h, size_w, tops, lefts)


def ends_half_as_likely(solve, x, size_h, size_w, padding, rng):
    """A float was drawn and rounded, so the first and last positions come up half as often. Use rng.integers."""
    rows, columns = _positions(x, size_h, size_w, padding)
    tops, lefts = (np.rint(rng.uniform(0, n - 1, len(x))).astype(int) for n in (rows, columns))
    return windows(framed(x, padding), size_h, size_w, tops, lefts)


def columns_from_rows(solve, x, size_h, size_w, padding, rng):
    """The column was drawn from the range of the rows. Its own goes up to W + 2 * padding - size_w."""
    rows, _ = _positions(x, size_h, size_w, padding)
    tops, lefts = rng.integers(0, rows, len(x)), rng.integers(0, rows, len(x))
    return windows(framed(x, padding), size_h, size_w, tops, lefts)


def one_draw_for_both(solve, x, size_h, size_w, padding, rng):
    """One number was drawn for row and column. Draw two."""
    tops = rng.integers(0, _positions(x, size_h, size_w, padding)[0], len(x))
    return windows(framed(x, padding), size_h, size_w, tops, tops)


def centre(solve, x, size_h, size_w, padding, rng):
    """All windows are in the middle: draw a position for each image."""
    rows, columns = _positions(x, size_h, size_w, padding)
    middle = np.zeros(len(x), int)
    return windows(framed(x, padding), size_h, size_w, middle + (rows - 1) // 2, middle + (columns - 1) // 2)


def corner(solve, x, size_h, size_w, padding, rng):
    """All windows begin in the top left corner: draw a position for each image."""
    nowhere = np.zeros(len(x), int)
    return windows(framed(x, padding), size_h, size_w, nowhere, nowhere)


def positions_without_padding(solve, x, size_h, size_w, padding, rng):
    """Positions were drawn as if there were no padding: the last row to begin at is H + 2 * padding - size_h."""
    tops, lefts = (rng.integers(0, n, len(x)) for n in _positions(x, size_h, size_w, 0))
    return windows(framed(x, padding), size_h, size_w, tops, lefts)


def counts_padding_once(solve, x, size_h, size_w, padding, rng):
    """The padding was counted once. It is on both sides: the last row to begin at is H + 2 * padding - size_h."""
    rows, columns = _positions(x, size_h, size_w, padding)
    tops, lefts = (rng.integers(0, n - padding, len(x)) for n in (rows, columns))
    return windows(framed(x, padding), size_h, size_w, tops, lefts)


# What is in the windows


def forgets_padding(solve, x, size_h, size_w, padding, rng):
    """The padding is missing: put a frame of zeros around the images first."""
    return solve(x, size_h, size_w, 0, rng)


def pads_one_side(solve, x, size_h, size_w, padding, rng):
    """The zeros were added at the top and left only: pad all four sides."""
    moved = np.pad(x, ((0, 0), (0, 0), (2 * padding, 0), (2 * padding, 0)))
    return solve(moved, size_h, size_w, 0, rng)


def pads_one_side__end(solve, x, size_h, size_w, padding, rng):
    """The zeros were added at the bottom and right only: pad all four sides."""
    moved = np.pad(x, ((0, 0), (0, 0), (0, 2 * padding), (0, 2 * padding)))
    return solve(moved, size_h, size_w, 0, rng)


def frame_not_zero(solve, x, size_h, size_w, padding, rng):
    """The frame shows the border of the image again. It is made of zeros."""
    return solve(framed(x, padding, mode="edge"), size_h, size_w, 0, rng)


def frame_not_zero__reflect(solve, x, size_h, size_w, padding, rng):
    """The frame mirrors the image. It is made of zeros."""
    return solve(framed(x, padding, mode="reflect"), size_h, size_w, 0, rng)


def frame_not_zero__wrap(solve, x, size_h, size_w, padding, rng):
    """The frame shows the other side of the image. It is made of zeros."""
    return solve(framed(x, padding, mode="wrap"), size_h, size_w, 0, rng)


def frame_not_zero__ones(solve, x, size_h, size_w, padding, rng):
    """The frame is made of ones. It is made of zeros."""
    return solve(framed(x, padding, constant_values=1), size_h, size_w, 0, rng)


def swaps_sizes(solve, x, size_h, size_w, padding, rng):
    """size_h and size_w were swapped: size_h counts rows, size_w columns."""
    return solve(x, size_w, size_h, padding, rng)


def square(solve, x, size_h, size_w, padding, rng):
    """The windows were taken for squares: they have size_w columns."""
    return solve(x, size_h, size_h, padding, rng)


# Where the numbers come from


def own_generator(solve, x, size_h, size_w, padding, rng):
    """A generator of its own was used, always with the same seed. Draw from rng."""
    return solve(x, size_h, size_w, padding, np.random.default_rng(0))


def own_generator__unseeded(solve, x, size_h, size_w, padding, rng):
    """A generator of its own was used, so the same rng gives other crops the next time. Draw from rng."""
    return solve(x, size_h, size_w, padding, np.random.default_rng())


def global_generator(solve, x, size_h, size_w, padding, rng):
    """NumPy's global generator was used: draw from rng, by rng.integers."""
    rows, columns = _positions(x, size_h, size_w, padding)
    tops, lefts = np.random.randint(0, rows, len(x)), np.random.randint(0, columns, len(x))
    return windows(framed(x, padding), size_h, size_w, tops, lefts)


spec = Spec(
    solve=random_crop,
    second=by_choice,
    cases=cases,
    drive=drive,
    law=law,
    outputs=(
        "windows_of_framed_images",
        "channels_alike",
        "begins_in_first_row",
        "begins_in_last_row",
        "begins_in_first_column",
        "begins_in_last_column",
        "row_equals_column",
        "same_as_image_before",
        "same_seed_same_crops",
        "other_seed_other_crops",
    ),
    shapes={"x": "N C H W"},
    wrong=(
        same_for_all_images,
        channels_apart,
        never_last,
        never_first,
        ends_half_as_likely,
        columns_from_rows,
        one_draw_for_both,
        centre,
        corner,
        positions_without_padding,
        counts_padding_once,
        forgets_padding,
        pads_one_side,
        pads_one_side__end,
        frame_not_zero,
        frame_not_zero__reflect,
        frame_not_zero__wrap,
        frame_not_zero__ones,
        swaps_sizes,
        square,
        own_generator,
        own_generator__unseeded,
        global_generator,
    ),
    hints=(
        "An image of 4 rows with padding 1 has 6 rows. At which of them can a window of 4 rows begin? Count them.",
        "tops: N numbers from 0 to H + 2*padding - size_h, both included; lefts likewise, from W and size_w; the crop "
        "of image n is x_padded[n, :, tops[n] : tops[n] + size_h, lefts[n] : lefts[n] + size_w].",
        "np.pad with (0, 0) for the first two axes; tops = rng.integers(0, H + 2*padding - size_h + 1, N), where the "
        "end is excluded; a loop over n fills an array of zeros (N, C, size_h, size_w).",
    ),
    hints_for={
        "never_last": (
            "Which numbers can rng.integers(0, 3) give?",
            "The end is excluded, so there are H + 2*padding - size_h + 1 first rows to draw from.",
            "`rng.integers(0, H + 2 * padding - size_h + 1, N)`, or `endpoint=True`.",
        ),
        "same_for_all_images": (
            "How many positions do you draw, and for how many images?",
            "N rows and N columns to begin at, one of each for every image.",
            "`tops = rng.integers(0, last_row + 1, N)`, `lefts` likewise, then a loop over n.",
        ),
        "ends_half_as_likely": (
            "Which floats from 0 to 3 are rounded to 0, and which to 1?",
            "Whole numbers that are equally likely come from rng.integers.",
            "`rng.integers(0, last_row + 1, N)`, without rounding.",
        ),
    },
)
