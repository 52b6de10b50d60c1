"""batchnorm_forward by hand: four rows of two features, chosen so that the standard deviations are whole numbers."""

import numpy as np

from grader import Figure, Step, Walk

from .._walk import factor, number, terms

ARGS = {
    "x": np.array([[0.0, 1], [3, 2], [4, 3], [5, 2]]),
    "gamma": np.array([2.0, 1]),
    "beta": np.array([1.0, -1]),
    "running_mean": np.array([1.0, 0]),
    "running_var": np.array([1.0, 1]),
    "momentum": 0.5,
    "eps": 0.5,
    "train": True,
}


def steps(x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """Mean, variance, xhat, out, and what is remembered."""
    m, D = x.shape
    columns = range(D)
    yield Step(
        "A batch of {m} samples with {D} features. Each feature is brought to mean 0 and variance 1 by "
        "itself, so everything is computed along the columns. The first feature is marked.",
        (Figure("x", x, np.s_[:, 0]), Figure("gamma", gamma), Figure("beta", beta)),
        values={"m": m, "D": D},
    )
    mean = x.sum(axis=0) / m
    yield Step(
        "The mean of each feature over the batch.",
        (Figure("x", x, np.s_[:, 0]), Figure("mean", mean, 0)),
        tuple(f"mean[{d}]: ({terms(x[:, d])})/{m} = {number(mean[d])}" for d in columns),
        "mean = x.mean(axis=0)    # (N, C, H, W): axis=(0, 2, 3)",
    )
    centred = x - mean
    var = (centred**2).sum(axis=0) / m
    yield Step(
        "How far from the mean is each number? The variance is the mean of the squares of that, divided by m = {m}.",
        (Figure("x - mean", centred, np.s_[:, 0]), Figure("var", var, 0)),
        tuple(
            f"var[{d}]: ({' + '.join(f'{factor(one)}**2' for one in centred[:, d])})/{m} = {number(var[d])}"
            for d in columns
        ),
        "var = x.var(axis=0)",
        {"m": m},
    )
    std = np.sqrt(var + eps)
    yield Step(
        "Add eps before you take the root: no division by zero, even where all numbers of a feature are equal.",
        (Figure("var", var), Figure("std", std)),
        tuple(f"std[{d}]: sqrt({number(var[d])} + {number(eps)}) = {number(std[d])}" for d in columns),
        "std = np.sqrt(var + eps)",
    )
    xhat = centred / std
    yield Step(
        "Divide. Now each column of xhat has mean 0, and a variance of almost 1 (eps takes a little).",
        (Figure("x - mean", centred), Figure("std", std), Figure("xhat", xhat, np.s_[:, 0])),
        tuple(f"xhat[{n}, 0]: {number(centred[n, 0])} / {number(std[0])} = {number(xhat[n, 0])}" for n in range(m)),
        "xhat = (x - mean) / np.sqrt(var + eps)",
    )
    out = gamma * xhat + beta
    yield Step(
        "gamma and beta, one of each per feature, let the network choose another scale and centre.",
        (Figure("xhat", xhat), Figure("gamma", gamma), Figure("beta", beta), Figure("out", out, np.s_[:, 0])),
        tuple(
            f"out[{n}, 0]: {number(gamma[0])}*{factor(xhat[n, 0])} + {number(beta[0])} = {number(out[n, 0])}"
            for n in range(m)
        ),
        "out = gamma * xhat + beta    # (N, C, H, W): gamma.reshape(1, -1, 1, 1)",
    )
    new_mean = (1 - momentum) * running_mean + momentum * mean
    keep, take = number(1 - momentum), number(momentum)
    yield Step(
        "For later, when single samples come: the running mean moves towards the mean of this batch, by the part "
        "momentum. out does not use it in training.",
        (Figure("running_mean_old", running_mean), Figure("mean", mean), Figure("running_mean", new_mean, np.s_[:])),
        tuple(
            f"running_mean[{d}]: {keep}*{factor(running_mean[d])} + {take}*{factor(mean[d])} = {number(new_mean[d])}"
            for d in columns
        ),
        "running_mean = (1 - momentum) * running_mean + momentum * mean",
    )
    unbiased = var * m / (m - 1)
    new_var = (1 - momentum) * running_var + momentum * unbiased
    yield Step(
        "The running variance is meant for all data, not for this batch. So it takes the unbiased variance, which "
        "divides by m - 1 = {less}; out has used the other one.",
        (
            Figure("running_var_old", running_var),
            Figure("unbiased", unbiased),
            Figure("running_var", new_var, np.s_[:]),
            Figure("out", out),
            Figure("running_mean", new_mean),
        ),
        (
            *(f"unbiased[{d}]: {number(var[d])}*{m}/{m - 1} = {number(unbiased[d])}" for d in columns),
            *(
                f"running_var[{d}]: {keep}*{number(running_var[d])} + {take}*{number(unbiased[d])} = "
                f"{number(new_var[d])}"
                for d in columns
            ),
        ),
        "running_var = (1 - momentum) * running_var + momentum * var * m / (m - 1)",
        {"less": m - 1},
    )


WALK = Walk(ARGS, steps)
