"""Right solutions of the same exercises in many styles: none of them may be refused.

``RIGHT[exercise][variant]`` is a function with the exercise's signature. The variants were written from the formulas
and share no code with the references of the pack; they differ in loops, in the order of sums, in memory layout, in the
algorithm (window matrices, shifted slices, Fourier transforms, one large matrix) and in precision.
"""

import itertools
import math

import numpy as np
from numpy.lib.stride_tricks import as_strided, sliding_window_view

RIGHT = {}


def right(exercise):
    """Register a variant of ``exercise`` under the rest of its name."""

    def add(function):
        prefix = exercise + "__"
        assert function.__name__.startswith(prefix)
        RIGHT.setdefault(exercise, {})[function.__name__.removeprefix(prefix)] = function
        return function

    return add


def out_size(size, kernel, stride, padding):
    """Positions of a window."""
    return (size + 2 * padding - kernel) // stride + 1


def framed(x, padding, value=0.0):
    """x with a frame, without np.pad."""
    N, C, H, W = x.shape
    room = np.full((N, C, H + 2 * padding, W + 2 * padding), value, dtype=x.dtype)
    room[:, :, padding : padding + H, padding : padding + W] = x
    return room


def windows(x, K_h, K_w, stride, padding, value=0.0):
    """All windows as a view, (N, C, H_out, W_out, K_h, K_w)."""
    return sliding_window_view(framed(x, padding, value), (K_h, K_w), axis=(2, 3))[:, :, ::stride, ::stride]


def columns_of(x, K_h, K_w, stride, padding):
    """The windows as rows of a matrix, gathered offset by offset as many textbooks do."""
    N, C, H, W = x.shape
    oh, ow = out_size(H, K_h, stride, padding), out_size(W, K_w, stride, padding)
    image = framed(x, padding)
    col = np.zeros((N, C, K_h, K_w, oh, ow))
    for p in range(K_h):
        for q in range(K_w):
            col[:, :, p, q] = image[:, :, p : p + stride * oh : stride, q : q + stride * ow : stride]
    return col.transpose(0, 4, 5, 1, 2, 3).reshape(N * oh * ow, -1)


def image_of(col, shape, K_h, K_w, stride, padding):
    """The adjoint of ``columns_of``."""
    N, C, H, W = shape
    oh, ow = out_size(H, K_h, stride, padding), out_size(W, K_w, stride, padding)
    col = col.reshape(N, oh, ow, C, K_h, K_w).transpose(0, 3, 4, 5, 1, 2)
    image = np.zeros((N, C, H + 2 * padding + stride - 1, W + 2 * padding + stride - 1))
    for p in range(K_h):
        for q in range(K_w):
            image[:, :, p : p + stride * oh : stride, q : q + stride * ow : stride] += col[:, :, p, q]
    return image[:, :, padding : H + padding, padding : W + padding]


def indices_of(shape, K_h, K_w, stride, padding):
    """For fancy indexing: channel (C K_h K_w, 1), row and column (C K_h K_w, positions)."""
    _, C, H, W = shape
    oh, ow = out_size(H, K_h, stride, padding), out_size(W, K_w, stride, padding)
    row = np.tile(np.repeat(np.arange(K_h), K_w), C).reshape(-1, 1) + stride * np.repeat(np.arange(oh), ow)
    column = np.tile(np.arange(K_w), K_h * C).reshape(-1, 1) + stride * np.tile(np.arange(ow), oh)
    return np.repeat(np.arange(C), K_h * K_w).reshape(-1, 1), row, column


def matrix_of(size, kernel, stride, padding):
    """For each filter offset, the 0/1 matrix (positions, size) that picks the pixels of one axis."""
    picks = np.zeros((kernel, out_size(size, kernel, stride, padding), size))
    for p, i in np.ndindex(picks.shape[:2]):
        at = i * stride + p - padding
        if 0 <= at < size:
            picks[p, i, at] = 1
    return picks


def zeros_between(x, stride):
    """x with stride - 1 zeros between its pixels."""
    room = np.zeros((*x.shape[:2], (x.shape[2] - 1) * stride + 1, (x.shape[3] - 1) * stride + 1))
    room[:, :, ::stride, ::stride] = x
    return room


# --- convolution, forward ---------------------------------------------------------------------------------------------


@right("conv_forward")
def conv_forward__seven_loops(x, w, b, stride, padding):
    """Only scalars."""
    N, C, H, W = x.shape
    F, _, K_h, K_w = w.shape
    oh, ow = out_size(H, K_h, stride, padding), out_size(W, K_w, stride, padding)
    image = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding))).tolist()
    weight, bias = w.tolist(), b.tolist()
    out = np.zeros((N, F, oh, ow))
    for n, o, i, j in itertools.product(range(N), range(F), range(oh), range(ow)):
        total = 0.0
        for c in range(C):
            for p in range(K_h):
                line, taps = image[n][c][i * stride + p], weight[o][c][p]
                for q in range(K_w):
                    total += line[j * stride + q] * taps[q]
        out[n, o, i, j] = total + bias[o]
    return out


@right("conv_forward")
def conv_forward__quadruple_loops(x, w, b, stride, padding):
    """One np.sum for each output pixel."""
    N, _, H, W = x.shape
    F, _, K_h, K_w = w.shape
    oh, ow = int((H + 2 * padding - K_h) / stride + 1), int((W + 2 * padding - K_w) / stride + 1)
    image = np.pad(x, ((0,), (0,), (padding,), (padding,)), "constant")
    out = np.zeros((N, F, oh, ow))
    for n in range(N):
        for o in range(F):
            for i in range(oh):
                for j in range(ow):
                    window = image[n, :, i * stride : i * stride + K_h, j * stride : j * stride + K_w]
                    out[n, o, i, j] = np.sum(window * w[o]) + b[o]
    return out


