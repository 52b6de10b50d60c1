"""softmax by hand: two rows, one of them with logits that exp cannot bear."""

import numpy as np

from grader import Figure, Step, Walk

from .._walk import factor, number, terms

ARGS = {"logits": np.array([[1.0, 3, 2], [1000, 999, 1000]])}


def steps(logits):
    """The maximum, the exponentials, their sum, the quotient."""
    N, K = logits.shape
    top = logits.max(axis=1, keepdims=True)
    yield Step(
        "Each row of logits becomes {K} probabilities, by itself. First look for the largest logit of each row.",
        (Figure("logits", logits, 0), Figure("max", top, 0)),
        tuple(f"max({', '.join(map(number, logits[n]))}) = {number(top[n, 0])}" for n in range(N)),
        "logits.max(axis=1, keepdims=True)",
        {"K": K},
    )
    shifted = logits - top
    yield Step(
        "Subtract it. The probabilities stay the same, because numerator and denominator shrink by the same factor. "
        "But now exp gets nothing above 0: exp({large}) would be inf.",
        (Figure("logits", logits, 1), Figure("shifted", shifted, 1)),
        tuple(f"{number(logits[1, k])} - {number(top[1, 0])} = {number(shifted[1, k])}" for k in range(K)),
        "shifted = logits - logits.max(axis=1, keepdims=True)",
        {"large": number(logits.max())},
    )
    exps = np.exp(shifted)
    yield Step(
        "exp of each number. The largest of each row becomes 1, the others less, none negative.",
        (Figure("shifted", shifted, 0), Figure("exps", exps, 0)),
        tuple(f"exp({number(shifted[0, k])}) = {number(exps[0, k])}" for k in range(K)),
        "exps = np.exp(shifted)",
    )
    total = exps.sum(axis=1, keepdims=True)
    yield Step(
        "The sum of each row, over the {K} classes and not over the batch.",
        (Figure("exps", exps, 0), Figure("sum", total, 0)),
        tuple(f"{terms(exps[n])} = {number(total[n, 0])}" for n in range(N)),
        "exps.sum(axis=1, keepdims=True)",
        {"K": K},
    )
    out = exps / total
    yield Step(
        "Divide each row by its sum. Now each row adds up to 1, and a larger logit has a larger probability.",
        (Figure("exps", exps), Figure("sum", total), Figure("out", out, 0)),
        tuple(f"out[0, {k}]: {factor(exps[0, k])} / {number(total[0, 0])} = {number(out[0, k])}" for k in range(K)),
        "exps / exps.sum(axis=1, keepdims=True)",
    )


WALK = Walk(ARGS, steps)
