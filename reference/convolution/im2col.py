"""im2col: every window of the images as one row of a matrix."""

import numpy as np

from grader import Case, Spec, distinct

from ._conditions import KERNEL
from ._sliding import framed
from ._walk_im2col import WALK
from .conv_output_size import conv_output_size
from .pad2d import pad2d


def im2col(x, kernel_h, kernel_w, stride, padding):
    """Write each window as a row.

    x (N, C, H, W) -> (N * H_out * W_out, C * kernel_h * kernel_w).
    Raises ValueError when the window is larger than the padded image.
    """
    N, C, H, W = x.shape
    H_out = conv_output_size(H, kernel_h, stride, padding)
    W_out = conv_output_size(W, kernel_w, stride, padding)
    x = pad2d(x, padding, "zeros")
    windows = np.empty((N, H_out, W_out, C, kernel_h, kernel_w), x.dtype)  # the axes in the order of the result
    for i in range(H_out):
        for j in range(W_out):
            windows[:, i, j] = x[:, :, i * stride : i * stride + kernel_h, j * stride : j * stride + kernel_w]
    return windows.reshape(N * H_out * W_out, C * kernel_h * kernel_w)


def naive_im2col(x, kernel_h, kernel_w, stride, padding):
    """One window at a time, in three loops: slow, and close to the definition."""
    N, _, H, W = x.shape
    x_padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    rows = [
        x_padded[n, :, i * stride : i * stride + kernel_h, j * stride : j * stride + kernel_w].ravel()
        for n in range(N)
        for i in range(conv_output_size(H, kernel_h, stride, padding))
        for j in range(conv_output_size(W, kernel_w, stride, padding))
    ]
    return np.array(rows)


def torch_im2col(x, kernel_h, kernel_w, stride, padding):
    """PyTorch's unfold, (N, C * kernel_h * kernel_w, H_out * W_out), with its axes in our order."""
    import torch

    col = torch.nn.functional.unfold(x, (kernel_h, kernel_w), padding=padding, stride=stride)
    return col.transpose(1, 2).reshape(-1, col.shape[1])


def cases(rng):
    """The lectures' example, then one setting per way to go wrong, and two drawn anew."""
    known = np.array([[51, 70, 12, 52], [12, 36, 1, 47], [82, 61, 73, 92], [3, 58, 27, 20]], float)[None, None]
    yield Case("known 4x4 with 3x3 windows", _arguments(known, 3, 3, 1, 0))
    for name, shape, setting, hidden in settings(rng):
        x = distinct(rng, *shape)
        if "not contiguous" in name:
            x = np.asfortranarray(x)
        yield Case(name, _arguments(x, *setting), hidden)


def _arguments(x, *setting):
    return {"x": x, **dict(zip(("kernel_h", "kernel_w", "stride", "padding"), setting))}


def settings(rng):
    """Settings for im2col and col2im: name, (N, C, H, W), (kernel_h, kernel_w, stride, padding), hidden."""
    yield "tall windows, stride 2, padding 1", (2, 3, 5, 7), (4, 3, 2, 1), False
    yield "the stride leaves a rest, not contiguous", (3, 2, 4, 5), (3, 2, 2, 0), False
    yield "stride 3, padding 2, a gap between windows", (2, 5, 6, 4), (2, 3, 3, 2), False
    yield "2x2 windows side by side", (2, 3, 4, 6), (2, 2, 2, 0), False
    for name in ("sizes drawn anew", "sizes drawn anew, once more"):
        N, C, H, W = (int(n) for n in rng.integers([1, 1, 4, 4], [4, 4, 8, 8]))
        setting = tuple(int(n) for n in rng.integers([1, 1, 1, 0], [5, 5, 4, 3]))
        yield name, (N, C, H, W), setting, True


def _sizes(x, kernel_h, kernel_w, stride, padding):
    """The axes of the result before they are merged: N, H_out, W_out, C, kernel_h, kernel_w."""
    H_out = conv_output_size(x.shape[2], kernel_h, stride, padding)
    W_out = conv_output_size(x.shape[3], kernel_w, stride, padding)
    return len(x), H_out, W_out, x.shape[1], kernel_h, kernel_w


def _reordered(solve, axes, *args):
    """The result with its six axes in another order, in the shape of the right one."""
    col = solve(*args)
    return col.reshape(_sizes(*args)).transpose(axes).reshape(col.shape)


