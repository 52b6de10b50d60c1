"""Residual block, forward: two convolutions, and a short cut past them."""

import numpy as np

from grader import Case, Spec, grid

from ..convolution.conv_forward import conv_forward, naive_conv_forward

NAMES = ("x", "w1", "b1", "w2", "b2")


def same_conv(x, w, b):
    """A convolution that keeps the size of its images."""
    return conv_forward(x, w, b, 1, (w.shape[2] - 1) // 2)


def relu(z):
    """Negative numbers become zero."""
    return np.maximum(z, 0)


def residual_block_forward(x, w1, b1, w2, b2):
    """x (N, C, H, W), w1 (M, C, K1, K1), b1 (M,), w2 (C, M, K2, K2), b2 (C,) -> like x.

    He, Zhang, Ren & Sun, Deep Residual Learning for Image Recognition (arXiv 1512.03385), section 3.2, without batch
    normalisation.
    """
    hidden = relu(same_conv(x, w1, b1))
    return relu(x + same_conv(hidden, w2, b2))


def naive_residual_block_forward(x, w1, b1, w2, b2):
    """With the naive convolution, and the activations written out."""
    hidden = naive_conv_forward(x, w1, b1, 1, w1.shape[2] // 2)
    hidden[hidden < 0] = 0
    out = x + naive_conv_forward(hidden, w2, b2, 1, w2.shape[2] // 2)
    out[out < 0] = 0
    return out


def torch_residual_block_forward(x, w1, b1, w2, b2):
    """PyTorch's convolutions with padding "same"."""
    import torch
    from torch.nn import functional

    hidden = torch.relu(functional.conv2d(x, w1, b1, padding="same"))
    return torch.relu(x + functional.conv2d(hidden, w2, b2, padding="same"))


def draw(rng, N, C, H, W, M, K1, K2):
    """Arguments on which no input of a relu is near 0, so that its kink is out of reach of rounding and small steps."""
    while True:
        # The odd parts of the biases cannot be made up by products of the other numbers.
        args = (
            grid(rng, N, C, H, W, limit=1),
            grid(rng, M, C, K1, K1, limit=1),
            grid(rng, M, limit=1) + 1 / 64,
            grid(rng, C, M, K2, K2, limit=1),
            grid(rng, C, limit=1) + 1 / 64,
        )
        x, w1, b1, w2, b2 = args
        z1 = same_conv(x, w1, b1)
        z2 = x + same_conv(relu(z1), w2, b2)
        if min(np.abs(z1).min(), np.abs(z2).min()) > 1 / 128:
            return dict(zip(NAMES, args))


def cases(rng):
    """Three pixels to follow by hand, a block that starts as relu(x), and filters of several sizes."""
    pixels = np.array([[[[1.0, -2.0, 3.0]]]])
    filters = [np.array(numbers, float) for numbers in ([[[[2]]]], [1], [[[[0.5]]]], [-1])]
    yield Case("by hand: three pixels, 1x1 filters", dict(zip(NAMES, (pixels, *filters))))
    args = draw(rng, 1, 2, 3, 4, 3, 3, 3)
    args["w2"], args["b2"] = 0 * args["w2"], 0 * args["b2"]
    args["x"] = args["x"] + 1 / 32
    yield Case("w2 and b2 are zero: relu(x) is left", args)
    yield Case("filters of 3x3", draw(rng, 2, 2, 4, 5, 3, 3, 3))
    args = draw(rng, 1, 3, 5, 4, 2, 5, 3)
    yield Case("filters of 5x5, then 3x3, x not contiguous", {**args, "x": np.asfortranarray(args["x"])})
    yield Case("filters of 1x1, then 3x3, as many channels everywhere", draw(rng, 3, 2, 3, 5, 2, 1, 3))
    for name in ("sizes drawn anew", "sizes drawn anew, once more"):
        N, C, H, W, M = (int(n) for n in rng.integers(1, 4, 5))
        K1, K2 = (int(n) for n in rng.choice([1, 3, 5], 2))
        yield Case(name, draw(rng, N, C, H + 2, W + 2, M, K1, K2), hidden=True)


def block(x, w1, b1, w2, b2, conv=same_conv, conv2=None, inner=relu, outer=relu, first=lambda x: x, joined=np.add):
    """The block with parts that can be replaced."""
    return outer(joined(x, (conv2 or conv)(inner(conv(first(x), w1, b1)), w2, b2)))


def without_short_cut(solve, x, w1, b1, w2, b2):
    """x was not added: that is two plain layers. The block gives relu(x + what the layers make of x)."""
    return block(x, w1, b1, w2, b2, joined=lambda x, f: f)


def without_inner_relu(solve, x, w1, b1, w2, b2):
    """The relu between the two convolutions is missing. Without it both together are one convolution."""
    return block(x, w1, b1, w2, b2, inner=lambda z: z)


def without_outer_relu(solve, x, w1, b1, w2, b2):
    """The relu after the addition is missing: y is never negative."""
    return block(x, w1, b1, w2, b2, outer=lambda z: z)


def without_any_relu(solve, x, w1, b1, w2, b2):
    """Both relus are missing: one comes between the convolutions, one after the addition."""
    return block(x, w1, b1, w2, b2, inner=lambda z: z, outer=lambda z: z)


def relu_before_addition(solve, x, w1, b1, w2, b2):
    """relu was applied to what the layers make, then x was added. First add x, then relu."""
    return block(x, w1, b1, w2, b2, joined=lambda x, f: x + relu(f), outer=lambda z: z)


def relu_before_addition__twice(solve, x, w1, b1, w2, b2):
    """relu was applied before x was added, and after it. It comes after the addition only."""
    return block(x, w1, b1, w2, b2, joined=lambda x, f: x + relu(f))


def relu_on_short_cut(solve, x, w1, b1, w2, b2):
    """relu was applied to the x that is added. The short cut carries x as it is."""
    return block(x, w1, b1, w2, b2, joined=lambda x, f: relu(x) + f)


def relu_first(solve, x, w1, b1, w2, b2):
    """relu was applied before the first convolution, as in later papers. Here the first convolution gets x itself."""
    return block(x, w1, b1, w2, b2, first=relu)


def relu_first__only(solve, x, w1, b1, w2, b2):
    """relu comes before each convolution and not after the addition, as in later papers. Here it is the other way."""
    return block(x, w1, b1, w2, b2, first=relu, outer=lambda z: z)


def adds_hidden(solve, x, w1, b1, w2, b2):
    """What was added is the output of the first layer. The short cut begins at x."""
    hidden = relu(same_conv(x, w1, b1))
    return relu(hidden + same_conv(hidden, w2, b2))


def subtracts(solve, x, w1, b1, w2, b2):
    """What the layers make was subtracted from x. Add it."""
    return block(x, w1, b1, w2, b2, joined=np.subtract)


def multiplies(solve, x, w1, b1, w2, b2):
    """x was multiplied with what the layers make. Add the two."""
    return block(x, w1, b1, w2, b2, joined=np.multiply)


def takes_larger(solve, x, w1, b1, w2, b2):
    """The larger of x and what the layers make was taken. Add the two."""
    return block(x, w1, b1, w2, b2, joined=np.maximum)


def averages(solve, x, w1, b1, w2, b2):
    """The mean of x and what the layers make was taken. Add the two."""
    return block(x, w1, b1, w2, b2, joined=lambda x, f: (x + f) / 2)


def concatenates(solve, x, w1, b1, w2, b2):
    """x and what the layers make were put side by side, as in a dense block. Add the two: y has the shape of x."""
    return block(x, w1, b1, w2, b2, joined=lambda x, f: np.concatenate([x, f], axis=1))


def adds_twice(solve, x, w1, b1, w2, b2):
    """x was added twice, once too often."""
    return block(x, w1, b1, w2, b2, joined=lambda x, f: 2 * x + f)


def first_bias_missing(solve, x, w1, b1, w2, b2):
    """b1 is missing: a convolution adds its bias."""
    return solve(x, w1, 0 * b1, w2, b2)


def second_bias_missing(solve, x, w1, b1, w2, b2):
    """b2 is missing: a convolution adds its bias."""
    return solve(x, w1, b1, w2, 0 * b2)


def no_bias(solve, x, w1, b1, w2, b2):
    """b1 and b2 are missing: a convolution adds its bias."""
    return solve(x, w1, 0 * b1, w2, 0 * b2)


def flips_filters(solve, x, w1, b1, w2, b2):
    """The filters were turned by 180 degrees. As in every framework, a filter is laid on the image as it is."""
    return solve(x, w1[:, :, ::-1, ::-1], b1, w2[:, :, ::-1, ::-1], b2)


def transposes_filters(solve, x, w1, b1, w2, b2):
    """Rows and columns of the filters were swapped: w[o, c, p, q] belongs to pixel (i + p, j + q)."""
    return solve(x, w1.transpose(0, 1, 3, 2), b1, w2.transpose(0, 1, 3, 2), b2)


def padding_is_one(solve, x, w1, b1, w2, b2):
    """The padding was fixed at 1, which is right for filters of 3x3 only. Use (K - 1) // 2."""
    return block(x, w1, b1, w2, b2, conv=lambda x, w, b: conv_forward(x, w, b, 1, 1))


def padding_is_one__same_size(solve, x, w1, b1, w2, b2):
    """The padding was fixed at 1, so windows begin elsewhere unless filters are 3x3. Use (K - 1) // 2."""

    def conv(x, w, b):
        out = conv_forward(x, w, b, 1, 1)
        if out.shape[2:] < x.shape[2:]:
            raise ValueError("the window sticks out")
        return out[:, :, : x.shape[2], : x.shape[3]]

    return block(x, w1, b1, w2, b2, conv=conv)


def no_padding(solve, x, w1, b1, w2, b2):
    """There is no padding, so images shrink and do not fit x. Pad with (K - 1) // 2."""
    return block(x, w1, b1, w2, b2, conv=lambda x, w, b: conv_forward(x, w, b, 1, 0))


def padding_of_first(solve, x, w1, b1, w2, b2):
    """The padding of the first layer was used in the second. Each has that of its own filters: (K - 1) // 2."""
    K = w1.shape[2]
    return block(x, w1, b1, w2, b2, conv2=lambda x, w, b: conv_forward(x, w, b, 1, (K - 1) // 2))


def pads_with_edge(solve, x, w1, b1, w2, b2):
    """The padding repeats the pixels of the border. It is made of zeros."""

    def conv(x, w, b):
        p = (w.shape[2] - 1) // 2
        return conv_forward(np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)), mode="edge"), w, b, 1, 0)

    return block(x, w1, b1, w2, b2, conv=conv)


def pads_one_side(solve, x, w1, b1, w2, b2):
    """The padding is at the bottom and on the right only. Half of it belongs on the opposite side."""

    def conv(x, w, b):
        p = w.shape[2] - 1
        return conv_forward(np.pad(x, ((0, 0), (0, 0), (0, p), (0, p))), w, b, 1, 0)

    return block(x, w1, b1, w2, b2, conv=conv)


def writes_into_x(solve, x, w1, b1, w2, b2):
    """x was changed in place, by x += ... for instance. Write y = x + ..., which makes a new array."""
    out = solve(x, w1, b1, w2, b2)
    x[...] = out
    return out


def first_image_only(solve, x, w1, b1, w2, b2):
    """Only the first image was computed; the others stayed zero."""
    out = solve(x, w1, b1, w2, b2)
    out[1:] = 0
    return out


def takes_larger__only(solve, x, w1, b1, w2, b2):
    """The larger of x and what the layers make was taken, without relu. Add the two, then relu."""
    return block(x, w1, b1, w2, b2, joined=np.maximum, outer=lambda z: z)


def adds_twice__after_relu(solve, x, w1, b1, w2, b2):
    """x was added once more after the last relu. It is added once, before that relu."""
    return solve(x, w1, b1, w2, b2) + x


def writes_into_x__sum(solve, x, w1, b1, w2, b2):
    """x was changed in place, by x += ... for instance. Write y = x + ..., which makes a new array."""
    x += block(x, w1, b1, w2, b2, joined=lambda x, f: f, outer=lambda z: z)
    return relu(x)


def first_image_only__of_layers(solve, x, w1, b1, w2, b2):
    """The convolution computed the first image only; the others stayed zero. Return after the loop over images."""
    out = solve(x, w1, b1, w2, b2)
    out[1:] = relu(x[1:])
    return out


spec = Spec(
    solve=residual_block_forward,
    torch=torch_residual_block_forward,
    second=naive_residual_block_forward,
    cases=cases,
    shapes={
        "x": "N C H W",
        "w1": "M C K_h K_w",
        "b1": "M",
        "w2": "C M K_h K_w",
        "b2": "C",
        "out": "N C H W",
    },
    wrong=(
        without_short_cut,
        without_inner_relu,
        without_outer_relu,
        without_any_relu,
        relu_before_addition,
        relu_before_addition__twice,
        relu_on_short_cut,
        relu_first,
        relu_first__only,
        adds_hidden,
        subtracts,
        multiplies,
        takes_larger,
        takes_larger__only,
        averages,
        concatenates,
        adds_twice,
        adds_twice__after_relu,
        first_bias_missing,
        second_bias_missing,
        no_bias,
        flips_filters,
        transposes_filters,
        padding_is_one,
        padding_is_one__same_size,
        no_padding,
        padding_of_first,
        pads_with_edge,
        pads_one_side,
        writes_into_x,
        writes_into_x__sum,
        first_image_only,
        first_image_only__of_layers,
    ),
    hints=(
        "Draw the block: one line goes through two boxes, the other past them. Where do they meet, and what comes "
        "after that?",
        "hidden = relu(conv(x, w1, b1)); y = relu(x + conv(hidden, w2, b2)). With filters of K x K the padding is "
        "(K - 1) // 2.",
        "With your own conv_forward: hidden = np.maximum(conv_forward(x, w1, b1, 1, w1.shape[2] // 2), 0), then the "
        "second one in the same way, with the padding of w2; add x, and take np.maximum again.",
    ),
    hints_for={
        "padding_is_one": (
            "A filter has 5 x 5 weights. How many zeros does each side need so that the image keeps its size?",
            "padding = (K - 1) // 2, with the K of the filters of that layer.",
            "In your convolution: `p = (w.shape[2] - 1) // 2`.",
        ),
        "relu_before_addition": (
            "Can y be negative in your block? Can it be in the formula?",
            "y = relu(x + z2), where z2 is what the second convolution gives.",
            "`return np.maximum(x + z2, 0)`.",
        ),
    },
)