@right("conv_forward")
def conv_forward__positions(x, w, b, stride, padding):
    """A loop over positions, all images and filters at once by broadcasting."""
    N, _, H, W = x.shape
    F, _, K_h, K_w = w.shape
    image = framed(x, padding)
    out = np.empty((N, F, out_size(H, K_h, stride, padding), out_size(W, K_w, stride, padding)))
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            window = image[:, None, :, i * stride : i * stride + K_h, j * stride : j * stride + K_w]
            out[:, :, i, j] = (window * w[None]).sum(axis=(2, 3, 4))
    out += b.reshape(1, -1, 1, 1)
    return out


@right("conv_forward")
def conv_forward__im2col(x, w, b, stride, padding):
    """The textbook: a matrix of windows times a matrix of filters."""
    N, _, H, W = x.shape
    F, _, K_h, K_w = w.shape
    oh, ow = out_size(H, K_h, stride, padding), out_size(W, K_w, stride, padding)
    out = np.dot(columns_of(x, K_h, K_w, stride, padding), w.reshape(F, -1).T) + b
    return out.reshape(N, oh, ow, -1).transpose(0, 3, 1, 2)


@right("conv_forward")
def conv_forward__fancy_indices(x, w, b, stride, padding):
    """Windows gathered by index arrays, images in the last axis."""
    N, C, H, W = x.shape
    F, _, K_h, K_w = w.shape
    oh, ow = out_size(H, K_h, stride, padding), out_size(W, K_w, stride, padding)
    c, i, j = indices_of(x.shape, K_h, K_w, stride, padding)
    cols = framed(x, padding)[:, c, i, j].transpose(1, 2, 0).reshape(C * K_h * K_w, -1)
    out = w.reshape(F, -1) @ cols + b.reshape(-1, 1)
    return out.reshape(F, oh, ow, N).transpose(3, 0, 1, 2)


@right("conv_forward")
def conv_forward__einsum(x, w, b, stride, padding):
    """einsum over a view of all windows."""
    seen = windows(x, *w.shape[2:], stride, padding)
    return np.einsum("nchwpq,ocpq->nohw", seen, w) + b[None, :, None, None]


@right("conv_forward")
def conv_forward__einsum_optimized(x, w, b, stride, padding):
    """einsum which may turn itself into a matrix product."""
    seen = windows(x, *w.shape[2:], stride, padding)
    return np.einsum("nchwpq,ocpq->nohw", seen, w, optimize=True) + np.expand_dims(b, (0, 2, 3))


@right("conv_forward")
def conv_forward__as_strided(x, w, b, stride, padding):
    """A hand-made view and np.tensordot; the result is not contiguous."""
    N, C, H, W = x.shape
    _, _, K_h, K_w = w.shape
    image = np.ascontiguousarray(np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)]))
    s = image.strides
    shape = (N, C, out_size(H, K_h, stride, padding), out_size(W, K_w, stride, padding), K_h, K_w)
    seen = as_strided(image, shape, (s[0], s[1], s[2] * stride, s[3] * stride, s[2], s[3]), writeable=False)
    return np.moveaxis(np.tensordot(seen, w, axes=((1, 4, 5), (1, 2, 3))) + b, 3, 1)


@right("conv_forward")
def conv_forward__shifted_slices(x, w, b, stride, padding):
    """A sum of shifted images, one for each offset in the filter."""
    N, _, H, W = x.shape
    F, _, K_h, K_w = w.shape
    oh, ow = out_size(H, K_h, stride, padding), out_size(W, K_w, stride, padding)
    image = framed(x, padding)
    out = np.zeros((N, F, oh, ow)) + b[:, None, None]
    for p in range(K_h):
        for q in range(K_w):
            shifted = image[:, :, p : p + (oh - 1) * stride + 1 : stride, q : q + (ow - 1) * stride + 1 : stride]
            out += np.einsum("nchw,oc->nohw", shifted, w[:, :, p, q])
    return out


@right("conv_forward")
def conv_forward__fourier(x, w, b, stride, padding):
    """The convolution theorem: a product of spectra, then the positions that count."""
    _, _, H, W = x.shape
    _, _, K_h, K_w = w.shape
    image = framed(x, padding)
    size = image.shape[2:]
    spectrum = np.einsum("nchw,ochw->nohw", np.fft.rfft2(image), np.conj(np.fft.rfft2(w, size)))
    full = np.fft.irfft2(spectrum, size)
    rows, columns = H + 2 * padding - K_h + 1, W + 2 * padding - K_w + 1
    return full[:, :, :rows:stride, :columns:stride] + b[:, None, None]


@right("conv_forward")
def conv_forward__per_sample(x, w, b, stride, padding):
    """One image at a time, stacked at the end."""
    return np.stack([conv_forward__im2col(image[None], w, b, stride, padding)[0] for image in x])


@right("conv_forward")
def conv_forward__float32(x, w, b, stride, padding):
    """float32 inside: right to single precision."""
    return conv_forward__im2col_of_dtype(x, w, b, stride, padding, np.float32)


