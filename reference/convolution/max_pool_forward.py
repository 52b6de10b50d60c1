"""Max pooling, forward: the largest pixel of each window."""

import numpy as np

from grader import Case, Spec, distinct

from ._conditions import KERNEL
from ._pooling import (
    KNOWN,
    by_offsets,
    open_ended,
    padded,
    rows_as_images,
    settings,
    sizes,
    slide,
    windows,
    windows_as_rows_mixed_up,
)
from ._walk_max_pool_forward import WALK
from .conv_output_size import conv_output_size


def max_pool_forward(x, kernel_h, kernel_w, stride, padding):
    """Keep the largest pixel of every window, x (N, C, H, W) -> (N, C, H_out, W_out).

    Raises ValueError when the window is larger than the padded image.
    """
    N, C, H, W = x.shape
    H_out = conv_output_size(H, kernel_h, stride, padding)
    W_out = conv_output_size(W, kernel_w, stride, padding)
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)), constant_values=-np.inf)
    out = np.zeros((N, C, H_out, W_out), x.dtype)
    for i in range(H_out):
        for j in range(W_out):
            window = x[:, :, i * stride : i * stride + kernel_h, j * stride : j * stride + kernel_w]
            out[:, :, i, j] = window.max(axis=(2, 3))
    return out


def naive_max_pool_forward(x, kernel_h, kernel_w, stride, padding):
    """One number of the output at a time, in four loops: slow, and close to the definition."""
    N, C, H, W = x.shape
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)), constant_values=-np.inf)
    H_out = conv_output_size(H, kernel_h, stride, padding)
    out = np.zeros((N, C, H_out, conv_output_size(W, kernel_w, stride, padding)))
    for n, c, i, j in np.ndindex(out.shape):
        out[n, c, i, j] = x[n, c, i * stride : i * stride + kernel_h, j * stride : j * stride + kernel_w].max()
    return out


def torch_max_pool_forward(x, kernel_h, kernel_w, stride, padding):
    """PyTorch's max pooling."""
    import torch

    return torch.nn.functional.max_pool2d(x, (kernel_h, kernel_w), stride, padding)


def cases(rng):
    """The lectures' example, images below zero (where a padding of zeros would win), and sizes that all differ."""
    names = ("x", "kernel_h", "kernel_w", "stride", "padding")
    yield Case("known 4x4, 2x2 windows, stride 2", dict(zip(names, (np.array(KNOWN, float)[None, None], 2, 2, 2, 0))))
    below = distinct(rng, 1, 2, 4, 5) - 3
    yield Case("all pixels negative, padding 1", dict(zip(names, (below, 3, 2, 1, 1))))
    for name, shape, window, hidden in settings(rng):
        x = distinct(rng, *shape)
        if "not contiguous" in name:
            x = np.asfortranarray(x)
        yield Case(name, dict(zip(names, (x, *window))), hidden)


def pads_with_zeros(solve, x, kernel_h, kernel_w, stride, padding):
    """The padding was filled with zeros, which win against negative pixels. Fill it with -np.inf."""
    return solve(padded(x, padding, 0), kernel_h, kernel_w, stride, 0)


def starts_at_zero(solve, x, kernel_h, kernel_w, stride, padding):
    """The search for the maximum started at 0, so negative maxima are lost. Start at -np.inf or at the first pixel."""
    return np.maximum(solve(x, kernel_h, kernel_w, stride, padding), 0)


def takes_absolute_value(solve, x, kernel_h, kernel_w, stride, padding):
    """The largest absolute value was kept. Keep the largest value: -5 is less than 1."""
    return solve(np.abs(x), kernel_h, kernel_w, stride, padding)


def takes_absolute_value__padding(solve, x, kernel_h, kernel_w, stride, padding):
    """The largest absolute value was kept, and that of the padding is infinite. Keep the largest value itself."""
    return solve(np.abs(padded(x, padding, -np.inf)), kernel_h, kernel_w, stride, 0)


def takes_minimum(solve, x, kernel_h, kernel_w, stride, padding):
    """The smallest pixel of each window was kept: keep the largest."""
    return -solve(-x, kernel_h, kernel_w, stride, padding)


