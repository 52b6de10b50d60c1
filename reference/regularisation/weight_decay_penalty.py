"""The L2 penalty: half of lam times the sum of all squared weights, without the biases."""

import math
from itertools import pairwise

import numpy as np

from grader import Case, Spec, grid


def weight_decay_penalty(weights, lam):
    """lam / 2 times the sum of all squares in the arrays of more than one axis, a list of parameters -> float.

    Krogh & Hertz, A simple weight decay can improve generalization (NIPS 1991), equation 2.
    """
    return lam / 2 * sum(np.sum(W**2) for W in weights if W.ndim > 1)


def naive_weight_decay_penalty(weights, lam):
    """One weight at a time."""
    return math.fsum(0.5 * lam * float(value) ** 2 for W in weights if len(W.shape) >= 2 for value in W.flat)


def torch_weight_decay_penalty(weights, lam):
    """PyTorch's squared norms, summed."""
    import torch

    return sum(lam / 2 * torch.linalg.vector_norm(W) ** 2 for W in weights if W.dim() > 1)


def _network(rng, *sizes):
    """W1, b1, W2, b2, ... of affine layers."""
    found = []
    for D, M in pairwise(sizes):
        found += [grid(rng, D, M) + 0.03125, grid(rng, M) + 0.03125]
    return found


def cases(rng):
    """A layer to check by hand, several layers, convolutions, no penalty."""
    layer = [np.array([[1.0, -2.0, 3.0], [0.5, 1.5, -1.0]]), np.array([4.0, 5.0, -6.0])]
    yield Case("by hand: one layer, lam = 0.1", {"weights": layer, "lam": 0.1})
    yield Case("two layers, lam = 3", {"weights": _network(rng, 3, 5, 2), "lam": 3.0})
    convolution = [np.asfortranarray(grid(rng, 4, 3, 2, 5) + 0.03125), grid(rng, 4) + 0.03125]
    yield Case("a convolution, not contiguous", {"weights": convolution, "lam": 0.25})
    yield Case("a convolution and a layer", {"weights": [*convolution, *_network(rng, 6, 4)], "lam": 0.01})
    yield Case("square matrices", {"weights": _network(rng, 3, 3, 3), "lam": 0.5})
    yield Case("lam = 0", {"weights": _network(rng, 2, 4), "lam": 0.0})
    sizes = [int(n) for n in rng.integers(2, 8, 4)]
    yield Case("sizes drawn anew", {"weights": _network(rng, *sizes), "lam": int(rng.integers(1, 9)) / 16}, hidden=True)
    convolution = [grid(rng, *rng.integers(2, 5, 4)), grid(rng, 3)]
    yield Case("a convolution, sizes drawn anew", {"weights": convolution, "lam": 1.25}, hidden=True)


def _matrices(weights):
    return [W for W in weights if W.ndim > 1]


def counts_biases(solve, weights, lam):
    """The biases are in the penalty, too. Leave them out: take only the arrays with more than one axis."""
    return solve([W[None] for W in weights], lam)


def forgets_half(solve, weights, lam):
    """The 1/2 is missing: the penalty is lam / 2 times the sum of squares."""
    return 2 * solve(weights, lam)


def forgets_half__with_biases(solve, weights, lam):
    """The 1/2 is missing, and the biases are in the penalty: it is lam / 2 times the squares of the weights alone."""
    return 2 * counts_biases(solve, weights, lam)


def forgets_square(solve, weights, lam):
    """The weights were not squared, so negative ones lower the penalty. Sum W ** 2."""
    return lam / 2 * sum(W.sum() for W in _matrices(weights))


def square_of_sum(solve, weights, lam):
    """The sum was squared. Square each weight first, then sum."""
    return lam / 2 * sum(W.sum() ** 2 for W in _matrices(weights))


def absolute_values(solve, weights, lam):
    """Absolute values were summed, which is L1 (lasso). Weight decay is L2 (ridge): sum the squares."""
    return lam / 2 * sum(np.abs(W).sum() for W in _matrices(weights))


def absolute_values__whole(solve, weights, lam):
    """Absolute values were summed, which is L1 (lasso). Weight decay is L2 (ridge): lam / 2 times the squares."""
    return lam * sum(np.abs(W).sum() for W in _matrices(weights))


def takes_root(solve, weights, lam):
    """The root of the sum of squares was taken: that is the norm. The penalty is the sum itself."""
    return lam / 2 * sum(np.sqrt((W**2).sum()) for W in _matrices(weights))


def takes_mean(solve, weights, lam):
    """The mean of the squares was taken. The penalty is a sum over all weights."""
    return lam / 2 * sum((W**2).mean() for W in _matrices(weights))


def first_layer_only(solve, weights, lam):
    """Only the first layer's weights were counted: return after the loop, not in it."""
    return solve(weights[:2], lam)


