"""momentum_step by hand: two weights, three steps. As in the cases, row i is what there is after step i."""

import numpy as np

from grader import Figure, Step, Walk

from .._walk import factor, number

ARGS = {
    "params": [np.array([1.0, -2.0])],
    "grads": [np.array([[2.0, 4.0], [2.0, -4.0], [0.0, 0.0]])],
    "lr": 0.5,
    "momentum": 0.5,
}


def steps(params, grads, lr, momentum):
    """The velocity, then the weights; step by step."""
    (w,), (grads,) = params, grads
    v = np.zeros_like(w)
    ws, vs = np.full(grads.shape, np.nan), np.full(grads.shape, np.nan)
    yield Step(
        "A ball rolls down: the gradient pushes it, and it keeps a part of its velocity v. At first v is 0. w and "
        "v get one row for each step.",
        (Figure("w", w), Figure("v", v), Figure("grad", grads[0])),
    )
    texts = (
        "Step {t}. First the velocity: momentum = {momentum} times the old one, minus lr = {lr} times the gradient. v "
        "was 0, so this is plain gradient descent.",
        "Step {t}. The first gradient is as before, so v grows: steps in one direction get longer. The second one has "
        "turned round, and what is left of v holds against it.",
        "Step {t}. All gradients are 0, and still the weights move: v fades by the factor {momentum}.",
    )
    for i, (text, grad) in enumerate(zip(texts, grads, strict=True)):
        before, v = v, momentum * v - lr * grad
        vs[i] = v
        kept, rate = number(momentum), number(lr)
        yield Step(
            text,
            (Figure("v_old", before), Figure("grad", grad), Figure("v", vs, i)),
            tuple(
                f"v[{k}]: {kept}*{factor(before[k])} - {rate}*{factor(grad[k])} = {number(v[k])}" for k in range(len(w))
            ),
            "v = momentum * v - lr * grad",
            {"t": i + 1, "momentum": kept, "lr": rate},
        )
        before, w = w, w + v
        ws[i] = w
        yield Step(
            "Then the weights move by the new v. Its minus is inside already, so it is added.",
            (Figure("w_old", before), Figure("v", vs, i), Figure("w", ws, i)),
            tuple(f"w[{k}]: {number(before[k])} + {factor(v[k])} = {number(w[k])}" for k in range(len(w))),
            "return w + v, v",
        )


WALK = Walk(ARGS, steps)
