"""Convolution, forward: one matrix product per position of the window."""

import numpy as np

from grader import Case, Spec, grid

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


def forgets_bias(solve, x, w, b, stride, padding):
    """The bias is missing: every output channel gets its b[o] added."""
    return solve(x, w, 0 * b, stride, padding)


def adds_bias_per_input_channel(solve, x, w, b, stride, padding):
    """The bias was added once for each input channel: add it after the sum over the channels."""
    return solve(x, w, b * x.shape[1], stride, padding)


def ignores_stride(solve, x, w, b, stride, padding):
    """The window moves one pixel at a time: its corner is at i * stride, not at i."""
    out = solve(x, w, b, stride, padding)
    return solve(x, w, b, 1, padding)[:, :, : out.shape[2], : out.shape[3]]


def steps_by_kernel(solve, x, w, b, stride, padding):
    """The window moves by its own size. It moves by the stride: the corner is at i * stride."""
    out = solve(x, w, b, stride, padding)
    K_h, K_w = w.shape[2:]
    rows, columns = (out.shape[2] - 1) * K_h, (out.shape[3] - 1) * K_w
    room = np.zeros(
        (*x.shape[:2], max(x.shape[2] + 2 * padding, rows + K_h), max(x.shape[3] + 2 * padding, columns + K_w))
    )
    room[:, :, padding : padding + x.shape[2], padding : padding + x.shape[3]] = x
    return solve(room, w, b, 1, 0)[:, :, : rows + 1 : K_h, : columns + 1 : K_w]


def forgets_padding(solve, x, w, b, stride, padding):
    """The padding is ignored: zeros go on all four sides before the filter slides."""
    return solve(x, w, b, stride, 0)


def pads_one_side(solve, x, w, b, stride, padding):
    """The zeros were added at the top and left only: pad all four sides."""
    return solve(np.pad(x, ((0, 0), (0, 0), (2 * padding, 0), (2 * padding, 0))), w, b, stride, 0)


def pads_with_edge(solve, x, w, b, stride, padding):
    """The border was repeated. The padding of a convolution is made of zeros."""
    around = ((0, 0), (0, 0), (padding, padding), (padding, padding))
    return solve(np.pad(x, around, mode="edge"), w, b, stride, 0)


def width_from_height(solve, x, w, b, stride, padding):
    """The output's width was computed from the height: H and W differ, and so do K_h and K_w."""
    out = solve(x, w, b, stride, padding)
    square = np.zeros((*out.shape[:3], out.shape[2]), out.dtype)
    columns = min(out.shape[2:])
    square[..., :columns] = out[..., :columns]
    return square


def sums_one_channel(solve, x, w, b, stride, padding):
    """Only the first input channel was used: the sum runs over all of them."""
    return solve(x[:, :1], w[:, :1], b, stride, padding)


def averages_channels(solve, x, w, b, stride, padding):
    """The input channels were averaged: add their products up."""
    return solve(x, w / x.shape[1], b, stride, padding)


def first_image_only(solve, x, w, b, stride, padding):
    """Only the first image of the batch was computed; the others stayed zero."""
    out = solve(x, w, b, stride, padding)
    out[1:] = 0
    return out


def drops_last_position(solve, x, w, b, stride, padding):
    """The last row and column of positions are missing: there are floor((H + 2P - K) / stride) + 1 of them."""
    out = solve(x, w, b, stride, padding)
    return out[:, :, : max(out.shape[2] - 1, 0), : max(out.shape[3] - 1, 0)]


spec = Spec(
    solve=conv_forward,
    torch=torch_conv_forward,
    cases=cases,
    shapes={"x": "N C_in H W", "w": "C_out C_in K_h K_w", "b": "C_out", "out": "N C_out H_out W_out"},
    wrong=(
        flips_filter,
        transposes_filter,
        forgets_bias,
        adds_bias_per_input_channel,
        ignores_stride,
        steps_by_kernel,
        forgets_padding,
        pads_one_side,
        pads_with_edge,
        width_from_height,
        sums_one_channel,
        averages_channels,
        first_image_only,
        drops_last_position,
    ),
    hints=(
        "Take one output pixel. Which window of the padded image does it see, and with what is that multiplied?",
        "out[n, o, i, j] = b[o] + sum over c, p, q of x_padded[n, c, i * stride + p, j * stride + q] * w[o, c, p, q].",
        "Pad with np.pad; loop over i and j; cut window = x[:, :, i * stride : i * stride + K_h, ...], which is "
        "(N, C_in, K_h, K_w), and contract its last three axes with those of w, for instance by np.tensordot; add b.",
    ),
)
