"""Convolution, backward: every product of the forward pass sends dout times the other factor to each factor."""

import numpy as np

from grader import Case, Spec, grid

from .conv_forward import cases as forward_cases
from .conv_forward import conv_forward


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


def torch_conv_backward(dout, x, w, b, stride, padding):
    """PyTorch's autograd through its convolution."""
    import torch

    inputs = [tensor.requires_grad_() for tensor in (x, w, b)]
    out = torch.nn.functional.conv2d(x, w, b, stride, padding)
    return torch.autograd.grad(out, inputs, dout)


def cases(rng):
    """The settings of conv_forward with a random upstream gradient."""
    for case in forward_cases(rng):
        if case.name.startswith("known") and "padding" not in case.name and "stride" not in case.name:
            continue  # one small square without padding tells nothing that the others do not
        shape = conv_forward(*case.args.values()).shape
        dout = grid(rng, *shape)
        if "not contiguous" in case.name:
            dout = dout.repeat(2, axis=3)[..., ::2]
        yield Case(case.name, {"dout": dout, **case.args}, case.hidden)


def mean_over_batch(solve, dout, x, w, b, stride, padding):
    """dw was averaged over the batch. Sum it: the loss already carries any 1/N."""
    dx, dw, db = solve(dout, x, w, b, stride, padding)
    return dx, dw / len(x), db


def mean_over_batch__db(solve, dout, x, w, b, stride, padding):
    """db was averaged over the batch. Sum it: the loss already carries any 1/N."""
    dx, dw, db = solve(dout, x, w, b, stride, padding)
    return dx, dw, db / len(x)


def mean_over_batch__dw_db(solve, dout, x, w, b, stride, padding):
    """dw and db were averaged over the batch. Sum them: the loss already carries any 1/N."""
    dx, dw, db = solve(dout, x, w, b, stride, padding)
    return dx, dw / len(x), db / len(x)


def mean_over_batch__all(solve, dout, x, w, b, stride, padding):
    """All gradients were divided by the batch size. The loss already carries any 1/N: nothing is averaged here."""
    return tuple(gradient / len(x) for gradient in solve(dout, x, w, b, stride, padding))


def mean_over_positions(solve, dout, x, w, b, stride, padding):
    """dw and db were averaged over the output positions. Every position adds its share: sum them."""
    dx, dw, db = solve(dout, x, w, b, stride, padding)
    positions = dout.shape[2] * dout.shape[3]
    return dx, dw / positions, db / positions


def db_sums_batch_only(solve, dout, x, w, b, stride, padding):
    """db was summed over the batch only: one bias serves every pixel of its channel, so sum over N, H_out and W_out."""
    dx, dw, _ = solve(dout, x, w, b, stride, padding)
    return dx, dw, dout.sum(axis=0)


def db_keeps_batch(solve, dout, x, w, b, stride, padding):
    """db was not summed over the batch: all images share one bias."""
    dx, dw, _ = solve(dout, x, w, b, stride, padding)
    return dx, dw, dout.sum(axis=(2, 3))


def db_with_mean(solve, dout, x, w, b, stride, padding):
    """db is the mean of dout. It is its sum over N, H_out and W_out."""
    dx, dw, _ = solve(dout, x, w, b, stride, padding)
    return dx, dw, dout.mean(axis=(0, 2, 3))


def last_image_only(solve, dout, x, w, b, stride, padding):
    """dw holds the last image's share only: it was assigned (=) in the loop over the batch, not added (+=)."""
    dx, _, db = solve(dout, x, w, b, stride, padding)
    return dx, solve(dout[-1:], x[-1:], w, b, stride, padding)[1], db


def first_image_only(solve, dout, x, w, b, stride, padding):
    """dw holds the first image's share only: sum over the whole batch."""
    dx, _, db = solve(dout, x, w, b, stride, padding)
    return dx, solve(dout[:1], x[:1], w, b, stride, padding)[1], db


