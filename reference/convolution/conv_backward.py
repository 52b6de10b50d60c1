"""Convolution, backward: every product of the forward pass sends dout times the other factor to each factor."""

import numpy as np

from grader import Case, Spec, grid

from ._conditions import FILTER_BACKWARD
from ._gradients import SHARED, last_inside
from ._walk_conv_backward import WALK
from .conv_forward import cases as forward_cases
from .conv_forward import conv_forward
from .conv_forward import ladder as forward_ladder


def conv_backward(dout, x, w, b, stride, padding):
    """Gradients of a convolution.

    dout (N, C_out, H_out, W_out), x (N, C_in, H, W), w (C_out, C_in, K_h, K_w), b (C_out,)
    -> dx like x, dw like w, db like b.
    """
    H, W = x.shape[2:]
    K_h, K_w = w.shape[2:]
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    dx, dw = np.zeros_like(x), np.zeros_like(w)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            rows = slice(i * stride, i * stride + K_h)
            columns = slice(j * stride, j * stride + K_w)
            arriving = dout[:, :, i, j]  # (N, C_out)
            dw += np.tensordot(arriving, x[:, :, rows, columns], axes=([0], [0]))
            dx[:, :, rows, columns] += np.tensordot(arriving, w, axes=([1], [0]))
    return dx[:, :, padding : padding + H, padding : padding + W], dw, dout.sum(axis=(0, 2, 3))


def naive_conv_backward(dout, x, w, b, stride, padding):
    """One number of dout at a time, in four loops: slow, and close to the formula."""
    K_h, K_w = w.shape[2:]
    x_padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    dx_padded, dw, db = np.zeros_like(x_padded), np.zeros_like(w), np.zeros_like(b)
    for n, o, i, j in np.ndindex(dout.shape):
        place = n, slice(None), slice(i * stride, i * stride + K_h), slice(j * stride, j * stride + K_w)
        dx_padded[place] += dout[n, o, i, j] * w[o]
        dw[o] += dout[n, o, i, j] * x_padded[place]
        db[o] += dout[n, o, i, j]
    return dx_padded[:, :, padding : padding + x.shape[2], padding : padding + x.shape[3]], dw, db


def torch_conv_backward(dout, x, w, b, stride, padding):
    """PyTorch's autograd through its convolution."""
    import torch

    inputs = [tensor.requires_grad_() for tensor in (x, w, b)]
    out = torch.nn.functional.conv2d(x, w, b, stride, padding)
    return torch.autograd.grad(out, inputs, dout)


def cases(rng):
    """The settings of conv_forward with a random upstream gradient."""
    for case in forward_cases(rng):
        if "bias" in case.name:
            continue  # the gradients do not depend on the bias
        shape = conv_forward(*case.args.values()).shape
        dout = grid(rng, *shape)
        if "not contiguous" in case.name:
            dout = dout.repeat(2, axis=3)[..., ::2]
        yield Case(case.name, {"dout": dout, **case.args}, case.hidden)


def mean_over_positions(solve, dout, x, w, b, stride, padding):
    """dw and db were averaged over the output positions. Every position adds its share: sum them."""
    dx, dw, db = solve(dout, x, w, b, stride, padding)
    positions = dout.shape[2] * dout.shape[3]
    return dx, dw / positions, db / positions


def mean_over_positions__dw(solve, dout, x, w, b, stride, padding):
    """dw was averaged over the output positions. Every position adds its share: sum them."""
    dx, dw, db = solve(dout, x, w, b, stride, padding)
    return dx, dw / (dout.shape[2] * dout.shape[3]), db


def dw_assigned(solve, dout, x, w, b, stride, padding):
    """dw holds the last position's share only: it was assigned (=) in the loop over i and j, not added (+=)."""
    dx, _, db = solve(dout, x, w, b, stride, padding)
    return dx, solve(_last_position(dout), x, w, b, stride, padding)[1], db


