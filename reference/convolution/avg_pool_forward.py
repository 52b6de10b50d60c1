"""Average pooling, forward: the mean of each window."""

import numpy as np

from grader import Case, Spec, grid

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
from ._walk_avg_pool_forward import WALK
from .conv_output_size import conv_output_size


def avg_pool_forward(x, kernel_h, kernel_w, stride, padding):
    """Take the mean of every window, x (N, C, H, W) -> (N, C, H_out, W_out).

    Raises ValueError when the window is larger than the padded image.
    """
    N, C, H, W = x.shape
    H_out = conv_output_size(H, kernel_h, stride, padding)
    W_out = conv_output_size(W, kernel_w, stride, padding)
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    out = np.zeros((N, C, H_out, W_out), x.dtype)
    for i in range(H_out):
        for j in range(W_out):
            window = x[:, :, i * stride : i * stride + kernel_h, j * stride : j * stride + kernel_w]
            out[:, :, i, j] = window.mean(axis=(2, 3))
    return out


def naive_avg_pool_forward(x, kernel_h, kernel_w, stride, padding):
    """One number of the output at a time, in four loops: slow, and close to the definition."""
    N, C, H, W = x.shape
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    H_out = conv_output_size(H, kernel_h, stride, padding)
    out = np.zeros((N, C, H_out, conv_output_size(W, kernel_w, stride, padding)))
    for n, c, i, j in np.ndindex(out.shape):
        out[n, c, i, j] = x[n, c, i * stride : i * stride + kernel_h, j * stride : j * stride + kernel_w].mean()
    return out


def torch_avg_pool_forward(x, kernel_h, kernel_w, stride, padding):
    """PyTorch's average pooling."""
    import torch

    return torch.nn.functional.avg_pool2d(x, (kernel_h, kernel_w), stride, padding)


def cases(rng):
    """The lectures' example, overlapping windows on a padded image, and sizes that all differ."""
    names = ("x", "kernel_h", "kernel_w", "stride", "padding")
    yield Case("known 4x4, 2x2 windows, stride 2", dict(zip(names, (np.array(KNOWN, float)[None, None], 2, 2, 2, 0))))
    yield Case("stride 1, padding 1", dict(zip(names, (grid(rng, 1, 2, 4, 5), 3, 2, 1, 1))))
    for name, shape, window, hidden in settings(rng):
        x = grid(rng, *shape)
        if "not contiguous" in name:
            x = np.asfortranarray(x)
        yield Case(name, dict(zip(names, (x, *window))), hidden)


def averages_image_only(solve, x, kernel_h, kernel_w, stride, padding):
    """The zeros of the padding were left out of the mean. They count: always divide by kernel_h * kernel_w."""
    covered = solve(np.ones_like(x), kernel_h, kernel_w, stride, padding)
    return solve(x, kernel_h, kernel_w, stride, padding) / covered


def forgets_division(solve, x, kernel_h, kernel_w, stride, padding):
    """The window was summed. For the mean divide by its kernel_h * kernel_w places."""
    return solve(x, kernel_h, kernel_w, stride, padding) * (kernel_h * kernel_w)


def divides_by_square(solve, x, kernel_h, kernel_w, stride, padding):
    """The sum was divided by kernel_h * kernel_h. The window has kernel_h * kernel_w places."""
    return solve(x, kernel_h, kernel_w, stride, padding) * kernel_w / kernel_h


def divides_by_square__width(solve, x, kernel_h, kernel_w, stride, padding):
    """The sum was divided by kernel_w * kernel_w. The window has kernel_h * kernel_w places."""
    return solve(x, kernel_h, kernel_w, stride, padding) * kernel_h / kernel_w


def divides_by_one_side(solve, x, kernel_h, kernel_w, stride, padding):
    """The sum was divided by kernel_h only. The window has kernel_h * kernel_w places."""
    return solve(x, kernel_h, kernel_w, stride, padding) * kernel_w


def divides_by_one_side__width(solve, x, kernel_h, kernel_w, stride, padding):
    """The sum was divided by kernel_w only. The window has kernel_h * kernel_w places."""
    return solve(x, kernel_h, kernel_w, stride, padding) * kernel_h


