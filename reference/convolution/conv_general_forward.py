"""Convolution with dilation and groups, forward: conv_forward on a block of channels, with a filter spread out."""

import numpy as np

from grader import Case, Spec, grid

from . import conv_forward as plain
from ._general import NAMES, block, extended, interleaved, output_sizes, padded, settings, stuffed
from ._sliding import framed, in_all_ways, slide


def conv_general_forward(x, w, b, stride, padding, dilation, groups):
    """Cross-correlate images with dilated filters, group by group.

    x (N, C_in, H, W), w (C_out, C_in / groups, K_h, K_w), b (C_out,) -> (N, C_out, H_out, W_out).
    Raises ValueError when the dilated filter is larger than the padded image.
    """
    N, C_in = x.shape[:2]
    C_out, _, K_h, K_w = w.shape
    H_out, W_out = output_sizes(x, w, stride, padding, dilation)
    x = padded(x, padding)
    out = np.zeros((N, C_out, H_out, W_out), x.dtype)
    for group in range(groups):
        seen, filters = block(C_in, group, groups), block(C_out, group, groups)
        for i in range(H_out):
            for j in range(W_out):
                rows = i * stride + dilation * np.arange(K_h)
                columns = j * stride + dilation * np.arange(K_w)
                window = x[:, seen, rows[:, None], columns]
                out[:, filters, i, j] = np.tensordot(window, w[filters], axes=([1, 2, 3], [1, 2, 3])) + b[filters]
    return out


def naive_conv_general_forward(x, w, b, stride, padding, dilation, groups):
    """One product at a time, as in the formula."""
    x_padded = padded(x, padding)
    out = np.zeros((len(x), len(w), *output_sizes(x, w, stride, padding, dilation)))
    for n, o, i, j in np.ndindex(out.shape):
        first = o // (len(w) // groups) * w.shape[1]
        out[n, o, i, j] = b[o]
        for c, p, q in np.ndindex(w.shape[1:]):
            out[n, o, i, j] += (
                w[o, c, p, q] * x_padded[n, first + c, i * stride + p * dilation, j * stride + q * dilation]
            )
    return out


def torch_conv_general_forward(x, w, b, stride, padding, dilation, groups):
    """PyTorch's convolution."""
    import torch

    return torch.nn.functional.conv2d(x, w, b, stride, padding, dilation, groups)


