"""Nearest-neighbour upsampling, forward: each pixel becomes a block."""

import numpy as np

from grader import Case, Spec, distinct


def upsample_nearest_forward(x, scale):
    """Enlarge images by an integer factor.

    x (N, C, H, W) -> (N, C, H * scale, W * scale).
    """
    return x.repeat(scale, axis=2).repeat(scale, axis=3)


def torch_upsample_nearest_forward(x, scale):
    """PyTorch's interpolation."""
    import torch

    return torch.nn.functional.interpolate(x, scale_factor=scale, mode="nearest")


def cases(rng):
    """A small image, images of both proportions, a scale of 1, and two drawn anew."""
    small = np.array([[1, 2], [3, 4]], float)[None, None]
    yield Case("2x2 image, scale 2", {"x": small, "scale": 2})
    for name, shape, scale, hidden in [
        ("a batch of wide images, scale 4", (2, 3, 5, 7), 4, False),
        ("tall images, scale 3, x is not contiguous", (2, 4, 7, 5), 3, False),
        ("scale 1 changes nothing", (2, 5, 3, 4), 1, False),
        ("sizes drawn anew", *_sizes(rng), True),
        ("sizes drawn anew, once more", *_sizes(rng), True),
    ]:
        x = distinct(rng, *shape)
        if "not contiguous" in name:
            x = x.repeat(2, axis=2)[:, :, ::2]
        yield Case(name, {"x": x, "scale": scale}, hidden)


def _sizes(rng):
    """A setting: (N, C, H, W), scale."""
    N, C, H, W, scale = (int(n) for n in rng.integers([1, 1, 2, 2, 2], [4, 4, 7, 7, 5]))
    return (N, C, H, W), scale


def tiles_image(solve, x, scale):
    """The whole image was repeated, side by side. Repeat each pixel instead: np.repeat, not np.tile."""
    return np.tile(x, (1, 1, scale, scale))


def tiles_image__height(solve, x, scale):
    """The rows of the image were repeated as a whole. Repeat each row instead: np.repeat, not np.tile."""
    return np.tile(x, (1, 1, scale, 1)).repeat(scale, axis=3)


def tiles_image__width(solve, x, scale):
    """The columns of the image were repeated as a whole. Repeat each column instead: np.repeat, not np.tile."""
    return np.tile(x.repeat(scale, axis=2), scale)


def repeats_flat(solve, x, scale):
    """The pixels were repeated in one long line, which tears the blocks apart. Repeat along axis 2, then axis 3."""
    N, C, H, W = x.shape
    return x.repeat(scale * scale).reshape(N, C, H * scale, W * scale)


def one_axis_only(solve, x, scale):
    """Only the height was enlarged. The width grows by the same factor."""
    return solve(x, scale)[:, :, :, ::scale]


def one_axis_only__width(solve, x, scale):
    """Only the width was enlarged. The height grows by the same factor."""
    return solve(x, scale)[:, :, ::scale]


def one_axis_twice(solve, x, scale):
    """The height was enlarged twice and the width not at all: repeat along axis 2, then along axis 3."""
    return x.repeat(scale, axis=2).repeat(scale, axis=2)


def one_axis_twice__width(solve, x, scale):
    """The width was enlarged twice and the height not at all: repeat along axis 2, then along axis 3."""
    return x.repeat(scale, axis=3).repeat(scale, axis=3)


def wrong_axes(solve, x, scale):
    """The images and channels were repeated. x is (N, C, H, W): height and width are axes 2 and 3."""
    return x.repeat(scale, axis=0).repeat(scale, axis=1)


def wrong_axes__channels_last(solve, x, scale):
    """The channels were repeated as if they were rows. x is (N, C, H, W): height and width are axes 2 and 3."""
    return x.repeat(scale, axis=1).repeat(scale, axis=2)


def fills_corners_only(solve, x, scale):
    """Only the first pixel of each block was written, the rest stayed zero. The whole block has the pixel's value."""
    out = np.zeros_like(solve(x, scale))
    out[:, :, ::scale, ::scale] = x
    return out


