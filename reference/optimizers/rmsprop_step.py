"""RMSProp: a moving average of the squared gradients sets the pace of each weight."""

import numpy as np

from grader import Spec

from ._family import Family
from ._hints import EPS_INSIDE, IN_PLACE, OLD
from ._slips import (
    AVERAGE,
    PART,
    QUOTIENT,
    SQUARE,
    STATE,
    STEP,
    eps_after_quotient__rate,
    gradient_not_squared,
    gradient_not_squared__absolute,
    old_average,
    square_summed__dot,
    writes_into_state,
)
from ._trajectory import Walk, torch_walk, zeros
from ._walk_rmsprop_step import WALK


def quotient(call, h):
    """The parts of the step of w."""
    return call.lr * call.grad, h


FAMILY = Family(Walk(("w", "grad", "h", "lr", "alpha", "eps"), {"h": zeros}), quotient, {"h": ("alpha", 2)})


def rmsprop_step(w, grad, h, lr, alpha, eps):
    """One step of RMSProp, w, grad and h of one shape -> the new w and h."""
    h = alpha * h + (1 - alpha) * grad**2
    return w - lr * grad / (np.sqrt(h) + eps), h


def torch_rmsprop_step(params, grads, lr, alpha, eps):
    """PyTorch's RMSprop along the same gradients."""
    import torch

    return torch_walk(
        lambda leaves: torch.optim.RMSprop(leaves, alpha=alpha, eps=eps),
        lambda state: (state["square_avg"],),
        params, grads, lr,
    )  # fmt: skip


def cases(rng):
    """A step by hand from h = 0, then walks of five steps."""
    yield FAMILY.walk.by_hand([1.0, -2.0], [1.0, -3.0], lr=0.5, alpha=0.75, eps=0.5)
    one, other = {"lr": 0.25, "alpha": 0.75}, {"lr": 0.5, "alpha": 0.375}
    yield from FAMILY.walk.walks(rng, one, other, {"lr": 0.01, "alpha": 0.99, "eps": 1e-8})


def alpha_fixed(solve, w, grad, h, lr, alpha, eps):
    """alpha was fixed at 0.99. Use the argument."""
    return solve(w, grad, h, lr, 0.99, eps)


def alpha_fixed__9(solve, w, grad, h, lr, alpha, eps):
    """alpha was fixed at 0.9. Use the argument."""
    return solve(w, grad, h, lr, 0.9, eps)


def weighted_before_square(solve, w, grad, h, lr, alpha, eps):
    """(1 - alpha) * grad was squared as a whole. Only the gradient is: (1 - alpha) * grad ** 2."""
    h = alpha * h + ((1 - alpha) * grad) ** 2
    return w - lr * grad / (np.sqrt(h) + eps), h


def eps_in_average(solve, w, grad, h, lr, alpha, eps):
    """eps was added to h and stays in it. It stands in the denominator only: sqrt(h) + eps."""
    _, h = solve(w, grad, h, lr, alpha, eps)
    return w - lr * grad / np.sqrt(h + eps), h + eps


def root_stored(solve, w, grad, h, lr, alpha, eps):
    """The root was returned as h. h is the average of the squares; take the root where w is computed."""
    w, h = solve(w, grad, h, lr, alpha, eps)
    return w, np.sqrt(h)


def root_stored__denominator(solve, w, grad, h, lr, alpha, eps):
    """The denominator was returned as h. h is the average of the squares; the root and eps belong to the step of w."""
    w, h = solve(w, grad, h, lr, alpha, eps)
    return w, np.sqrt(h) + eps


spec = Spec(
    solve=rmsprop_step,
    torch=torch_rmsprop_step,
    cases=cases,
    **FAMILY.walk.played,
    wrong=(
        *FAMILY.bound(*STEP, *STATE, *QUOTIENT, eps_after_quotient__rate),
        *FAMILY.each(("h",), *PART, old_average, writes_into_state),
        *FAMILY.averaged(("h",), *AVERAGE, *SQUARE),
        *FAMILY.each(("h",), gradient_not_squared, gradient_not_squared__absolute, square_summed__dot),
        alpha_fixed,
        alpha_fixed__9,
        weighted_before_square,
        eps_in_average,
        root_stored,
        root_stored__denominator,
    ),
    hints=(
        "In AdaGrad h only grows, and the steps die out. Which kind of mean forgets what is long ago?",
        "h_new = alpha * h + (1 - alpha) * grad**2; w_new = w - lr * grad / (sqrt(h_new) + eps).",
        "Two lines: h = alpha * h + (1 - alpha) * grad**2 (a new array), then return "
        "w - lr * grad / (np.sqrt(h) + eps), h.",
    ),
    hints_for={
        "h": (
            "Take alpha = 0.9 and gradients that are all 1. What should h be after one step, and after two?",
            "h = alpha * h + (1 - alpha) * grad**2: the two weights add up to 1.",
            "`h = alpha * h + (1 - alpha) * grad**2`, before w is computed. Return this h.",
        ),
        "eps_inside_root": EPS_INSIDE,
        "old_average": OLD,
        "writes_into_everything": IN_PLACE,
    },
    summands=FAMILY.summands(rmsprop_step),
    magnitude=FAMILY.walk.size(rmsprop_step, lambda t, lr, alpha, eps: 1 / (1 - alpha), {"h": 2}),
    walk=WALK,
)
