"""col2im: the adjoint of im2col. What im2col copies from a pixel, col2im adds to it."""

import numpy as np

from grader import Case, Spec, grid

from ._conditions import COLUMNS
from ._walk_col2im import WALK
from .conv_output_size import conv_output_size
from .im2col import im2col, settings


def col2im(col, x_shape, kernel_h, kernel_w, stride, padding):
    """Add each row to the window it stands for.

    col (N * H_out * W_out, C * kernel_h * kernel_w), x_shape = (N, C, H, W) -> (N, C, H, W).
    """
    N, C, H, W = x_shape
    H_out = conv_output_size(H, kernel_h, stride, padding)
    W_out = conv_output_size(W, kernel_w, stride, padding)
    windows = col.reshape(N, H_out, W_out, C, kernel_h, kernel_w)
    x = np.zeros((N, C, H + 2 * padding, W + 2 * padding), col.dtype)
    for i in range(H_out):
        for j in range(W_out):
            x[:, :, i * stride : i * stride + kernel_h, j * stride : j * stride + kernel_w] += windows[:, i, j]
    return x[:, :, padding : padding + H, padding : padding + W]


def torch_col2im(col, x_shape, kernel_h, kernel_w, stride, padding):
    """PyTorch's fold, which wants (N, C * kernel_h * kernel_w, H_out * W_out)."""
    import torch

    per_image = col.reshape(x_shape[0], -1, col.shape[1]).transpose(1, 2)
    return torch.nn.functional.fold(per_image, tuple(x_shape[2:]), (kernel_h, kernel_w), padding=padding, stride=stride)


def cases(rng):
    """The lectures' example there and back, and the settings of im2col with random numbers."""
    known = np.array([[51, 70, 12, 52], [12, 36, 1, 47], [82, 61, 73, 92], [3, 58, 27, 20]], float)[None, None]
    yield Case("ones, so that the answer counts windows", _arguments(np.ones((4, 9)), (1, 1, 4, 4), 3, 3, 1, 0))
    yield Case("known 4x4 image, cut up by im2col", _arguments(im2col(known, 3, 3, 1, 0), (1, 1, 4, 4), 3, 3, 1, 0))
    for name, shape, setting, hidden in settings(rng):
        kernel_h, kernel_w, stride, padding = setting
        H_out = conv_output_size(shape[2], kernel_h, stride, padding)
        W_out = conv_output_size(shape[3], kernel_w, stride, padding)
        col = grid(rng, shape[0] * H_out * W_out, shape[1] * kernel_h * kernel_w)
        if "not contiguous" in name:
            col = col.repeat(2, axis=1)[:, ::2]
        yield Case(name, _arguments(col, shape, *setting), hidden)


def _arguments(col, x_shape, *setting):
    return {"col": col, "x_shape": x_shape, **dict(zip(("kernel_h", "kernel_w", "stride", "padding"), setting))}


def _sizes(x_shape, kernel_h, kernel_w, stride, padding):
    """The axes that are merged in col: N, H_out, W_out, C, kernel_h, kernel_w."""
    N, C, H, W = x_shape
    H_out = conv_output_size(H, kernel_h, stride, padding)
    return N, H_out, conv_output_size(W, kernel_w, stride, padding), C, kernel_h, kernel_w


