"""AdaMax: the mean gradient over the largest of late."""

import numpy as np

from grader import Spec

from ._family import Family
from ._hints import IN_PLACE, MEAN
from ._moments import (
    betas_fixed,
    betas_fixed__average_m,
    betas_fixed__m,
    betas_fixed__v,
    betas_swapped,
    corrected,
    corrections,
    lost_digits,
    step_behind,
)
from ._slips import (
    AVERAGE,
    PART,
    SEVERAL,
    STATE,
    STEP,
    eps_fixed,
    eps_fixed__1e6,
    eps_fixed__1e7,
    eps_fixed__1e10,
    eps_missing,
    lr_fixed__2e3,
    old_average,
    writes_into_state,
)
from ._trajectory import Walk, torch_walk, zeros


def move(call, m, u, first=corrected):
    """The new w from the new state."""
    return call.w - call.lr * first(m, call.beta1, call.t) / u


FAMILY = Family(
    Walk(("w", "grad", "m", "u", "t", "lr", "beta1", "beta2", "eps"), {"m": zeros, "u": zeros}),
    averages={"m": ("beta1", 1)},
    move=move,
)


def adamax_step(w, grad, m, u, t, lr, beta1, beta2, eps):
    """Step number t of AdaMax, w, grad, m and u of one shape -> the new w, m and u."""
    m = beta1 * m + (1 - beta1) * grad
    u = np.maximum(beta2 * u, np.abs(grad) + eps)
    return w - lr / (1 - beta1**t) * m / u, m, u


def torch_adamax_step(params, grads, lr, beta1, beta2, eps):
    """PyTorch's Adamax along the same gradients."""
    import torch

    return torch_walk(
        lambda leaves: torch.optim.Adamax(leaves, betas=(beta1, beta2), eps=eps),
        lambda state: (state["exp_avg"], state["exp_inf"]),
        params, grads, lr,
    )  # fmt: skip


def cases(rng):
    """A step by hand from m = u = 0, then walks of five steps."""
    yield FAMILY.walk.by_hand([1.0, -2.0], [1.5, -3.5], lr=0.5, beta1=0.75, beta2=0.875, eps=0.5)
    one, other = {"lr": 0.25, "beta1": 0.75, "beta2": 0.875}, {"lr": 0.5, "beta1": 0.375, "beta2": 0.625}
    yield from FAMILY.walk.walks(rng, one, other, {"lr": 0.002, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8})


def eps_beside_u(call):
    """eps was added where u divides. Here it stands inside the maximum: max(beta2 * u, abs(grad) + eps)."""
    _, m, _ = call.right()
    u = np.maximum(call.beta2 * call.u, np.abs(call.grad))
    return call.w - call.lr * corrected(m, call.beta1, call.t) / (u + call.eps), m, u


def eps_beside_u__too(call):
    """eps was added again where u divides. It stands inside the maximum only."""
    _, m, u = call.right()
    return call.w - call.lr * corrected(m, call.beta1, call.t) / (u + call.eps), m, u


def eps_beside_maximum(call):
    """eps was added to the maximum, so it is in u twice from then on. Add it to abs(grad): max(.., abs(grad) + eps)."""
    return call.with_state(u=np.maximum(call.beta2 * call.u, np.abs(call.grad)) + call.eps)


def eps_beside_old(call):
    """eps was added to beta2 * u. It stands beside the gradient: max(beta2 * u, abs(grad) + eps)."""
    return call.with_state(u=np.maximum(call.beta2 * call.u + call.eps, np.abs(call.grad)))


def eps_as_third(call):
    """eps was put into the maximum as a third value. It is added to abs(grad): max(beta2 * u, abs(grad) + eps)."""
    return call.with_state(u=np.maximum(np.maximum(call.beta2 * call.u, np.abs(call.grad)), call.eps))


def absolute_missing(call):
    """The gradient was compared with its sign. Take its size: max(beta2 * u, abs(grad) + eps)."""
    return call.with_state(u=np.maximum(call.beta2 * call.u, call.grad + call.eps))


