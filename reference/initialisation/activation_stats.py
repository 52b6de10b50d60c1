"""Activation statistics: what the initial weights do to a deep network before it has learnt anything."""

import math
from itertools import pairwise

import numpy as np

from grader import Case, Spec, grid

EDGE = 0.05
"""How near to an end of its range a sigmoid or tanh counts as saturated."""


def sigmoid(z):
    """1 / (1 + exp(-z)) without overflow."""
    return 0.5 * (1 + np.tanh(z / 2))


def relu(z):
    """The positive part."""
    return np.maximum(z, 0)


ACTIVATIONS = {
    "sigmoid": (sigmoid, lambda a: (a < EDGE) | (a > 1 - EDGE)),
    "tanh": (np.tanh, lambda a: np.abs(a) > 1 - EDGE),
    "relu": (relu, lambda a: a == 0),
}


def activation_stats(x, weights, activation):
    """What comes out of each of L layers: mean, std and the saturated fraction, three arrays (L,).

    The experiment is that of Glorot and Bengio 2010, section 3: watch the activations layer by layer.
    """
    activate, is_saturated = ACTIVATIONS[activation]
    mean, std, saturated = [], [], []
    a = x
    for W in weights:
        a = activate(a @ W)
        mean.append(a.mean())
        std.append(a.std())
        saturated.append(is_saturated(a).mean())
    return np.array(mean), np.array(std), np.array(saturated)


def naive_activation_stats(x, weights, activation):
    """One sample and one node at a time, with the math module."""
    functions = {
        "sigmoid": lambda z: 1 / (1 + math.exp(-z)) if z > 0 else math.exp(z) / (1 + math.exp(z)),
        "tanh": math.tanh,
        "relu": lambda z: z if z > 0 else 0.0,
    }
    limits = {"sigmoid": (0.05, 0.95), "tanh": (-0.95, 0.95)}
    found = []
    rows = x.tolist()
    for W in weights:
        columns = W.T.tolist()
        rows = [
            [functions[activation](math.fsum(map(float.__mul__, row, column))) for column in columns] for row in rows
        ]
        values = [value for row in rows for value in row]
        n, mean = len(values), math.fsum(values) / len(values)
        variance = math.fsum((value - mean) ** 2 for value in values) / n
        if activation == "relu":
            count = values.count(0.0)
        else:
            low, high = limits[activation]
            count = sum(value < low or value > high for value in values)
        found.append((mean, math.sqrt(variance), count / n))
    mean, std, saturated = zip(*found)
    return np.array(mean), np.array(std), np.array(saturated)


def magnitude(x, weights, activation):
    """How rounding grows from layer to layer, in first order.

    An error e of a layer's input becomes e @ abs(W) plus the size of the terms summed, times the slope of the
    activation. The mean has the mean error; the std at most its root mean square (Cauchy and Schwarz), and, where it is
    computed as the root of mean(a^2) - mean(a)^2, an error of mean(a^2) divided by the std.
    """
    a, error = x, np.zeros_like(x)
    mean, std, saturated = [], [], []
    for W in weights:
        z, size = a @ W, (error + np.abs(a)) @ np.abs(W)
        a = ACTIVATIONS[activation][0](z)
        slope = {"sigmoid": a * (1 - a), "tanh": 1 - a * a, "relu": (a > 0).astype(float)}[activation]
        error = slope * size + np.abs(a)
        square, spread = np.mean(a**2), a.std()
        mean.append(error.mean())
        std.append(np.sqrt(np.mean(error**2)) + (square / spread if spread > 0 else 0.0))
        saturated.append(1.0)
    return np.array(mean), np.array(std), np.array(saturated)


NODES, LAYERS, SAMPLES = 30, 5, 24


def _normal(rng, *shape):
    """Standard normal numbers, rounded so that they are the same everywhere."""
    return np.round(rng.standard_normal(shape) * 1024) / 1024


def _network(rng, activation, std):
    """The lectures' experiment, smaller: five layers of equal width and weights of this std."""
    weights = [_normal(rng, NODES, NODES) * std for _ in range(LAYERS)]
    return {"x": _normal(rng, SAMPLES, NODES), "weights": weights, "activation": activation}


