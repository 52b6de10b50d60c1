"""Transposed convolution, forward: every pixel paints the filter onto a larger image."""

import numpy as np

from grader import Case, Spec, grid

from ._walk_conv_transpose_forward import WALK


def conv_transpose_forward(x, w, b, stride, padding):
    """Paint the filters, scaled by the pixels, ``stride`` apart; cut ``padding`` off; add the bias.

    x (N, C_in, H, W), w (C_in, C_out, K_h, K_w), b (C_out,) -> (N, C_out, H_out, W_out).
    This is the map that takes dout to dx in an ordinary convolution with the same filters: Dumoulin & Visin, A guide
    to convolution arithmetic for deep learning (arXiv 1603.07285), chapter 4.
    """
    N, _, H, W = x.shape
    _, C_out, K_h, K_w = w.shape
    painted = np.zeros((N, C_out, (H - 1) * stride + K_h, (W - 1) * stride + K_w), x.dtype)
    for i in range(H):
        for j in range(W):
            share = np.tensordot(x[:, :, i, j], w, axes=([1], [0]))  # (N, C_out, K_h, K_w)
            painted[:, :, i * stride : i * stride + K_h, j * stride : j * stride + K_w] += share
    return cut(painted, padding) + b[:, None, None]


def cut(painted, padding):
    """Take ``padding`` rows and columns off on all four sides."""
    rows, columns = painted.shape[2:]
    return painted[:, :, padding : rows - padding, padding : columns - padding]


def torch_conv_transpose_forward(x, w, b, stride, padding):
    """PyTorch's transposed convolution."""
    import torch

    return torch.nn.functional.conv_transpose2d(x, w, b, stride, padding)


def cases(rng):
    """A single pixel, the lectures' filter with overlap, then sizes that are pairwise different."""
    pixel, brush = np.array([[[[2.0]]]]), np.array([[[[1.0, 2, 3], [4, 5, 6]]]])
    square = np.array([[[[1.0, 2], [3, 4]]]])
    kernel = np.array([[[[2.0, 0, 1], [0, 1, 2], [1, 0, 2]]]])
    for name, x, w, bias, stride in [
        ("one pixel paints the filter", pixel, brush, 0.0, 1),
        ("2x2 image, 3x3 filter, stride 2, bias 1", square, kernel, 1.0, 2),
    ]:
        yield Case(name, {"x": x, "w": w, "b": np.array([bias]), "stride": stride, "padding": 0})
    for name, (N, C_in, H, W), (C_out, K_h, K_w), stride, padding, hidden in [
        ("stride 3, padding 1, tall filter", (2, 3, 5, 6), (4, 4, 2), 3, 1, False),
        ("3x3 filters, stride 2, padding 1", (2, 6, 3, 4), (7, 3, 3), 2, 1, False),
        ("no padding, arrays that are not contiguous", (3, 4, 5, 2), (6, 2, 3), 1, 0, False),
        ("sizes drawn anew", *_sizes(rng), True),
        ("sizes drawn anew, once more", *_sizes(rng), True),
    ]:
        x, w, b = grid(rng, N, C_in, H, W), grid(rng, C_in, C_out, K_h, K_w), grid(rng, C_out)
        if padding == 0:
            x, w = np.asfortranarray(x), w.repeat(2, axis=3)[..., ::2]
        yield Case(name, {"x": x, "w": w, "b": b, "stride": stride, "padding": padding}, hidden)


def _sizes(rng):
    """A setting of the layer: (N, C_in, H, W), (C_out, K_h, K_w), stride, padding smaller than both filter sizes."""
    N, C_in, C_out, K_h, K_w, stride, padding = (
        int(n) for n in rng.integers([1, 1, 1, 2, 2, 1, 0], [4, 4, 5, 5, 5, 4, 2])
    )
    H, W = (int(n) for n in rng.integers(3, 6, 2))
    return (N, C_in, H, W), (C_out, K_h, K_w), stride, padding