def _padded(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """The answer before the padding is cut off."""
    N, C, H, W = x_shape
    return solve(col, (N, C, H + 2 * padding, W + 2 * padding), kernel_h, kernel_w, stride, 0)


# Writing window by window keeps the last window on a pixel; writing offset by offset, or through index arrays that
# run over the offsets first, keeps the first: as if the windows were written backwards.


def overlap_assigned(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """Where windows overlap, only one number was kept. Add them all: +=, or np.add.at with index arrays."""
    return _assigned(col, x_shape, kernel_h, kernel_w, stride, padding, 1)


def overlap_assigned__backwards(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """Where windows overlap, only one number was kept. Add them all: +=, or np.add.at with index arrays."""
    return _assigned(col, x_shape, kernel_h, kernel_w, stride, padding, -1)


def _assigned(col, x_shape, kernel_h, kernel_w, stride, padding, direction):
    """col2im by assignment, windows in order or backwards."""
    N, C, H, W = x_shape
    sizes = _sizes(x_shape, kernel_h, kernel_w, stride, padding)
    windows = col.reshape(sizes)
    x = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    for i in range(sizes[1])[::direction]:
        for j in range(sizes[2])[::direction]:
            x[:, :, i * stride : i * stride + kernel_h, j * stride : j * stride + kernel_w] = windows[:, i, j]
    return x[:, :, padding : padding + H, padding : padding + W]


def averages_overlap(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """Where windows overlap, the mean was taken. That would undo im2col; col2im only sums, without a division."""
    counts = solve(np.ones_like(col), x_shape, kernel_h, kernel_w, stride, padding)
    return solve(col, x_shape, kernel_h, kernel_w, stride, padding) / np.maximum(counts, 1)


def averages_overlap__unguarded(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """Where windows overlap, the mean was taken. That would undo im2col; col2im only sums, without a division."""
    counts = solve(np.ones_like(col), x_shape, kernel_h, kernel_w, stride, padding)
    return solve(col, x_shape, kernel_h, kernel_w, stride, padding) / counts


def keeps_padding(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """The result still has the padding around it. Cut it off: the result has the shape x_shape."""
    return _padded(solve, col, x_shape, kernel_h, kernel_w, stride, padding)


def keeps_padding__with_rest(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """The result still has the padding around it, and stride - 1 rows and columns more. It has the shape x_shape."""
    return _with_rest(solve, col, x_shape, kernel_h, kernel_w, stride, padding)


def _with_rest(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """The answer in an array with room for windows that the stride carries beyond the end."""
    x = _padded(solve, col, x_shape, kernel_h, kernel_w, stride, padding)
    return np.pad(x, ((0, 0), (0, 0), (0, stride - 1), (0, stride - 1)))


def crops_to_minus_padding(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """The padding was cut off by [padding:-padding], which is empty for padding 0. Use [padding : padding + H]."""
    x = solve(col, x_shape, kernel_h, kernel_w, stride, padding)
    return x if padding else x[:, :, 0:0, 0:0]


def crops_to_minus_padding__with_rest(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """The padding was cut off by [padding:-padding], which is empty for padding 0. Use [padding : padding + H]."""
    return _with_rest(solve, col, x_shape, kernel_h, kernel_w, stride, padding)[
        :, :, padding:-padding, padding:-padding
    ]


def crops_at_zero(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """The padding was cut off at the wrong end: the image begins at row and column `padding` of the padded array."""
    x = _padded(solve, col, x_shape, kernel_h, kernel_w, stride, padding)
    return x[:, :, : x_shape[2], : x_shape[3]]


def crops_at_end(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """The padding was cut off at the top and left only. Cut all four sides: [padding : padding + H]."""
    return _padded(solve, col, x_shape, kernel_h, kernel_w, stride, padding)[:, :, padding:, padding:]


def crops_at_one(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """The padding was cut off as if it were 1: use the argument."""
    return _padded(solve, col, x_shape, kernel_h, kernel_w, stride, padding)[:, :, 1:-1, 1:-1]


def crops_at_one__to_size(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """The padding was cut off as if it were 1: use the argument."""
    x = _padded(solve, col, x_shape, kernel_h, kernel_w, stride, padding)
    return x[:, :, 1 : x_shape[2] + 1, 1 : x_shape[3] + 1]


def crops_at_one__if_padded(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """The padding was cut off as if it were 1: use the argument."""
    x = _padded(solve, col, x_shape, kernel_h, kernel_w, stride, padding)
    return x[:, :, 1:-1, 1:-1] if padding else x


def forgets_the_rest(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """The array ends where the last window ends. If the stride leaves a rest, it is larger: H + 2 * padding rows."""
    N, H_out, W_out, C, _, _ = _sizes(x_shape, kernel_h, kernel_w, stride, padding)
    reached = (N, C, (H_out - 1) * stride + kernel_h, (W_out - 1) * stride + kernel_w)
    x = solve(col, reached, kernel_h, kernel_w, stride, 0)
    return x[:, :, padding : padding + x_shape[2], padding : padding + x_shape[3]]


def forgets_the_rest__minus_padding(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """The array ends where the last window ends. If the stride leaves a rest, it is larger: H + 2 * padding rows."""
    N, H_out, W_out, C, _, _ = _sizes(x_shape, kernel_h, kernel_w, stride, padding)
    reached = (N, C, (H_out - 1) * stride + kernel_h, (W_out - 1) * stride + kernel_w)
    x = solve(col, reached, kernel_h, kernel_w, stride, 0)
    return x[:, :, padding : reached[2] - padding, padding : reached[3] - padding]


def ignores_stride(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """The stride is ignored: window (i, j) begins at (i * stride, j * stride)."""
    N, C, H, W = x_shape
    _, H_out, W_out, *_ = _sizes(x_shape, kernel_h, kernel_w, stride, padding)
    x = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    near = solve(col, (N, C, H_out - 1 + kernel_h, W_out - 1 + kernel_w), kernel_h, kernel_w, 1, 0)
    x[:, :, : near.shape[2], : near.shape[3]] = near
    return x[:, :, padding : padding + H, padding : padding + W]


def steps_by_kernel(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """The window moves by its own size. It moves by the stride: window (i, j) begins at (i * stride, j * stride)."""
    return _steps_by_kernel(col, x_shape, kernel_h, kernel_w, stride, padding, room=0)


def steps_by_kernel__inside(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """The window moves by its own size. It moves by the stride: window (i, j) begins at (i * stride, j * stride)."""
    _, H_out, W_out, *_ = _sizes(x_shape, kernel_h, kernel_w, stride, padding)
    room = max(H_out * kernel_h, W_out * kernel_w)
    return _steps_by_kernel(col, x_shape, kernel_h, kernel_w, stride, padding, room)


def _steps_by_kernel(col, x_shape, kernel_h, kernel_w, stride, padding, room):
    """Window beside window, in a padded image with ``room`` more for those that stick out."""
    N, C, H, W = x_shape
    sizes = _sizes(x_shape, kernel_h, kernel_w, stride, padding)
    windows = col.reshape(sizes)
    x = np.zeros((N, C, H + 2 * padding + room, W + 2 * padding + room))
    for i in range(sizes[1]):
        for j in range(sizes[2]):
            top, left = i * kernel_h, j * kernel_w
            x[:, :, top : top + kernel_h, left : left + kernel_w] += windows[:, i, j]
    return x[:, :, padding : padding + H, padding : padding + W]


def forgets_padding(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """The padding is missing in the sizes. The windows lie on H + 2 * padding rows, and H_out counts these."""
    positions = _positions(x_shape, kernel_h, kernel_w, stride, padding)
    return _one_by_one(col, x_shape, kernel_h, kernel_w, stride, 0, *positions)


def forgets_padding__positions(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """The padding is missing in H_out and W_out: the windows lie on H + 2 * padding rows, and H_out counts these."""
    positions = ((size - K) // stride + 1 for size, K in zip(x_shape[2:], (kernel_h, kernel_w)))
    return _one_by_one(col, x_shape, kernel_h, kernel_w, stride, padding, *positions)


def width_from_height(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """W_out was computed from the height: it comes from W and kernel_w."""
    N, H_out, _, C, _, _ = _sizes(x_shape, kernel_h, kernel_w, stride, padding)
    col.reshape(N, H_out, H_out, C, kernel_h, kernel_w)
    return solve(col, x_shape, kernel_h, kernel_w, stride, padding)


def width_from_height__loops(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """W_out was computed from the height: it comes from W and kernel_w."""
    H_out, _ = _positions(x_shape, kernel_h, kernel_w, stride, padding)
    return _one_by_one(col, x_shape, kernel_h, kernel_w, stride, padding, H_out, H_out)


def width_from_height__image(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """W_out was computed from the height of the image: it comes from W and kernel_w."""
    _, W_out = _positions((*x_shape[:3], x_shape[2]), kernel_h, kernel_w, stride, padding)
    N, H_out, _, C, _, _ = _sizes(x_shape, kernel_h, kernel_w, stride, padding)
    col.reshape(N, H_out, W_out, C, kernel_h, kernel_w)
    return solve(col, x_shape, kernel_h, kernel_w, stride, padding)


def width_from_height__image_loops(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """W_out was computed from the height of the image: it comes from W and kernel_w."""
    H_out, W_out = _positions((*x_shape[:3], x_shape[2]), kernel_h, kernel_w, stride, padding)
    return _one_by_one(col, x_shape, kernel_h, kernel_w, stride, padding, H_out, W_out)


def width_from_height__one_loop(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """The loop over j runs to H_out: there are W_out windows beside each other."""
    H_out, W_out = _positions(x_shape, kernel_h, kernel_w, stride, padding)
    if H_out > W_out:
        raise IndexError("index is out of bounds")
    return width_from_height__inside(solve, col, x_shape, kernel_h, kernel_w, stride, padding)


def width_from_height__inside(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """The loop over j runs to H_out: there are W_out windows beside each other."""
    sizes = _sizes(x_shape, kernel_h, kernel_w, stride, padding)
    windows = col.reshape(sizes).copy()
    windows[:, :, sizes[1] :] = 0
    return solve(windows.reshape(col.shape), x_shape, kernel_h, kernel_w, stride, padding)


def _positions(x_shape, *setting):
    return _sizes(x_shape, *setting)[1:3]


def _one_by_one(col, x_shape, kernel_h, kernel_w, stride, padding, H_out, W_out):
    """col2im row by row, for a number of windows that may be wrong."""
    N, C, H, W = x_shape
    x = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    for row, (n, i, j) in enumerate(np.ndindex(N, H_out, W_out)):
        top, left = i * stride, j * stride
        x[n, :, top : top + kernel_h, left : left + kernel_w] += col[row].reshape(C, kernel_h, kernel_w)
    return x[:, :, padding : padding + H, padding : padding + W]


def mixes_up_image_axes(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """Height and width of the image were mixed up: x_shape is (N, C, H, W)."""
    N, C, H, W = x_shape
    return solve(col, (N, C, W, H), kernel_h, kernel_w, stride, padding)


def mixes_up_image_axes__loops(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """Height and width of the image were mixed up: x_shape is (N, C, H, W)."""
    N, C, H, W = x_shape
    positions = _positions((N, C, W, H), kernel_h, kernel_w, stride, padding)
    return _one_by_one(col, (N, C, W, H), kernel_h, kernel_w, stride, padding, *positions)


def mixes_up_kernel_axes(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """Height and width of the window were mixed up: kernel_h goes along H, kernel_w along W."""
    return solve(col, x_shape, kernel_w, kernel_h, stride, padding)


def mixes_up_kernel_axes__square(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """Height and width of the window were mixed up: kernel_h goes along H, kernel_w along W."""
    return solve(col, x_shape, kernel_h, kernel_h, stride, padding)


def mixes_up_kernel_axes__value_error(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """Height and width of the window were mixed up, so it does not fit: it is (C, kernel_h, kernel_w)."""
    if kernel_h != kernel_w:
        raise ValueError("could not broadcast")
    return solve(col, x_shape, kernel_h, kernel_w, stride, padding)


def mixes_up_kernel_axes__index_error(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """Height and width of the window were mixed up, so an index runs out: the axes are (C, kernel_h, kernel_w)."""
    if kernel_h != kernel_w:
        raise IndexError("index is out of bounds")
    return solve(col, x_shape, kernel_h, kernel_w, stride, padding)


def mixes_up_kernel_axes__inner_loop(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """The loop over q runs to kernel_h: the width of a window is kernel_w."""
    if kernel_h > kernel_w:
        raise IndexError("index is out of bounds")
    windows = col.reshape(_sizes(x_shape, kernel_h, kernel_w, stride, padding)).copy()
    windows[..., kernel_h:] = 0
    return solve(windows.reshape(col.shape), x_shape, kernel_h, kernel_w, stride, padding)


def _reordered(solve, axes, col, x_shape, *setting):
    """The answer when col is read as if its six axes were in the order ``axes``."""
    sizes = _sizes(x_shape, *setting)
    mistaken = col.reshape([sizes[axis] for axis in axes]).transpose(np.argsort(axes))
    return solve(mistaken.reshape(col.shape), x_shape, *setting)


def positions_before_images(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """The rows were read as if the images alternated. All windows of image 0 come first, then image 1: n, i, j."""
    return _reordered(solve, (1, 2, 0, 3, 4, 5), col, x_shape, kernel_h, kernel_w, stride, padding)


def windows_column_by_column(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """The windows of an image were laid column by column. They go row by row: n, then i, then j."""
    return _reordered(solve, (0, 2, 1, 3, 4, 5), col, x_shape, kernel_h, kernel_w, stride, padding)


def channels_last(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """A row was read as if the channels alternated. First comes all of channel 0, then all of channel 1: c, p, q."""
    return _reordered(solve, (0, 1, 2, 4, 5, 3), col, x_shape, kernel_h, kernel_w, stride, padding)


def window_read_downwards(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """Each window was filled column by column. It is filled row by row: c, then p, then q."""
    return _reordered(solve, (0, 1, 2, 3, 5, 4), col, x_shape, kernel_h, kernel_w, stride, padding)


def reshaped_wrongly(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """col was split up in the wrong order: reshape it to (N, H_out, W_out, C, kernel_h, kernel_w), then transpose."""
    return _reordered(solve, (0, 3, 4, 5, 1, 2), col, x_shape, kernel_h, kernel_w, stride, padding)


def reshaped_wrongly__windows(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """col was split up in the wrong order: reshape it to (N, H_out, W_out, C, kernel_h, kernel_w), then transpose."""
    return _reordered(solve, (0, 3, 1, 2, 4, 5), col, x_shape, kernel_h, kernel_w, stride, padding)


def reshaped_wrongly__columns(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """col was split up in the wrong order: reshape it to (N, H_out, W_out, C, kernel_h, kernel_w), then transpose."""
    return _reordered(solve, (3, 4, 5, 0, 1, 2), col, x_shape, kernel_h, kernel_w, stride, padding)


def reshaped_wrongly__columns_images_last(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """col was split up in the wrong order: reshape it to (N, H_out, W_out, C, kernel_h, kernel_w), then transpose."""
    return _reordered(solve, (3, 4, 5, 1, 2, 0), col, x_shape, kernel_h, kernel_w, stride, padding)


def first_image_only(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """Only the first image was put together; the others stayed zero."""
    x = solve(col, x_shape, kernel_h, kernel_w, stride, padding)
    x[1:] = 0
    return x


def first_channel_only(solve, col, x_shape, kernel_h, kernel_w, stride, padding):
    """Only the first channel was put together; the others stayed zero."""
    x = solve(col, x_shape, kernel_h, kernel_w, stride, padding)
    x[:, 1:] = 0
    return x


spec = Spec(
    solve=col2im,
    torch=torch_col2im,
    cases=cases,
    shapes={"col": "N*H_out*W_out C*K_h*K_w", "out": "N C H W"},
    wrong=(
        overlap_assigned,
        overlap_assigned__backwards,
        averages_overlap,
        averages_overlap__unguarded,
        keeps_padding,
        keeps_padding__with_rest,
        crops_to_minus_padding,
        crops_to_minus_padding__with_rest,
        crops_at_zero,
        crops_at_end,
        crops_at_one,
        crops_at_one__to_size,
        crops_at_one__if_padded,
        forgets_the_rest,
        forgets_the_rest__minus_padding,
        ignores_stride,
        steps_by_kernel,
        steps_by_kernel__inside,
        forgets_padding,
        forgets_padding__positions,
        width_from_height,
        width_from_height__loops,
        width_from_height__image,
        width_from_height__image_loops,
        width_from_height__one_loop,
        width_from_height__inside,
        mixes_up_image_axes,
        mixes_up_image_axes__loops,
        mixes_up_kernel_axes,
        mixes_up_kernel_axes__square,
        mixes_up_kernel_axes__value_error,
        mixes_up_kernel_axes__index_error,
        mixes_up_kernel_axes__inner_loop,
        positions_before_images,
        windows_column_by_column,
        channels_last,
        window_read_downwards,
        reshaped_wrongly,
        reshaped_wrongly__windows,
        reshaped_wrongly__columns,
        reshaped_wrongly__columns_images_last,
        first_image_only,
        first_channel_only,
    ),
    conditions=COLUMNS,
    hints=(
        "Take the 4x4 image with 3x3 windows. How many windows see a corner pixel, how many a pixel in the middle?",
        "With r = (n * H_out + i) * W_out + j and k = (c * kernel_h + p) * kernel_w + q: "
        "x_padded[n, c, i * stride + p, j * stride + q] += col[r, k]. Cut the padding off at the end.",
        "windows = col.reshape(N, H_out, W_out, C, kernel_h, kernel_w); x_padded of zeros, "
        "(N, C, H + 2 * padding, W + 2 * padding); loop over i and j and add windows[:, i, j] to the slice that im2col "
        "would cut; return rows padding : padding + H and columns padding : padding + W.",
    ),
    walk=WALK,
    hints_for={
        "overlap_assigned": (
            "Take 3x3 windows with stride 1 and col full of ones. Which number must the middle pixel of a 5x5 image "
            "get?",
            "`x_padded[n, c, i * stride + p, j * stride + q] += col[r, k]`, for every row r and every k.",
            "`x_padded[:, :, rows, columns] += windows[:, i, j]`; with index arrays `np.add.at(x_padded, places, "
            "values)`, "
            "for `x_padded[places] +=` adds only once where a place occurs twice.",
        ),
        "reshaped_wrongly": (
            "Which six axes are hidden in col, and in which order? Two of them run fastest inside a row of col.",
            "`col.reshape(N, H_out, W_out, C, kernel_h, kernel_w)` gives every number its six indices n, i, j, c, p, "
            "q.",
            "`windows = col.reshape(N, H_out, W_out, C, kernel_h, kernel_w)`; only then, if you need it, a transpose.",
        ),
        "crops_at_zero": (
            "With padding 1, in which row of x_padded does row 0 of the image begin?",
            "`x[n, c, r, s] = x_padded[n, c, r + padding, s + padding]`.",
            "`return x_padded[:, :, padding : padding + H, padding : padding + W]`.",
        ),
    },
)
