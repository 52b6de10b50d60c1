"""What Adam and its descendants share: moving averages that start at 0, and the correction of this bias.

Their quotient takes ``first=corrected`` and ``second=corrected``: the rules by which the two moments are corrected.
A rule is called as ``rule(moment, beta, t)``.
"""

import numpy as np


def corrected(moment, beta, t):
    """The moving average without its bias towards 0 (Kingma and Ba, arXiv 1412.6980, section 3)."""
    return moment / (1 - beta**t)


def lost_digits(*betas):
    """How much more inexact than its size a step is: in 1 - beta, and in other forms of the average, digits cancel."""
    return sum(1 / (1 - beta) for beta in betas)


def no_bias_correction(moment, beta, t):
    """The bias correction of {moment} is missing: divide by 1 - beta ** t. Without it the first steps are off."""
    return moment


def power_forgotten(moment, beta, t):
    """In the correction of {moment} the power is missing, or t never moves on: divide by 1 - beta ** t."""
    return moment / (1 - beta)


def power_forgotten__product(moment, beta, t):
    """In the correction of {moment} beta was multiplied by t. It is a power: divide by 1 - beta ** t."""
    return moment / np.float64(1 - beta * t)


def step_behind(moment, beta, t):
    """The correction of {moment} is one step behind. t is 1 in the first step: use it as it is, 1 - beta ** t."""
    return moment / np.float64(1 - beta ** (t - 1))


def step_ahead(moment, beta, t):
    """The correction of {moment} is one step ahead. t is 1 in the first step already: 1 - beta ** t, not t + 1."""
    return moment / (1 - beta ** (t + 1))


def correction_multiplied(moment, beta, t):
    """The correction multiplied {moment} by 1 - beta ** t. Divide: the moving average is too small at first."""
    return moment * (1 - beta**t)


def correction_without_one(moment, beta, t):
    """The correction divided {moment} by beta ** t. Divide by 1 - beta ** t."""
    return moment / beta**t


CORRECTION = (
    no_bias_correction,
    power_forgotten,
    power_forgotten__product,
    step_behind,
    step_ahead,
    correction_multiplied,
    correction_without_one,
)
"""Wrong rules for the correction."""


def corrections(family, first="", second=""):
    """The wrong rules as misconceptions: ``first`` and ``second`` name the moments that are corrected."""
    parts = {name: part for name, part in ((first, "first"), (second, "second")) if name}
    groups = [tuple(parts), *((name,) for name in parts)] if len(parts) > 1 else [tuple(parts)]
    return family.bound(*(_by_rule(rule, group, parts) for rule in CORRECTION for group in groups))


def _by_rule(rule, names, parts):
    def wrong(call):
        return corrected_by(call, **{parts[name]: rule for name in names})

    wrong.__name__ = rule.__name__
    if len(names) < len(parts):
        wrong.__name__ += ("_" if "__" in rule.__name__ else "__") + names[0]
    wrong.__doc__ = rule.__doc__.format(moment=" and ".join(names))
    return wrong


def corrected_by(call, **rules):
    """The right state, with w moved as if the moments were corrected by these rules."""
    _, *state = call.right()
    return call.moved(*state, **rules), *state


def correction_outside_root(call):
    """v was corrected after its root. First divide v by 1 - beta2 ** t, then take the root."""
    _, *state = call.right()
    numerator, square = call.family.quotient(call, *state, second=lambda v, beta, t: v)
    return call.w - numerator / (np.sqrt(square) / (1 - call.beta2**call.t) + call.eps), *state


def eps_before_correction(call):
    """eps was added before v was corrected (sqrt(v) + eps, the corrections in lr). First correct v, then add eps."""
    return _eps_first(call, call.eps)


def eps_fixed__first(call):
    """eps was fixed at 1e-8, and added before v was corrected. Use the argument, and add it after the correction."""
    return _eps_first(call, 1e-8)


def eps_fixed__first_1e7(call):
    """eps was fixed at 1e-7, and added before v was corrected. Use the argument, and add it after the correction."""
    return _eps_first(call, 1e-7)


def _eps_first(call, eps):
    _, *state = call.right()
    numerator, square = call.family.quotient(call, *state, second=lambda v, beta, t: v)
    return call.w - numerator * np.sqrt(1 - call.beta2**call.t) / (np.sqrt(square) + eps), *state


def betas_swapped(call):
    """beta1 and beta2 are swapped: beta1 belongs to m, beta2 to v."""
    return call.right(beta1=call.beta2, beta2=call.beta1)


