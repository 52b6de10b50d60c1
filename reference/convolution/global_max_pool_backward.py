"""Global max pooling, backward: the pixel that won gets everything."""

from functools import partial

import numpy as np

from grader import Case, Spec, grid

from ._ties import nearest
from .global_max_pool_forward import cases as forward_cases
from .global_max_pool_forward import global_max_pool_forward


def global_max_pool_backward(dout, x):
    """Gradient of global max pooling, dout (N, C), x (N, C, H, W) -> dx like x.

    Where pixels tie, the first one gets everything, as in PyTorch on the CPU.
    """
    N, C, _, W = x.shape
    dx = np.zeros(x.shape, dout.dtype)
    winner = x.reshape(N, C, -1).argmax(axis=2)  # (N, C), counts row by row, so a row is W long
    n, c = np.arange(N)[:, None], np.arange(C)  # together they name every channel of every image, (N, C)
    dx[n, c, winner // W, winner % W] = dout
    return dx


def torch_global_max_pool_backward(dout, x):
    """PyTorch's autograd through its adaptive pooling."""
    import torch

    out = torch.nn.functional.adaptive_max_pool2d(x.requires_grad_(), 1).flatten(1)
    return torch.autograd.grad(out, x, dout)[0]


def magnitude(dout, x):
    """What could arrive at each pixel: the absolute gradient wherever it is a maximum."""
    return gradient_to_every_maximum(global_max_pool_backward, np.abs(dout), x)


def closest(actual, dout, x):
    """The right gradient nearest to ``actual``: where pixels tie, several are right."""
    numbers = np.arange(x.size).reshape(x.shape)
    windows = [(numbers[n, c][x[n, c] == x[n, c].max()].tolist(), float(dout[n, c])) for n, c in np.ndindex(dout.shape)]
    return nearest(actual, global_max_pool_backward(dout, x), windows)


def cases(rng):
    """The settings of global_max_pool_forward with a random upstream gradient, and images with ties."""
    for case in forward_cases(rng):
        dout = grid(rng, *global_max_pool_forward(**case.args).shape)
        name = case.name
        if "known" in name:
            name, dout = "known: one pixel in each channel", np.array([[6.0, -12.0]])
        if "not contiguous" in name:
            dout = dout.repeat(2, axis=1)[:, ::2]
        if name == "sizes drawn anew":
            tied = np.array([[[[1.0, 3.0, 0.0], [3.0, 2.0, 1.0]]]])
            yield Case("a tie: two pixels share the maximum", {"dout": np.array([[6.0]]), "x": tied}, smooth=False)
            tied = rng.integers(0, 3, (2, 3, 5, 4)).astype(float)
            yield Case("many ties", {"dout": grid(rng, 2, 3), "x": tied}, smooth=False)
        yield Case(name, {"dout": dout, **case.args}, case.hidden)


def gradient_to_every_maximum(solve, dout, x):
    """Where pixels tie, each got the whole gradient. Together they get it once: pick one of them, or share it."""
    return (x == x.max(axis=(2, 3), keepdims=True)) * dout[:, :, None, None]


def _sharing(solve, dout, x):
    """Right as well: pixels that tie share the gradient equally."""
    return _parts(x == x.max(axis=(2, 3), keepdims=True)) * dout[:, :, None, None]


@np.errstate(invalid="ignore")
def _parts(chosen):
    """What each chosen pixel of a channel gets when they share: NaN where none is chosen."""
    return chosen / chosen.sum(axis=(2, 3), keepdims=True)


def _when_sharing(wrong):
    """The same misconception of a learner who shares the gradient among pixels that tie."""

    def shared(solve, *args):
        return wrong(partial(_sharing, solve), *args)

    shared.__name__ = f"{wrong.__name__}__shared"
    shared.__doc__ = wrong.__doc__
    return shared


def gradient_to_minimum(solve, dout, x):
    """The smallest pixel of each channel got dout. The output is the largest one: use argmax."""
    return solve(dout, -x)


def gradient_to_every_position(solve, dout, x):
    """Every pixel got the gradient. Only the largest one had a say in the maximum, so only it gets dout."""
    return np.ones_like(x) * dout[:, :, None, None]


def spreads_evenly(solve, dout, x):
    """dout was spread evenly over the image, which is average pooling. Here the largest pixel gets all of it."""
    return np.ones_like(x) * dout[:, :, None, None] / (x.shape[2] * x.shape[3])


def divides_by_image(solve, dout, x):
    """dout was divided by H * W. A maximum is no mean: the largest pixel gets dout as it is."""
    return solve(dout, x) / (x.shape[2] * x.shape[3])


def mean_over_batch(solve, dout, x):
    """dx was divided by the batch size. The loss already carries any 1/N: nothing is averaged here."""
    return solve(dout, x) / len(x)


def maximum_over_channels(solve, dout, x):
    """The maximum was taken over all channels. Every channel has its own: compare pixels of one channel only."""
    return (x == x.max(axis=(1, 2, 3), keepdims=True)) * dout[:, :, None, None]


def maximum_over_channels__batch(solve, dout, x):
    """The maximum was taken over all images and channels. Every channel of every image has its own."""
    return (x == x.max()) * dout[:, :, None, None]


def maximum_over_channels__shared(solve, dout, x):
    """The maximum was taken over all channels, and some have no pixel as large: 0 / 0. Every channel has its own."""
    return _parts(x == x.max(axis=(1, 2, 3), keepdims=True)) * dout[:, :, None, None]


def maximum_over_channels__batch_shared(solve, dout, x):
    """The maximum was taken over images and channels, and some have no pixel as large: 0 / 0. Each has its own."""
    return _parts(x == x.max()) * dout[:, :, None, None]


def maximum_over_batch(solve, dout, x):
    """The maximum was taken over all images. Every image has its own: compare pixels of one image only."""
    return (x == x.max(axis=(0, 2, 3), keepdims=True)) * dout[:, :, None, None]


def maximum_over_batch__shared(solve, dout, x):
    """The maximum was taken over all images, and some have no pixel as large: 0 / 0. Every image has its own."""
    return _parts(x == x.max(axis=(0, 2, 3), keepdims=True)) * dout[:, :, None, None]


def maximum_of_each_row(solve, dout, x):
    """The largest pixel of every row got dout. The whole channel has one maximum: use both axes, 2 and 3."""
    return (x == x.max(axis=3, keepdims=True)) * dout[:, :, None, None]


def maximum_of_each_row__column(solve, dout, x):
    """The largest pixel of every column got dout. The whole channel has one maximum: use both axes, 2 and 3."""
    return (x == x.max(axis=2, keepdims=True)) * dout[:, :, None, None]


def maximum_of_each_row__first(solve, dout, x):
    """The largest pixel of every row got dout, whatever stands in the others. The whole channel has one maximum."""
    return np.stack([solve(dout, x[:, :, i : i + 1])[:, :, 0] for i in range(x.shape[2])], axis=2)


def maximum_of_each_row__shared(solve, dout, x):
    """dout was shared by the largest pixels of all rows. The whole channel has one maximum: use both axes, 2 and 3."""
    return _parts(x == x.max(axis=3, keepdims=True)) * dout[:, :, None, None]


def maximum_of_each_row__column_shared(solve, dout, x):
    """dout was shared by the largest pixels of all columns. The whole channel has one maximum: use axes 2 and 3."""
    return _parts(x == x.max(axis=2, keepdims=True)) * dout[:, :, None, None]


def _at(dout, x, place):
    """dx with dout at ``place(winner)``, a row and a column."""
    N, C = dout.shape
    dx = np.zeros_like(x)
    row, column = place(x.reshape(N, C, -1).argmax(axis=2))
    dx[np.arange(N)[:, None], np.arange(C), row, column] = dout
    return dx


def unravels_with_height(solve, dout, x):
    """The flat argmax was turned into row and column with H. Rows are W long: divide by W."""
    return _at(dout, x, lambda winner: (winner // x.shape[2], winner % x.shape[2]))


def unravels_with_height__square(solve, dout, x):
    """The flat argmax was unravelled for a square image. Its shape is (H, W)."""
    return _at(dout, x, lambda winner: np.unravel_index(winner, (x.shape[2], x.shape[2])))


def swaps_row_and_column(solve, dout, x):
    """Row and column of the flat argmax were swapped: the row is winner // W, the column winner % W."""
    return _at(dout, x, lambda winner: (winner % x.shape[3], winner // x.shape[3]))


def multiplies_by_maximum(solve, dout, x):
    """dout was multiplied by the pixel's value. The derivative of a maximum is 1 there, whatever the value."""
    return solve(dout * global_max_pool_forward(x), x)


def returns_flat(solve, dout, x):
    """dx came back flat, (N, C, H * W). Give it the shape of x."""
    return solve(dout, x).reshape(*x.shape[:2], -1)


def returns_flat__matrix(solve, dout, x):
    """dx came back as a matrix, (N * C, H * W). Give it the shape of x."""
    return solve(dout, x).reshape(x.shape[0] * x.shape[1], -1)


def dout_reshaped(solve, dout, x):
    """dout was reshaped where its axes had to be transposed, so images and channels are mixed up."""
    return solve(dout.T.reshape(dout.shape), x)


def upstream_is_one(solve, dout, x):
    """dout is ignored, as if the loss were the sum of the output: the largest pixel gets dout, not 1."""
    return solve(np.ones_like(dout), x)


def first_image_only(solve, dout, x):
    """Only the first image of the batch got a gradient: go through all of them."""
    dx = solve(dout, x)
    dx[1:] = 0
    return dx


def opposite_sign(solve, dout, x):
    """dx has the opposite sign. The minus belongs to the update step (w - lr * dw), not to the gradient."""
    return -solve(dout, x)


def writes_into_dout(solve, dout, x):
    """dout was changed in place: whoever called you still needs it. Work on a copy."""
    dx = solve(dout, x)
    dout *= 0
    return dx


def writes_into_x(solve, dout, x):
    """x was changed in place: whoever called you still needs it. Work on a copy."""
    dx = solve(dout, x)
    x *= 0
    return dx


def writes_into_x__reshaped(solve, dout, x):
    """The gradient was written into x: reshape may give a view of it. Begin with np.zeros_like."""
    rows = x.reshape(-1, x.shape[2] * x.shape[3])
    rows[np.arange(len(rows)), rows.argmax(axis=1)] = dout.reshape(-1)
    return rows.reshape(x.shape)


spec = Spec(
    solve=global_max_pool_backward,
    torch=torch_global_max_pool_backward,
    forward=global_max_pool_forward,
    wrt=("x",),
    cases=cases,
    outputs=("dx",),
    shapes={"dout": "N C", "x": "N C H W", "dx": "N C H W"},
    magnitude=magnitude,
    closest=closest,
    wrong=(
        gradient_to_every_maximum,
        gradient_to_minimum,
        gradient_to_every_position,
        spreads_evenly,
        divides_by_image,
        mean_over_batch,
        maximum_over_channels,
        maximum_over_channels__batch,
        maximum_over_channels__shared,
        maximum_over_channels__batch_shared,
        maximum_over_batch,
        maximum_over_batch__shared,
        maximum_of_each_row,
        maximum_of_each_row__column,
        maximum_of_each_row__first,
        maximum_of_each_row__shared,
        maximum_of_each_row__column_shared,
        unravels_with_height,
        unravels_with_height__square,
        swaps_row_and_column,
        multiplies_by_maximum,
        returns_flat,
        returns_flat__matrix,
        dout_reshaped,
        upstream_is_one,
        first_image_only,
        opposite_sign,
        writes_into_dout,
        writes_into_x,
        writes_into_x__reshaped,
        *map(_when_sharing, (divides_by_image, mean_over_batch, multiplies_by_maximum, dout_reshaped)),
        *map(_when_sharing, (gradient_to_minimum, upstream_is_one, first_image_only, opposite_sign)),
    ),
    hints=(
        "Nudge a pixel that is not the largest: the output stays as it is. Nudge the largest one: the output follows. "
        "What does that say about their gradients?",
        "With (r, s) the place of the maximum of x[n, c]: dx[n, c, r, s] = dout[n, c]. All the rest of dx is 0.",
        "Make dx of zeros; loop over n and c; row, column = np.unravel_index(x[n, c].argmax(), (H, W)); put dout[n, c] "
        "there.",
    ),
    hints_for={
        "gradient_to_every_maximum": (
            "Nudge all pixels that tie by the same little step. Does the maximum rise by one step, or by one for each"
            " of them?",
            "The parts of the pixels that tie add up to 1: all for one of them, or 1 / count for each.",
            "`mask = x == x.max(axis=(2, 3), keepdims=True)`, then `mask / mask.sum(axis=(2, 3), keepdims=True)`",
        ),
        "unravels_with_height": (
            "Number the pixels of an image with 2 rows and 3 columns from 0 to 5. Where is number 4?",
            "place = row * W + column.",
            "`row, column = divmod(x[n, c].argmax(), W)`",
        ),
        "maximum_of_each_row": (
            "One number of dout belongs to each channel. How many pixels of a channel get one from you?",
            "dout[n, c] goes to the place of the maximum over i and j together.",
            "`x.reshape(N, C, -1).argmax(axis=2)` is one place for each channel.",
        ),
    },
)
