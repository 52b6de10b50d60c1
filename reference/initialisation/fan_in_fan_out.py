"""Fan-in and fan-out: how many numbers meet in an output, and in how many outputs a number takes part."""

from itertools import product

import numpy as np

from grader import Case, Spec


def fan_in_fan_out(shape):
    """Fan-in and fan-out of weights (D, M) or (C_out, C_in, K_h, K_w), two ints (Glorot and Bengio 2010, section 4)."""
    if len(shape) == 2:
        return shape
    C_out, C_in, K_h, K_w = shape
    return C_in * K_h * K_w, C_out * K_h * K_w


def counted_fan_in_fan_out(shape):
    """The weights that end in the first output, and those that begin at the first input, counted one by one."""
    inputs, outputs = (0, 1) if len(shape) == 2 else (1, 0)
    weights = list(product(*map(range, shape)))
    return sum(w[outputs] == 0 for w in weights), sum(w[inputs] == 0 for w in weights)


def torch_fan_in_fan_out(shape):
    """What PyTorch's initialisers use; its affine layers are (M, D)."""
    import torch

    weights = torch.empty(shape[::-1] if len(shape) == 2 else shape, device="meta")
    return torch.nn.init._calculate_fan_in_and_fan_out(weights)


def cases(rng):
    """Affine layers and convolutions with sizes that all differ."""
    yield Case("affine, from 784 to 50 numbers", {"shape": (784, 50)})
    yield Case("affine, from 3 to 7 numbers", {"shape": (3, 7)})
    yield Case("convolution, 6 filters of 3x5x4", {"shape": (6, 3, 5, 4)})
    yield Case("convolution, 2 filters of 7x1x3", {"shape": (2, 7, 1, 3)})
    yield Case("affine, drawn anew", {"shape": _sizes(rng, 2)}, hidden=True)
    yield Case("convolution, drawn anew", {"shape": _sizes(rng, 4)}, hidden=True)


def _sizes(rng, count):
    return tuple(int(n) for n in rng.permutation(9)[:count] + 1)


def swapped(solve, shape):
    """Fan-in and fan-out were swapped. Fan-in counts the inputs of one output."""
    fan_in, fan_out = solve(shape)
    return fan_out, fan_in


def affine_swapped(solve, shape):
    """Affine weights are (D, M) here, inputs first: fan-in is shape[0]. (PyTorch has them the other way round.)"""
    return solve(shape) if len(shape) == 4 else (shape[1], shape[0])


def affine_swapped__one_formula(solve, shape):
    """Affine weights are (D, M), inputs first; a formula for convolutions has them swapped (and np.prod(()) is 1.0)."""
    return solve(shape) if len(shape) == 4 else (shape[1], float(shape[0]))


def convolution_swapped(solve, shape):
    """A convolution's weights are (C_out, C_in, K_h, K_w): the input channels are shape[1]."""
    return solve(shape) if len(shape) == 2 else swapped(solve, shape)


def without_area(solve, shape):
    """The size of the window is missing: one output sees C_in * K_h * K_w numbers, not C_in."""
    return shape if len(shape) == 2 else (shape[1], shape[0])


def without_area__fan_out(solve, shape):
    """The size of the window is missing in fan-out: C_out * K_h * K_w."""
    return shape if len(shape) == 2 else (solve(shape)[0], shape[0])


def without_area__fan_in(solve, shape):
    """The size of the window is missing in fan-in: C_in * K_h * K_w."""
    return shape if len(shape) == 2 else (shape[1], solve(shape)[1])


def as_affine(solve, shape):
    """A convolution was treated like an affine layer. Its fans are C_in and C_out, times the size of the window."""
    return shape[0], shape[1]


def square_window(solve, shape):
    """The window was taken as K_h * K_h: its width is K_w."""
    return shape if len(shape) == 2 else (shape[1] * shape[2] ** 2, shape[0] * shape[2] ** 2)


def square_window__width(solve, shape):
    """The window was taken as K_w * K_w: its height is K_h."""
    return shape if len(shape) == 2 else (shape[1] * shape[3] ** 2, shape[0] * shape[3] ** 2)