def betas_swapped__averages(call):
    """In the moving averages beta1 and beta2 are swapped: beta1 belongs to m, beta2 to v."""
    return call.with_state(
        m=call.beta2 * call.m + (1 - call.beta2) * call.grad,
        v=call.beta1 * call.v + (1 - call.beta1) * call.grad**2,
    )


def betas_fixed(call):
    """beta1 and beta2 were fixed at 0.9 and 0.999. Use the arguments."""
    return call.right(beta1=0.9, beta2=0.999)


def betas_fixed__m(call):
    """beta1 was fixed at 0.9. Use the argument."""
    return call.right(beta1=0.9)


def betas_fixed__v(call):
    """beta2 was fixed at 0.999. Use the argument."""
    return call.right(beta2=0.999)


def betas_fixed__averages(call):
    """In the moving averages beta1 and beta2 were fixed at 0.9 and 0.999. Use the arguments."""
    return call.with_state(m=0.9 * call.m + (1 - 0.9) * call.grad, v=0.999 * call.v + (1 - 0.999) * call.grad**2)


def betas_fixed__average_m(call):
    """In m beta1 was fixed at 0.9. Use the argument."""
    return call.with_state(m=0.9 * call.m + (1 - 0.9) * call.grad)


def betas_fixed__average_v(call):
    """In v beta2 was fixed at 0.999. Use the argument."""
    return call.with_state(v=0.999 * call.v + (1 - 0.999) * call.grad**2)


def correction_betas_swapped(call):
    """In the corrections beta1 and beta2 are swapped: m is divided by 1 - beta1 ** t, v by 1 - beta2 ** t."""
    return corrected_by(
        call,
        first=lambda m, beta, t: m / (1 - call.beta2**t),
        second=lambda v, beta, t: v / (1 - call.beta1**t),
    )


def correction_betas_swapped__one(call):
    """The correction of v uses beta1. v is divided by 1 - beta2 ** t."""
    return corrected_by(call, second=lambda v, beta, t: v / (1 - call.beta1**t))


def returns_corrected(call):
    """The corrected m and v were returned. Return m and v as they were before: the next step builds on those."""
    w, m, v, *rest = call.right()
    return w, corrected(m, call.beta1, call.t), corrected(v, call.beta2, call.t), *rest


def returns_corrected__m(call):
    """The corrected m was returned. Return m as it was before: the next step builds on that."""
    w, m, *rest = call.right()
    return w, corrected(m, call.beta1, call.t), *rest


def returns_corrected__v(call):
    """The corrected v was returned. Return v as it was before: the next step builds on that."""
    w, m, v, *rest = call.right()
    return w, m, corrected(v, call.beta2, call.t), *rest


def squares_the_mean(call):
    """v averages the square of m. It averages the square of the gradient."""
    _, m, *_ = call.right()
    return call.with_state(v=call.beta2 * call.v + (1 - call.beta2) * m**2)


def step_behind__error(call):
    """The first step divides by 0. There t is 1: is it used as it is, 1 - beta ** t?"""
    raise ZeroDivisionError


def steps_by_gradient__corrected(call):
    """w was moved by the gradient, divided by 1 - beta1 ** t. The numerator is m, corrected."""
    _, m, *state = call.right()
    numerator, square = call.family.quotient(call, call.grad, *state)
    return call.w - numerator / (np.sqrt(square) + call.eps), m, *state


def steps_by_gradient(call):
    """w was moved by the gradient. The numerator is m, corrected."""
    _, m, *state = call.right()
    _, square = call.family.quotient(call, m, *state)
    return call.w - call.lr * call.grad / (np.sqrt(square) + call.eps), m, *state


BETAS = (
    betas_swapped,
    betas_swapped__averages,
    betas_fixed,
    betas_fixed__m,
    betas_fixed__v,
    betas_fixed__averages,
    betas_fixed__average_m,
    betas_fixed__average_v,
)
"""Misconceptions of every step with a mean and a mean square, each with a beta of its own."""

MOMENTS = (
    correction_outside_root,
    eps_before_correction,
    eps_fixed__first,
    eps_fixed__first_1e7,
    *BETAS,
    correction_betas_swapped,
    correction_betas_swapped__one,
    returns_corrected,
    returns_corrected__m,
    returns_corrected__v,
    squares_the_mean,
)
"""Misconceptions of Adam and Eve."""
