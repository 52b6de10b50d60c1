"""rmsprop_step by hand: a large and a small gradient, two steps. As in the cases, row i is after step i."""

import numpy as np

from grader import Figure, Step, Walk

from .._walk import factor, number

ARGS = {
    "params": [np.array([1.0, -2.0])],
    "grads": [np.array([[8.0, -2.0], [8.0, 2.0]])],
    "lr": 0.5,
    "alpha": 0.75,
    "eps": 0.5,
}


def steps(params, grads, lr, alpha, eps):
    """The moving average of the squares, then the step."""
    (w,), (grads,) = params, grads
    h = np.zeros_like(w)
    ws, hs = np.full(grads.shape, np.nan), np.full(grads.shape, np.nan)
    yield Step(
        "One gradient is {large}, the other {small}: with one learning rate for both, the first weight would run and "
        "the second crawl. h remembers how large the gradients of each weight are. It begins at 0.",
        (Figure("w", w), Figure("h", h), Figure("grad", grads[0])),
        values={"large": number(grads[0, 0]), "small": number(grads[0, 1])},
    )
    for i, grad in enumerate(grads):
        before, h = h, alpha * h + (1 - alpha) * grad**2
        hs[i] = h
        keep, take = number(alpha), number(1 - alpha)
        yield Step(
            "Step {t}. h keeps the part alpha = {keep} of itself and takes {take} of the new square: a moving average. "
            "The square has no sign; only the size counts.",
            (Figure("h_old", before), Figure("grad", grad), Figure("h", hs, i)),
            tuple(
                f"h[{k}]: {keep}*{number(before[k])} + {take}*{factor(grad[k])}**2 = {number(h[k])}"
                for k in range(len(w))
            ),
            "h = alpha * h + (1 - alpha) * grad**2",
            {"t": i + 1, "keep": keep, "take": take},
        )
        before, w = w, w - lr * grad / (np.sqrt(h) + eps)
        ws[i] = w
        yield Step(
            "Divide by the root of the new h, with eps = {eps} added after the root. The steps of both weights are now "
            "of about the same size.",
            (Figure("w_old", before), Figure("h", hs, i), Figure("grad", grad), Figure("w", ws, i)),
            tuple(
                f"w[{k}]: {number(before[k])} - {number(lr)}*{factor(grad[k])} / (sqrt({number(h[k])}) + {number(eps)})"
                f" = {number(w[k])}"
                for k in range(len(w))
            ),
            "w - lr * grad / (np.sqrt(h) + eps)",
            {"eps": number(eps)},
        )


WALK = Walk(ARGS, steps)