def assigns_overlap(solve, x, w, b, stride, padding):
    """Where paintings overlap, the later one replaced the earlier (=). They add up: +=."""
    return _assigned(x, w, b, stride, padding, backwards=False)


def assigns_overlap__backwards(solve, x, w, b, stride, padding):
    """Where paintings overlap, one replaced the other (=). They add up: +=."""
    return _assigned(x, w, b, stride, padding, backwards=True)


def assigns_overlap__channels(solve, x, w, b, stride, padding):
    """Each painting replaced what was there (=), even that of another input channel. They all add up: +=."""
    return _assigned(x[:, -1:], w[-1:], b, stride, padding, backwards=False)


def assigns_overlap__channels_backwards(solve, x, w, b, stride, padding):
    """Each painting replaced what was there (=), even that of another input channel. They all add up: +=."""
    return _assigned(x[:, -1:], w[-1:], b, stride, padding, backwards=True)


def _assigned(x, w, b, stride, padding, backwards):
    """Painting by assignment, pixels in order or backwards (which is also the order of filter offsets)."""
    N, _, H, W = x.shape
    _, C_out, K_h, K_w = w.shape
    painted = np.zeros((N, C_out, (H - 1) * stride + K_h, (W - 1) * stride + K_w))
    pixels = list(np.ndindex(H, W))
    for i, j in reversed(pixels) if backwards else pixels:
        share = np.tensordot(x[:, :, i, j], w, axes=([1], [0]))
        painted[:, :, i * stride : i * stride + K_h, j * stride : j * stride + K_w] = share
    return cut(painted, padding) + b[:, None, None]


def averages_overlap(solve, x, w, b, stride, padding):
    """Where paintings overlap, their mean was taken. They add up."""
    count = _windows(solve, x, w, stride, padding)
    return solve(x, w, 0 * b, stride, padding) / np.maximum(count, 1) + b[:, None, None]


def _windows(solve, x, w, stride, padding):
    """How many pixels paint each element of the output, (1, 1, H_out, W_out)."""
    ones = np.ones((1, 1, *x.shape[2:])), np.ones((1, 1, *w.shape[2:]))
    return solve(*ones, np.zeros(1), stride, padding)


def flips_filter(solve, x, w, b, stride, padding):
    """The filter was painted flipped. A pixel paints it as it is; only a window sliding over x has to flip it."""
    return solve(x, w[:, :, ::-1, ::-1], b, stride, padding)


def swaps_height_and_width(solve, x, w, b, stride, padding):
    """Height and width of the filter were swapped: w is (C_in, C_out, K_h, K_w)."""
    return solve(x, w.transpose(0, 1, 3, 2).reshape(w.shape), b, stride, padding)


def swaps_height_and_width__value_error(solve, x, w, b, stride, padding):
    """Height and width of the filter were swapped, so its painting does not fit: w is (C_in, C_out, K_h, K_w)."""
    if w.shape[2] != w.shape[3]:
        raise ValueError("operands could not be broadcast together")
    return solve(x, w.transpose(0, 1, 3, 2), b, stride, padding)


def swaps_height_and_width__index_error(solve, x, w, b, stride, padding):
    """Height and width of the filter were swapped, so an index runs out of it: it is w[c, o, p, q]."""
    if w.shape[2] != w.shape[3]:
        raise IndexError("index is out of bounds")
    return solve(x, w.transpose(0, 1, 3, 2), b, stride, padding)


def swaps_height_and_width__output(solve, x, w, b, stride, padding):
    """Height and width of the output were swapped: it is (N, C_out, H_out, W_out)."""
    return solve(x, w, b, stride, padding).transpose(0, 1, 3, 2)


def takes_square_filter(solve, x, w, b, stride, padding):
    """The filter was taken for a square. Its height is w.shape[2], its width w.shape[3]."""
    if w.shape[2] != w.shape[3]:
        raise ValueError("operands could not be broadcast together")
    return solve(x, w, b, stride, padding)


