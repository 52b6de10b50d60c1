"""Convolution, forward: one matrix product per position of the window."""

import numpy as np

from grader import Case, Spec, grid

from ._conditions import FILTER
from ._sliding import framed, in_all_ways, slide
from ._walk_conv_forward import WALK
from .conv_output_size import conv_output_size


def conv_forward(x, w, b, stride, padding):
    """Cross-correlate images with filters.

    x (N, C_in, H, W), w (C_out, C_in, K_h, K_w), b (C_out,) -> (N, C_out, H_out, W_out).
    Raises ValueError when the filter is larger than the padded image.
    """
    N, _, H, W = x.shape
    C_out, _, K_h, K_w = w.shape
    H_out = conv_output_size(H, K_h, stride, padding)
    W_out = conv_output_size(W, K_w, stride, padding)
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    out = np.zeros((N, C_out, H_out, W_out), x.dtype)
    for i in range(H_out):
        for j in range(W_out):
            window = x[:, :, i * stride : i * stride + K_h, j * stride : j * stride + K_w]
            out[:, :, i, j] = np.tensordot(window, w, axes=([1, 2, 3], [1, 2, 3])) + b
    return out


def naive_conv_forward(x, w, b, stride, padding):
    """One number of the output at a time, in four loops: slow, and close to the formula."""
    N, _, H, W = x.shape
    C_out, _, K_h, K_w = w.shape
    x_padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    out = np.zeros(
        (N, C_out, conv_output_size(H, K_h, stride, padding), conv_output_size(W, K_w, stride, padding)), x.dtype
    )
    for n, o, i, j in np.ndindex(out.shape):
        top, left = i * stride, j * stride
        out[n, o, i, j] = np.sum(x_padded[n, :, top : top + K_h, left : left + K_w] * w[o]) + b[o]
    return out


def torch_conv_forward(x, w, b, stride, padding):
    """PyTorch's convolution."""
    import torch

    return torch.nn.functional.conv2d(x, w, b, stride, padding)


def cases(rng):
    """The lectures' example in three forms, then sizes that are pairwise different so that no two mix-ups cancel."""
    rows = np.array([[1, 2, 3, 0], [0, 1, 2, 3], [3, 0, 1, 2], [2, 3, 0, 1]], float)[None, None]
    wide = np.array([[1, 2, 3, 0, 1, 2, 3], [0, 1, 2, 3, 0, 1, 2], [3, 0, 1, 2, 3, 0, 1], [2, 3, 0, 1, 2, 3, 0]] * 2)
    kernel = np.array([[2, 0, 1], [0, 1, 2], [1, 0, 2]], float)[None, None]
    for name, x, bias, stride, padding in [
        ("known 4x4 with a 3x3 filter", rows, 0.0, 1, 0),
        ("known 4x4, bias 3", rows, 3.0, 1, 0),
        ("known 4x4, padding 1", rows, 0.0, 1, 1),
        ("known 7x7, stride 2", wide[None, None, :7].astype(float), 0.0, 2, 0),
    ]:
        yield Case(name, {"x": x, "w": kernel, "b": np.array([bias]), "stride": stride, "padding": padding})
    for name, (N, C_in, H, W), (C_out, K_h, K_w), stride, padding, hidden in [
        ("stride 3, padding 1, tall filter", (2, 3, 7, 8), (4, 4, 2), 3, 1, False),
        ("3x3 filters, stride 2, padding 1", (2, 6, 7, 9), (5, 3, 3), 2, 1, False),
        ("no padding, arrays that are not contiguous", (2, 2, 4, 5), (3, 3, 1), 1, 0, False),
        ("sizes drawn anew", *_sizes(rng), True),
        ("sizes drawn anew, once more", *_sizes(rng), True),
    ]:
        x, w, b = grid(rng, N, C_in, H, W), grid(rng, C_out, C_in, K_h, K_w), grid(rng, C_out)
        if padding == 0:
            x, w = np.asfortranarray(x), w.repeat(2, axis=3)[..., ::2]
        yield Case(name, {"x": x, "w": w, "b": b, "stride": stride, "padding": padding}, hidden)


