"""Zero stuffing: the pixels pulled apart, with zeros between them."""

import numpy as np

from grader import Case, Spec, distinct


def zero_stuff(x, stride):
    """Put stride - 1 zeros between neighbouring pixels.

    x (N, C, H, W) -> (N, C, (H - 1) * stride + 1, (W - 1) * stride + 1).
    Dumoulin & Visin, A guide to convolution arithmetic for deep learning (arXiv 1603.07285), section 4.5.
    """
    N, C, H, W = x.shape
    out = np.zeros((N, C, (H - 1) * stride + 1, (W - 1) * stride + 1), x.dtype)
    out[:, :, ::stride, ::stride] = x
    return out


def torch_zero_stuff(x, stride):
    """PyTorch's transposed convolution with a filter of one pixel, which is 1, for each channel by itself."""
    import torch

    C = x.shape[1]
    return torch.nn.functional.conv_transpose2d(x, torch.ones(C, 1, 1, 1, dtype=x.dtype), stride=stride, groups=C)


def cases(rng):
    """A small image, images of both proportions, a stride of 1, and two drawn anew."""
    small = np.array([[1, 2], [3, 4]], float)[None, None]
    yield Case("2x2 image, stride 2", {"x": small, "stride": 2})
    yield Case("2x2 image, stride 3", {"x": small, "stride": 3})
    for name, shape, stride, hidden in [
        ("a batch of wide images, stride 4", (2, 3, 5, 7), 4, False),
        ("tall images, stride 3, x is not contiguous", (3, 2, 5, 4), 3, False),
        ("stride 1: there are no gaps", (2, 5, 3, 4), 1, False),
        ("sizes drawn anew", *_sizes(rng), True),
        ("sizes drawn anew, once more", *_sizes(rng), True),
    ]:
        x = distinct(rng, *shape)
        if "not contiguous" in name:
            x = x.repeat(2, axis=3)[..., ::2]
        yield Case(name, {"x": x, "stride": stride}, hidden)


def _sizes(rng):
    """A setting: (N, C, H, W), stride."""
    N, C, H, W, stride = (int(n) for n in rng.integers([1, 1, 2, 2, 2], [4, 4, 7, 7, 6]))
    return (N, C, H, W), stride


def keeps_trailing_zeros(solve, x, stride):
    """There are zeros after the last pixel. They go between pixels only: the size is (H - 1) * stride + 1."""
    return np.pad(solve(x, stride), ((0, 0), (0, 0), (0, stride - 1), (0, stride - 1)))


def begins_with_zeros(solve, x, stride):
    """There are zeros before the first pixel. It stays at row 0 and column 0."""
    return np.pad(solve(x, stride), ((0, 0), (0, 0), (stride - 1, 0), (stride - 1, 0)))


def inserts_stride_zeros(solve, x, stride):
    """There are `stride` zeros between neighbours. They should be `stride` apart, so stride - 1 zeros lie between."""
    return solve(x, stride + 1)


def inserts_stride_zeros__trailing(solve, x, stride):
    """There are `stride` zeros after each pixel. Put stride - 1 between neighbours, and none after the last."""
    return np.pad(solve(x, stride + 1), ((0, 0), (0, 0), (0, stride), (0, stride)))


def repeats_pixels(solve, x, stride):
    """The gaps were filled with copies of the pixels. Fill them with zeros."""
    return x.repeat(stride, axis=2).repeat(stride, axis=3)


def repeats_pixels__cropped(solve, x, stride):
    """The gaps were filled with copies of the pixels. Fill them with zeros."""
    rows, columns = ((size - 1) * stride + 1 for size in x.shape[2:])
    return x.repeat(stride, axis=2).repeat(stride, axis=3)[:, :, :rows, :columns]


def one_axis_only(solve, x, stride):
    """Only the rows were pulled apart. The columns are too."""
    return solve(x, stride)[:, :, :, ::stride]


def one_axis_only__width(solve, x, stride):
    """Only the columns were pulled apart. The rows are too."""
    return solve(x, stride)[:, :, ::stride]


def wrong_axes(solve, x, stride):
    """The wrong axes were pulled apart. x is (N, C, H, W): the pixels lie along axes 2 and 3."""
    return solve(x.transpose(2, 3, 0, 1), stride).transpose(2, 3, 0, 1)


def wrong_axes__channels_last(solve, x, stride):
    """The channels were pulled apart as if they were rows. x is (N, C, H, W): the pixels lie along axes 2 and 3."""
    return solve(x.transpose(0, 3, 1, 2), stride).transpose(0, 2, 3, 1)


def always_two(solve, x, stride):
    """The stride was taken to be 2: use the argument."""
    return solve(x, 2)