def takes_square_filter__index_error(solve, x, w, b, stride, padding):
    """The filter was taken for a square. Its height is w.shape[2], its width w.shape[3]."""
    K_h, K_w = w.shape[2:]
    if K_h > K_w:
        raise IndexError("index is out of bounds")
    return solve(x, w[..., :K_h], b, stride, padding)


def takes_square_filter__inner_loop(solve, x, w, b, stride, padding):
    """The filter was taken for a square. Its height is w.shape[2], its width w.shape[3]."""
    K_h, K_w = w.shape[2:]
    if K_h > K_w:
        raise IndexError("index is out of bounds")
    narrow = np.array(w)
    narrow[..., K_h:] = 0
    return solve(x, narrow, b, stride, padding)


def _wide(painted, columns):
    """The painting cut or filled up with zeros to a number of columns."""
    room = np.zeros((*painted.shape[:3], columns))
    kept = min(columns, painted.shape[3])
    room[..., :kept] = painted[..., :kept]
    return room


def width_from_height(solve, x, w, b, stride, padding):
    """The output's width was computed from the height: H and W differ, and so do K_h and K_w."""
    return _other_width(solve, x, w, b, stride, padding, (x.shape[2] - 1) * stride + w.shape[2], ValueError)


def width_from_height__index_error(solve, x, w, b, stride, padding):
    """The output's width was computed from the height: H and W differ, and so do K_h and K_w."""
    return _other_width(solve, x, w, b, stride, padding, (x.shape[2] - 1) * stride + w.shape[2], IndexError)


def width_from_height__own_filter(solve, x, w, b, stride, padding):
    """The output's width was computed from the height of the image: use W, which is x.shape[3]."""
    return _other_width(solve, x, w, b, stride, padding, (x.shape[2] - 1) * stride + w.shape[3], ValueError)


def width_from_height__own_filter_index_error(solve, x, w, b, stride, padding):
    """The output's width was computed from the height of the image: use W, which is x.shape[3]."""
    return _other_width(solve, x, w, b, stride, padding, (x.shape[2] - 1) * stride + w.shape[3], IndexError)


def width_from_height__filter(solve, x, w, b, stride, padding):
    """The output's width was computed with the height of the filter: use K_w, which is w.shape[3]."""
    return _other_width(solve, x, w, b, stride, padding, (x.shape[3] - 1) * stride + w.shape[2], ValueError)


def width_from_height__filter_index_error(solve, x, w, b, stride, padding):
    """The output's width was computed with the height of the filter: use K_w, which is w.shape[3]."""
    return _other_width(solve, x, w, b, stride, padding, (x.shape[3] - 1) * stride + w.shape[2], IndexError)


def width_from_height__loop(solve, x, w, b, stride, padding):
    """The loop over j runs to H. The image is not a square: it has W columns."""
    H, W = x.shape[2:]
    if H > W:
        raise IndexError("index is out of bounds")
    left = np.array(x)
    left[..., H:] = 0
    return solve(left, w, b, stride, padding)


def width_from_height__cut(solve, x, w, b, stride, padding):
    """The output's width was computed from the height of the image: use W, which is x.shape[3]."""
    rows = solve(x, w, b, stride, padding).shape[2]
    columns = (x.shape[2] - 1) * stride - 2 * padding + w.shape[3]
    return solve(x, w, b, stride, 0)[:, :, padding : padding + rows, padding : padding + columns]


def width_from_height__inside(solve, x, w, b, stride, padding):
    """The output's width was computed from the height of the image: use W, which is x.shape[3]."""
    columns = (x.shape[2] - 1) * stride + w.shape[3]
    return cut(_wide(solve(x, w, 0 * b, stride, 0), columns), padding) + b[:, None, None]


def _other_width(solve, x, w, b, stride, padding, columns, error):
    """A painting of ``columns`` columns: an error when the paintings do not fit, a zero rim when they leave room."""
    painted = solve(x, w, 0 * b, stride, 0)
    if columns < painted.shape[3]:
        raise error("the filter does not fit")
    return cut(_wide(painted, columns), padding) + b[:, None, None]


