"""LeNet-5, forward: what every layer gives, from an image to ten scores."""

import numpy as np

from grader import Case, Spec, grid

from ._layers import Affine, Convolution
from ._parts import replacing

SHAPES = {"W1": (6, 1, 5, 5), "b1": (6,), "W2": (16, 6, 5, 5), "b2": (16,), "W3": (400, 120), "b3": (120,),
          "W4": (120, 84), "b4": (84,), "W5": (84, 10), "b5": (10,)}  # fmt: skip
OUTPUTS = ("c1", "s2", "c3", "s4", "c5", "f6", "out")


def conv(x, w, b):
    """Convolution, stride 1, no padding."""
    return Convolution(w, b).forward(x)


def halve(x):
    """The mean of every 2x2 pixels."""
    return (x[:, :, 0::2, 0::2] + x[:, :, 0::2, 1::2] + x[:, :, 1::2, 0::2] + x[:, :, 1::2, 1::2]) / 4


def affine(x, w, b):
    """x as rows, times w, plus b."""
    return Affine(w, b).forward(x)


def lenet(x, params):
    """x (N, 1, 32, 32) -> c1, s2, c3, s4, c5, f6, out.

    LeCun, Bottou, Bengio & Haffner, Gradient-Based Learning Applied to Document Recognition (1998), section II.B, as it
    is usually told: every map of c3 sees all of s2, pooling has no parameters, and the output is affine.
    """
    return network(x, params)


def network(x, params, conv1=conv, conv2=conv, pool=halve, affine=affine, squash=np.tanh, last=lambda z: z,
            squashes=(True, True, True, True), flat=lambda x: x):  # fmt: skip
    """lenet with parts that can be replaced; ``squashes`` says after which of c1, c3, c5, f6 there is a tanh."""
    bent = [squash if bends else (lambda z: z) for bends in squashes]
    c1 = bent[0](conv1(x, params["W1"], params["b1"]))
    s2 = pool(c1)
    c3 = bent[1](conv2(s2, params["W2"], params["b2"]))
    s4 = pool(c3)
    c5 = bent[2](affine(flat(s4), params["W3"], params["b3"]))
    f6 = bent[3](affine(c5, params["W4"], params["b4"]))
    return c1, s2, c3, s4, c5, f6, last(affine(f6, params["W5"], params["b5"]))


def torch_lenet(x, params):
    """PyTorch's functions, layer by layer."""
    import torch
    from torch.nn import functional

    c1 = torch.tanh(functional.conv2d(x, params["W1"], params["b1"]))
    s2 = functional.avg_pool2d(c1, 2)
    c3 = torch.tanh(functional.conv2d(s2, params["W2"], params["b2"]))
    s4 = functional.avg_pool2d(c3, 2)
    c5 = torch.tanh(s4.flatten(1) @ params["W3"] + params["b3"])
    f6 = torch.tanh(c5 @ params["W4"] + params["b4"])
    return c1, s2, c3, s4, c5, f6, f6 @ params["W5"] + params["b5"]


def magnitude(x, params):
    """The same for all numbers, which are of size 1.

    The bound for one sum does not carry over: from layer to layer the worst case grows by the sum of all weights, while
    what really happens averages out. This leaves room for a hundred times what float32, or another order, did.
    """
    return tuple(np.full(out.shape, 4.0) for out in lenet(x, params))


def _params(rng):
    """Weights that keep numbers at size 1 from layer to layer."""
    scale = {"W1": 2, "W2": 8, "W3": 16, "W4": 8, "W5": 4}
    return {name: grid(rng, *shape, limit=1, steps=8) / scale.get(name, 2) for name, shape in SHAPES.items()}


def _case(rng, name, x, hidden=False):
    return Case(name, {"x": x, "params": _params(rng)}, hidden)


