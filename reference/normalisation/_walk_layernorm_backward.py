"""layernorm_backward by hand: the three ways of batch normalisation, along the rows."""

import numpy as np

from grader import Figure, Step, Walk

from .._walk import factor, number, products, terms

ARGS = {
    "dout": np.array([[3.0, 0, 1, 2], [2, -1, 1, -2]]),
    "x": np.array([[0.0, 3, 4, 5], [1, 2, 3, 2]]),
    "gamma": np.array([2.0, 1, 2, -1]),
    "beta": np.array([1.0, 0, -1, 0]),
    "eps": 0.5,
}


def steps(dout, x, gamma, beta, eps):
    """What the forward pass made, dbeta and dgamma, g, then the three ways to dx."""
    N, D = x.shape
    mean, std = x.mean(axis=1, keepdims=True), np.sqrt(x.var(axis=1, keepdims=True) + eps)
    xhat = (x - mean) / std
    yield Step(
        "First what the forward pass made of x: mean and std of each sample, along the rows, and xhat.",
        (Figure("x", x), Figure("mean", mean), Figure("std", std), Figure("xhat", xhat), Figure("dout", dout)),
        tuple(
            f"xhat[{n}, 0]: ({number(x[n, 0])} - {number(mean[n, 0])}) / {number(std[n, 0])} = {number(xhat[n, 0])}"
            for n in range(N)
        ),
        "xhat = (x - mean) / np.sqrt(var + eps)",
    )
    dgamma, dbeta = (dout * xhat).sum(axis=0), dout.sum(axis=0)
    yield Step(
        "gamma and beta belong to the features and serve all samples. So their gradients are added down the columns, "
        "over the {N} samples: dout for beta, dout * xhat for gamma.",
        (
            Figure("dout", dout, np.s_[:, 0]),
            Figure("xhat", xhat, np.s_[:, 0]),
            Figure("dgamma", dgamma, 0),
            Figure("dbeta", dbeta, 0),
        ),
        (
            *(f"dbeta[{d}]: {terms(dout[:, d])} = {number(dbeta[d])}" for d in range(D)),
            *(f"dgamma[{d}]: {products(dout[:, d], xhat[:, d])} = {number(dgamma[d])}" for d in range(D)),
        ),
        "dbeta = dout.sum(axis=0); dgamma = (dout * xhat).sum(axis=0)",
        {"N": N},
    )
    g = dout * gamma
    yield Step(
        "xhat gets dout times gamma: g. gamma differs along the row, so it has to be in before the means are taken.",
        (Figure("dout", dout, 0), Figure("gamma", gamma), Figure("g", g, 0)),
        tuple(f"g[0, {d}]: {factor(dout[0, d])}*{factor(gamma[d])} = {number(g[0, d])}" for d in range(D)),
        "g = dout * gamma",
    )
    through_mean = g.sum(axis=1, keepdims=True) / D
    yield Step(
        "The way through the mean. If one x grows, the mean of its sample grows by 1/{D} of it, and every xhat of the "
        "row falls. So each x loses the mean of the row's g.",
        (Figure("g", g, 0), Figure("mean(g)", through_mean, 0)),
        tuple(f"mean(g)[{n}]: ({terms(g[n])})/{D} = {number(through_mean[n, 0])}" for n in range(N)),
        "g.mean(axis=1, keepdims=True)",
        {"D": D},
    )
    weight = (g * xhat).sum(axis=1, keepdims=True) / D
    yield Step(
        "The way through the variance. An x far from the mean stretches std, and all xhat of the row shrink: each x "
        "loses its own xhat times the mean of g * xhat.",
        (Figure("g", g, 0), Figure("xhat", xhat, 0), Figure("mean(g * xhat)", weight, 0)),
        tuple(f"mean(g * xhat)[{n}]: ({products(g[n], xhat[n])})/{D} = {number(weight[n, 0])}" for n in range(N)),
        "xhat * (g * xhat).mean(axis=1, keepdims=True)",
    )
    dx = (g - through_mean - xhat * weight) / std
    yield Step(
        "The direct way is g itself. All three together, divided by std; each row of dx adds up to 0.",
        (
            Figure("g", g, 0),
            Figure("xhat", xhat, 0),
            Figure("dx", dx, 0),
            Figure("dgamma", dgamma),
            Figure("dbeta", dbeta),
        ),
        tuple(
            f"dx[0, {d}]: ({number(g[0, d])} - {factor(through_mean[0, 0])} - {factor(xhat[0, d])}*"
            f"{factor(weight[0, 0])}) / {number(std[0, 0])} = {number(dx[0, d])}"
            for d in range(D)
        ),
        "dx = (g - mean(g) - xhat * mean(g * xhat)) / std",
    )


WALK = Walk(ARGS, steps)
