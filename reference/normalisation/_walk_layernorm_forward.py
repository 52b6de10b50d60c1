"""layernorm_forward by hand: two rows of four features, each brought to mean 0 by itself."""

import numpy as np

from grader import Figure, Step, Walk

from .._walk import factor, number, terms

ARGS = {
    "x": np.array([[0.0, 3, 4, 5], [1, 2, 3, 2]]),
    "gamma": np.array([2.0, 1, 2, -1]),
    "beta": np.array([1.0, 0, -1, 0]),
    "eps": 0.5,
}


def steps(x, gamma, beta, eps):
    """Mean, variance, xhat, out: along the rows."""
    N, D = x.shape
    rows = range(N)
    mean = x.sum(axis=1, keepdims=True) / D
    yield Step(
        "Batch normalisation goes down the columns. Here each sample, a row, is by itself: its mean over its {D} "
        "features. What the other samples are makes no difference.",
        (Figure("x", x, 0), Figure("mean", mean, 0)),
        tuple(f"mean[{n}]: ({terms(x[n])})/{D} = {number(mean[n, 0])}" for n in rows),
        "mean = x.mean(axis=1, keepdims=True)    # (N, 1)",
        {"D": D},
    )
    centred = x - mean
    var = (centred**2).sum(axis=1, keepdims=True) / D
    yield Step(
        "The variance of each row: the mean of the squared distances from its mean, divided by D = {D}.",
        (Figure("x - mean", centred, 0), Figure("var", var, 0)),
        tuple(
            f"var[{n}]: ({' + '.join(f'{factor(one)}**2' for one in centred[n])})/{D} = {number(var[n, 0])}"
            for n in rows
        ),
        "var = x.var(axis=1, keepdims=True)",
        {"D": D},
    )
    std = np.sqrt(var + eps)
    xhat = centred / std
    yield Step(
        "Add eps, take the root, divide. Each row of xhat has mean 0.",
        (Figure("x - mean", centred, 0), Figure("std", std, 0), Figure("xhat", xhat, 0)),
        (
            *(f"std[{n}]: sqrt({number(var[n, 0])} + {number(eps)}) = {number(std[n, 0])}" for n in rows),
            *(f"xhat[0, {d}]: {number(centred[0, d])} / {number(std[0, 0])} = {number(xhat[0, d])}" for d in range(D)),
        ),
        "xhat = (x - mean) / np.sqrt(var + eps)",
    )
    out = gamma * xhat + beta
    yield Step(
        "gamma and beta belong to the features, not to the samples: they fit the last axis as they are.",
        (Figure("xhat", xhat, 0), Figure("gamma", gamma), Figure("beta", beta), Figure("out", out, 0)),
        tuple(
            f"out[0, {d}]: {factor(gamma[d])}*{factor(xhat[0, d])} + {factor(beta[d])} = {number(out[0, d])}"
            for d in range(D)
        ),
        "out = gamma * xhat + beta",
    )


WALK = Walk(ARGS, steps)
