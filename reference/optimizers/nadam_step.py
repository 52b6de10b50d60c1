"""NAdam: Adam whose momentum looks one step ahead, with a schedule for the momentum."""

import numpy as np

from grader import Spec

from ._family import Family
from ._hints import EPS_INSIDE, IN_PLACE, MEAN, MEAN_SQUARE
from ._moments import (
    BETAS,
    corrected,
    correction_outside_root,
    corrections,
    eps_before_correction,
    lost_digits,
    squares_the_mean,
)
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
    lr_fixed__2e3,
    old_average,
    square_summed__dot,
    state_kept,
    writes_into_state,
)
from ._trajectory import Walk, number, torch_walk, zeros


def momentum_at(t, beta1, momentum_decay):
    """The momentum of step t: it grows from beta1 / 2 towards beta1."""
    return beta1 * (1 - 0.5 * 0.96 ** (t * momentum_decay))


def quotient(call, m, v, mu_product, second=corrected, mu=None, mu_next=None, product_next=None):
    """The parts of the step of w, with the momenta of this step and the next, and the product up to the next."""
    mu = momentum_at(call.t, call.beta1, call.momentum_decay) if mu is None else mu
    mu_next = momentum_at(call.t + 1, call.beta1, call.momentum_decay) if mu_next is None else mu_next
    product_next = mu_product * mu_next if product_next is None else product_next
    ahead = (1 - mu) * call.grad / (1 - mu_product) + mu_next * m / (1 - product_next)
    return call.lr * ahead, second(v, call.beta2, call.t)


NAMES = ("w", "grad", "m", "v", "mu_product", "t", "lr", "beta1", "beta2", "eps", "momentum_decay")
FAMILY = Family(
    Walk(NAMES, {"m": zeros, "v": zeros, "mu_product": number(1.0)}),
    quotient,
    {"m": ("beta1", 1), "v": ("beta2", 2)},
)


def nadam_step(w, grad, m, v, mu_product, t, lr, beta1, beta2, eps, momentum_decay):
    """Step number t of NAdam, w, grad, m and v of one shape -> the new w, m, v and mu_product."""
    mu = momentum_at(t, beta1, momentum_decay)
    mu_next = momentum_at(t + 1, beta1, momentum_decay)
    mu_product = mu_product * mu
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    ahead = (1 - mu) * grad / (1 - mu_product) + mu_next * m / (1 - mu_product * mu_next)
    return w - lr * ahead / (np.sqrt(v / (1 - beta2**t)) + eps), m, v, mu_product


def torch_nadam_step(params, grads, lr, beta1, beta2, eps, momentum_decay):
    """PyTorch's NAdam along the same gradients."""
    import torch

    return torch_walk(
        lambda leaves: torch.optim.NAdam(leaves, betas=(beta1, beta2), eps=eps, momentum_decay=momentum_decay),
        lambda state: (state["exp_avg"], state["exp_avg_sq"], state["mu_product"]),
        params, grads, lr,
    )  # fmt: skip


def cases(rng):
    """A step without a schedule, whose numbers are friendly, then walks of five steps."""
    friendly = {"lr": 0.5, "beta1": 0.5, "beta2": 0.875, "eps": 0.5, "momentum_decay": 0.0}
    yield FAMILY.walk.by_hand([1.0, -2.0], [1.5, -3.5], **friendly)
    one = {"lr": 0.25, "beta1": 0.75, "beta2": 0.875, "momentum_decay": 4.0}
    other = {"lr": 0.5, "beta1": 0.375, "beta2": 0.625, "momentum_decay": 1.0}
    usual = {"lr": 0.002, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "momentum_decay": 0.004}
    yield from FAMILY.walk.walks(rng, one, other, usual)


def _own(call):
    return momentum_at(call.t, call.beta1, call.momentum_decay)


def _next(call):
    return momentum_at(call.t + 1, call.beta1, call.momentum_decay)


def adam_instead(call):
    """w took Adam's step. NAdam looks ahead: a part of the gradient, and m with the momentum of the next step."""
    _, m, v, mu_product = call.right()
    step = corrected(m, call.beta1, call.t) / (np.sqrt(corrected(v, call.beta2, call.t)) + call.eps)
    return call.w - call.lr * step, m, v, mu_product