def divides_by_stride(solve, x, kernel_h, kernel_w, stride, padding):
    """The sum was divided by stride * stride. The window has kernel_h * kernel_w places, however far it moves."""
    return solve(x, kernel_h, kernel_w, stride, padding) * (kernel_h * kernel_w) / stride**2


def divides_by_image(solve, x, kernel_h, kernel_w, stride, padding):
    """The sum was divided by H * W, the size of the image. The window has kernel_h * kernel_w places."""
    H, W = x.shape[2:]
    return solve(x, kernel_h, kernel_w, stride, padding) * (kernel_h * kernel_w) / (H * W)


def takes_maximum(solve, x, kernel_h, kernel_w, stride, padding):
    """The largest pixel of each window was kept, which is max pooling. Here it is the mean."""
    return windows(padded(x, padding, 0), kernel_h, kernel_w, stride).max(axis=(4, 5))


def takes_maximum__from_zero(solve, x, kernel_h, kernel_w, stride, padding):
    """The largest pixel of each window was kept, or 0, which is max pooling. Here it is the mean."""
    return np.maximum(takes_maximum(solve, x, kernel_h, kernel_w, stride, padding), 0)


def pads_with_edge(solve, x, kernel_h, kernel_w, stride, padding):
    """The border was repeated. The padding of this layer is made of zeros."""
    around = ((0, 0), (0, 0), (padding, padding), (padding, padding))
    return solve(np.pad(x, around, mode="edge"), kernel_h, kernel_w, stride, 0)


def averages_channels(solve, x, kernel_h, kernel_w, stride, padding):
    """The mean was taken over the channels too. Every channel is pooled on its own: leave the axes N and C alone."""
    return solve(x.mean(axis=1, keepdims=True).repeat(x.shape[1], 1), kernel_h, kernel_w, stride, padding)


def averages_channels__batch(solve, x, kernel_h, kernel_w, stride, padding):
    """The mean was taken over images and channels too. Every channel of every image is pooled on its own."""
    return solve(np.broadcast_to(x.mean(axis=(0, 1)), x.shape), kernel_h, kernel_w, stride, padding)


def averages_channels__sum(solve, x, kernel_h, kernel_w, stride, padding):
    """The sum ran over all channels. Every channel is pooled on its own: leave the axes N and C alone."""
    return solve(x.sum(axis=1, keepdims=True).repeat(x.shape[1], 1), kernel_h, kernel_w, stride, padding)


def averages_channels__sum_batch(solve, x, kernel_h, kernel_w, stride, padding):
    """The sum ran over all images and channels. Every channel is pooled on its own: leave the axes N and C alone."""
    return solve(np.broadcast_to(x.sum(axis=(0, 1)), x.shape), kernel_h, kernel_w, stride, padding)


def averages_channels__shape(solve, x, kernel_h, kernel_w, stride, padding):
    """The mean was taken over the channels too, and their axis is gone. Every channel is pooled on its own."""
    return solve(x.mean(axis=1, keepdims=True), kernel_h, kernel_w, stride, padding)[:, 0]


def averages_channels__batch_shape(solve, x, kernel_h, kernel_w, stride, padding):
    """The mean was taken over images and channels too, and their axes are gone. Leave the axes N and C alone."""
    return solve(x.mean(axis=(0, 1), keepdims=True), kernel_h, kernel_w, stride, padding)[0, 0]


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
    return slide(solve, padded(x, padding, 0), out_sizes, (kernel_w, kernel_h), (stride, stride), beyond)


def square_window(solve, x, kernel_h, kernel_w, stride, padding):
    """kernel_h was used for both sides of the window: its width is kernel_w."""
    return solve(x, kernel_h, kernel_h, stride, padding)


def square_window__in_window(solve, x, kernel_h, kernel_w, stride, padding, beyond=None):
    """The window was cut out as a square of kernel_h: its width is kernel_w."""
    out_sizes = sizes(x, kernel_h, kernel_w, stride, padding)
    return slide(solve, padded(x, padding, 0), out_sizes, (kernel_h, kernel_h), (stride, stride), beyond)


