"""SMORMS3: the agreement of the gradients sets the rate and the length of the memory."""

from decimal import Decimal, localcontext

import numpy as np

from grader import Spec

from ._family import Family
from ._hints import EPS_INSIDE, IN_PLACE
from ._slips import PART, QUOTIENT, SEVERAL, STATE, STEP, lr_forgotten, old_average, writes_into_state
from ._trajectory import Walk, at, ones, zeros


def quotient(call, mem, g1, g2):
    """The parts of the step of w."""
    zeta = g1**2 / (g2 + call.eps)
    return call.grad * np.minimum(call.lr, zeta), g2


FAMILY = Family(
    Walk(("w", "grad", "mem", "g1", "g2", "lr", "eps"), {"mem": ones, "g1": zeros, "g2": zeros}),
    quotient,
)


def smorms3_step(w, grad, mem, g1, g2, lr, eps):
    """One step of SMORMS3, all arrays of one shape -> the new w, mem, g1 and g2."""
    r = 1 / (mem + 1)
    g1 = (1 - r) * g1 + r * grad
    g2 = (1 - r) * g2 + r * grad**2
    zeta = g1**2 / (g2 + eps)
    w = w - grad * np.minimum(lr, zeta) / (np.sqrt(g2) + eps)
    return w, 1 + mem * (1 - zeta), g1, g2


def exact_smorms3_step(w, grad, mem, g1, g2, lr, eps):
    """One number at a time, with fifty decimal digits."""
    found = [np.empty(w.shape) for _ in range(4)]
    with localcontext() as context:
        context.prec = 50
        for index in np.ndindex(w.shape):
            numbers = (Decimal(float(array[index])) for array in (w, grad, mem, g1, g2))
            for array, number in zip(found, _one_number(*numbers, Decimal(lr), Decimal(eps))):
                array[index] = float(number)
    return tuple(found)


def _one_number(w, grad, mem, g1, g2, lr, eps):
    share = 1 / (1 + mem)
    g1 += share * (grad - g1)
    g2 += share * (grad * grad - g2)
    zeta = g1 * g1 / (g2 + eps)
    rate = lr if lr < zeta else zeta
    return w - rate * grad / (g2.sqrt() + eps), mem - mem * zeta + 1, g1, g2


def magnitude(params, grads, lr, eps):
    """How far rounding reaches, to first order: errors of mem, g1 and g2 feed the next step, and all feed w."""
    paths = [_errors(w.ravel(), grad.reshape(len(grad), -1), lr, eps) for w, grad in zip(params, grads)]
    return tuple(np.concatenate(part, axis=1) for part in zip(*paths))


def _errors(w, grads, lr, eps):
    """The errors of w, mem, g1 and g2 after each step, in units of roundoff; none is smaller than its value."""
    mem, g1, g2 = np.ones_like(w), np.zeros_like(w), np.zeros_like(w)
    dw, dmem, dg1, dg2 = np.abs(w), 0 * w, 0 * w, 0 * w
    path = []
    for step, grad in enumerate(grads):
        size, rate = np.abs(grad), at(step, lr)
        r = 1 / (mem + 1)
        dr = r + r**2 * dmem
        dg1 = (1 - r) * (dg1 + np.abs(g1)) + r * size + dr * (size + np.abs(g1))
        dg2 = (1 - r) * (dg2 + g2) + r * size**2 + dr * (size**2 + g2)
        old = mem
        w, mem, g1, g2 = smorms3_step(w, grad, mem, g1, g2, rate, eps)
        zeta, root = g1**2 / (g2 + eps), np.sqrt(g2)
        dzeta = (2 * np.abs(g1) * dg1 + zeta * dg2) / (g2 + eps) + zeta
        droot = np.divide(dg2, 2 * root, out=np.zeros_like(w), where=root > 0) + root
        used, dused = np.minimum(rate, zeta), np.where(zeta < rate, dzeta, rate)
        dw = dw + size / (root + eps) * (used + dused + used * droot / (root + eps))
        dmem = (1 - zeta) * dmem + old * dzeta + 1 + old
        path.append((dw, dmem, dg1, dg2))
    return [np.stack(part) for part in zip(*path)]