def takes_minimum__padding(solve, x, kernel_h, kernel_w, stride, padding):
    """The smallest pixel of each window was kept, at the border that of the padding: keep the largest."""
    return -solve(-padded(x, padding, -np.inf), kernel_h, kernel_w, stride, 0)


def takes_mean(solve, x, kernel_h, kernel_w, stride, padding):
    """The mean of each window was taken, which is average pooling. Here it is the largest pixel."""
    return windows(padded(x, padding, 0), kernel_h, kernel_w, stride).mean(axis=(4, 5))


def takes_mean__padding(solve, x, kernel_h, kernel_w, stride, padding):
    """The mean of each window was taken, at the border with -inf in it. Here it is the largest pixel."""
    return windows(padded(x, padding, -np.inf), kernel_h, kernel_w, stride).mean(axis=(4, 5))


def forgets_padding(solve, x, kernel_h, kernel_w, stride, padding):
    """The padding is ignored: it goes on all four sides before the window slides."""
    return solve(x, kernel_h, kernel_w, stride, 0)


def size_without_padding(solve, x, kernel_h, kernel_w, stride, padding):
    """The output size was computed without the padding, so the last positions are missing. Use H + 2 * padding."""
    H_out, W_out = sizes(x, kernel_h, kernel_w, stride, 0)
    return solve(x, kernel_h, kernel_w, stride, padding)[:, :, :H_out, :W_out]


def size_with_one_padding(solve, x, kernel_h, kernel_w, stride, padding):
    """The padding was counted once in the output size. It is on both sides, so it counts twice: H + 2 * padding."""
    H_out = (x.shape[2] + padding - kernel_h) // stride + 1
    W_out = (x.shape[3] + padding - kernel_w) // stride + 1
    return solve(x, kernel_h, kernel_w, stride, padding)[:, :, :H_out, :W_out]


def swaps_kernel(solve, x, kernel_h, kernel_w, stride, padding):
    """kernel_h and kernel_w were swapped: kernel_h counts rows, kernel_w columns."""
    return solve(x, kernel_w, kernel_h, stride, padding)


def swaps_kernel__in_window(solve, x, kernel_h, kernel_w, stride, padding, beyond=None):
    """kernel_h and kernel_w were swapped when the window was cut out: kernel_h counts rows, kernel_w columns."""
    out_sizes = sizes(x, kernel_h, kernel_w, stride, padding)
    return slide(solve, padded(x, padding, -np.inf), out_sizes, (kernel_w, kernel_h), (stride, stride), beyond)


def square_window(solve, x, kernel_h, kernel_w, stride, padding):
    """kernel_h was used for both sides of the window: its width is kernel_w."""
    return solve(x, kernel_h, kernel_h, stride, padding)


def square_window__in_window(solve, x, kernel_h, kernel_w, stride, padding, beyond=None):
    """The window was cut out as a square of kernel_h: its width is kernel_w."""
    out_sizes = sizes(x, kernel_h, kernel_w, stride, padding)
    return slide(solve, padded(x, padding, -np.inf), out_sizes, (kernel_h, kernel_h), (stride, stride), beyond)


def swaps_kernel__offsets(solve, x, kernel_h, kernel_w, stride, padding):
    """kernel_h and kernel_w were swapped in the loops over the window: kernel_h counts rows, kernel_w columns."""
    x, window = padded(x, padding, -np.inf), (kernel_w, kernel_h)
    return by_offsets(np.maximum, -np.inf, x, sizes(x, kernel_h, kernel_w, stride, 0), window, (stride, stride))


def square_window__offsets(solve, x, kernel_h, kernel_w, stride, padding):
    """Both loops over the window run to kernel_h: its width is kernel_w."""
    x, window = padded(x, padding, -np.inf), (kernel_h, kernel_h)
    return by_offsets(np.maximum, -np.inf, x, sizes(x, kernel_h, kernel_w, stride, 0), window, (stride, stride))


def width_from_height__offsets(solve, x, kernel_h, kernel_w, stride, padding):
    """The width of the output was computed from the height H, so the slices do not fit: use W."""
    H_out, W_out = (conv_output_size(x.shape[2], size, stride, padding) for size in (kernel_h, kernel_w))
    window = kernel_h, kernel_w
    return by_offsets(np.maximum, -np.inf, padded(x, padding, -np.inf), (H_out, W_out), window, (stride, stride))


