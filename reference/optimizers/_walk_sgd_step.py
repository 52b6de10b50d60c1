"""sgd_step by hand: two weights, two steps. As in the cases, row i of w is w after step i."""

import numpy as np

from grader import Figure, Step, Walk

from .._walk import factor, number

ARGS = {"params": [np.array([1.0, -2.0])], "grads": [np.array([[2.0, 4.0], [-1.0, 0.0]])], "lr": 0.5}


def steps(params, grads, lr):
    """Against the gradient, twice."""
    (w,), (grads,) = params, grads
    rows = np.full(grads.shape, np.nan)
    yield Step(
        "Two weights and their gradients. The gradient says which way the loss grows; we want it to shrink.",
        (Figure("w", w), Figure("grad", grads[0])),
    )
    for i, grad in enumerate(grads):
        before, w = w, w - lr * grad
        rows[i] = w
        yield Step(
            "Step {t}: each weight goes against its own gradient, lr = {lr} times as far. A gradient of 0 moves "
            "nothing. w is shown with one row for each step.",
            (Figure("w_old", before), Figure("grad", grad), Figure("w", rows, i)),
            tuple(
                f"w[{k}]: {number(before[k])} - {number(lr)}*{factor(grad[k])} = {number(w[k])}" for k in range(len(w))
            ),
            "return w - lr * grad",
            {"t": i + 1, "lr": number(lr)},
        )


WALK = Walk(ARGS, steps)
