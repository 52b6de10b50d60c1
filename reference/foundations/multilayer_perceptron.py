"""Layers of perceptrons: what one layer answers is what the next one sees."""

from fractions import Fraction
from itertools import pairwise

import numpy as np

from grader import Case, Spec, grid


def multilayer_perceptron(x, weights, thresholds):
    """Perceptrons in layers, x (N, D), weights [(D, M1), (M1, M2), ...], thresholds [(M1,), ...] -> int array (N, K).

    Minsky & Papert, Perceptrons (1969): one layer cannot compute XOR, two can.
    """
    inputs = x
    for w, threshold in zip(weights, thresholds, strict=True):
        inputs = (inputs @ w >= threshold).astype(int)
    return inputs


def exact_multilayer_perceptron(x, weights, thresholds):
    """One sample and one neuron at a time, in exact fractions."""
    answers = []
    for sample in x.tolist():
        seen = [Fraction(value) for value in sample]
        for w, threshold in zip(weights, thresholds, strict=True):
            sums = [
                sum(value * Fraction(weight) for value, weight in zip(seen, neuron, strict=True))
                for neuron in w.T.tolist()
            ]
            seen = [Fraction(total >= Fraction(limit)) for total, limit in zip(sums, threshold.tolist(), strict=True)]
        answers.append([int(value) for value in seen])
    return np.array(answers)


def _case(name, x, weights, thresholds, hidden=False):
    return Case(name, {"x": x, "weights": weights, "thresholds": thresholds}, hidden)


def _layers(rng, *sizes):
    """Random weights and thresholds for layers with so many inputs and neurons; about half of the neurons fire."""
    pairs = list(pairwise(sizes))
    weights = [grid(rng, before, after) for before, after in pairs]
    thresholds = [grid(rng, pairs[0][1])]
    for w in weights[1:]:  # between the sums of two random choices of the inputs
        chosen = rng.integers(0, 2, (2, len(w)))
        thresholds.append((chosen @ w).mean(axis=0))
    return weights, thresholds


def cases(rng):
    """XOR by hand, then random layers: one, three, and square ones, where a transposed matrix does no harm."""
    corners = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    weights = [np.array([[1.0, -1.0], [1.0, -1.0]]), np.array([[1.0], [1.0]])]
    thresholds = [np.array([1.0, -1.0]), np.array([2.0])]
    yield _case("known: XOR is (OR) and (NAND)", corners, weights, thresholds)
    yield _case("one layer", grid(rng, 12, 3), *_layers(rng, 3, 4))
    yield _case("two layers, square matrices", grid(rng, 16, 3), *_layers(rng, 3, 3, 3))
    yield _case("three layers, x is not contiguous", np.asfortranarray(grid(rng, 14, 4)), *_layers(rng, 4, 6, 5, 3))
    yield _case("two layers, two neurons in the last", grid(rng, 15, 5), *_layers(rng, 5, 7, 2))
    for name in ("sizes drawn anew", "sizes drawn anew, once more"):
        N, D, M, K = (int(n) for n in rng.integers([8, 2, 3, 1], [12, 5, 7, 4]))
        yield _case(name, grid(rng, N, D), *_layers(rng, D, M, K), hidden=True)


def _sums(x, weights, thresholds, between):
    """The sums of the last layer; ``between(sums, threshold)`` is what a layer before it hands on."""
    for w, threshold in zip(weights[:-1], thresholds[:-1], strict=True):
        x = between(x @ w, threshold)
    return x @ weights[-1]


def _fires(sums, threshold):
    return (sums >= threshold).astype(int)


def _chained(x, weights, thresholds, fires):
    """All layers with another neuron."""
    for w, threshold in zip(weights, thresholds, strict=True):
        x = fires(x @ w, threshold)
    return x


def strictly_greater(solve, x, weights, thresholds):
    """A sum equal to the threshold counts as too small. It reaches the threshold: compare with >=, not with >."""
    return _chained(x, weights, thresholds, lambda sums, threshold: (sums > threshold).astype(int))


def ignores_thresholds(solve, x, weights, thresholds):
    """The sums were compared with 0. Each neuron compares with its own threshold."""
    return solve(x, weights, [np.zeros_like(threshold) for threshold in thresholds])


def ignores_thresholds__strictly(solve, x, weights, thresholds):
    """The sums were compared with 0, by >. Each neuron compares with its own threshold, by >=."""
    return _chained(x, weights, thresholds, lambda sums, threshold: (sums > 0).astype(int))


def adds_thresholds(solve, x, weights, thresholds):
    """The thresholds were added to the sums. Subtract them, or compare with them: sums >= threshold."""
    return solve(x, weights, [-threshold for threshold in thresholds])


def adds_thresholds__strictly(solve, x, weights, thresholds):
    """The thresholds were added to the sums, and > was used. Compare with them instead: sums >= threshold."""
    return _chained(x, weights, thresholds, lambda sums, threshold: (sums + threshold > 0).astype(int))