def keeps_padding(solve, x, w, b, stride, padding):
    """Nothing was cut off: padding takes that many rows and columns away on all four sides."""
    return solve(x, w, b, stride, 0)


def adds_padding(solve, x, w, b, stride, padding):
    """Zeros were added around the input. In a transposed convolution padding is cut off the output."""
    return solve(np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding))), w, b, stride, 0)


def adds_padding__output(solve, x, w, b, stride, padding):
    """The output was made larger by the padding. In a transposed convolution padding is cut off the output."""
    painted = solve(x, w, 0 * b, stride, 0)
    return np.pad(painted, ((0, 0), (0, 0), (padding, padding), (padding, padding))) + b[:, None, None]


def adds_padding__size(solve, x, w, b, stride, padding):
    """The output size has + 2 * padding. In a transposed convolution padding is cut off the output: - 2 * padding."""
    painted = solve(x, w, 0 * b, stride, 0)[:, :, padding:, padding:]
    return np.pad(painted, ((0, 0), (0, 0), (0, 3 * padding), (0, 3 * padding))) + b[:, None, None]


def cuts_to_minus_padding(solve, x, w, b, stride, padding):
    """The padding was cut off by [padding:-padding], which is empty for padding 0. Use [padding : rows - padding]."""
    out = solve(x, w, b, stride, padding)
    return out if padding else out[:, :, 0:0, 0:0]


def cuts_one_side(solve, x, w, b, stride, padding):
    """The padding was cut off at the bottom and right only. It comes off all four sides."""
    size = solve(x, w, b, stride, padding).shape
    return solve(x, w, b, stride, 0)[:, :, : size[2], : size[3]]


def cuts_one_side__once(solve, x, w, b, stride, padding):
    """The padding was cut off once for each axis. It comes off at both ends: 2 * padding in all."""
    return solve(x, w, b, stride, 0)[:, :, padding:, padding:]


def cuts_one_side__end(solve, x, w, b, stride, padding):
    """The padding was cut off once for each axis. It comes off at both ends: 2 * padding in all."""
    out = solve(x, w, b, stride, 0)
    return out[:, :, : out.shape[2] - padding, : out.shape[3] - padding]


def ignores_stride(solve, x, w, b, stride, padding):
    """Neighbouring pixels paint side by side. They paint stride apart: the corner is at i * stride, not at i."""
    return solve(x, w, b, 1, padding)


def ignores_stride__in_place(solve, x, w, b, stride, padding):
    """The corner of each painting is at i * stride, j * stride: the stride is ignored there."""
    return _painted_at(solve, x, w, b, (1, 1), stride, padding)


def ignores_stride__height(solve, x, w, b, stride, padding):
    """The stride is ignored in the height: the corner of each painting is at i * stride, j * stride."""
    return _painted_at(solve, x, w, b, (1, stride), stride, padding)


def ignores_stride__width(solve, x, w, b, stride, padding):
    """The stride is ignored in the width: the corner of each painting is at i * stride, j * stride."""
    return _painted_at(solve, x, w, b, (stride, 1), stride, padding)


def _painted_at(solve, x, w, b, strides, stride, padding):
    """Paint with a stride for each axis, in a room that is right for ``stride``."""
    dense = stuffed(x, *strides)
    below, right = ((size - 1) * stride + 1 - now for size, now in zip(x.shape[2:], dense.shape[2:]))
    dense = np.pad(dense, ((0, 0), (0, 0), (0, below), (0, right)))
    return solve(dense, w, b, 1, padding)


def stuffed(x, stride_h, stride_w):
    """Zeros between the pixels."""
    N, C, H, W = x.shape
    room = np.zeros((N, C, (H - 1) * stride_h + 1, (W - 1) * stride_w + 1))
    room[:, :, ::stride_h, ::stride_w] = x
    return room