def conv_forward__im2col_of_dtype(x, w, b, stride, padding, dtype):
    """A window matrix of some precision."""
    seen = windows(x.astype(dtype), *w.shape[2:], stride, padding)
    return (
        np.tensordot(seen, w.astype(dtype), ((1, 4, 5), (1, 2, 3))).transpose(0, 3, 1, 2)
        + b.astype(dtype)[:, None, None]
    )


@right("conv_forward")
def conv_forward__longdouble(x, w, b, stride, padding):
    """More precision than asked for, rounded at the end."""
    seen = windows(x.astype(np.longdouble), *w.shape[2:], stride, padding)
    return (np.einsum("nchwpq,ocpq->nohw", seen, w) + b[:, None, None]).astype(np.float64)


@right("conv_forward")
def conv_forward__fortran_order(x, w, b, stride, padding):
    """Everything in column-major order, filters and offsets summed backwards."""
    image = np.asfortranarray(framed(x, padding))
    _, _, K_h, K_w = w.shape
    rows, columns = (size - K + 1 for size, K in zip(image.shape[2:], (K_h, K_w)))
    out = 0
    for c, p, q in itertools.product(*(range(n - 1, -1, -1) for n in w.shape[1:])):
        shifted = image[:, None, c, p : p + rows : stride, q : q + columns : stride]
        out = out + shifted * w[None, :, c, p, q, None, None]
    return np.asfortranarray(out + b[:, None, None])


@right("conv_forward")
def conv_forward__batched_matmul(x, w, b, stride, padding):
    """The @ operator with the images as batch."""
    N, _, H, W = x.shape
    F, _, K_h, K_w = w.shape
    seen = windows(x, K_h, K_w, stride, padding).transpose(0, 1, 4, 5, 2, 3)
    out = w.reshape(1, F, -1) @ seen.reshape(N, w[0].size, -1) + b[:, None]
    return out.reshape(N, F, out_size(H, K_h, stride, padding), out_size(W, K_w, stride, padding))


@right("conv_forward")
def conv_forward__matrices_for_axes(x, w, b, stride, padding):
    """No padding and no windows at all: 0/1 matrices pick rows and columns."""
    rows = matrix_of(x.shape[2], w.shape[2], stride, padding)
    columns = matrix_of(x.shape[3], w.shape[3], stride, padding)
    out = np.zeros((x.shape[0], w.shape[0], rows.shape[1], columns.shape[1]))
    for p, q in np.ndindex(w.shape[2:]):
        out += np.tensordot(w[:, :, p, q], rows[p] @ x @ columns[q].T, ((1,), (1,))).transpose(1, 0, 2, 3)
    return out + b[:, None, None]


@right("conv_forward")
def conv_forward__exact_sums(x, w, b, stride, padding):
    """math.fsum for every output pixel, and a list of lists that becomes an array at the end."""
    seen = windows(x, *w.shape[2:], stride, padding).transpose(0, 2, 3, 1, 4, 5)
    out = []
    for image in seen:
        sums = [[[math.fsum((window * f).ravel()) for window in row] for row in image] for f in w]
        out.append([[[float(c) + total for total in row] for row in plane] for c, plane in zip(b, sums)])
    return np.array(out)


# --- convolution, backward --------------------------------------------------------------------------------------------


@right("conv_backward")
def conv_backward__seven_loops(dout, x, w, b, stride, padding):
    """Only scalars."""
    C, H, W = x.shape[1:]
    K_h, K_w = w.shape[2:]
    dx, dw, db = np.zeros_like(x), np.zeros_like(w), np.zeros_like(b)
    for n, o, i, j in np.ndindex(dout.shape):
        upstream = dout[n, o, i, j].item()
        db[o] += upstream
        for c in range(C):
            for p in range(K_h):
                row = i * stride + p - padding
                if not 0 <= row < H:
                    continue
                for q in range(K_w):
                    column = j * stride + q - padding
                    if 0 <= column < W:
                        dx[n, c, row, column] += upstream * w[o, c, p, q]
                        dw[o, c, p, q] += upstream * x[n, c, row, column]
    return dx, dw, db


@right("conv_backward")
def conv_backward__quadruple_loops(dout, x, w, b, stride, padding):
    """The solution of many courses."""
    N, _, H, W = x.shape
    F, _, K_h, K_w = w.shape
    x_pad = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)), mode="constant")
    dx_pad, dw, db = np.zeros(x_pad.shape), np.zeros(w.shape), np.zeros(b.shape)
    for n in range(N):
        for o in range(F):
            db[o] += dout[n, o].sum()
            for i in range(dout.shape[2]):
                for j in range(dout.shape[3]):
                    h, v = i * stride, j * stride
                    dw[o] += x_pad[n, :, h : h + K_h, v : v + K_w] * dout[n, o, i, j]
                    dx_pad[n, :, h : h + K_h, v : v + K_w] += w[o] * dout[n, o, i, j]
    return dx_pad[:, :, padding : padding + H, padding : padding + W], dw, db


@right("conv_backward")
def conv_backward__positions(dout, x, w, b, stride, padding):
    """A loop over positions with broadcasting; a list is returned."""
    K_h, K_w = w.shape[2:]
    image = framed(x, padding)
    dx, dw = np.zeros_like(image), np.zeros(w.shape)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            place = (slice(None), slice(None), slice(i * stride, i * stride + K_h), slice(j * stride, j * stride + K_w))
            upstream = dout[:, :, i, j][:, :, None, None, None]
            dw += (upstream * image[place][:, None]).sum(axis=0)
            dx[place] += (upstream * w).sum(axis=1)
    end_h, end_w = dx.shape[2] - padding, dx.shape[3] - padding
    return [dx[:, :, padding:end_h, padding:end_w], dw, np.einsum("nohw->o", dout)]