def schedule_missing(call):
    """The momentum is beta1 in every step. Here it has a schedule: beta1 * (1 - 0.5 * 0.96**(t * momentum_decay))."""
    return _scheduled(call, lambda t: call.beta1)


def schedule_missing__next(call):
    """mu_next is beta1. It follows the schedule, with t + 1."""
    return _ahead(call, mu_next=call.beta1)


def next_is_same(call):
    """The momentum of this step was used for m. Use that of the next step: mu_next, with t + 1."""
    return _ahead(call, mu_next=_own(call))


def half_missing(call):
    """The factor 0.5 is missing in the schedule: beta1 * (1 - 0.5 * 0.96**(t * momentum_decay))."""
    return _scheduled(call, lambda t: call.beta1 * (1 - 0.96 ** (t * call.momentum_decay)))


def decay_outside_power(call):
    """momentum_decay stands outside the power. It is in the exponent: 0.96**(t * momentum_decay)."""
    return _scheduled(call, lambda t: call.beta1 * (1 - 0.5 * 0.96**t * call.momentum_decay))


def decay_missing_in_power(call):
    """momentum_decay is missing in the exponent: 0.96**(t * momentum_decay)."""
    return call.right(momentum_decay=1.0)


def decay_fixed(call):
    """momentum_decay was fixed at 0.004. Use the argument."""
    return call.right(momentum_decay=0.004)


def schedule_behind(call):
    """The schedule is one step behind: mu has t in its exponent, mu_next has t + 1."""
    return _scheduled(call, lambda t: momentum_at(t - 1, call.beta1, call.momentum_decay))


def schedule_ahead(call):
    """The schedule is one step ahead: mu has t in its exponent, mu_next has t + 1."""
    return _scheduled(call, lambda t: momentum_at(t + 1, call.beta1, call.momentum_decay))


def old_product(call):
    """mu_product was used before it was updated. First mu_product * mu, then divide by 1 - mu_product."""
    _, m, v, mu_product = call.right()
    return call.moved(m, v, np.float64(call.mu_product)), m, v, mu_product


def old_product__error(call):
    """The first step divides by 0: mu_product, which starts at 1, was used as given. First mu_product * mu."""
    raise ZeroDivisionError


def product_is_power__returned(call):
    """mu_product became a power of beta1. The momenta differ from step to step: mu_product * mu."""
    _, m, v, _ = call.right()
    product = call.beta1**call.t
    return call.moved(m, v, product), m, v, product


def product_is_power(call):
    """The product of the momenta was replaced by a power of beta1. They differ from step to step: use mu_product."""
    _, m, v, mu_product = call.right()
    w = call.moved(m, v, call.beta1**call.t, product_next=call.beta1 ** (call.t + 1))
    return w, m, v, mu_product


def next_not_in_product(call):
    """m was divided by 1 - mu_product. Its own correction reaches one step further: 1 - mu_product * mu_next."""
    _, m, v, mu_product = call.right()
    return call.moved(m, v, mu_product, product_next=mu_product), m, v, mu_product


def next_in_product(call):
    """The product with mu_next was returned. mu_product contains the momenta up to this step: the next multiplies."""
    w, m, v, mu_product = call.right()
    return w, m, v, mu_product * _next(call)


def gradient_not_corrected(call):
    """The gradient's part was not divided by 1 - mu_product."""
    _, m, v, mu_product = call.right()
    return _without(call, m, v, (1 - _own(call)) * call.grad * (1 / (1 - mu_product) - 1)), m, v, mu_product


def mean_not_corrected(call):
    """The part of m was not divided by 1 - mu_product * mu_next."""
    _, m, v, mu_product = call.right()
    following = _next(call)
    return _without(call, m, v, following * m * (1 / (1 - mu_product * following) - 1)), m, v, mu_product


def gradient_left_out(call):
    """The gradient's own part is missing: (1 - mu) * grad / (1 - mu_product)."""
    _, m, v, mu_product = call.right()
    return _without(call, m, v, (1 - _own(call)) * call.grad / (1 - mu_product)), m, v, mu_product


def mean_left_out(call):
    """The part of m is missing: mu_next * m / (1 - mu_product * mu_next)."""
    _, m, v, mu_product = call.right()
    following = _next(call)
    return _without(call, m, v, following * m / (1 - mu_product * following)), m, v, mu_product