def dw_assigned__everywhere(solve, dout, x, w, b, stride, padding):
    """dw holds the share of the last image's last position only: it was assigned (=) in the loops, not added (+=)."""
    dx, _, db = solve(dout, x, w, b, stride, padding)
    return dx, solve(_last_position(dout)[-1:], x[-1:], w, b, stride, padding)[1], db


def dw_assigned__inside(solve, dout, x, w, b, stride, padding):
    """dw holds the share of one product only: it was assigned (=) in the loops, not added (+=)."""
    dx, _, db = solve(dout, x, w, b, stride, padding)
    return dx, last_products(dout, x, w, stride, padding), db


def last_products(dout, x, w, stride, padding, dilation=1, groups=1):
    """dw by assignment in loops over single numbers, which leave out the padding."""
    dw = np.zeros_like(w)
    own = len(w) // groups
    for o, c, p, q in np.ndindex(w.shape):
        i = last_inside(dout.shape[2], stride, p * dilation - padding, x.shape[2])
        j = last_inside(dout.shape[3], stride, q * dilation - padding, x.shape[3])
        if i is not None and j is not None:
            row, column = i * stride + p * dilation - padding, j * stride + q * dilation - padding
            dw[o, c, p, q] = dout[-1, o, i, j] * x[-1, o // own * w.shape[1] + c, row, column]
    return dw


def _last_position(dout):
    """dout with zeros everywhere but at the last position."""
    last = np.zeros_like(dout)
    last[:, :, -1, -1] = dout[:, :, -1, -1]
    return last


def dx_assigned(solve, dout, x, w, b, stride, padding):
    """dx was assigned (=) where windows overlap. A pixel seen by several windows collects from all of them: +=."""
    _, dw, db = solve(dout, x, w, b, stride, padding)
    return _scatter(dout, x, w, stride, padding, reverse=False), dw, db


def dx_assigned__backwards(solve, dout, x, w, b, stride, padding):
    """dx was assigned (=) where windows overlap. A pixel seen by several windows adds all their shares: +=."""
    # Also what a loop over the filter's offsets leaves, and what += does at repeated indices.
    _, dw, db = solve(dout, x, w, b, stride, padding)
    return _scatter(dout, x, w, stride, padding, reverse=True), dw, db


def dx_assigned__filters(solve, dout, x, w, b, stride, padding):
    """dx was assigned (=) in the loops. A pixel collects from all filters and from all windows that see it: +=."""
    _, dw, db = solve(dout, x, w, b, stride, padding)
    return _scatter(dout[:, -1:], x, w[-1:], stride, padding, reverse=False), dw, db


def dx_assigned__filters_backwards(solve, dout, x, w, b, stride, padding):
    """dx was assigned (=) in the loops. A pixel collects from all filters and from all windows that see it: +=."""
    _, dw, db = solve(dout, x, w, b, stride, padding)
    return _scatter(dout[:, -1:], x, w[-1:], stride, padding, reverse=True), dw, db


def _scatter(dout, x, w, stride, padding, reverse):
    """dx by assignment, positions in order or in reverse."""
    K_h, K_w = w.shape[2:]
    room = np.zeros((*x.shape[:2], x.shape[2] + 2 * padding, x.shape[3] + 2 * padding))
    positions = list(np.ndindex(dout.shape[2:]))
    for i, j in reversed(positions) if reverse else positions:
        share = np.tensordot(dout[:, :, i, j], w, axes=([1], [0]))
        room[:, :, i * stride : i * stride + K_h, j * stride : j * stride + K_w] = share
    return room[:, :, padding : padding + x.shape[2], padding : padding + x.shape[3]]


def dx_one_filter(solve, dout, x, w, b, stride, padding):
    """dx collects from the last filter only: it was assigned (=) in the loop over filters, not added (+=)."""
    _, dw, db = solve(dout, x, w, b, stride, padding)
    return solve(dout[:, -1:], x, w[-1:], b[-1:], stride, padding)[0], dw, db


def dx_keeps_padding(solve, dout, x, w, b, stride, padding):
    """dx still has the padding around it. Cut it off: dx has the shape of x."""
    _, dw, db = solve(dout, x, w, b, stride, padding)
    return _padded_dx(solve, dout, x, w, b, stride, padding), dw, db


def _padded_dx(solve, dout, x, w, b, stride, padding):
    """The gradient of the padded image."""
    return solve(dout, np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding))), w, b, stride, 0)[0]