def cases(rng):
    """Small networks to follow by hand, then the experiment with each way to initialise."""
    by_hand = [np.array([[4.0, -4.0], [0.0, 1.0]]), np.array([[2.0], [-1.0]])]
    yield _case("by hand: two layers of ReLU", np.array([[1.0, 2], [-1, 0.5]]), by_hand, "relu")
    x, weights = _drawn(rng, 7, [5, 3, 4])
    yield _case("two layers of sigmoid", x, weights, "sigmoid")
    x, weights = _drawn(rng, 7, [5, 3, 4, 2])
    weights = [np.asfortranarray(W) for W in weights]
    yield _case("three layers of tanh, not contiguous", np.asfortranarray(x), weights, "tanh")
    yield Case("known: std 1, a sigmoid network saturates", _network(rng, "sigmoid", 1.0))
    yield Case("known: std 0.01, everything is near 0.5", _network(rng, "sigmoid", 0.01))
    yield Case("known: Xavier's std keeps the signal spread", _network(rng, "sigmoid", (1 / NODES) ** 0.5))
    yield Case("known: std 0.01, a ReLU network fades", _network(rng, "relu", 0.01))
    yield Case("known: He's std keeps a ReLU network alive", _network(rng, "relu", (2 / NODES) ** 0.5))
    for name, activation in (("sizes drawn anew", "sigmoid"), ("sizes drawn anew, once more", "tanh")):
        sizes = [int(n) for n in rng.integers(2, 6, int(rng.integers(2, 5)))]
        yield _case(name, *_drawn(rng, 6, sizes), activation, hidden=True)


def _drawn(rng, samples, sizes):
    """x and the weights of layers with these sizes."""
    return grid(rng, samples, sizes[0], limit=2), [grid(rng, d, m, limit=2) for d, m in pairwise(sizes)]


def _case(name, x, weights, activation, hidden=False):
    return Case(name, {"x": x, "weights": weights, "activation": activation}, hidden)


def _layers(x, weights, activation):
    """What comes out of each layer."""
    outputs = []
    for W in weights:
        x = ACTIVATIONS[activation][0](x @ W)
        outputs.append(x)
    return outputs


def _stats(outputs, activation, std=np.std, is_saturated=None):
    """The three arrays for these outputs."""
    is_saturated = is_saturated or ACTIVATIONS[activation][1]
    rows = [(np.mean(a), std(a), np.mean(is_saturated(a))) for a in outputs]
    return tuple(np.array(column, float) for column in zip(*rows))


def before_activation(solve, x, weights, activation):
    """The numbers before the activation were counted. Look at what comes out of it."""
    inputs = [x, *_layers(x, weights, activation)]
    return _stats([a @ W for a, W in zip(inputs, weights)], activation)


def before_activation__not_saturated(solve, x, weights, activation):
    """Mean and std are those before the activation. Look at what comes out of it."""
    mean, std, _ = before_activation(solve, x, weights, activation)
    return mean, std, solve(x, weights, activation)[2]


def always_from_x(solve, x, weights, activation):
    """Every layer got x. Each gets what came out of the one before."""
    return _stats([ACTIVATIONS[activation][0](x @ W) for W in weights], activation)


def without_activation(solve, x, weights, activation):
    """The activation was not applied: a = activation(a @ W)."""
    outputs = []
    for W in weights:
        x = x @ W
        outputs.append(x)
    return _stats(outputs, activation)


def activation_not_passed_on(solve, x, weights, activation):
    """The next layer got a @ W instead of activation(a @ W)."""
    outputs = []
    for W in weights:
        x = x @ W
        outputs.append(ACTIVATIONS[activation][0](x))
    return _stats(outputs, activation)


def transposed_weights(solve, x, weights, activation):
    """The weights were transposed. They are (inputs, outputs) here: a @ W, not a @ W.T."""
    return solve(x, [W.T for W in weights], activation)


