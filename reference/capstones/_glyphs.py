"""The image set of the capstone: ten digits drawn with straight strokes, moved, slanted, scaled and noisy.

``python -m reference.capstones._glyphs`` draws it again and writes ``glyphs.npz``. Drawing uses additions, products,
quotients and square roots only, which every machine rounds alike, so the images are the same bytes everywhere.
"""

from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np

SIZE = 16
CLASSES = 10
EACH = 150
"""Images of each class."""

TRAIN = 1200
"""So many are to train on; the others are to test with."""

PATH = Path(__file__).with_name("glyphs.npz")

# Corners of a box 2 wide and 4 high, y downwards; a digit is a chain of strokes between them, or several chains.
_STROKES = {
    0: ["0,0 2,0 2,4 0,4 0,0"],
    1: ["0.3,0.9 1,0 1,4"],
    2: ["0,0.6 0.6,0 1.5,0 2,0.6 2,1.4 0,4 2,4"],
    3: ["0,0 2,0 0.9,1.6 2,2.6 1.6,4 0,4"],
    4: ["1.6,4 1.6,0 0,2.7 2.2,2.7"],
    5: ["2,0 0.1,0 0,1.8 1.6,1.8 2,2.6 1.6,4 0,4"],
    6: ["1.8,0 0.4,1.4 0,2.8 0.5,4 1.5,4 2,3 1.5,2 0.2,2"],
    7: ["0,0 2,0 0.7,4"],
    8: ["1,0 2,0.9 0.1,3 0.9,4 1.9,3.1 0.1,0.9 1,0"],
    9: ["2,1.4 1.4,2 0.5,2 0,1.1 0.5,0 1.5,0 2,1 1.4,4"],
}


def _segments(digit):
    """The strokes of a digit as (count, 4): x and y of both ends."""
    found = []
    for chain in _STROKES[digit]:
        points = [tuple(map(float, point.split(","))) for point in chain.split()]
        found += [(*one, *other) for one, other in pairwise(points)]
    return np.array(found)


def _distance(segments, px, py):
    """The distance of each pixel (SIZE, SIZE) to the nearest of the segments (count, 4)."""
    x, y, u, v = (segments[:, k, None, None] for k in range(4))
    dx, dy = u - x, v - y
    along = np.clip(((px - x) * dx + (py - y) * dy) / (dx * dx + dy * dy), 0, 1)
    off_x, off_y = px - x - along * dx, py - y - along * dy
    return np.sqrt(off_x * off_x + off_y * off_y).min(axis=0)


def _draw(digit, rng):
    """One image (SIZE, SIZE) of the digit, uint8 in steps of 8."""
    height, width, slant, left, top, thick, ink = rng.integers(0, 17, 7) / 16
    height, width = 2.4 + 0.6 * height, 3 + 1.2 * width  # pixels for one unit of the box
    ends = _segments(digit)
    ends += rng.integers(-8, 9, ends.shape) / 64  # no two are written by the same hand
    x, y = ends[:, 0::2] * width, ends[:, 1::2] * height
    x += (0.5 * slant - 0.25) * (2 * height - y)
    x += (SIZE - 1 - 2 * width) / 2 + 3 * left - 1.5  # up to 1.5 pixels from the middle
    y += (SIZE - 1 - 4 * height) / 2 + 3 * top - 1.5
    moved = np.stack([x[:, 0], y[:, 0], x[:, 1], y[:, 1]], axis=1)
    row, column = np.mgrid[0:SIZE, 0:SIZE].astype(float)
    stroke = np.clip(1.3 + 0.5 * thick - _distance(moved, column, row), 0, 1)
    image = (150 + 100 * ink) * stroke + rng.integers(0, 65, (SIZE, SIZE))
    return (np.clip(image, 0, 255) // 8 * 8).astype(np.uint8)


def draw():
    """All images (count, SIZE, SIZE) with their labels (count,), in random order."""
    rng = np.random.default_rng(7)
    labels = rng.permutation(np.arange(CLASSES).repeat(EACH))
    return np.stack([_draw(int(digit), rng) for digit in labels]), labels.astype(np.uint8)


@cache
def load():
    """Images and labels to train on, then those to test with: x (N, 1, SIZE, SIZE) from -1 to 3, labels (N,) int64."""
    with np.load(PATH) as kept:
        x = kept["images"][:, None] / 64 - 1
        labels = kept["labels"].astype(np.int64)
    return x[:TRAIN], labels[:TRAIN], x[TRAIN:], labels[TRAIN:]


if __name__ == "__main__":
    images, digits = draw()
    np.savez_compressed(PATH, images=images, labels=digits)