def cases(rng):
    """A stroke on an empty image, so that its way can be followed, one bright pixel, and images of noise."""
    stroke = np.zeros((1, 1, 32, 32))
    stroke[0, 0, 6:27, 14:17] = 1
    stroke[0, 0, 6:9, 11:14] = 1
    yield _case(rng, "known counts 1024, 4704, 1176, 1600, 400, 120, 84, 10", stroke)
    pixel = np.zeros((1, 1, 32, 32))
    pixel[0, 0, 9, 20] = 4
    yield _case(rng, "one bright pixel", pixel)
    yield _case(rng, "2 images of noise, not contiguous", np.asfortranarray(grid(rng, 2, 1, 32, 32, limit=1, steps=2)))
    for name, N in (("images drawn anew", int(rng.integers(2, 5))), ("one image drawn anew", 1)):
        yield _case(rng, name, grid(rng, N, 1, 32, 32, limit=1), hidden=True)


def _corners(x):
    return np.stack([x[:, :, 0::2, 0::2], x[:, :, 0::2, 1::2], x[:, :, 1::2, 0::2], x[:, :, 1::2, 1::2]])


@replacing(network, pool=lambda x: _corners(x).max(axis=0))
def takes_maximum():
    """Pooling keeps the largest of 2x2 pixels. LeNet takes their mean."""


@replacing(network, pool=lambda x: _corners(x).sum(axis=0))
def pools_without_dividing():
    """Pooling adds 2x2 pixels up. Divide by 4: it is their mean."""


@replacing(network, pool=lambda x: x[:, :, ::2, ::2].copy())
def pools_every_second():
    """Pooling took every second pixel and dropped the others. It takes the mean of 2x2 pixels."""


@replacing(network, pool=lambda x: np.tanh(halve(x)))
def squashes_pooling():
    """There is a tanh after pooling, too. It follows c1, c3, c5 and f6 only."""


def squashes_after_pooling(solve, x, params):
    """tanh comes after pooling instead of before. c1 and c3 are what comes after their tanh, and pooling has none."""
    c1 = conv(x, params["W1"], params["b1"])
    s2 = np.tanh(halve(c1))
    c3 = conv(s2, params["W2"], params["b2"])
    s4 = np.tanh(halve(c3))
    c5 = np.tanh(affine(s4, params["W3"], params["b3"]))
    f6 = np.tanh(affine(c5, params["W4"], params["b4"]))
    return c1, s2, c3, s4, c5, f6, affine(f6, params["W5"], params["b5"])


@replacing(network, squashes=(False,) * 4)
def without_tanh():
    """tanh is missing. Without it all layers together are one affine map: put it after c1, c3, c5 and f6."""


@replacing(network, squashes=(False, False, True, True))
def without_tanh__convolutions():
    """tanh is missing after the convolutions: it belongs to c1 and c3, too."""


@replacing(network, squashes=(True, True, False, False))
def without_tanh__affine():
    """tanh is missing after the affine layers: it belongs to c5 and f6, too."""


@replacing(network, squashes=(True, True, True, False))
def f6_without_tanh():
    """tanh is missing after f6. Only out goes without."""


@replacing(network, squashes=(True, True, False, True))
def c5_without_tanh():
    """tanh is missing after c5. Only out goes without."""


@replacing(network, squashes=(False, True, True, True))
def c1_without_tanh():
    """tanh is missing after c1."""


@replacing(network, squashes=(True, False, True, True))
def c3_without_tanh():
    """tanh is missing after c3."""


def before_tanh(solve, x, params):
    """c1, c3, c5 and f6 are sums before their tanh. A layer is what comes after it."""
    _, s2, _, s4, c5, _, out = solve(x, params)
    return (
        conv(x, params["W1"], params["b1"]),
        s2,
        conv(s2, params["W2"], params["b2"]),
        s4,
        affine(s4, params["W3"], params["b3"]),
        affine(c5, params["W4"], params["b4"]),
        out,
    )


