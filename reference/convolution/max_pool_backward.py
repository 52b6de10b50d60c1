"""Max pooling, backward: each window hands its gradient to the pixel that won."""

from functools import partial

import numpy as np

from grader import Case, Spec, grid

from ._conditions import KERNEL_BACKWARD
from ._pooling import cropped, overwrite, padded, scatter, windows
from ._ties import nearest
from ._walk_max_pool_backward import WALK
from .max_pool_forward import cases as forward_cases
from .max_pool_forward import ladder as forward_ladder
from .max_pool_forward import max_pool_forward


def max_pool_backward(dout, x, kernel_h, kernel_w, stride, padding):
    """Gradient of max pooling, dout (N, C, H_out, W_out), x (N, C, H, W) -> dx like x.

    Where pixels tie, the first one in the window gets everything, as in PyTorch on the CPU.
    """
    N, C, H, W = x.shape
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)), constant_values=-np.inf)
    dx = np.zeros(x.shape, dout.dtype)
    n, c = np.arange(N)[:, None], np.arange(C)  # together they name every channel of every image, (N, C)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            window = x[:, :, i * stride : i * stride + kernel_h, j * stride : j * stride + kernel_w]
            winner = window.reshape(N, C, -1).argmax(axis=2)  # counts row by row, so a row is kernel_w long
            row, column = winner // kernel_w, winner % kernel_w
            dx[n, c, i * stride + row, j * stride + column] += dout[:, :, i, j]
    return dx[:, :, padding : padding + H, padding : padding + W]


def naive_max_pool_backward(dout, x, kernel_h, kernel_w, stride, padding):
    """One number of dout at a time, in four loops: slow, and close to the definition."""
    shape, x = x.shape, np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)), constant_values=-np.inf)
    dx = np.zeros(x.shape)
    for n, c, i, j in np.ndindex(dout.shape):
        window = x[n, c, i * stride : i * stride + kernel_h, j * stride : j * stride + kernel_w]
        row, column = divmod(int(window.argmax()), kernel_w)
        dx[n, c, i * stride + row, j * stride + column] += dout[n, c, i, j]
    return cropped(dx, shape, padding)


def torch_max_pool_backward(dout, x, kernel_h, kernel_w, stride, padding):
    """PyTorch's autograd through its max pooling."""
    import torch

    out = torch.nn.functional.max_pool2d(x.requires_grad_(), (kernel_h, kernel_w), stride, padding)
    return torch.autograd.grad(out, x, dout)[0]


def magnitude(dout, x, kernel_h, kernel_w, stride, padding):
    """What could arrive at each pixel: the absolute gradients of all windows in which it is a maximum."""
    return gradient_to_every_maximum(max_pool_backward, np.abs(dout), x, kernel_h, kernel_w, stride, padding)


def closest(actual, dout, x, kernel_h, kernel_w, stride, padding):
    """The right gradient nearest to ``actual``: where pixels tie, several are right."""
    right = max_pool_backward(dout, x, kernel_h, kernel_w, stride, padding)
    numbers = padded(np.arange(x.size).reshape(x.shape), padding, -1)
    x = padded(x, padding, -np.inf)
    windows = []
    for n, c, i, j in np.ndindex(dout.shape):
        place = n, c, slice(i * stride, i * stride + kernel_h), slice(j * stride, j * stride + kernel_w)
        maxima = numbers[place][x[place] == x[place].max()]
        windows.append((maxima.tolist(), float(dout[n, c, i, j])))
    return nearest(actual, right, windows)


