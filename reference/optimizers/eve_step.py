"""Eve: Adam, slowed down while the loss jumps (Koushik and Hayashi 2016, arXiv 1611.01505v1)."""

from decimal import Decimal, localcontext

import numpy as np

from grader import Spec

from ._family import Family
from ._hints import BIAS, IN_PLACE, MEAN, MEAN_SQUARE
from ._moments import (
    MOMENTS,
    corrected,
    corrected_by,
    corrections,
    lost_digits,
    step_behind,
    steps_by_gradient__corrected,
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
    old_average,
    square_summed__dot,
    state_kept,
    writes_into_state,
)
from ._trajectory import Walk, number, zeros


def quotient(call, m, v, d, loss_hat, first=corrected, second=corrected):
    """The parts of the step of w."""
    return call.lr / d * first(m, call.beta1, call.t), second(v, call.beta2, call.t)


NAMES = (
    *("w", "grad", "loss", "m", "v", "d", "loss_hat", "t"),
    *("lr", "beta1", "beta2", "beta3", "k", "K", "eps"),
)
FAMILY = Family(
    Walk(NAMES, {"m": zeros, "v": zeros, "d": number(0.0), "loss_hat": number(0.0)}),
    quotient,
    {"m": ("beta1", 1), "v": ("beta2", 2)},
)


def eve_step(w, grad, loss, m, v, d, loss_hat, t, lr, beta1, beta2, beta3, k, K, eps):
    """Step number t of Eve, w, grad, m and v of one shape -> the new w, m, v, d and loss_hat."""
    if t == 1:
        d, loss_hat = 1.0, loss
    else:
        smoothed = limited(loss, loss_hat, k, K)
        r = abs(smoothed - loss_hat) / min(smoothed, loss_hat)
        d, loss_hat = beta3 * d + (1 - beta3) * r, smoothed
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    mhat = m / (1 - beta1**t)
    vhat = v / (1 - beta2**t)
    return w - lr / d * mhat / (np.sqrt(vhat) + eps), m, v, d, loss_hat


def limited(loss, loss_hat, k, K):
    """The loss, but no further from loss_hat than k and K allow, and no nearer."""
    if loss >= loss_hat:
        lo, hi = k + 1, K + 1
    else:
        lo, hi = 1 / (K + 1), 1 / (k + 1)
    return min(max(lo, loss / loss_hat), hi) * loss_hat


def exact_eve_step(w, grad, loss, m, v, d, loss_hat, t, lr, beta1, beta2, beta3, k, K, eps):
    """One number at a time, with fifty decimal digits."""
    with localcontext() as context:
        context.prec = 50
        loss, before, d = Decimal(loss), Decimal(loss_hat), Decimal(d)
        beta1, beta2, beta3 = Decimal(beta1), Decimal(beta2), Decimal(beta3)
        least, most = 1 + Decimal(k), 1 + Decimal(K)
        if t == 1:
            after, d = loss, Decimal(1)
        elif loss >= before:
            after = sorted((before * least, loss, before * most))[1]  # the middle one
        else:
            after = sorted((before / least, loss, before / most))[1]
        if t > 1:
            ratio = max(after, before) / min(after, before)
            d += (1 - beta3) * (ratio - 1 - d)
        found = [np.empty(w.shape) for _ in range(3)]
        for index in np.ndindex(w.shape):
            here, slope, mean, square = (Decimal(float(array[index])) for array in (w, grad, m, v))
            mean += (1 - beta1) * (slope - mean)
            square += (1 - beta2) * (slope * slope - square)
            root = (square / (1 - beta2**t)).sqrt() + Decimal(eps)
            here -= Decimal(lr) * mean / (d * (1 - beta1**t) * root)
            for array, one in zip(found, (here, mean, square)):
                array[index] = float(one)
        return *found, float(d), float(after)


def magnitude(params, grads, loss, lr, beta1, beta2, beta3, k, K, eps):
    """As Adam's, but an error of d, where two losses are subtracted, is felt in the steps of w, too."""
    settings = (loss, lr, beta1, beta2, beta3, k, K, eps)
    _, _, _, d, loss_hat = FAMILY.walk.drive(eve_step, params, grads, *settings)
    found = [1.0]
    for before, after in zip(loss_hat[:-1, 0], loss_hat[1:, 0]):
        found.append(found[-1] + 4 * (before + after) / min(before, after))
    d_size = np.maximum(np.array(found)[:, None], d)

    def lost(t, *settings):
        return lost_digits(beta1, beta2) + d_size[t - 1, 0] / d[t - 1, 0]

    w, m, v, *_ = FAMILY.walk.size(eve_step, lost, {"m": 1, "v": 2})(params, grads, *settings)
    return w, m, v, d_size, 4 * loss_hat