def last_layer_only(solve, weights, lam):
    """Only the last layer's weights were counted: add up (+=) in the loop."""
    return solve(_matrices(weights)[-1:], lam)


def adds_half_once(solve, weights, lam):
    """The factor lam / 2 was multiplied in anew at every step of the loop. Multiply each layer's sum by it once."""
    total = 0.0
    for W in _matrices(weights):
        total = (total + np.sum(W**2)) * lam / 2
    return total


def matrices_only(solve, weights, lam):
    """Only arrays with exactly two axes were counted. The weights of a convolution have four."""
    return solve([W for W in weights if W.ndim == 2], lam)


def forgets_lam(solve, weights, lam):
    """lam is missing: it says how much the squares count."""
    return solve(weights, 1.0)


def squares_lam(solve, weights, lam):
    """lam was squared, too. Square the weights alone."""
    return solve(weights, lam**2)


def sums_products(solve, weights, lam):
    """W.T @ W multiplies columns with each other. Square each weight: W ** 2, or W * W."""
    return lam / 2 * sum(np.tensordot(W, W, axes=([0], [0])).sum() for W in _matrices(weights))


def divides_by_layers(solve, weights, lam):
    """The penalty was divided by the number of arrays. It is a sum over all weights."""
    return solve(weights, lam) / len(weights)


def divides_by_layers__matrices(solve, weights, lam):
    """The penalty was divided by the number of layers. It is a sum over all weights."""
    return solve(weights, lam) / len(_matrices(weights))


def opposite_sign(solve, weights, lam):
    """The sign is wrong: large weights cost something, so the penalty is positive."""
    return -solve(weights, lam)


def returns_list(solve, weights, lam):
    """A list with one number for each layer was returned. Add them up."""
    return [solve([W], lam) for W in _matrices(weights)]


def writes_into_weights(solve, weights, lam):
    """The weights were changed, by W **= 2 for instance. Compute a new array: W ** 2."""
    penalty = solve(weights, lam)
    for W in _matrices(weights):
        W **= 2
    return penalty


def counts_biases_only(solve, weights, lam):
    """Only the biases were counted. It is the other way round: take the arrays with more than one axis."""
    return solve([W[None] for W in weights if W.ndim == 1], lam)


def doubles_instead_of_squares(solve, weights, lam):
    """The weights were doubled. W * 2 or W + W is no square: that is W ** 2, or W * W."""
    return lam / 2 * sum((2 * W).sum() for W in _matrices(weights))


def takes_root__of_all(solve, weights, lam):
    """The root of the sum over all layers was taken: that is the norm. The penalty is the sum itself."""
    return lam / 2 * np.sqrt(sum((W**2).sum() for W in _matrices(weights)))


def sums_products__matmul(solve, weights, lam):
    """W.T @ W is a product of matrices, which filters are not. Square each weight: W ** 2, or W * W."""
    return lam / 2 * sum((W.T @ W).sum() for W in _matrices(weights))


def matrices_only__empty_sum(solve, weights, lam):
    """Only arrays with exactly two axes were counted. The weights of a convolution have four."""
    return sum(lam / 2 * np.sum(W**2) for W in weights if W.ndim == 2)  # of nothing: 0, an int


spec = Spec(
    solve=weight_decay_penalty,
    torch=torch_weight_decay_penalty,
    second=naive_weight_decay_penalty,
    cases=cases,
    outputs=("penalty",),
    magnitude=lambda weights, lam: 4 * weight_decay_penalty(weights, lam),
    wrong=(
        counts_biases,
        counts_biases_only,
        forgets_half,
        forgets_half__with_biases,
        forgets_square,
        square_of_sum,
        doubles_instead_of_squares,
        absolute_values,
        absolute_values__whole,
        takes_root,
        takes_root__of_all,
        takes_mean,
        first_layer_only,
        last_layer_only,
        adds_half_once,
        matrices_only,
        matrices_only__empty_sum,
        forgets_lam,
        squares_lam,
        sums_products,
        sums_products__matmul,
        divides_by_layers,
        divides_by_layers__matrices,
        opposite_sign,
        returns_list,
        writes_into_weights,
    ),
    hints=(
        "The penalty of one layer is its sum of squares times a constant. Which arrays of the list take part?",
        "penalty = lam / 2 * (sum of W^2 over all arrays W with more than one axis).",
        "Begin with 0; for every array with W.ndim > 1 add 0.5 * lam * np.sum(W ** 2); return after the loop.",
    ),
    hints_for={
        "matrices_only": (
            "How many axes have the filters of a convolution, and how many has a bias?",
            "A bias has one axis, every weight has more than one: test for that and for nothing else.",
            "`if W.ndim > 1:` before the sum is added.",
        ),
    },
)