def blocks_overlap(solve, x, scale):
    """The blocks begin at (i, j) and overwrite each other. That of pixel (i, j) begins at (i * scale, j * scale)."""
    out = np.zeros_like(solve(x, scale))
    for i in range(x.shape[2]):
        for j in range(x.shape[3]):
            out[:, :, i : i + scale, j : j + scale] = x[:, :, i : i + 1, j : j + 1]
    return out


def divides_by_area(solve, x, scale):
    """The pixel was shared out over its block. Every pixel of the block gets the whole value."""
    return solve(x, scale) / scale**2


def always_two(solve, x, scale):
    """The scale was taken to be 2: use the argument."""
    return solve(x, 2)


def always_two__loops(solve, x, scale):
    """The scale was taken to be 2: use the argument."""
    out = np.zeros_like(solve(x, scale))
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            out[:, :, i, j] = x[:, :, i // 2, j // 2]
    return out


def always_two__blocks(solve, x, scale):
    """The blocks were taken to be 2 x 2: use the argument scale."""
    out = np.zeros_like(solve(x, scale))
    for i in range(x.shape[2]):
        for j in range(x.shape[3]):
            out[:, :, 2 * i : 2 * i + 2, 2 * j : 2 * j + 2] = x[:, :, i : i + 1, j : j + 1]
    return out


def width_from_height(solve, x, scale):
    """The output's width was computed from the height: H and W differ."""
    N, C, H, _ = x.shape
    out = np.zeros((N, C, H * scale, H * scale), x.dtype)
    for j in range(H * scale):
        out[..., j] = x[..., j // scale].repeat(scale, axis=2)
    return out


def width_from_height__room(solve, x, scale):
    """Room for the output was made as if it were a square: its width is W * scale."""
    N, C, H, W = x.shape
    out = np.zeros((N, C, H * scale, H * scale), x.dtype)
    for j in range(W * scale):
        out[..., j] = x[..., j // scale].repeat(scale, axis=2)
    return out


def first_image_only(solve, x, scale):
    """Only the first image of the batch was enlarged; the others stayed zero."""
    out = solve(x, scale)
    out[1:] = 0
    return out


spec = Spec(
    solve=upsample_nearest_forward,
    torch=torch_upsample_nearest_forward,
    cases=cases,
    shapes={"x": "N C H W", "out": "N C H_out W_out"},
    wrong=(
        tiles_image,
        tiles_image__height,
        tiles_image__width,
        repeats_flat,
        one_axis_only,
        one_axis_only__width,
        one_axis_twice,
        one_axis_twice__width,
        wrong_axes,
        wrong_axes__channels_last,
        fills_corners_only,
        blocks_overlap,
        divides_by_area,
        always_two,
        always_two__loops,
        always_two__blocks,
        width_from_height,
        width_from_height__room,
        first_image_only,
    ),
    hints=(
        "Take scale 2 and a row 1 2 3. Write down the enlarged row. Which pixel of x does its pixel 4 show?",
        "out[n, c, i, j] = x[n, c, i // scale, j // scale].",
        "Repeat along the height, then along the width: x.repeat(scale, axis=2) is (N, C, H * scale, W); the same "
        "along axis 3 does the rest.",
    ),
    hints_for={
        "tiles_image": (
            "Enlarge the row 1 2 by 2. Is it 1 1 2 2 or 1 2 1 2?",
            "out[..., j] = x[..., j // scale]: neighbours in out show the same pixel.",
            "`np.repeat(x, scale, axis=2)`, then the same along axis 3.",
        ),
        "repeats_flat": (
            "Enlarge a 2x2 image by 2. Which pixel of x stands below the first one of the result?",
            "A block has scale rows: repeat every row, then every column.",
            "`x.repeat(scale, axis=2).repeat(scale, axis=3)`",
        ),
    },
)
