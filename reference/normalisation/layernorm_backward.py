"""Layer normalisation, backward: three ways lead from x to the loss."""

import numpy as np

from grader import Case, Spec, grid

from ._backward import backward, parts, ways
from ._dx_slips import DX, gamma_outside_means, gamma_twice__in_the_end
from ._layouts import CHANNEL, SAMPLE, bound
from ._magnitude import size_of_gradients
from ._naive import naive_backward
from ._parameter_slips import PARAMETERS
from ._walk_layernorm_backward import WALK
from .layernorm_forward import blocks, layernorm_forward
from .layernorm_forward import cases as forward_cases
from .layernorm_forward import ladder as forward_ladder


def layernorm_backward(dout, x, gamma, beta, eps):
    """Gradients of layer normalisation, dout and x (N, D), gamma and beta (D,) -> dx like x, dgamma, dbeta (D,)."""
    std = np.sqrt(x.var(axis=1, keepdims=True) + eps)
    xhat = (x - x.mean(axis=1, keepdims=True)) / std
    g = dout * gamma  # what arrives at xhat; gamma differs within a sample, so it has to be in before the means
    through_mean = g.mean(axis=1, keepdims=True)
    through_var = xhat * (g * xhat).mean(axis=1, keepdims=True)
    return (g - through_mean - through_var) / std, (dout * xhat).sum(axis=0), dout.sum(axis=0)


def naive_layernorm_backward(dout, x, gamma, beta, eps):
    """The chain rule, one number at a time."""
    return naive_backward(blocks(x), dout, x, gamma, beta, eps)


def torch_layernorm_backward(dout, x, gamma, beta, eps):
    """PyTorch's autograd through its layer normalisation."""
    import torch

    inputs = [tensor.requires_grad_() for tensor in (x, gamma, beta)]
    out = torch.nn.functional.layer_norm(x, gamma.shape, gamma, beta, eps)
    return torch.autograd.grad(out, inputs, dout)


def magnitude(dout, x, gamma, beta, eps):
    """The sums of the absolute values of all terms."""
    return size_of_gradients(SAMPLE, dout, x, gamma, beta, eps)


def _case(rng, case):
    dout = grid(rng, *case.args["x"].shape, limit=2)
    if "by hand" in case.name:
        dout = np.array([[1.0, 0.0, 0.0, 0.0], [0.0, 2.0, 0.0, 1.0]])
    if "not contiguous" in case.name:
        dout = dout.repeat(2, axis=1)[:, ::2]
    return Case(case.name, {"dout": dout, **case.args}, case.hidden)


def cases(rng):
    """The batches of layernorm_forward with a random upstream gradient."""
    for case in forward_cases(rng):
        yield _case(rng, case)


def over_batch(solve, dout, x, gamma, beta, eps):
    """Every feature was normalised over the batch, which is batch normalisation. Here every sample is: use axis 1."""
    return backward(CHANNEL, dout, x, gamma, beta, eps)


def over_batch__means(solve, dout, x, gamma, beta, eps):
    """In dx the means were taken over the batch. The mean and the variance are those of a sample: use axis 1."""
    _, dgamma, dbeta = solve(dout, x, gamma, beta, eps)
    p = parts(SAMPLE, dout, x, gamma, (eps,))
    return (p.g - p.g.mean(axis=0) - p.xhat * (p.g * p.xhat).mean(axis=0)) / p.std, dgamma, dbeta


def over_batch__sums(solve, dout, x, gamma, beta, eps):
    """In dx the sums ran over the batch. They are those of a sample: use axis 1."""
    _, dgamma, dbeta = solve(dout, x, gamma, beta, eps)
    p = parts(SAMPLE, dout, x, gamma, (eps,))
    return (p.g - (p.g.sum(axis=0) + p.xhat * (p.g * p.xhat).sum(axis=0)) / p.m) / p.std, dgamma, dbeta


def over_batch__sums_of_shares(solve, dout, x, gamma, beta, eps):
    """In dx the gradients of mean and variance were summed over the batch. They are those of a sample: use axis 1."""
    _, dgamma, dbeta = solve(dout, x, gamma, beta, eps)
    p = parts(SAMPLE, dout, x, gamma, (eps,))
    through_mean = (p.g / p.std).sum(axis=0)
    through_var = p.centred * (p.g * p.centred / p.std**3).sum(axis=0)
    return p.g / p.std - (through_mean + through_var) / p.m, dgamma, dbeta


def divides_by_samples(solve, dout, x, gamma, beta, eps):
    """The sums in dx were divided by N. A sample has D features in its mean: divide by D."""
    _, dgamma, dbeta = solve(dout, x, gamma, beta, eps)
    p = parts(SAMPLE, dout, x, gamma, (eps,))
    return (p.g - (p.mean + p.var) * p.m / len(x)) / p.std, dgamma, dbeta