def dx_keeps_padding__with_rest(solve, dout, x, w, b, stride, padding):
    """dx still has the padding around it, and stride - 1 rows and columns more. Cut them off: dx has the shape of x."""
    _, dw, db = solve(dout, x, w, b, stride, padding)
    return _with_rest(_padded_dx(solve, dout, x, w, b, stride, padding), stride), dw, db


def _with_rest(dx, stride):
    """dx as an array with room for windows that the stride carries beyond the end."""
    return np.pad(dx, ((0, 0), (0, 0), (0, stride - 1), (0, stride - 1)))


def crops_to_minus_padding(solve, dout, x, w, b, stride, padding):
    """The padding was cut off by [padding:-padding], which is empty for padding 0. Use [padding : padding + H]."""
    dx, dw, db = solve(dout, x, w, b, stride, padding)
    return (dx if padding else dx[:, :, 0:0, 0:0]), dw, db


def crops_to_minus_padding__with_rest(solve, dout, x, w, b, stride, padding):
    """The padding was cut off by [padding:-padding], which is empty for padding 0. Use [padding : padding + H]."""
    _, dw, db = solve(dout, x, w, b, stride, padding)
    dx = _with_rest(_padded_dx(solve, dout, x, w, b, stride, padding), stride)
    return dx[:, :, padding:-padding, padding:-padding], dw, db


def crops_to_minus_padding__value_error(solve, dout, x, w, b, stride, padding):
    """The padding was cut off by [padding:-padding], which is empty for padding 0. Use [padding : padding + H]."""
    if not padding:
        raise ValueError("could not broadcast")
    return solve(dout, x, w, b, stride, padding)


def crops_at_zero(solve, dout, x, w, b, stride, padding):
    """The padding was cut off at the wrong end: dx begins at row and column `padding` of the padded array."""
    _, dw, db = solve(dout, x, w, b, stride, padding)
    return _padded_dx(solve, dout, x, w, b, stride, padding)[:, :, : x.shape[2], : x.shape[3]], dw, db


def crops_at_zero__one_side(solve, dout, x, w, b, stride, padding):
    """The padding was cut off at the top and left only: dx ends at row padding + H and column padding + W."""
    _, dw, db = solve(dout, x, w, b, stride, padding)
    return _padded_dx(solve, dout, x, w, b, stride, padding)[:, :, padding:, padding:], dw, db


def crops_at_one(solve, dout, x, w, b, stride, padding):
    """The padding was cut off as if it were 1: use the argument."""
    _, dw, db = solve(dout, x, w, b, stride, padding)
    dx = _padded_dx(solve, dout, x, w, b, stride, padding)
    return dx[:, :, 1 : dx.shape[2] - 1, 1 : dx.shape[3] - 1], dw, db


def crops_to_size(solve, dout, x, w, b, stride, padding):
    """The padding was cut off by [padding:H], which takes too much. dx ends at row padding + H."""
    _, dw, db = solve(dout, x, w, b, stride, padding)
    return _padded_dx(solve, dout, x, w, b, stride, padding)[:, :, padding : x.shape[2], padding : x.shape[3]], dw, db