def cases(rng):
    """The settings of max_pool_forward with a random upstream gradient, and images with ties."""
    names = ("dout", "x", "kernel_h", "kernel_w", "stride", "padding")
    for case in forward_cases(rng):
        dout = grid(rng, *max_pool_forward(*case.args.values()).shape)
        if "known" in case.name:
            dout = np.array([[[[1.0, 2.0], [3.0, 4.0]]]])
        if "not contiguous" in case.name:
            dout = dout.repeat(2, axis=3)[..., ::2]
        if case.name == "sizes drawn anew":
            tied = np.array([[[[1.0, 3.0, 0.0, 2.0], [3.0, 2.0, 4.0, 1.0]]]])
            args = dict(zip(names, (np.array([[[[6.0, 5.0]]]]), tied, 2, 2, 2, 0)))
            yield Case("a tie: two pixels share the maximum", args, smooth=False)
            tied = rng.integers(0, 3, (2, 3, 4, 5)).astype(float)
            args = dict(zip(names, (grid(rng, 2, 3, 4, 6), tied, 3, 2, 1, 1)))
            yield Case("many ties, windows overlap", args, smooth=False)
        yield Case(case.name, {"dout": dout, **case.args}, case.hidden)


def _windows(solve, dout, x, kernel_h, kernel_w, stride, padding, fill=-np.inf, window=None, steps=None, share=None):
    """dx by a loop over windows, with another window, other steps or another share where given."""

    def own_share(arriving, seen):
        return solve(arriving, seen, *seen.shape[2:], 1, 0)

    shape, x = x.shape, padded(x, padding, fill)
    room = scatter(share or own_share, dout, x, window or (kernel_h, kernel_w), steps or (stride, stride))
    return cropped(room, shape, padding)


