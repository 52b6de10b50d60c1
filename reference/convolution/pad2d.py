"""Padding: a frame of zeros, or of the nearest pixels."""

import numpy as np

from grader import Case, Spec, distinct

from ._walk_pad2d import WALK


def pad2d(x, padding, mode="zeros"):
    """Put a frame around every image.

    x (N, C, H, W) -> (N, C, H + 2 * padding, W + 2 * padding). The mode is "zeros" or "replicate".
    """
    N, C, H, W = x.shape
    if mode == "replicate":
        rows = np.arange(-padding, H + padding).clip(0, H - 1)  # the nearest row of x for each row of the output
        columns = np.arange(-padding, W + padding).clip(0, W - 1)
        return x[:, :, rows[:, None], columns]
    out = np.zeros((N, C, H + 2 * padding, W + 2 * padding), x.dtype)
    out[:, :, padding : padding + H, padding : padding + W] = x
    return out


def torch_pad2d(x, padding, mode="zeros"):
    """PyTorch's padding, which calls zeros "constant"."""
    import torch

    return torch.nn.functional.pad(x, (padding,) * 4, mode={"zeros": "constant", "replicate": "replicate"}[mode])


def cases(rng):
    """A small image in both modes, frames of several widths and of none, and two drawn anew."""
    small = np.array([[1, 2, 3], [4, 5, 6]], float)[None, None]
    yield Case("2x3 image, padding 1, zeros", {"x": small, "padding": 1, "mode": "zeros"})
    yield Case("2x3 image, padding 1, replicate", {"x": small, "padding": 1, "mode": "replicate"})
    for name, shape, padding, mode, hidden in [
        ("a batch, padding 2, zeros", (2, 3, 5, 4), 2, "zeros", False),
        ("a frame wider than the image, replicate", (3, 2, 1, 4), 3, "replicate", False),
        ("padding 0, zeros, x is not contiguous", (3, 2, 4, 5), 0, "zeros", False),
        ("padding 0, replicate, x is not contiguous", (2, 3, 5, 4), 0, "replicate", False),
        ("sizes drawn anew, zeros", *_sizes(rng), "zeros", True),
        ("sizes drawn anew, replicate", *_sizes(rng), "replicate", True),
    ]:
        x = distinct(rng, *shape)
        if padding == 0:
            x = np.asfortranarray(x) if mode == "zeros" else x.repeat(2, axis=3)[..., ::2]
        yield Case(name, {"x": x, "padding": padding, "mode": mode}, hidden)


def _sizes(rng):
    """A setting: (N, C, H, W), padding."""
    N, C, H, W, padding = (int(n) for n in rng.integers([1, 1, 3, 3, 2], [4, 4, 8, 8, 5]))
    return (N, C, H, W), padding


def ignores_mode(solve, x, padding, mode="zeros"):
    """The mode is ignored, the frame is always zero. For "replicate" it repeats the nearest pixel of the image."""
    return solve(x, padding, "zeros")


def ignores_mode__replicate(solve, x, padding, mode="zeros"):
    """The mode is ignored, the frame always repeats the border. For "zeros" it is zero."""
    return solve(x, padding, "replicate")


def swaps_modes(solve, x, padding, mode="zeros"):
    """The two modes are swapped: "zeros" fills the frame with 0, "replicate" with the nearest pixel."""
    return solve(x, padding, "replicate" if mode == "zeros" else "zeros")


def mirrors(solve, x, padding, mode="zeros"):
    """The image was mirrored into the frame. "replicate" repeats the outermost row or column again and again."""
    return _filled(solve, x, padding, mode, "reflect")


def mirrors__with_border(solve, x, padding, mode="zeros"):
    """The image was mirrored into the frame. "replicate" repeats the outermost row or column again and again."""
    return _filled(solve, x, padding, mode, "symmetric")


def mirrors__indices(solve, x, padding, mode="zeros"):
    """The image was mirrored into the frame. "replicate" repeats the outermost row or column again and again."""
    if mode == "zeros":
        return solve(x, padding, mode)
    rows, columns = (_mirrored(size, padding) for size in x.shape[2:])
    return x[:, :, rows[:, None], columns]