def dx_misses_rest(solve, dout, x, w, b, stride, padding):
    """dx lacks the rows and columns that no window reached. Their gradient is 0, but dx has the shape of x."""
    _, dw, db = solve(dout, x, w, b, stride, padding)
    dx = _padded_dx(solve, dout, x, w, b, stride, padding)
    rows, columns = ((n - 1) * stride + K - padding for n, K in zip(dout.shape[2:], w.shape[2:]))
    return dx[:, :, padding : max(rows, padding), padding : max(columns, padding)], dw, db


def dx_misses_stuffing(solve, dout, x, w, b, stride, padding):
    """dx comes from dout as it is. First put stride - 1 zeros between its pixels, then slide the filter over it."""
    _, dw, db = solve(dout, x, w, b, stride, padding)
    return _correlated(dout, w, [K - 1 for K in w.shape[2:]], padding), dw, db


def dx_valid_only(solve, dout, x, w, b, stride, padding):
    """The filter slid inside of dout only. Pad dout by K - 1, so that every window that saw a pixel meets it."""
    _, dw, db = solve(dout, x, w, b, stride, padding)
    return _correlated(stuffed(dout, stride, stride), w, (0, 0), 0), dw, db


def dx_valid_only__padding(solve, dout, x, w, b, stride, padding):
    """dout was padded by padding. Pad it by K - 1, slide the filter over it, then cut padding off."""
    _, dw, db = solve(dout, x, w, b, stride, padding)
    return _correlated(stuffed(dout, stride, stride), w, (padding, padding), 0), dw, db


def dx_valid_only__padding_without_stuffing(solve, dout, x, w, b, stride, padding):
    """dx is a forward pass with dout as image. dout needs stride - 1 zeros between its pixels and K - 1 around them."""
    _, dw, db = solve(dout, x, w, b, stride, padding)
    return _correlated(dout, w, (padding, padding), 0), dw, db


def dx_valid_only__cropped(solve, dout, x, w, b, stride, padding):
    """The filter slid inside of dout only. Pad dout by K - 1, so that every window that saw a pixel meets it."""
    return _valid_with_rest(solve, dout, x, w, b, stride, padding, 0)


def dx_valid_only__padding_cropped(solve, dout, x, w, b, stride, padding):
    """dout was padded by padding. Pad it by K - 1, slide the filter over it, then cut padding off."""
    return _valid_with_rest(solve, dout, x, w, b, stride, padding, padding)


def _valid_with_rest(solve, dout, x, w, b, stride, padding, around):
    """dx from a dout with all its zeros but those around it."""
    _, dw, db = solve(dout, x, w, b, stride, padding)
    dense = np.zeros((*dout.shape[:2], *(size + 2 * padding - K + 1 for size, K in zip(x.shape[2:], w.shape[2:]))))
    dense[:, :, ::stride, ::stride][:, :, : dout.shape[2], : dout.shape[3]] = dout
    dx = _correlated(dense, w, (around, around), 0)
    return dx[:, :, padding : padding + x.shape[2], padding : padding + x.shape[3]], dw, db


def dx_shifted(solve, dout, x, w, b, stride, padding):
    """dout was padded by K, one too many, which moves dx by a pixel. Pad it by K - 1."""
    _, dw, db = solve(dout, x, w, b, stride, padding)
    dx = _padded_dx(solve, dout, np.pad(x, ((0, 0), (0, 0), (0, 1), (0, 1))), w, b, stride, padding)
    dx = np.pad(dx, ((0, 0), (0, 0), (1, 0), (1, 0)))
    return dx[:, :, padding : padding + x.shape[2], padding : padding + x.shape[3]], dw, db


def stuffed(dout, stride_h, stride_w):
    """dout with zeros between its pixels."""
    N, C, H, W = dout.shape
    room = np.zeros((N, C, (H - 1) * stride_h + 1, (W - 1) * stride_w + 1))
    room[:, :, ::stride_h, ::stride_w] = dout
    return room