def cases(rng):
    """A step by hand from mem = 1 and g1 = g2 = 0, then walks of five steps."""
    yield FAMILY.walk.by_hand([1.0, -2.0], [2.0, -4.0], lr=0.25, eps=0.0)
    yield from FAMILY.walk.walks(rng, {"lr": 0.25}, {"lr": 0.375}, {"lr": 0.001, "eps": 1e-16})


def _stepped(call, g1_from=None, g2_from=None):
    """The step with another rule for g1 or g2: functions of r."""
    r = 1 / (call.mem + 1)
    g1 = (1 - r) * call.g1 + r * call.grad if g1_from is None else g1_from(r)
    g2 = (1 - r) * call.g2 + r * call.grad**2 if g2_from is None else g2_from(r)
    mem = 1 + call.mem * (1 - g1**2 / (g2 + call.eps))
    return call.moved(mem, g1, g2), mem, g1, g2


def _moved_by(call, step):
    """The right state, with w moved by another step: a function of g1, g2 and zeta."""
    _, mem, g1, g2 = call.right()
    return call.w - step(g1, g2, g1**2 / (g2 + call.eps)), mem, g1, g2


def _by_rate(call, rate):
    """The right state, with w moved by another rate: a function of g1, g2 and zeta."""
    return _moved_by(call, lambda g1, g2, zeta: call.grad * rate(g1, g2, zeta) / (np.sqrt(g2) + call.eps))


def _with_mem(call, mem):
    """The right step, with another new mem: a function of zeta."""
    w, _, g1, g2 = call.right()
    return w, mem(g1**2 / (g2 + call.eps)), g1, g2


def _by_r(call, r):
    """The step with another share of what is new."""
    g1 = (1 - r) * call.g1 + r * call.grad
    g2 = (1 - r) * call.g2 + r * call.grad**2
    return _stepped(call, g1_from=lambda right: g1, g2_from=lambda right: g2)


def weights_swapped(call):
    """r and 1 - r are swapped: what is new has the share r, the old value 1 - r. Some lectures print it that way."""
    return _by_r(call, 1 - 1 / (call.mem + 1))


def weights_swapped__g1(call):
    """In g1 the shares r and 1 - r are swapped: what is new has the share r."""
    return _stepped(call, g1_from=lambda r: r * call.g1 + (1 - r) * call.grad)


def weights_swapped__g2(call):
    """In g2 the shares r and 1 - r are swapped: what is new has the share r."""
    return _stepped(call, g2_from=lambda r: r * call.g2 + (1 - r) * call.grad**2)


def share_without_one(call):
    """r is 1 / mem. It is 1 / (mem + 1)."""
    return _by_r(call, 1 / call.mem)


def share_fixed(call):
    """r stayed at 1/2, its first value. It follows the memory: 1 / (mem + 1)."""
    return _by_r(call, 0.5)


def summed_up(call):
    """What is new was added without its share r, or the old value does not fade: (1 - r) * g1 + r * grad."""
    return _stepped(
        call,
        g1_from=lambda r: (1 - r) * call.g1 + call.grad,
        g2_from=lambda r: (1 - r) * call.g2 + call.grad**2,
    )


def summed_up__old(call):
    """The old values do not fade: they have the share 1 - r, as in (1 - r) * g1 + r * grad."""
    return _stepped(call, g1_from=lambda r: call.g1 + r * call.grad, g2_from=lambda r: call.g2 + r * call.grad**2)


def summed_up__g1(call):
    """In g1 what is new was added without its share r: (1 - r) * g1 + r * grad."""
    return _stepped(call, g1_from=lambda r: (1 - r) * call.g1 + call.grad)


def summed_up__g2(call):
    """In g2 what is new was added without its share r: (1 - r) * g2 + r * grad ** 2."""
    return _stepped(call, g2_from=lambda r: (1 - r) * call.g2 + call.grad**2)


def summed_up__old_g1(call):
    """In g1 the old value does not fade. It has the share 1 - r: (1 - r) * g1 + r * grad."""
    return _stepped(call, g1_from=lambda r: call.g1 + r * call.grad)


def summed_up__old_g2(call):
    """In g2 the old value does not fade. It has the share 1 - r: (1 - r) * g2 + r * grad ** 2."""
    return _stepped(call, g2_from=lambda r: call.g2 + r * call.grad**2)


def gradient_not_squared(call):
    """g2 averages the gradient itself. It averages the square: grad ** 2."""
    return _stepped(call, g2_from=lambda r: (1 - r) * call.g2 + r * call.grad)