def activates_x(solve, x, weights, activation):
    """The activation was applied to x before the first layer. x goes into the first product as it is."""
    return solve(ACTIVATIONS[activation][0](x), weights, activation)


def counts_x(solve, x, weights, activation):
    """x was counted as a layer. There is one entry for each matrix, for what comes out."""
    return _stats([x, *_layers(x, weights, activation)], activation)


def counts_inputs(solve, x, weights, activation):
    """The inputs of the layers were counted, from x on. Count what comes out of each."""
    return _stats([x, *_layers(x, weights, activation)][:-1], activation)


def counts_x__not_above(solve, x, weights, activation):
    """x was counted as a layer. There is one entry for each matrix: for what comes out of it."""
    return _stats([x, *_layers(x, weights, activation)], activation, is_saturated=_not_above(activation))


def counts_inputs__not_above(solve, x, weights, activation):
    """The inputs of the layers were counted, from x on. Count what comes out of each layer."""
    return _stats([x, *_layers(x, weights, activation)][:-1], activation, is_saturated=_not_above(activation))


def _not_above(activation):
    return (lambda a: a <= 0) if activation == "relu" else None


def last_layer_only(solve, x, weights, activation):
    """Only the last layer was counted: the lists were made anew in the loop, or filled after it."""
    return tuple(array[-1:] for array in solve(x, weights, activation))


def last_layer_only__numbers(solve, x, weights, activation):
    """Only the last layer was returned. Collect a number for each layer."""
    return tuple(float(array[-1]) for array in solve(x, weights, activation))


def all_layers_together(solve, x, weights, activation):
    """All layers were thrown together. Return one number for each layer."""
    everything = np.concatenate([a.ravel() for a in _layers(x, weights, activation)])
    return tuple(np.full(len(weights), column[0]) for column in _stats([everything], activation))


def all_layers_together__one(solve, x, weights, activation):
    """All layers were thrown together and gave one number. Return one for each layer."""
    return tuple(column[:1] for column in all_layers_together(solve, x, weights, activation))


def first_sample_only(solve, x, weights, activation):
    """Only the first sample was looked at. Count all of them."""
    return solve(x[:1], weights, activation)


def for_each_node(solve, x, weights, activation):
    """The statistics are per node (axis=0). Take them over all samples and nodes of a layer."""
    is_saturated = ACTIVATIONS[activation][1]
    outputs = _layers(x, weights, activation)
    rows = [(a.mean(axis=0), a.std(axis=0), is_saturated(a).mean(axis=0)) for a in outputs]
    return tuple(np.concatenate(column) for column in zip(*rows))


def for_each_node__lists(solve, x, weights, activation):
    """The statistics are per node (axis=0). Take one number over all samples and nodes of a layer."""
    is_saturated = ACTIVATIONS[activation][1]
    outputs = _layers(x, weights, activation)
    rows = [(a.mean(axis=0), a.std(axis=0), is_saturated(a).mean(axis=0)) for a in outputs]
    return tuple(np.array(column) for column in zip(*rows))


def mean_of_deviations(solve, x, weights, activation):
    """The deviations of the nodes were averaged. Take the std over all numbers of the layer at once."""
    return _stats(_layers(x, weights, activation), activation, std=lambda a: a.std(axis=0).mean())


def mean_of_deviations__samples(solve, x, weights, activation):
    """The deviations of the samples were averaged. Take the std over all numbers of the layer at once."""
    return _stats(_layers(x, weights, activation), activation, std=lambda a: a.std(axis=1).mean())


def variance_for_std(solve, x, weights, activation):
    """The variance was returned. The std is its root."""
    mean, std, saturated = solve(x, weights, activation)
    return mean, std**2, saturated


def unbiased_std(solve, x, weights, activation):
    """The std was divided by n - 1 (ddof=1). np.std divides by n."""
    return _stats(_layers(x, weights, activation), activation, std=_unbiased)


def _unbiased(a):
    return a.std(ddof=1) if a.size > 1 else 0.0