def _correlated(dout, w, around, crop):
    """The rotated filter on a padded dout, without ``crop`` at each end. A filter that does not fit is a ValueError."""
    rows, columns = around
    out = conv_forward(
        np.pad(dout, ((0, 0), (0, 0), (rows, rows), (columns, columns))),
        w[:, :, ::-1, ::-1].transpose(1, 0, 2, 3),
        np.zeros(w.shape[1]),
        1,
        0,
    )
    return out[:, :, crop : max(out.shape[2] - crop, crop), crop : max(out.shape[3] - crop, crop)]


def dx_still_columns(solve, dout, x, w, b, stride, padding):
    """dx still has one row per window. Bring the windows back to their places in the image and add them up (col2im)."""
    _, dw, db = solve(dout, x, w, b, stride, padding)
    return dout.transpose(0, 2, 3, 1).reshape(-1, len(w)) @ w.reshape(len(w), -1), dw, db


def dx_columns_reshaped(solve, dout, x, w, b, stride, padding):
    """The columns of dx were reshaped where their axes had to be transposed, so windows and channels got mixed up."""
    _, dw, db = solve(dout, x, w, b, stride, padding)
    N, _, H_out, W_out = dout.shape
    _, C_in, K_h, K_w = w.shape
    columns = dout.transpose(0, 2, 3, 1).reshape(-1, len(w)) @ w.reshape(len(w), -1)
    windows = columns.reshape(N, C_in, K_h, K_w, H_out, W_out)
    dx = np.zeros((N, C_in, x.shape[2] + 2 * padding, x.shape[3] + 2 * padding))
    for i in range(H_out):
        for j in range(W_out):
            dx[:, :, i * stride : i * stride + K_h, j * stride : j * stride + K_w] += windows[..., i, j]
    return dx[:, :, padding : padding + x.shape[2], padding : padding + x.shape[3]], dw, db


def dout_reshaped(solve, dout, x, w, b, stride, padding):
    """dout was reshaped to (positions, C_out) while its channels were axis 1: first dout.transpose(0, 2, 3, 1)."""
    dx, dw, _ = solve(_rows_first(dout), x, w, b, stride, padding)
    return dx, dw, solve(dout, x, w, b, stride, padding)[2]


def dout_reshaped__db(solve, dout, x, w, b, stride, padding):
    """dout was reshaped to (positions, C_out) while its channels were axis 1: first dout.transpose(0, 2, 3, 1)."""
    return solve(_rows_first(dout), x, w, b, stride, padding)


def dout_reshaped__filters_first(solve, dout, x, w, b, stride, padding):
    """dout was reshaped to (C_out, positions) while its channels were axis 1: first dout.transpose(1, 0, 2, 3)."""
    dx, dw, _ = solve(_filters_first(dout), x, w, b, stride, padding)
    return dx, dw, solve(dout, x, w, b, stride, padding)[2]


def dout_reshaped__filters_first_db(solve, dout, x, w, b, stride, padding):
    """dout was reshaped to (C_out, positions) while its channels were axis 1: first dout.transpose(1, 0, 2, 3)."""
    return solve(_filters_first(dout), x, w, b, stride, padding)


def _rows_first(dout):
    N, C_out, H_out, W_out = dout.shape
    return dout.reshape(N, H_out, W_out, C_out).transpose(0, 3, 1, 2)


def _filters_first(dout):
    N, C_out, H_out, W_out = dout.shape
    return dout.reshape(C_out, N, H_out, W_out).transpose(1, 0, 2, 3)


def ignores_stride(solve, dout, x, w, b, stride, padding):
    """The stride is ignored: output pixel (i, j) belongs to the window that begins at (i * stride, j * stride)."""
    dx, dw, db = solve(dout, x, w, b, 1, padding)
    return dx, dw, db


def ignores_stride__dx(solve, dout, x, w, b, stride, padding):
    """The stride is ignored in dx: the window of output pixel (i, j) begins at (i * stride, j * stride)."""
    _, dw, db = solve(dout, x, w, b, stride, padding)
    return solve(dout, x, w, b, 1, padding)[0], dw, db


