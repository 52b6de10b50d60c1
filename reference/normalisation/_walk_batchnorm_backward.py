"""batchnorm_backward by hand: the direct way, and those through the mean and the variance."""

import numpy as np

from grader import Figure, Step, Walk

from .._walk import factor, number, products, terms

ARGS = {
    "dout": np.array([[3.0, 2], [0, -1], [1, 1], [2, 2]]),
    "x": np.array([[0.0, 1], [3, 2], [4, 3], [5, 2]]),
    "gamma": np.array([2.0, 4]),
    "beta": np.array([1.0, -1]),
    "eps": 0.5,
}


def steps(dout, x, gamma, beta, eps):
    """What the forward pass made, dbeta and dgamma, g, then the three ways to dx."""
    m, D = x.shape
    columns = range(D)
    mean, std = x.mean(axis=0), np.sqrt(x.var(axis=0) + eps)
    xhat = (x - mean) / std
    yield Step(
        "First what the forward pass made of x: mean and std of each feature, and xhat. For these {m} samples they are "
        "round numbers.",
        (Figure("x", x), Figure("mean", mean), Figure("std", std), Figure("xhat", xhat), Figure("dout", dout)),
        tuple(
            f"xhat[0, {d}]: ({number(x[0, d])} - {number(mean[d])}) / {number(std[d])} = {number(xhat[0, d])}"
            for d in columns
        ),
        "xhat = (x - mean) / np.sqrt(var + eps)",
        {"m": m},
    )
    dbeta = dout.sum(axis=0)
    yield Step(
        "out = gamma * xhat + beta. beta was added to all {m} numbers of its feature, so dbeta is the sum of dout over "
        "them.",
        (Figure("dout", dout, np.s_[:, 0]), Figure("dbeta", dbeta, 0)),
        tuple(f"dbeta[{d}]: {terms(dout[:, d])} = {number(dbeta[d])}" for d in columns),
        "dbeta = dout.sum(axis=0)    # (N, C, H, W): axis=(0, 2, 3)",
        {"m": m},
    )
    dgamma = (dout * xhat).sum(axis=0)
    yield Step(
        "gamma was multiplied by xhat. So it gets dout times xhat, and again the sum.",
        (Figure("dout", dout, np.s_[:, 0]), Figure("xhat", xhat, np.s_[:, 0]), Figure("dgamma", dgamma, 0)),
        tuple(f"dgamma[{d}]: {products(dout[:, d], xhat[:, d])} = {number(dgamma[d])}" for d in columns),
        "dgamma = (dout * xhat).sum(axis=0)",
    )
    g = dout * gamma
    yield Step(
        "And xhat gets dout times gamma. Call this g: it is what goes on backwards.",
        (Figure("dout", dout), Figure("gamma", gamma), Figure("g", g, np.s_[:, 0])),
        tuple(f"g[{n}, 0]: {factor(dout[n, 0])}*{number(gamma[0])} = {number(g[n, 0])}" for n in range(m)),
        "g = dout * gamma",
    )
    direct = g / std
    yield Step(
        "Now from xhat to x. The direct way: x stands in xhat = (x - mean) / std, so g / std arrives. But this is not "
        "all: mean and std were made of x, too.",
        (Figure("g", g), Figure("std", std), Figure("g / std", direct, np.s_[:, 0])),
        tuple(f"n={n}: {number(g[n, 0])} / {number(std[0])} = {number(direct[n, 0])}" for n in range(m)),
        "g / std",
    )
    through_mean = g.sum(axis=0) / m
    yield Step(
        "The way through the mean. If one x grows, the mean grows by 1/{m} of it, and every xhat of the feature falls. "
        "So each x loses the mean of all g, divided by std.",
        (Figure("g", g, np.s_[:, 0]), Figure("mean(g)", through_mean, 0)),
        tuple(f"mean(g)[{d}]: ({terms(g[:, d])})/{m} = {number(through_mean[d])}" for d in columns),
        "g.mean(axis=0)",
        {"m": m},
    )
    weight = (g * xhat).sum(axis=0) / m
    yield Step(
        "The way through the variance. An x far from the mean stretches std, and all xhat shrink. How much x counts "
        "here is its own xhat; how much that matters, the mean of g * xhat. Again all is divided by std.",
        (Figure("g", g, np.s_[:, 0]), Figure("xhat", xhat, np.s_[:, 0]), Figure("mean(g * xhat)", weight, 0)),
        tuple(f"mean(g * xhat)[{d}]: ({products(g[:, d], xhat[:, d])})/{m} = {number(weight[d])}" for d in columns),
        "xhat * (g * xhat).mean(axis=0)",
    )
    dx = (g - through_mean - xhat * weight) / std
    yield Step(
        "All three ways together. dx of each feature adds up to 0: moving all its numbers by the same amount "
        "changes no xhat.",
        (
            Figure("g", g),
            Figure("xhat", xhat),
            Figure("dx", dx, np.s_[:, 0]),
            Figure("dgamma", dgamma),
            Figure("dbeta", dbeta),
        ),
        tuple(
            f"dx[{n}, 0]: ({number(g[n, 0])} - {factor(through_mean[0])} - {factor(xhat[n, 0])}*{factor(weight[0])}) / "
            f"{number(std[0])} = {number(dx[n, 0])}"
            for n in range(m)
        ),
        "dx = (g - mean(g) - xhat * mean(g * xhat)) / std",
    )


WALK = Walk(ARGS, steps)