def fires_below(solve, x, weights, thresholds):
    """The answers of the last layer are the wrong way round: 1 where the sum reaches the threshold."""
    return 1 - solve(x, weights, thresholds)


def fires_below__everywhere(solve, x, weights, thresholds):
    """The comparison is the wrong way round. A neuron fires where its sum is large: sums >= threshold."""
    return _chained(x, weights, thresholds, lambda sums, threshold: (sums < threshold).astype(int))


def fires_below__or_equal(solve, x, weights, thresholds):
    """The comparison is the wrong way round. A neuron fires where its sum is large: sums >= threshold, not <=."""
    return _chained(x, weights, thresholds, lambda sums, threshold: (sums <= threshold).astype(int))


def sums_between_layers(solve, x, weights, thresholds):
    """The layers before the last hand on their sums. Every layer answers with zeros and ones, and these go on."""
    return _fires(_sums(x, weights, thresholds, lambda sums, threshold: sums), thresholds[-1])


def sums_between_layers__minus_threshold(solve, x, weights, thresholds):
    """The layers before the last hand on sum minus threshold. They hand on 1 where that is at least 0, else 0."""
    return _fires(_sums(x, weights, thresholds, lambda sums, threshold: sums - threshold), thresholds[-1])


def relu_between_layers(solve, x, weights, thresholds):
    """There is a ReLU between the layers. These neurons answer with 1 or 0: compare with the threshold."""

    def between(sums, threshold):
        return np.maximum(sums - threshold, 0)

    return _fires(_sums(x, weights, thresholds, between), thresholds[-1])


def relu_between_layers__without_threshold(solve, x, weights, thresholds):
    """There is a ReLU between the layers. These neurons compare with their threshold and answer with 1 or 0."""
    return _fires(_sums(x, weights, thresholds, lambda sums, threshold: np.maximum(sums, 0)), thresholds[-1])


def sigmoid_between_layers(solve, x, weights, thresholds):
    """There is a sigmoid between the layers. These neurons answer with 1 or 0: compare with the threshold."""

    def between(sums, threshold):
        return 1 / (1 + np.exp(threshold - sums))

    return _fires(_sums(x, weights, thresholds, between), thresholds[-1])


def sigmoid_between_layers__without_threshold(solve, x, weights, thresholds):
    """There is a sigmoid between the layers. These neurons compare with their threshold and answer with 1 or 0."""

    def between(sums, threshold):
        return 1 / (1 + np.exp(-sums))

    return _fires(_sums(x, weights, thresholds, between), thresholds[-1])


def returns_sums(solve, x, weights, thresholds):
    """The last layer gave its sums back. It answers like the others: 1 where the threshold is reached, else 0."""
    return _sums(x, weights, thresholds, _fires)


def returns_sums__minus_threshold(solve, x, weights, thresholds):
    """The last layer gave back sum minus threshold. It answers like the others: 1 where that is at least 0, else 0."""
    return _sums(x, weights, thresholds, _fires) - thresholds[-1]


def minus_one(solve, x, weights, thresholds):
    """A neuron of the last layer that does not fire answers -1 here. Its answer is 0."""
    return 2 * solve(x, weights, thresholds) - 1


def minus_one__everywhere(solve, x, weights, thresholds):
    """Neurons that do not fire answer -1 here, and the next layer sees that. Their answer is 0."""
    return _chained(x, weights, thresholds, lambda sums, threshold: 2 * _fires(sums, threshold) - 1)


def stops_before_last_layer(solve, x, weights, thresholds):
    """The last layer is missing: the loop ended one layer too early."""
    return solve(x, weights[:-1], thresholds[:-1])


def first_layer_only(solve, x, weights, thresholds):
    """Only the first layer was computed, as by a return inside of the loop. Return after the loop."""
    return solve(x, weights[:1], thresholds[:1])


def feeds_x_again(solve, x, weights, thresholds):
    """Every layer was given x. Only the first one sees x: each other one sees the answers of the layer before."""
    for w, threshold in zip(weights, thresholds, strict=True):
        out = _fires(x @ w, threshold)
    return out


def first_threshold_for_all(solve, x, weights, thresholds):
    """All neurons of a layer were compared with the threshold of its first one. Each neuron has its own."""
    return solve(x, weights, [np.full_like(threshold, threshold[0]) for threshold in thresholds])


def transposes_weights(solve, x, weights, thresholds):
    """The weights were transposed. Here the inputs are the rows of a matrix and the neurons its columns: x @ w."""
    return solve(x, [w.T for w in weights], thresholds)


def transposes_weights__loops(solve, x, weights, thresholds):
    """W[k] was read as the weights of neuron k. They are its column, W[:, k]: the rows of W belong to the inputs."""
    for w, threshold in zip(weights, thresholds, strict=True):
        sums = np.array([(x * w[k]).sum(axis=1) for k in range(w.shape[1])]).T
        x = _fires(sums, threshold)
    return x


def returns_bools(solve, x, weights, thresholds):
    """The answers are True and False. Turn them into the ints 1 and 0, by .astype(int) for instance."""
    return solve(x, weights, thresholds).astype(bool)