@replacing(network, squash=lambda z: 1 / (1 + np.exp(-z)))
def sigmoid_for_tanh():
    """The activation is the sigmoid. Here it is tanh."""


@replacing(network, squash=lambda z: np.maximum(z, 0))
def relu_for_tanh():
    """The activation is ReLU, which came later. Here it is tanh."""


@replacing(network, squash=lambda z: 1.7159 * np.tanh(2 * z / 3))
def scaled_tanh():
    """tanh was scaled as in the paper of 1998. Here it is tanh as it is."""


@replacing(network, last=np.tanh)
def squashes_out():
    """There is a tanh after out. The scores are left as they are."""


def _softmax(z):
    exps = np.exp(z - z.max(axis=1, keepdims=True))
    return exps / exps.sum(axis=1, keepdims=True)


@replacing(network, last=_softmax)
def softmax_at_the_end():
    """out was turned into probabilities. The scores are left as they are."""


def _flipped(x, w, b):
    return conv(x, w[:, :, ::-1, ::-1], b)


@replacing(network, conv1=_flipped, conv2=_flipped)
def flips_filters():
    """The filters were turned by 180 degrees. As in every framework, a filter is laid on the image as it is."""


def _transposed(x, w, b):
    return conv(x, w.transpose(0, 1, 3, 2), b)


@replacing(network, conv1=_transposed, conv2=_transposed)
def transposes_filters():
    """Rows and columns of the filters were swapped: w[f, c, p, q] belongs to pixel (i + p, j + q)."""


def _without_bias(x, w, b):
    return conv(x, w, 0 * b)


@replacing(network, conv1=_without_bias, conv2=_without_bias)
def convolutions_without_bias():
    """The convolutions lack their bias: one number for each filter, added to all pixels of its map."""


@replacing(network, conv1=_without_bias)
def convolutions_without_bias__c1():
    """c1 lacks its bias: one number for each filter, added to all pixels of its map."""


@replacing(network, conv2=_without_bias)
def convolutions_without_bias__c3():
    """c3 lacks its bias: one number for each filter, added to all pixels of its map."""


@replacing(network, affine=lambda x, w, b: affine(x, w, 0 * b))
def affine_without_bias():
    """The affine layers lack their bias: x @ W + b."""


def _reshaped(x, w, b):
    return conv(x, w.reshape(-1, len(w)).T.reshape(w.shape), b)


@replacing(network, conv1=_reshaped, conv2=_reshaped)
def filters_reshaped():
    """The filters were reshaped to (C * 25, F), which mixes them up. Reshape to (F, C * 25), then take .T."""


def _first_channel(x, w, b):
    return conv(x[:, :1], w[:, :1], b)


@replacing(network, conv2=_first_channel)
def c3_sees_one_map():
    """c3 sees the first map of s2 only. Each of its filters goes over all 6 maps: sum over the channels."""


@replacing(network, flat=lambda x: np.moveaxis(x, 1, -1))
def flattens_channels_last():
    """s4 was flattened with its channels last. s4.reshape(N, 400) keeps the order (channel, row, column)."""


@replacing(network, flat=lambda x: x.transpose(0, 1, 3, 2))
def flattens_columns_first():
    """s4 was flattened column by column. s4.reshape(N, 400) keeps the order (channel, row, column)."""


def s4_flat(solve, x, params):
    """s4 came back as rows of 400. Its shape is (N, 16, 5, 5); flatten it on the way to c5 only."""
    c1, s2, c3, s4, c5, f6, out = solve(x, params)
    return c1, s2, c3, s4.reshape(len(x), -1), c5, f6, out


def c5_is_an_image(solve, x, params):
    """c5 has the shape (N, 120, 1, 1), as a convolution gives it. Here it is (N, 120)."""
    c1, s2, c3, s4, c5, f6, out = solve(x, params)
    return c1, s2, c3, s4, c5[:, :, None, None], f6, out


