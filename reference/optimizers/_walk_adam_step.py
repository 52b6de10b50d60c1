"""adam_step by hand: two weights, two steps. As in the cases, row i is what there is after step i."""

import numpy as np

from grader import Figure, Step, Walk

from .._walk import factor, number

ARGS = {
    "params": [np.array([1.0, -2.0])],
    "grads": [np.array([[4.0, -0.5], [4.0, 0.5]])],
    "lr": 0.5,
    "beta1": 0.5,
    "beta2": 0.75,
    "eps": 0.01,
}


def steps(params, grads, lr, beta1, beta2, eps):
    """For t = 1 and t = 2: m, v, their correction, the step."""
    (w,), (grads,) = params, grads
    m, v = np.zeros_like(w), np.zeros_like(w)
    ws, ms, vs = (np.full(grads.shape, np.nan) for _ in range(3))
    each = range(len(w))
    yield Step(
        "Adam keeps two moving averages for each weight: m of the gradient (where to) and v of its square (how large). "
        "Both begin at 0. w, m and v get one row for each step.",
        (Figure("w", w), Figure("m", m), Figure("v", v), Figure("grad", grads[0])),
    )
    averages = (
        "t = {t}. m keeps the part beta1 = {beta1} of itself and takes the rest from the gradient; v does the same "
        "with beta2 = {beta2} and the square.",
        "t = {t}. The same again, from the m and v of the step before. The second gradient has turned round: in m the "
        "two almost cancel, in v they add up.",
    )
    corrections = (
        "m and v began at 0, so both are too small: after one step m is only {first} times the gradient. Divide "
        "by just that factor, and mhat is the gradient itself.",
        "What we divide by depends on t: 1 minus beta1 to the power of t. It comes closer to 1 with each step, and in "
        "the end there is nothing left to correct.",
    )
    for i, grad in enumerate(grads):
        t = i + 1
        old_m, old_v = m, v
        m, v = beta1 * m + (1 - beta1) * grad, beta2 * v + (1 - beta2) * grad**2
        ms[i], vs[i] = m, v
        yield Step(
            averages[i],
            (Figure("grad", grad), Figure("m", ms, i), Figure("v", vs, i)),
            (
                *(
                    f"m[{k}]: {number(beta1)}*{factor(old_m[k])} + {number(1 - beta1)}*{factor(grad[k])} = "
                    f"{number(m[k])}"
                    for k in each
                ),
                *(
                    f"v[{k}]: {number(beta2)}*{number(old_v[k])} + {number(1 - beta2)}*{factor(grad[k])}**2 = "
                    f"{number(v[k])}"
                    for k in each
                ),
            ),
            "m = beta1 * m + (1 - beta1) * grad; v = ...",
            {"t": t, "beta1": number(beta1), "beta2": number(beta2)},
        )
        first, second = 1 - beta1**t, 1 - beta2**t
        mhat, vhat = m / first, v / second
        yield Step(
            corrections[i],
            (Figure("m", ms, i), Figure("mhat", mhat), Figure("v", vs, i), Figure("vhat", vhat)),
            (
                f"1 - {number(beta1)}**{t} = {number(first)}",
                f"1 - {number(beta2)}**{t} = {number(second)}",
                *(f"mhat[{k}]: {number(m[k])} / {number(first)} = {number(mhat[k])}" for k in each),
                *(f"vhat[{k}]: {number(v[k])} / {number(second)} = {number(vhat[k])}" for k in each),
            ),
            "mhat = m / (1 - beta1**t); vhat = ...",
            {"first": number(first)},
        )
        before, w = w, w - lr * mhat / (np.sqrt(vhat) + eps)
        ws[i] = w
        yield Step(
            "The step: mhat over the root of vhat, so a weight with small gradients goes about as far as one with "
            "large ones. eps = {eps} comes after the root. m and v are handed on as they are, not mhat and vhat.",
            (Figure("w_old", before), Figure("w", ws, i), Figure("m", ms, i), Figure("v", vs, i)),
            tuple(
                f"w[{k}]: {number(before[k])} - {number(lr)}*{factor(mhat[k])} / (sqrt({number(vhat[k])}) + "
                f"{number(eps)}) = {number(w[k])}"
                for k in each
            ),
            "w = w - lr * mhat / (np.sqrt(vhat) + eps)",
            {"eps": number(eps)},
        )


WALK = Walk(ARGS, steps)
