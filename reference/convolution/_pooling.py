"""What the pooling exercises share: the settings of their cases, and loops that go wrong the way learners' loops do."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from .conv_output_size import conv_output_size

KNOWN = ((1, 2, 1, 0), (0, 1, 2, 3), (3, 0, 1, 2), (2, 4, 0, 1))
"""The example of the lectures, pooled by 2x2 windows with stride 2."""


def settings(rng):
    """Name, shape of x, (kernel_h, kernel_w, stride, padding) and whether hidden; H != W and kernel_h != kernel_w."""
    yield "tall window, stride 2, padding 1", (2, 3, 9, 7), (3, 2, 2, 1), False
    yield "no padding, not contiguous, a rest", (4, 1, 5, 9), (2, 4, 2, 0), False
    yield "wide window, stride 3, padding 2", (1, 2, 10, 8), (4, 5, 3, 2), False
    yield "stride larger than the window", (1, 2, 7, 9), (2, 1, 3, 0), False
    for name in ("sizes drawn anew", "sizes drawn anew, once more"):
        N, C, kernel_h, kernel_w, stride = (int(n) for n in rng.integers([1, 1, 2, 2, 1], [4, 4, 5, 5, 4]))
        H, W = (int(n) for n in rng.integers(5, 10, 2))
        padding = int(rng.integers(0, min(kernel_h, kernel_w) // 2 + 1))
        yield name, (N, C, H, W), (kernel_h, kernel_w, stride, padding), True


def padded(x, padding, fill):
    """x with ``padding`` rows and columns of ``fill`` on all four sides."""
    return np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)), constant_values=fill)


def sizes(x, kernel_h, kernel_w, stride, padding):
    """The output size by the rule."""
    H, W = x.shape[2:]
    return conv_output_size(H, kernel_h, stride, padding), conv_output_size(W, kernel_w, stride, padding)


def slide(solve, x, out_sizes, window, steps, beyond=None):
    """A forward loop which trusts the sizes it is told.

    x is padded already; ``window`` and ``steps`` are pairs (vertical, horizontal). Where a window sticks out it sees
    ``beyond``, or, if that is None, the slice is simply shorter.
    """
    if beyond is not None:
        room = [max((size - 1) * step + reach, 0) for size, step, reach in zip(out_sizes, steps, window)]
        x = np.pad(x, ((0, 0), (0, 0), (0, room[0]), (0, room[1])), constant_values=beyond)
    out = np.zeros((*x.shape[:2], *(max(size, 0) for size in out_sizes)))
    for i, j in np.ndindex(out.shape[2:]):
        seen = x[:, :, i * steps[0] : i * steps[0] + window[0], j * steps[1] : j * steps[1] + window[1]]
        out[:, :, i, j] = solve(seen, *seen.shape[2:], 1, 0)[:, :, 0, 0]
    return out


def by_offsets(combine, start, x, out_sizes, window, steps):
    """A forward loop over the places of the window, each a slice of all positions; too short a slice is an error.

    x is padded already; ``combine`` is np.add or np.maximum, ``start`` what it begins with.
    """
    out = np.full((*x.shape[:2], *out_sizes), float(start))
    for p, q in np.ndindex(window):
        rows = slice(p, p + out_sizes[0] * steps[0], steps[0])
        out = combine(out, x[:, :, rows, q : q + out_sizes[1] * steps[1] : steps[1]])
    return out


def open_ended(wrong, beyond):
    """The same misconception of a learner whose windows see ``beyond`` where they stick out of the image."""

    def open_end(solve, *args):
        return wrong(solve, *args, beyond=beyond)

    open_end.__name__ = f"{wrong.__name__}__open_ended"
    open_end.__doc__ = wrong.__doc__
    return open_end


def windows(x, kernel_h, kernel_w, stride):
    """All windows of an image that is padded already, (N, C, H_out, W_out, kernel_h, kernel_w)."""
    return sliding_window_view(x, (kernel_h, kernel_w), axis=(2, 3))[:, :, ::stride, ::stride]


def windows_as_rows_mixed_up(x, kernel_h, kernel_w, stride):
    """What stands in the rows of the window matrix when (N, C, kernel_h, kernel_w, ...) is reshaped as it is."""
    return windows(x, kernel_h, kernel_w, stride).transpose(0, 1, 4, 5, 2, 3).reshape(-1, kernel_h * kernel_w)


def rows_as_images(rows, N, C, H_out, W_out):
    """One number for each row of the window matrix, back in the shape of the output."""
    return rows.reshape(N, H_out, W_out, C).transpose(0, 3, 1, 2)


def scatter(share, dout, x, window, steps):
    """A backward loop which trusts what it is told: ``share(dout of the window, seen)`` is added at each window.

    x is padded already, and so is what is returned.
    """
    room = np.zeros(x.shape)
    for i, j in np.ndindex(dout.shape[2:]):
        rows = slice(i * steps[0], i * steps[0] + window[0])
        columns = slice(j * steps[1], j * steps[1] + window[1])
        room[:, :, rows, columns] += share(dout[:, :, i : i + 1, j : j + 1], x[:, :, rows, columns])
    return room


def overwrite(solve, dout, x, kernel_h, kernel_w, stride, padding, fill, reverse=False, pixels=False):
    """A backward loop which assigns where it should add.

    reverse  the windows are visited from the last to the first
    pixels   only the pixels that get a gradient are assigned, not the whole window
    """
    x, shape = padded(x, padding, fill), x.shape
    room = np.zeros(x.shape)
    positions = list(np.ndindex(dout.shape[2:]))
    for i, j in reversed(positions) if reverse else positions:
        rows = slice(i * stride, i * stride + kernel_h)
        columns = slice(j * stride, j * stride + kernel_w)
        arriving, seen = dout[:, :, i : i + 1, j : j + 1], x[:, :, rows, columns]
        share = solve(arriving, seen, kernel_h, kernel_w, 1, 0)
        if pixels:
            chosen = solve(np.ones_like(arriving), seen, kernel_h, kernel_w, 1, 0) != 0
            share = np.where(chosen, share, room[:, :, rows, columns])
        room[:, :, rows, columns] = share
    return cropped(room, shape, padding)


def cropped(room, shape, padding):
    """The part of ``room`` that is not padding."""
    return room[:, :, padding : padding + shape[2], padding : padding + shape[3]]
