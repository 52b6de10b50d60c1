"""Inverted dropout, backward: a linear layer, so the gradient takes the factors that x took."""

import numpy as np

from grader import Spec

from . import _dropout_backward as shared
from ._dropout_backward import cases


def dropout_backward(dout, mask, p):
    """Gradient of inverted dropout, dout and mask of one shape -> dx of that shape."""
    return dout * mask / (1 - p)


def naive_dropout_backward(dout, mask, p):
    """One number at a time."""
    dx = np.zeros(dout.shape)
    for index in np.ndindex(dout.shape):
        if mask[index]:
            dx[index] = dout[index] / (1 - p)
    return dx


def torch_dropout_backward(dout, mask, p):
    """What PyTorch's autograd calls for its dropout."""
    import torch

    return torch.ops.aten.native_dropout_backward(dout, mask, 1 / (1 - p))


def forgets_scale(solve, dout, mask, p):
    """The scale is missing: the forward pass divided by 1 - p what was kept, so the gradient is divided by it, too."""
    return solve(dout, mask, p) * (1 - p)


def multiplies_by_keep(solve, dout, mask, p):
    """The gradient was multiplied by 1 - p. The forward pass divided by 1 - p, so the gradient is divided by it."""
    return solve(dout, mask, p) * (1 - p) ** 2


def divides_by_p(solve, dout, mask, p):
    """The gradient was divided by p. The forward pass divided by 1 - p, the probability to be kept."""
    return solve(dout, mask, p) * (1 - p) / p


def multiplies_by_p(solve, dout, mask, p):
    """The gradient was multiplied by p. The forward pass divided by 1 - p, the probability to be kept."""
    return solve(dout, mask, p) * (1 - p) * p


def scales_twice(solve, dout, mask, p):
    """The gradient was divided by 1 - p twice. The mask holds True and False: one division is enough."""
    return solve(dout, mask, p) / (1 - p)


def scales_dropped(solve, dout, mask, p):
    """Where x was dropped dout went on unscaled. Where mask is False the gradient is 0."""
    return np.where(mask, solve(dout, mask, p), dout)


def divides_by_share(solve, dout, mask, p):
    """The gradient was divided by the share that happened to be kept. The forward pass divided by 1 - p."""
    return solve(dout, mask, p) * (1 - p) / (mask.mean() or 1.0)


def divides_by_share__of_nothing(solve, dout, mask, p):
    """The gradient was divided by the share that was kept, which may be 0. The forward pass divided by 1 - p."""
    return dout * mask / mask.mean()


spec = Spec(
    solve=dropout_backward,
    torch=torch_dropout_backward,
    second=naive_dropout_backward,
    cases=cases,
    outputs=("dx",),
    magnitude=lambda dout, mask, p: np.abs(dout) * mask / (1 - p),
    wrong=(
        *shared.WRONG,
        forgets_scale,
        multiplies_by_keep,
        divides_by_p,
        multiplies_by_p,
        scales_twice,
        scales_dropped,
        divides_by_share,
        divides_by_share__of_nothing,
    ),
    hints=(
        "Take one element that was kept, and one that was dropped. How much does out change when x changes by 1?",
        "dx = dout * mask / (1 - p).",
        "One line, without a loop: dout * mask is 0 where x was dropped.",
    ),
)