def parts_swapped(call):
    """The weights of the two parts are swapped: 1 - mu belongs to the gradient, mu_next to m."""
    _, m, v, mu_product = call.right()
    mu, following = _own(call), _next(call)
    ahead = following * call.grad / (1 - mu_product) + (1 - mu) * m / (1 - mu_product * following)
    root = np.sqrt(corrected(v, call.beta2, call.t)) + call.eps
    return call.w - call.lr * ahead / root, m, v, mu_product


def schedule_in_mean(call):
    """m was averaged with mu. Its weights are beta1 and 1 - beta1; mu serves the look-ahead."""
    mu = _own(call)
    return call.with_state(m=mu * call.m + (1 - mu) * call.grad)


def _ahead(call, **momenta):
    _, m, v, mu_product = call.right()
    return call.moved(m, v, mu_product, **momenta), m, v, mu_product


def _scheduled(call, schedule):
    """The step with another schedule of momenta."""
    _, m, v, _ = call.right()
    product = np.float64(call.mu_product * schedule(call.t))
    return call.moved(m, v, product, mu=schedule(call.t), mu_next=schedule(call.t + 1)), m, v, product


def _without(call, m, v, part):
    """The new w when ``part`` is missing in what stands over the root."""
    _, _, _, mu_product = call.right()
    numerator, square = quotient(call, m, v, mu_product)
    return call.w - (numerator - call.lr * part) / (np.sqrt(square) + call.eps)


spec = Spec(
    solve=nadam_step,
    torch=torch_nadam_step,
    cases=cases,
    **FAMILY.walk.played,
    wrong=(
        *FAMILY.bound(*STEP, *STATE, *SEVERAL, *QUOTIENT, lr_fixed__2e3),
        *FAMILY.bound(*BETAS),
        *FAMILY.bound(correction_outside_root, eps_before_correction, squares_the_mean),
        *FAMILY.each(("m", "v", "mu_product"), *PART),
        FAMILY.some(("m", "v"), state_kept),
        *FAMILY.each(("m", "v"), old_average, writes_into_state),
        *FAMILY.averaged(("m", "v"), *AVERAGE),
        *FAMILY.averaged(("v",), *SQUARE),
        *FAMILY.each(("v",), gradient_not_squared, gradient_not_squared__absolute, square_summed__dot),
        *corrections(FAMILY, second="v"),
        *FAMILY.bound(
            adam_instead,
            schedule_missing,
            schedule_missing__next,
            next_is_same,
            half_missing,
            decay_outside_power,
            decay_missing_in_power,
            decay_fixed,
            schedule_behind,
            schedule_ahead,
            old_product,
            old_product__error,
            product_is_power,
            product_is_power__returned,
            next_not_in_product,
            next_in_product,
            gradient_not_corrected,
            mean_not_corrected,
            gradient_left_out,
            mean_left_out,
            parts_swapped,
            schedule_in_mean,
        ),
    ),
    hints=(
        "Adam's numerator is m. Nesterov's idea: use m as it will be in the next step, and what is new now.",
        "First mu and mu_next, then mu_product * mu, then m and v as in Adam. The numerator has two parts: (1 - mu) * "
        "grad / (1 - mu_product) and mu_next * m / (1 - mu_product * mu_next).",
        "Write the seven lines of the statement one by one, into new names. Return w, m, v, mu_product.",
    ),
    hints_for={
        "m": MEAN,
        "v": MEAN_SQUARE,
        "mu_product": (
            "After three steps mu_product is a product of three numbers. Which ones?",
            "mu_product = mu_product * mu, once in each step, with the mu of this step.",
            "`mu_product = mu_product * mu`; write `mu_product * mu_next` only where m is corrected.",
        ),
        "old_product": (
            "mu_product starts at 1. What is 1 - mu_product before it was updated?",
            "First mu_product = mu_product * mu, then the two corrections.",
            "The line `mu_product = mu_product * mu` stands above the line of `ahead`.",
        ),
        "eps_inside_root": EPS_INSIDE,
        "writes_into_everything": IN_PLACE,
    },
    summands=FAMILY.summands(nadam_step),
    magnitude=FAMILY.walk.size(
        nadam_step,
        lambda t, lr, beta1, beta2, eps, momentum_decay: lost_digits(beta1, beta2),
        {"m": 1, "v": 2},
    ),
)
