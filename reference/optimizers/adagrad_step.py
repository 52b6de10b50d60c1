"""AdaGrad: the sum of all squared gradients slows each weight down."""

import numpy as np

from grader import Spec

from ._family import Family
from ._hints import EPS_INSIDE, IN_PLACE, OLD
from ._slips import PART, QUOTIENT, STATE, STEP, eps_after_quotient__rate, old_average, writes_into_state
from ._trajectory import Walk, torch_walk, zeros


def quotient(call, h):
    """The parts of the step of w."""
    return call.lr * call.grad, h


FAMILY = Family(Walk(("w", "grad", "h", "lr", "eps"), {"h": zeros}), quotient)


def adagrad_step(w, grad, h, lr, eps):
    """One step of AdaGrad, w, grad and h of one shape -> the new w and h."""
    h = h + grad**2
    return w - lr * grad / (np.sqrt(h) + eps), h


def torch_adagrad_step(params, grads, lr, eps):
    """PyTorch's Adagrad along the same gradients."""
    import torch

    return torch_walk(
        lambda leaves: torch.optim.Adagrad(leaves, eps=eps), lambda state: (state["sum"],), params, grads, lr
    )


def cases(rng):
    """A step by hand from h = 0, then walks of five steps."""
    yield FAMILY.walk.by_hand([1.0, -2.0], [1.5, -3.5], lr=0.5, eps=0.5)
    yield from FAMILY.walk.walks(rng, {"lr": 0.25}, {"lr": 0.5}, {"lr": 0.01, "eps": 1e-10})


def gradient_not_squared(solve, w, grad, h, lr, eps):
    """h sums up the gradients. It sums up their squares: h + grad ** 2."""
    h = h + grad
    return w - lr * grad / (np.sqrt(h) + eps), h


def gradient_not_squared__absolute(solve, w, grad, h, lr, eps):
    """h sums up the absolute gradients. It sums up their squares: h + grad ** 2."""
    h = h + np.abs(grad)
    return w - lr * grad / (np.sqrt(h) + eps), h


def square_summed(solve, w, grad, h, lr, eps):
    """The squares were summed over the array. h has one number for each weight: no np.sum, no norm."""
    h = h + (grad**2).sum()
    return w - lr * grad / (np.sqrt(h) + eps), h


def square_summed__mean(solve, w, grad, h, lr, eps):
    """The squares were averaged over the array. h has one number for each weight: no np.mean."""
    h = h + (grad**2).mean()
    return w - lr * grad / (np.sqrt(h) + eps), h


def square_summed__dot(solve, w, grad, h, lr, eps):
    """np.dot(grad, grad) or grad @ grad adds the squares up to one number. Square every number: grad ** 2."""
    h = h + np.dot(grad, grad)
    return w - lr * grad / (np.sqrt(h) + eps), h


def averages(solve, w, grad, h, lr, eps):
    """h is a moving average, which is RMSProp. In AdaGrad h is a sum and never shrinks: h + grad ** 2."""
    h = 0.9 * h + (1 - 0.9) * grad**2
    return w - lr * grad / (np.sqrt(h) + eps), h


def averages__99(solve, w, grad, h, lr, eps):
    """h is a moving average, as in RMSProp. In AdaGrad h is a sum and never shrinks: h + grad ** 2."""
    h = 0.99 * h + (1 - 0.99) * grad**2
    return w - lr * grad / (np.sqrt(h) + eps), h


def eps_in_sum(solve, w, grad, h, lr, eps):
    """eps was added to h, and grows with every step. It stands in the denominator: sqrt(h) + eps."""
    h = h + grad**2 + eps
    return w - lr * grad / np.sqrt(h), h


def root_stored(solve, w, grad, h, lr, eps):
    """The root was returned as h. h is the sum of the squares; take the root where w is computed."""
    w, h = solve(w, grad, h, lr, eps)
    return w, np.sqrt(h)


def root_stored__denominator(solve, w, grad, h, lr, eps):
    """The denominator was returned as h. h is the sum of the squares; the root and eps belong to the step of w."""
    w, h = solve(w, grad, h, lr, eps)
    return w, np.sqrt(h) + eps


def accumulates_steps(solve, w, grad, h, lr, eps):
    """h sums up the squares of lr * grad. lr does not belong there: h + grad ** 2."""
    h = h + (lr * grad) ** 2
    return w - lr * grad / (np.sqrt(h) + eps), h


spec = Spec(
    solve=adagrad_step,
    torch=torch_adagrad_step,
    cases=cases,
    **FAMILY.walk.played,
    wrong=(
        *FAMILY.bound(*STEP, *STATE, *QUOTIENT, eps_after_quotient__rate),
        *FAMILY.each(("h",), *PART, old_average, writes_into_state),
        gradient_not_squared,
        gradient_not_squared__absolute,
        square_summed,
        square_summed__mean,
        square_summed__dot,
        averages,
        averages__99,
        eps_in_sum,
        root_stored,
        root_stored__denominator,
        accumulates_steps,
    ),
    hints=(
        "Two weights, one with gradients of 10, one with gradients of 0.1. How can both take steps of about lr?",
        "h_new = h + grad**2; w_new = w - lr * grad / (sqrt(h_new) + eps), element by element.",
        "h = h + grad**2 makes a new array (h += would change the caller's); then return "
        "w - lr * grad / (np.sqrt(h) + eps), h.",
    ),
    hints_for={
        "h": (
            "h starts at 0 and only grows. What does one step add to it, for each weight?",
            "h = h + grad**2, element by element, without lr, eps or a root.",
            "`h = h + grad**2`, before w is computed. Return this h.",
        ),
        "eps_inside_root": EPS_INSIDE,
        "old_average": OLD,
        "writes_into_everything": IN_PLACE,
    },
    magnitude=FAMILY.walk.size(adagrad_step),
)