def mirrors__indices_inside(solve, x, padding, mode="zeros"):
    """The image was mirrored into the frame. "replicate" repeats the outermost row or column again and again."""
    if mode == "zeros":
        return solve(x, padding, mode)
    (rows, seen_rows), (columns, seen_columns) = (
        (index % size, (index >= 0) & (index < size))
        for index, size in ((_mirrored(size, padding), size) for size in x.shape[2:])
    )
    return x[:, :, rows[:, None], columns] * (seen_rows[:, None] & seen_columns)


def _mirrored(size, padding):
    """Indices that turn round at the first and at the last pixel, once."""
    index = np.arange(-padding, size + padding)
    return np.where(index < size, np.abs(index), 2 * (size - 1) - index)


def mirrors__joined(solve, x, padding, mode="zeros"):
    """The image was mirrored into the frame. "replicate" repeats the outermost row or column again and again."""
    return _joined(solve, x, padding, mode, -1)


def wraps_around(solve, x, padding, mode="zeros"):
    """The frame was filled from the opposite side. "replicate" repeats the pixel that is nearest."""
    return _filled(solve, x, padding, mode, "wrap")


def wraps_around__in_place(solve, x, padding, mode="zeros"):
    """The frame was filled from the opposite side. "replicate" repeats the pixel that is nearest."""
    out = solve(x, padding, "zeros")
    if mode == "replicate" and padding:
        end = out.shape[3] - padding
        out[:, :, :padding, padding:end] = x[:, :, -padding:]
        out[:, :, out.shape[2] - padding :, padding:end] = x[:, :, :padding]
        out[:, :, :, :padding] = out[:, :, :, end - padding : end]
        out[:, :, :, end:] = out[:, :, :, padding : 2 * padding]
    return out


def _filled(solve, x, padding, mode, instead):
    """The answer where "replicate" is another mode of np.pad."""
    around = ((0, 0), (0, 0), (padding, padding), (padding, padding))
    return solve(x, padding, mode) if mode == "zeros" else np.pad(x, around, mode=instead)


def leaves_corners_empty(solve, x, padding, mode="zeros"):
    """The four corners stayed zero. In "replicate" each repeats the corner pixel of the image."""
    out = solve(x, padding, mode)
    if mode == "replicate":
        H, W = x.shape[2:]
        for rows in (slice(0, padding), slice(padding + H, None)):
            for columns in (slice(0, padding), slice(padding + W, None)):
                out[:, :, rows, columns] = 0
    return out


def copies_as_many_rows(solve, x, padding, mode="zeros"):
    """Several rows and columns went into the frame. Only the outermost one does, as often as there is room."""
    out = solve(x, padding, "zeros")
    if mode == "replicate" and padding:
        out[:, :, :padding] = out[:, :, padding : 2 * padding]
        out[:, :, -padding:] = out[:, :, -2 * padding : -padding]
        out[:, :, :, :padding] = out[:, :, :, padding : 2 * padding]
        out[:, :, :, -padding:] = out[:, :, :, -2 * padding : -padding]
    return out


def copies_as_many_rows__of_image(solve, x, padding, mode="zeros"):
    """Several rows and columns went into the frame. Only the outermost one does, as often as there is room."""
    out = solve(x, padding, "zeros")
    if mode == "replicate" and padding:
        end = out.shape[3] - padding
        out[:, :, :padding, padding:end] = x[:, :, :padding]
        out[:, :, out.shape[2] - padding :, padding:end] = x[:, :, -padding:]
        out[:, :, :, :padding] = out[:, :, :, padding : 2 * padding]
        out[:, :, :, end:] = out[:, :, :, end - padding : end]
    return out


def copies_as_many_rows__joined(solve, x, padding, mode="zeros"):
    """Several rows and columns went into the frame. Only the outermost one does, as often as there is room."""
    return _joined(solve, x, padding, mode, 1)


def _joined(solve, x, padding, mode, step):
    """Rows and columns of the image joined to it, as many as there are, in their order or from the end."""
    if mode == "zeros":
        return solve(x, padding, mode)
    parts = x[..., :padding][..., ::step], x, x[..., x.shape[3] - padding :][..., ::step]
    wide = np.concatenate(parts, axis=3)
    parts = wide[:, :, :padding][:, :, ::step], wide, wide[:, :, wide.shape[2] - padding :][:, :, ::step]
    return np.concatenate(parts, axis=2)