def positions_before_images(solve, x, kernel_h, kernel_w, stride, padding):
    """The images alternate from row to row. First come all windows of image 0, then all of image 1: n, i, j."""
    return _reordered(solve, (1, 2, 0, 3, 4, 5), x, kernel_h, kernel_w, stride, padding)


def windows_column_by_column(solve, x, kernel_h, kernel_w, stride, padding):
    """The windows of an image were taken column by column. They go row by row: n, then i, then j."""
    return _reordered(solve, (0, 2, 1, 3, 4, 5), x, kernel_h, kernel_w, stride, padding)


def channels_last(solve, x, kernel_h, kernel_w, stride, padding):
    """The channels alternate along a row. First comes all of channel 0, then all of channel 1: c, p, q."""
    return _reordered(solve, (0, 1, 2, 4, 5, 3), x, kernel_h, kernel_w, stride, padding)


def window_read_downwards(solve, x, kernel_h, kernel_w, stride, padding):
    """Each window was read column by column. It is read row by row: c, then p, then q."""
    return _reordered(solve, (0, 1, 2, 3, 5, 4), x, kernel_h, kernel_w, stride, padding)


def reshaped_too_early(solve, x, kernel_h, kernel_w, stride, padding):
    """The axes were merged in the wrong order. Transpose to (N, H_out, W_out, C, kernel_h, kernel_w), then reshape."""
    return _reordered(solve, (0, 3, 4, 5, 1, 2), x, kernel_h, kernel_w, stride, padding)


def reshaped_too_early__windows(solve, x, kernel_h, kernel_w, stride, padding):
    """The axes were merged in the wrong order. Transpose to (N, H_out, W_out, C, kernel_h, kernel_w), then reshape."""
    return _reordered(solve, (0, 3, 1, 2, 4, 5), x, kernel_h, kernel_w, stride, padding)


def reshaped_too_early__columns(solve, x, kernel_h, kernel_w, stride, padding):
    """The axes were merged in the wrong order. Transpose to (N, H_out, W_out, C, kernel_h, kernel_w), then reshape."""
    return _reordered(solve, (3, 4, 5, 0, 1, 2), x, kernel_h, kernel_w, stride, padding)


def reshaped_too_early__columns_images_last(solve, x, kernel_h, kernel_w, stride, padding):
    """The axes were merged in the wrong order. Transpose to (N, H_out, W_out, C, kernel_h, kernel_w), then reshape."""
    return _reordered(solve, (3, 4, 5, 1, 2, 0), x, kernel_h, kernel_w, stride, padding)


def windows_as_columns(solve, x, kernel_h, kernel_w, stride, padding):
    """Each window became a column of the matrix. Here it is a row: transpose the result."""
    return solve(x, kernel_h, kernel_w, stride, padding).T


def windows_as_columns__images_last(solve, x, kernel_h, kernel_w, stride, padding):
    """Each window became a column of the matrix. Here it is a row: transpose the result."""
    return positions_before_images(solve, x, kernel_h, kernel_w, stride, padding).T


def images_not_merged(solve, x, kernel_h, kernel_w, stride, padding):
    """The images have an axis of their own. The result has two axes: all windows of all images, one below the other."""
    col = solve(x, kernel_h, kernel_w, stride, padding)
    return col.reshape(len(x), -1, col.shape[1])


def images_not_merged__like_unfold(solve, x, kernel_h, kernel_w, stride, padding):
    """This is the layout of PyTorch's unfold. Here the result has two axes, and each window is a row."""
    col = solve(x, kernel_h, kernel_w, stride, padding)
    return col.reshape(len(x), -1, col.shape[1]).transpose(0, 2, 1)


def images_not_merged__positions(solve, x, kernel_h, kernel_w, stride, padding):
    """Images and positions have axes of their own. The result has two axes: one row for each window."""
    return solve(x, kernel_h, kernel_w, stride, padding).reshape(
        *_sizes(x, kernel_h, kernel_w, stride, padding)[:3], -1
    )


def ignores_stride(solve, x, kernel_h, kernel_w, stride, padding):
    """The window moves one pixel at a time: its corner is at (i * stride, j * stride)."""
    N, H_out, W_out, *_ = _sizes(x, kernel_h, kernel_w, stride, padding)
    col = solve(x, kernel_h, kernel_w, 1, padding)
    every = col.reshape(_sizes(x, kernel_h, kernel_w, 1, padding))
    return every[:, :H_out, :W_out].reshape(N * H_out * W_out, col.shape[1])