@right("conv_backward")
def conv_backward__im2col(dout, x, w, b, stride, padding):
    """The textbook: two matrix products and col2im."""
    F, _, K_h, K_w = w.shape
    flat = dout.transpose(0, 2, 3, 1).reshape(-1, F)
    dw = np.dot(columns_of(x, K_h, K_w, stride, padding).T, flat).transpose(1, 0).reshape(w.shape)
    dx = image_of(np.dot(flat, w.reshape(F, -1)), x.shape, K_h, K_w, stride, padding)
    return dx, dw, np.sum(flat, axis=0)


@right("conv_backward")
def conv_backward__fancy_indices(dout, x, w, b, stride, padding):
    """np.add.at with index arrays."""
    N, C, H, W = x.shape
    F, _, K_h, K_w = w.shape
    c, i, j = indices_of(x.shape, K_h, K_w, stride, padding)
    image = framed(x, padding)
    cols = image[:, c, i, j].transpose(1, 2, 0).reshape(C * K_h * K_w, -1)
    flat = dout.transpose(1, 2, 3, 0).reshape(F, -1)
    spread = (w.reshape(F, -1).T @ flat).reshape(C * K_h * K_w, -1, N).transpose(2, 0, 1)
    room = np.zeros_like(image)
    np.add.at(room, (slice(None), c, i, j), spread)
    return room[:, :, padding : padding + H, padding : padding + W], (flat @ cols.T).reshape(w.shape), flat.sum(1)


@right("conv_backward")
def conv_backward__einsum(dout, x, w, b, stride, padding):
    """einsum for dw; for dx the windows of a dout with zeros between and around its pixels."""
    (H, W), (K_h, K_w) = x.shape[2:], w.shape[2:]
    dw = np.einsum("nohw,nchwpq->ocpq", dout, windows(x, K_h, K_w, stride, padding))
    dx = conv_backward__full_correlation_dx(dout, w, H, W, stride, padding)
    return dx, dw, dout.sum((0, 2, 3))


def conv_backward__full_correlation_dx(dout, w, H, W, stride, padding):
    """The rotated filters slide over dout, with zeros between its pixels and K - 1 around them."""
    K_h, K_w = w.shape[2:]
    dense = zeros_between(dout, stride)
    rest_h, rest_w = H + 2 * padding - K_h - dense.shape[2] + 1, W + 2 * padding - K_w - dense.shape[3] + 1
    dense = np.pad(dense, ((0, 0), (0, 0), (K_h - 1, K_h - 1 + rest_h), (K_w - 1, K_w - 1 + rest_w)))
    seen = sliding_window_view(dense, (K_h, K_w), axis=(2, 3))
    full = np.einsum("nohwpq,ocpq->nchw", seen, w[:, :, ::-1, ::-1])
    return full[:, :, padding : padding + H, padding : padding + W]


@right("conv_backward")
def conv_backward__full_correlation(dout, x, w, b, stride, padding):
    """dx as a convolution with the rotated filter, dw as a convolution of x with dout."""
    (H, W), (K_h, K_w) = x.shape[2:], w.shape[2:]
    rotated = np.rot90(w, 2, axes=(2, 3)).transpose(1, 0, 2, 3)
    dense = zeros_between(dout, stride)
    room = np.zeros((*dense.shape[:2], H + 2 * padding + K_h - 1, W + 2 * padding + K_w - 1))
    room[:, :, K_h - 1 : K_h - 1 + dense.shape[2], K_w - 1 : K_w - 1 + dense.shape[3]] = dense
    dx = conv_forward__shifted_slices(room, rotated, np.zeros(len(rotated)), 1, 0)
    swapped = conv_forward__shifted_slices(
        framed(x, padding).transpose(1, 0, 2, 3), dense.transpose(1, 0, 2, 3), np.zeros(len(w)), 1, 0
    )
    dw = swapped.transpose(1, 0, 2, 3)[:, :, :K_h, :K_w]
    return dx[:, :, padding : padding + H, padding : padding + W], dw, dout.sum(axis=3).sum(axis=2).sum(axis=0)


@right("conv_backward")
def conv_backward__as_strided(dout, x, w, b, stride, padding):
    """dx is collected through a writable view of all windows, position by position."""
    (H, W), (K_h, K_w) = x.shape[2:], w.shape[2:]
    image = framed(x, padding)
    room = np.zeros(image.shape)
    s = room.strides
    shape = (*x.shape[:2], *dout.shape[2:], K_h, K_w)
    view = as_strided(room, shape, (s[0], s[1], s[2] * stride, s[3] * stride, s[2], s[3]))
    share = np.tensordot(dout, w, ((1,), (0,))).transpose(0, 3, 1, 2, 4, 5)
    for i, j in np.ndindex(dout.shape[2:]):
        view[:, :, i, j] += share[:, :, i, j]
    dw = np.tensordot(dout, windows(x, K_h, K_w, stride, padding), ((0, 2, 3), (0, 2, 3)))
    return room[:, :, padding : H + padding, padding : W + padding], dw, dout.reshape(*dout.shape[:2], -1).sum((0, 2))


