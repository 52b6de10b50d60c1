"""Global average pooling, backward: every pixel of a channel gets the same."""

import numpy as np

from grader import Case, Spec, grid

from .global_avg_pool_forward import cases as forward_cases
from .global_avg_pool_forward import global_avg_pool_forward


def global_avg_pool_backward(dout, x):
    """Gradient of global average pooling, dout (N, C), x (N, C, H, W) -> dx like x."""
    H, W = x.shape[2:]
    share = dout / (H * W)  # each pixel weighs 1 / (H * W) in the mean
    return np.ones(x.shape, dout.dtype) * share[:, :, None, None]


def torch_global_avg_pool_backward(dout, x):
    """PyTorch's autograd through its adaptive pooling."""
    import torch

    out = torch.nn.functional.adaptive_avg_pool2d(x.requires_grad_(), 1).flatten(1)
    return torch.autograd.grad(out, x, dout)[0]


def cases(rng):
    """The settings of global_avg_pool_forward with a random upstream gradient."""
    for case in forward_cases(rng):
        dout = grid(rng, *global_avg_pool_forward(**case.args).shape)
        name = case.name
        if "known" in name:
            name, dout = "known: 1 and -2 on six pixels each", np.array([[6.0, -12.0]])
        if "not contiguous" in name:
            dout = dout.repeat(2, axis=1)[:, ::2]
        yield Case(name, {"dout": dout, **case.args}, case.hidden)


def forgets_division(solve, dout, x):
    """Every pixel got all of dout. In a mean each weighs 1 / (H * W)."""
    return solve(dout, x) * (x.shape[2] * x.shape[3])


def divides_by_square(solve, dout, x):
    """dout was divided by H * H. The image has H * W pixels."""
    return solve(dout, x) * x.shape[3] / x.shape[2]


def divides_by_square__width(solve, dout, x):
    """dout was divided by W * W. The image has H * W pixels."""
    return solve(dout, x) * x.shape[2] / x.shape[3]


def divides_by_one_side(solve, dout, x):
    """dout was divided by H only. The image has H * W pixels."""
    return solve(dout, x) * x.shape[3]


def divides_by_one_side__width(solve, dout, x):
    """dout was divided by W only. The image has H * W pixels."""
    return solve(dout, x) * x.shape[2]


def divides_by_channels(solve, dout, x):
    """dout was divided by the number of channels too. Every channel has its own mean: divide by H * W."""
    return solve(dout, x) / x.shape[1]


def divides_by_other_axes(solve, dout, x):
    """dout was divided by N * C, the first two axes of x. H and W are the last two."""
    N, C, H, W = x.shape
    return solve(dout, x) * (H * W) / (N * C)


def divides_by_other_axes__channels_last(solve, dout, x):
    """dout was divided by C * H, as if x were (N, H, W, C). H and W are the last two axes."""
    _, C, _, W = x.shape
    return solve(dout, x) * W / C


def divides_by_everything(solve, dout, x):
    """dout was divided by the size of all of x. One channel of one image has H * W pixels."""
    return solve(dout, x) / (x.shape[0] * x.shape[1])


def mean_over_batch(solve, dout, x):
    """dx was divided by the batch size. The loss already carries any 1/N: divide by H * W only."""
    return solve(dout, x) / len(x)


def divides_twice(solve, dout, x):
    """dout was divided by H * W twice: once is enough."""
    return solve(dout, x) / (x.shape[2] * x.shape[3])


def multiplies_by_mean(solve, dout, x):
    """dout was spread as the mean of x. The mean is linear: its derivative does not depend on the pixels' values."""
    return np.ones_like(x) * (dout * global_avg_pool_forward(x))[:, :, None, None]


def multiplies_by_x(solve, dout, x):
    """The gradient was multiplied by x. The mean is linear: its derivative does not depend on the pixels' values."""
    return solve(dout, x) * x


def gradient_to_maximum(solve, dout, x):
    """The largest pixel got all of dout, which is max pooling. In a mean every pixel gets the same."""
    return (x == x.max(axis=(2, 3), keepdims=True)) * dout[:, :, None, None]


def gradient_to_first_pixel(solve, dout, x):
    """Only one pixel of each channel got a gradient. Every pixel has a part in the mean: fill the whole image."""
    dx = solve(dout, x)
    dx[:, :, 1:] = 0
    dx[:, :, :, 1:] = 0
    return dx


