"""RMSProp after Graves: the variance of the gradients sets the pace, not their mean square."""

import numpy as np

from grader import Spec

from ._family import Family
from ._hints import EPS_INSIDE
from ._slips import (
    AVERAGE,
    PART,
    QUOTIENT,
    SEVERAL,
    SQUARE,
    STATE,
    STEP,
    gradient_not_squared,
    gradient_not_squared__absolute,
    old_average,
    square_summed__dot,
    writes_into_state,
)
from ._trajectory import Walk, torch_walk, zeros


def quotient(call, m, v):
    """The parts of the step of w."""
    return call.lr * call.grad, v - m**2


FAMILY = Family(
    Walk(("w", "grad", "m", "v", "lr", "rho", "eps"), {"m": zeros, "v": zeros}),
    quotient,
    {"m": ("rho", 1), "v": ("rho", 2)},
)


def rmsprop_graves_step(w, grad, m, v, lr, rho, eps):
    """One step of centred RMSProp, w, grad, m and v of one shape -> the new w, m and v."""
    m = rho * m + (1 - rho) * grad
    v = rho * v + (1 - rho) * grad**2
    return w - lr * grad / (np.sqrt(v - m**2) + eps), m, v


def torch_rmsprop_graves_step(params, grads, lr, rho, eps):
    """PyTorch's centred RMSprop along the same gradients."""
    import torch

    return torch_walk(
        lambda leaves: torch.optim.RMSprop(leaves, alpha=rho, eps=eps, centered=True),
        lambda state: (state["grad_avg"], state["square_avg"]),
        params, grads, lr,
    )  # fmt: skip


def magnitude(params, grads, lr, rho, eps):
    """Absolute gradients make the largest m; what v - m ** 2 loses by cancellation is felt in the step of w."""
    _, m, v = FAMILY.walk.drive(rmsprop_graves_step, params, [np.abs(grad) for grad in grads], lr, rho, eps)
    lost = np.divide(v + m**2, v - m**2, out=np.ones_like(v), where=v > m**2).max()
    size = FAMILY.walk.size(rmsprop_graves_step, lambda *_: lost / (1 - rho), {"m": 1, "v": 2})
    return size(params, grads, lr, rho, eps)


def cases(rng):
    """A step by hand from m = v = 0, then walks of five steps."""
    yield FAMILY.walk.by_hand([1.0, -2.0], [1.0, -3.0], lr=0.5, rho=0.8, eps=0.4)
    one, other = {"lr": 0.25, "rho": 0.75}, {"lr": 0.5, "rho": 0.375}
    yield from FAMILY.walk.walks(rng, one, other, {"lr": 0.01, "rho": 0.95, "eps": 1e-8})


def not_centred(solve, w, grad, m, v, lr, rho, eps):
    """This is plain RMSProp: m is not subtracted. Divide by sqrt(v - m ** 2) + eps."""
    _, m, v = solve(w, grad, m, v, lr, rho, eps)
    return w - lr * grad / (np.sqrt(v) + eps), m, v


def mean_not_squared(solve, w, grad, m, v, lr, rho, eps):
    """m itself was subtracted from v. Subtract its square: v - m ** 2 is the variance."""
    _, m, v = solve(w, grad, m, v, lr, rho, eps)
    return w - lr * grad / (np.sqrt(v - m) + eps), m, v


def mean_not_squared__absolute(solve, w, grad, m, v, lr, rho, eps):
    """The absolute value of m was subtracted from v. Subtract its square: v - m ** 2 is the variance."""
    _, m, v = solve(w, grad, m, v, lr, rho, eps)
    return w - lr * grad / (np.sqrt(v - np.abs(m)) + eps), m, v


def mean_not_squared__size(solve, w, grad, m, v, lr, rho, eps):
    """m was subtracted from v, and the minus taken away. Subtract the square: v - m ** 2 never is negative."""
    _, m, v = solve(w, grad, m, v, lr, rho, eps)
    return w - lr * grad / (np.sqrt(np.abs(v - m)) + eps), m, v


def square_added(solve, w, grad, m, v, lr, rho, eps):
    """m ** 2 was added to v. Subtract it: v - m ** 2 is the variance."""
    _, m, v = solve(w, grad, m, v, lr, rho, eps)
    return w - lr * grad / (np.sqrt(v + m**2) + eps), m, v


def subtracted_outside(solve, w, grad, m, v, lr, rho, eps):
    """The mean was subtracted outside the root. Inside stands the variance: sqrt(v - m ** 2)."""
    _, m, v = solve(w, grad, m, v, lr, rho, eps)
    return w - lr * grad / (np.sqrt(v) - m**2 + eps), m, v


def subtracted_outside__mean(solve, w, grad, m, v, lr, rho, eps):
    """m was subtracted outside the root. Inside stands the variance: sqrt(v - m ** 2)."""
    _, m, v = solve(w, grad, m, v, lr, rho, eps)
    return w - lr * grad / (np.sqrt(v) - m + eps), m, v


def steps_by_mean(solve, w, grad, m, v, lr, rho, eps):
    """w was moved by the mean m. Here the numerator is the gradient itself."""
    _, m, v = solve(w, grad, m, v, lr, rho, eps)
    return w - lr * m / (np.sqrt(v - m**2) + eps), m, v


def steps_by_difference(solve, w, grad, m, v, lr, rho, eps):
    """w was moved by grad - m. Only the denominator is centred: the numerator is the gradient itself."""
    _, m, v = solve(w, grad, m, v, lr, rho, eps)
    return w - lr * (grad - m) / (np.sqrt(v - m**2) + eps), m, v