def stuffs_too_much(solve, x, w, b, stride, padding):
    """One zero too many went between the pixels: stride - 1 zeros make them stride apart."""
    return solve(x, w, b, stride + 1, padding)


def stuffs_too_much__after_last(solve, x, w, b, stride, padding):
    """Zeros were put after the last pixel too. They belong between pixels only: (H - 1) * stride + 1 rows."""
    room = np.zeros((*x.shape[:2], x.shape[2] * stride, x.shape[3] * stride))
    room[:, :, ::stride, ::stride] = x
    return solve(room, w, b, 1, padding)


def repeats_pixels(solve, x, w, b, stride, padding):
    """The pixels were repeated. A transposed convolution puts zeros between them."""
    return solve(x.repeat(stride, axis=2).repeat(stride, axis=3), w, b, 1, padding)


def slides_with_padding(solve, x, w, b, stride, padding):
    """The image with zeros between its pixels was padded by padding. A sliding filter needs K - 1 - padding there."""
    out = np.asarray(solve(x, w, b, stride, 0))
    off = [K - 1 - padding for K in w.shape[2:]]
    rows, columns = (size - 2 * o for size, o in zip(out.shape[2:], off))
    if rows < 1 or columns < 1:
        raise ValueError("the filter does not fit")
    out = np.pad(out - b[:, None, None], ((0, 0), (0, 0), *((max(-o, 0),) * 2 for o in off))) + b[:, None, None]
    top, left = (max(o, 0) for o in off)
    return out[:, :, top : top + rows, left : left + columns]


def slides_with_padding__cut(solve, x, w, b, stride, padding):
    """The image with zeros between its pixels was padded by padding. It needs K - 1; then padding is cut off."""
    return cut(slides_with_padding(solve, x, w, b, stride, padding), padding)


def channels_like_conv(solve, x, w, b, stride, padding):
    """w was read as (C_out, C_in, ...). Here the input channels come first: (C_in, C_out, K_h, K_w)."""
    if w.shape[0] != w.shape[1]:
        raise ValueError("shapes do not match")
    return solve(x, w.transpose(1, 0, 2, 3), b, stride, padding)


def channels_like_conv__index_error(solve, x, w, b, stride, padding):
    """w was read as (C_out, C_in, ...). Here the input channels come first: (C_in, C_out, K_h, K_w)."""
    if w.shape[0] != w.shape[1]:
        raise IndexError("index is out of bounds")
    return solve(x, w.transpose(1, 0, 2, 3), b, stride, padding)


def channels_like_conv__broadcast(solve, x, w, b, stride, padding):
    """w was read as (C_out, C_in, ...). Here the input channels come first: (C_in, C_out, K_h, K_w)."""
    C_in, C_out = w.shape[:2]
    if C_in != C_out and 1 not in (C_in, C_out):
        raise ValueError("operands could not be broadcast together")
    if C_in == 1:
        w = w.sum(axis=1, keepdims=True)
    elif C_out == 1:
        x = x.sum(axis=1, keepdims=True)
    return solve(x, w.transpose(1, 0, 2, 3), np.zeros(len(w)), stride, padding) + b[:, None, None]


def channels_like_conv__added(solve, x, w, b, stride, padding):
    """w was read as (C_out, C_in, ...). Here the input channels come first: (C_in, C_out, K_h, K_w)."""
    if w.shape[1] == 1 < w.shape[0]:
        raise ValueError("operands could not be broadcast together")
    return channels_like_conv__broadcast(solve, x, w, b, stride, padding)


def channels_like_conv__stretched(solve, x, w, b, stride, padding):
    """w was read as (C_out, C_in, ...). Here the input channels come first: (C_in, C_out, K_h, K_w)."""
    if len(w) == 1:  # one pixel times w[:, c] is painted onto all output channels
        return solve(x, w[:, :1].repeat(w.shape[1], axis=1), b, stride, padding)
    return channels_like_conv(solve, x, w, b, stride, padding)