def one_side(solve, shape):
    """Only one side of the window was counted: it has K_h * K_w places."""
    return shape if len(shape) == 2 else (shape[1] * shape[2], shape[0] * shape[2])


def one_side__width(solve, shape):
    """Only the width of the window was counted: it has K_h * K_w places."""
    return shape if len(shape) == 2 else (shape[1] * shape[3], shape[0] * shape[3])


def sides_added(solve, shape):
    """The sides of the window were added. It has K_h * K_w places."""
    return shape if len(shape) == 2 else (shape[1] * (shape[2] + shape[3]), shape[0] * (shape[2] + shape[3]))


def all_weights(solve, shape):
    """Fan-out was taken as the number of all weights. One number goes into C_out * K_h * K_w outputs (M, if affine)."""
    total = 1
    for n in shape:
        total *= n
    return solve(shape)[0], total


def all_weights__convolution(solve, shape):
    """For a convolution fan-out was taken as the number of all weights. It is C_out * K_h * K_w, without C_in."""
    return shape if len(shape) == 2 else all_weights(solve, shape)


def all_weights__both(solve, shape):
    """All weights of the layer were counted. Fan-in counts those of one output, fan-out those of one input."""
    return (all_weights(solve, shape)[1],) * 2


def average(solve, shape):
    """The average of both was returned. Return the two numbers."""
    return sum(solve(shape)) / 2


def with_bias(solve, shape):
    """1 was added for the bias. Fan-in counts weights only."""
    return solve(shape)[0] + 1, solve(shape)[1]


def floats(solve, shape):
    """Floats were returned. These are counts: return ints."""
    return tuple(map(float, solve(shape)))


def floats__empty_product(solve, shape):
    """np.prod(shape[2:]) is the float 1.0 for an affine layer, which has no window. Return ints."""
    return floats(solve, shape) if len(shape) == 2 else solve(shape)


def floats__np_prod(solve, shape):
    """np.prod(shape[2:]) is the float 1.0 where there is no window. Make it an int, or use math.prod."""
    fan_in, fan_out = shape[:2] if len(shape) == 2 else shape[1::-1]
    return fan_in * np.prod(shape[2:]), fan_out * np.prod(shape[2:])


spec = Spec(
    solve=fan_in_fan_out,
    torch=torch_fan_in_fan_out,
    second=counted_fan_in_fan_out,
    cases=cases,
    outputs=("fan_in", "fan_out"),
    wrong=(
        swapped,
        affine_swapped,
        affine_swapped__one_formula,
        convolution_swapped,
        without_area,
        without_area__fan_out,
        without_area__fan_in,
        as_affine,
        square_window,
        square_window__width,
        one_side,
        one_side__width,
        sides_added,
        all_weights,
        all_weights__convolution,
        all_weights__both,
        average,
        with_bias,
        floats,
        floats__empty_product,
        floats__np_prod,
    ),
    hints=(
        "Take one number of the output: how many weights were multiplied to compute it? Then take one number of the "
        "input: how many weights does it meet?",
        "Affine (D, M): D and M. Convolution (C_out, C_in, K_h, K_w): C_in * K_h * K_w and C_out * K_h * K_w.",
        "Ask for len(shape): with 2, the shape is the answer; with 4, unpack it and multiply.",
    ),
    hints_for={
        "convolution_swapped": (
            "In the shape (6, 3, 5, 4), how many channels come in, and how many go out?",
            "fan_in = C_in * K_h * K_w, and C_in is shape[1].",
            "`C_out, C_in, K_h, K_w = shape`: the outputs come first.",
        ),
        "without_area": (
            "A window of 5x4 pixels over 3 channels: how many numbers does one output see?",
            "Both fans have the factor K_h * K_w.",
            "`C_in * K_h * K_w` and `C_out * K_h * K_w`.",
        ),
        "floats": (
            "What is np.prod of an empty tuple, and of which type is it?",
            "Counts are ints: an affine layer needs no product.",
            "`if len(shape) == 2: return shape[0], shape[1]`, or `math.prod`, which gives ints.",
        ),
    },
)