def stores_variance(solve, w, grad, m, v, lr, rho, eps):
    """The variance was returned as v. v is the mean square; subtract m ** 2 where w is computed."""
    w, m, v = solve(w, grad, m, v, lr, rho, eps)
    return w, m, v - m**2


def centred_gradient_squared(solve, w, grad, m, v, lr, rho, eps):
    """v averages (grad - m) ** 2. It averages grad ** 2; m ** 2 is subtracted later."""
    _, m, _ = solve(w, grad, m, v, lr, rho, eps)
    v = rho * v + (1 - rho) * (grad - m) ** 2
    return w - lr * grad / (np.sqrt(v) + eps), m, v


def centred_gradient_squared__twice(solve, w, grad, m, v, lr, rho, eps):
    """The mean was subtracted twice. v averages grad ** 2, not (grad - m) ** 2; m ** 2 is subtracted later."""
    _, m, _ = solve(w, grad, m, v, lr, rho, eps)
    v = rho * v + (1 - rho) * (grad - m) ** 2
    return w - lr * grad / (np.sqrt(v - m**2) + eps), m, v


def negative_variance(solve, w, grad, m, v, lr, rho, eps):
    """v - m ** 2 is negative, so its root is nan. A variance never is: update v before it is used, as well as m."""
    _, new_m, new_v = solve(w, grad, m, v, lr, rho, eps)
    return w - lr * grad / (np.sqrt(v - new_m**2) + eps), new_m, new_v


def negative_variance__weight(solve, w, grad, m, v, lr, rho, eps):
    """v - m ** 2 is negative, so its root is nan. Look at m: what is new needs its weight 1 - rho, as in v."""
    m = rho * m + grad
    v = solve(w, grad, m, v, lr, rho, eps)[2]
    return w - lr * grad / (np.sqrt(v - m**2) + eps), m, v


def negative_variance__sum(solve, w, grad, m, v, lr, rho, eps):
    """v - m ** 2 is negative, so its root is nan. Look at m: it is a moving average with weights rho and 1 - rho."""
    m = m + grad
    v = solve(w, grad, m, v, lr, rho, eps)[2]
    return w - lr * grad / (np.sqrt(v - m**2) + eps), m, v


def rho_fixed(solve, w, grad, m, v, lr, rho, eps):
    """rho was fixed at 0.95. Use the argument."""
    return solve(w, grad, m, v, lr, 0.95, eps)


def rho_fixed__9(solve, w, grad, m, v, lr, rho, eps):
    """rho was fixed at 0.9. Use the argument."""
    return solve(w, grad, m, v, lr, 0.9, eps)


AVERAGES = (
    *FAMILY.each(("m", "v"), old_average),
    *FAMILY.averaged(("m", "v"), *AVERAGE),
    *FAMILY.averaged(("v",), *SQUARE),
)
NEGATIVE = {"old_average__v", "weight_missing__m", "summed_up__m"}
"""All of these end in nan at the first step, and no case can tell them apart: they are one misconception here."""

spec = Spec(
    solve=rmsprop_graves_step,
    torch=torch_rmsprop_graves_step,
    cases=cases,
    **FAMILY.walk.played,
    wrong=(
        *FAMILY.bound(*STEP, *STATE, *SEVERAL, *QUOTIENT),
        *FAMILY.each(("m", "v"), *PART, writes_into_state),
        *(wrong for wrong in AVERAGES if wrong.__name__ not in NEGATIVE),
        *FAMILY.each(("v",), gradient_not_squared, gradient_not_squared__absolute, square_summed__dot),
        not_centred,
        mean_not_squared,
        mean_not_squared__absolute,
        mean_not_squared__size,
        square_added,
        subtracted_outside,
        subtracted_outside__mean,
        steps_by_mean,
        steps_by_difference,
        stores_variance,
        centred_gradient_squared,
        centred_gradient_squared__twice,
        negative_variance,
        negative_variance__weight,
        negative_variance__sum,
        rho_fixed,
        rho_fixed__9,
    ),
    hints=(
        "v is the mean of the squares, m the mean. How does one get a variance from these two?",
        "m_new and v_new are moving averages of grad and grad**2; w_new = w - lr * grad / (sqrt(v_new - m_new**2) + "
        "eps).",
        "Three lines: m = rho * m + (1 - rho) * grad, v likewise with grad**2, then return "
        "w - lr * grad / (np.sqrt(v - m**2) + eps), m, v.",
    ),
    hints_for={
        "not_centred": (
            "Let all gradients be 3. What is v in the end, and how much do the gradients vary?",
            "The variance is the mean of the squares minus the square of the mean: v - m**2.",
            "`np.sqrt(v - m**2) + eps`, with the new m and v.",
        ),
        "negative_variance": (
            "Print m and v after one step. Is v at least m**2, as it must be?",
            "Both are moving averages with the weights rho and 1 - rho, and both are new when w is computed.",
            "`m = rho * m + (1 - rho) * grad` and `v = rho * v + (1 - rho) * grad**2`, then `np.sqrt(v - m**2)`.",
        ),
        "v": (
            "m is subtracted somewhere. Does that concern v, or only the step of w?",
            "v = rho * v + (1 - rho) * grad**2 holds the mean square, nothing else.",
            "`v = rho * v + (1 - rho) * grad**2`; write `v - m**2` only in the line of w. Return this v.",
        ),
        "eps_inside_root": EPS_INSIDE,
    },
    summands=FAMILY.summands(rmsprop_graves_step),
    magnitude=magnitude,
)
