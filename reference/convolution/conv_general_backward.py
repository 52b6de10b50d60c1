"""Convolution with dilation and groups, backward: every product sends dout times the other factor to each factor."""

import numpy as np

from grader import Case, Spec, grid

from . import conv_backward as plain
from . import conv_general_forward as forward
from ._general import block, extended, interleaved, output_sizes, padded, stuffed
from ._gradients import SHARED
from .conv_general_forward import conv_general_forward


def conv_general_backward(dout, x, w, b, stride, padding, dilation, groups):
    """Gradients of a convolution with dilation and groups.

    dout (N, C_out, H_out, W_out), x (N, C_in, H, W), w (C_out, C_in / groups, K_h, K_w), b (C_out,)
    -> dx like x, dw like w, db like b.
    """
    H, W = x.shape[2:]
    C_in, (C_out, _, K_h, K_w) = x.shape[1], w.shape
    x = padded(x, padding)
    dx, dw = np.zeros_like(x), np.zeros_like(w)
    for group in range(groups):
        seen, filters = block(C_in, group, groups), block(C_out, group, groups)
        for i in range(dout.shape[2]):
            for j in range(dout.shape[3]):
                rows = slice(i * stride, i * stride + dilation * (K_h - 1) + 1, dilation)
                columns = slice(j * stride, j * stride + dilation * (K_w - 1) + 1, dilation)
                arriving = dout[:, filters, i, j]  # (N, C_out / groups)
                dw[filters] += np.tensordot(arriving, x[:, seen, rows, columns], axes=([0], [0]))
                dx[:, seen, rows, columns] += np.tensordot(arriving, w[filters], axes=([1], [0]))
    return dx[:, :, padding : padding + H, padding : padding + W], dw, dout.sum(axis=(0, 2, 3))


def naive_conv_general_backward(dout, x, w, b, stride, padding, dilation, groups):
    """One product of the forward pass at a time."""
    x_padded = padded(x, padding)
    dx, dw, db = np.zeros_like(x_padded), np.zeros_like(w), np.zeros_like(b)
    for n, o, i, j in np.ndindex(dout.shape):
        first = o // (len(w) // groups) * w.shape[1]
        db[o] += dout[n, o, i, j]
        for c, p, q in np.ndindex(w.shape[1:]):
            pixel = n, first + c, i * stride + p * dilation, j * stride + q * dilation
            dx[pixel] += dout[n, o, i, j] * w[o, c, p, q]
            dw[o, c, p, q] += dout[n, o, i, j] * x_padded[pixel]
    return dx[:, :, padding : padding + x.shape[2], padding : padding + x.shape[3]], dw, db


def torch_conv_general_backward(dout, x, w, b, stride, padding, dilation, groups):
    """PyTorch's autograd through its convolution."""
    import torch

    inputs = [tensor.requires_grad_() for tensor in (x, w, b)]
    out = torch.nn.functional.conv2d(x, w, b, stride, padding, dilation, groups)
    return torch.autograd.grad(out, inputs, dout)


def _with_dout(rng, case):
    x, w, _, stride, padding, dilation, _ = case.args.values()
    dout = grid(rng, len(x), len(w), *output_sizes(x, w, stride, padding, dilation))
    if "not contiguous" in case.name:
        dout = dout.repeat(2, axis=3)[..., ::2]
    return Case(case.name, {"dout": dout, **case.args}, case.hidden)


def cases(rng):
    """The settings of conv_general_forward with a random upstream gradient."""
    for case in forward.cases(rng):
        yield _with_dout(rng, case)


def _swapped(one, other, positions):
    """The gradients of ``one``, those at ``positions`` taken from ``other``."""
    return tuple(other[i] if i in positions else one[i] for i in range(3))


# Dilation


def ignores_dilation(solve, dout, x, w, b, stride, padding, dilation, groups):
    """The dilation is ignored: the numbers of a filter meet pixels that lie `dilation` apart."""
    return solve(dout, x, w, b, stride, padding, 1, groups)


def ignores_dilation__dx(solve, dout, x, w, b, stride, padding, dilation, groups):
    """The dilation is ignored in dx: a filter goes back to pixels that lie `dilation` apart."""
    right = solve(dout, x, w, b, stride, padding, dilation, groups)
    return _swapped(right, solve(dout, x, w, b, stride, padding, 1, groups), {0})


def ignores_dilation__dw(solve, dout, x, w, b, stride, padding, dilation, groups):
    """The dilation is ignored in dw: number (p, q) of a filter met pixels p * dilation down, q * dilation right."""
    right = solve(dout, x, w, b, stride, padding, dilation, groups)
    return _swapped(right, solve(dout, x, w, b, stride, padding, 1, groups), {1})