def square_window__summed(solve, x, kernel_h, kernel_w, stride, padding):
    """The window was cut out as a square of kernel_h before it was summed: its width is kernel_w."""
    return square_window__in_window(solve, x, kernel_h, kernel_w, stride, padding, 0) * kernel_h / kernel_w


def swaps_kernel__offsets(solve, x, kernel_h, kernel_w, stride, padding):
    """kernel_h and kernel_w were swapped in the loops over the window: kernel_h counts rows, kernel_w columns."""
    x, window = padded(x, padding, 0), (kernel_w, kernel_h)
    return by_offsets(np.add, 0, x, sizes(x, kernel_h, kernel_w, stride, 0), window, (stride, stride)) / (
        kernel_h * kernel_w
    )


def square_window__offsets(solve, x, kernel_h, kernel_w, stride, padding):
    """Both loops over the window run to kernel_h: its width is kernel_w."""
    x, window = padded(x, padding, 0), (kernel_h, kernel_h)
    return by_offsets(np.add, 0, x, sizes(x, kernel_h, kernel_w, stride, 0), window, (stride, stride)) / (
        kernel_h * kernel_w
    )


def width_from_height__offsets(solve, x, kernel_h, kernel_w, stride, padding):
    """The width of the output was computed from the height H, so the slices do not fit: use W."""
    H_out, W_out = (conv_output_size(x.shape[2], size, stride, padding) for size in (kernel_h, kernel_w))
    window = kernel_h, kernel_w
    return by_offsets(np.add, 0, padded(x, padding, 0), (H_out, W_out), window, (stride, stride)) / (
        kernel_h * kernel_w
    )


def width_from_height(solve, x, kernel_h, kernel_w, stride, padding, beyond=None):
    """The output's width was computed from the height H: use W."""
    H_out, _ = sizes(x, kernel_h, kernel_w, stride, padding)
    W_out = conv_output_size(x.shape[2], kernel_w, stride, padding)
    return slide(solve, padded(x, padding, 0), (H_out, W_out), (kernel_h, kernel_w), (stride, stride), beyond)


def width_from_height__whole(solve, x, kernel_h, kernel_w, stride, padding, beyond=None):
    """The output's height was used for its width too: compute the width from W and kernel_w."""
    H_out, _ = sizes(x, kernel_h, kernel_w, stride, padding)
    return slide(solve, padded(x, padding, 0), (H_out, H_out), (kernel_h, kernel_w), (stride, stride), beyond)


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
    return slide(solve, padded(x, padding, 0), out_sizes, (kernel_h, kernel_w), (kernel_h, kernel_w), beyond)


def steps_by_kernel__everywhere(solve, x, kernel_h, kernel_w, stride, padding):
    """The window moves by its own size, and the output has as many pixels. It moves by the stride."""
    x = padded(x, padding, 0)
    out_sizes = (x.shape[2] - kernel_h) // kernel_h + 1, (x.shape[3] - kernel_w) // kernel_w + 1
    return slide(solve, x, out_sizes, (kernel_h, kernel_w), (kernel_h, kernel_w))


