"""Layer normalisation, forward: every sample gets mean 0 and variance 1."""

import numpy as np

from grader import Case, Spec

from ._batches import factors, hand_made, numbers
from ._forward import forward
from ._forward_slips import FORWARD
from ._layouts import CHANNEL, SAMPLE, bound
from ._magnitude import size_of_output
from ._naive import naive_forward
from ._walk_layernorm_forward import WALK

NAMES = ("x", "gamma", "beta", "eps")


def layernorm_forward(x, gamma, beta, eps):
    """Layer normalisation, x (N, D), gamma and beta (D,) -> (N, D).

    Ba, Kiros & Hinton, Layer Normalization (arXiv 1607.06450), section 3.
    """
    mean, var = x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True)  # (N, 1): one of each per sample
    return gamma * (x - mean) / np.sqrt(var + eps) + beta


def blocks(x):
    """The indices of each sample."""
    return [[(n, d) for d in range(x.shape[1])] for n in range(len(x))]


def naive_layernorm_forward(x, gamma, beta, eps):
    """One number at a time: slow, and close to the definition."""
    return naive_forward(blocks(x), x, gamma, beta, eps)


def torch_layernorm_forward(x, gamma, beta, eps):
    """PyTorch's layer normalisation."""
    import torch

    return torch.nn.functional.layer_norm(x, gamma.shape, gamma, beta, eps)


def magnitude(x, gamma, beta, eps):
    """In x - mean the sizes of both count, and the variance may be a difference, too."""
    return size_of_output(SAMPLE, x, gamma, beta, eps)


def _case(rng, name, x, eps, hidden=False):
    D = x.shape[1]
    return Case(name, dict(zip(NAMES, (x, factors(rng, D), numbers(rng, D) + 1.25, eps))), hidden)


def cases(rng):
    """Two samples to check by hand, then an eps that can be seen, and as many samples as features."""
    gamma, beta = np.array([1.0, 2.0, 3.0, 4.0]), np.array([0.0, 0.0, 1.0, -1.0])
    yield Case("by hand: 2 samples of 4 features", dict(zip(NAMES, (hand_made(), gamma, beta, 0.25))))
    x = numbers(rng, 5, 3)
    x[1] = 0.5
    yield _case(rng, "a sample that is constant", x, 0.1)
    yield _case(rng, "more features than samples, not contiguous", np.asfortranarray(numbers(rng, 3, 7)), 0.01)
    yield _case(rng, "as many samples as features", numbers(rng, 4, 4), 0.1)
    yield _case(rng, "one sample", numbers(rng, 1, 6), 0.1)
    for name in ("sizes drawn anew", "sizes drawn anew, once more"):
        x = numbers(rng, *(int(n) for n in rng.integers([2, 3], [7, 9])))
        yield _case(rng, name, x, int(rng.integers(1, 5)) / 16, hidden=True)


def over_batch(solve, x, gamma, beta, eps):
    """Every feature was normalised over the batch, which is batch normalisation. Here every sample is: use axis 1."""
    return forward(CHANNEL, x, gamma, beta, eps)


def _as_written(x, gamma, beta, eps, axis):
    """A mean without keepdims: NumPy lines it up with the last axis, or refuses to."""
    return gamma * (x - x.mean(axis=axis)) / np.sqrt(x.var(axis=axis) + eps) + beta


def mean_not_in_line(solve, x, gamma, beta, eps):
    """A mean (N,) meets x (N, D): NumPy lines up the last axes. With keepdims=True it is (N, 1) and fits."""
    return _as_written(x, gamma, beta, eps, 1)


def mean_not_in_line__variance_too(solve, x, gamma, beta, eps):
    """A mean (N,) meets x (N, D), and so the variance is wrong, too. With keepdims=True it is (N, 1) and fits."""
    centred = x - x.mean(axis=1)
    return gamma * centred / np.sqrt((centred**2).mean(axis=1) + eps) + beta


def gamma_for_samples(solve, x, gamma, beta, eps):
    """gamma and beta were applied to samples. There is one of each per feature: leave them as (D,)."""
    ones, zeros = np.ones_like(gamma), np.zeros_like(beta)
    return gamma[:, None] * solve(x, ones, zeros, eps) + beta[:, None]


def gamma_for_samples__counted(solve, x, gamma, beta, eps):
    """gamma and beta were taken by the number of the sample. There is one of each per feature: gamma[d]."""
    ones, zeros, n = np.ones_like(gamma), np.zeros_like(beta), np.arange(len(x))
    return gamma[n][:, None] * solve(x, ones, zeros, eps) + beta[n][:, None]


def transposed(solve, x, gamma, beta, eps):
    """The result is (D, N). Samples come first: (N, D)."""
    return solve(x, gamma, beta, eps).T


def ladder():
    """Batches of growing size, to be timed on."""
    rng = np.random.default_rng(0)
    for N, D in ((8, 32), (64, 256), (512, 1024)):
        yield _case(rng, f"{N} samples of {D} features", numbers(rng, N, D), 0.1)


spec = Spec(
    solve=layernorm_forward,
    torch=torch_layernorm_forward,
    second=naive_layernorm_forward,
    cases=cases,
    shapes={"x": "N D", "gamma": "D", "beta": "D", "out": "N D"},
    wrong=(
        *bound(SAMPLE, *FORWARD),
        over_batch,
        mean_not_in_line,
        mean_not_in_line__variance_too,
        gamma_for_samples,
        gamma_for_samples__counted,
        transposed,
    ),
    hints=(
        "Which numbers of x have a mean in common? Would a sample come out the same if it were alone in the batch?",
        "For each sample: mean and var over its D features, then out = gamma * (x - mean) / sqrt(var + eps) + beta.",
        "mean = x.mean(axis=1, keepdims=True), var in the same way: both are (N, 1) and fit x; gamma and beta are "
        "(D,) and fit the last axis as they are.",
    ),
    hints_for={
        "over_batch": (
            "Two samples of three features: how many means are there?",
            "mean[n] = 1 / D * sum over d of x[n, d].",
            "`x.mean(axis=1, keepdims=True)`, and the same axis for var.",
        ),
        "mean_not_in_line": (
            "NumPy lines up shapes from the right. Write (N,) below (N, D): under which axis does it stand?",
            "As (N, 1) it stands below the samples, and is stretched over the features.",
            "`mean = x.mean(axis=1, keepdims=True)`, or `mean[:, None]`",
        ),
        "eps_outside_root": (
            "Take a sample whose variance is 0. Does your code divide by eps, or by sqrt(eps)?",
            "std = sqrt(var + eps): eps is inside of the root.",
            "`std = np.sqrt(x.var(axis=1, keepdims=True) + eps)`",
        ),
    },
    magnitude=magnitude,
    ladder=ladder,
    walk=WALK,
)
