"""The pieces that the misconceptions of batch normalisation are made of."""

from ._layouts import CHANNEL


def batch(x, ddof=0):
    """Mean and variance of each feature."""
    rows = CHANNEL.rows(x)
    return rows.mean(axis=1), rows.var(axis=1, ddof=ddof)


def statistics(x, running_mean, running_var, train):
    return batch(x) if train else (running_mean, running_var)


def applied(solve, x, gamma, beta, mean, std):
    """out with these statistics: evaluation does just that."""
    return solve(x, gamma, beta, mean, std**2, 0.5, 0.0, False)[0]


def old_and_new(old, new, momentum):
    return (1 - momentum) * old + momentum * new