@right("conv_backward")
def conv_backward__shifted_slices(dout, x, w, b, stride, padding):
    """One slice of the image for each offset in the filter."""
    (H, W), (K_h, K_w) = x.shape[2:], w.shape[2:]
    oh, ow = dout.shape[2:]
    image = framed(x, padding)
    room, dw = np.zeros(image.shape), np.zeros(w.shape)
    for p in range(K_h):
        for q in range(K_w):
            place = np.s_[:, :, p : p + (oh - 1) * stride + 1 : stride, q : q + (ow - 1) * stride + 1 : stride]
            dw[:, :, p, q] = np.einsum("nohw,nchw->oc", dout, image[place])
            room[place] += np.einsum("nohw,oc->nchw", dout, w[:, :, p, q])
    return room[:, :, padding : H + padding, padding : W + padding], dw, dout.sum(axis=(0, 2, 3))


@right("conv_backward")
def conv_backward__fourier(dout, x, w, b, stride, padding):
    """All by the convolution theorem."""
    (H, W), (K_h, K_w) = x.shape[2:], w.shape[2:]
    image = framed(x, padding)
    size = [n + K for n, K in zip(image.shape[2:], (K_h, K_w))]
    upstream = np.fft.rfft2(zeros_between(dout, stride), size)
    dx = np.fft.irfft2(np.einsum("nohw,ochw->nchw", upstream, np.fft.rfft2(w, size)), size)
    dw = np.fft.irfft2(np.einsum("nchw,nohw->ochw", np.fft.rfft2(image, size), np.conj(upstream)), size)
    return dx[:, :, padding : padding + H, padding : padding + W], dw[:, :, :K_h, :K_w], dout.sum(axis=(0, 2, 3))


@right("conv_backward")
def conv_backward__per_sample(dout, x, w, b, stride, padding):
    """One image at a time, added up."""
    dx, dw, db = np.zeros(x.shape), 0.0, 0.0
    for n in range(len(x)):
        dx[n : n + 1], more_w, more_b = conv_backward__im2col(dout[n : n + 1], x[n : n + 1], w, b, stride, padding)
        dw, db = dw + more_w, db + more_b
    return dx, dw, db


@right("conv_backward")
def conv_backward__float32(dout, x, w, b, stride, padding):
    """float32 inside: right to single precision."""
    dout, x, w = (array.astype(np.float32) for array in (dout, x, w))
    return tuple(np.float32(g) for g in conv_backward__shifted_slices(dout, x, w, b, stride, padding))


@right("conv_backward")
def conv_backward__fortran_order(dout, x, w, b, stride, padding):
    """Column-major arrays, loops from the end."""
    H, W = x.shape[2:]
    image = np.asfortranarray(framed(x, padding))
    room, dw = np.zeros(image.shape, order="F"), np.zeros(w.shape, order="F")
    for j in reversed(range(dout.shape[3])):
        for i in reversed(range(dout.shape[2])):
            place = np.s_[:, :, i * stride : i * stride + w.shape[2], j * stride : j * stride + w.shape[3]]
            for o in reversed(range(len(w))):
                upstream = dout[:, o, i, j][:, None, None, None]
                room[place] += upstream * w[o]
                dw[o] += (upstream * image[place])[::-1].sum(axis=0)
    return room[:, :, padding : padding + H, padding : padding + W], dw, dout[::-1, :, ::-1, ::-1].sum(axis=(3, 2, 0))


@right("conv_backward")
def conv_backward__batched_matmul(dout, x, w, b, stride, padding):
    """The @ operator with the images as batch."""
    N = len(x)
    F, _, K_h, K_w = w.shape
    seen = windows(x, K_h, K_w, stride, padding).transpose(0, 2, 3, 1, 4, 5).reshape(N, -1, w[0].size)
    flat = dout.reshape(N, F, -1)
    dw = (flat @ seen).sum(axis=0).reshape(w.shape)
    col = (flat.transpose(0, 2, 1) @ w.reshape(F, -1)).reshape(-1, w[0].size)
    return image_of(col, x.shape, K_h, K_w, stride, padding), dw, (dout @ np.ones(dout.shape[3])).sum(axis=(0, 2))


@right("conv_backward")
def conv_backward__matrices_for_axes(dout, x, w, b, stride, padding):
    """The transposed 0/1 matrices bring the gradients back."""
    rows = matrix_of(x.shape[2], w.shape[2], stride, padding)
    columns = matrix_of(x.shape[3], w.shape[3], stride, padding)
    dx, dw = np.zeros(x.shape), np.zeros(w.shape)
    for p, q in np.ndindex(w.shape[2:]):
        back = rows[p].T @ dout @ columns[q]
        dx += np.einsum("nohw,oc->nchw", back, w[:, :, p, q])
        dw[:, :, p, q] = np.tensordot(back, x, ((0, 2, 3), (0, 2, 3)))
    return dx, dw, np.array([math.fsum(dout[:, o].ravel()) for o in range(len(b))])


@right("conv_backward")
def conv_backward__linearity(dout, x, w, b, stride, padding):
    """The forward pass is linear in x, in w and in b: its value at each unit array, times dout."""

    def forward(image, filters, bias):
        return conv_forward__as_strided(image, filters, bias, stride, padding)

    dx, dw, db = np.zeros(x.shape), np.zeros(w.shape), np.zeros(b.shape)
    for c, h, v in np.ndindex(x.shape[1:]):
        unit = np.zeros((1, *x.shape[1:]))
        unit[0, c, h, v] = 1
        dx[:, c, h, v] = np.tensordot(dout, forward(unit, w, 0 * b)[0], 3)
    for c, p, q in np.ndindex(w.shape[1:]):
        unit = np.zeros((1, *w.shape[1:]))
        unit[0, c, p, q] = 1
        dw[:, c, p, q] = np.einsum("nohw,nhw->o", dout, forward(x, unit, np.zeros(1))[:, 0])
    for o in range(len(b)):
        db[o] = np.sum(dout * forward(0 * x, w, np.eye(len(b))[o]))
    return dx, dw, db