def ignores_stride__dw(solve, dout, x, w, b, stride, padding):
    """The stride is ignored in dw: the window of output pixel (i, j) begins at (i * stride, j * stride)."""
    dx, _, db = solve(dout, x, w, b, stride, padding)
    return dx, solve(dout, x, w, b, 1, padding)[1], db


def ignores_stride__height(solve, dout, x, w, b, stride, padding):
    """The stride is ignored in the height: the window of output pixel (i, j) begins at (i * stride, j * stride)."""
    return solve(stuffed(dout, 1, stride), x, w, b, 1, padding)


def ignores_stride__width(solve, dout, x, w, b, stride, padding):
    """The stride is ignored in the width: the window of output pixel (i, j) begins at (i * stride, j * stride)."""
    return solve(stuffed(dout, stride, 1), x, w, b, 1, padding)


def dx_ignores_padding(solve, dout, x, w, b, stride, padding):
    """The gradients ignore the padding: pad x as in the forward pass, and cut dx at the end."""
    H_out, W_out = dout.shape[2:]
    K_h, K_w = w.shape[2:]
    rows, columns = (H_out - 1) * stride + K_h, (W_out - 1) * stride + K_w
    room = np.zeros((*x.shape[:2], max(rows, x.shape[2]), max(columns, x.shape[3])))
    room[:, :, : x.shape[2], : x.shape[3]] = x
    dx, dw, db = solve(dout, room, w, b, stride, 0)
    return dx[:, :, : x.shape[2], : x.shape[3]], dw, db


def dx_ignores_padding__value_error(solve, dout, x, w, b, stride, padding):
    """The gradients ignore the padding, so a window sticks out: pad x as in the forward pass, and cut dx at the end."""
    return _unpadded(solve, dout, x, w, b, stride, ValueError)


def dx_ignores_padding__index_error(solve, dout, x, w, b, stride, padding):
    """The gradients ignore the padding, so an index runs out: pad x as in the forward pass, and cut dx at the end."""
    return _unpadded(solve, dout, x, w, b, stride, IndexError)


def dx_ignores_padding__dw(solve, dout, x, w, b, stride, padding):
    """The windows for dw were cut out of x without its frame of zeros: pad x as in the forward pass."""
    dx, _, db = solve(dout, x, w, b, stride, padding)
    return dx, _unpadded(solve, dout, x, w, b, stride, ValueError)[1], db


def dx_ignores_padding__dw_index_error(solve, dout, x, w, b, stride, padding):
    """The windows for dw were cut out of x without its frame of zeros: pad x as in the forward pass."""
    dx, _, db = solve(dout, x, w, b, stride, padding)
    return dx, _unpadded(solve, dout, x, w, b, stride, IndexError)[1], db


def dx_ignores_padding__dw_broadcast(solve, dout, x, w, b, stride, padding):
    """The windows for dw were cut out of x without its frame of zeros: pad x as in the forward pass."""
    (dx, _, db), dw = solve(dout, x, w, b, stride, padding), np.zeros_like(w)
    for i, j in np.ndindex(dout.shape[2:]):  # a window of one row or column is stretched, others do not fit
        window = x[:, :, i * stride : i * stride + w.shape[2], j * stride : j * stride + w.shape[3]]
        dw += np.tensordot(dout[:, :, i, j], window, axes=([0], [0]))
    return dx, dw, db


def dx_ignores_padding__cropped(solve, dout, x, w, b, stride, padding):
    """x was not padded, but dx was cut as if it had been: pad x as in the forward pass."""
    dx, dw, db = _unpadded(solve, dout, x, w, b, stride, ValueError)
    return dx[:, :, padding:, padding:], dw, db


