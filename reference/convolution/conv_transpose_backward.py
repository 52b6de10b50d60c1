"""Transposed convolution, backward: every pixel collects from the window of dout that it painted."""

import numpy as np

from grader import Case, Spec, grid

from ._gradients import SHARED, last_inside
from .conv_transpose_forward import cases as forward_cases
from .conv_transpose_forward import conv_transpose_forward, stuffed


def conv_transpose_backward(dout, x, w, b, stride, padding):
    """Gradients of a transposed convolution.

    dout (N, C_out, H_out, W_out), x (N, C_in, H, W), w (C_in, C_out, K_h, K_w), b (C_out,)
    -> dx like x, dw like w, db like b. dx is an ordinary convolution of dout with w.
    """
    K_h, K_w = w.shape[2:]
    around = np.pad(dout, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    dx, dw = np.zeros_like(x), np.zeros_like(w)
    for i in range(x.shape[2]):
        for j in range(x.shape[3]):
            window = around[:, :, i * stride : i * stride + K_h, j * stride : j * stride + K_w]  # (N, C_out, K_h, K_w)
            dx[:, :, i, j] = np.tensordot(window, w, axes=([1, 2, 3], [1, 2, 3]))
            dw += np.tensordot(x[:, :, i, j], window, axes=([0], [0]))
    return dx, dw, dout.sum(axis=(0, 2, 3))


def torch_conv_transpose_backward(dout, x, w, b, stride, padding):
    """PyTorch's autograd through its transposed convolution."""
    import torch

    inputs = [tensor.requires_grad_() for tensor in (x, w, b)]
    out = torch.nn.functional.conv_transpose2d(x, w, b, stride, padding)
    return torch.autograd.grad(out, inputs, dout)


def cases(rng):
    """The settings of conv_transpose_forward with a random upstream gradient."""
    for case in forward_cases(rng):
        dout = grid(rng, *conv_transpose_forward(*case.args.values()).shape)
        if "not contiguous" in case.name:
            dout = dout.repeat(2, axis=3)[..., ::2]
        yield Case(case.name, {"dout": dout, **case.args}, case.hidden)


def ignores_padding(solve, dout, x, w, b, stride, padding):
    """The padding is ignored, so a window sticks out of dout: put zeros around dout where the forward pass cut off."""
    if padding:
        raise ValueError("shapes do not match")
    return solve(dout, x, w, b, stride, padding)


def ignores_padding__index_error(solve, dout, x, w, b, stride, padding):
    """The padding is ignored, so an index runs out of dout: put zeros around dout where the forward pass cut off."""
    if padding:
        raise IndexError("index is out of bounds")
    return solve(dout, x, w, b, stride, padding)


def ignores_padding__broadcast(solve, dout, x, w, b, stride, padding):
    """The padding is ignored, so a window sticks out of dout: put zeros around dout where the forward pass cut off."""
    K_h, K_w = w.shape[2:]
    dx, dw = np.zeros_like(x), np.zeros_like(w)
    for i, j in np.ndindex(x.shape[2:]):  # a window of one row or column is broadcast, others do not fit
        window = dout[:, None, :, i * stride : i * stride + K_h, j * stride : j * stride + K_w]
        dx[:, :, i, j] = (window * w).sum(axis=(2, 3, 4))
        dw += (x[:, :, i, j][:, :, None, None, None] * window).sum(axis=0)
    return dx, dw, dout.sum(axis=(0, 2, 3))


def ignores_padding__one_side(solve, dout, x, w, b, stride, padding):
    """The zeros around dout went to the bottom and right only: the forward pass cut off all four sides."""
    room = np.pad(dout, ((0, 0), (0, 0), (0, 2 * padding), (0, 2 * padding)))
    dx, dw, _ = solve(room, x, w, b, stride, 0)
    return dx, dw, dout.sum(axis=(0, 2, 3))


def ignores_padding__top(solve, dout, x, w, b, stride, padding):
    """The zeros around dout went to the top and left only: the forward pass cut off all four sides."""
    room = np.pad(dout, ((0, 0), (0, 0), (2 * padding, 0), (2 * padding, 0)))
    dx, dw, _ = solve(room, x, w, b, stride, 0)
    return dx, dw, dout.sum(axis=(0, 2, 3))


def ignores_stride(solve, dout, x, w, b, stride, padding):
    """The stride is ignored: pixel (i, j) painted the window that begins at (i * stride, j * stride)."""
    dx, dw, _ = _windows_at(solve, dout, x, w, b, (1, 1), stride, padding)
    return dx, dw, solve(dout, x, w, b, stride, padding)[2]


def ignores_stride__dx(solve, dout, x, w, b, stride, padding):
    """The stride is ignored in dx: pixel (i, j) painted the window that begins at (i * stride, j * stride)."""
    _, dw, db = solve(dout, x, w, b, stride, padding)
    return _windows_at(solve, dout, x, w, b, (1, 1), stride, padding)[0], dw, db


def ignores_stride__dw(solve, dout, x, w, b, stride, padding):
    """The stride is ignored in dw: pixel (i, j) painted the window that begins at (i * stride, j * stride)."""
    dx, _, db = solve(dout, x, w, b, stride, padding)
    return dx, _windows_at(solve, dout, x, w, b, (1, 1), stride, padding)[1], db


def ignores_stride__height(solve, dout, x, w, b, stride, padding):
    """The stride is ignored in the height: pixel (i, j) painted the window that begins at (i * stride, j * stride)."""
    dx, dw, _ = _windows_at(solve, dout, x, w, b, (1, stride), stride, padding)
    return dx, dw, solve(dout, x, w, b, stride, padding)[2]


def ignores_stride__width(solve, dout, x, w, b, stride, padding):
    """The stride is ignored in the width: pixel (i, j) painted the window that begins at (i * stride, j * stride)."""
    dx, dw, _ = _windows_at(solve, dout, x, w, b, (stride, 1), stride, padding)
    return dx, dw, solve(dout, x, w, b, stride, padding)[2]


def _windows_at(solve, dout, x, w, b, strides, stride, padding):
    """The gradients with a stride for each axis: windows of stride 1, most of them for the zeros between the pixels."""
    around = np.pad(dout, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    dense = stuffed(x, *strides)
    rows, columns = (size + K - 1 for size, K in zip(dense.shape[2:], w.shape[2:]))
    dx, dw, db = solve(around[:, :, :rows, :columns], dense, w, b, 1, 0)
    return dx[:, :, :: strides[0], :: strides[1]], dw, db


def dx_is_all_windows(solve, dout, x, w, b, stride, padding):
    """dx has one number for every window of dout. Only windows stride apart belong to a pixel of x."""
    _, dw, db = solve(dout, x, w, b, stride, padding)
    rows, columns = (size + 2 * padding - K + 1 for size, K in zip(dout.shape[2:], w.shape[2:]))
    every = np.zeros((*x.shape[:2], rows, columns))
    return solve(dout, every, w, b, 1, padding)[0], dw, db


def dx_transposed_again(solve, dout, x, w, b, stride, padding):
    """dx was made larger by one more transposed convolution. Its gradient is an ordinary convolution of dout with w."""
    _, dw, db = solve(dout, x, w, b, stride, padding)
    return conv_transpose_forward(dout, w.transpose(1, 0, 2, 3), np.zeros(len(w)), stride, padding), dw, db


def dw_assigned(solve, dout, x, w, b, stride, padding):
    """dw holds the last position's share only: it was assigned (=) in the loop over i and j, not added (+=)."""
    dx, _, db = solve(dout, x, w, b, stride, padding)
    return dx, solve(dout, _last_pixel(x), w, b, stride, padding)[1], db


def dw_assigned__everywhere(solve, dout, x, w, b, stride, padding):
    """dw holds the share of the last image's last position only: it was assigned (=) in the loops, not added (+=)."""
    dx, _, db = solve(dout, x, w, b, stride, padding)
    return dx, solve(dout[-1:], _last_pixel(x)[-1:], w, b, stride, padding)[1], db


def dw_assigned__inside(solve, dout, x, w, b, stride, padding):
    """dw holds the share of one product only: it was assigned (=) in the loops, not added (+=)."""
    dx, _, db = solve(dout, x, w, b, stride, padding)
    dw = np.zeros_like(w)
    for c, o, p, q in np.ndindex(w.shape):
        i = last_inside(x.shape[2], stride, p - padding, dout.shape[2])
        j = last_inside(x.shape[3], stride, q - padding, dout.shape[3])
        if i is not None and j is not None:
            dw[c, o, p, q] = x[-1, c, i, j] * dout[-1, o, i * stride + p - padding, j * stride + q - padding]
    return dx, dw, db


def _last_pixel(x):
    """x with zeros everywhere but in the last pixel."""
    last = np.zeros_like(x)
    last[:, :, -1, -1] = x[:, :, -1, -1]
    return last


def dx_assigned(solve, dout, x, w, b, stride, padding):
    """dx holds the share of the last output channel only: it was assigned (=), not added (+=)."""
    _, dw, db = solve(dout, x, w, b, stride, padding)
    return solve(dout[:, -1:], x, w[:, -1:], b[-1:], stride, padding)[0], dw, db


def dx_assigned__everywhere(solve, dout, x, w, b, stride, padding):
    """dx holds the share of one product only: it was assigned (=) in the loops, not added (+=)."""
    _, dw, db = solve(dout, x, w, b, stride, padding)
    dx = np.zeros_like(x)
    for i, j in np.ndindex(x.shape[2:]):
        p = last_inside(w.shape[2], 1, i * stride - padding, dout.shape[2])
        q = last_inside(w.shape[3], 1, j * stride - padding, dout.shape[3])
        if p is not None and q is not None:
            row, column = i * stride + p - padding, j * stride + q - padding
            dx[:, :, i, j] = np.outer(dout[:, -1, row, column], w[:, -1, p, q])
    return dx, dw, db


def dx_reshaped(solve, dout, x, w, b, stride, padding):
    """dx was reshaped straight to (N, C_in, H, W). Its channels came last: reshape to (N, H, W, C_in), transpose."""
    dx, dw, db = solve(dout, x, w, b, stride, padding)
    return dx.transpose(0, 2, 3, 1).reshape(x.shape), dw, db


def x_reshaped(solve, dout, x, w, b, stride, padding):
    """For dw, x was reshaped to (pixels, C_in) while its channels were axis 1: first x.transpose(0, 2, 3, 1)."""
    dx, _, db = solve(dout, x, w, b, stride, padding)
    N, C_in, H, W = x.shape
    return dx, solve(dout, x.reshape(N, H, W, C_in).transpose(0, 3, 1, 2), w, b, stride, padding)[1], db


def takes_square_filter(solve, dout, x, w, b, stride, padding):
    """The filter was taken for a square. Its height is w.shape[2], its width w.shape[3]."""
    if w.shape[2] != w.shape[3]:
        raise ValueError("operands could not be broadcast together")
    return solve(dout, x, w, b, stride, padding)


def takes_square_filter__index_error(solve, dout, x, w, b, stride, padding):
    """The filter was taken for a square. Its height is w.shape[2], its width w.shape[3]."""
    K_h, K_w = w.shape[2:]
    if K_h > K_w:
        raise IndexError("index is out of bounds")
    narrow = w.copy()
    narrow[..., K_h:] = 0
    dx, dw, db = (np.array(gradient) for gradient in solve(dout, x, narrow, b, stride, padding))
    dw[..., K_h:] = 0
    return dx, dw, db


def width_from_height(solve, dout, x, w, b, stride, padding):
    """The loop over columns runs to the height. H and W differ: its end is x.shape[3]."""
    H, W = x.shape[2:]
    if H > W:
        raise IndexError("index is out of bounds")
    left = x.copy()
    left[..., H:] = 0
    dx, dw, db = (np.array(gradient) for gradient in solve(dout, left, w, b, stride, padding))
    dx[..., H:] = 0
    return dx, dw, db


def width_from_height__value_error(solve, dout, x, w, b, stride, padding):
    """The loop over columns runs to the height. H and W differ: its end is x.shape[3]."""
    if x.shape[2] > x.shape[3]:
        raise ValueError("the window sticks out")
    return width_from_height(solve, dout, x, w, b, stride, padding)


spec = Spec(
    solve=conv_transpose_backward,
    torch=torch_conv_transpose_backward,
    forward=conv_transpose_forward,
    wrt=("x", "w", "b"),
    cases=cases,
    outputs=("dx", "dw", "db"),
    shapes={
        "dout": "N C_out H_out W_out",
        "x": "N C_in H W",
        "w": "C_in C_out K_h K_w",
        "b": "C_out",
        "dx": "N C_in H W",
        "dw": "C_in C_out K_h K_w",
        "db": "C_out",
    },
    wrong=(
        *SHARED,
        ignores_padding,
        ignores_padding__index_error,
        ignores_padding__broadcast,
        ignores_padding__one_side,
        ignores_padding__top,
        ignores_stride,
        ignores_stride__dx,
        ignores_stride__dw,
        ignores_stride__height,
        ignores_stride__width,
        dx_is_all_windows,
        dx_transposed_again,
        dw_assigned,
        dw_assigned__everywhere,
        dw_assigned__inside,
        dx_assigned,
        dx_assigned__everywhere,
        dx_reshaped,
        x_reshaped,
        takes_square_filter,
        takes_square_filter__index_error,
        width_from_height,
        width_from_height__value_error,
    ),
    hints=(
        "Which window of the output did one input pixel paint, and with what? Its gradient comes from that window.",
        "db[o] = sum of dout[:, o]. With dout padded: dx[n, c, i, j] = sum over o, p, q of window(n, i, j) * w[c], and "
        "dw[c] += x[n, c, i, j] * window(n, i, j).",
        "Pad dout with np.pad; loop over the i and j of x; window = dout[:, :, i * stride : i * stride + K_h, ...]; "
        "dx[:, :, i, j] = np.tensordot(window, w, ([1, 2, 3], [1, 2, 3])); dw += np.tensordot(x[:, :, i, j], window, "
        "([0], [0])).",
    ),
    hints_for={
        "dx": (
            "In the forward pass, which numbers of the output does x[n, c, i, j] go into, and what is it multiplied "
            "by there?",
            "`dx[n, c, i, j] = sum over o, p, q of dout_padded[n, o, i * stride + p, j * stride + q] * w[c, o, p, "
            "q]`: an "
            "ordinary convolution of dout.",
            "`window = dout_padded[:, :, rows, columns]`; `dx[:, :, i, j] = np.tensordot(window, w, ([1, 2, 3], [1, "
            "2, 3]))`.",
        ),
        "dw": (
            "Which pixels are multiplied by w[c, o, p, q] in the forward pass, and where do the products go?",
            "`dw[c, o, p, q] = sum over n, i, j of x[n, c, i, j] * dout_padded[n, o, i * stride + p, j * stride + q]`.",
            "`window = dout_padded[:, :, rows, columns]`; `dw += np.tensordot(x[:, :, i, j], window, ([0], [0]))`.",
        ),
        "db": (
            "The bias is added to the finished output. How many pixels of it get b[o]?",
            "`db[o] = sum over n, i, j of dout[n, o, i, j]`, from dout as it came: without zeros around it or with "
            "them, "
            "the sum is the same.",
            "`db = dout.sum(axis=...)`, with all axes of dout but that of the output channels.",
        ),
        "ignores_padding": (
            "The forward pass painted a larger picture and cut it. Which gradient do the pixels have that were cut "
            "off?",
            "`dout_padded[n, o, r + padding, s + padding] = dout[n, o, r, s]`, and 0 in the frame.",
            "`dout_padded = np.pad(dout, ((0, 0), (0, 0), (padding, padding), (padding, padding)))`; take all windows "
            "out of "
            "that.",
        ),
    },
)