def ignores_dilation__raises(solve, dout, x, w, b, stride, padding, dilation, groups):
    """The dilated windows do not fit the filter: cut them out with steps of `dilation`."""
    if dilation > 1:
        raise ValueError("shapes do not match")
    return solve(dout, x, w, b, stride, padding, dilation, groups)


def ignores_dilation__views(solve, dout, x, w, b, stride, padding, dilation, groups):
    """The windows are not dilated, so there are more of them than dout has pixels: spread them by `dilation`."""
    if output_sizes(x, w, stride, padding, 1) != dout.shape[2:]:
        raise ValueError("shapes do not match")
    return solve(dout, x, w, b, stride, padding, 1, groups)


def dw_stays_dilated(solve, dout, x, w, b, stride, padding, dilation, groups):
    """dw is as large as the filter with zeros in it. Take every `dilation`-th row and column: dw is like w."""
    spread = stuffed(w, dilation, dilation)
    return solve(dout, x, spread, b, stride, padding, 1, groups)


def swaps_stride_and_dilation(solve, dout, x, w, b, stride, padding, dilation, groups):
    """stride and dilation were swapped: the stride moves the window, the dilation spreads it."""
    reach = [max(size, stride * size) + dilation * n for size, n in zip(w.shape[2:], dout.shape[2:])]
    room = np.zeros((*x.shape[:2], *(max(r, size + 2 * padding) for r, size in zip(reach, x.shape[2:]))))
    room[:, :, padding : padding + x.shape[2], padding : padding + x.shape[3]] = x
    dx, dw, db = solve(dout, room, w, b, dilation, 0, stride, groups)
    return dx[:, :, padding : padding + x.shape[2], padding : padding + x.shape[3]], dw, db


def swaps_stride_and_dilation__raises(solve, dout, x, w, b, stride, padding, dilation, groups):
    """stride and dilation were swapped, so a window sticks out: the stride moves it, the dilation spreads it."""
    spans = (dilation * (n - 1) + stride * (K - 1) + 1 for n, K in zip(dout.shape[2:], w.shape[2:]))
    if any(span > size + 2 * padding for span, size in zip(spans, x.shape[2:])):
        raise ValueError("the window sticks out")
    return swaps_stride_and_dilation(solve, dout, x, w, b, stride, padding, dilation, groups)


def dx_assigned(solve, dout, x, w, b, stride, padding, dilation, groups):
    """dx was assigned (=) where windows overlap. A pixel seen by several windows collects from all of them: +=."""
    dx = _scatter(dout, x, w, stride, padding, dilation, groups, reverse=False)
    return dx, *solve(dout, x, w, b, stride, padding, dilation, groups)[1:]


def dx_assigned__backwards(solve, dout, x, w, b, stride, padding, dilation, groups):
    """dx was assigned (=) where windows overlap. A pixel seen by several windows adds all their shares: +=."""
    dx = _scatter(dout, x, w, stride, padding, dilation, groups, reverse=True)
    return dx, *solve(dout, x, w, b, stride, padding, dilation, groups)[1:]