def pads_one_side(solve, x, padding, mode="zeros"):
    """Only the top and the left were padded. The frame goes around all four sides."""
    return solve(x, padding, mode)[:, :, : x.shape[2] + padding, : x.shape[3] + padding]


def pads_one_side__bottom_right(solve, x, padding, mode="zeros"):
    """Only the bottom and the right were padded. The frame goes around all four sides."""
    return solve(x, padding, mode)[:, :, padding:, padding:]


def shifts_image(solve, x, padding, mode="zeros"):
    """The image sits in a corner of the output. It belongs in the middle: from row and column `padding` on."""
    return solve(x, 2 * padding, mode)[:, :, 2 * padding :, 2 * padding :]


def shifts_image__bottom_right(solve, x, padding, mode="zeros"):
    """The image sits in a corner of the output. It belongs in the middle: from row and column `padding` on."""
    return solve(x, 2 * padding, mode)[:, :, : x.shape[2] + 2 * padding, : x.shape[3] + 2 * padding]


def shifts_image__frame_in_place(solve, x, padding, mode="zeros"):
    """The image sits in a corner of the output. It belongs in the middle: from row and column `padding` on."""
    out = np.zeros_like(solve(x, padding, mode))
    H, W = x.shape[2:]
    out[:, :, :H, :W] = x
    if mode == "replicate" and padding:
        _frame(out, x[:, :, :1], x[:, :, -1:], padding)
    return out


def shifts_image__zeros_only(solve, x, padding, mode="zeros"):
    """The image sits in a corner of the output. It belongs in the middle: from row and column `padding` on."""
    return shifts_image(solve, x, padding, mode) if mode == "zeros" else solve(x, padding, mode)


def _frame(out, above, below, padding):
    """Fill a frame around the middle of ``out``: rows above and below, then the columns beside what is there."""
    end = out.shape[3] - padding
    out[:, :, :padding, padding:end] = above
    out[:, :, out.shape[2] - padding :, padding:end] = below
    out[:, :, :, :padding] = out[:, :, :, padding : padding + 1]
    out[:, :, :, end:] = out[:, :, :, end - 1 : end]


def pads_one_axis(solve, x, padding, mode="zeros"):
    """Only the rows were padded. The frame goes left and right too."""
    return solve(x, padding, mode)[:, :, :, padding : padding + x.shape[3]]


def pads_one_axis__width(solve, x, padding, mode="zeros"):
    """Only the columns were padded. The frame goes above and below too."""
    return solve(x, padding, mode)[:, :, padding : padding + x.shape[2]]


def pads_every_axis(solve, x, padding, mode="zeros"):
    """The batch and the channels were padded too: np.pad(x, padding) does that. Pad the last two axes only."""
    return np.pad(solve(x, padding, mode), ((padding, padding), (padding, padding), (0, 0), (0, 0)), _numpy(mode))


def pads_wrong_axes(solve, x, padding, mode="zeros"):
    """The wrong axes were padded. x is (N, C, H, W), so the frame belongs to axes 2 and 3."""
    return np.pad(x, ((padding, padding), (padding, padding), (0, 0), (0, 0)), _numpy(mode))


def pads_wrong_axes__channels_last(solve, x, padding, mode="zeros"):
    """The channels were padded as if they were rows. x is (N, C, H, W), so the frame belongs to axes 2 and 3."""
    return np.pad(x, ((0, 0), (padding, padding), (padding, padding), (0, 0)), _numpy(mode))


def _numpy(mode):
    """What np.pad calls the mode."""
    return {"zeros": "constant", "replicate": "edge"}[mode]


def doubles_padding(solve, x, padding, mode="zeros"):
    """The frame is twice as wide as asked for: `padding` pixels on each side, 2 * padding per axis in total."""
    return solve(x, 2 * padding, mode)