def squares_the_mean(call):
    """g2 averages the square of g1. It averages the square of the gradient."""
    _, _, g1, _ = call.right()
    return _stepped(call, g2_from=lambda r: (1 - r) * call.g2 + r * g1**2)


def zeta_not_squared(call):
    """zeta is g1 / g2. The mean has to be squared: g1 ** 2 / (g2 + eps)."""
    return _with_zeta(call, lambda g1, g2: g1 / (g2 + call.eps))


def zeta_without_eps(call):
    """In zeta eps is missing: g1 ** 2 / (g2 + eps), or a weight whose gradients were all 0 becomes nan."""
    return _with_zeta(call, lambda g1, g2: g1**2 / g2)


def zeta_without_eps__min(call):
    """In zeta eps is missing: g1 ** 2 / (g2 + eps), or mem becomes nan where all gradients were 0."""
    return _with_zeta(call, lambda g1, g2: g1**2 / g2, _smaller)


def zeta_from_old(call):
    """zeta was computed from the old g1 and g2. First update them."""
    return _with_zeta(call, lambda g1, g2: call.g1**2 / (call.g2 + call.eps))


def zeta_from_old__min(call):
    """zeta was computed with the old g1 and g2. First update them."""
    return _with_zeta(call, lambda g1, g2: call.g1**2 / (call.g2 + call.eps), _smaller)


def zeta_upside_down(call):
    """zeta is upside down: the squared mean stands over the mean square, g1 ** 2 / (g2 + eps)."""
    return _with_zeta(call, lambda g1, g2: g2 / (g1**2 + call.eps))


def _smaller(lr, zeta):
    """What Python's min and np.where make of nan: lr."""
    return np.where(zeta < lr, zeta, lr)


def _with_zeta(call, zeta, least=np.minimum):
    _, _, g1, g2 = call.right()
    other = zeta(g1, g2)
    step = call.grad * least(call.lr, other) / (np.sqrt(g2) + call.eps)
    return call.w - step, 1 + call.mem * (1 - other), g1, g2


def maximum(call):
    """The larger of lr and zeta was used. lr is the upper limit: np.minimum(lr, zeta)."""
    return _by_rate(call, lambda g1, g2, zeta: np.maximum(call.lr, zeta))


def zeta_not_used(call):
    """The rate is lr alone. It is the smaller of lr and zeta: np.minimum(lr, zeta)."""
    return _by_rate(call, lambda g1, g2, zeta: call.lr)


def lr_not_used(call):
    """The rate is zeta alone. It is the smaller of lr and zeta: np.minimum(lr, zeta)."""
    return _by_rate(call, lambda g1, g2, zeta: zeta)


def lr_times_zeta(call):
    """lr and zeta were multiplied. The rate is the smaller of the two: np.minimum(lr, zeta)."""
    return _by_rate(call, lambda g1, g2, zeta: call.lr * zeta)


def smallest_of_array(call):
    """The minimum was taken over the whole array. Compare element by element: np.minimum(lr, zeta)."""
    return _by_rate(call, lambda g1, g2, zeta: min(call.lr, zeta.min()))


def steps_by_mean(call):
    """w was moved by the mean g1. The numerator is the gradient itself."""
    return _moved_by(call, lambda g1, g2, zeta: g1 * np.minimum(call.lr, zeta) / (np.sqrt(g2) + call.eps))


def square_under_root(call):
    """The root was taken of g2 ** 2, which undoes it. g2 is a mean square already: sqrt(g2) + eps."""
    return _moved_by(call, lambda g1, g2, zeta: call.grad * np.minimum(call.lr, zeta) / np.sqrt(g2**2 + call.eps))


def eps_missing__root(call):
    """eps is missing beside the root: divide by sqrt(g2) + eps, or a weight whose gradients were all 0 becomes nan."""
    return call.other_step(lambda numerator, square: numerator / np.sqrt(square))


def old_average__root(call):
    """Under the root stands the old g2. First update g2, then use the new value."""
    return _moved_by(call, lambda g1, g2, zeta: call.grad * np.minimum(call.lr, zeta) / (np.sqrt(call.g2) + call.eps))


def memory_without_one(call):
    """In mem the 1 is missing: 1 + mem * (1 - zeta)."""
    return _with_mem(call, lambda zeta: call.mem * (1 - zeta))