UP_AND_DOWN = [4.0, 4.0, 3.0, 0.25, 2.0]
"""Equal to loss_hat, within both limits, far below, far above."""

JUMPS = [2.0, 12.0, 7.5, 7.0, 9.0]
"""Far above, a little below, a little above."""


def cases(rng):
    """A first step by hand, then walks of five steps with losses that meet every limit."""
    friendly = {"lr": 0.5, "beta1": 0.75, "beta2": 0.875, "beta3": 0.75, "k": 0.5, "K": 3.0, "eps": 0.5}
    yield FAMILY.walk.by_hand([1.0, -2.0], [1.5, -3.5], loss=2.0, **friendly)
    one = {"loss": UP_AND_DOWN, "lr": 0.25, "beta1": 0.75, "beta2": 0.875, "beta3": 0.625, "k": 0.125, "K": 9.0}
    other = {"loss": JUMPS, "lr": 0.5, "beta1": 0.375, "beta2": 0.625, "beta3": 0.75, "k": 0.5, "K": 3.0}
    usual = {"lr": 0.001, "beta1": 0.9, "beta2": 0.999, "beta3": 0.999, "k": 0.1, "K": 10.0, "eps": 1e-8}
    yield from FAMILY.walk.walks(rng, one, other, {"loss": UP_AND_DOWN, **usual})


def _with_d(call, d, loss_hat):
    """The right m and v, with w moved by this d."""
    _, m, v, *_ = call.right()
    return call.moved(m, v, d, loss_hat), m, v, d, loss_hat


def _fed(call, limit=limited, ratio=lambda new, old: abs(new - old) / min(new, old)):
    """The step with another limit of the loss or another measure of its change."""
    if call.t == 1:
        return call.right()
    new = limit(call.loss, call.loss_hat, call.k, call.K)
    return _with_d(call, call.beta3 * call.d + (1 - call.beta3) * ratio(new, call.loss_hat), new)


def adam_instead(call):
    """This is Adam's step. Eve divides the rate by d: lr / d."""
    _, m, v, d, loss_hat = call.right()
    return call.moved(m, v, 1.0, loss_hat), m, v, d, loss_hat


def multiplies_by_d(call):
    """The rate was multiplied by d. Divide: a jumping loss makes d large and the steps small."""
    _, m, v, d, loss_hat = call.right()
    return call.moved(m, v, 1 / d, loss_hat), m, v, d, loss_hat


def old_d(call):
    """In the later steps the rate was divided by the old d. First update d, then use the new one."""
    _, m, v, d, loss_hat = call.right()
    return call.moved(m, v, d if call.t == 1 else call.d, loss_hat), m, v, d, loss_hat


def division_by_zero(call):
    """The first step divides by 0. Is d updated before it is used (1 when t is 1), and t used as it is?"""
    _, m, v, d, loss_hat = call.right()
    return call.moved(m, v, np.float64(call.d), loss_hat), m, v, d, loss_hat


def division_by_zero__t(call):
    """The first step divides by 0. Is t used as it is (1 in the first step), and d updated before it is used?"""
    return corrected_by(call, first=step_behind)


def first_step_not_special(call):
    """When t is 1 there is no earlier loss, and loss / loss_hat divides by 0. Then set loss_hat = loss and d = 1."""
    if call.t == 1:
        raise ZeroDivisionError
    return call.right()


def first_step_always(call):
    """Every step was treated as the first: d stayed 1. For t > 1 d follows the change of the loss."""
    return _with_d(call, 1.0, call.loss)


def no_limits(call):
    """The change of the loss was not limited: c = min(max(lo, loss / loss_hat), hi)."""
    return _fed(call, lambda loss, loss_hat, k, K: loss)


def rises_only(call):
    """The limits are always those of a rising loss. When loss < loss_hat: lo = 1 / (K + 1), hi = 1 / (k + 1)."""
    return _fed(call, lambda loss, loss_hat, k, K: min(max(k + 1, loss / loss_hat), K + 1) * loss_hat)


def falls_only(call):
    """The limits are always those of a falling loss. When loss >= loss_hat: lo = k + 1, hi = K + 1."""
    return _fed(call, lambda loss, loss_hat, k, K: min(max(1 / (K + 1), loss / loss_hat), 1 / (k + 1)) * loss_hat)


def branches_swapped(call):
    """The two cases are swapped: when loss >= loss_hat, lo = k + 1 and hi = K + 1."""

    def limit(loss, loss_hat, k, K):
        lo, hi = (k + 1, K + 1) if loss < loss_hat else (1 / (K + 1), 1 / (k + 1))
        return min(max(lo, loss / loss_hat), hi) * loss_hat

    return _fed(call, limit)


