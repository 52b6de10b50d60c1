"""What the two exercises on dilation and groups share: their settings, and the misconceptions of the plain layer."""

import numpy as np

from .conv_output_size import conv_output_size

NAMES = ("x", "w", "b", "stride", "padding", "dilation", "groups")


def extended(*wrongs):
    """Misconceptions of the plain layer, ``wrong(solve, *arrays, stride, padding)``, for one with dilation and groups.

    They get a ``solve`` without the two, which have the values of the call.
    """

    def extend(wrong):
        def extended_wrong(solve, *args):
            *plain, dilation, groups = args
            return wrong(lambda *changed: solve(*changed, dilation, groups), *plain)

        extended_wrong.__name__ = wrong.__name__
        extended_wrong.__doc__ = wrong.__doc__
        return extended_wrong

    return tuple(extend(wrong) for wrong in wrongs)


def output_sizes(x, w, stride, padding, dilation):
    """(H_out, W_out): a dilated filter of K numbers is dilation * (K - 1) + 1 pixels long."""
    spans = (dilation * (K - 1) + 1 for K in w.shape[2:])
    return tuple(conv_output_size(size, span, stride, padding) for size, span in zip(x.shape[2:], spans))


def padded(x, padding):
    """x in a frame of zeros."""
    return np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))


def stuffed(array, rows, columns):
    """(..., H, W) with zeros between its numbers, which then lie ``rows`` and ``columns`` apart."""
    H, W = array.shape[2:]
    room = np.zeros((*array.shape[:2], (H - 1) * rows + 1, (W - 1) * columns + 1))
    room[:, :, ::rows, ::columns] = array
    return room


def block(channels, group, groups):
    """The slice of ``channels`` channels that belongs to a group."""
    size = channels // groups
    return slice(group * size, (group + 1) * size)


def interleaved(channels, groups):
    """The order of the channels in which group g has the channels g, g + groups, g + 2 * groups, ..."""
    return np.arange(channels).reshape(-1, groups).T.ravel()


def settings(rng):
    """Name, shape of x, (C_out, K_h, K_w), (stride, padding, dilation, groups) and whether hidden."""
    yield "dilation 2, one group", (2, 3, 6, 8), (4, 3, 2), (1, 0, 2, 1), False
    yield "two groups, no dilation", (3, 4, 5, 6), (6, 2, 3), (1, 1, 1, 2), False
    yield "depthwise, one filter a channel", (2, 5, 8, 7), (5, 3, 2), (2, 1, 1, 5), False
    yield "depthwise, two filters a channel, dilation 3", (2, 3, 9, 10), (6, 3, 2), (2, 2, 3, 3), False
    yield "three groups, dilation 2, not contiguous", (2, 6, 7, 9), (9, 2, 3), (3, 0, 2, 3), False
    for name in ("sizes drawn anew", "sizes drawn anew, once more"):
        N, C_in, C_out, K_h, K_w, stride, padding, dilation, groups = (
            int(n) for n in rng.integers([1, 1, 1, 1, 1, 1, 0, 1, 2], [4, 3, 4, 4, 4, 4, 3, 4, 4])
        )
        H, W = (int(n) for n in rng.integers(7, 11, 2))
        yield name, (N, groups * C_in, H, W), (groups * C_out, K_h, K_w), (stride, padding, dilation, groups), True