def gradient_squared(call):
    """grad ** 2 was put into the maximum, as in Adam's v. Here it is abs(grad)."""
    return call.with_state(u=np.maximum(call.beta2 * call.u, call.grad**2 + call.eps))


def division_by_zero(call):
    """The first step divides by 0: w was moved with the old u, which starts at 0. First update u, then use it."""
    _, m, u = call.right()
    return call.moved(m, call.u), m, u


def division_by_zero__minimum(call):
    """The first step divides by 0. Is u the larger of the two (np.maximum), is it updated before it is used?"""
    return call.with_state(u=np.minimum(call.beta2 * call.u, np.abs(call.grad) + call.eps))


def division_by_zero__t(call):
    """The first step divides by 0. Is u updated before it is used, and t used as it is (1 in the first step)?"""
    _, m, u = call.right()
    return call.moved(m, u, first=step_behind), m, u


def division_by_zero__error(call):
    """The first step divides by 0. Is t used as it is (1 in the first step), and u updated before it is used?"""
    raise ZeroDivisionError


def betas_swapped__averages(call):
    """In m and u beta1 and beta2 are swapped: beta1 belongs to m, beta2 to u."""
    return call.with_state(
        m=call.beta2 * call.m + (1 - call.beta2) * call.grad,
        u=np.maximum(call.beta1 * call.u, np.abs(call.grad) + call.eps),
    )


def no_decay(call):
    """beta2 is missing, so u never shrinks: max(beta2 * u, abs(grad) + eps)."""
    return call.with_state(u=np.maximum(call.u, np.abs(call.grad) + call.eps))


def decay_on_both(call):
    """beta2 multiplies the gradient, too. It multiplies the old u only."""
    return call.with_state(u=call.beta2 * np.maximum(call.u, np.abs(call.grad) + call.eps))


def weights_in_maximum(call):
    """abs(grad) was multiplied by 1 - beta2. A maximum is no average: max(beta2 * u, abs(grad) + eps)."""
    return call.with_state(u=np.maximum(call.beta2 * call.u, (1 - call.beta2) * np.abs(call.grad) + call.eps))


def average_in_place_of_maximum(call):
    """u is a moving average. Take the larger of beta2 * u and abs(grad) + eps."""
    return call.with_state(u=call.beta2 * call.u + (1 - call.beta2) * (np.abs(call.grad) + call.eps))


def average_in_place_of_maximum__eps_outside(call):
    """u is a moving average, with eps added. Take the larger of beta2 * u and abs(grad) + eps."""
    return call.with_state(u=call.beta2 * call.u + (1 - call.beta2) * np.abs(call.grad) + call.eps)


def average_in_place_of_maximum__without_eps(call):
    """u is a moving average, without eps. Take the larger of beta2 * u and abs(grad) + eps."""
    return call.with_state(u=call.beta2 * call.u + (1 - call.beta2) * np.abs(call.grad))


def weights_in_maximum__with_eps(call):
    """abs(grad) + eps was multiplied by 1 - beta2. A maximum is no average: max(beta2 * u, abs(grad) + eps)."""
    return call.with_state(u=np.maximum(call.beta2 * call.u, (1 - call.beta2) * (np.abs(call.grad) + call.eps)))


def sum_in_place_of_maximum(call):
    """The two were added. Take the larger of beta2 * u and abs(grad) + eps."""
    return call.with_state(u=call.beta2 * call.u + np.abs(call.grad) + call.eps)


def largest_of_array(call):
    """The maximum was taken over the whole array. Compare two arrays element by element: np.maximum, not np.max."""
    return call.with_state(u=np.maximum(call.beta2 * call.u, np.abs(call.grad).max() + call.eps))


def corrects_u(call):
    """u was corrected, too. A maximum has no bias towards 0: correct m only."""
    _, m, u = call.right()
    return call.moved(m, u / (1 - call.beta2**call.t)), m, u


