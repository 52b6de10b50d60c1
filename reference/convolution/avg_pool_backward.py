"""Average pooling, backward: each window hands every one of its places the same part of its gradient."""

import numpy as np

from grader import Case, Spec, grid

from ._conditions import KERNEL_BACKWARD
from ._pooling import cropped, overwrite, padded, scatter
from ._walk_avg_pool_backward import WALK
from .avg_pool_forward import avg_pool_forward
from .avg_pool_forward import cases as forward_cases


def avg_pool_backward(dout, x, kernel_h, kernel_w, stride, padding):
    """Gradient of average pooling, dout (N, C, H_out, W_out), x (N, C, H, W) -> dx like x.

    The values of x do not matter, only its shape: the mean is linear.
    """
    N, C, H, W = x.shape
    dx = np.zeros((N, C, H + 2 * padding, W + 2 * padding), dout.dtype)
    share = dout / (kernel_h * kernel_w)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            rows = slice(i * stride, i * stride + kernel_h)
            columns = slice(j * stride, j * stride + kernel_w)
            dx[:, :, rows, columns] += share[:, :, i : i + 1, j : j + 1]
    return dx[:, :, padding : padding + H, padding : padding + W]


def torch_avg_pool_backward(dout, x, kernel_h, kernel_w, stride, padding):
    """PyTorch's autograd through its average pooling."""
    import torch

    out = torch.nn.functional.avg_pool2d(x.requires_grad_(), (kernel_h, kernel_w), stride, padding)
    return torch.autograd.grad(out, x, dout)[0]


def cases(rng):
    """The settings of avg_pool_forward with a random upstream gradient."""
    for case in forward_cases(rng):
        dout = grid(rng, *avg_pool_forward(*case.args.values()).shape)
        if "known" in case.name:
            dout = np.array([[[[1.0, 2.0], [3.0, 4.0]]]])
        if "not contiguous" in case.name:
            dout = dout.repeat(2, axis=3)[..., ::2]
        yield Case(case.name, {"dout": dout, **case.args}, case.hidden)


def _windows(solve, dout, x, kernel_h, kernel_w, stride, padding, window=None, steps=None, share=None):
    """dx by a loop over windows, with another window, other steps or another share where given."""

    def own_share(arriving, seen):
        whole = np.zeros((*seen.shape[:2], kernel_h, kernel_w))
        return solve(arriving, whole, kernel_h, kernel_w, 1, 0)[:, :, :1, :1]  # every place gets the same

    shape, x = x.shape, padded(x, padding, 0)
    room = scatter(share or own_share, dout, x, window or (kernel_h, kernel_w), steps or (stride, stride))
    return cropped(room, shape, padding)