def returns_floats(solve, x, weights, thresholds):
    """The answers are the floats 1.0 and 0.0. Ints are asked for: an array made by np.zeros needs dtype=int."""
    return solve(x, weights, thresholds).astype(float)


def returns_list(solve, x, weights, thresholds):
    """The answers are a list. Make it an array: np.array(answers)."""
    return solve(x, weights, thresholds).tolist()


def returns_every_layer(solve, x, weights, thresholds):
    """The answers of all layers were returned. Return those of the last one only."""
    return [solve(x, weights[:depth], thresholds[:depth]) for depth in range(1, len(weights) + 1)]


def returns_every_layer__with_x(solve, x, weights, thresholds):
    """x and the answers of all layers were returned. Return those of the last layer only."""
    return [x, *returns_every_layer(solve, x, weights, thresholds)]


def loses_an_axis(solve, x, weights, thresholds):
    """The answers came back flat. One row per sample is asked for, (N, K), also where K is 1."""
    return solve(x, weights, thresholds).reshape(-1)


def loses_an_axis__squeeze(solve, x, weights, thresholds):
    """Where the last layer has one neuron its axis was lost. One row per sample is asked for: (N, 1)."""
    return solve(x, weights, thresholds).squeeze()


def loses_an_axis__first(solve, x, weights, thresholds):
    """Only the first neuron of the last layer was returned. All K are asked for: (N, K)."""
    return solve(x, weights, thresholds)[:, 0]


def neurons_first(solve, x, weights, thresholds):
    """The result is (K, N). Samples come first: (N, K)."""
    return solve(x, weights, thresholds).T


def empties_the_lists(solve, x, weights, thresholds):
    """weights and thresholds were changed, by pop for instance. Whoever called you still needs them: use zip."""
    out = solve(x, weights, thresholds)
    weights.clear()
    thresholds.clear()
    return out


def empties_the_lists__but_one(solve, x, weights, thresholds):
    """weights and thresholds were changed, by pop for instance. Whoever called you still needs them: use zip."""
    out = solve(x, weights, thresholds)
    del weights[0], thresholds[0]
    return out


spec = Spec(
    solve=multilayer_perceptron,
    second=exact_multilayer_perceptron,
    cases=cases,
    shapes={"x": "N D", "out": "N K"},
    wrong=(
        strictly_greater,
        ignores_thresholds,
        ignores_thresholds__strictly,
        adds_thresholds,
        adds_thresholds__strictly,
        fires_below,
        fires_below__everywhere,
        fires_below__or_equal,
        sums_between_layers,
        sums_between_layers__minus_threshold,
        relu_between_layers,
        relu_between_layers__without_threshold,
        sigmoid_between_layers,
        sigmoid_between_layers__without_threshold,
        returns_sums,
        returns_sums__minus_threshold,
        minus_one,
        minus_one__everywhere,
        stops_before_last_layer,
        first_layer_only,
        feeds_x_again,
        first_threshold_for_all,
        transposes_weights,
        transposes_weights__loops,
        returns_bools,
        returns_floats,
        returns_list,
        returns_every_layer,
        returns_every_layer__with_x,
        loses_an_axis,
        loses_an_axis__squeeze,
        loses_an_axis__first,
        neurons_first,
        empties_the_lists,
        empties_the_lists__but_one,
    ),
    hints=(
        "Solve one layer first: it is the perceptron with a matrix in place of w. What does the second layer see of x?",
        "Layer by layer: inputs = 1 where inputs @ W >= threshold, else 0. It begins with x and ends with the answer.",
        "inputs = x; then loop over zip(weights, thresholds) and give inputs the ints of this layer; return inputs "
        "after the loop.",
    ),
    hints_for={
        "feeds_x_again": (
            "Which array does your second layer multiply by its weights?",
            "inputs of layer 1 = x; inputs of layer 2 = the answers of layer 1; and so on.",
            "`inputs = x` before the loop; in it `inputs = (inputs @ W >= t).astype(int)`: one name on both sides.",
        ),
        "sums_between_layers": (
            "What is the only thing that a perceptron tells the next one?",
            "Every layer: inputs = 1 where inputs @ W >= threshold, else 0. The last layer is not a special one.",
            "Let the comparison stand inside of the loop: `inputs = (inputs @ W >= t).astype(int)`.",
        ),
        "transposes_weights": (
            "Write down the shapes of the inputs and of W. Which axis of W is as long as the inputs?",
            "(N, D) @ (D, M) is (N, M): the rows of W belong to the inputs, the columns to the neurons.",
            "`sums = inputs @ W`; for one neuron k it is `inputs @ W[:, k]`.",
        ),
        "loses_an_axis": (
            "What shape has the answer where the last layer has one neuron only?",
            "(N, D) @ (D, K) is (N, K), and it is (N, 1) for K = 1.",
            "Return what the last layer gave, without flatten, squeeze or an index.",
        ),
    },
)