def channels_like_conv__unpacked(solve, x, w, b, stride, padding):
    """The shape of w was read as (C_out, C_in, ...). Here the input channels come first: (C_in, C_out, K_h, K_w)."""
    C_in, C_out = w.shape[:2]
    if C_in != C_out:
        raise (IndexError if C_in > C_out else ValueError)("shapes do not match")
    return solve(x, w, b, stride, padding)


def channels_like_conv__transposed(solve, x, w, b, stride, padding):
    """w was transposed and then reshaped, which mixes up its numbers. Its input channels are first already."""
    return solve(x, w.transpose(1, 0, 2, 3).reshape(w.shape), b, stride, padding)


def channels_like_conv__reshaped(solve, x, w, b, stride, padding):
    """The channel axes of w were swapped by a reshape, which mixes up its numbers. w is (C_in, C_out, K_h, K_w)."""
    C_in, C_out, K_h, K_w = w.shape
    return solve(x, w.reshape(C_out, C_in, K_h, K_w).transpose(1, 0, 2, 3), b, stride, padding)


def reshapes_input(solve, x, w, b, stride, padding):
    """x was reshaped to (pixels, C_in) while its channels were axis 1: first x.transpose(0, 2, 3, 1)."""
    N, C_in, H, W = x.shape
    return solve(x.reshape(N, H, W, C_in).transpose(0, 3, 1, 2), w, b, stride, padding)


def forgets_bias(solve, x, w, b, stride, padding):
    """The bias is missing: every output channel gets its b[o] added."""
    return solve(x, w, 0 * b, stride, padding)


def bias_with_every_painting(solve, x, w, b, stride, padding):
    """The bias was painted by every pixel. Add it once, to the finished output."""
    return solve(x, w, 0 * b, stride, padding) + _windows(solve, x, w, stride, padding) * b[:, None, None]


def bias_with_every_painting__channels(solve, x, w, b, stride, padding):
    """The bias was painted by every pixel of every channel. Add it once, to the finished output."""
    return bias_with_every_painting(solve, x, w, b * x.shape[1], stride, padding)


def bias_per_input_channel(solve, x, w, b, stride, padding):
    """The bias was added once for each input channel: add it after the sum over the channels."""
    return solve(x, w, b * x.shape[1], stride, padding)


def bias_along_width(solve, x, w, b, stride, padding):
    """The bias was added along the last axis. Give it the shape of a channel axis: b[:, None, None]."""
    return solve(x, w, 0 * b, stride, padding) + b


def sums_one_channel(solve, x, w, b, stride, padding):
    """Only the first input channel was used: the sum runs over all of them."""
    return solve(x[:, :1], w[:1], b, stride, padding)


def averages_channels(solve, x, w, b, stride, padding):
    """The input channels were averaged: add their products up."""
    return solve(x, w / x.shape[1], b, stride, padding)


def first_image_only(solve, x, w, b, stride, padding):
    """Only the first image of the batch was computed; the others stayed zero."""
    out = solve(x, w, b, stride, padding).copy()
    out[1:] = 0
    return out


def first_image_only__with_bias(solve, x, w, b, stride, padding):
    """Only the first image of the batch was computed; the others have nothing but the bias."""
    first = np.array(x)
    first[1:] = 0
    return solve(first, w, b, stride, padding)


def channels_last(solve, x, w, b, stride, padding):
    """The channels are the last axis of the output. It is (N, C_out, H_out, W_out): transpose."""
    return solve(x, w, b, stride, padding).transpose(0, 2, 3, 1)


