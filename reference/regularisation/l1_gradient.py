"""The L1 penalty in the gradient: the same pull on every weight, towards zero."""

import numpy as np

from grader import Spec

from . import _penalty as shared
from ._penalty import cases


def l1_gradient(dW, W, lam):
    """Gradient of a loss with the penalty lam * sum(|W|), dW that without it, dW and W of one shape -> like dW.

    Tibshirani, Regression shrinkage and selection via the lasso (J. R. Statist. Soc. B 58, 1996) for the penalty.
    """
    return dW + lam * np.sign(W)


def naive_l1_gradient(dW, W, lam):
    """One weight at a time."""
    found = np.array(dW)
    for index in np.ndindex(dW.shape):
        if W[index] > 0:
            found[index] += lam
        elif W[index] < 0:
            found[index] -= lam
    return found


def torch_l1_gradient(dW, W, lam):
    """PyTorch's autograd: a loss that has the gradient dW, and the penalty. Its derivative of |w| at 0 is 0."""
    import torch

    W.requires_grad_()
    return torch.autograd.grad((dW * W).sum() + lam * W.abs().sum(), W)[0]


def one_at_zero(solve, dW, W, lam):
    """Where W is 0 the derivative was taken for 1. Take 0 there, as np.sign does."""
    return dW + lam * np.where(W >= 0, 1.0, -1.0)


def one_at_zero__minus(solve, dW, W, lam):
    """Where W is 0 the derivative was taken for -1. Take 0 there, as np.sign does."""
    return dW + lam * np.where(W > 0, 1.0, -1.0)


def divides_by_absolute_value(solve, dW, W, lam):
    """W / |W| is 0 / 0 where a weight is zero, which gives nan. np.sign gives 0 there."""
    return dW + lam * W / np.abs(W)


def positive_only(solve, dW, W, lam):
    """Only positive weights were pulled. A negative weight has the derivative -1: use np.sign(W)."""
    return dW + lam * (W > 0)


def forgets_sign(solve, dW, W, lam):
    """lam was added everywhere. The derivative of |w| is -1 where w is negative: lam * np.sign(W)."""
    return dW + lam


def adds_penalty(solve, dW, W, lam):
    """The penalty itself was added, lam * |W|. The gradient takes its derivative: lam * np.sign(W)."""
    return dW + lam * np.abs(W)


def adds_penalty__sum(solve, dW, W, lam):
    """The penalty itself was added, lam * sum(|W|). The gradient takes its derivative: lam * np.sign(W)."""
    return dW + lam * np.abs(W).sum()


def weight_decay(solve, dW, W, lam):
    """lam * W was added, the gradient of L2 (ridge). L1 (lasso) pulls all weights with the same force: np.sign(W)."""
    return dW + lam * W


def sign_of_dw(solve, dW, W, lam):
    """The sign of dW was taken. The penalty depends on the weights: np.sign(W)."""
    return dW + lam * np.sign(dW)


def halves(solve, dW, W, lam):
    """The gradient of the penalty was halved. The penalty is lam * |W|, without a 1/2: lam * np.sign(W)."""
    return solve(dW, W, 0.5 * lam)


def clips(solve, dW, W, lam):
    """The weights were clipped to -1 and 1. np.sign gives -1, 0 or 1 and nothing between."""
    return dW + lam * np.clip(W, -1, 1)


def forgets_sign__but_at_zero(solve, dW, W, lam):
    """lam was added where W is not zero. The derivative of |w| is -1 where w is negative: lam * np.sign(W)."""
    return dW + lam * (W != 0)


spec = Spec(
    solve=l1_gradient,
    torch=torch_l1_gradient,
    second=naive_l1_gradient,
    cases=cases,
    wrong=(
        *shared.WRONG,
        one_at_zero,
        one_at_zero__minus,
        divides_by_absolute_value,
        positive_only,
        forgets_sign,
        forgets_sign__but_at_zero,
        adds_penalty,
        adds_penalty__sum,
        weight_decay,
        sign_of_dw,
        halves,
        clips,
    ),
    hints=(
        "Draw |w|. How steep is it to the right of 0, and to the left? Does it matter how large w is?",
        "gradient = dW + lam * sign(W), with sign(0) = 0.",
        "np.sign does all three: 1, -1, and 0 at 0. One line that adds two arrays of the same shape.",
    ),
    magnitude=lambda dW, W, lam: np.abs(dW) + abs(lam),
)
