"""Weight decay in the gradient: the derivative of lam / 2 * W^2 is lam * W."""

import numpy as np

from grader import Spec

from . import _penalty as shared
from ._penalty import cases


def weight_decay_gradient(dW, W, lam):
    """Gradient of a loss with the penalty lam / 2 * sum(W^2), dW that without it, dW and W of one shape -> like dW."""
    return dW + lam * W


def naive_weight_decay_gradient(dW, W, lam):
    """One weight at a time."""
    found = np.zeros(dW.shape)
    for index in np.ndindex(dW.shape):
        found[index] = dW[index] + W[index] * lam
    return found


def torch_weight_decay_gradient(dW, W, lam):
    """PyTorch's autograd: a loss that has the gradient dW, and the penalty."""
    import torch

    W.requires_grad_()
    return torch.autograd.grad((dW * W).sum() + lam / 2 * W.square().sum(), W)[0]


def squares_weights(solve, dW, W, lam):
    """The penalty itself was added, 0.5 * lam * W^2. The gradient takes its derivative: lam * W."""
    return dW + 0.5 * lam * W**2


def squares_weights__sum(solve, dW, W, lam):
    """The penalty itself was added, 0.5 * lam * sum(W^2). The gradient takes its derivative: lam * W."""
    return dW + 0.5 * lam * (W**2).sum()


def squares_weights__whole(solve, dW, W, lam):
    """lam * W^2 was added. The gradient takes the derivative of the penalty: lam * W."""
    return dW + lam * W**2


def adds_lam_and_w(solve, dW, W, lam):
    """lam and W were added. The derivative of lam / 2 * W^2 is a product: lam * W."""
    return dW + lam + W


def takes_sign(solve, dW, W, lam):
    """lam * sign(W) was added, the gradient of L1 (lasso). Weight decay is L2 (ridge): lam * W."""
    return dW + lam * np.sign(W)


def takes_absolute_value(solve, dW, W, lam):
    """lam * |W| was added, so negative weights grow. Keep the sign: lam * W pulls both kinds towards zero."""
    return dW + lam * np.abs(W)


def scales_dw(solve, dW, W, lam):
    """dW was scaled by 1 + lam. The penalty depends on the weights: add lam * W."""
    return dW * (1 + lam)


def adds_lam(solve, dW, W, lam):
    """lam alone was added. Large weights are pulled more than small ones: lam * W."""
    return dW + lam


def squares_weights__whole_sum(solve, dW, W, lam):
    """lam * sum(W^2) was added. The gradient takes the derivative of the penalty: lam * W."""
    return dW + lam * (W**2).sum()


def sums_weights(solve, dW, W, lam):
    """The weights were summed up, so all got the same number. Each has a derivative of its own: lam * W."""
    return dW + lam * W.sum()


spec = Spec(
    solve=weight_decay_gradient,
    torch=torch_weight_decay_gradient,
    second=naive_weight_decay_gradient,
    cases=cases,
    wrong=(
        *shared.WRONG,
        shared.halves,
        shared.doubles,
        squares_weights,
        squares_weights__sum,
        squares_weights__whole,
        squares_weights__whole_sum,
        adds_lam_and_w,
        takes_sign,
        takes_absolute_value,
        scales_dw,
        adds_lam,
        sums_weights,
    ),
    hints=(
        "What is the derivative of lam / 2 * w^2 with respect to w, for a single number w?",
        "gradient = dW + lam * W: the 2 of the square and the 1/2 cancel.",
        "One line that adds two arrays of the same shape; no +=, which would change dW.",
    ),
)