def pads_c1(solve, x, params):
    """The sizes do not fit. Images of 32x32 need no padding: 32 - 28 - 14 - 10 - 5."""
    padded = np.pad(x, ((0, 0), (0, 0), (2, 2), (2, 2)))
    return solve(padded, params)


def first_image_only(solve, x, params):
    """Only the first image was computed. N stays in front of every layer."""
    return solve(x[:1], params)


def returns_out_only(solve, x, params):
    """Only out was returned. Return all seven layers: c1, s2, c3, s4, c5, f6, out."""
    return solve(x, params)[-1]


def returns_image_too(solve, x, params):
    """The image was returned as a layer. Return c1, s2, c3, s4, c5, f6, out."""
    return (x, *solve(x, params))


def backwards_order(solve, x, params):
    """The layers came in the opposite order. Return c1 first, out last."""
    return solve(x, params)[::-1]


spec = Spec(
    solve=lenet,
    torch=torch_lenet,
    cases=cases,
    outputs=OUTPUTS,
    shapes={
        **dict.fromkeys(("c1", "s2", "c3", "s4"), "N C H W"),
        "c5": "N M",
        "f6": "N M",
        "out": "N K",
    },
    wrong=(
        takes_maximum,
        pools_without_dividing,
        pools_every_second,
        squashes_pooling,
        squashes_after_pooling,
        without_tanh,
        without_tanh__convolutions,
        without_tanh__affine,
        f6_without_tanh,
        c5_without_tanh,
        c1_without_tanh,
        c3_without_tanh,
        before_tanh,
        sigmoid_for_tanh,
        relu_for_tanh,
        scaled_tanh,
        squashes_out,
        softmax_at_the_end,
        flips_filters,
        transposes_filters,
        convolutions_without_bias,
        convolutions_without_bias__c1,
        convolutions_without_bias__c3,
        affine_without_bias,
        filters_reshaped,
        c3_sees_one_map,
        flattens_channels_last,
        flattens_columns_first,
        s4_flat,
        c5_is_an_image,
        pads_c1,
        first_image_only,
        returns_out_only,
        returns_image_too,
        backwards_order,
    ),
    hints=(
        "Write down the size of every layer before you write code. What does a 5x5 filter do to 32 pixels, and a 2x2 "
        "window with stride 2 to 28?",
        "c1 = tanh(conv(x, W1, b1)), s2 = pool(c1), c3 = tanh(conv(s2, W2, b2)), s4 = pool(c3), then "
        "c5 = tanh(s4.reshape(N, 400) @ W3 + b3), f6 = tanh(c5 @ W4 + b4), out = f6 @ W5 + b5.",
        "A loop over the positions of the window is fast enough: at (i, j) take x[:, :, i : i + 5, j : j + 5] as rows "
        "of C * 25, times the filters as rows, transposed. Copy in your conv_forward and avg_pool_forward.",
    ),
    hints_for={
        "c1": (
            "Compute one pixel of c1 by hand: which 25 pixels of the image does it see, and what is done to the sum?",
            "c1[n, f, i, j] = tanh(sum of x[n, 0, i : i + 5, j : j + 5] * W1[f, 0] + b1[f]).",
            '`c1 = np.tanh(conv(x, params["W1"], params["b1"]))`, 28 x 28 pixels.',
        ),
        "s2": (
            "Which four pixels of c1 make one pixel of s2?",
            "s2[n, f, i, j] = mean of c1[n, f, 2 i : 2 i + 2, 2 j : 2 j + 2].",
            "`x.reshape(N, C, H // 2, 2, W // 2, 2).mean(axis=(3, 5))`.",
        ),
        "c5": (
            "In which order do the 400 numbers of s4 come to c5?",
            "Rows of 400 in the order channel, row, column, which is how s4 lies in memory.",
            '`np.tanh(s4.reshape(N, 400) @ params["W3"] + params["b3"])`.',
        ),
    },
    magnitude=magnitude,
    terms=256,
)