def divides_by_image_only(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """dout was divided by the places a window has on the image. Zeros count: divide by kernel_h * kernel_w."""
    covered = avg_pool_forward(np.ones_like(x), kernel_h, kernel_w, stride, padding)
    return solve(dout / covered, x, kernel_h, kernel_w, stride, padding)


def forgets_division(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """Every place of a window got all of its dout. In a mean each weighs 1 / (kernel_h * kernel_w)."""
    return solve(dout, x, kernel_h, kernel_w, stride, padding) * (kernel_h * kernel_w)


def divides_by_square(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """dout was divided by kernel_h * kernel_h. The window has kernel_h * kernel_w places."""
    return solve(dout, x, kernel_h, kernel_w, stride, padding) * kernel_w / kernel_h


def divides_by_square__width(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """dout was divided by kernel_w * kernel_w. The window has kernel_h * kernel_w places."""
    return solve(dout, x, kernel_h, kernel_w, stride, padding) * kernel_h / kernel_w


def divides_by_one_side(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """dout was divided by kernel_h only. The window has kernel_h * kernel_w places."""
    return solve(dout, x, kernel_h, kernel_w, stride, padding) * kernel_w


def divides_by_one_side__width(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """dout was divided by kernel_w only. The window has kernel_h * kernel_w places."""
    return solve(dout, x, kernel_h, kernel_w, stride, padding) * kernel_h


def divides_by_stride(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """dout was divided by stride * stride. The window has kernel_h * kernel_w places, however far it moves."""
    return solve(dout, x, kernel_h, kernel_w, stride, padding) * (kernel_h * kernel_w) / stride**2


def divides_by_image(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """dout was divided by H * W, the size of the image. The window has kernel_h * kernel_w places."""
    H, W = x.shape[2:]
    return solve(dout, x, kernel_h, kernel_w, stride, padding) * (kernel_h * kernel_w) / (H * W)


def divides_by_overlap(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """dx was averaged where windows overlap. A pixel seen by several windows gets the sum of their shares."""
    places = kernel_h * kernel_w
    count = solve(np.ones_like(dout), x, kernel_h, kernel_w, stride, padding) * places
    return solve(dout, x, kernel_h, kernel_w, stride, padding) / np.maximum(count, 1)


def gradient_to_maximum(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """The largest pixel of each window got all of its dout, which is max pooling. In a mean all get the same."""
    return _windows(
        solve, dout, x, kernel_h, kernel_w, stride, padding,
        share=lambda arriving, seen: arriving * (seen == seen.max(axis=(2, 3), keepdims=True)),
    )  # fmt: skip


def multiplies_by_x(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """The gradient was multiplied by x. The mean is linear: its derivative does not depend on the pixels' values."""
    return solve(dout, x, kernel_h, kernel_w, stride, padding) * x


def assigned(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """dx was assigned (=) where windows overlap. A pixel seen by several windows collects from all of them: +=."""
    return overwrite(solve, dout, x, kernel_h, kernel_w, stride, padding, 0)


def assigned__backwards(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """dx was assigned (=) where windows overlap. A pixel seen by several windows collects from all: use +=."""
    return overwrite(solve, dout, x, kernel_h, kernel_w, stride, padding, 0, reverse=True)


def swaps_kernel(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """kernel_h and kernel_w were swapped: kernel_h counts rows, kernel_w columns."""
    return _windows(solve, dout, x, kernel_h, kernel_w, stride, padding, window=(kernel_w, kernel_h))


def square_window(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """kernel_h was used for both sides of the window: its width is kernel_w."""
    return _windows(solve, dout, x, kernel_h, kernel_w, stride, padding, window=(kernel_h, kernel_h))


def ignores_stride(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """The stride is ignored: output pixel (i, j) belongs to the window that begins at (i * stride, j * stride)."""
    return _windows(solve, dout, x, kernel_h, kernel_w, stride, padding, steps=(1, 1))


def steps_by_kernel(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """The window moves by its own size. It moves by the stride: the corner is at i * stride."""
    return _windows(solve, dout, x, kernel_h, kernel_w, stride, padding, steps=(kernel_h, kernel_w))


def size_without_padding(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """The output size was computed without the padding, so the last windows hand nothing back. Use dout.shape."""
    H_out, W_out = avg_pool_forward(x, kernel_h, kernel_w, stride, 0).shape[2:]
    return _windows(solve, dout[:, :, :H_out, :W_out], x, kernel_h, kernel_w, stride, padding)


def drops_last_position(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """The last row and column of windows hand nothing back: visit all H_out * W_out of them."""
    return _windows(solve, dout[:, :, :-1, :-1], x, kernel_h, kernel_w, stride, padding)


def keeps_padding(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """dx still has the padding around it. Cut it off: dx has the shape of x."""
    return solve(dout, padded(x, padding, 0), kernel_h, kernel_w, stride, 0)


def crops_to_minus_padding(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """The padding was cut off by [padding:-padding], which is empty for padding 0. Use [padding : padding + H]."""
    dx = solve(dout, x, kernel_h, kernel_w, stride, padding)
    return dx if padding else dx[:, :, :0, :0]


def crops_at_zero(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """dx is shifted by the padding: pixel (0, 0) of x is (padding, padding) in the padded array. Cut there."""
    dx = solve(dout, padded(x, padding, 0), kernel_h, kernel_w, stride, 0)
    return dx[:, :, : x.shape[2], : x.shape[3]]


def crops_at_one(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """The padding was cut off as if it were 1: use the argument."""
    return solve(dout, padded(x, padding, 0), kernel_h, kernel_w, stride, 0)[:, :, 1:-1, 1:-1]


def crops_at_one__if_padded(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """The padding was cut off as if it were 1: use the argument padding."""
    dx = solve(dout, padded(x, padding, 0), kernel_h, kernel_w, stride, 0)
    return dx[:, :, 1:-1, 1:-1] if padding else dx


def crops_at_one__size(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """The padding was cut off as if it were one row and one column: use the argument padding."""
    dx = solve(dout, padded(x, padding, 0), kernel_h, kernel_w, stride, 0)
    return dx[:, :, 1 : x.shape[2] + 1, 1 : x.shape[3] + 1]


def dout_reshaped(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """dout was flattened without moving its channel axis to the end first (transpose 0, 2, 3, 1)."""
    N, C, H_out, W_out = dout.shape
    mixed = dout.reshape(N, H_out, W_out, C).transpose(0, 3, 1, 2)
    return solve(mixed, x, kernel_h, kernel_w, stride, padding)


def dout_reshaped__positions_first(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """dout was flattened in another order than the windows: transpose it (2, 3, 0, 1) before you flatten it."""
    N, C, H_out, W_out = dout.shape
    mixed = dout.reshape(H_out, W_out, N, C).transpose(2, 3, 0, 1)
    return solve(mixed, x, kernel_h, kernel_w, stride, padding)


def dout_reshaped__windows_first(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """dout was flattened with its positions first (transpose 2, 3, 0, 1), the windows with the batch first."""
    N, C, H_out, W_out = dout.shape
    mixed = dout.transpose(2, 3, 0, 1).reshape(N, H_out, W_out, C).transpose(0, 3, 1, 2)
    return solve(mixed, x, kernel_h, kernel_w, stride, padding)


def dout_reshaped__transposed(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """The rows and columns of dout were mixed up: dout[n, c, i, j] belongs to row i, column j of windows."""
    mixed = dout.transpose(0, 1, 3, 2).reshape(dout.shape)
    return solve(mixed, x, kernel_h, kernel_w, stride, padding)


def upstream_is_one(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """dout is ignored, as if the loss were the sum of the output: a window hands out its dout, not 1."""
    return solve(np.ones_like(dout), x, kernel_h, kernel_w, stride, padding)


def first_image_only(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """Only the first image of the batch got a gradient: go through all of them."""
    dx = solve(dout, x, kernel_h, kernel_w, stride, padding)
    dx[1:] = 0
    return dx


def mean_over_batch(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """dx was divided by the batch size. The loss already carries any 1/N: nothing is averaged here."""
    return solve(dout, x, kernel_h, kernel_w, stride, padding) / len(x)


def opposite_sign(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """dx has the opposite sign. The minus belongs to the update step (w - lr * dw), not to the gradient."""
    return -solve(dout, x, kernel_h, kernel_w, stride, padding)


def writes_into_dout(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """dout was changed in place: whoever called you still needs it. Work on a copy."""
    dx = solve(dout, x, kernel_h, kernel_w, stride, padding)
    dout *= 0
    return dx


spec = Spec(
    solve=avg_pool_backward,
    torch=torch_avg_pool_backward,
    forward=avg_pool_forward,
    wrt=("x",),
    cases=cases,
    outputs=("dx",),
    shapes={"dout": "N C H_out W_out", "x": "N C H W", "dx": "N C H W"},
    wrong=(
        divides_by_image_only,
        forgets_division,
        divides_by_square,
        divides_by_square__width,
        divides_by_one_side,
        divides_by_one_side__width,
        divides_by_stride,
        divides_by_image,
        divides_by_overlap,
        gradient_to_maximum,
        multiplies_by_x,
        assigned,
        assigned__backwards,
        swaps_kernel,
        square_window,
        ignores_stride,
        steps_by_kernel,
        size_without_padding,
        drops_last_position,
        keeps_padding,
        crops_to_minus_padding,
        crops_at_zero,
        crops_at_one,
        crops_at_one__if_padded,
        crops_at_one__size,
        dout_reshaped,
        dout_reshaped__positions_first,
        dout_reshaped__windows_first,
        dout_reshaped__transposed,
        upstream_is_one,
        first_image_only,
        mean_over_batch,
        opposite_sign,
        writes_into_dout,
    ),
    conditions=KERNEL_BACKWARD,
    hints=(
        "Nudge one pixel by a little. By how much does the mean of a window move, and how many windows see the pixel?",
        "dx_padded[n, c, i * stride + p, j * stride + q] += dout[n, c, i, j] / (kernel_h * kernel_w), for all p, q. "
        "Cut the padding off dx at the end.",
        "Make dx_padded of zeros with H + 2 * padding rows; loop over i and j; with rows = slice(i * stride, "
        "i * stride + kernel_h) add dout[:, :, i, j, None, None] / (kernel_h * kernel_w) to dx_padded[:, :, rows, "
        "columns]; cut the padding off.",
    ),
    walk=WALK,
    hints_for={
        "assigned": (
            "With stride 1 a pixel in the middle lies in many windows. How many shares does it get?",
            "dx of a pixel = the sum of dout / (kernel_h * kernel_w) over all windows in which it lies.",
            "`dx_padded = np.zeros(...)` before the loop, `dx_padded[:, :, rows, columns] += share` inside.",
        ),
        "divides_by_overlap": (
            "A pixel lies in two windows and moves both means. Does the loss notice one move or two?",
            "The shares of all windows are added, and nothing is divided by their number.",
            "`dx_padded[:, :, rows, columns] += share`, and no division after the loop but by kernel_h * kernel_w.",
        ),
        "crops_at_zero": (
            "Where does pixel (0, 0) of x stand in the padded array?",
            "dx[n, c, i, j] = dx_padded[n, c, i + padding, j + padding].",
            "`dx = dx_padded[:, :, padding : padding + H, padding : padding + W]`",
        ),
    },
)
