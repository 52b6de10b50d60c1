"""Max pooling, forward: the largest pixel of each window."""

import numpy as np

from grader import Case, Spec, distinct

from ._conditions import KERNEL
from ._pooling import KNOWN, padded, settings, sizes, slide
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


def takes_minimum(solve, x, kernel_h, kernel_w, stride, padding):
    """The smallest pixel of each window was kept: keep the largest."""
    return -solve(-x, kernel_h, kernel_w, stride, padding)


def takes_mean(solve, x, kernel_h, kernel_w, stride, padding):
    """The mean of each window was taken, which is average pooling. Here it is the largest pixel."""
    x = padded(x, padding, 0)
    out = np.zeros((*x.shape[:2], *sizes(x, kernel_h, kernel_w, stride, 0)))
    for i, j in np.ndindex(out.shape[2:]):
        window = x[:, :, i * stride : i * stride + kernel_h, j * stride : j * stride + kernel_w]
        out[:, :, i, j] = window.mean(axis=(2, 3))
    return out


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


def swaps_kernel__in_window(solve, x, kernel_h, kernel_w, stride, padding):
    """kernel_h and kernel_w were swapped when the window was cut out: kernel_h counts rows, kernel_w columns."""
    out_sizes = sizes(x, kernel_h, kernel_w, stride, padding)
    return slide(solve, padded(x, padding, -np.inf), out_sizes, (kernel_w, kernel_h), (stride, stride))


def square_window(solve, x, kernel_h, kernel_w, stride, padding):
    """kernel_h was used for both sides of the window: its width is kernel_w."""
    return solve(x, kernel_h, kernel_h, stride, padding)


def square_window__in_window(solve, x, kernel_h, kernel_w, stride, padding):
    """The window was cut out as a square of kernel_h: its width is kernel_w."""
    out_sizes = sizes(x, kernel_h, kernel_w, stride, padding)
    return slide(solve, padded(x, padding, -np.inf), out_sizes, (kernel_h, kernel_h), (stride, stride))


def width_from_height(solve, x, kernel_h, kernel_w, stride, padding):
    """The output's width was computed from the height H: use W."""
    H_out, _ = sizes(x, kernel_h, kernel_w, stride, padding)
    W_out = conv_output_size(x.shape[2], kernel_w, stride, padding)
    return slide(solve, padded(x, padding, -np.inf), (H_out, W_out), (kernel_h, kernel_w), (stride, stride))


def width_from_height__whole(solve, x, kernel_h, kernel_w, stride, padding):
    """The output's height was used for its width too: compute the width from W and kernel_w."""
    H_out, _ = sizes(x, kernel_h, kernel_w, stride, padding)
    return slide(solve, padded(x, padding, -np.inf), (H_out, H_out), (kernel_h, kernel_w), (stride, stride))


def ignores_stride(solve, x, kernel_h, kernel_w, stride, padding):
    """The window moves one pixel at a time: its corner is at i * stride, not at i."""
    H_out, W_out = sizes(x, kernel_h, kernel_w, stride, padding)
    return solve(x, kernel_h, kernel_w, 1, padding)[:, :, :H_out, :W_out]


def ignores_stride__everywhere(solve, x, kernel_h, kernel_w, stride, padding):
    """The stride is ignored: the window moves several pixels at a time."""
    return solve(x, kernel_h, kernel_w, 1, padding)


def steps_by_kernel(solve, x, kernel_h, kernel_w, stride, padding):
    """The window moves by its own size. It moves by the stride: the corner is at i * stride."""
    out_sizes = sizes(x, kernel_h, kernel_w, stride, padding)
    return slide(solve, padded(x, padding, -np.inf), out_sizes, (kernel_h, kernel_w), (kernel_h, kernel_w))


def rounds_up(solve, x, kernel_h, kernel_w, stride, padding):
    """The output size was rounded up, which counts windows that stick out at the end. Round down."""
    H, W = x.shape[2:]
    H_out = -((kernel_h - H - 2 * padding) // stride) + 1
    W_out = -((kernel_w - W - 2 * padding) // stride) + 1
    return slide(solve, padded(x, padding, -np.inf), (H_out, W_out), (kernel_h, kernel_w), (stride, stride))


def drops_last_position(solve, x, kernel_h, kernel_w, stride, padding):
    """The last row and column of positions are missing: the output size ends in + 1."""
    return solve(x, kernel_h, kernel_w, stride, padding)[:, :, :-1, :-1]


def maximum_over_channels(solve, x, kernel_h, kernel_w, stride, padding):
    """The maximum was taken over all channels. Every channel is pooled on its own: leave the axes N and C alone."""
    return solve(x.max(axis=1, keepdims=True).repeat(x.shape[1], 1), kernel_h, kernel_w, stride, padding)


def maximum_over_channels__batch(solve, x, kernel_h, kernel_w, stride, padding):
    """The maximum was taken over all images and channels. Every channel of every image is pooled on its own."""
    return solve(np.broadcast_to(x.max(axis=(0, 1)), x.shape), kernel_h, kernel_w, stride, padding)


def first_image_only(solve, x, kernel_h, kernel_w, stride, padding):
    """Only the first image of the batch was pooled; the others stayed zero."""
    out = solve(x, kernel_h, kernel_w, stride, padding)
    out[1:] = 0
    return out


def returns_position(solve, x, kernel_h, kernel_w, stride, padding):
    """argmax was used, which tells where the maximum is. Use max, which is its value."""
    x = padded(x, padding, -np.inf)
    out = np.zeros((*x.shape[:2], *sizes(x, kernel_h, kernel_w, stride, 0)))
    for i, j in np.ndindex(out.shape[2:]):
        window = x[:, :, i * stride : i * stride + kernel_h, j * stride : j * stride + kernel_w]
        out[:, :, i, j] = window.reshape(*x.shape[:2], -1).argmax(axis=2)
    return out


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
        takes_minimum,
        takes_mean,
        forgets_padding,
        size_without_padding,
        size_with_one_padding,
        swaps_kernel,
        swaps_kernel__in_window,
        square_window,
        square_window__in_window,
        width_from_height,
        width_from_height__whole,
        ignores_stride,
        ignores_stride__everywhere,
        steps_by_kernel,
        rounds_up,
        drops_last_position,
        maximum_over_channels,
        maximum_over_channels__batch,
        first_image_only,
        returns_position,
        channels_reshaped,
        channels_reshaped__back,
    ),
    conditions=KERNEL,
    hints=(
        "Take one output pixel. Which rows and columns of the padded image does its window see? Keep the largest.",
        "out[n, c, i, j] = max over p, q of x_padded[n, c, i * stride + p, j * stride + q], with -inf as padding.",
        "Pad with np.pad(..., constant_values=-np.inf); loop over i and j; cut window = x[:, :, i * stride : i * stride"
        " + kernel_h, ...] and set out[:, :, i, j] = window.max(axis=(2, 3)).",
    ),
    ladder=ladder,
)