def width_from_height(solve, x, kernel_h, kernel_w, stride, padding, beyond=None):
    """The output's width was computed from the height H: use W."""
    H_out, _ = sizes(x, kernel_h, kernel_w, stride, padding)
    W_out = conv_output_size(x.shape[2], kernel_w, stride, padding)
    return slide(solve, padded(x, padding, -np.inf), (H_out, W_out), (kernel_h, kernel_w), (stride, stride), beyond)


def width_from_height__whole(solve, x, kernel_h, kernel_w, stride, padding, beyond=None):
    """The output's height was used for its width too: compute the width from W and kernel_w."""
    H_out, _ = sizes(x, kernel_h, kernel_w, stride, padding)
    return slide(solve, padded(x, padding, -np.inf), (H_out, H_out), (kernel_h, kernel_w), (stride, stride), beyond)


def ignores_stride(solve, x, kernel_h, kernel_w, stride, padding):
    """The window moves one pixel at a time: its corner is at i * stride, not at i."""
    H_out, W_out = sizes(x, kernel_h, kernel_w, stride, padding)
    return solve(x, kernel_h, kernel_w, 1, padding)[:, :, :H_out, :W_out]


def ignores_stride__everywhere(solve, x, kernel_h, kernel_w, stride, padding):
    """The stride is ignored: the window moves several pixels at a time."""
    return solve(x, kernel_h, kernel_w, 1, padding)


def steps_by_kernel(solve, x, kernel_h, kernel_w, stride, padding, beyond=None):
    """The window moves by its own size. It moves by the stride: the corner is at i * stride."""
    out_sizes = sizes(x, kernel_h, kernel_w, stride, padding)
    return slide(solve, padded(x, padding, -np.inf), out_sizes, (kernel_h, kernel_w), (kernel_h, kernel_w), beyond)


def steps_by_kernel__everywhere(solve, x, kernel_h, kernel_w, stride, padding):
    """The window moves by its own size, and the output has as many pixels. It moves by the stride."""
    x = padded(x, padding, -np.inf)
    out_sizes = (x.shape[2] - kernel_h) // kernel_h + 1, (x.shape[3] - kernel_w) // kernel_w + 1
    return slide(solve, x, out_sizes, (kernel_h, kernel_w), (kernel_h, kernel_w))