spec = Spec(
    solve=conv_transpose_forward,
    torch=torch_conv_transpose_forward,
    cases=cases,
    shapes={"x": "N C_in H W", "w": "C_in C_out K_h K_w", "b": "C_out", "out": "N C_out H_out W_out"},
    wrong=(
        assigns_overlap,
        assigns_overlap__backwards,
        assigns_overlap__channels,
        assigns_overlap__channels_backwards,
        averages_overlap,
        flips_filter,
        swaps_height_and_width,
        swaps_height_and_width__value_error,
        swaps_height_and_width__index_error,
        swaps_height_and_width__output,
        takes_square_filter,
        takes_square_filter__index_error,
        takes_square_filter__inner_loop,
        width_from_height,
        width_from_height__index_error,
        width_from_height__own_filter,
        width_from_height__own_filter_index_error,
        width_from_height__filter,
        width_from_height__filter_index_error,
        width_from_height__loop,
        width_from_height__cut,
        width_from_height__inside,
        keeps_padding,
        adds_padding,
        adds_padding__output,
        adds_padding__size,
        cuts_to_minus_padding,
        cuts_one_side,
        cuts_one_side__once,
        cuts_one_side__end,
        ignores_stride,
        ignores_stride__in_place,
        ignores_stride__height,
        ignores_stride__width,
        stuffs_too_much,
        stuffs_too_much__after_last,
        repeats_pixels,
        slides_with_padding,
        slides_with_padding__cut,
        channels_like_conv,
        channels_like_conv__index_error,
        channels_like_conv__broadcast,
        channels_like_conv__added,
        channels_like_conv__stretched,
        channels_like_conv__unpacked,
        channels_like_conv__reshaped,
        channels_like_conv__transposed,
        reshapes_input,
        forgets_bias,
        bias_with_every_painting,
        bias_with_every_painting__channels,
        bias_per_input_channel,
        bias_along_width,
        sums_one_channel,
        averages_channels,
        first_image_only,
        first_image_only__with_bias,
        channels_last,
    ),
    hints=(
        "Begin with an image of one pixel: the output is the filter times that pixel. Where does the next pixel paint?",
        "painted[n, o, i * stride + p, j * stride + q] += x[n, c, i, j] * w[c, o, p, q]; then cut padding off on all "
        "four sides and add b[o].",
        "painted = np.zeros((N, C_out, (H - 1) * stride + K_h, (W - 1) * stride + K_w)); loop over i and j; add "
        "np.tensordot(x[:, :, i, j], w, ([1], [0])) to painted[:, :, i * stride : i * stride + K_h, ...]; cut with "
        "[padding : rows - padding], which is right for padding 0 too; add b[:, None, None].",
    ),
    walk=WALK,
    hints_for={
        "assigns_overlap": (
            "Take an image of two pixels, a filter of 1x3 and stride 1. Which output columns do both of them paint?",
            "`painted[n, o, i * stride + p, j * stride + q]` is a sum over all c, i, j, p, q that lead there.",
            "`painted[:, :, rows, columns] += np.tensordot(x[:, :, i, j], w, ([1], [0]))`.",
        ),
        "flips_filter": (
            "Take an image of one pixel with the value 1. What must the output look like beside w?",
            "Painting: `painted[i * stride + p] += x[i] * w[p]`. Sliding over the image with zeros in it: "
            "`painted[m] = sum over p of dense[m - p] * w[p]`, where p runs against m.",
            "In a loop that paints, use `w` as it is. In one that slides, use `w[:, :, ::-1, ::-1]`.",
        ),
        "channels_like_conv": (
            "Print w.shape and x.shape. Which axis of w has as many entries as x has channels?",
            "The sum runs over c, which is axis 0 of w: `x[n, c, i, j] * w[c, o, p, q]`.",
            "`C_in, C_out, K_h, K_w = w.shape`; `np.tensordot(x[:, :, i, j], w, ([1], [0]))` is (N, C_out, K_h, K_w).",
        ),
        "keeps_padding": (
            "Compare the shape of your output with H_out of the statement. Where have the other rows gone there?",
            "`out[n, o, r, s] = painted[n, o, r + padding, s + padding] + b[o]`.",
            "`rows, columns = painted.shape[2:]`; `painted[:, :, padding : rows - padding, padding : columns - "
            "padding]`.",
        ),
    },
)
