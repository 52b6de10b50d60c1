"""Nearest-neighbour upsampling, backward: a pixel collects from all its copies."""

import numpy as np

from grader import Case, Spec, grid

from .upsample_nearest_forward import cases as forward_cases
from .upsample_nearest_forward import upsample_nearest_forward


def upsample_nearest_backward(dout, x, scale):
    """Gradient of nearest-neighbour upsampling.

    dout (N, C, H * scale, W * scale), x (N, C, H, W) -> dx like x.
    """
    N, C, H, W = x.shape
    blocks = dout.reshape(N, C, H, scale, W, scale)  # row i * scale + p, column j * scale + q
    return blocks.sum(axis=(3, 5))


def torch_upsample_nearest_backward(dout, x, scale):
    """PyTorch's autograd through its interpolation."""
    import torch

    out = torch.nn.functional.interpolate(x.requires_grad_(), scale_factor=scale, mode="nearest")
    return torch.autograd.grad(out, x, dout)[0]


def cases(rng):
    """The settings of upsample_nearest_forward with a random upstream gradient."""
    for case in forward_cases(rng):
        dout = grid(rng, *upsample_nearest_forward(*case.args.values()).shape)
        if "not contiguous" in case.name:
            dout = np.asfortranarray(dout)
        name = case.name.replace("changes nothing", "passes dout on").replace("x is not", "arrays not")
        yield Case(name, {"dout": dout, **case.args}, case.hidden)


def averages(solve, dout, x, scale):
    """The gradient was averaged over each block. A pixel went into every copy in full, so sum: what arrives adds up."""
    return solve(dout, x, scale) / scale**2


def averages__one_axis(solve, dout, x, scale):
    """The gradient was averaged along one axis of each block. What arrives at the copies adds up: sum over both."""
    return solve(dout, x, scale) / scale


def takes_first(solve, dout, x, scale):
    """Only the first pixel of each block was used. Each of the scale x scale copies sends its gradient back."""
    return dout[:, :, ::scale, ::scale].copy()


def takes_last(solve, dout, x, scale):
    """Only the last pixel of each block is left: dx was assigned (=) for every copy. Add instead: +=."""
    return dout[:, :, scale - 1 :: scale, scale - 1 :: scale].copy()


def takes_maximum(solve, dout, x, scale):
    """The largest gradient of each block was taken. Every copy counts: sum them."""
    N, C, H, W = x.shape
    return dout.reshape(N, C, H, scale, W, scale).max(axis=(3, 5))


def sums_tiles(solve, dout, x, scale):
    """Pixels that are H (or W) apart were summed. The copies of a pixel lie side by side, in a scale x scale block."""
    N, C, H, W = x.shape
    return dout.reshape(N, C, scale, H, scale, W).sum(axis=(2, 4))


def reshapes_wrongly(solve, dout, x, scale):
    """dout was reshaped to (N, C, H, W, scale, scale), which is not its order: use (N, C, H, scale, W, scale)."""
    N, C, H, W = x.shape
    return dout.reshape(N, C, H, W, scale, scale).sum(axis=(4, 5))


def reshapes_wrongly__axes_swapped(solve, dout, x, scale):
    """dout was reshaped to (N, C, scale, H, W, scale), which is not its order: use (N, C, H, scale, W, scale)."""
    N, C, H, W = x.shape
    return dout.reshape(N, C, scale, H, W, scale).sum(axis=(2, 5))


def one_axis_only(solve, dout, x, scale):
    """Only the rows of each block were summed up. Sum over its columns too."""
    N, C, H, W = x.shape
    return dout.reshape(N, C, H, scale, W * scale).sum(axis=3)


def one_axis_only__width(solve, dout, x, scale):
    """Only the columns of each block were summed up. Sum over its rows too."""
    N, C, H, W = x.shape
    return dout.reshape(N, C, H * scale, W, scale).sum(axis=4)


def one_axis_only__keeps_the_other(solve, dout, x, scale):
    """Only the rows of each block were summed up, and its columns are left as an axis. Sum over axes 3 and 5."""
    return dout.reshape(*x.shape[:3], scale, x.shape[3], scale).sum(axis=3)


def one_axis_only__width_keeps_the_other(solve, dout, x, scale):
    """Only the columns of each block were summed up, and its rows are left as an axis. Sum over axes 3 and 5."""
    return dout.reshape(*x.shape[:3], scale, x.shape[3], scale).sum(axis=5)


def sums_pixels(solve, dout, x, scale):
    """The pixels were summed up and the blocks are left. Of (N, C, H, scale, W, scale) sum over the axes 3 and 5."""
    return dout.reshape(*x.shape[:3], scale, x.shape[3], scale).sum(axis=(2, 4))


def sums_everything(solve, dout, x, scale):
    """The blocks of all images and channels were summed up together. Every image and channel has its own: axes 2, 3."""
    dx = solve(dout, x, scale)
    return dx.sum(axis=(0, 1)) + np.zeros_like(dx)


def blocks_overlap(solve, dout, x, scale):
    """The block of pixel (i, j) was taken to begin at (i, j). It begins at (i * scale, j * scale)."""
    dx = np.zeros(x.shape)
    for i in range(x.shape[2]):
        for j in range(x.shape[3]):
            dx[:, :, i, j] = dout[:, :, i : i + scale, j : j + scale].sum(axis=(2, 3))
    return dx


def one_axis_first(solve, dout, x, scale):
    """Of each block only one column was used. Each of the scale x scale copies sends its gradient back."""
    N, C, H, W = x.shape
    return dout.reshape(N, C, H, scale, W, scale).sum(axis=3)[..., 0]