# --- transposed convolution -------------------------------------------------------------------------------------------


@right("conv_transpose_forward")
def conv_transpose_forward__seven_loops(x, w, b, stride, padding):
    """Only scalars, without a larger room: what is cut off is never painted."""
    N, _, H, W = x.shape
    _, F, K_h, K_w = w.shape
    oh, ow = (H - 1) * stride - 2 * padding + K_h, (W - 1) * stride - 2 * padding + K_w
    out = np.zeros((N, F, oh, ow))
    for n, c, i, j in np.ndindex(x.shape):
        for p, q in itertools.product(range(K_h), range(K_w)):
            r, s = i * stride + p - padding, j * stride + q - padding
            if 0 <= r < oh and 0 <= s < ow:
                for o in range(F):
                    out[n, o, r, s] += x[n, c, i, j] * w[c, o, p, q]
    for o in range(F):
        out[:, o] += b[o]
    return out


@right("conv_transpose_forward")
def conv_transpose_forward__full_correlation(x, w, b, stride, padding):
    """Zeros between and around the pixels, then the rotated filter slides."""
    _, _, K_h, K_w = w.shape
    dense = zeros_between(x, stride)
    dense = np.pad(dense, ((0, 0), (0, 0), (K_h - 1 - padding,) * 2, (K_w - 1 - padding,) * 2))
    rotated = np.flip(w, (2, 3)).transpose(1, 0, 2, 3)
    return conv_forward__einsum(dense, rotated, b, 1, 0)


@right("conv_transpose_forward")
def conv_transpose_forward__col2im(x, w, b, stride, padding):
    """A matrix product, then col2im."""
    N, C, H, W = x.shape
    _, F, K_h, K_w = w.shape
    oh, ow = (H - 1) * stride - 2 * padding + K_h, (W - 1) * stride - 2 * padding + K_w
    col = x.transpose(0, 2, 3, 1).reshape(-1, C) @ w.reshape(C, -1)
    return image_of(col, (N, F, oh, ow), K_h, K_w, stride, padding) + b.reshape(1, -1, 1, 1)


@right("conv_transpose_forward")
def conv_transpose_forward__shifted_slices(x, w, b, stride, padding):
    """One strided slice of the output for each offset in the filter."""
    N, _, H, W = x.shape
    _, F, K_h, K_w = w.shape
    room = np.zeros((N, F, (H - 1) * stride + K_h, (W - 1) * stride + K_w))
    for p, q in np.ndindex(K_h, K_w):
        room[:, :, p : p + H * stride : stride, q : q + W * stride : stride][:, :, :H, :W] += np.einsum(
            "nchw,co->nohw", x, w[:, :, p, q]
        )
    if padding:
        room = room[:, :, padding:-padding, padding:-padding]
    return room + b[None, :, None, None]


@right("conv_transpose_forward")
def conv_transpose_forward__fourier(x, w, b, stride, padding):
    """A product of spectra."""
    dense = zeros_between(x, stride)
    size = [n + K - 1 for n, K in zip(dense.shape[2:], w.shape[2:])]
    full = np.fft.irfft2(np.einsum("nchw,cohw->nohw", np.fft.rfft2(dense, size), np.fft.rfft2(w, size)), size)
    return full[:, :, padding : size[0] - padding, padding : size[1] - padding] + b[:, None, None]


@right("conv_transpose_backward")
def conv_transpose_backward__seven_loops(dout, x, w, b, stride, padding):
    """Only scalars."""
    dx, dw = np.zeros(x.shape), np.zeros(w.shape)
    oh, ow = dout.shape[2:]
    for n, c, i, j in np.ndindex(x.shape):
        for o, p, q in np.ndindex(w.shape[1:]):
            r, s = i * stride + p - padding, j * stride + q - padding
            if 0 <= r < oh and 0 <= s < ow:
                dx[n, c, i, j] += dout[n, o, r, s] * w[c, o, p, q]
                dw[c, o, p, q] += dout[n, o, r, s] * x[n, c, i, j]
    return dx, dw, dout.sum((0, 2, 3))


@right("conv_transpose_backward")
def conv_transpose_backward__einsum(dout, x, w, b, stride, padding):
    """dx is a convolution of dout."""
    seen = windows(dout, *w.shape[2:], stride, padding)
    dx = np.einsum("nohwpq,copq->nchw", seen, w)
    return dx, np.einsum("nchw,nohwpq->copq", x, seen, optimize=True), np.einsum("nohw->o", dout)


@right("conv_transpose_backward")
def conv_transpose_backward__im2col(dout, x, w, b, stride, padding):
    """Two matrix products."""
    N, C, H, W = x.shape
    col = columns_of(dout, *w.shape[2:], stride, padding)
    dx = (col @ w.reshape(C, -1).T).reshape(N, H, W, C).transpose(0, 3, 1, 2)
    dw = (x.transpose(1, 0, 2, 3).reshape(C, -1) @ col).reshape(w.shape)
    return dx, dw, dout.sum(axis=(0, 2, 3))


@right("conv_transpose_backward")
def conv_transpose_backward__other_layer(dout, x, w, b, stride, padding):
    """The roles of image and gradient exchanged in the backward pass of a convolution."""
    dx = conv_forward__shifted_slices(dout, w, np.zeros(len(w)), stride, padding)
    _, dw, _ = conv_backward__quadruple_loops(x, dout, w, np.zeros(len(w)), stride, padding)
    return dx, dw, dout.sum(axis=(0, 2, 3))