def dx_ignores_padding__room(solve, dout, x, w, b, stride, padding):
    """dx was collected in an array like x, which has no room for the padding: make it like the padded x."""
    _, dw, db = solve(dout, x, w, b, stride, padding)
    return _unpadded(solve, dout, x, w, b, stride, ValueError)[0][:, :, padding:, padding:], dw, db


def _unpadded(solve, dout, x, w, b, stride, error):
    if any((n - 1) * stride + K > size for n, K, size in zip(dout.shape[2:], w.shape[2:], x.shape[2:])):
        raise error("the window sticks out")
    return solve(dout, x, w, b, stride, 0)


def dx_ignores_padding__room_index_error(solve, dout, x, w, b, stride, padding):
    """dx was collected in an array like x, which has no room for the padding: make it like the padded x."""
    _, dw, db = solve(dout, x, w, b, stride, padding)
    return _unpadded(solve, dout, x, w, b, stride, IndexError)[0][:, :, padding:, padding:], dw, db


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
    """The loop over columns runs to the output's height. It is not a square: the end is dout.shape[3]."""
    H_out, W_out = dout.shape[2:]
    if H_out > W_out:
        raise IndexError("index is out of bounds")
    dx, dw, _ = solve(dout[..., :H_out], x, w, b, stride, padding)
    return dx, dw, solve(dout, x, w, b, stride, padding)[2]


def width_from_height__db(solve, dout, x, w, b, stride, padding):
    """The loop over columns runs to the output's height. It is not a square: the end is dout.shape[3]."""
    H_out, W_out = dout.shape[2:]
    if H_out > W_out:
        raise IndexError("index is out of bounds")
    return solve(dout[..., :H_out], x, w, b, stride, padding)


def width_from_height__dx(solve, dout, x, w, b, stride, padding):
    """The loop over columns runs to the output's height. It is not a square: the end is dout.shape[3]."""
    _, dw, db = solve(dout, x, w, b, stride, padding)
    return width_from_height(solve, dout, x, w, b, stride, padding)[0], dw, db


def ladder():
    """The ladder of conv_forward with an upstream gradient."""
    rng = np.random.default_rng(0)
    for case in forward_ladder():
        N, _, H, W = case.args["x"].shape
        yield Case(case.name, {"dout": grid(rng, N, len(case.args["w"]), H, W), **case.args})