def _sizes(rng):
    """A setting of the layer: (N, C_in, H, W), (C_out, K_h, K_w), stride, padding."""
    N, C_in, C_out, K_h, K_w, stride, padding = (
        int(n) for n in rng.integers([1, 1, 1, 1, 1, 1, 0], [4, 4, 5, 5, 4, 4, 3])
    )
    H, W = (int(n) for n in rng.integers(5, 10, 2))
    return (N, C_in, H, W), (C_out, K_h, K_w), stride, padding


def flips_filter(solve, x, w, b, stride, padding):
    """The filter was flipped. That is the convolution of mathematics; layers slide the filter as it is."""
    return solve(x, w[:, :, ::-1, ::-1], b, stride, padding)


def transposes_filter(solve, x, w, b, stride, padding):
    """Height and width of the filter were swapped: w is (C_out, C_in, K_h, K_w)."""
    swapped = w.transpose(0, 1, 3, 2).reshape(w.shape)
    return solve(x, swapped, b, stride, padding)


def transposes_filter__window(solve, x, w, b, stride, padding):
    """Height and width of the window were swapped before it met the filter: both are (C_in, K_h, K_w)."""
    C_out, C_in, K_h, K_w = w.shape
    return solve(x, w.reshape(C_out, C_in, K_w, K_h).transpose(0, 1, 3, 2), b, stride, padding)


def transposes_filter__value_error(solve, x, w, b, stride, padding):
    """Height and width of the filter were swapped, so it does not fit its window: w is (C_out, C_in, K_h, K_w)."""
    if w.shape[2] != w.shape[3]:
        raise ValueError("shapes do not match")
    return solve(x, w.transpose(0, 1, 3, 2), b, stride, padding)


def transposes_filter__index_error(solve, x, w, b, stride, padding):
    """Height and width of the filter were swapped, so an index runs out of it: it is w[o, c, p, q]."""
    if w.shape[2] != w.shape[3]:
        raise IndexError("index is out of bounds")
    return solve(x, w.transpose(0, 1, 3, 2), b, stride, padding)


def transposes_filter__broadcast(solve, x, w, b, stride, padding):
    """Height and width of the filter were swapped: w is (C_out, C_in, K_h, K_w), and its windows (C_in, K_h, K_w)."""
    sizes = solve(x, w, b, stride, padding).shape[2:]
    turned = w.transpose(0, 1, 3, 2)
    return slide("broadcast", framed(x, padding, padding), turned, b, stride, sizes, spans=w.shape[2:])


def transposes_filter__unpacked(solve, x, w, b, stride, padding):
    """Height and width of the filter were swapped: w is (C_out, C_in, K_h, K_w), and its windows (C_in, K_h, K_w)."""
    swapped = w.shape[:1:-1]
    return slide(
        "broadcast", framed(x, padding, padding), w, b, stride, _sizes_for(x, swapped, stride, padding), spans=swapped
    )


def window_channels_last(solve, x, w, b, stride, padding):
    """The windows were flattened in the order (K_h, K_w, C_in), the filters in the order (C_in, K_h, K_w)."""
    C_out, C_in, K_h, K_w = w.shape
    return solve(x, w.reshape(C_out, K_h, K_w, C_in).transpose(0, 3, 1, 2), b, stride, padding)


def reshapes_filter(solve, x, w, b, stride, padding):
    """w was reshaped to (-1, C_out), which mixes up its numbers. Reshape to (C_out, -1), then transpose."""
    return solve(x, w.reshape(-1, len(w)).T.reshape(w.shape), b, stride, padding)


def channels_swapped(solve, x, w, b, stride, padding):
    """w was read as (C_in, C_out, ...). In a convolution the output channels come first: (C_out, C_in, K_h, K_w)."""
    if w.shape[0] != w.shape[1]:
        raise ValueError("shapes do not match")
    return solve(x, w.transpose(1, 0, 2, 3), b, stride, padding)