# --- pooling ----------------------------------------------------------------------------------------------------------


def _forward(x, kernel_h, kernel_w, stride, padding, value, reduce):
    seen = windows(x, kernel_h, kernel_w, stride, padding, value)
    return reduce(seen, (4, 5))


@right("max_pool_forward")
def max_pool_forward__loops(x, kernel_h, kernel_w, stride, padding):
    """Scalars, and a comparison for each; windows are clipped to the image, so that padding never wins."""
    N, C, H, W = x.shape
    out = np.zeros((N, C, out_size(H, kernel_h, stride, padding), out_size(W, kernel_w, stride, padding)))
    for n, c, i, j in np.ndindex(out.shape):
        best = -math.inf
        for r in range(max(i * stride - padding, 0), min(i * stride - padding + kernel_h, H)):
            for s in range(max(j * stride - padding, 0), min(j * stride - padding + kernel_w, W)):
                if x[n, c, r, s] > best:
                    best = x[n, c, r, s]
        out[n, c, i, j] = best
    return out


@right("max_pool_forward")
def max_pool_forward__windows(x, kernel_h, kernel_w, stride, padding):
    """A view of all windows."""
    return _forward(x, kernel_h, kernel_w, stride, padding, -np.inf, np.max)


@right("max_pool_forward")
def max_pool_forward__shifted_slices(x, kernel_h, kernel_w, stride, padding):
    """The maximum of shifted images."""
    image = framed(x, padding, -np.inf)
    oh, ow = out_size(x.shape[2], kernel_h, stride, padding), out_size(x.shape[3], kernel_w, stride, padding)
    out = np.full((*x.shape[:2], oh, ow), -np.inf)
    for p, q in np.ndindex(kernel_h, kernel_w):
        out = np.maximum(out, image[:, :, p : p + stride * oh : stride, q : q + stride * ow : stride][:, :, :oh, :ow])
    return out


@right("max_pool_forward")
def max_pool_forward__axes_in_turn(x, kernel_h, kernel_w, stride, padding):
    """First the maximum of rows, then of columns, by sorting."""
    image = framed(x, padding, -np.inf)
    rows = np.sort(sliding_window_view(image, kernel_h, axis=2)[:, :, ::stride], axis=-1)[..., -1]
    return np.sort(sliding_window_view(rows, kernel_w, axis=3)[:, :, :, ::stride], axis=-1)[..., -1]


@right("max_pool_forward")
def max_pool_forward__matrix(x, kernel_h, kernel_w, stride, padding):
    """The textbook: a matrix of windows, the maximum of each row."""
    N, C = x.shape[:2]
    seen = windows(x, kernel_h, kernel_w, stride, padding, np.finfo(x.dtype).min)
    rows = seen.transpose(0, 2, 3, 1, 4, 5).reshape(-1, kernel_h * kernel_w)
    return np.max(rows, axis=1).reshape(N, *seen.shape[2:4], C).transpose(0, 3, 1, 2)


def _max_pool_backward(dout, x, kernel_h, kernel_w, stride, padding, share):
    """A loop over windows; ``share(window)`` says how much each of its pixels gets."""
    H, W = x.shape[2:]
    image = framed(x, padding, -np.inf)
    room = np.zeros(image.shape)
    for n, c, i, j in np.ndindex(dout.shape):
        place = n, c, slice(i * stride, i * stride + kernel_h), slice(j * stride, j * stride + kernel_w)
        room[place] += dout[n, c, i, j] * share(image[place])
    return room[:, :, padding : padding + H, padding : padding + W]


@right("max_pool_backward")
def max_pool_backward__first(dout, x, kernel_h, kernel_w, stride, padding):
    """A tie goes to the first."""

    def first(window):
        return np.arange(window.size).reshape(window.shape) == window.argmax()

    return _max_pool_backward(dout, x, kernel_h, kernel_w, stride, padding, first)


@right("max_pool_backward")
def max_pool_backward__last(dout, x, kernel_h, kernel_w, stride, padding):
    """A tie goes to the last."""

    def last(window):
        return np.arange(window.size).reshape(window.shape) == window.size - 1 - window.ravel()[::-1].argmax()

    return _max_pool_backward(dout, x, kernel_h, kernel_w, stride, padding, last)


@right("max_pool_backward")
def max_pool_backward__shared(dout, x, kernel_h, kernel_w, stride, padding):
    """A tie is shared."""

    def shared(window):
        return (window == window.max()) / (window == window.max()).sum()

    return _max_pool_backward(dout, x, kernel_h, kernel_w, stride, padding, shared)


@right("max_pool_backward")
def max_pool_backward__matrix(dout, x, kernel_h, kernel_w, stride, padding):
    """The textbook: argmax of a window matrix, then col2im."""
    seen = windows(x, kernel_h, kernel_w, stride, padding, -np.inf).transpose(0, 2, 3, 1, 4, 5)
    rows = seen.reshape(-1, kernel_h * kernel_w)
    back = np.zeros(rows.shape)
    back[np.arange(len(rows)), rows.argmax(axis=1)] = dout.transpose(0, 2, 3, 1).ravel()
    return image_of(back.reshape(len(x) * dout[0, 0].size, -1), x.shape, kernel_h, kernel_w, stride, padding)