def assigned(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """dx was assigned (=) where windows overlap. A pixel that wins several windows collects from all of them: +=."""
    return overwrite(solve, dout, x, kernel_h, kernel_w, stride, padding, -np.inf)


def assigned__backwards(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """dx was assigned (=) where windows overlap. A pixel that wins several windows collects from all: +=."""
    return overwrite(solve, dout, x, kernel_h, kernel_w, stride, padding, -np.inf, reverse=True)


def assigned__pixel(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """A pixel that wins several windows kept one gradient only. Add them all: += in a loop, or np.add.at."""
    return overwrite(solve, dout, x, kernel_h, kernel_w, stride, padding, -np.inf, pixels=True)


def assigned__pixel_backwards(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """A pixel that wins several windows kept only one gradient. Add up what arrives from all of them: +=."""
    return overwrite(solve, dout, x, kernel_h, kernel_w, stride, padding, -np.inf, reverse=True, pixels=True)


def _sharing(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """Right as well: pixels that tie share the gradient equally."""

    def share(arriving, seen):
        return arriving * _parts(seen == seen.max(axis=(2, 3), keepdims=True))

    return _windows(solve, dout, x, kernel_h, kernel_w, stride, padding, share=share)


@np.errstate(invalid="ignore")
def _parts(chosen):
    """What each chosen pixel of a window gets when they share: NaN where none is chosen."""
    return chosen / chosen.sum(axis=(2, 3), keepdims=True)


def _when_sharing(wrong):
    """The same misconception of a learner who shares the gradient among pixels that tie."""

    def shared(solve, *args):
        return wrong(partial(_sharing, solve), *args)

    shared.__name__ = f"{wrong.__name__}__shared"
    shared.__doc__ = wrong.__doc__
    return shared


def gradient_to_every_maximum(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """Where pixels tie, each got the whole gradient. Together they get it once: pick one of them, or share it."""
    return _windows(
        solve, dout, x, kernel_h, kernel_w, stride, padding,
        share=lambda arriving, seen: arriving * (seen == seen.max(axis=(2, 3), keepdims=True)),
    )  # fmt: skip


def gradient_to_minimum(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """The smallest pixel of each window got dout. The output is the largest one: use argmax."""
    return _at(
        solve, dout, x, kernel_h, kernel_w, stride, padding,
        lambda i, j, winner: (i * stride + winner // kernel_w, j * stride + winner % kernel_w),
        pick=np.argmin,
    )  # fmt: skip


def gradient_to_every_position(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """Every pixel of a window got its gradient. Only the largest one had a say in the maximum, so only it gets dout."""
    return _windows(
        solve, dout, x, kernel_h, kernel_w, stride, padding,
        share=lambda arriving, seen: arriving * np.ones_like(seen),
    )  # fmt: skip


def spreads_evenly(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """dout was spread evenly over the window, which is average pooling. Here the largest pixel gets all of it."""
    return _windows(
        solve, dout, x, kernel_h, kernel_w, stride, padding,
        share=lambda arriving, seen: arriving * np.ones_like(seen) / (kernel_h * kernel_w),
    )  # fmt: skip


def divides_by_window(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """The gradient was divided by the size of the window. A maximum is no mean: the largest pixel gets all of dout."""
    return solve(dout, x, kernel_h, kernel_w, stride, padding) / (kernel_h * kernel_w)


def pads_with_zeros(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """The padding was filled with zeros, which win against negative pixels and take the gradient. Use -np.inf."""
    dx = solve(dout, padded(x, padding, 0), kernel_h, kernel_w, stride, 0)
    return cropped(dx, x.shape, padding)


def _at(solve, dout, x, kernel_h, kernel_w, stride, padding, place, window=None, steps=None, pick=np.argmax):
    """dx with dout added at ``place(i, j, winner)``, a row and a column of the padded image, for each window."""
    (rows, columns), (down, right) = window or (kernel_h, kernel_w), steps or (stride, stride)
    shape, x = x.shape, padded(x, padding, -np.inf)
    n, c = np.arange(shape[0])[:, None], np.arange(shape[1])
    room = np.zeros(x.shape)
    for i, j in np.ndindex(dout.shape[2:]):
        seen = x[:, :, i * down : i * down + rows, j * right : j * right + columns]
        winner = pick(seen.reshape(*shape[:2], -1), axis=2)
        row, column = place(i, j, winner)
        room[n, c, row, column] += dout[:, :, i, j]
    return cropped(room, shape, padding)


def unravels_with_height(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """The flat argmax was turned into row and column with kernel_h. Rows are kernel_w long: divide by kernel_w."""
    return _at(
        solve, dout, x, kernel_h, kernel_w, stride, padding,
        lambda i, j, winner: (i * stride + winner // kernel_h, j * stride + winner % kernel_h),
    )  # fmt: skip


def unravels_with_height__square(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """The flat argmax was unravelled for a square window. Its shape is (kernel_h, kernel_w)."""

    def place(i, j, winner):
        row, column = np.unravel_index(winner, (kernel_h, kernel_h))
        return i * stride + row, j * stride + column

    return _at(solve, dout, x, kernel_h, kernel_w, stride, padding, place)


def swaps_row_and_column(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """Row and column of the flat argmax were swapped: the row is winner // kernel_w, the column winner % kernel_w."""
    return _at(
        solve, dout, x, kernel_h, kernel_w, stride, padding,
        lambda i, j, winner: (i * stride + winner % kernel_w, j * stride + winner // kernel_w),
    )  # fmt: skip


def forgets_corner(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """The argmax counts from the corner of its window. Add the corner, i * stride and j * stride."""
    return _at(
        solve, dout, x, kernel_h, kernel_w, stride, padding,
        lambda i, j, winner: (winner // kernel_w, winner % kernel_w),
    )  # fmt: skip


def forgets_corner__no_stride(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """The corner of the window was taken as (i, j) when the gradient was put back. It is (i * stride, j * stride)."""
    return _at(
        solve, dout, x, kernel_h, kernel_w, stride, padding,
        lambda i, j, winner: (i + winner // kernel_w, j + winner % kernel_w),
    )  # fmt: skip


def _unravelled(solve, dout, x, kernel_h, kernel_w, stride, padding, window=None, steps=None):
    """dx with another window or other steps, while the flat argmax is still divided by kernel_w."""
    down, right = steps or (stride, stride)
    return _at(
        solve, dout, x, kernel_h, kernel_w, stride, padding,
        lambda i, j, winner: (i * down + winner // kernel_w, j * right + winner % kernel_w),
        window, steps,
    )  # fmt: skip


def multiplies_by_maximum(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """dout was multiplied by the pixel's value. The derivative of a maximum is 1 there, whatever the value."""
    return solve(
        dout * max_pool_forward(x, kernel_h, kernel_w, stride, padding), x, kernel_h, kernel_w, stride, padding
    )


def maximum_over_channels(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """The maximum was taken over all channels. Every channel has its own: compare pixels of one channel only."""
    return _windows(
        solve, dout, x, kernel_h, kernel_w, stride, padding,
        share=lambda arriving, seen: arriving * (seen == seen.max(axis=(1, 2, 3), keepdims=True)),
    )  # fmt: skip


def maximum_over_channels__batch(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """The maximum was taken over all images and channels. Every channel of every image has its own."""
    return _windows(
        solve, dout, x, kernel_h, kernel_w, stride, padding,
        share=lambda arriving, seen: arriving * (seen == seen.max()),
    )  # fmt: skip


def maximum_over_channels__shared(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """The maximum was taken over all channels, and some have no pixel as large: 0 / 0. Every channel has its own."""
    return _windows(
        solve, dout, x, kernel_h, kernel_w, stride, padding,
        share=lambda arriving, seen: arriving * _parts(seen == seen.max(axis=(1, 2, 3), keepdims=True)),
    )  # fmt: skip


def maximum_over_channels__batch_shared(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """The maximum was taken over images and channels, and some have no pixel as large: 0 / 0. Each has its own."""
    return _windows(
        solve, dout, x, kernel_h, kernel_w, stride, padding,
        share=lambda arriving, seen: arriving * _parts(seen == seen.max()),
    )  # fmt: skip


def maximum_of_image(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """The pixels were compared with the maximum of the whole image. Compare them with that of their window."""
    if x.shape[2:] == (kernel_h, kernel_w):
        return solve(dout, x, kernel_h, kernel_w, stride, padding)  # another misconception asks about one window
    best = x.max(axis=(2, 3), keepdims=True)
    return _windows(
        solve, dout, x, kernel_h, kernel_w, stride, padding,
        share=lambda arriving, seen: arriving * (seen == best),
    )  # fmt: skip


def maximum_of_image__first(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """Every window handed its dout to the largest pixel of the whole image. Each has a largest pixel of its own."""
    if x.shape[2:] == (kernel_h, kernel_w):
        return solve(dout, x, kernel_h, kernel_w, stride, padding)
    H, W = x.shape[2:]
    return solve(dout.sum(axis=(2, 3), keepdims=True), x, H, W, 1, 0)


def maximum_of_image__shared(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """The pixels were compared with the maximum of the image, and no pixel of some windows is as large: 0 / 0."""
    best = x.max(axis=(2, 3), keepdims=True)
    return _windows(
        solve, dout, x, kernel_h, kernel_w, stride, padding,
        share=lambda arriving, seen: arriving * _parts(seen == best),
    )  # fmt: skip


def swaps_kernel(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """kernel_h and kernel_w were swapped: kernel_h counts rows, kernel_w columns."""
    return _windows(solve, dout, x, kernel_h, kernel_w, stride, padding, window=(kernel_w, kernel_h))


def swaps_kernel__unravelled(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """kernel_h and kernel_w were swapped when the window was cut out: kernel_h counts rows, kernel_w columns."""
    return _unravelled(solve, dout, x, kernel_h, kernel_w, stride, padding, window=(kernel_w, kernel_h))


def square_window(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """kernel_h was used for both sides of the window: its width is kernel_w."""
    return _windows(solve, dout, x, kernel_h, kernel_w, stride, padding, window=(kernel_h, kernel_h))


def square_window__unravelled(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """The window was cut out as a square of kernel_h: its width is kernel_w."""
    return _unravelled(solve, dout, x, kernel_h, kernel_w, stride, padding, window=(kernel_h, kernel_h))


def ignores_stride(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """The stride is ignored: output pixel (i, j) belongs to the window that begins at (i * stride, j * stride)."""
    return _windows(solve, dout, x, kernel_h, kernel_w, stride, padding, steps=(1, 1))


def steps_by_kernel(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """The window moves by its own size. It moves by the stride: the corner is at i * stride."""
    return _windows(solve, dout, x, kernel_h, kernel_w, stride, padding, steps=(kernel_h, kernel_w))


def steps_by_kernel__unravelled(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """The window moves by its own size, so that the last ones stick out. The corner is at i * stride."""
    return _unravelled(solve, dout, x, kernel_h, kernel_w, stride, padding, steps=(kernel_h, kernel_w))


def ignores_padding(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """The padding is ignored: pad x as in the forward pass, and cut dx at the end."""
    return _windows(solve, dout, x, kernel_h, kernel_w, stride, 0)


def ignores_padding__error(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """The padding is ignored, so there are fewer windows than numbers in dout: pad x as in the forward pass."""
    windows(x, kernel_h, kernel_w, stride).reshape(*dout.shape, kernel_h * kernel_w)
    return solve(dout, x, kernel_h, kernel_w, stride, 0)


def size_without_padding(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """The output size was computed without the padding, so the last windows hand nothing back. Use dout.shape."""
    H_out, W_out = max_pool_forward(x, kernel_h, kernel_w, stride, 0).shape[2:]
    return _windows(solve, dout[:, :, :H_out, :W_out], x, kernel_h, kernel_w, stride, padding)


def drops_last_position(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """The last row and column of windows hand nothing back: visit all H_out * W_out of them."""
    return _windows(solve, dout[:, :, :-1, :-1], x, kernel_h, kernel_w, stride, padding)


def keeps_padding(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """dx still has the padding around it. Cut it off: dx has the shape of x."""
    return solve(dout, padded(x, padding, -np.inf), kernel_h, kernel_w, stride, 0)


def crops_to_minus_padding(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """The padding was cut off by [padding:-padding], which is empty for padding 0. Use [padding : padding + H]."""
    dx = solve(dout, x, kernel_h, kernel_w, stride, padding)
    return dx if padding else dx[:, :, :0, :0]


def crops_at_zero(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """The padding was cut off at the wrong end: dx begins at row and column `padding` of the padded array."""
    dx = solve(dout, padded(x, padding, -np.inf), kernel_h, kernel_w, stride, 0)
    return dx[:, :, : x.shape[2], : x.shape[3]]


def crops_at_one(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """The padding was cut off as if it were 1: use the argument."""
    return solve(dout, padded(x, padding, -np.inf), kernel_h, kernel_w, stride, 0)[:, :, 1:-1, 1:-1]


def crops_at_one__if_padded(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """The padding was cut off as if it were 1: use the argument padding."""
    dx = solve(dout, padded(x, padding, -np.inf), kernel_h, kernel_w, stride, 0)
    return dx[:, :, 1:-1, 1:-1] if padding else dx


def crops_at_one__size(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """The padding was cut off as if it were one row and one column: use the argument padding."""
    dx = solve(dout, padded(x, padding, -np.inf), kernel_h, kernel_w, stride, 0)
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
    """dout is ignored, as if the loss were the sum of the output: the largest pixel gets dout, not 1."""
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


def writes_into_x(solve, dout, x, kernel_h, kernel_w, stride, padding):
    """x was changed in place: whoever called you still needs it. Work on a copy."""
    dx = solve(dout, x, kernel_h, kernel_w, stride, padding)
    x *= 0
    return dx


def ladder():
    """The ladder of max_pool_forward with an upstream gradient."""
    rng = np.random.default_rng(0)
    for case in forward_ladder():
        N, C, H, W = case.args["x"].shape
        yield Case(case.name, {"dout": grid(rng, N, C, H // 2, W // 2), **case.args})


SHARED = (
    assigned,
    assigned__backwards,
    divides_by_window,
    pads_with_zeros,
    multiplies_by_maximum,
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
    upstream_is_one,
    first_image_only,
    mean_over_batch,
    opposite_sign,
    writes_into_dout,
    writes_into_x,
)
"""Misconceptions that a learner may have who shares the gradient among pixels that tie."""

spec = Spec(
    solve=max_pool_backward,
    torch=torch_max_pool_backward,
    second=naive_max_pool_backward,
    forward=max_pool_forward,
    wrt=("x",),
    cases=cases,
    outputs=("dx",),
    shapes={"dout": "N C H_out W_out", "x": "N C H W", "dx": "N C H W"},
    magnitude=magnitude,
    closest=closest,
    wrong=(
        assigned,
        assigned__backwards,
        assigned__pixel,
        assigned__pixel_backwards,
        gradient_to_every_maximum,
        gradient_to_minimum,
        gradient_to_every_position,
        spreads_evenly,
        divides_by_window,
        pads_with_zeros,
        unravels_with_height,
        unravels_with_height__square,
        swaps_row_and_column,
        forgets_corner,
        forgets_corner__no_stride,
        multiplies_by_maximum,
        maximum_over_channels,
        maximum_over_channels__batch,
        maximum_over_channels__shared,
        maximum_over_channels__batch_shared,
        maximum_of_image,
        maximum_of_image__first,
        maximum_of_image__shared,
        swaps_kernel,
        swaps_kernel__unravelled,
        square_window,
        square_window__unravelled,
        ignores_stride,
        steps_by_kernel,
        steps_by_kernel__unravelled,
        ignores_padding,
        ignores_padding__error,
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
        writes_into_x,
        *map(_when_sharing, SHARED),
    ),
    conditions=KERNEL_BACKWARD,
    hints=(
        "Nudge a pixel that is not the largest of its window: the output stays as it is. Nudge the largest one: the "
        "output follows. What does that say about their gradients?",
        "With (r, s) the place of the maximum of window (i, j) in x_padded: dx_padded[n, c, r, s] += dout[n, c, i, j]. "
        "Cut the padding off dx at the end.",
        "Pad x with -np.inf; make dx_padded of zeros; loop over n, c, i and j; winner = window.argmax(); row, column = "
        "divmod(winner, kernel_w); add dout[n, c, i, j] at (i * stride + row, j * stride + column); cut dx.",
    ),
    hints_for={
        "assigned": (
            "With stride 1 one bright pixel wins several windows. How many numbers of dout belong to it?",
            "dx of a pixel = the sum of dout over all windows that it wins.",
            "In a loop `dx[n, c, row, column] += dout[n, c, i, j]`. With arrays of indices `np.add.at(dx, (n, c, row,"
            " column), dout)`: there += counts each place once.",
        ),
        "gradient_to_every_maximum": (
            "Nudge all pixels that tie by the same little step. Does the maximum rise by one step, or by one for each"
            " of them?",
            "The parts of the pixels that tie add up to 1: all for one of them, or 1 / count for each.",
            "`mask = window == window.max(axis=(2, 3), keepdims=True)`, then `mask / mask.sum(axis=(2, 3), "
            "keepdims=True)`",
        ),
        "unravels_with_height": (
            "Number the places of a window with 2 rows and 3 columns from 0 to 5. Where is number 4?",
            "place = row * kernel_w + column.",
            "`row, column = divmod(window.argmax(), kernel_w)`, or `np.unravel_index(window.argmax(), (kernel_h, "
            "kernel_w))`",
        ),
        "crops_at_zero": (
            "Where does pixel (0, 0) of x stand in the padded array?",
            "dx[n, c, i, j] = dx_padded[n, c, i + padding, j + padding].",
            "`dx = dx_padded[:, :, padding : padding + H, padding : padding + W]`",
        ),
    },
    ladder=ladder,
    walk=WALK,
)