def does_not_spread(solve, dout, x):
    """The numbers are right but the shape is (N, C, 1, 1). dx has the shape of x: one number for every pixel."""
    return solve(dout, x)[:, :, :1, :1]


def does_not_spread__flat(solve, dout, x):
    """The numbers are right but the shape is (N, C). dx has the shape of x: one number for every pixel."""
    return solve(dout, x)[:, :, 0, 0]


def returns_flat(solve, dout, x):
    """dx came back flat, (N, C, H * W). Give it the shape of x."""
    return solve(dout, x).reshape(*x.shape[:2], -1)


def dout_reshaped(solve, dout, x):
    """dout was reshaped where its axes had to be transposed, so it is mixed up. Use dout[:, :, None, None]."""
    return solve(dout.T.reshape(dout.shape), x)


def dout_reshaped__tiled(solve, dout, x):
    """dout was repeated and then reshaped, which mixes up channels and pixels. Use dout[:, :, None, None]."""
    H, W = x.shape[2:]
    share = solve(dout, x)[:, :, 0, 0]
    return np.tile(share, (1, H * W)).reshape(x.shape)


def dout_aligned_with_pixels(solve, dout, x):
    """dout has no axes for the pixels, so NumPy matched it with H and W. Use dout[:, :, None, None]."""
    H, W = x.shape[2:]
    return np.ones_like(x) * dout / (H * W)


def first_image_only(solve, dout, x):
    """Only the first image of the batch got a gradient: go through all of them."""
    dx = solve(dout, x)
    dx[1:] = 0
    return dx


def upstream_is_one(solve, dout, x):
    """dout is ignored, as if the loss were the sum of the output: every gradient is multiplied by dout."""
    return solve(np.ones_like(dout), x)


def opposite_sign(solve, dout, x):
    """dx has the opposite sign. The minus belongs to the update step (w - lr * dw), not to the gradient."""
    return -solve(dout, x)


def writes_into_dout(solve, dout, x):
    """dout was changed in place: whoever called you still needs it. Write dout / (H * W), not dout /= H * W."""
    dx = solve(dout, x)
    dout /= x.shape[2] * x.shape[3]
    return dx


spec = Spec(
    solve=global_avg_pool_backward,
    torch=torch_global_avg_pool_backward,
    forward=global_avg_pool_forward,
    wrt=("x",),
    cases=cases,
    outputs=("dx",),
    shapes={"dout": "N C", "x": "N C H W", "dx": "N C H W"},
    wrong=(
        forgets_division,
        divides_by_square,
        divides_by_square__width,
        divides_by_one_side,
        divides_by_one_side__width,
        divides_by_channels,
        divides_by_other_axes,
        divides_by_other_axes__channels_last,
        divides_by_everything,
        mean_over_batch,
        divides_twice,
        multiplies_by_mean,
        multiplies_by_x,
        gradient_to_maximum,
        gradient_to_first_pixel,
        does_not_spread,
        does_not_spread__flat,
        returns_flat,
        dout_reshaped,
        dout_reshaped__tiled,
        dout_aligned_with_pixels,
        first_image_only,
        upstream_is_one,
        opposite_sign,
        writes_into_dout,
    ),
    hints=(
        "Nudge one pixel by a little. By how much does the mean of its channel move? Is that the same for every pixel?",
        "dx[n, c, i, j] = dout[n, c] / (H * W).",
        "return np.ones_like(x) * dout[:, :, None, None] / (H * W): the two None give dout axes for the pixels.",
    ),
    hints_for={
        "dout_aligned_with_pixels": (
            "NumPy lines up shapes from the right. Write (N, C) below (N, C, H, W): under which axes does it stand?",
            "As (N, C, 1, 1) dout stands below N and C, and is stretched over H and W.",
            "`share = dout[:, :, None, None] / (H * W)`, then `np.ones_like(x) * share`",
        ),
        "does_not_spread": (
            "How many numbers has dx, and how many have you?",
            "dx[n, c, i, j] is the same number for all i and j.",
            "`np.ones_like(x) * share`, with share of the shape (N, C, 1, 1).",
        ),
        "multiplies_by_x": (
            "Double all pixels, then nudge one. Does the mean move more than before?",
            "The derivative of the mean is 1 / (H * W) for every pixel, whatever its value.",
            "`dx[n, c] = dout[n, c] / (H * W)`: of x only the shape is needed.",
        ),
    },
)