@right("max_pool_backward")
def max_pool_backward__scatter(dout, x, kernel_h, kernel_w, stride, padding):
    """np.bincount at the positions of the maxima in the image."""
    place = np.arange(x.size, dtype=float).reshape(x.shape)
    seen = windows(x, kernel_h, kernel_w, stride, padding, -np.inf)
    where = windows(place, kernel_h, kernel_w, stride, padding, -1.0)
    flat = seen.reshape(*seen.shape[:4], -1).argmax(axis=4)[..., None]
    target = np.take_along_axis(where.reshape(*where.shape[:4], -1), flat, axis=4).astype(int)
    return np.bincount(target.ravel(), weights=dout.ravel(), minlength=x.size).reshape(x.shape)


@right("max_pool_backward")
def max_pool_backward__float32(dout, x, kernel_h, kernel_w, stride, padding):
    """float32 inside: right to single precision."""
    single = dout.astype(np.float32), x.astype(np.float32)
    return max_pool_backward__first(*single, kernel_h, kernel_w, stride, padding).astype(np.float32)


@right("avg_pool_forward")
def avg_pool_forward__loops(x, kernel_h, kernel_w, stride, padding):
    """A mean for each window."""
    N, C, H, W = x.shape
    image = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    out = np.zeros((N, C, out_size(H, kernel_h, stride, padding), out_size(W, kernel_w, stride, padding)))
    for n, c, i, j in np.ndindex(out.shape):
        out[n, c, i, j] = np.mean(image[n, c, i * stride : i * stride + kernel_h, j * stride : j * stride + kernel_w])
    return out


@right("avg_pool_forward")
def avg_pool_forward__windows(x, kernel_h, kernel_w, stride, padding):
    """A view of all windows."""
    return _forward(x, kernel_h, kernel_w, stride, padding, 0.0, np.mean)


@right("avg_pool_forward")
def avg_pool_forward__integral_image(x, kernel_h, kernel_w, stride, padding):
    """Differences of cumulative sums."""
    image = np.pad(x, ((0, 0), (0, 0), (padding + 1, padding), (padding + 1, padding)))
    total = image.cumsum(axis=2).cumsum(axis=3)
    corners = total[:, :, kernel_h:, kernel_w:] - total[:, :, :-kernel_h, kernel_w:]
    corners = corners - total[:, :, kernel_h:, :-kernel_w] + total[:, :, :-kernel_h, :-kernel_w]
    return corners[:, :, ::stride, ::stride] / (kernel_h * kernel_w)


@right("avg_pool_forward")
def avg_pool_forward__convolution(x, kernel_h, kernel_w, stride, padding):
    """A convolution with equal weights, channel by channel."""
    weight = np.full((1, 1, kernel_h, kernel_w), 1 / (kernel_h * kernel_w))
    N, C, H, W = x.shape
    out = conv_forward__shifted_slices(x.reshape(N * C, 1, H, W), weight, np.zeros(1), stride, padding)
    return out.reshape(N, C, *out.shape[2:])


@right("avg_pool_forward")
def avg_pool_forward__float32(x, kernel_h, kernel_w, stride, padding):
    """float32 inside: right to single precision."""
    return avg_pool_forward__windows(x.astype(np.float32), kernel_h, kernel_w, stride, padding)


@right("avg_pool_backward")
def avg_pool_backward__loops(dout, x, kernel_h, kernel_w, stride, padding):
    """Every window spreads its gradient evenly."""
    N, C, H, W = x.shape
    room = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    for n, c, i, j in np.ndindex(dout.shape):
        upstream = dout[n, c, i, j] / (kernel_h * kernel_w)
        room[n, c, i * stride : i * stride + kernel_h, j * stride : j * stride + kernel_w] += upstream
    return room[:, :, padding : padding + H, padding : padding + W]


@right("avg_pool_backward")
def avg_pool_backward__shifted_slices(dout, x, kernel_h, kernel_w, stride, padding):
    """One slice for each offset in the window."""
    N, C, H, W = x.shape
    oh, ow = dout.shape[2:]
    room = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    for p, q in np.ndindex(kernel_h, kernel_w):
        room[:, :, p : p + stride * (oh - 1) + 1 : stride, q : q + stride * (ow - 1) + 1 : stride] += dout
    return room[:, :, padding : padding + H, padding : padding + W] / (kernel_h * kernel_w)


@right("avg_pool_backward")
def avg_pool_backward__matrix(dout, x, kernel_h, kernel_w, stride, padding):
    """The textbook: a matrix of equal shares, then col2im."""
    N, C = x.shape[:2]
    shares = np.repeat(dout.transpose(0, 2, 3, 1).reshape(-1, C, 1), kernel_h * kernel_w, axis=2)
    rows = shares.reshape(N * dout[0, 0].size, -1) / kernel_h / kernel_w
    return image_of(rows, x.shape, kernel_h, kernel_w, stride, padding)


@right("avg_pool_backward")
def avg_pool_backward__matrices_for_axes(dout, x, kernel_h, kernel_w, stride, padding):
    """The transposed averaging matrices of both axes."""
    rows = matrix_of(x.shape[2], kernel_h, stride, padding).mean(axis=0)
    columns = matrix_of(x.shape[3], kernel_w, stride, padding).mean(axis=0)
    return rows.T @ dout @ columns


@right("avg_pool_backward")
def avg_pool_backward__float32(dout, x, kernel_h, kernel_w, stride, padding):
    """float32 inside: right to single precision."""
    return avg_pool_backward__shifted_slices(dout.astype(np.float32), x, kernel_h, kernel_w, stride, padding).astype(
        np.float32
    )