def always_two__slice(solve, x, stride):
    """The stride was taken to be 2: use the argument."""
    out = np.zeros_like(solve(x, stride))
    out[:, :, ::2, ::2] = x
    return out


def ignores_stride(solve, x, stride):
    """The stride is ignored: the pixels are still next to each other."""
    return solve(x, 1)


def ignores_stride__in_place(solve, x, stride):
    """The pixels are still next to each other: pixel (i, j) goes to row i * stride and column j * stride."""
    out = np.zeros_like(solve(x, stride))
    out[:, :, : x.shape[2], : x.shape[3]] = x
    return out


def crops_one(solve, x, stride):
    """One row and column was cut off at the end. stride - 1 of them are too many, which is 1 for stride 2 only."""
    return np.pad(solve(x, stride), ((0, 0), (0, 0), (0, stride - 1), (0, stride - 1)))[:, :, :-1, :-1]


def crops_to_minus_zero(solve, x, stride):
    """The end was cut off by [: -(stride - 1)], which leaves nothing for stride 1. Use [: (H - 1) * stride + 1]."""
    return solve(x, stride)[:, :, : None if stride > 1 else 0, : None if stride > 1 else 0]


def width_from_height(solve, x, stride):
    """The output's width was computed from the height: H and W differ."""
    N, C, H, _ = x.shape
    out = np.zeros((N, C, (H - 1) * stride + 1, (H - 1) * stride + 1), x.dtype)
    out[:, :, ::stride, ::stride] = x
    return out


def width_from_height__loops(solve, x, stride):
    """The output's width was computed from the height: H and W differ."""
    N, C, H, W = x.shape
    out = np.zeros((N, C, (H - 1) * stride + 1, (H - 1) * stride + 1), x.dtype)
    for j in range(W):
        out[:, :, ::stride, j * stride] = x[:, :, :, j]
    return out


def width_from_height__one_loop(solve, x, stride):
    """The loop over j runs to H: the image has W columns."""
    H, W = x.shape[2:]
    if H > W:
        raise IndexError("index is out of bounds")
    out = solve(x, stride)
    out[:, :, :, H * stride :] = 0
    return out


def width_from_height__cut(solve, x, stride):
    """The output's width was computed from the height: H and W differ."""
    size = (x.shape[2] - 1) * stride + 1
    more = np.pad(solve(x, stride), ((0, 0), (0, 0), (0, stride - 1), (0, stride - 1)))
    return more[:, :, :size, :size]


spec = Spec(
    solve=zero_stuff,
    torch=torch_zero_stuff,
    cases=cases,
    shapes={"x": "N C H W", "out": "N C H_out W_out"},
    wrong=(
        keeps_trailing_zeros,
        begins_with_zeros,
        inserts_stride_zeros,
        inserts_stride_zeros__trailing,
        repeats_pixels,
        repeats_pixels__cropped,
        one_axis_only,
        one_axis_only__width,
        wrong_axes,
        wrong_axes__channels_last,
        always_two,
        always_two__slice,
        ignores_stride,
        ignores_stride__in_place,
        crops_one,
        crops_to_minus_zero,
        width_from_height,
        width_from_height__loops,
        width_from_height__one_loop,
        width_from_height__cut,
    ),
    hints=(
        "Pixel 0 stays where it is. Where does pixel 1 go, and where the last one, number H - 1?",
        "out[n, c, i * stride, j * stride] = x[n, c, i, j], and zero everywhere else.",
        "Make out of zeros, (N, C, (H - 1) * stride + 1, (W - 1) * stride + 1); a slice with a step picks every "
        "stride-th row and column of it: assign x to that.",
    ),
    hints_for={
        "keeps_trailing_zeros": (
            "With two pixels and stride 3, how many gaps are there, and how many zeros in each?",
            "The last pixel, number H - 1, comes to row `(H - 1) * stride`, and this row is the last one.",
            "`np.zeros((N, C, (H - 1) * stride + 1, (W - 1) * stride + 1))`.",
        ),
        "inserts_stride_zeros": (
            "With stride 1 nothing should change. How many zeros does yours put between two pixels then?",
            "Pixel i comes to row `i * stride`: from one to the next it is `stride` rows, the pixel's own included.",
            "`out[:, :, ::stride, ::stride] = x`.",
        ),
        "crops_to_minus_zero": (
            "What is `[1, 2, 3][:-0]` in Python?",
            "The result has `(H - 1) * stride + 1` rows: say where it ends, not how much is too much.",
            "`big[:, :, : (H - 1) * stride + 1, : (W - 1) * stride + 1]`.",
        ),
    },
)