def rounds_up(solve, x, kernel_h, kernel_w, stride, padding, beyond=None):
    """The output size was rounded up, which counts windows that stick out at the end. Round down."""
    H, W = x.shape[2:]
    H_out = -((kernel_h - H - 2 * padding) // stride) + 1
    W_out = -((kernel_w - W - 2 * padding) // stride) + 1
    return slide(solve, padded(x, padding, -np.inf), (H_out, W_out), (kernel_h, kernel_w), (stride, stride), beyond)


def rounds_up__every_position(solve, x, kernel_h, kernel_w, stride, padding):
    """Windows that stick out were pooled, too. The last one begins at H - kernel_h at most, H with its padding."""
    x = padded(x, padding, -np.inf)
    out_sizes = -(-x.shape[2] // stride), -(-x.shape[3] // stride)
    return slide(solve, x, out_sizes, (kernel_h, kernel_w), (stride, stride))


def drops_last_position(solve, x, kernel_h, kernel_w, stride, padding):
    """The last row and column of positions are missing: the output size ends in + 1."""
    return solve(x, kernel_h, kernel_w, stride, padding)[:, :, :-1, :-1]


def drops_last_position__zeros(solve, x, kernel_h, kernel_w, stride, padding):
    """The last row and column of positions stayed zero: visit all H_out * W_out of them."""
    out = solve(x, kernel_h, kernel_w, stride, padding)
    out[:, :, -1] = out[:, :, :, -1] = 0
    return out


def drops_last_position__range(solve, x, kernel_h, kernel_w, stride, padding):
    """The last window that fits may be missing: range(0, H - kernel_h + 1, stride) ends in + 1."""
    out = solve(x, kernel_h, kernel_w, stride, padding)
    H, W = (size + 2 * padding for size in x.shape[2:])
    return out[:, :, : len(range(0, H - kernel_h, stride)), : len(range(0, W - kernel_w, stride))]


def padding_at_end(solve, x, kernel_h, kernel_w, stride, padding):
    """All the padding lies below and to the right: the image has to begin at (padding, padding), not at (0, 0)."""
    out_sizes = sizes(x, kernel_h, kernel_w, stride, padding)
    return slide(solve, x, out_sizes, (kernel_h, kernel_w), (stride, stride), -np.inf)


def over_one_axis(solve, x, kernel_h, kernel_w, stride, padding):
    """The maximum was taken over the columns of the window only. Take it over its rows, too."""
    return windows(padded(x, padding, -np.inf), kernel_h, kernel_w, stride).max(axis=5)


def over_one_axis__rows(solve, x, kernel_h, kernel_w, stride, padding):
    """The maximum was taken over the rows of the window only. Take it over its columns, too."""
    return windows(padded(x, padding, -np.inf), kernel_h, kernel_w, stride).max(axis=4)


def over_positions(solve, x, kernel_h, kernel_w, stride, padding):
    """The maximum was taken over all positions of the window. Take it over the pixels of each: the last two axes."""
    return windows(padded(x, padding, -np.inf), kernel_h, kernel_w, stride).max(axis=(2, 3))


def windows_reshaped(solve, x, kernel_h, kernel_w, stride, padding):
    """The windows were reshaped to rows with their axes out of order: first transpose(0, 4, 5, 1, 2, 3)."""
    rows = windows_as_rows_mixed_up(padded(x, padding, -np.inf), kernel_h, kernel_w, stride).max(axis=1)
    return rows_as_images(rows, *x.shape[:2], *sizes(x, kernel_h, kernel_w, stride, padding))


def windows_reshaped__twice(solve, x, kernel_h, kernel_w, stride, padding):
    """The windows became rows with their axes out of order, and so did the output: both have to be transposed."""
    rows = windows_as_rows_mixed_up(padded(x, padding, -np.inf), kernel_h, kernel_w, stride).max(axis=1)
    return rows.reshape(*x.shape[:2], *sizes(x, kernel_h, kernel_w, stride, padding))


def maximum_over_channels(solve, x, kernel_h, kernel_w, stride, padding):
    """The maximum was taken over all channels. Every channel is pooled on its own: leave the axes N and C alone."""
    return solve(x.max(axis=1, keepdims=True).repeat(x.shape[1], 1), kernel_h, kernel_w, stride, padding)


def maximum_over_channels__batch(solve, x, kernel_h, kernel_w, stride, padding):
    """The maximum was taken over all images and channels. Every channel of every image is pooled on its own."""
    return solve(np.broadcast_to(x.max(axis=(0, 1)), x.shape), kernel_h, kernel_w, stride, padding)


def maximum_over_channels__shape(solve, x, kernel_h, kernel_w, stride, padding):
    """The maximum was taken over all channels, and their axis is gone. Every channel is pooled on its own."""
    return solve(x.max(axis=1, keepdims=True), kernel_h, kernel_w, stride, padding)[:, 0]


def maximum_over_channels__batch_shape(solve, x, kernel_h, kernel_w, stride, padding):
    """The maximum was taken over all images and channels, and their axes are gone. Leave the axes N and C alone."""
    return solve(x.max(axis=(0, 1), keepdims=True), kernel_h, kernel_w, stride, padding)[0, 0]


def first_image_only(solve, x, kernel_h, kernel_w, stride, padding):
    """Only the first image of the batch was pooled; the others stayed zero."""
    out = solve(x, kernel_h, kernel_w, stride, padding)
    out[1:] = 0
    return out


def returns_position(solve, x, kernel_h, kernel_w, stride, padding):
    """argmax was used, which tells where the maximum is. Use max, which is its value."""
    seen = windows(padded(x, padding, -np.inf), kernel_h, kernel_w, stride)
    return seen.reshape(*seen.shape[:4], -1).argmax(axis=4).astype(float)


def channels_reshaped(solve, x, kernel_h, kernel_w, stride, padding):
    """The output was reshaped where its axes had to be transposed: the numbers are right but in the wrong places."""
    out = solve(x, kernel_h, kernel_w, stride, padding)
    return out.transpose(0, 2, 3, 1).reshape(out.shape)


def channels_reshaped__back(solve, x, kernel_h, kernel_w, stride, padding):
    """The output was reshaped straight to (N, C, H_out, W_out): reshape to (N, H_out, W_out, C), then transpose."""
    out = solve(x, kernel_h, kernel_w, stride, padding)
    N, C, H_out, W_out = out.shape
    return out.reshape(N, H_out, W_out, C).transpose(0, 3, 1, 2)


def ladder():
    """Images of growing size, 2x2 windows side by side, to be timed on."""
    names = ("x", "kernel_h", "kernel_w", "stride", "padding")
    for N, C, H in ((2, 3, 8), (4, 8, 32), (8, 16, 64)):
        x = distinct(np.random.default_rng(0), N, C, H, H)
        yield Case(f"{N} images of {C}x{H}x{H}, windows of 2x2", dict(zip(names, (x, 2, 2, 2, 0))))


spec = Spec(
    solve=max_pool_forward,
    torch=torch_max_pool_forward,
    second=naive_max_pool_forward,
    cases=cases,
    shapes={"x": "N C H W", "out": "N C H_out W_out"},
    wrong=(
        pads_with_zeros,
        starts_at_zero,
        takes_absolute_value,
        takes_absolute_value__padding,
        takes_minimum,
        takes_minimum__padding,
        takes_mean,
        takes_mean__padding,
        forgets_padding,
        size_without_padding,
        size_with_one_padding,
        swaps_kernel,
        swaps_kernel__in_window,
        swaps_kernel__offsets,
        square_window,
        square_window__in_window,
        square_window__offsets,
        width_from_height,
        width_from_height__whole,
        width_from_height__offsets,
        ignores_stride,
        ignores_stride__everywhere,
        steps_by_kernel,
        steps_by_kernel__everywhere,
        rounds_up,
        rounds_up__every_position,
        drops_last_position,
        drops_last_position__zeros,
        drops_last_position__range,
        padding_at_end,
        over_one_axis,
        over_one_axis__rows,
        over_positions,
        windows_reshaped,
        windows_reshaped__twice,
        maximum_over_channels,
        maximum_over_channels__batch,
        maximum_over_channels__shape,
        maximum_over_channels__batch_shape,
        first_image_only,
        returns_position,
        channels_reshaped,
        channels_reshaped__back,
        *(open_ended(wrong, -np.inf) for wrong in (width_from_height, steps_by_kernel, rounds_up)),
    ),
    conditions=KERNEL,
    hints=(
        "Take one output pixel. Which rows and columns of the padded image does its window see? Keep the largest.",
        "out[n, c, i, j] = max over p, q of x_padded[n, c, i * stride + p, j * stride + q], with -inf as padding.",
        "Pad with np.pad(..., constant_values=-np.inf); loop over i and j; cut window = x[:, :, i * stride : i * stride"
        " + kernel_h, ...] and set out[:, :, i, j] = window.max(axis=(2, 3)).",
    ),
    hints_for={
        "pads_with_zeros": (
            "Take an image whose pixels are all -1, and the window in its corner. What is its maximum?",
            "The padding counts as minus infinity: max(-inf, v) is v for every pixel v.",
            "`np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)), constant_values=-np.inf)`",
        ),
        "starts_at_zero": (
            "What does your loop give for the pixels -3, -1, -2?",
            "The search begins below every number, at -inf, or at one of the pixels.",
            "`best = -np.inf` before the loop over the pixels, `best = max(best, pixel)` inside.",
        ),
        "channels_reshaped": (
            "Write down for a tiny output which number comes first, second and third in your rows. Which axis changes"
            " fastest?",
            "Rows made image by image, position by position, channel by channel have the shape (N, H_out, W_out, C).",
            "`out = rows.reshape(N, H_out, W_out, C).transpose(0, 3, 1, 2)`",
        ),
        "windows_reshaped": (
            "A row has to be one window. Which two axes have to be the last ones before you reshape?",
            "(N, C, kernel_h, kernel_w, H_out, W_out) first becomes (N, H_out, W_out, C, kernel_h, kernel_w).",
            "`rows = col.transpose(0, 4, 5, 1, 2, 3).reshape(-1, kernel_h * kernel_w)`",
        ),
    },
    ladder=ladder,
    walk=WALK,
)