def dx_assigned__filters(solve, dout, x, w, b, stride, padding, dilation, groups):
    """dx was assigned (=) in the loops. A pixel collects from all filters and from all windows that see it: +=."""
    last = slice(len(w) // groups - 1, None, len(w) // groups)
    dx = _scatter(dout[:, last], x, w[last], stride, padding, dilation, groups, reverse=False)
    return dx, *solve(dout, x, w, b, stride, padding, dilation, groups)[1:]


def dw_assigned__inside(solve, dout, x, w, b, stride, padding, dilation, groups):
    """dw holds the share of one product only: it was assigned (=) in the loops, not added (+=)."""
    dx, _, db = solve(dout, x, w, b, stride, padding, dilation, groups)
    return dx, plain.last_products(dout, x, w, stride, padding, dilation, groups), db


def _scatter(dout, x, w, stride, padding, dilation, groups, reverse):
    """dx by assignment, positions in order or in reverse."""
    room = np.zeros_like(padded(x, padding))
    positions = list(np.ndindex(dout.shape[2:]))
    for group in range(groups):
        seen, filters = block(x.shape[1], group, groups), block(len(w), group, groups)
        for i, j in reversed(positions) if reverse else positions:
            rows, columns = (
                slice(at * stride, at * stride + dilation * (K - 1) + 1, dilation) for at, K in zip((i, j), w.shape[2:])
            )
            room[:, seen, rows, columns] = np.tensordot(dout[:, filters, i, j], w[filters], axes=([1], [0]))
    return room[:, :, padding : padding + x.shape[2], padding : padding + x.shape[3]]


# Groups


def _of_groups(solve, dout, x, w, b, setting, groups):
    """The gradients of each group, as if it were a layer of its own."""
    for group in range(groups):
        seen, filters = block(x.shape[1], group, groups), block(len(w), group, groups)
        yield solve(dout[:, filters], x[:, seen], w[filters], b[filters], *setting, 1)


def first_group_only(solve, dout, x, w, b, stride, padding, dilation, groups):
    """Only the first group has gradients; the others stayed zero."""
    dx, dw, db = (g.copy() for g in solve(dout, x, w, b, stride, padding, dilation, groups))
    dx[:, w.shape[1] :], dw[len(w) // groups :] = 0, 0
    return dx, dw, db


def first_group_only__db(solve, dout, x, w, b, stride, padding, dilation, groups):
    """Only the first group has gradients; the others stayed zero."""
    dx, dw, db = first_group_only(solve, dout, x, w, b, stride, padding, dilation, groups)
    db[len(w) // groups :] = 0
    return dx, dw, db


def last_group_only(solve, dout, x, w, b, stride, padding, dilation, groups):
    """Only the last group has gradients: dx and dw were made anew (zeros) in the loop over groups. Make them before."""
    dx, dw, db = (g.copy() for g in solve(dout, x, w, b, stride, padding, dilation, groups))
    dx[:, : -w.shape[1]], dw[: -(len(w) // groups)] = 0, 0
    return dx, dw, db


def last_group_only__shape(solve, dout, x, w, b, stride, padding, dilation, groups):
    """Only the last group's gradients are returned. Join those of all groups: dx along axis 1, dw and db along 0."""
    return list(_of_groups(solve, dout, x, w, b, (stride, padding, dilation), groups))[-1]


def last_group_only__shape_of_dx_dw(solve, dout, x, w, b, stride, padding, dilation, groups):
    """Only the last group's dx and dw are returned. Join those of all groups: dx along axis 1, dw along axis 0."""
    right = solve(dout, x, w, b, stride, padding, dilation, groups)
    return *list(_of_groups(solve, dout, x, w, b, (stride, padding, dilation), groups))[-1][:2], right[2]


def dx_first_channels(solve, dout, x, w, b, stride, padding, dilation, groups):
    """All groups sent their gradient to the first group's input channels. Group g begins at g * (C_in / groups)."""
    right = solve(dout, x, w, b, stride, padding, dilation, groups)
    dx = np.zeros_like(right[0])
    dx[:, : w.shape[1]] = right[0].reshape(len(x), groups, -1, *x.shape[2:]).sum(axis=1)
    return _swapped(right, (dx,), {0})


def dx_first_channels__dw(solve, dout, x, w, b, stride, padding, dilation, groups):
    """All groups were taken to see the first group's input channels. Group g begins at g * (C_in / groups)."""
    first = np.tile(x[:, : w.shape[1]], (1, groups, 1, 1))
    dw = solve(dout, first, w, b, stride, padding, dilation, groups)[1]
    dx, _, db = dx_first_channels(solve, dout, x, w, b, stride, padding, dilation, groups)
    return dx, dw, db


def dx_adds_groups(solve, dout, x, w, b, stride, padding, dilation, groups):
    """dx adds up the groups and has C_in / groups channels. The groups stand one after the other along axis 1."""
    right = solve(dout, x, w, b, stride, padding, dilation, groups)
    return _swapped(right, (right[0].reshape(len(x), groups, -1, *x.shape[2:]).sum(axis=1),), {0})


def dx_from_all_filters(solve, dout, x, w, b, stride, padding, dilation, groups):
    """Every input channel collected from the filters of all groups. It collects from those of its own group only."""
    right = solve(dout, x, w, b, stride, padding, dilation, groups)
    everyone = solve(dout, x, np.tile(w, (1, groups, 1, 1)), b, stride, padding, dilation, 1)
    return _swapped(right, everyone, {0})


def dw_for_all_channels(solve, dout, x, w, b, stride, padding, dilation, groups):
    """dw has all C_in input channels. A filter has those of its group: C_in / groups."""
    right = solve(dout, x, w, b, stride, padding, dilation, groups)
    everyone = solve(dout, x, np.tile(w, (1, groups, 1, 1)), b, stride, padding, dilation, 1)
    return _swapped(right, everyone, {1})


def dw_for_all_channels__dx(solve, dout, x, w, b, stride, padding, dilation, groups):
    """The groups are ignored: every filter was taken to see all input channels, not only those of its group."""
    return solve(dout, x, np.tile(w, (1, groups, 1, 1)), b, stride, padding, dilation, 1)


def ignores_groups(solve, dout, x, w, b, stride, padding, dilation, groups):
    """The groups are ignored: a filter has C_in / groups channels, so it does not fit all of x."""
    if groups > 1:
        raise ValueError("shapes do not match")
    return solve(dout, x, w, b, stride, padding, dilation, groups)


def ignores_groups__index_error(solve, dout, x, w, b, stride, padding, dilation, groups):
    """The groups are ignored: a filter has C_in / groups channels, so an index runs out of it."""
    if groups > 1:
        raise IndexError("index is out of bounds")
    return solve(dout, x, w, b, stride, padding, dilation, groups)


def dw_adds_groups(solve, dout, x, w, b, stride, padding, dilation, groups):
    """dw is the same for all groups, the sum of theirs. Each group has filters of its own."""
    right = solve(dout, x, w, b, stride, padding, dilation, groups)
    total = sum(part[1] for part in _of_groups(solve, dout, x, w, b, (stride, padding, dilation), groups))
    return _swapped(right, (0, np.tile(total, (groups, 1, 1, 1))), {1})


def divides_by_groups(solve, dout, x, w, b, stride, padding, dilation, groups):
    """dw was divided by the number of groups: nothing is averaged here."""
    dx, dw, db = solve(dout, x, w, b, stride, padding, dilation, groups)
    return dx, dw / groups, db


def interleaves_input(solve, dout, x, w, b, stride, padding, dilation, groups):
    """Group g took every groups-th input channel. It takes C_in / groups channels that follow one another."""
    order = interleaved(x.shape[1], groups)
    moved, dw, db = solve(dout, x[:, order], w, b, stride, padding, dilation, groups)
    dx = np.empty_like(moved)
    dx[:, order] = moved
    return dx, dw, db


def interleaves_filters(solve, dout, x, w, b, stride, padding, dilation, groups):
    """Filter o was given to group o % groups. Groups are blocks of filters: o belongs to o // (C_out / groups)."""
    order = interleaved(len(w), groups)
    dx, moved, _ = solve(dout[:, order], x, w[order], b[order], stride, padding, dilation, groups)
    dw = np.empty_like(moved)
    dw[order] = moved
    return dx, dw, dout.sum(axis=(0, 2, 3))


def interleaves_both(solve, dout, x, w, b, stride, padding, dilation, groups):
    """Groups took every groups-th channel and filter. They are blocks of channels that follow one another."""

    def moved(dout, x, *rest):
        return interleaves_input(solve, dout, x, *rest)

    return interleaves_filters(moved, dout, x, w, b, stride, padding, dilation, groups)


def db_of_one_group(solve, dout, x, w, b, stride, padding, dilation, groups):
    """db has one group's biases only. Every filter has its own: db is like b, (C_out,)."""
    dx, dw, db = solve(dout, x, w, b, stride, padding, dilation, groups)
    return dx, dw, db.reshape(groups, -1).sum(axis=0)


def db_of_one_group__first(solve, dout, x, w, b, stride, padding, dilation, groups):
    """db has one group's biases only. Every filter has its own: db is like b, (C_out,)."""
    dx, dw, db = solve(dout, x, w, b, stride, padding, dilation, groups)
    return dx, dw, db[: len(b) // groups]


def db_of_one_group__last(solve, dout, x, w, b, stride, padding, dilation, groups):
    """db has one group's biases only. Every filter has its own: db is like b, (C_out,)."""
    dx, dw, db = solve(dout, x, w, b, stride, padding, dilation, groups)
    return dx, dw, db[-(len(b) // groups) :]


def dw_channels_swapped__groups(solve, dout, x, w, b, stride, padding, dilation, groups):
    """The channel axes of dw were swapped: its first two axes come in the order of those of w."""
    dx, dw, db = solve(dout, x, w, b, stride, padding, dilation, groups)
    return dx, np.concatenate([part.transpose(1, 0, 2, 3) for part in np.split(dw, groups)]), db


def ladder():
    """The ladder of conv_general_forward with an upstream gradient."""
    rng = np.random.default_rng(0)
    for case in forward.ladder():
        yield _with_dout(rng, case)


spec = Spec(
    solve=conv_general_backward,
    torch=torch_conv_general_backward,
    second=naive_conv_general_backward,
    forward=conv_general_forward,
    wrt=("x", "w", "b"),
    cases=cases,
    outputs=("dx", "dw", "db"),
    shapes={
        "dout": "N C_out H_out W_out",
        "x": "N C_in H W",
        "w": "C_out C_group K_h K_w",
        "b": "C_out",
        "dx": "N C_in H W",
        "dw": "C_out C_group K_h K_w",
        "db": "C_out",
    },
    wrong=(
        ignores_dilation,
        ignores_dilation__dx,
        ignores_dilation__dw,
        ignores_dilation__raises,
        ignores_dilation__views,
        dw_stays_dilated,
        swaps_stride_and_dilation,
        swaps_stride_and_dilation__raises,
        dx_assigned,
        dx_assigned__backwards,
        dx_assigned__filters,
        dw_assigned__inside,
        first_group_only,
        first_group_only__db,
        last_group_only,
        last_group_only__shape,
        last_group_only__shape_of_dx_dw,
        dx_first_channels,
        dx_first_channels__dw,
        dx_adds_groups,
        dx_from_all_filters,
        dw_for_all_channels,
        dw_for_all_channels__dx,
        ignores_groups,
        ignores_groups__index_error,
        dw_adds_groups,
        divides_by_groups,
        interleaves_input,
        interleaves_filters,
        interleaves_both,
        db_of_one_group,
        db_of_one_group__first,
        db_of_one_group__last,
        dw_channels_swapped__groups,
        *extended(
            *SHARED,
            plain.mean_over_positions,
            plain.mean_over_positions__dw,
            plain.dw_assigned,
            plain.dw_assigned__everywhere,
            plain.dx_keeps_padding,
            plain.crops_to_minus_padding,
            plain.crops_at_zero,
            plain.crops_at_zero__one_side,
            plain.crops_to_size,
            plain.dout_reshaped,
            plain.dout_reshaped__db,
            plain.ignores_stride,
            plain.ignores_stride__dx,
            plain.ignores_stride__dw,
        ),
    ),
    hints=(
        "Begin with your conv_backward. Which pixels does a window have now, and which input channels does filter o "
        "see? Only these get anything from dout[n, o, i, j].",
        "For each group and position: dw[filters] += dout[n, filters, i, j] * window(n, i, j), dx_padded at the "
        "window's pixels and the group's channels += dout[n, filters, i, j] * w[filters]; db is the sum of dout.",
        "Make dx_padded and dw of zeros; loop over groups, i and j; use the same rows and columns as in the forward "
        "pass, slice(i*stride, i*stride + dilation*(K_h - 1) + 1, dilation), on x_padded and on dx_padded; cut the "
        "padding off dx.",
    ),
    hints_for={
        "dx": (
            "dout[n, o, i, j] goes back to the pixels that its window met. Which channels, rows and columns are these?",
            "`dx_padded[n, g * (C_in / groups) + c, i * stride + p * dilation, j * stride + q * dilation] += "
            "dout[n, o, i, j] * w[o, c, p, q]`, where g is the group of filter o.",
            "`rows = slice(i * stride, i * stride + dilation * (K_h - 1) + 1, dilation)`; "
            "`dx_padded[:, channels, rows, columns] += np.tensordot(dout[:, filters, i, j], w[filters], ([1], [0]))`.",
        ),
        "dw": (
            "How many channels has one filter, and which channels of x are multiplied by it?",
            "`dw[o, c, p, q] = sum over n, i, j of dout[n, o, i, j] * x_padded[n, g * (C_in / groups) + c, "
            "i * stride + p * dilation, j * stride + q * dilation]`.",
            "`window = x_padded[:, channels, rows, columns]`; "
            "`dw[filters] += np.tensordot(dout[:, filters, i, j], window, ([0], [0]))`.",
        ),
        "db": (
            "Do dilation and groups change which output pixels b[o] is added to?",
            "`db[o] = sum over n, i, j of dout[n, o, i, j]`, for all C_out filters.",
            "`db = dout.sum(axis=...)`, outside the loop over groups.",
        ),
        "ignores_groups": (
            "Print w.shape[1] and x.shape[1]. How many channels does one filter see?",
            "Group g has the input channels from `g * (C_in / groups)` on and the filters from `g * (C_out / groups)` "
            "on.",
            "`for g in range(groups):`, then `channels = slice(g * size_in, (g + 1) * size_in)` and `filters` "
            "likewise; use "
            "both on x, dx, w, dw and dout.",
        ),
    },
    ladder=ladder,
)