def root_of_u(call):
    """The root of u was taken, as of Adam's v. u is no square: divide by u."""
    _, m, u = call.right()
    return call.moved(m, np.sqrt(u)), m, u


def multiplies_by_u(call):
    """m was multiplied by u. Divide by it."""
    _, m, u = call.right()
    return call.moved(m, 1 / u), m, u


def steps_by_gradient(call):
    """w was moved by the gradient. The numerator is m."""
    _, m, u = call.right()
    return call.w - call.lr / (1 - call.beta1**call.t) * call.grad / u, m, u


def steps_by_gradient__uncorrected(call):
    """w was moved by the gradient itself. The numerator is m, corrected."""
    _, m, u = call.right()
    return call.w - call.lr * call.grad / u, m, u


def returns_corrected(call):
    """The corrected m was returned. Return m as it was before: the next step builds on that."""
    w, m, u = call.right()
    return w, corrected(m, call.beta1, call.t), u


spec = Spec(
    solve=adamax_step,
    torch=torch_adamax_step,
    cases=cases,
    **FAMILY.walk.played,
    wrong=(
        *FAMILY.bound(
            *STEP, *STATE, *SEVERAL, lr_fixed__2e3, betas_swapped, betas_fixed, betas_fixed__m, betas_fixed__v
        ),
        *FAMILY.bound(betas_swapped__averages, betas_fixed__average_m),
        *FAMILY.bound(eps_missing, eps_fixed, eps_fixed__1e6, eps_fixed__1e7, eps_fixed__1e10),
        *FAMILY.each(("m", "u"), *PART, writes_into_state),
        *FAMILY.each(("m",), old_average),
        *FAMILY.averaged(("m",), *AVERAGE),
        *(wrong for wrong in corrections(FAMILY, "m") if wrong.__name__ != step_behind.__name__),
        *FAMILY.bound(
            eps_beside_u,
            eps_beside_u__too,
            eps_beside_maximum,
            eps_beside_old,
            eps_as_third,
            absolute_missing,
            gradient_squared,
            division_by_zero,
            division_by_zero__minimum,
            division_by_zero__t,
            division_by_zero__error,
            no_decay,
            decay_on_both,
            weights_in_maximum,
            weights_in_maximum__with_eps,
            average_in_place_of_maximum,
            average_in_place_of_maximum__eps_outside,
            average_in_place_of_maximum__without_eps,
            sum_in_place_of_maximum,
            largest_of_array,
            corrects_u,
            root_of_u,
            multiplies_by_u,
            steps_by_gradient,
            steps_by_gradient__uncorrected,
            returns_corrected,
        ),
    ),
    hints=(
        "Adam divides by a root mean square of the gradients. Which other measure of their size forgets slowly, too?",
        "m_new as in Adam; u_new = max(beta2 * u, abs(grad) + eps); w_new = w - lr / (1 - beta1**t) * m_new / u_new.",
        "np.maximum(a, b) compares two arrays element by element. Three lines: m, u, w; return w, m, u.",
    ),
    hints_for={
        "m": MEAN,
        "u": (
            "Take beta2 = 0.5, u = 4 and a gradient of -3. Which two numbers are compared, and which one is kept?",
            "u = max(beta2 * u, abs(grad) + eps), element by element.",
            "`u = np.maximum(beta2 * u, np.abs(grad) + eps)`: beta2 is on the left, eps on the right. Return this u.",
        ),
        "no_bias_correction": (
            "Let all gradients be 1. What is m after the first step, and what would you like it to be?",
            "Only m is corrected: lr / (1 - beta1**t) * m / u.",
            "`w = w - lr / (1 - beta1**t) * m / u`. Return m, not the corrected one.",
        ),
        "writes_into_everything": IN_PLACE,
    },
    summands=FAMILY.summands(adamax_step),
    magnitude=FAMILY.walk.size(adamax_step, lambda t, lr, beta1, beta2, eps: lost_digits(beta1), {"m": 1}),
)