def memory_by_zeta(call):
    """mem was multiplied by zeta. It is kept where gradients do not agree: 1 + mem * (1 - zeta)."""
    return _with_mem(call, lambda zeta: 1 + call.mem * zeta)


def memory_counts(call):
    """mem only counts the steps. It shrinks by what zeta says: 1 + mem * (1 - zeta)."""
    return _with_mem(call, lambda zeta: call.mem + 1)


def memory_parentheses(call):
    """In mem the parentheses are elsewhere: 1 + mem * (1 - zeta), not (1 + mem) * (1 - zeta)."""
    return _with_mem(call, lambda zeta: (1 + call.mem) * (1 - zeta))


def memory_by_rate(call):
    """mem was shortened by the rate min(lr, zeta). It is shortened by zeta itself: 1 + mem * (1 - zeta)."""
    return _with_mem(call, lambda zeta: 1 + call.mem * (1 - np.minimum(call.lr, zeta)))


def memory_first(call):
    """mem was updated before r was computed. r comes from the mem you are given; the new mem is for the next step."""
    zeta = call.g1**2 / (call.g2 + call.eps)
    mem = 1 + call.mem * (1 - zeta)
    _, _, g1, g2 = _by_r(call, 1 / (mem + 1))
    return call.moved(mem, g1, g2), mem, g1, g2


spec = Spec(
    solve=smorms3_step,
    second=exact_smorms3_step,
    cases=cases,
    **FAMILY.walk.played,
    wrong=(
        *FAMILY.bound(*(wrong for wrong in STEP if wrong is not lr_forgotten)),  # which is lr_not_used: zeta is below 1
        *FAMILY.bound(*STATE, *SEVERAL, *QUOTIENT),
        *FAMILY.each(("mem", "g1", "g2"), *PART, writes_into_state),
        *FAMILY.each(("g1", "g2"), old_average),
        *FAMILY.bound(
            weights_swapped,
            weights_swapped__g1,
            weights_swapped__g2,
            share_without_one,
            share_fixed,
            summed_up,
            summed_up__old,
            summed_up__g1,
            summed_up__g2,
            summed_up__old_g1,
            summed_up__old_g2,
            gradient_not_squared,
            squares_the_mean,
            zeta_not_squared,
            zeta_without_eps,
            zeta_without_eps__min,
            zeta_from_old,
            zeta_from_old__min,
            eps_missing__root,
            old_average__root,
            zeta_upside_down,
            maximum,
            zeta_not_used,
            lr_not_used,
            lr_times_zeta,
            smallest_of_array,
            steps_by_mean,
            square_under_root,
            memory_without_one,
            memory_by_zeta,
            memory_counts,
            memory_parentheses,
            memory_by_rate,
            memory_first,
        ),
    ),
    hints=(
        "g1 is the mean of the gradients, g2 the mean of their squares. What is g1**2 / g2 if all gradients are equal, "
        "and what if they only scatter around 0?",
        "r = 1 / (mem + 1), then g1 and g2 as moving averages with the shares 1 - r and r, then zeta, w, mem.",
        "Write the six lines of the statement in their order, with np.minimum and np.sqrt; compute r from the mem you "
        "are given. Return w, mem, g1, g2.",
    ),
    hints_for={
        "mem": (
            "Take zeta = 1 and zeta = 0. What should become of a memory of 5 in each case?",
            "mem = 1 + mem * (1 - zeta), with the zeta that was not cut off at lr.",
            "`mem = 1 + mem * (1 - zeta)` as the last line; r was made from the mem you were given.",
        ),
        "weights_swapped": (
            "With mem = 9, should one new gradient count a tenth, or nine tenths?",
            "r = 1 / (mem + 1) is the share of what is new; the old value keeps 1 - r.",
            "`g1 = (1 - r) * g1 + r * grad`, and g2 likewise with `grad**2`.",
        ),
        "smallest_of_array": (
            "Two weights have zeta 0.001 and 0.9. Which rate should each of them get?",
            "The rate of weight i is min(lr, zeta[i]).",
            "`np.minimum(lr, zeta)` gives an array of the shape of zeta; `min` and `np.min` give one number.",
        ),
        "eps_inside_root": EPS_INSIDE,
        "writes_into_everything": IN_PLACE,
    },
    magnitude=magnitude,
)