def ignores_stride__all_windows(solve, x, kernel_h, kernel_w, stride, padding):
    """The stride is ignored: the window moves several pixels at a time, so there are fewer rows."""
    return solve(x, kernel_h, kernel_w, 1, padding)


def ignores_stride__height(solve, x, kernel_h, kernel_w, stride, padding):
    """The window moves down one pixel at a time: its corner is at (i * stride, j * stride)."""
    return _some(solve, x, kernel_h, kernel_w, stride, padding, (1, stride))


def ignores_stride__width(solve, x, kernel_h, kernel_w, stride, padding):
    """The window moves right one pixel at a time: its corner is at (i * stride, j * stride)."""
    return _some(solve, x, kernel_h, kernel_w, stride, padding, (stride, 1))


def _some(solve, x, kernel_h, kernel_w, stride, padding, steps):
    """As many windows as there should be, ``steps`` apart."""
    N, H_out, W_out, *_ = _sizes(x, kernel_h, kernel_w, stride, padding)
    col = solve(x, kernel_h, kernel_w, 1, padding)
    every = col.reshape(_sizes(x, kernel_h, kernel_w, 1, padding))
    return every[:, :: steps[0], :: steps[1]][:, :H_out, :W_out].reshape(N * H_out * W_out, col.shape[1])


def steps_by_kernel(solve, x, kernel_h, kernel_w, stride, padding):
    """The window moves by its own size. It moves by the stride: the corner is at (i * stride, j * stride)."""
    return _steps_by_kernel(x, kernel_h, kernel_w, stride, padding, ValueError)


def steps_by_kernel__index_error(solve, x, kernel_h, kernel_w, stride, padding):
    """The window moves by its own size. It moves by the stride: the corner is at (i * stride, j * stride)."""
    return _steps_by_kernel(x, kernel_h, kernel_w, stride, padding, IndexError)


def steps_by_kernel__as_many_as_fit(solve, x, kernel_h, kernel_w, stride, padding):
    """The window moves by its own size. It moves by the stride: the corner is at (i * stride, j * stride)."""
    col = solve(x, kernel_h, kernel_w, 1, padding)
    every = col.reshape(_sizes(x, kernel_h, kernel_w, 1, padding))
    return every[:, ::kernel_h, ::kernel_w].reshape(-1, col.shape[1])


def _steps_by_kernel(x, kernel_h, kernel_w, stride, padding, error):
    _, H_out, W_out, *_ = _sizes(x, kernel_h, kernel_w, stride, padding)
    return _cut(framed(x, padding, padding), (kernel_h, kernel_w), (kernel_h, kernel_w), (H_out, W_out), error)


def _cut(x, kernel, steps, sizes, error=ValueError, rows=None):
    """All windows, one by one: an error where one sticks out of the image, or where there are more than ``rows``."""
    rows = len(x) * sizes[0] * sizes[1] if rows is None else rows
    col = np.zeros((rows, x.shape[1] * kernel[0] * kernel[1]))
    for row, (n, i, j) in enumerate(np.ndindex(len(x), *sizes)):
        top, left = i * steps[0], j * steps[1]
        window = x[n, :, top : top + kernel[0], left : left + kernel[1]]
        if window.shape[1:] != tuple(kernel):
            raise error("the window sticks out")
        col[row] = window.reshape(-1)
    return col


def ignores_padding(solve, x, kernel_h, kernel_w, stride, padding):
    """The padding is ignored: zeros go on all four sides before the windows are cut."""
    return solve(x, kernel_h, kernel_w, stride, 0)


def ignores_padding__value_error(solve, x, kernel_h, kernel_w, stride, padding):
    """The windows were cut out of x without its frame of zeros, until one sticks out: cut them out of the padded x."""
    return _cut_out_of(x, x, kernel_h, kernel_w, stride, padding, ValueError)


def ignores_padding__index_error(solve, x, kernel_h, kernel_w, stride, padding):
    """The windows were cut out of x without its frame of zeros, until one sticks out: cut them out of the padded x."""
    return _cut_out_of(x, x, kernel_h, kernel_w, stride, padding, IndexError)