def rounds_up(solve, x, kernel_h, kernel_w, stride, padding, beyond=None):
    """The output size was rounded up, which counts windows that stick out at the end. Round down."""
    H, W = x.shape[2:]
    H_out = -((kernel_h - H - 2 * padding) // stride) + 1
    W_out = -((kernel_w - W - 2 * padding) // stride) + 1
    return slide(solve, padded(x, padding, 0), (H_out, W_out), (kernel_h, kernel_w), (stride, stride), beyond)


def rounds_up__every_position(solve, x, kernel_h, kernel_w, stride, padding):
    """Windows that stick out were pooled, too. The last one begins at H - kernel_h at most, H with its padding."""
    x = padded(x, padding, 0)
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
    return slide(solve, x, out_sizes, (kernel_h, kernel_w), (stride, stride), 0)


def over_one_axis(solve, x, kernel_h, kernel_w, stride, padding):
    """The mean was taken over the columns of the window only. Take it over its rows, too."""
    return windows(padded(x, padding, 0), kernel_h, kernel_w, stride).mean(axis=5)


def over_one_axis__rows(solve, x, kernel_h, kernel_w, stride, padding):
    """The mean was taken over the rows of the window only. Take it over its columns, too."""
    return windows(padded(x, padding, 0), kernel_h, kernel_w, stride).mean(axis=4)


def over_positions(solve, x, kernel_h, kernel_w, stride, padding):
    """The mean was taken over all positions of the window. Take it over the pixels of each: the last two axes."""
    return windows(padded(x, padding, 0), kernel_h, kernel_w, stride).mean(axis=(2, 3))


def windows_reshaped(solve, x, kernel_h, kernel_w, stride, padding):
    """The windows were reshaped to rows with their axes out of order: first transpose(0, 4, 5, 1, 2, 3)."""
    rows = windows_as_rows_mixed_up(padded(x, padding, 0), kernel_h, kernel_w, stride).mean(axis=1)
    return rows_as_images(rows, *x.shape[:2], *sizes(x, kernel_h, kernel_w, stride, padding))


def windows_reshaped__twice(solve, x, kernel_h, kernel_w, stride, padding):
    """The windows became rows with their axes out of order, and so did the output: both have to be transposed."""
    rows = windows_as_rows_mixed_up(padded(x, padding, 0), kernel_h, kernel_w, stride).mean(axis=1)
    return rows.reshape(*x.shape[:2], *sizes(x, kernel_h, kernel_w, stride, padding))


def first_image_only(solve, x, kernel_h, kernel_w, stride, padding):
    """Only the first image of the batch was pooled; the others stayed zero."""
    out = solve(x, kernel_h, kernel_w, stride, padding)
    out[1:] = 0
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
        x = grid(np.random.default_rng(0), N, C, H, H)
        yield Case(f"{N} images of {C}x{H}x{H}, windows of 2x2", dict(zip(names, (x, 2, 2, 2, 0))))


spec = Spec(
    solve=avg_pool_forward,
    torch=torch_avg_pool_forward,
    second=naive_avg_pool_forward,
    cases=cases,
    shapes={"x": "N C H W", "out": "N C H_out W_out"},
    wrong=(
        averages_image_only,
        forgets_division,
        divides_by_square,
        divides_by_square__width,
        divides_by_one_side,
        divides_by_one_side__width,
        divides_by_stride,
        divides_by_image,
        takes_maximum,
        takes_maximum__from_zero,
        pads_with_edge,
        averages_channels,
        averages_channels__batch,
        averages_channels__sum,
        averages_channels__sum_batch,
        averages_channels__shape,
        averages_channels__batch_shape,
        forgets_padding,
        size_without_padding,
        size_with_one_padding,
        swaps_kernel,
        swaps_kernel__in_window,
        swaps_kernel__offsets,
        square_window,
        square_window__in_window,
        square_window__offsets,
        square_window__summed,
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
        first_image_only,
        channels_reshaped,
        channels_reshaped__back,
        *(open_ended(wrong, 0) for wrong in (swaps_kernel__in_window, square_window__in_window, width_from_height)),
        *(open_ended(wrong, 0) for wrong in (width_from_height__whole, steps_by_kernel, rounds_up)),
    ),
    conditions=KERNEL,
    hints=(
        "Take one output pixel. Which rows and columns of the padded image does its window see? Take their mean.",
        "out[n, c, i, j] = sum over p, q of x_padded[n, c, i * stride + p, j * stride + q] / (kernel_h * kernel_w).",
        "Pad with np.pad; loop over i and j; cut window = x[:, :, i * stride : i * stride + kernel_h, ...] and set "
        "out[:, :, i, j] = window.mean(axis=(2, 3)).",
    ),
    hints_for={
        "averages_image_only": (
            "How many places has a window of 3 x 2 in the corner of the padded image?",
            "Every window is divided by kernel_h * kernel_w, at the border, too.",
            "`window.sum(axis=(2, 3)) / (kernel_h * kernel_w)`, the window cut out of the padded image.",
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