def channels_swapped__index_error(solve, x, w, b, stride, padding):
    """w was read as (C_in, C_out, ...). In a convolution the output channels come first: (C_out, C_in, K_h, K_w)."""
    if w.shape[0] != w.shape[1]:
        raise IndexError("index is out of bounds")
    return solve(x, w.transpose(1, 0, 2, 3), b, stride, padding)


def channels_swapped__broadcast(solve, x, w, b, stride, padding):
    """w was read as (C_in, C_out, ...). In a convolution the output channels come first: (C_out, C_in, K_h, K_w)."""
    # window * w[:, o] for every o: NumPy stretches a single channel
    C_out, C_in = w.shape[:2]
    if C_in == 1 < C_out:
        raise IndexError("index is out of bounds")
    if C_out == 1 < C_in:
        return solve(x, w[:, :1].repeat(C_in, axis=1), b, stride, padding)
    return channels_swapped(solve, x, w, b, stride, padding)


def channels_swapped__einsum(solve, x, w, b, stride, padding):
    """w was read as (C_in, C_out, ...). In a convolution the output channels come first: (C_out, C_in, K_h, K_w)."""
    # einsum stretches a single channel, too, and gives as many output channels as w has in axis 1
    C_out, C_in = w.shape[:2]
    if 1 not in (C_out, C_in):
        return channels_swapped(solve, x, w, b, stride, padding)
    channels = max(C_in, C_out)
    x, turned = (array.repeat(channels // array.shape[1], axis=1) for array in (x, w.transpose(1, 0, 2, 3)))
    return solve(x, turned, np.zeros(C_in), stride, padding) + b[:, None, None]


def channels_swapped__unpacked(solve, x, w, b, stride, padding):
    """w was read as (C_in, C_out, ...). In a convolution the output channels come first: (C_out, C_in, K_h, K_w)."""
    if w.shape[0] != w.shape[1]:
        raise ValueError("shapes do not match")
    return solve(x, w, b, stride, padding)


def takes_square_filter(solve, x, w, b, stride, padding):
    """The filter was taken for a square. Its height is w.shape[2], its width w.shape[3]."""
    if w.shape[2] != w.shape[3]:
        raise ValueError("shapes do not match")
    return solve(x, w, b, stride, padding)


def takes_square_filter__index_error(solve, x, w, b, stride, padding):
    """The filter was taken for a square. Its height is w.shape[2], its width w.shape[3]."""
    K_h, K_w = w.shape[2:]
    if K_h > K_w:
        raise IndexError("index is out of bounds")
    return solve(x, w[..., :K_h], b, stride, padding)


def takes_square_filter__broadcast(solve, x, w, b, stride, padding):
    """The filter was taken for a square. Its height is w.shape[2], its width w.shape[3]."""
    square = w.shape[2], w.shape[2]
    return slide(
        "broadcast", framed(x, padding, padding), w, b, stride, _sizes_for(x, square, stride, padding), spans=square
    )


def takes_square_filter__window(solve, x, w, b, stride, padding):
    """The filter was taken for a square. Its height is w.shape[2], its width w.shape[3]."""
    sizes, square = solve(x, w, b, stride, padding).shape[2:], (w.shape[2], w.shape[2])
    return slide("broadcast", framed(x, padding, padding), w, b, stride, sizes, spans=square)


def _sizes_for(x, window, stride, padding):
    """H_out and W_out for a window that need not be that of the filter."""
    return [(size + 2 * padding - K) // stride + 1 for size, K in zip(x.shape[2:], window)]


def forgets_bias(solve, x, w, b, stride, padding):
    """The bias is missing: every output channel gets its b[o] added."""
    return solve(x, w, 0 * b, stride, padding)


def adds_bias_per_input_channel(solve, x, w, b, stride, padding):
    """The bias was added once for each input channel: add it after the sum over the channels."""
    return solve(x, w, b * x.shape[1], stride, padding)


def adds_bias_per_product(solve, x, w, b, stride, padding):
    """The bias was added to each product: add it once, after the sum over the window."""
    return solve(x, w, b * w[0].size, stride, padding)


def bias_along_width(solve, x, w, b, stride, padding):
    """The bias was added along the last axis. Give it the shape of a channel axis: b[:, None, None]."""
    return solve(x, w, 0 * b, stride, padding) + b


def ignores_stride(solve, x, w, b, stride, padding):
    """The window moves one pixel at a time: its corner is at i * stride, not at i."""
    out = solve(x, w, b, stride, padding)
    return solve(x, w, b, 1, padding)[:, :, : out.shape[2], : out.shape[3]]


def ignores_stride__size(solve, x, w, b, stride, padding):
    """The stride is ignored: the window moves that many pixels at a time, which makes the output smaller."""
    return solve(x, w, b, 1, padding)


def ignores_stride__height(solve, x, w, b, stride, padding):
    """The window moves down one pixel at a time: its corner is at i * stride, j * stride."""
    out = solve(x, w, b, stride, padding)
    return solve(x, w, b, 1, padding)[:, :, : out.shape[2], ::stride]


def ignores_stride__width(solve, x, w, b, stride, padding):
    """The window moves right one pixel at a time: its corner is at i * stride, j * stride."""
    out = solve(x, w, b, stride, padding)
    return solve(x, w, b, 1, padding)[:, :, ::stride, : out.shape[3]]


def ignores_stride__width_and_size(solve, x, w, b, stride, padding):
    """The window moves right one pixel at a time: its corner is at i * stride, j * stride."""
    return solve(x, w, b, 1, padding)[:, :, ::stride]


def ignores_stride__in_size(slide, solve, x, w, b, stride, padding):
    """The output size was computed without the stride, so a window sticks out: divide by it before you add 1."""
    return slide(framed(x, padding, padding), w, b, stride, _sizes_for(x, w.shape[2:], 1, padding))


def steps_by_kernel(solve, x, w, b, stride, padding):
    """The window moves by its own size. It moves by the stride: the corner is at i * stride."""
    out = solve(x, w, b, stride, padding)
    K_h, K_w = w.shape[2:]
    rows, columns = (out.shape[2] - 1) * K_h, (out.shape[3] - 1) * K_w
    size = [max(n + 2 * padding, end) for n, end in zip(x.shape[2:], (rows + K_h, columns + K_w))]
    room = np.zeros((*x.shape[:2], *size))
    room[:, :, padding : padding + x.shape[2], padding : padding + x.shape[3]] = x
    return solve(room, w, b, 1, 0)[:, :, : rows + 1 : K_h, : columns + 1 : K_w]


def steps_by_kernel__views(solve, x, w, b, stride, padding):
    """The window moves by its own size. It moves by the stride: the corner is at i * stride."""
    return solve(x, w, b, 1, padding)[:, :, :: w.shape[2], :: w.shape[3]]


def steps_by_kernel__until(slide, solve, x, w, b, stride, padding):
    """The window moves by its own size until it sticks out. It moves by the stride: the corner is at i * stride."""
    sizes = solve(x, w, b, stride, padding).shape[2:]
    return slide(framed(x, padding, padding), w, b, w.shape[2:], sizes)


def forgets_padding(solve, x, w, b, stride, padding):
    """The padding is ignored: zeros go on all four sides before the filter slides."""
    return solve(x, w, b, stride, 0)


def forgets_padding__until(slide, solve, x, w, b, stride, padding):
    """The windows were cut out of x without its frame of zeros, until one sticks out: cut them out of the padded x."""
    return slide(x, w, b, stride, solve(x, w, b, stride, padding).shape[2:])


def size_forgets_padding(solve, x, w, b, stride, padding):
    """The output size was computed without the padding: it is floor((H + 2 * padding - K_h) / stride) + 1."""
    rows, columns = ((size - K) // stride + 1 for size, K in zip(x.shape[2:], w.shape[2:]))
    return _sized(solve(x, w, b, stride, padding), rows, columns)


def _sized(out, rows, columns):
    """The first rows and columns, as np.zeros would count them."""
    if rows < 0 or columns < 0:
        raise ValueError("negative dimensions are not allowed")
    return out[:, :, :rows, :columns]


def pads_one_side(solve, x, w, b, stride, padding):
    """The zeros were added at the top and left only: pad all four sides."""
    return solve(framed(x, 2 * padding, 0), w, b, stride, 0)


def pads_one_side__end(solve, x, w, b, stride, padding):
    """The zeros were added at the bottom and right only: pad all four sides."""
    return solve(framed(x, 0, 2 * padding), w, b, stride, 0)


def pads_one_side__size(solve, x, w, b, stride, padding):
    """The padding counts once, in the image or in the output size. It is on both sides: 2 * padding."""
    rows, columns = ((size + padding - K) // stride + 1 for size, K in zip(x.shape[2:], w.shape[2:]))
    return _sized(solve(x, w, b, stride, padding), rows, columns)


def pads_one_side__size_end(solve, x, w, b, stride, padding):
    """The zeros were added at the bottom and right only: pad all four sides."""
    return solve(framed(x, 0, padding), w, b, stride, 0)


def pads_one_side__until(slide, solve, x, w, b, stride, padding):
    """The zeros were added at the top and left only, so a window sticks out at the end: pad all four sides."""
    return slide(framed(x, padding, 0), w, b, stride, solve(x, w, b, stride, padding).shape[2:])


def pads_all_axes(solve, x, w, b, stride, padding):
    """The batch and channel axes were padded too. Give np.pad one pair for each axis, (0, 0) for the first two."""
    if padding:
        raise ValueError("shapes do not match")
    return solve(x, w, b, stride, padding)


def pads_all_axes__index_error(solve, x, w, b, stride, padding):
    """The batch and channel axes were padded too. Give np.pad one pair for each axis, (0, 0) for the first two."""
    if padding:
        raise IndexError("index is out of bounds")
    return solve(x, w, b, stride, padding)


def pads_all_axes__shifted(solve, x, w, b, stride, padding):
    """The batch and channel axes were padded too. Give np.pad one pair for each axis, (0, 0) for the first two."""
    return solve(np.pad(x, padding)[: x.shape[0], : x.shape[1]], w, b, stride, 0)


def pads_all_axes__broadcast(solve, x, w, b, stride, padding):
    """The batch and channel axes were padded too. Give np.pad one pair for each axis, (0, 0) for the first two."""
    sizes = solve(x, w, b, stride, padding).shape[2:]
    return slide("broadcast", np.pad(x, padding)[: len(x)], w, b, stride, sizes)


def pads_all_axes__einsum(solve, x, w, b, stride, padding):
    """The batch and channel axes were padded too. Give np.pad one pair for each axis, (0, 0) for the first two."""
    if padding and w.shape[1] > 1:
        raise ValueError("shapes do not match")
    return solve(np.pad(x[:, 0], padding)[:, None] if padding else x, w, b, stride, 0)


def pads_to_minus_padding(solve, x, w, b, stride, padding):
    """x was written into [padding:-padding], which is empty for padding 0. Use [padding : padding + H], or np.pad."""
    if not padding:
        raise ValueError("could not broadcast")
    return solve(x, w, b, stride, padding)


def pads_with_edge(solve, x, w, b, stride, padding):
    """The border was repeated. The padding of a convolution is made of zeros."""
    around = ((0, 0), (0, 0), (padding, padding), (padding, padding))
    return solve(np.pad(x, around, mode="edge"), w, b, stride, 0)


def width_from_height(solve, x, w, b, stride, padding):
    """The output's width was computed from the height: H and W differ, and so do K_h and K_w."""
    out = solve(x, w, b, stride, padding)
    return _widened(out, out.shape[2])


def width_from_height__until(slide, solve, x, w, b, stride, padding):
    """The output's width was computed from the height: H and W differ, and so do K_h and K_w."""
    rows = solve(x, w, b, stride, padding).shape[2]
    return slide(framed(x, padding, padding), w, b, stride, (rows, rows))


def width_from_height__loop(slide, solve, x, w, b, stride, padding):
    """The loop over j runs to H_out. The output is not a square: its columns are W_out."""
    room = solve(x, w, b, stride, padding).shape[2:]
    return slide(framed(x, padding, padding), w, b, stride, (room[0], room[0]), room)


def width_from_height__image(slide, solve, x, w, b, stride, padding):
    """The output's width was computed from the height of the image: use W, which is x.shape[3]."""
    rows = solve(x, w, b, stride, padding).shape[2]
    columns = (x.shape[2] + 2 * padding - w.shape[3]) // stride + 1
    return slide(framed(x, padding, padding), w, b, stride, (rows, columns))


def width_from_height__filter(slide, solve, x, w, b, stride, padding):
    """The output's width was computed with the height of the filter: use K_w, which is w.shape[3]."""
    rows = solve(x, w, b, stride, padding).shape[2]
    columns = (x.shape[3] + 2 * padding - w.shape[2]) // stride + 1
    return slide(framed(x, padding, padding), w, b, stride, (rows, columns))


def _widened(out, columns):
    """The first ``columns`` of ``out``, and zeros where there are not as many."""
    room = np.zeros((*out.shape[:3], columns), out.dtype)
    kept = min(columns, out.shape[3])
    room[..., :kept] = out[..., :kept]
    return room


def sums_one_channel(solve, x, w, b, stride, padding):
    """Only the first input channel was used: the sum runs over all of them."""
    return solve(x[:, :1], w[:, :1], b, stride, padding)


def sums_one_channel__last(solve, x, w, b, stride, padding):
    """The output holds the last input channel only: it was assigned (=) in the loop over channels, not added (+=)."""
    return solve(x[:, -1:], w[:, -1:], b, stride, padding)


def sums_one_channel__repeated(solve, x, w, b, stride, padding):
    """All channels of a window came from the first channel of x: take channel c out of channel c."""
    return solve(x[:, :1].repeat(x.shape[1], axis=1), w, b, stride, padding)


def keeps_last_product(solve, x, w, b, stride, padding):
    """Only the last product of each sum is left: the products were assigned (=), not added up (+=)."""
    last = np.zeros_like(w)
    last[:, -1, -1, -1] = w[:, -1, -1, -1]
    return solve(x, last, b, stride, padding)


def keeps_last_product__offset(solve, x, w, b, stride, padding):
    """Only the last number of each filter is left: the shares were assigned (=) in the loops, not added up (+=)."""
    last = np.zeros_like(w)
    last[:, :, -1, -1] = w[:, :, -1, -1]
    return solve(x, last, b, stride, padding)


def averages_channels(solve, x, w, b, stride, padding):
    """The input channels were averaged: add their products up."""
    return solve(x, w / x.shape[1], b, stride, padding)


def averages_window(solve, x, w, b, stride, padding):
    """The products of a window were averaged: add them up."""
    return solve(x, w / w[0].size, b, stride, padding)


def averages_window__channel(solve, x, w, b, stride, padding):
    """The products of a window were averaged in each channel: add them up."""
    return solve(x, w / w[0, 0].size, b, stride, padding)


def first_image_only(solve, x, w, b, stride, padding):
    """Only the first image of the batch was computed; the others stayed zero."""
    out = solve(x, w, b, stride, padding)
    out[1:] = 0
    return out


def first_image_only__repeated(solve, x, w, b, stride, padding):
    """Every image has the output of the first: take the windows out of image n."""
    return solve(x[:1], w, b, stride, padding).repeat(len(x), axis=0)


def drops_last_position(solve, x, w, b, stride, padding):
    """The last row and column of positions are missing: there are floor((H + 2P - K) / stride) + 1 of them."""
    out = solve(x, w, b, stride, padding)
    return out[:, :, : max(out.shape[2] - 1, 0), : max(out.shape[3] - 1, 0)]


def drops_last_position__zeros(solve, x, w, b, stride, padding):
    """The last row and column stayed zero. range(H_out) ends before H_out by itself: no - 1."""
    out = solve(x, w, b, stride, padding)
    out[:, :, -1] = out[:, :, :, -1] = 0
    return out


def channels_last(solve, x, w, b, stride, padding):
    """The channels are the last axis of the output. It is (N, C_out, H_out, W_out): transpose."""
    return solve(x, w, b, stride, padding).transpose(0, 2, 3, 1)


def filters_before_images(solve, x, w, b, stride, padding):
    """The first two axes of the output were swapped. It is (N, C_out, H_out, W_out): transpose."""
    return solve(x, w, b, stride, padding).transpose(1, 0, 2, 3)


def swaps_output_axes(solve, x, w, b, stride, padding):
    """Height and width of the output were swapped: it is (N, C_out, H_out, W_out)."""
    return solve(x, w, b, stride, padding).transpose(0, 1, 3, 2)


def swaps_output_axes__value_error(solve, x, w, b, stride, padding):
    """i and j were swapped, so a window sticks out: i counts the rows of the output, j its columns."""
    out = solve(x, w, b, stride, padding)
    if out.shape[2] != out.shape[3]:
        raise ValueError("shapes do not match")
    return out.transpose(0, 1, 3, 2)


def swaps_output_axes__index_error(solve, x, w, b, stride, padding):
    """i and j were swapped, so one runs out of its axis: i counts the rows of the output, j its columns."""
    out = solve(x, w, b, stride, padding)
    if out.shape[2] != out.shape[3]:
        raise IndexError("index is out of bounds")
    return out.transpose(0, 1, 3, 2)


def reshapes_output(solve, x, w, b, stride, padding):
    """The output was reshaped straight to (N, C_out, H_out, W_out). Its channels came last: reshape, then transpose."""
    out = solve(x, w, b, stride, padding)
    return out.transpose(0, 2, 3, 1).reshape(out.shape)


def reshapes_output__filters_first(solve, x, w, b, stride, padding):
    """The output was reshaped straight to (N, C_out, H_out, W_out). Its filters came first: reshape, then transpose."""
    out = solve(x, w, b, stride, padding)
    return out.transpose(1, 0, 2, 3).reshape(out.shape)


def reshapes_output__images_last(solve, x, w, b, stride, padding):
    """The output was reshaped straight to (N, C_out, H_out, W_out). Its images came last: reshape, then transpose."""
    out = solve(x, w, b, stride, padding)
    return out.transpose(1, 2, 3, 0).reshape(out.shape)


def ladder():
    """Images and filters of growing size, 3x3 windows one by one, to be timed on."""
    rng = np.random.default_rng(0)
    for N, C_in, C_out, H in ((2, 3, 4, 8), (4, 8, 8, 16), (8, 16, 16, 32)):
        x, w, b = grid(rng, N, C_in, H, H), grid(rng, C_out, C_in, 3, 3), grid(rng, C_out)
        name = f"{N} images of {C_in}x{H}x{H}, {C_out} filters of 3x3"
        yield Case(name, {"x": x, "w": w, "b": b, "stride": 1, "padding": 1})


spec = Spec(
    solve=conv_forward,
    torch=torch_conv_forward,
    second=naive_conv_forward,
    cases=cases,
    shapes={"x": "N C_in H W", "w": "C_out C_in K_h K_w", "b": "C_out", "out": "N C_out H_out W_out"},
    wrong=(
        flips_filter,
        transposes_filter,
        transposes_filter__window,
        transposes_filter__value_error,
        transposes_filter__index_error,
        transposes_filter__broadcast,
        transposes_filter__unpacked,
        window_channels_last,
        reshapes_filter,
        channels_swapped,
        channels_swapped__index_error,
        channels_swapped__broadcast,
        channels_swapped__einsum,
        channels_swapped__unpacked,
        takes_square_filter,
        takes_square_filter__index_error,
        takes_square_filter__broadcast,
        takes_square_filter__window,
        forgets_bias,
        adds_bias_per_input_channel,
        adds_bias_per_product,
        bias_along_width,
        ignores_stride,
        ignores_stride__size,
        ignores_stride__height,
        ignores_stride__width,
        ignores_stride__width_and_size,
        steps_by_kernel,
        steps_by_kernel__views,
        forgets_padding,
        size_forgets_padding,
        pads_one_side,
        pads_one_side__end,
        pads_one_side__size,
        pads_one_side__size_end,
        pads_all_axes,
        pads_all_axes__index_error,
        pads_all_axes__shifted,
        pads_all_axes__broadcast,
        pads_all_axes__einsum,
        pads_to_minus_padding,
        pads_with_edge,
        width_from_height,
        sums_one_channel,
        sums_one_channel__last,
        sums_one_channel__repeated,
        keeps_last_product,
        keeps_last_product__offset,
        averages_channels,
        averages_window,
        averages_window__channel,
        first_image_only,
        first_image_only__repeated,
        drops_last_position,
        drops_last_position__zeros,
        channels_last,
        filters_before_images,
        swaps_output_axes,
        swaps_output_axes__value_error,
        swaps_output_axes__index_error,
        reshapes_output,
        reshapes_output__filters_first,
        reshapes_output__images_last,
        *in_all_ways(
            ignores_stride__in_size,
            steps_by_kernel__until,
            forgets_padding__until,
            pads_one_side__until,
            width_from_height__until,
            width_from_height__loop,
            width_from_height__image,
            width_from_height__filter,
        ),
    ),
    conditions=FILTER,
    hints=(
        "Take one output pixel. Which window of the padded image does it see, and with what is that multiplied?",
        "out[n, o, i, j] = b[o] + sum over c, p, q of x_padded[n, c, i * stride + p, j * stride + q] * w[o, c, p, q].",
        "Pad with np.pad; loop over i and j; cut window = x[:, :, i * stride : i * stride + K_h, ...], which is "
        "(N, C_in, K_h, K_w), and contract its last three axes with those of w, for instance by np.tensordot; add b.",
    ),
    hints_for={
        "forgets_padding": (
            "With padding 1, which pixels does the window at i = 0, j = 0 see? Print it for a small image.",
            "`x_padded[n, c, r + padding, s + padding] = x[n, c, r, s]`, and 0 in the frame. All windows are cut out "
            "of "
            "`x_padded`, and H_out counts them there.",
            "`x_padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))`, and below that line no "
            "`x[` any more.",
        ),
        "width_from_height": (
            "Try an image of 4 rows and 7 columns with a filter of 3 rows and 2 columns. How many positions are there "
            "down, "
            "and how many to the right?",
            "`H_out` is made of `H` and `K_h` only, `W_out` of `W` and `K_w` only.",
            "`W_out = (W + 2 * padding - K_w) // stride + 1`; `for i in range(H_out)`; `for j in range(W_out)`.",
        ),
        "reshapes_output": (
            "A reshape never moves a number. In which order do the numbers of your matrix come: which axis runs "
            "fastest?",
            "Rows of windows times columns of filters give `(N * H_out * W_out, C_out)`: n, i, j, o.",
            "`out.reshape(N, H_out, W_out, C_out).transpose(0, 3, 1, 2)`.",
        ),
        "channels_swapped": (
            "Print w.shape and the shape of one window. Which axis of w has as many entries as x has channels?",
            "For filter o the products are `window[c, p, q] * w[o, c, p, q]`: `w[o]` has the shape of one window.",
            "`C_out, C_in, K_h, K_w = w.shape`; `np.sum(window * w[o])`, or `np.einsum('ncpq,ocpq->no', window, w)`.",
        ),
    },
    ladder=ladder,
    walk=WALK,
)