def one_axis_first__row(solve, dout, x, scale):
    """Of each block only one row was used. Each of the scale x scale copies sends its gradient back."""
    N, C, H, W = x.shape
    return dout.reshape(N, C, H, scale, W, scale).sum(axis=5)[:, :, :, 0]


def upstream_is_one(solve, dout, x, scale):
    """dout is ignored, as if the loss were the sum of the output: add up the values of dout."""
    return solve(np.ones_like(dout), x, scale)


def times_input(solve, dout, x, scale):
    """The gradient was multiplied by x. Copying a pixel does not depend on its value: only dout counts."""
    return solve(dout, x, scale) * x


def mean_over_batch(solve, dout, x, scale):
    """dx was divided by the batch size. The loss already carries any 1/N: nothing is averaged here."""
    return solve(dout, x, scale) / len(x)


def opposite_sign(solve, dout, x, scale):
    """The gradient has the opposite sign. The minus belongs to the update step, not to the gradient."""
    return -solve(dout, x, scale)


def always_two(solve, dout, x, scale):
    """The scale was taken to be 2: use the argument."""
    N, C, H, W = dout.shape
    return dout[:, :, : H // 2 * 2, : W // 2 * 2].reshape(N, C, H // 2, 2, W // 2, 2).sum(axis=(3, 5))


def always_two__size_of_x(solve, dout, x, scale):
    """The scale was taken to be 2: use the argument."""
    dx = np.zeros(x.shape)
    for i in range(x.shape[2]):
        for j in range(x.shape[3]):
            dx[:, :, i, j] = dout[:, :, 2 * i : 2 * i + 2, 2 * j : 2 * j + 2].sum(axis=(2, 3))
    return dx


def always_two__reshape(solve, dout, x, scale):
    """The scale was taken to be 2: use the argument."""
    N, C, H, W = x.shape
    return dout.reshape(N, C, H, 2, W, 2).sum(axis=(3, 5))


def always_two__loops(solve, dout, x, scale):
    """The scale was taken to be 2: use the argument."""
    dx = np.zeros(x.shape)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            dx[:, :, i // 2, j // 2] += dout[:, :, i, j]
    return dx


def first_image_only(solve, dout, x, scale):
    """Only the first image of the batch got a gradient: go through all of them."""
    dx = solve(dout, x, scale)
    dx[1:] = 0
    return dx


def width_from_height(solve, dout, x, scale):
    """The width of dx was computed from its height: H and W differ."""
    N, C, H, _ = x.shape
    dx = np.zeros((N, C, H, H))
    for i in range(H * scale):
        for j in range(dout.shape[3]):
            dx[:, :, i // scale, j // scale] += dout[:, :, i, j]
    return dx


def enlarges_again(solve, dout, x, scale):
    """dout was enlarged once more. Backward goes the other way: a whole block becomes one pixel of dx."""
    return upsample_nearest_forward(dout, scale)


def adds_to_input(solve, dout, x, scale):
    """The gradient was added to x. Begin with zeros: dx = np.zeros_like(x)."""
    return x + solve(dout, x, scale)


def adds_to_input__in_place(solve, dout, x, scale):
    """The gradient was written into x. Begin with an array of its own: dx = np.zeros_like(x)."""
    x += solve(dout, x, scale)
    return x


spec = Spec(
    solve=upsample_nearest_backward,
    torch=torch_upsample_nearest_backward,
    forward=upsample_nearest_forward,
    wrt=("x",),
    cases=cases,
    outputs=("dx",),
    shapes={"dout": "N C H_out W_out", "x": "N C H W", "dx": "N C H W"},
    wrong=(
        averages,
        averages__one_axis,
        takes_first,
        takes_last,
        takes_maximum,
        sums_tiles,
        reshapes_wrongly,
        reshapes_wrongly__axes_swapped,
        one_axis_only,
        one_axis_only__width,
        one_axis_only__keeps_the_other,
        one_axis_only__width_keeps_the_other,
        sums_pixels,
        sums_everything,
        blocks_overlap,
        one_axis_first,
        one_axis_first__row,
        upstream_is_one,
        times_input,
        mean_over_batch,
        opposite_sign,
        always_two,
        always_two__size_of_x,
        always_two__reshape,
        always_two__loops,
        first_image_only,
        width_from_height,
        enlarges_again,
        adds_to_input,
        adds_to_input__in_place,
    ),
    hints=(
        "If one pixel of x grows a little, which outputs grow with it, and by how much each?",
        "dx[n, c, i, j] = sum over p, q in 0 ... scale - 1 of dout[n, c, i * scale + p, j * scale + q].",
        "Split the two long axes in two, dout.reshape(N, C, H, scale, W, scale), and sum over the two axes of length "
        "scale.",
    ),
    hints_for={
        "takes_last": (
            "Each pixel of dx is written scale * scale times in your loop. What is left of it in the end?",
            "dx[n, c, i // scale, j // scale] collects dout[n, c, i, j] of its whole block.",
            "`dx = np.zeros_like(x)`, then `dx[n, c, i // scale, j // scale] += dout[n, c, i, j]`",
        ),
        "averages": (
            "Nudge one pixel of x by 0.1. Does each of its copies move by 0.1, or do they share it?",
            "Every copy has the derivative 1, so the gradients of all copies are added.",
            "`dout[:, :, rows, columns].sum(axis=(2, 3))` for the block of a pixel.",
        ),
        "reshapes_wrongly": (
            "A reshape keeps the order of the numbers. Go along a row of dout: what comes next, a copy or another "
            "pixel?",
            "Row i * scale + p becomes (i, p): so scale stands right after H, and right after W.",
            "`parts = dout.reshape(N, C, H, scale, W, scale)`, then a sum over axes 3 and 5.",
        ),
    },
)