spec = Spec(
    solve=conv_backward,
    torch=torch_conv_backward,
    second=naive_conv_backward,
    forward=conv_forward,
    wrt=("x", "w", "b"),
    cases=cases,
    outputs=("dx", "dw", "db"),
    shapes={
        "dout": "N C_out H_out W_out",
        "x": "N C_in H W",
        "w": "C_out C_in K_h K_w",
        "b": "C_out",
        "dx": "N C_in H W",
        "dw": "C_out C_in K_h K_w",
        "db": "C_out",
    },
    wrong=(
        *SHARED,
        mean_over_positions,
        mean_over_positions__dw,
        dw_assigned,
        dw_assigned__everywhere,
        dw_assigned__inside,
        dx_assigned,
        dx_assigned__backwards,
        dx_assigned__filters,
        dx_assigned__filters_backwards,
        dx_one_filter,
        dx_keeps_padding,
        dx_keeps_padding__with_rest,
        crops_to_minus_padding,
        crops_to_minus_padding__with_rest,
        crops_to_minus_padding__value_error,
        crops_at_zero,
        crops_at_zero__one_side,
        crops_at_one,
        crops_to_size,
        dx_misses_rest,
        dx_misses_stuffing,
        dx_valid_only,
        dx_valid_only__padding,
        dx_valid_only__padding_without_stuffing,
        dx_valid_only__cropped,
        dx_valid_only__padding_cropped,
        dx_shifted,
        dx_still_columns,
        dx_columns_reshaped,
        dout_reshaped,
        dout_reshaped__db,
        dout_reshaped__filters_first,
        dout_reshaped__filters_first_db,
        ignores_stride,
        ignores_stride__dx,
        ignores_stride__dw,
        ignores_stride__height,
        ignores_stride__width,
        dx_ignores_padding,
        dx_ignores_padding__value_error,
        dx_ignores_padding__index_error,
        dx_ignores_padding__dw,
        dx_ignores_padding__dw_index_error,
        dx_ignores_padding__dw_broadcast,
        dx_ignores_padding__cropped,
        dx_ignores_padding__room,
        dx_ignores_padding__room_index_error,
        takes_square_filter,
        takes_square_filter__index_error,
        width_from_height,
        width_from_height__db,
        width_from_height__dx,
    ),
    conditions=FILTER_BACKWARD,
    hints=(
        "Write one output pixel as a sum of products. What does dout there mean for each factor of each product?",
        "db[o] = sum of dout[:, o]; dw[o] += dout[n, o, i, j] * window(n, i, j); dx_padded at that window += "
        "dout[n, o, i, j] * w[o]. Cut the padding off dx at the end.",
        "Pad x; make dx_padded and dw of zeros; loop over i and j; with rows = slice(i * stride, i * stride + K_h) add "
        "np.tensordot(dout[:, :, i, j], w, ([1], [0])) to dx_padded[:, :, rows, columns], and to dw the tensordot of "
        "dout[:, :, i, j] with the window over n.",
    ),
    hints_for={
        "dx": (
            "Take one pixel of x in the middle of the image. Which windows see it, and at which number of the filter?",
            "`dx_padded[n, c, i * stride + p, j * stride + q] += dout[n, o, i, j] * w[o, c, p, q]`, over all o, i and "
            "j. "
            "Then the padding comes off.",
            "`share = np.tensordot(dout[:, :, i, j], w, ([1], [0]))` is (N, C_in, K_h, K_w); "
            "`dx_padded[:, :, rows, columns] += share`; after the loops "
            "`dx = dx_padded[:, :, padding : padding + H, padding : padding + W]`.",
        ),
        "dw": (
            "Take one number of one filter. How often is it used in the forward pass, and with which pixels of x?",
            "`dw[o, c, p, q] = sum over n, i, j of dout[n, o, i, j] * x_padded[n, c, i * stride + p, j * stride + q]`.",
            "`window = x_padded[:, :, rows, columns]`; `dw += np.tensordot(dout[:, :, i, j], window, ([0], [0]))`, "
            "which "
            "is (C_out, C_in, K_h, K_w).",
        ),
        "db": (
            "Into how many output pixels does one number of b go? What does each of them send back?",
            "`db[o] = sum over n, i, j of dout[n, o, i, j]`: as many numbers as there are filters.",
            "`db = dout.sum(axis=...)`, with all axes of dout but that of the filters.",
        ),
        "mean_over_batch": (
            "Write the loss as (L_0 + ... + L_(N-1)) / N. What is its gradient by one output pixel of image n, and "
            "where "
            "in dout is the N already?",
            "`dw = sum over n of dw_n`, where `dw_n` comes from `dout[n]` and `x[n]`; `db` likewise.",
            "Look for `/ N`, `/ len(x)`, `np.mean` and `.mean(`; where one stands, a plain sum belongs.",
        ),
        "dx_valid_only": (
            "Print dx.shape and x.shape. How many windows see the corner pixel of x, and does your filter ever meet "
            "their "
            "pixels of dout there?",
            "dx_padded is the full correlation: dout with `stride - 1` zeros between its pixels and `K - 1` around "
            "them, "
            "and the filter flipped in both axes.",
            "`dense[:, :, ::stride, ::stride] = dout`; pad it by `(K_h - 1, K_h - 1)` and `(K_w - 1, K_w - 1)`; slide "
            "`w[:, :, ::-1, ::-1]` over it and sum over the filters.",
        ),
    },
    ladder=ladder,
    walk=WALK,
)