def slices_to_minus_padding(solve, x, padding, mode="zeros"):
    """The image goes to [padding:-padding], which is empty for padding 0. Use [padding : padding + H]."""
    out = solve(x, padding, mode)
    if padding == 0:
        out[:, :, padding:-padding, padding:-padding] = x
    return out


def slices_to_minus_padding__zeros_only(solve, x, padding, mode="zeros"):
    """The image goes to [padding:-padding], which is empty for padding 0. Use [padding : padding + H]."""
    out = solve(x, padding, mode)
    if padding == 0 and mode == "zeros":
        out[:, :, padding:-padding, padding:-padding] = x
    return out


def fills_from_minus_padding(solve, x, padding, mode="zeros"):
    """The lower and right frame is [-padding:], which is the whole axis for padding 0. Use [padding + H :]."""
    out = solve(x, padding, mode)
    return np.broadcast_to(x[:, :, -1:, -1:], x.shape).copy() if padding == 0 and mode == "replicate" else out


def fills_from_minus_padding__rows(solve, x, padding, mode="zeros"):
    """The lower frame is [-padding:], which is the whole axis for padding 0. Use [padding + H :]."""
    out = solve(x, padding, mode)
    return x[:, :, -1:].repeat(x.shape[2], axis=2) if padding == 0 and mode == "replicate" else out


spec = Spec(
    solve=pad2d,
    torch=torch_pad2d,
    cases=cases,
    shapes={"x": "N C H W", "out": "N C H+2P W+2P"},
    wrong=(
        ignores_mode,
        ignores_mode__replicate,
        swaps_modes,
        mirrors,
        mirrors__with_border,
        mirrors__indices,
        mirrors__indices_inside,
        mirrors__joined,
        wraps_around,
        wraps_around__in_place,
        leaves_corners_empty,
        copies_as_many_rows,
        copies_as_many_rows__of_image,
        copies_as_many_rows__joined,
        pads_one_side,
        pads_one_side__bottom_right,
        shifts_image,
        shifts_image__bottom_right,
        shifts_image__frame_in_place,
        shifts_image__zeros_only,
        pads_one_axis,
        pads_one_axis__width,
        pads_every_axis,
        pads_wrong_axes,
        pads_wrong_axes__channels_last,
        doubles_padding,
        slices_to_minus_padding,
        slices_to_minus_padding__zeros_only,
        fills_from_minus_padding,
        fills_from_minus_padding__rows,
    ),
    hints=(
        "Draw a 2x3 image on squared paper and its frame around it. In which row of the big image does row 0 begin?",
        "out[n, c, i, j] is x[n, c, i - padding, j - padding]. Where that lies outside of x, it is 0, or for replicate "
        "the pixel at both indices clipped to 0 ... H - 1 and 0 ... W - 1.",
        "Make out of zeros, (N, C, H + 2 * padding, W + 2 * padding), and write x to rows padding : padding + H and "
        "columns padding : padding + W. Or: np.pad with ((0, 0), (0, 0), (padding, padding), (padding, padding)); its "
        'names for the modes are "constant" and "edge".',
    ),
    walk=WALK,
    hints_for={
        "leaves_corners_empty": (
            "Draw a frame of width 2 around a 2x3 image. Which parts of it lie neither beside nor above or below the "
            "image?",
            "`out[n, c, i, j] = x[n, c, r, s]` with r = i - padding clipped to 0 ... H - 1 and s = j - padding "
            "clipped to "
            "0 ... W - 1, in the corners too.",
            "Fill the rows above and below first; then take the columns from what is there already: "
            "`out[:, :, :, :padding] = out[:, :, :, padding : padding + 1]`, and the right side likewise.",
        ),
        "copies_as_many_rows": (
            "Draw a frame of width 3 around an image of one row. Where do its rows come from?",
            "Every row above the image is row 0, every row below it is row H - 1, whatever the padding is.",
            "`x[:, :, :1]` and `x[:, :, -1:]` are one row each and broadcast to as many as there is room for.",
        ),
        "slices_to_minus_padding": (
            "What is `[1, 2, 3][0:-0]` in Python?",
            "The image ends at row `padding + H` and column `padding + W` of the output.",
            "`out[:, :, padding : padding + H, padding : padding + W] = x`.",
        ),
    },
)
