"""A learner's own loop over windows: what comes of a window that sticks out depends on how it is written."""

from functools import partial

import numpy as np

ERRORS = {"value_error": ValueError, "index_error": IndexError}


def slide(way, image, w, b, step, sizes, room=None, spans=None, dilation=1, groups=1):
    """Slide filters over an image that has its frame already, and raise where a learner's loop would.

    way    what meets a window that is not like the filter: "value_error", a matrix product; "index_error", a loop over
           single numbers; "broadcast", (window * filter).sum(), for which NumPy stretches a window of one pixel
    step   from one corner to the next: a number, or one for each axis
    sizes  the positions that are visited, down and to the right
    room   the positions that the output has room for; by default those that are visited
    spans  the pixels from the first to the last of a window; by default those of the dilated filter
    """
    out = np.zeros((len(image), len(w), *(room or sizes)))
    spans = spans or [dilation * (K - 1) + 1 for K in w.shape[2:]]
    seen, own = image.shape[1] // groups, len(w) // groups
    for i in range(sizes[0]):
        for j in range(sizes[1]):
            top, left = np.multiply(step, (i, j))
            window = image[:, :, top : top + spans[0] : dilation, left : left + spans[1] : dilation]
            if way in ERRORS and window.shape[2:] != w.shape[2:]:
                raise ERRORS[way]("the window sticks out")
            for group in range(groups):
                filters = slice(group * own, (group + 1) * own)
                products = window[:, None, group * seen : (group + 1) * seen] * w[filters]
                out[:, filters, i, j] = products.sum(axis=(2, 3, 4)) + b[filters]
    return out


def in_all_ways(*wrongs):
    """Each misconception in three variants, one for each way to write the loop.

    They are called as ``wrong(slide, solve, *args)``, with a ``slide`` that has its ``way`` already.
    """

    def variant(wrong, way):
        def one(solve, *args):
            return wrong(partial(slide, way), solve, *args)

        one.__name__ = f"{wrong.__name__}__{way}"
        one.__doc__ = wrong.__doc__
        return one

    return tuple(variant(wrong, way) for wrong in wrongs for way in (*ERRORS, "broadcast"))


def framed(x, top, bottom):
    """x in a frame of zeros, of ``top`` pixels above and to the left and ``bottom`` below and to the right."""
    return np.pad(x, ((0, 0), (0, 0), (top, bottom), (top, bottom)))