def root_mean_square(solve, x, weights, activation):
    """The mean was not subtracted: that is the root mean square. The std is the spread around the mean."""
    return _stats(_layers(x, weights, activation), activation, std=lambda a: np.sqrt(np.mean(a**2)))


def swaps_mean_and_std(solve, x, weights, activation):
    """mean and std were swapped. Return mean, std, saturated."""
    mean, std, saturated = solve(x, weights, activation)
    return std, mean, saturated


def _saturated(name, text, rule):
    """A misconception about what saturated means: rule(a, activation) is an array of bools."""

    def wrong(solve, x, weights, activation):
        return _stats(_layers(x, weights, activation), activation, is_saturated=lambda a: rule(a, activation))

    wrong.__name__, wrong.__doc__ = name, text
    return wrong


def _right(a, activation):
    return ACTIVATIONS[activation][1](a)


SATURATION = (
    _saturated(
        "upper_end_only",
        "Only the upper end counted as saturated. A sigmoid also saturates at 0, tanh at -1.",
        lambda a, name: _right(a, name) if name == "relu" else a > 0.95,
    ),
    _saturated(
        "lower_end_only",
        "Only the lower end counted as saturated. Sigmoid and tanh also saturate at 1.",
        lambda a, name: _right(a, name) if name == "relu" else a < (0.05 if name == "sigmoid" else -0.95),
    ),
    _saturated(
        "both_at_once",
        "Both ends were asked for at once (and): no number is at both. Use or: | between arrays.",
        lambda a, name: _right(a, name) if name == "relu" else np.zeros(a.shape, bool),
    ),
    _saturated(
        "both_at_once__and",
        "No number is below the one end and above the other (and). Use or: | between arrays.",
        lambda a, name: np.zeros(a.shape, bool),
    ),
    _saturated(
        "counts_the_others",
        "The fraction of numbers that are not saturated was returned.",
        lambda a, name: ~_right(a, name),
    ),
    _saturated(
        "tanh_like_sigmoid",
        "tanh was judged like a sigmoid, below 0.05 or above 0.95. Its range begins at -1: below -0.95.",
        lambda a, name: (a < 0.05) | (a > 0.95) if name == "tanh" else _right(a, name),
    ),
    _saturated(
        "sigmoid_like_tanh",
        "The sigmoid was judged like tanh, by abs(a) > 0.95. Its range begins at 0: below 0.05 counts, too.",
        lambda a, name: np.abs(a) > 0.95 if name == "sigmoid" else _right(a, name),
    ),
    _saturated(
        "relu_like_sigmoid",
        "ReLU was judged like a sigmoid, below 0.05 or above 0.95. It is saturated where it gives 0.",
        lambda a, name: (a < 0.05) | (a > 0.95) if name == "relu" else _right(a, name),
    ),
    _saturated(
        "relu_like_sigmoid__lower_end",
        "ReLU was judged by a < 0.05. It is saturated where it gives exactly 0.",
        lambda a, name: a < 0.05 if name == "relu" else _right(a, name),
    ),
    _saturated(
        "relu_alive",
        "For ReLU the numbers above 0 were counted. It is saturated where it gives 0.",
        lambda a, name: a > 0 if name == "relu" else _right(a, name),
    ),
    _saturated(
        "relu_never",
        "ReLU counted as never saturated. Where it gives 0 its slope is 0.",
        lambda a, name: np.zeros(a.shape, bool) if name == "relu" else _right(a, name),
    ),
    _saturated(
        "all_like_sigmoid",
        'Every activation was judged like a sigmoid. "tanh" is saturated beyond -0.95 and 0.95, "relu" at 0.',
        lambda a, name: (a < 0.05) | (a > 0.95),
    ),
    _saturated(
        "wider_edge",
        "Saturated began 0.1 from the ends. The edge is 0.05 wide.",
        lambda a, name: {"sigmoid": (a < 0.1) | (a > 0.9), "tanh": np.abs(a) > 0.9}.get(name, a == 0),
    ),
    _saturated(
        "narrower_edge",
        "Saturated began 0.01 from the ends. The edge is 0.05 wide.",
        lambda a, name: {"sigmoid": (a < 0.01) | (a > 0.99), "tanh": np.abs(a) > 0.99}.get(name, a == 0),
    ),
)


