"""Classic dropout, backward: what was kept was not scaled, so neither is its gradient."""

import numpy as np

from grader import Spec

from . import _dropout_backward as shared
from ._dropout_backward import cases


def dropout_classic_backward(dout, mask, p):
    """Gradient of classic dropout in training, dout and mask of one shape -> dx of that shape. p has no part in it."""
    return dout * mask


def naive_dropout_classic_backward(dout, mask, p):
    """One number at a time."""
    dx = np.zeros(dout.shape)
    for index in np.ndindex(dout.shape):
        if mask[index]:
            dx[index] = dout[index]
    return dx


def torch_dropout_classic_backward(dout, mask, p):
    """PyTorch's autograd through a product with the mask."""
    import torch

    x = torch.ones_like(dout, requires_grad=True)
    return torch.autograd.grad(x * mask, x, dout)[0]


def inverted(solve, dout, mask, p):
    """The gradient was divided by 1 - p, which belongs to inverted dropout. Here what is kept was not scaled."""
    return solve(dout, mask, p) / (1 - p)


def multiplies_by_keep(solve, dout, mask, p):
    """The gradient was multiplied by 1 - p. That factor belongs to evaluation; in training nothing was scaled."""
    return solve(dout, mask, p) * (1 - p)


def evaluation_only(solve, dout, mask, p):
    """This is the gradient in evaluation, (1 - p) * dout. In training the mask decides, and nothing is scaled."""
    return solve(dout, np.ones_like(mask), p) * (1 - p)


def divides_by_p(solve, dout, mask, p):
    """The gradient was divided by p. In training what is kept was not scaled: leave p out."""
    return solve(dout, mask, p) / p


def multiplies_by_p(solve, dout, mask, p):
    """The gradient was multiplied by p. In training what is kept was not scaled: leave p out."""
    return solve(dout, mask, p) * p


def passes_dropped(solve, dout, mask, p):
    """Where x was dropped dout went on, with a factor 1 - p. Where mask is False the gradient is 0."""
    return np.where(mask, solve(dout, mask, p), (1 - p) * dout)


spec = Spec(
    solve=dropout_classic_backward,
    torch=torch_dropout_classic_backward,
    second=naive_dropout_classic_backward,
    cases=cases,
    outputs=("dx",),
    wrong=(
        *shared.WRONG,
        inverted,
        multiplies_by_keep,
        evaluation_only,
        divides_by_p,
        multiplies_by_p,
        passes_dropped,
    ),
    hints=(
        "Take one element that was kept, and one that was dropped. How much does out change when x changes by 1?",
        "dx = dout where mask is True, 0 where it is False.",
        "One line, without a loop: a product of two arrays. One argument is not needed.",
    ),
)