def mean_not_in_line(solve, dout, x, gamma, beta, eps):
    """A mean (N,) meets x (N, D): NumPy lines up the last axes. With keepdims=True it is (N, 1) and fits."""
    std = np.sqrt(x.var(axis=1) + eps)
    xhat, g = (x - x.mean(axis=1)) / std, dout * gamma
    dx = (g - g.mean(axis=1) - xhat * (g * xhat).mean(axis=1)) / std
    return dx, (dout * xhat).sum(axis=0), dout.sum(axis=0)


def mean_not_in_line__dx(solve, dout, x, gamma, beta, eps):
    """In dx a mean (N,) meets an array (N, D). With keepdims=True it is (N, 1) and fits."""
    _, dgamma, dbeta = solve(dout, x, gamma, beta, eps)
    p = parts(SAMPLE, dout, x, gamma, (eps,))
    return (p.g - p.g.mean(axis=1) - p.xhat * (p.g * p.xhat).mean(axis=1)) / p.std, dgamma, dbeta


def dx_transposed(solve, dout, x, gamma, beta, eps):
    """dx is (D, N). It has the shape of x: (N, D)."""
    dx, dgamma, dbeta = solve(dout, x, gamma, beta, eps)
    return dx.T, dgamma, dbeta


def ladder():
    """The ladder of layernorm_forward with an upstream gradient."""
    rng = np.random.default_rng(0)
    for case in forward_ladder():
        yield _case(rng, case)


spec = Spec(
    solve=layernorm_backward,
    torch=torch_layernorm_backward,
    second=naive_layernorm_backward,
    cases=cases,
    outputs=("dx", "dgamma", "dbeta"),
    shapes={"dout": "N D", "x": "N D", "gamma": "D", "beta": "D", "dx": "N D", "dgamma": "D", "dbeta": "D"},
    forward=layernorm_forward,
    wrt=("x", "gamma", "beta"),
    wrong=(
        *bound(SAMPLE, *DX, *PARAMETERS, gamma_outside_means, gamma_twice__in_the_end),
        over_batch,
        over_batch__means,
        over_batch__sums,
        over_batch__sums_of_shares,
        divides_by_samples,
        mean_not_in_line,
        mean_not_in_line__dx,
        dx_transposed,
    ),
    hints=(
        "Change one number of x a little. Its own xhat moves, and so do the mean and the variance of its sample. "
        "Whom do these two reach?",
        "With g = dout * gamma and std = sqrt(var + eps): dx = (g - mean(g) - xhat * mean(g * xhat)) / std, the means "
        "over the D features of the sample; dgamma = sum(dout * xhat), dbeta = sum(dout), over the batch.",
        "Compute xhat with keepdims=True over axis 1, then g, then the formula with means over axis 1; dgamma and "
        "dbeta are sums over axis 0.",
    ),
    hints_for={
        "dx": (
            "Add the same number to all x of one sample: nothing changes. So what is the sum of dx over it?",
            "With g = dout * gamma: dx = (g - mean(g) - xhat * mean(g * xhat)) / std.",
            "`g = dout * gamma`, then `(g - g.mean(axis=1, keepdims=True) - xhat * (g * xhat).mean(axis=1, "
            "keepdims=True)) / std`",
        ),
        "dgamma": (
            "By what is gamma multiplied in the forward pass, and how many outputs have one gamma in common?",
            "dgamma[d] = the sum of dout[n, d] * xhat[n, d] over all samples n.",
            "`dgamma = (dout * xhat).sum(axis=0)`",
        ),
        "dbeta": (
            "If one beta grows by 0.1, by how much do its outputs grow, and how many are they?",
            "dbeta[d] = the sum of dout[n, d] over all samples n.",
            "`dbeta = dout.sum(axis=0)`",
        ),
        "variance_is_constant": (
            "Move one x away from its mean. The variance grows: whose xhat changes with it?",
            "The third term of dx is -xhat * mean(g * xhat) / std: first multiply, then take the mean.",
            "`through_var = xhat * (g * xhat).mean(axis=1, keepdims=True)`",
        ),
        "mean_is_constant": (
            "Move one x up a little. What happens to x - mean of all the others?",
            "The second term of dx is -mean(g) / std.",
            "`through_mean = g.mean(axis=1, keepdims=True)`",
        ),
        "gamma_outside_means": (
            "Look at one of your means: have all its terms the same gamma?",
            "mean(gamma * dout) is not gamma * mean(dout) where gamma differs within the mean.",
            "`g = dout * gamma` first, with gamma brought into line, and then only g in both means.",
        ),
    },
    magnitude=magnitude,
    summands=ways(SAMPLE),
    ladder=ladder,
    walk=WALK,
)