def dx_assigned(solve, dout, x, w, b, stride, padding):
    """dx was assigned (=) where windows overlap. A pixel seen by several windows collects from all of them: +=."""
    _, dw, db = solve(dout, x, w, b, stride, padding)
    return _scatter(dout, x, w, stride, padding, reverse=False), dw, db


def dx_assigned__backwards(solve, dout, x, w, b, stride, padding):
    """dx was assigned (=) where windows overlap. A pixel seen by several windows collects from all of them, so add: +=."""
    _, dw, db = solve(dout, x, w, b, stride, padding)
    return _scatter(dout, x, w, stride, padding, reverse=True), dw, db


def _scatter(dout, x, w, stride, padding, reverse):
    """dx by assignment, positions in order or in reverse."""
    K_h, K_w = w.shape[2:]
    room = np.zeros((*x.shape[:2], x.shape[2] + 2 * padding, x.shape[3] + 2 * padding))
    positions = list(np.ndindex(dout.shape[2:]))
    for i, j in reversed(positions) if reverse else positions:
        share = np.tensordot(dout[:, :, i, j], w, axes=([1], [0]))
        room[:, :, i * stride : i * stride + K_h, j * stride : j * stride + K_w] = share
    return room[:, :, padding : padding + x.shape[2], padding : padding + x.shape[3]]


def dx_keeps_padding(solve, dout, x, w, b, stride, padding):
    """dx still has the padding around it. Cut it off: dx has the shape of x."""
    _, dw, db = solve(dout, x, w, b, stride, padding)
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    return solve(dout, padded, w, b, stride, 0)[0], dw, db


def crops_to_minus_padding(solve, dout, x, w, b, stride, padding):
    """The padding was cut off by [padding:-padding], which is empty for padding 0. Use [padding : padding + H]."""
    dx, dw, db = solve(dout, x, w, b, stride, padding)
    return (dx if padding else dx[:, :, 0:0, 0:0]), dw, db


def crops_at_zero(solve, dout, x, w, b, stride, padding):
    """The padding was cut off at the wrong end: dx begins at row and column `padding` of the padded array."""
    _, dw, db = solve(dout, x, w, b, stride, padding)
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    return solve(dout, padded, w, b, stride, 0)[0][:, :, : x.shape[2], : x.shape[3]], dw, db


def crops_at_one(solve, dout, x, w, b, stride, padding):
    """The padding was cut off as if it were 1: use the argument."""
    _, dw, db = solve(dout, x, w, b, stride, padding)
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    dx = solve(dout, padded, w, b, stride, 0)[0]
    return dx[:, :, 1 : dx.shape[2] - 1, 1 : dx.shape[3] - 1], dw, db


def dx_flips_filter(solve, dout, x, w, b, stride, padding):
    """dx was computed with the filter flipped: in the loop over windows the filter goes back as it came."""
    _, dw, db = solve(dout, x, w, b, stride, padding)
    return solve(dout, x, w[:, :, ::-1, ::-1], b, stride, padding)[0], dw, db


def dw_flipped(solve, dout, x, w, b, stride, padding):
    """dw is flipped in height and width: w[o, c, p, q] meets x_padded[n, c, i * stride + p, j * stride + q]."""
    dx, dw, db = solve(dout, x, w, b, stride, padding)
    return dx, dw[:, :, ::-1, ::-1], db


def dw_transposed(solve, dout, x, w, b, stride, padding):
    """Height and width of dw were swapped on the way into its shape: transpose before you reshape."""
    dx, dw, db = solve(dout, x, w, b, stride, padding)
    return dx, dw.transpose(0, 1, 3, 2).reshape(w.shape), db


def dw_channels_reshaped(solve, dout, x, w, b, stride, padding):
    """dw was reshaped where its axes had to be transposed: the numbers are right but in the wrong places."""
    dx, dw, db = solve(dout, x, w, b, stride, padding)
    return dx, dw.transpose(1, 2, 3, 0).reshape(w.shape), db


