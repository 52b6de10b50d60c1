"""Adam: the mean gradient over the root of the mean square, both corrected for their start at 0."""

import numpy as np

from grader import Spec

from ._family import Family
from ._hints import BIAS, EPS_INSIDE, IN_PLACE, MEAN, MEAN_SQUARE
from ._moments import (
    MOMENTS,
    corrected,
    corrections,
    lost_digits,
    step_behind__error,
    steps_by_gradient,
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
    eps_after_quotient__rate,
    gradient_not_squared,
    gradient_not_squared__absolute,
    old_average,
    square_summed__dot,
    writes_into_state,
)
from ._trajectory import Walk, torch_walk, zeros
from ._walk_adam_step import WALK


def quotient(call, m, v, first=corrected, second=corrected):
    """The parts of the step of w."""
    return call.lr * first(m, call.beta1, call.t), second(v, call.beta2, call.t)


FAMILY = Family(
    Walk(("w", "grad", "m", "v", "t", "lr", "beta1", "beta2", "eps"), {"m": zeros, "v": zeros}),
    quotient,
    {"m": ("beta1", 1), "v": ("beta2", 2)},
)


def adam_step(w, grad, m, v, t, lr, beta1, beta2, eps):
    """Step number t of Adam, w, grad, m and v of one shape -> the new w, m and v."""
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    mhat = m / (1 - beta1**t)
    vhat = v / (1 - beta2**t)
    return w - lr * mhat / (np.sqrt(vhat) + eps), m, v


def torch_adam_step(params, grads, lr, beta1, beta2, eps):
    """PyTorch's Adam along the same gradients."""
    import torch

    return torch_walk(
        lambda leaves: torch.optim.Adam(leaves, betas=(beta1, beta2), eps=eps),
        lambda state: (state["exp_avg"], state["exp_avg_sq"]),
        params, grads, lr,
    )  # fmt: skip


def cases(rng):
    """A step by hand from m = v = 0, then walks of five steps."""
    yield FAMILY.walk.by_hand([1.0, -2.0], [1.5, -3.5], lr=0.5, beta1=0.75, beta2=0.875, eps=0.5)
    one, other = {"lr": 0.25, "beta1": 0.75, "beta2": 0.875}, {"lr": 0.5, "beta1": 0.375, "beta2": 0.625}
    yield from FAMILY.walk.walks(rng, one, other, {"lr": 0.001, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8})


spec = Spec(
    solve=adam_step,
    torch=torch_adam_step,
    cases=cases,
    **FAMILY.walk.played,
    wrong=(
        *FAMILY.bound(*STEP, *STATE, *SEVERAL, *QUOTIENT, eps_after_quotient__rate, *MOMENTS),
        *FAMILY.each(("m", "v"), *PART, old_average, writes_into_state),
        *FAMILY.averaged(("m", "v"), *AVERAGE),
        *FAMILY.averaged(("v",), *SQUARE),
        *FAMILY.each(("v",), gradient_not_squared, gradient_not_squared__absolute, square_summed__dot),
        *corrections(FAMILY, "m", "v"),
        *FAMILY.bound(step_behind__error, steps_by_gradient, steps_by_gradient__corrected),
    ),
    hints=(
        "In the first step m is (1 - beta1) * grad, smaller than the gradient. By which factor? And after t steps?",
        "mhat = m / (1 - beta1**t), vhat = v / (1 - beta2**t), w_new = w - lr * mhat / (sqrt(vhat) + eps), with the "
        "new m and v.",
        "Five lines: m, v (new arrays, not m *= beta1), mhat, vhat, w. Return w, m, v, not mhat and vhat.",
    ),
    hints_for={
        "m": MEAN,
        "v": MEAN_SQUARE,
        "no_bias_correction": BIAS,
        "eps_inside_root": EPS_INSIDE,
        "eps_before_correction": (
            "How large is eps beside sqrt(v), and how large beside sqrt(vhat), in the first step?",
            "The denominator is sqrt(vhat) + eps with vhat = v / (1 - beta2**t).",
            "`vhat = v / (1 - beta2**t)` first, then `np.sqrt(vhat) + eps`.",
        ),
        "returns_corrected": (
            "What would the next call do to an m that has been divided by 1 - beta1**t already?",
            "mhat and vhat serve this step only. The moving averages go on with m and v.",
            "New names: `mhat = m / (1 - beta1**t)`. The last line is `return w, m, v`.",
        ),
        "writes_into_everything": IN_PLACE,
    },
    summands=FAMILY.summands(adam_step),
    magnitude=FAMILY.walk.size(adam_step, lambda t, lr, beta1, beta2, eps: lost_digits(beta1, beta2), {"m": 1, "v": 2}),
    walk=WALK,
)