def strictly_greater(call):
    """A loss equal to loss_hat was treated as a falling one. It counts as rising: loss >= loss_hat."""

    def limit(loss, loss_hat, k, K):
        return loss_hat / (k + 1) if loss == loss_hat else limited(loss, loss_hat, k, K)

    return _fed(call, limit)


def limits_without_one(call):
    """In the limits the 1 is missing: k + 1 and K + 1, or 1 / (K + 1) and 1 / (k + 1)."""
    return _fed(call, lambda loss, loss_hat, k, K: limited(loss, loss_hat, k - 1, K - 1))


def limits_swapped(call):
    """k and K are swapped: k is the small change that is always made, K the largest."""
    return _fed(call, lambda loss, loss_hat, k, K: limited(loss, loss_hat, K, k))


def falling_limits_swapped(call):
    """For a falling loss k and K are swapped: lo = 1 / (K + 1), hi = 1 / (k + 1)."""

    def limit(loss, loss_hat, k, K):
        return limited(loss, loss_hat, k, K) if loss >= loss_hat else limited(loss, loss_hat, K, k)

    return _fed(call, limit)


def no_lower_limit(call):
    """The lower limit is missing: max(lo, loss / loss_hat)."""

    def limit(loss, loss_hat, k, K):
        return min(loss / loss_hat, K + 1 if loss >= loss_hat else 1 / (k + 1)) * loss_hat

    return _fed(call, limit)


def no_upper_limit(call):
    """The upper limit is missing: min(..., hi)."""

    def limit(loss, loss_hat, k, K):
        return max(loss / loss_hat, k + 1 if loss >= loss_hat else 1 / (K + 1)) * loss_hat

    return _fed(call, limit)


def keeps_factor(call):
    """loss_hat became c. It is c times the old loss_hat."""
    return _fed(call, lambda loss, loss_hat, k, K: limited(loss, loss_hat, k, K) / loss_hat)


def keeps_factor__afterwards(call):
    """c was returned as loss_hat. The new loss_hat is c times the old one."""
    w, m, v, d, loss_hat = call.right()
    return w, m, v, d, loss_hat if call.t == 1 else loss_hat / call.loss_hat


def keeps_loss(call):
    """The loss itself was returned as loss_hat. Return the limited one: c * loss_hat."""
    w, m, v, d, _ = call.right()
    return w, m, v, d, call.loss


def divides_by_old(call):
    """The change was divided by the old loss_hat. Divide by the smaller of old and new."""
    return _fed(call, ratio=lambda new, old: abs(new - old) / old)


def divides_by_new(call):
    """The change was divided by the new loss_hat. Divide by the smaller of old and new."""
    return _fed(call, ratio=lambda new, old: abs(new - old) / new)


def divides_by_larger(call):
    """The change was divided by the larger of old and new. Divide by the smaller."""
    return _fed(call, ratio=lambda new, old: abs(new - old) / max(new, old))


def absolute_missing(call):
    """The change has a sign, so d may become negative. r takes its absolute value."""
    return _fed(call, ratio=lambda new, old: (new - old) / min(new, old))


def change_not_relative(call):
    """The change was not divided by anything: r = abs(new - loss_hat) / min(new, loss_hat)."""
    return _fed(call, ratio=lambda new, old: abs(new - old))


def change_of_raw_loss(call):
    """The change was computed from the loss itself. Compare the limited one: c * loss_hat."""
    return _fed(call, ratio=lambda new, old: abs(call.loss - old) / min(call.loss, old))


def _averaged(call, average):
    """The step with d made otherwise from its old value and the change r."""
    if call.t == 1:
        return call.right()
    new = limited(call.loss, call.loss_hat, call.k, call.K)
    return _with_d(call, average(call.d, abs(new - call.loss_hat) / min(new, call.loss_hat)), new)


def change_not_averaged(call):
    """d is the last change alone. It is a moving average: beta3 * d + (1 - beta3) * r."""
    return _averaged(call, lambda d, r: r)


def change_weights_swapped(call):
    """The weights in d are swapped: the old d has the weight beta3, r has 1 - beta3."""
    return _averaged(call, lambda d, r: (1 - call.beta3) * d + call.beta3 * r)


def change_weight_missing(call):
    """In d the weight 1 - beta3 of r is missing."""
    return _averaged(call, lambda d, r: call.beta3 * d + r)


def change_summed_up(call):
    """d only grows. It is a moving average: beta3 * d + (1 - beta3) * r."""
    return _averaged(call, lambda d, r: d + (1 - call.beta3) * r)


def change_summed_up__whole(call):
    """r was simply added to d. d is a moving average: beta3 * d + (1 - beta3) * r."""
    return _averaged(call, lambda d, r: d + r)


def state_not_returned__both(call):
    """d and loss_hat are missing. Return w, m, v, d, loss_hat: the next step needs them all."""
    return call.right()[:3]