def dout_reshaped(solve, dout, x, w, b, stride, padding):
    """dout was reshaped to (positions, C_out) without moving its channel axis to the end first (transpose 0, 2, 3, 1)."""
    N, C_out, H_out, W_out = dout.shape
    mixed = dout.reshape(N, H_out, W_out, C_out).transpose(0, 3, 1, 2)
    dx, dw, _ = solve(mixed, x, w, b, stride, padding)
    return dx, dw, solve(dout, x, w, b, stride, padding)[2]


def ignores_stride(solve, dout, x, w, b, stride, padding):
    """The stride is ignored: output pixel (i, j) belongs to the window that begins at (i * stride, j * stride)."""
    dx, dw, db = solve(dout, x, w, b, 1, padding)
    return dx, dw, db


def dx_ignores_padding(solve, dout, x, w, b, stride, padding):
    """The gradients ignore the padding: pad x as in the forward pass, and cut dx at the end."""
    H_out, W_out = dout.shape[2:]
    K_h, K_w = w.shape[2:]
    rows, columns = (H_out - 1) * stride + K_h, (W_out - 1) * stride + K_w
    room = np.zeros((*x.shape[:2], max(rows, x.shape[2]), max(columns, x.shape[3])))
    room[:, :, : x.shape[2], : x.shape[3]] = x
    dx, dw, db = solve(dout, room, w, b, stride, 0)
    return dx[:, :, : x.shape[2], : x.shape[3]], dw, db


def upstream_is_one(solve, dout, x, w, b, stride, padding):
    """dout is ignored, as if the loss were the sum of the output: every gradient is multiplied by dout."""
    return solve(np.ones_like(dout), x, w, b, stride, padding)


def dw_from_dx(solve, dout, x, w, b, stride, padding):
    """dw was computed from the input gradient: dw is dout with x, dx is dout with w."""
    dx, _, db = solve(dout, x, w, b, stride, padding)
    return dx, solve(dout, dx, w, b, stride, padding)[1], db


def opposite_sign(solve, dout, x, w, b, stride, padding):
    """All gradients have the opposite sign. The minus belongs to the update step (w - lr * dw), not to the gradient."""
    return tuple(-gradient for gradient in solve(dout, x, w, b, stride, padding))


def writes_into_dout(solve, dout, x, w, b, stride, padding):
    """dout was changed in place: whoever called you still needs it. Work on a copy."""
    gradients = solve(dout, x, w, b, stride, padding)
    dout *= 0
    return gradients


spec = Spec(
    solve=conv_backward,
    torch=torch_conv_backward,
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
        mean_over_batch,
        mean_over_batch__db,
        mean_over_batch__dw_db,
        mean_over_batch__all,
        mean_over_positions,
        db_sums_batch_only,
        db_keeps_batch,
        db_with_mean,
        last_image_only,
        first_image_only,
        dx_assigned,
        dx_assigned__backwards,
        dx_keeps_padding,
        crops_to_minus_padding,
        crops_at_zero,
        crops_at_one,
        dx_flips_filter,
        dw_flipped,
        dw_transposed,
        dw_channels_reshaped,
        dout_reshaped,
        ignores_stride,
        dx_ignores_padding,
        upstream_is_one,
        dw_from_dx,
        opposite_sign,
        writes_into_dout,
    ),
    hints=(
        "Write one output pixel as a sum of products. What does dout at that pixel mean for each factor of each product?",
        "db[o] = sum of dout[:, o]; dw[o] += dout[n, o, i, j] * window(n, i, j); dx_padded at that window += "
        "dout[n, o, i, j] * w[o]. Cut the padding off dx at the end.",
        "Pad x; make dx_padded and dw of zeros; loop over i and j; with rows = slice(i * stride, i * stride + K_h) add "
        "np.tensordot(dout[:, :, i, j], w, ([1], [0])) to dx_padded[:, :, rows, columns], and to dw the tensordot of "
        "dout[:, :, i, j] with the window over n.",
    ),
)