def _cut_out_of(image, x, kernel_h, kernel_w, stride, padding, error):
    """As many windows as there should be, out of another image than the padded x."""
    _, H_out, W_out, *_ = _sizes(x, kernel_h, kernel_w, stride, padding)
    return _cut(image, (kernel_h, kernel_w), (stride, stride), (H_out, W_out), error)


def size_without_padding(solve, x, kernel_h, kernel_w, stride, padding):
    """The number of windows was computed without the padding: H_out = (H + 2 * padding - kernel_h) // stride + 1."""
    col = solve(x, kernel_h, kernel_w, stride, padding)
    H_out = max((x.shape[2] - kernel_h) // stride + 1, 0)
    W_out = max((x.shape[3] - kernel_w) // stride + 1, 0)
    every = col.reshape(_sizes(x, kernel_h, kernel_w, stride, padding))
    return every[:, :H_out, :W_out].reshape(-1, col.shape[1])


def pads_one_side(solve, x, kernel_h, kernel_w, stride, padding):
    """The zeros were added at the top and left only: pad all four sides."""
    return solve(framed(x, 2 * padding, 0), kernel_h, kernel_w, stride, 0)


def pads_one_side__single(solve, x, kernel_h, kernel_w, stride, padding):
    """The zeros were added on one side of each axis only: pad all four sides."""
    return solve(framed(x, padding, 0), kernel_h, kernel_w, stride, 0)


def pads_one_side__bottom_right(solve, x, kernel_h, kernel_w, stride, padding):
    """The zeros were added on one side of each axis only: pad all four sides."""
    return solve(framed(x, 0, padding), kernel_h, kernel_w, stride, 0)


def pads_one_side__end(solve, x, kernel_h, kernel_w, stride, padding):
    """The zeros were added at the bottom and right only: pad all four sides."""
    return solve(framed(x, 0, 2 * padding), kernel_h, kernel_w, stride, 0)


def pads_one_side__value_error(solve, x, kernel_h, kernel_w, stride, padding):
    """The zeros were added at the top and left only, so a window sticks out at the end: pad all four sides."""
    return _cut_out_of(framed(x, padding, 0), x, kernel_h, kernel_w, stride, padding, ValueError)


def pads_one_side__index_error(solve, x, kernel_h, kernel_w, stride, padding):
    """The zeros were added at the top and left only, so a window sticks out at the end: pad all four sides."""
    return _cut_out_of(framed(x, padding, 0), x, kernel_h, kernel_w, stride, padding, IndexError)


def pads_one_side__end_value_error(solve, x, kernel_h, kernel_w, stride, padding):
    """The zeros were added at the bottom and right only, so a window sticks out: pad all four sides."""
    return _cut_out_of(framed(x, 0, padding), x, kernel_h, kernel_w, stride, padding, ValueError)


def pads_with_edge(solve, x, kernel_h, kernel_w, stride, padding):
    """The border was repeated. The padding of a convolution is made of zeros."""
    around = ((0, 0), (0, 0), (padding, padding), (padding, padding))
    return solve(np.pad(x, around, mode="edge"), kernel_h, kernel_w, stride, 0)


def first_image_only(solve, x, kernel_h, kernel_w, stride, padding):
    """Only the first image of the batch was cut up: the rows of the others are missing."""
    return solve(x[:1], kernel_h, kernel_w, stride, padding)


def first_image_only__zeros(solve, x, kernel_h, kernel_w, stride, padding):
    """Only the first image of the batch was cut up: the rows of the others stayed zero."""
    col = solve(x, kernel_h, kernel_w, stride, padding)
    col[len(col) // len(x) :] = 0
    return col


def first_image_only__repeated(solve, x, kernel_h, kernel_w, stride, padding):
    """The windows of every image were cut out of the first: take those of image n out of x_padded[n]."""
    return np.tile(solve(x[:1], kernel_h, kernel_w, stride, padding), (len(x), 1))


def first_channel_only(solve, x, kernel_h, kernel_w, stride, padding):
    """Only the first channel was cut out. A window goes through all channels."""
    return solve(x[:, :1], kernel_h, kernel_w, stride, padding)


def first_channel_only__zeros(solve, x, kernel_h, kernel_w, stride, padding):
    """Only the first channel was cut out; the columns of the others stayed zero. A window goes through all channels."""
    col = solve(x, kernel_h, kernel_w, stride, padding)
    col[:, kernel_h * kernel_w :] = 0
    return col


def first_channel_only__repeated(solve, x, kernel_h, kernel_w, stride, padding):
    """All channels of a window were cut out of the first channel: take those of channel c out of channel c."""
    return np.tile(solve(x[:, :1], kernel_h, kernel_w, stride, padding), (1, x.shape[1]))


def swaps_kernel_axes(solve, x, kernel_h, kernel_w, stride, padding):
    """Height and width of the window were swapped: kernel_h goes along H, kernel_w along W."""
    return solve(x, kernel_w, kernel_h, stride, padding)


def window_taken_as_square(solve, x, kernel_h, kernel_w, stride, padding):
    """kernel_h was used for the width of the window too: that is kernel_w."""
    return solve(x, kernel_h, kernel_h, stride, padding)


def window_taken_as_square__value_error(solve, x, kernel_h, kernel_w, stride, padding):
    """kernel_h was used for the width of the window too, so it does not fit its row: that is kernel_w."""
    if kernel_h != kernel_w:
        raise ValueError("shapes do not match")
    return solve(x, kernel_h, kernel_w, stride, padding)


def window_taken_as_square__index_error(solve, x, kernel_h, kernel_w, stride, padding):
    """The loop over q runs to kernel_h: the width of the window is kernel_w."""
    if kernel_h > kernel_w:
        raise IndexError("index is out of bounds")
    sizes = _sizes(x, kernel_h, kernel_w, stride, padding)
    col = solve(x, kernel_h, kernel_w, stride, padding)
    col.reshape(sizes)[..., kernel_h:] = 0
    return col


def window_taken_as_square__right_number(solve, x, kernel_h, kernel_w, stride, padding):
    """kernel_h was used for the width of the window too: that is kernel_w."""
    _, H_out, W_out, *_ = _sizes(x, kernel_h, kernel_w, stride, padding)
    return _cut(framed(x, padding, padding), (kernel_h, kernel_h), (stride, stride), (H_out, W_out))


def width_from_height(solve, x, kernel_h, kernel_w, stride, padding):
    """W_out was computed from the height: it comes from W and kernel_w."""
    return _with_columns(x, kernel_h, kernel_w, stride, padding, x.shape[2], kernel_h, ValueError)


def width_from_height__index_error(solve, x, kernel_h, kernel_w, stride, padding):
    """W_out was computed from the height: it comes from W and kernel_w."""
    return _with_columns(x, kernel_h, kernel_w, stride, padding, x.shape[2], kernel_h, IndexError)


def width_from_height__image(solve, x, kernel_h, kernel_w, stride, padding):
    """W_out was computed from the height of the image: it comes from W and kernel_w."""
    return _with_columns(x, kernel_h, kernel_w, stride, padding, x.shape[2], kernel_w, ValueError)


def width_from_height__image_index_error(solve, x, kernel_h, kernel_w, stride, padding):
    """W_out was computed from the height of the image: it comes from W and kernel_w."""
    return _with_columns(x, kernel_h, kernel_w, stride, padding, x.shape[2], kernel_w, IndexError)


def width_from_height__loop(solve, x, kernel_h, kernel_w, stride, padding):
    """The loop over j runs to H_out, and a part of the rows stayed zero: it runs to W_out."""
    rows = len(solve(x, kernel_h, kernel_w, stride, padding))
    return _with_columns(x, kernel_h, kernel_w, stride, padding, x.shape[2], kernel_h, ValueError, rows)


def _with_columns(x, kernel_h, kernel_w, stride, padding, size, kernel, error, rows=None):
    """The windows, with W_out computed from ``size`` and ``kernel``."""
    _, H_out, *_ = _sizes(x, kernel_h, kernel_w, stride, padding)
    W_out = (size + 2 * padding - kernel) // stride + 1
    return _cut(framed(x, padding, padding), (kernel_h, kernel_w), (stride, stride), (H_out, W_out), error, rows)


def drops_last_position(solve, x, kernel_h, kernel_w, stride, padding):
    """The last row and column of windows are missing: there are floor((H + 2P - K) / stride) + 1 of them."""
    col = solve(x, kernel_h, kernel_w, stride, padding)
    return col.reshape(_sizes(x, kernel_h, kernel_w, stride, padding))[:, :-1, :-1].reshape(-1, col.shape[1])


def drops_last_position__of_stride_one(solve, x, kernel_h, kernel_w, stride, padding):
    """The last position was left out: a corner may be at H + 2 * padding - kernel_h, so a range ends one later, + 1."""
    col = solve(x, kernel_h, kernel_w, 1, padding)
    every = col.reshape(_sizes(x, kernel_h, kernel_w, 1, padding))
    return every[:, :-1:stride, :-1:stride].reshape(-1, col.shape[1])


def ladder():
    """Images of growing size, 3x3 windows one by one, to be timed on."""
    for N, C, H in ((2, 3, 8), (4, 8, 32), (8, 8, 64)):
        x = distinct(np.random.default_rng(0), N, C, H, H)
        yield Case(f"{N} images of {C}x{H}x{H}, windows of 3x3", _arguments(x, 3, 3, 1, 1))


spec = Spec(
    solve=im2col,
    torch=torch_im2col,
    second=naive_im2col,
    cases=cases,
    shapes={"x": "N C H W", "out": "N*H_out*W_out C*K_h*K_w"},
    wrong=(
        positions_before_images,
        windows_column_by_column,
        channels_last,
        window_read_downwards,
        reshaped_too_early,
        reshaped_too_early__windows,
        reshaped_too_early__columns,
        reshaped_too_early__columns_images_last,
        windows_as_columns,
        windows_as_columns__images_last,
        images_not_merged,
        images_not_merged__like_unfold,
        images_not_merged__positions,
        ignores_stride,
        ignores_stride__all_windows,
        ignores_stride__height,
        ignores_stride__width,
        steps_by_kernel,
        steps_by_kernel__index_error,
        steps_by_kernel__as_many_as_fit,
        ignores_padding,
        ignores_padding__value_error,
        ignores_padding__index_error,
        size_without_padding,
        pads_one_side,
        pads_one_side__single,
        pads_one_side__bottom_right,
        pads_one_side__end,
        pads_one_side__value_error,
        pads_one_side__index_error,
        pads_one_side__end_value_error,
        pads_with_edge,
        first_image_only,
        first_image_only__zeros,
        first_image_only__repeated,
        first_channel_only,
        first_channel_only__zeros,
        first_channel_only__repeated,
        swaps_kernel_axes,
        window_taken_as_square,
        window_taken_as_square__value_error,
        window_taken_as_square__index_error,
        window_taken_as_square__right_number,
        width_from_height,
        width_from_height__index_error,
        width_from_height__image,
        width_from_height__image_index_error,
        width_from_height__loop,
        drops_last_position,
        drops_last_position__of_stride_one,
    ),
    conditions=KERNEL,
    hints=(
        "Write down the second row for the 4x4 image in the statement. Which window is it, read in what order?",
        "Row (n * H_out + i) * W_out + j holds x_padded[n, c, i * stride + p, j * stride + q] at column "
        "(c * kernel_h + p) * kernel_w + q.",
        "Pad; make windows of shape (N, H_out, W_out, C, kernel_h, kernel_w); loop over i and j and set "
        "windows[:, i, j] to x[:, :, i * stride : i * stride + kernel_h, ...], which is (N, C, kernel_h, kernel_w); "
        "reshape once, at the end.",
    ),
    hints_for={
        "reshaped_too_early": (
            "A reshape never moves a number; a transpose does. What are the axes of your array just before the "
            "reshape?",
            "Rows count n, i, j; columns count c, p, q: the six axes must stand in the order n, i, j, c, p, q.",
            "From `(N, C, kernel_h, kernel_w, H_out, W_out)`: `.transpose(0, 4, 5, 1, 2, 3)`, then "
            "`.reshape(N * H_out * W_out, -1)`.",
        ),
        "channels_last": (
            "Print the first row for an image of two channels. After how many numbers does the second channel begin?",
            "Number `(c * kernel_h + p) * kernel_w + q` of a row is pixel (p, q) of channel c.",
            "A window is `(C, kernel_h, kernel_w)` when it is flattened: `window.reshape(-1)`, without a transpose "
            "before.",
        ),
        "ignores_padding": (
            "With padding 1, which numbers stand in the first row? The first of them is not a pixel of x.",
            "`x_padded[n, c, r + padding, s + padding] = x[n, c, r, s]`; the windows are cut out of `x_padded`.",
            "`x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))` before the first window is cut.",
        ),
    },
    ladder=ladder,
    walk=WALK,
)