def state_kept__later(call):
    """loss_hat stayed what it was in the first step. For t > 1, too, return the new one: c * loss_hat."""
    w, m, v, d, loss_hat = call.right()
    return w, m, v, d, loss_hat if call.t == 1 else call.loss_hat


def beta3_fixed(call):
    """beta3 was fixed at 0.999. Use the argument."""
    return call.right(beta3=0.999)


def other_beta(call):
    """d was averaged with beta2. It has a weight of its own: beta3."""
    return call.right(beta3=call.beta2)


def other_beta__first(call):
    """d was averaged with beta1. It has a weight of its own: beta3."""
    return call.right(beta3=call.beta1)


def limits_fixed(call):
    """k and K were fixed at 0.1 and 10. Use the arguments."""
    return call.right(k=0.1, K=10.0)


def steps_by_gradient(call):
    """w was moved by the gradient. The numerator is m, corrected."""
    _, m, v, d, loss_hat = call.right()
    numerator, square = call.family.quotient(call, call.grad, v, d, loss_hat, first=lambda g, beta, t: g)
    return call.w - numerator / (np.sqrt(square) + call.eps), m, v, d, loss_hat


spec = Spec(
    solve=eve_step,
    second=exact_eve_step,
    cases=cases,
    **FAMILY.walk.played,
    wrong=(
        *FAMILY.bound(*STEP, *STATE, *SEVERAL, *QUOTIENT, *MOMENTS, steps_by_gradient, steps_by_gradient__corrected),
        *FAMILY.each(("m", "v", "d", "loss_hat"), *PART),
        FAMILY.some(("m", "v"), state_kept),
        FAMILY.some(("d", "loss_hat"), state_kept),
        *FAMILY.each(("m", "v"), old_average, writes_into_state),
        *FAMILY.averaged(("m", "v"), *AVERAGE),
        *FAMILY.averaged(("v",), *SQUARE),
        *FAMILY.each(("v",), gradient_not_squared, gradient_not_squared__absolute, square_summed__dot),
        *(wrong for wrong in corrections(FAMILY, "m", "v") if wrong.__name__ != "step_behind__m"),
        *FAMILY.bound(
            adam_instead,
            multiplies_by_d,
            old_d,
            division_by_zero,
            division_by_zero__t,
            first_step_not_special,
            first_step_always,
            no_limits,
            rises_only,
            falls_only,
            branches_swapped,
            strictly_greater,
            limits_without_one,
            limits_swapped,
            falling_limits_swapped,
            no_lower_limit,
            no_upper_limit,
            keeps_factor,
            keeps_factor__afterwards,
            keeps_loss,
            divides_by_old,
            divides_by_new,
            divides_by_larger,
            absolute_missing,
            change_not_relative,
            change_of_raw_loss,
            change_not_averaged,
            change_weights_swapped,
            change_weight_missing,
            change_summed_up,
            change_summed_up__whole,
            state_kept__later,
            state_not_returned__both,
            beta3_fixed,
            other_beta,
            other_beta__first,
            limits_fixed,
        ),
    ),
    hints=(
        "Adam's step is there already; only d is new. What should the rate do when the loss has just doubled?",
        "For t > 1: c = min(max(lo, loss / loss_hat), hi), new = c * loss_hat, r = abs(new - loss_hat) / min(new, "
        "loss_hat), d = beta3 * d + (1 - beta3) * r. Then Adam's step with lr / d.",
        "if t == 1: d, loss_hat = 1.0, loss; else: lo and hi by an if, then c, new, r, d, loss_hat = new. Below that, "
        "Adam's five lines with lr / d.",
    ),
    hints_for={
        "m": MEAN,
        "v": MEAN_SQUARE,
        "d": (
            "The loss goes from 4 to 2, and from 2 to 4. Should r differ between the two?",
            "r = abs(new - loss_hat) / min(new, loss_hat), d = beta3 * d + (1 - beta3) * r, with the old loss_hat.",
            "Compute `new`, then `r`, then `d`; only after that write `loss_hat = new`.",
        ),
        "loss_hat": (
            "Take loss_hat = 2, loss = 100, K = 4. How far may loss_hat follow?",
            "new = min(max(lo, loss / loss_hat), hi) * loss_hat; loss_hat becomes new.",
            "`c = min(max(lo, loss / loss_hat), hi)`, `new = c * loss_hat`, ..., `loss_hat = new`.",
        ),
        "first_step_not_special": (
            "What are d and loss_hat in the very first call?",
            "For t = 1: d = 1 and loss_hat = loss, nothing else.",
            "`if t == 1: d, loss_hat = 1.0, loss`, and all that divides by loss_hat in the `else`.",
        ),
        "no_bias_correction": BIAS,
        "writes_into_everything": IN_PLACE,
    },
    summands=FAMILY.summands(eve_step),
    magnitude=magnitude,
)