def counts_for_fraction(solve, x, weights, activation):
    """The saturated numbers were counted. Divide by how many there are: a fraction from 0 to 1."""
    mean, std, saturated = solve(x, weights, activation)
    return mean, std, saturated * [a.size for a in _layers(x, weights, activation)]


def divides_by_samples(solve, x, weights, activation):
    """The number of saturated ones was divided by the samples. Divide by samples times nodes."""
    mean, std, saturated = solve(x, weights, activation)
    return mean, std, saturated * [W.shape[1] for W in weights]


def percent(solve, x, weights, activation):
    """The fraction is in percent. Return a number from 0 to 1."""
    mean, std, saturated = solve(x, weights, activation)
    return mean, std, 100 * saturated


def always_sigmoid(solve, x, weights, activation):
    """The activation is always the sigmoid: the argument is ignored."""
    return solve(x, weights, "sigmoid")


def always_sigmoid__activated(solve, x, weights, activation):
    """All layers are activated by the sigmoid. Use the activation that is asked for."""
    return _stats(_layers(x, weights, "sigmoid"), activation)


def writes_into_x(solve, x, weights, activation):
    """x was changed in place. Whoever called you still needs it: a = activation(a @ W) makes a new array."""
    found = solve(x, weights, activation)
    x[...] = ACTIVATIONS[activation][0](x)
    return found


spec = Spec(
    solve=activation_stats,
    second=naive_activation_stats,
    cases=cases,
    outputs=("mean", "std", "saturated"),
    shapes={"x": "N D", "mean": "layer", "std": "layer", "saturated": "layer"},
    wrong=(
        before_activation,
        before_activation__not_saturated,
        always_from_x,
        without_activation,
        activation_not_passed_on,
        transposed_weights,
        activates_x,
        counts_x,
        counts_x__not_above,
        counts_inputs,
        counts_inputs__not_above,
        last_layer_only,
        last_layer_only__numbers,
        all_layers_together,
        all_layers_together__one,
        first_sample_only,
        for_each_node,
        for_each_node__lists,
        mean_of_deviations,
        mean_of_deviations__samples,
        variance_for_std,
        unbiased_std,
        root_mean_square,
        swaps_mean_and_std,
        *SATURATION,
        counts_for_fraction,
        divides_by_samples,
        percent,
        always_sigmoid,
        always_sigmoid__activated,
        writes_into_x,
    ),
    hints=(
        "What goes into the second layer? And at which point of a layer do you look: before or after the activation?",
        "a = x; for every W: a = activation(a @ W); then np.mean(a), np.std(a), and the mean of an array of bools.",
        "Start three lists, loop over weights, append one number to each, and return np.array of them; (a < 0.05) | "
        "(a > 0.95) is such an array of bools, and its mean is a fraction.",
    ),
    hints_for={
        "saturated": (
            "Between which two numbers does this activation lie? At which of its ends is it flat?",
            "sigmoid: below 0.05 or above 0.95; tanh: below -0.95 or above 0.95; relu: at 0. Then take their share.",
            "`flat = (a < 0.05) | (a > 0.95)`, likewise for tanh, `flat = a == 0` for relu; then `flat.mean()`.",
        ),
        "std": (
            "Over how many numbers is the std of a layer taken?",
            "One std over all samples and nodes, divided by their number.",
            "`np.std(a)`, without axis and ddof.",
        ),
        "activation_not_passed_on": (
            "What does the second layer get: the sum, or what the activation made of it?",
            "a = activation(a @ W): the new a goes into the next layer.",
            "`a = np.tanh(a @ W)` in the loop, with the same name on both sides.",
        ),
        "for_each_node": (
            "How many numbers do you want for a layer? How many does `a.mean(axis=0)` give?",
            "Mean, std and share go over samples and nodes alike.",
            "`a.mean()`, `a.std()`, `flat.mean()`: no axis.",
        ),
    },
    magnitude=magnitude,
)