def cases(rng):
    """The lectures' 4x4 image, then dilation and groups, first one by one; neighbouring sizes all differ."""
    rows = np.array([[1, 2, 3, 0], [0, 1, 2, 3], [3, 0, 1, 2], [2, 3, 0, 1]], float)[None, None]
    kernel = np.array([[2, 0, 1], [0, 1, 2], [1, 0, 2]], float)[None, None]
    yield Case("known 4x4, plain convolution", dict(zip(NAMES, (rows, kernel, np.array([3.0]), 1, 0, 1, 1))))
    corners = np.array([[1.0, 2.0], [3.0, 4.0]])[None, None]
    yield Case("known 4x4, 2x2 filter of dilation 3", dict(zip(NAMES, (rows, corners, np.array([0.0]), 1, 0, 3, 1))))
    for name, shape, (C_out, K_h, K_w), setting, hidden in settings(rng):
        x, w, b = grid(rng, *shape), grid(rng, C_out, shape[1] // setting[-1], K_h, K_w), grid(rng, C_out)
        if "not contiguous" in name:
            x, w = np.asfortranarray(x), w.repeat(2, axis=3)[..., ::2]
        yield Case(name, dict(zip(NAMES, (x, w, b, *setting))), hidden)


# Dilation


def ignores_dilation(solve, x, w, b, stride, padding, dilation, groups):
    """The dilation is ignored: the numbers of a filter meet pixels that lie `dilation` apart."""
    return solve(x, w, b, stride, padding, 1, groups)


def ignores_dilation__window(solve, x, w, b, stride, padding, dilation, groups):
    """The windows are not dilated: number (p, q) of a filter meets the pixel p * dilation down, q * dilation right."""
    out = solve(x, w, b, stride, padding, dilation, groups)
    return solve(x, w, b, stride, padding, 1, groups)[:, :, : out.shape[2], : out.shape[3]]


def size_ignores_dilation(solve, x, w, b, stride, padding, dilation, groups):
    """The output size was computed without the dilation: a dilated filter is dilation * (K - 1) + 1 pixels long."""
    return _sized(solve, x, w, b, stride, padding, dilation, groups, list(w.shape[2:]))


def size_ignores_dilation__until(slide, solve, x, w, b, stride, padding, dilation, groups):
    """The output size was computed without the dilation: a dilated filter is dilation * (K - 1) + 1 pixels long."""
    sizes = output_sizes(x, w, stride, padding, 1)
    return slide(padded(x, padding), w, b, stride, sizes, dilation=dilation, groups=groups)


def filter_too_long(solve, x, w, b, stride, padding, dilation, groups):
    """The dilated filter was taken to be dilation * K pixels long. No gap follows its last: dilation * (K - 1) + 1."""
    return _sized(solve, x, w, b, stride, padding, dilation, groups, [dilation * K for K in w.shape[2:]])


def filter_too_long__value_error(solve, x, w, b, stride, padding, dilation, groups):
    """The dilated filter was taken to be dilation * K pixels long. No gap follows its last: dilation * (K - 1) + 1."""
    if any(size + 2 * padding < dilation * K for size, K in zip(x.shape[2:], w.shape[2:])):
        raise ValueError("the filter does not fit into the image")
    return filter_too_long(solve, x, w, b, stride, padding, dilation, groups)


def filter_too_short(solve, x, w, b, stride, padding, dilation, groups):
    """The dilated filter was taken to be dilation * (K - 1) pixels long: its last pixel counts too, so + 1."""
    return _sized(solve, x, w, b, stride, padding, dilation, groups, [dilation * (K - 1) for K in w.shape[2:]])


def filter_too_short__until(slide, solve, x, w, b, stride, padding, dilation, groups):
    """The dilated filter was taken to be dilation * (K - 1) pixels long: its last pixel counts too, so + 1."""
    sizes = _sizes(x, stride, padding, [dilation * (K - 1) for K in w.shape[2:]])
    return slide(padded(x, padding), w, b, stride, sizes, dilation=dilation, groups=groups)


def filter_too_short__windows(slide, solve, x, w, b, stride, padding, dilation, groups):
    """The dilated filter was taken to be dilation * (K - 1) pixels long: its last pixel counts too, so + 1."""
    spans = [dilation * (K - 1) for K in w.shape[2:]]
    sizes = _sizes(x, stride, padding, spans)
    return slide(padded(x, padding), w, b, stride, sizes, spans=spans, dilation=dilation, groups=groups)


def _sized(solve, x, w, b, stride, padding, dilation, groups, spans):
    """The output with the size that filters of these spans would give it, zeros around the image as needed."""
    rows, columns = _sizes(x, stride, padding, spans)
    if rows < 0 or columns < 0:
        raise ValueError("negative dimensions are not allowed")
    more = dilation * max(w.shape[2:]) + stride
    out = solve(np.pad(padded(x, padding), ((0, 0), (0, 0), (0, more), (0, more))), w, b, stride, 0, dilation, groups)
    return out[:, :, :rows, :columns]


def _sizes(x, stride, padding, spans):
    """H_out and W_out for windows of these spans."""
    return [(size + 2 * padding - span) // stride + 1 for size, span in zip(x.shape[2:], spans)]


def dilation_counts_zeros(solve, x, w, b, stride, padding, dilation, groups):
    """`dilation` zeros were put between the numbers of a filter. They lie `dilation` apart: put dilation - 1 zeros."""
    return solve(x, w, b, stride, padding, dilation + 1, groups)


def dilates_height_only(solve, x, w, b, stride, padding, dilation, groups):
    """The filter was dilated in its height only: its columns lie `dilation` apart too."""
    return solve(x, stuffed(w, dilation, 1), b, stride, padding, 1, groups)


def dilates_width_only(solve, x, w, b, stride, padding, dilation, groups):
    """The filter was dilated in its width only: its rows lie `dilation` apart too."""
    return solve(x, stuffed(w, 1, dilation), b, stride, padding, 1, groups)


def dilates_height_only__window(solve, x, w, b, stride, padding, dilation, groups):
    """The filter was dilated in its height only: its columns lie `dilation` apart too."""
    return _first(dilates_height_only, solve, x, w, b, stride, padding, dilation, groups)


def dilates_width_only__window(solve, x, w, b, stride, padding, dilation, groups):
    """The filter was dilated in its width only: its rows lie `dilation` apart too."""
    return _first(dilates_width_only, solve, x, w, b, stride, padding, dilation, groups)


def _first(wrong, solve, *args):
    """A wrong answer that has more rows and columns than the right one: those that the right one has room for."""
    out = solve(*args)
    return wrong(solve, *args)[:, :, : out.shape[2], : out.shape[3]]


def dilates_image(solve, x, w, b, stride, padding, dilation, groups):
    """The zeros were put between the pixels of the image. Dilation spreads the filter, the image stays as it is."""
    return solve(stuffed(x, dilation, dilation), w, b, stride, padding, 1, groups)


def swaps_stride_and_dilation(solve, x, w, b, stride, padding, dilation, groups):
    """stride and dilation were swapped: the stride moves the window, the dilation spreads it."""
    return solve(x, w, b, dilation, padding, stride, groups)


def swaps_stride_and_dilation__until(slide, solve, x, w, b, stride, padding, dilation, groups):
    """stride and dilation were swapped: the stride moves the window, the dilation spreads it."""
    sizes = output_sizes(x, w, stride, padding, dilation)
    return slide(padded(x, padding), w, b, dilation, sizes, dilation=stride, groups=groups)


def dilation_moves_window(solve, x, w, b, stride, padding, dilation, groups):
    """The window moves by stride * dilation. The dilation spreads it and does not move it: its corner is i * stride."""
    return solve(x, w, b, stride * dilation, padding, dilation, groups)


def dilation_moves_window__until(slide, solve, x, w, b, stride, padding, dilation, groups):
    """The window moves by stride * dilation. The dilation spreads it and does not move it: its corner is i * stride."""
    sizes = output_sizes(x, w, stride, padding, dilation)
    return slide(padded(x, padding), w, b, stride * dilation, sizes, dilation=dilation, groups=groups)


# Groups


def sees_first_group(solve, x, w, b, stride, padding, dilation, groups):
    """All filters saw the first group's input channels. Group g sees those from g * (C_in / groups) on."""
    return solve(np.tile(x[:, : w.shape[1]], (1, groups, 1, 1)), w, b, stride, padding, dilation, groups)


def sees_all_groups(solve, x, w, b, stride, padding, dilation, groups):
    """Every filter saw the input channels of all groups. It sees those of its own group only."""
    return solve(x, np.tile(w, (1, groups, 1, 1)), b, stride, padding, dilation, 1)


def adds_groups_up(solve, x, w, b, stride, padding, dilation, groups):
    """The outputs of the groups were added up. They stand one after the other: join them along the channels."""
    per_group = len(w) // groups
    out = solve(x, w, 0 * b, stride, padding, dilation, groups)
    return sum(
        out[:, block(len(w), group, groups)] + b[block(len(w), group, groups), None, None] for group in range(groups)
    ).reshape(len(x), per_group, *out.shape[2:])


def adds_groups_up__before_bias(solve, x, w, b, stride, padding, dilation, groups):
    """The outputs of the groups were added up. They stand one after the other: join them along the channels."""
    out = solve(x, w, 0 * b, stride, padding, dilation, groups)
    return sum(out[:, block(len(w), group, groups)] for group in range(groups)) + b[:, None, None]


def first_group_only(solve, x, w, b, stride, padding, dilation, groups):
    """Only the first group was computed; the other output channels stayed zero."""
    out = solve(x, w, b, stride, padding, dilation, groups)
    out[:, len(w) // groups :] = 0
    return out


def last_group_only(solve, x, w, b, stride, padding, dilation, groups):
    """Only the last group is in the output: it was made anew in the loop over groups. Join all of them."""
    return solve(x, w, b, stride, padding, dilation, groups)[:, -(len(w) // groups) :]


def last_group_only__zeros(solve, x, w, b, stride, padding, dilation, groups):
    """Only the last group is in the output: it was made anew (zeros) in the loop over groups. Make it before."""
    out = solve(x, w, b, stride, padding, dilation, groups)
    out[:, : -(len(w) // groups)] = 0
    return out


def interleaves_input(solve, x, w, b, stride, padding, dilation, groups):
    """Group g took every groups-th input channel. It takes C_in / groups channels that follow one another."""
    return solve(x[:, interleaved(x.shape[1], groups)], w, b, stride, padding, dilation, groups)


def interleaves_filters(solve, x, w, b, stride, padding, dilation, groups):
    """Filter o was given to group o % groups. Groups are blocks of filters: o belongs to o // (C_out / groups)."""
    order = interleaved(len(w), groups)
    out = np.empty((len(x), len(w), *output_sizes(x, w, stride, padding, dilation)))
    out[:, order] = solve(x, w[order], b[order], stride, padding, dilation, groups)
    return out


def interleaves_both(solve, x, w, b, stride, padding, dilation, groups):
    """Groups took every groups-th channel and filter. They are blocks of channels that follow one another."""
    return interleaves_filters(
        lambda x, *args: solve(x[:, interleaved(x.shape[1], groups)], *args), x, w, b, stride, padding, dilation, groups
    )


def interleaves_output(solve, x, w, b, stride, padding, dilation, groups):
    """The output channels of the groups were mixed like cards. All channels of group 0 come first, then group 1."""
    out = solve(x, w, b, stride, padding, dilation, groups)
    return out[:, np.arange(len(w)).reshape(groups, -1).T.ravel()]


def interleaves_output__before_bias(solve, x, w, b, stride, padding, dilation, groups):
    """The output channels of the groups were mixed like cards. All channels of group 0 come first, then group 1."""
    return interleaves_output(solve, x, w, 0 * b, stride, padding, dilation, groups) + b[:, None, None]


def same_filters_for_all(solve, x, w, b, stride, padding, dilation, groups):
    """Every group used the first group's filters. Group g has its own, from g * (C_out / groups) on."""
    first = w[: len(w) // groups]
    return solve(x, np.tile(first, (groups, 1, 1, 1)), b, stride, padding, dilation, groups)


def same_bias_for_all(solve, x, w, b, stride, padding, dilation, groups):
    """Every group added the first group's biases. A filter has its own: b[o], where o counts through all groups."""
    return solve(x, w, np.tile(b[: len(w) // groups], groups), stride, padding, dilation, groups)


def filters_counted_as_inputs(solve, x, w, b, stride, padding, dilation, groups):
    """The groups of filters were cut with the size C_in / groups. Filters come in groups of C_out / groups."""
    if len(w) < x.shape[1]:
        raise ValueError("could not broadcast")
    return filters_counted_as_inputs__cut_short(solve, x, w, b, stride, padding, dilation, groups)


def filters_counted_as_inputs__cut_short(solve, x, w, b, stride, padding, dilation, groups):
    """The groups of filters were cut with the size C_in / groups. Filters come in groups of C_out / groups."""
    out = np.zeros_like(solve(x, w, b, stride, padding, dilation, groups))
    size = x.shape[1] // groups
    for group in range(groups):
        filters = slice(group * size, (group + 1) * size)
        if len(w[filters]):
            images = x[:, block(x.shape[1], group, groups)]
            out[:, filters] = solve(images, w[filters], b[filters], stride, padding, dilation, 1)
    return out


def filters_counted_as_inputs__one_by_one(solve, x, w, b, stride, padding, dilation, groups):
    """Filter o was given to group o // (C_in / groups). Groups of filters have the size C_out / groups."""
    size = w.shape[1]
    if len(w) > x.shape[1]:
        raise IndexError("index is out of bounds")
    parts = [
        solve(x[:, o // size * size :][:, :size], w[o : o + 1], b[o : o + 1], stride, padding, dilation, 1)
        for o in range(len(w))
    ]
    return np.concatenate(parts, axis=1)


def inputs_counted_as_filters(solve, x, w, b, stride, padding, dilation, groups):
    """The groups of input channels were cut with the size C_out / groups. They have C_in / groups channels."""
    size = len(w) // groups
    seen = [x[:, group * size : (group + 1) * size] for group in range(groups)]
    if any(part.shape[1] != w.shape[1] for part in seen):
        raise ValueError("shapes do not match")
    return solve(np.concatenate(seen, axis=1), w, b, stride, padding, dilation, groups)


def ignores_groups(solve, x, w, b, stride, padding, dilation, groups):
    """The groups are ignored: a filter has C_in / groups channels, so it does not fit all of x."""
    if groups > 1:
        raise ValueError("shapes do not match")
    return solve(x, w, b, stride, padding, dilation, groups)


def ignores_groups__index_error(solve, x, w, b, stride, padding, dilation, groups):
    """The groups are ignored: a filter has C_in / groups channels, so an index runs out of it."""
    if groups > 1:
        raise IndexError("index is out of bounds")
    return solve(x, w, b, stride, padding, dilation, groups)


def ignores_groups__broadcast(solve, x, w, b, stride, padding, dilation, groups):
    """The groups are ignored: a filter has C_in / groups channels, and NumPy stretches it only where that is 1."""
    if groups > 1 and w.shape[1] > 1:
        raise ValueError("operands could not be broadcast together")
    return sees_all_groups(solve, x, w, b, stride, padding, dilation, groups)


# Window and image


def forgets_padding__until(slide, solve, x, w, b, stride, padding, dilation, groups):
    """The windows were cut out of x without its frame of zeros, until one sticks out: cut them out of the padded x."""
    sizes = output_sizes(x, w, stride, padding, dilation)
    return slide(x, w, b, stride, sizes, dilation=dilation, groups=groups)


def pads_one_side__size(solve, x, w, b, stride, padding, dilation, groups):
    """The zeros were added at the top and left only: pad all four sides."""
    return solve(framed(x, padding, 0), w, b, stride, 0, dilation, groups)


def pads_one_side__size_end(solve, x, w, b, stride, padding, dilation, groups):
    """The zeros were added at the bottom and right only: pad all four sides."""
    return solve(framed(x, 0, padding), w, b, stride, 0, dilation, groups)


def pads_one_side__until(slide, solve, x, w, b, stride, padding, dilation, groups):
    """The zeros were added at the top and left only, so a window sticks out at the end: pad all four sides."""
    sizes = output_sizes(x, w, stride, padding, dilation)
    return slide(framed(x, padding, 0), w, b, stride, sizes, dilation=dilation, groups=groups)


def width_from_height__until(slide, solve, x, w, b, stride, padding, dilation, groups):
    """The output's width was computed from the height: H and W differ, and so do K_h and K_w."""
    rows, _ = output_sizes(x, w, stride, padding, dilation)
    return slide(padded(x, padding), w, b, stride, (rows, rows), dilation=dilation, groups=groups)


def width_from_height__loop(slide, solve, x, w, b, stride, padding, dilation, groups):
    """The loop over j runs to H_out. The output is not a square: its columns are W_out."""
    room = output_sizes(x, w, stride, padding, dilation)
    return slide(padded(x, padding), w, b, stride, (room[0], room[0]), room, dilation=dilation, groups=groups)


def width_from_height__image(slide, solve, x, w, b, stride, padding, dilation, groups):
    """The output's width was computed from the height of the image: use W, which is x.shape[3]."""
    rows, _ = output_sizes(x, w, stride, padding, dilation)
    columns = _sizes(x, stride, padding, [0, x.shape[3] - x.shape[2] + dilation * (w.shape[3] - 1) + 1])[1]
    return slide(padded(x, padding), w, b, stride, (rows, columns), dilation=dilation, groups=groups)


def transposes_filter__broadcast(solve, x, w, b, stride, padding, dilation, groups):
    """Height and width of the filter were swapped: w is (C_out, C_in / groups, K_h, K_w)."""
    sizes, spans = output_sizes(x, w, stride, padding, dilation), [dilation * (K - 1) + 1 for K in w.shape[2:]]
    turned = w.transpose(0, 1, 3, 2)
    frame = padded(x, padding)
    return slide("broadcast", frame, turned, b, stride, sizes, spans=spans, dilation=dilation, groups=groups)


def ladder():
    """Depthwise layers on images of growing size, to be timed on."""
    rng = np.random.default_rng(0)
    for N, C, H in ((2, 3, 8), (2, 6, 12), (4, 8, 16)):
        x, w, b = grid(rng, N, C, H, H), grid(rng, C, 1, 3, 3), grid(rng, C)
        yield Case(f"{N} images of {C}x{H}x{H}, depthwise 3x3, dilation 2", dict(zip(NAMES, (x, w, b, 1, 2, 2, C))))


spec = Spec(
    solve=conv_general_forward,
    torch=torch_conv_general_forward,
    second=naive_conv_general_forward,
    cases=cases,
    shapes={"x": "N C_in H W", "w": "C_out C_group K_h K_w", "b": "C_out", "out": "N C_out H_out W_out"},
    wrong=(
        ignores_dilation,
        ignores_dilation__window,
        size_ignores_dilation,
        filter_too_long,
        filter_too_long__value_error,
        filter_too_short,
        dilation_counts_zeros,
        dilates_height_only,
        dilates_width_only,
        dilates_height_only__window,
        dilates_width_only__window,
        dilates_image,
        swaps_stride_and_dilation,
        dilation_moves_window,
        sees_first_group,
        sees_all_groups,
        adds_groups_up,
        adds_groups_up__before_bias,
        first_group_only,
        last_group_only,
        last_group_only__zeros,
        interleaves_input,
        interleaves_filters,
        interleaves_both,
        interleaves_output,
        interleaves_output__before_bias,
        same_filters_for_all,
        same_bias_for_all,
        filters_counted_as_inputs,
        filters_counted_as_inputs__cut_short,
        filters_counted_as_inputs__one_by_one,
        inputs_counted_as_filters,
        ignores_groups,
        ignores_groups__index_error,
        ignores_groups__broadcast,
        pads_one_side__size,
        pads_one_side__size_end,
        transposes_filter__broadcast,
        *extended(
            plain.flips_filter,
            plain.transposes_filter,
            plain.transposes_filter__value_error,
            plain.transposes_filter__index_error,
            plain.forgets_bias,
            plain.bias_along_width,
            plain.ignores_stride,
            plain.ignores_stride__size,
            plain.forgets_padding,
            plain.pads_one_side,
            plain.pads_one_side__end,
            plain.width_from_height,
            plain.first_image_only,
            plain.keeps_last_product,
            plain.keeps_last_product__offset,
            plain.drops_last_position,
            plain.channels_last,
            plain.filters_before_images,
            plain.swaps_output_axes,
        ),
        *in_all_ways(
            size_ignores_dilation__until,
            filter_too_short__until,
            filter_too_short__windows,
            swaps_stride_and_dilation__until,
            dilation_moves_window__until,
            forgets_padding__until,
            pads_one_side__until,
            width_from_height__until,
            width_from_height__loop,
            width_from_height__image,
        ),
    ),
    hints=(
        "Take one group and forget the others: it is conv_forward on a part of the channels. Then take one row of a "
        "filter with dilation 2 and mark the pixels that it meets.",
        "Window (i, j) has the rows i*stride + p*dilation and the columns j*stride + q*dilation; group g has the input "
        "channels from g*(C_in/groups) and the filters from g*(C_out/groups) on.",
        "Loop over the groups, i and j; x[:, channels, top : top + dilation*(K_h - 1) + 1 : dilation, ...] is the "
        "window; np.tensordot(window, w[filters], ([1, 2, 3], [1, 2, 3])) + b[filters] goes to out[:, filters, i, j].",
    ),
    hints_for={
        "size_ignores_dilation": (
            "Mark the pixels that a filter of 3 numbers meets with dilation 2. How long is it from the first to the "
            "last?",
            "`span = dilation * (K - 1) + 1` takes the place of K in the output size.",
            "`span_h = dilation * (K_h - 1) + 1`; `H_out = (H + 2 * padding - span_h) // stride + 1`; the width "
            "likewise.",
        ),
        "ignores_groups": (
            "Print w.shape[1] and x.shape[1]. How many channels does one filter see?",
            "Filter o belongs to g = o // (C_out / groups) and sees the channels from `g * (C_in / groups)` on, "
            "C_in / groups of them.",
            "`for g in range(groups):`, then `channels = slice(g * size_in, (g + 1) * size_in)`, `filters` likewise "
            "with "
            "size_out, and a plain convolution of `x[:, channels]` with `w[filters]`.",
        ),
        "swaps_stride_and_dilation": (
            "Draw an axis with stride 3 and dilation 2. Which of the two lies between windows, which one inside a "
            "window?",
            "Window i meets the pixels `i * stride + p * dilation`.",
            "`top = i * stride`; `x_padded[:, channels, top : top + span_h : dilation, ...]`.",
        ),
    },
    ladder=ladder,
)
