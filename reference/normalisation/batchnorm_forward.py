"""Batch normalisation, forward: every feature gets mean 0 and variance 1, and the running values move along."""

import numpy as np

from grader import Case, Spec

from . import _forward_slips as slips
from ._batches import factors, hand_made, numbers, positive
from ._batchnorm_axes import AXES
from ._batchnorm_running import RUNNING
from ._batchnorm_variance import VARIANCE, in_mode
from ._layouts import CHANNEL, spread
from ._magnitude import size_of_output
from ._walk_batchnorm_forward import WALK

NAMES = ("x", "gamma", "beta", "running_mean", "running_var", "momentum", "eps", "train")


def batchnorm_forward(x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """Batch normalisation of x (N, D) or (N, C, H, W) -> out like x, running_mean, running_var (C,).

    Ioffe & Szegedy, Batch Normalization (arXiv 1502.03167), algorithm 1.
    """
    axes = (0, 2, 3)[: x.ndim - 1]  # everything but the features: (0,) for (N, D)
    shape = (1, -1, 1, 1)[: x.ndim]  # brings one number for each feature into line with x
    if train:
        m = x.size // x.shape[1]  # so many numbers have a mean in common
        mean, var = x.mean(axis=axes), x.var(axis=axes)
        running_mean = (1 - momentum) * running_mean + momentum * mean
        running_var = (1 - momentum) * running_var + momentum * var * m / (m - 1)
    else:
        mean, var = running_mean, running_var
    xhat = (x - mean.reshape(shape)) / np.sqrt(var + eps).reshape(shape)
    return gamma.reshape(shape) * xhat + beta.reshape(shape), running_mean, running_var


def blocks(x):
    """The indices of each feature."""
    return [[(i, c, *rest) for i, *rest in np.ndindex(len(x), *x.shape[2:])] for c in range(x.shape[1])]


def naive_batchnorm_forward(x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """One number at a time: slow, and close to the definition."""
    new_mean, new_var, out = running_mean.copy(), running_var.copy(), np.zeros(x.shape)
    for c, block in enumerate(blocks(x)):
        mean, var = running_mean[c], running_var[c]
        if train:
            mean = sum(float(x[index]) for index in block) / len(block)
            squares = sum((float(x[index]) - mean) ** 2 for index in block)
            var = squares / len(block)
            new_mean[c] += momentum * (mean - new_mean[c])
            new_var[c] += momentum * (squares / (len(block) - 1) - new_var[c])
        for index in block:
            out[index] = gamma[c] * (x[index] - mean) / (var + eps) ** 0.5 + beta[c]
    return out, new_mean, new_var


def torch_batchnorm_forward(x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """PyTorch's batch normalisation, which writes the new running values into the old ones."""
    import torch

    out = torch.nn.functional.batch_norm(x, running_mean, running_var, gamma, beta, train, momentum, eps)
    return out, running_mean, running_var


def magnitude(x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """In x - mean the sizes of both count, and the variance may be a difference, too."""
    if not train:
        size = (np.abs(x) + np.abs(spread(running_mean, x))) / spread(np.sqrt(running_var + eps), x)
        out = np.abs(spread(gamma, x)) * size + np.abs(spread(beta, x))
        return out, np.abs(running_mean), running_var
    out = size_of_output(CHANNEL, x, gamma, beta, eps)
    rows = CHANNEL.rows(x)
    m = rows.shape[1]
    squares = ((rows**2).mean(axis=1) + rows.mean(axis=1) ** 2) * m / (m - 1)
    keep = abs(1 - momentum)
    return out, keep * np.abs(running_mean) + momentum * np.abs(rows).mean(1), keep * running_var + momentum * squares


def _case(rng, name, x, momentum, eps, train, hidden=False):
    C = x.shape[1]
    running = numbers(rng, C), positive(rng, C)
    args = (x, factors(rng, C), numbers(rng, C) + 1.25, *running, momentum, eps, train)
    return Case(name, dict(zip(NAMES, args)), hidden)


def cases(rng):
    """A batch to check by hand, rows and images in training and in evaluation, with an eps that can be seen."""
    running = np.array([0.0, 4.0]), np.array([1.0, 3.0])
    args = (hand_made().T.copy(), np.array([3.0, 2.0]), np.array([1.0, -1.0]), *running, 0.25, 0.25, True)
    yield Case("by hand: 4 rows of 2 features, training", dict(zip(NAMES, args)))
    x = numbers(rng, 5, 3)
    x[:, 1] = 0.5
    yield _case(rng, "a feature that is constant, training", x, 0.125, 0.1, True)
    yield _case(rng, "images, training, not contiguous", np.asfortranarray(numbers(rng, 3, 2, 4, 5)), 0.3, 0.1, True)
    yield _case(rng, "images as wide as they have channels, training", numbers(rng, 2, 3, 5, 3), 0.1, 0.01, True)
    yield _case(rng, "one image, training", numbers(rng, 1, 3, 2, 4), 0.7, 0.1, True)
    yield _case(rng, "rows, evaluation", numbers(rng, 2, 5), 0.1, 0.1, False)
    yield _case(rng, "images, evaluation", numbers(rng, 2, 3, 4, 5), 0.1, 0.01, False)
    yield _case(rng, "images as wide as they have channels, evaluation", numbers(rng, 3, 2, 4, 2), 0.1, 0.1, False)
    for name, low, high, train in (
        ("sizes drawn anew, training", [4, 2, 2, 3], [6, 5, 4, 6], True),
        ("sizes drawn anew, rows or evaluation", [3, 2, 2, 2], [6, 5, 5, 5], bool(rng.integers(2))),
    ):
        shape = [int(n) for n in rng.integers(low, high)]
        x = numbers(rng, *shape[: 2 if "rows" in name and train else 4])
        momentum, eps = int(rng.integers(1, 7)) / 16, int(rng.integers(1, 5)) / 16
        yield _case(rng, name, x, momentum, eps, train, hidden=True)


# gamma and beta, as in every layer that normalises


def _affine(wrong):
    """A misconception of a layer that returns out alone, for this one."""

    def in_batchnorm(solve, x, gamma, beta, *setting):
        _, mean, var = solve(x, gamma, beta, *setting)
        return wrong(CHANNEL, lambda *args: solve(*args)[0], x, gamma, beta, *setting), mean, var

    in_batchnorm.__name__ = wrong.__name__
    in_batchnorm.__doc__ = wrong.__doc__
    return in_batchnorm


AFFINE = tuple(
    map(
        _affine,
        (
            slips.forgets_gamma,
            slips.forgets_beta,
            slips.stops_at_standard,
            slips.swaps_gamma_and_beta,
            slips.beta_before_gamma,
            slips.subtracts_beta,
            slips.opposite_sign,
            slips.first_sample_only,
        ),
    )
)


def ladder():
    """Batches of growing size in training, to be timed on."""
    rng = np.random.default_rng(0)
    for N, C, H in ((2, 3, 8), (4, 8, 32), (8, 16, 64)):
        yield _case(rng, f"{N} images of {C}x{H}x{H}", numbers(rng, N, C, H, H), 0.1, 0.1, True)


spec = Spec(
    solve=batchnorm_forward,
    torch=torch_batchnorm_forward,
    second=naive_batchnorm_forward,
    cases=cases,
    outputs=("out", "running_mean", "running_var"),
    shapes=dict.fromkeys(("gamma", "beta", "running_mean", "running_var"), "C"),
    wrong=(
        *AXES,
        *VARIANCE,
        *RUNNING,
        *AFFINE,
        *(in_mode(wrong, True) for wrong in AFFINE),
    ),
    hints=(
        "Which numbers of x have a mean in common? On images not only those of one pixel. And where does the mean "
        "come from when a single image is to be classified?",
        "m = x.size / number of features; out = gamma * (x - mean) / sqrt(var + eps) + beta with var divided by m; "
        "running_var takes var * m / (m - 1).",
        "Take mean and var over the axes 0 (rows) or 0, 2, 3 (images) in training, else use the running values. "
        "On images reshape mean, var, gamma and beta to (1, C, 1, 1) before they meet x.",
    ),
    hints_for={
        "out": (
            "Print mean.shape and x.shape. Is there one mean for each feature, and does it stand below axis 1 of x?",
            "out = gamma * (x - mean) / sqrt(var + eps) + beta. In training var divides by m; in evaluation mean and "
            "var are the running ones.",
            "`shape = (1, -1) if x.ndim == 2 else (1, -1, 1, 1)`, then `xhat = (x - mean.reshape(shape)) / "
            "np.sqrt(var.reshape(shape) + eps)`",
        ),
        "running_mean": (
            "With momentum 0.1: which part of the old running mean is left after one batch?",
            "running_mean = (1 - momentum) * running_mean + momentum * mean, in training only.",
            "`if train: running_mean = (1 - momentum) * running_mean + momentum * mean`, where both have the shape "
            "(D,).",
        ),
        "running_var": (
            "A batch is a small sample of all data. Does its variance, divided by m, come out too small or too large?",
            "running_var = (1 - momentum) * running_var + momentum * var * m / (m - 1), where m numbers have a mean "
            "in common.",
            "`m = x.size // x.shape[1]`, then `unbiased = var * m / (m - 1)` for running_var only.",
        ),
        "per_pixel": (
            "A batch has 10 images of 3 channels. How many means are there, whatever the size of the images?",
            "mean[c] = 1 / (N * H * W) * sum over n, i, j of x[n, c, i, j].",
            "`axes = 0 if x.ndim == 2 else (0, 2, 3)`, then `x.mean(axis=axes)` and `x.var(axis=axes)`",
        ),
        "not_in_line": (
            "NumPy lines up shapes from the right. Write (C,) below (N, C, H, W): under which axis does it stand?",
            "One number for each channel fits images as (1, C, 1, 1).",
            "`v.reshape(1, -1, 1, 1)` for everything that has one number for each channel.",
        ),
        "channels_not_moved": (
            "A reshape keeps the order of the numbers. What comes after a pixel of x: its next channel, or the next "
            "pixel?",
            "(N, C, H, W) first becomes (N, H, W, C), then (N * H * W, C). The way back is the reverse.",
            "`rows = x.transpose(0, 2, 3, 1).reshape(-1, C)`, and back: `rows.reshape(N, H, W, C).transpose(0, 3, 1, "
            "2)`",
        ),
    },
    magnitude=magnitude,
    ladder=ladder,
    walk=WALK,
)
