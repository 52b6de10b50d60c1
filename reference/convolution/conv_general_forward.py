"""Convolution with dilation and groups, forward: conv_forward on a block of channels, with a filter spread out."""

import numpy as np

from grader import Case, Spec, grid

from . import conv_forward as plain
from ._general import NAMES, block, extended, interleaved, output_sizes, padded, settings, stuffed


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


def size_ignores_dilation__value_error(solve, x, w, b, stride, padding, dilation, groups):
    """The output size was computed without the dilation: a dilated filter is dilation * (K - 1) + 1 pixels long."""
    _sticks_out(w, dilation, ValueError)
    return solve(x, w, b, stride, padding, dilation, groups)


def size_ignores_dilation__index_error(solve, x, w, b, stride, padding, dilation, groups):
    """The output size was computed without the dilation: a dilated filter is dilation * (K - 1) + 1 pixels long."""
    _sticks_out(w, dilation, IndexError)
    return solve(x, w, b, stride, padding, dilation, groups)


def size_ignores_dilation__broadcast(solve, x, w, b, stride, padding, dilation, groups):
    """The output size was computed without the dilation: a dilated filter is dilation * (K - 1) + 1 pixels long."""
    # (window * filter).sum(): NumPy stretches a window that is cut down to one pixel, and raises for others
    sizes = output_sizes(x, w, stride, padding, 1)
    out, x_padded = np.zeros((len(x), len(w), *sizes)), padded(x, padding)
    for group in range(groups):
        seen, filters = block(x.shape[1], group, groups), block(len(w), group, groups)
        for i, j in np.ndindex(sizes):
            rows, columns = (
                slice(at * stride, at * stride + dilation * (K - 1) + 1, dilation) for at, K in zip((i, j), w.shape[2:])
            )
            products = x_padded[:, None, seen, rows, columns] * w[filters]
            out[:, filters, i, j] = products.sum(axis=(2, 3, 4)) + b[filters]
    return out


def _sticks_out(w, dilation, error):
    if dilation > 1 and max(w.shape[2:]) > 1:
        raise error("the window sticks out")


def filter_too_long(solve, x, w, b, stride, padding, dilation, groups):
    """The dilated filter was taken to be dilation * K pixels long. No gap follows its last: dilation * (K - 1) + 1."""
    return _sized(solve, x, w, b, stride, padding, dilation, groups, [dilation * K for K in w.shape[2:]])


def filter_too_short(solve, x, w, b, stride, padding, dilation, groups):
    """The dilated filter was taken to be dilation * (K - 1) pixels long: its last pixel counts too, so + 1."""
    return _sized(solve, x, w, b, stride, padding, dilation, groups, [dilation * (K - 1) for K in w.shape[2:]])


def _sized(solve, x, w, b, stride, padding, dilation, groups, spans):
    """The output with the size that filters of these spans would give it, zeros around the image as needed."""
    sizes = [(size + 2 * padding - span) // stride + 1 for size, span in zip(x.shape[2:], spans)]
    more = dilation * max(w.shape[2:]) + stride
    out = solve(np.pad(padded(x, padding), ((0, 0), (0, 0), (0, more), (0, more))), w, b, stride, 0, dilation, groups)
    return out[:, :, : max(sizes[0], 0), : max(sizes[1], 0)]


def dilation_counts_zeros(solve, x, w, b, stride, padding, dilation, groups):
    """`dilation` zeros were put between the numbers of a filter. They lie `dilation` apart: put dilation - 1 zeros."""
    return solve(x, w, b, stride, padding, dilation + 1, groups)


def dilates_height_only(solve, x, w, b, stride, padding, dilation, groups):
    """The filter was dilated in its height only: its columns lie `dilation` apart too."""
    return solve(x, stuffed(w, dilation, 1), b, stride, padding, 1, groups)


def dilates_width_only(solve, x, w, b, stride, padding, dilation, groups):
    """The filter was dilated in its width only: its rows lie `dilation` apart too."""
    return solve(x, stuffed(w, 1, dilation), b, stride, padding, 1, groups)


def dilates_image(solve, x, w, b, stride, padding, dilation, groups):
    """The zeros were put between the pixels of the image. Dilation spreads the filter, the image stays as it is."""
    return solve(stuffed(x, dilation, dilation), w, b, stride, padding, 1, groups)


def swaps_stride_and_dilation(solve, x, w, b, stride, padding, dilation, groups):
    """stride and dilation were swapped: the stride moves the window, the dilation spreads it."""
    return solve(x, w, b, dilation, padding, stride, groups)


def dilation_moves_window(solve, x, w, b, stride, padding, dilation, groups):
    """The window moves by stride * dilation. The dilation spreads it and does not move it: its corner is i * stride."""
    return solve(x, w, b, stride * dilation, padding, dilation, groups)


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


def first_group_only(solve, x, w, b, stride, padding, dilation, groups):
    """Only the first group was computed; the other output channels stayed zero."""
    out = solve(x, w, b, stride, padding, dilation, groups)
    out[:, len(w) // groups :] = 0
    return out


def last_group_only(solve, x, w, b, stride, padding, dilation, groups):
    """Only the last group is in the output: it was made anew in the loop over groups. Join all of them."""
    return solve(x, w, b, stride, padding, dilation, groups)[:, -(len(w) // groups) :]


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


def same_filters_for_all(solve, x, w, b, stride, padding, dilation, groups):
    """Every group used the first group's filters. Group g has its own, from g * (C_out / groups) on."""
    first = w[: len(w) // groups]
    return solve(x, np.tile(first, (groups, 1, 1, 1)), b, stride, padding, dilation, groups)


def same_bias_for_all(solve, x, w, b, stride, padding, dilation, groups):
    """Every group added the first group's biases. A filter has its own: b[o], where o counts through all groups."""
    return solve(x, w, np.tile(b[: len(w) // groups], groups), stride, padding, dilation, groups)


def filters_counted_as_inputs(solve, x, w, b, stride, padding, dilation, groups):
    """The groups of filters were cut with the size C_in / groups. Filters come in groups of C_out / groups."""
    out = solve(x, w, b, stride, padding, dilation, groups)
    if len(w) < x.shape[1]:
        raise ValueError("could not broadcast")
    size = x.shape[1] // groups
    shifted = np.zeros_like(out)
    for group in range(groups):
        filters = slice(group * size, (group + 1) * size)
        images = x[:, block(x.shape[1], group, groups)]
        shifted[:, filters] = solve(images, w[filters], b[filters], stride, padding, dilation, 1)
    return shifted


def inputs_counted_as_filters(solve, x, w, b, stride, padding, dilation, groups):
    """The groups of input channels were cut with the size C_out / groups. They have C_in / groups channels."""
    if len(w) != x.shape[1]:
        raise ValueError("shapes do not match")
    return solve(x, w, b, stride, padding, dilation, groups)


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
        size_ignores_dilation__value_error,
        size_ignores_dilation__index_error,
        size_ignores_dilation__broadcast,
        filter_too_long,
        filter_too_short,
        dilation_counts_zeros,
        dilates_height_only,
        dilates_width_only,
        dilates_image,
        swaps_stride_and_dilation,
        dilation_moves_window,
        sees_first_group,
        sees_all_groups,
        adds_groups_up,
        first_group_only,
        last_group_only,
        interleaves_input,
        interleaves_filters,
        interleaves_both,
        interleaves_output,
        same_filters_for_all,
        same_bias_for_all,
        filters_counted_as_inputs,
        inputs_counted_as_filters,
        ignores_groups,
        ignores_groups__index_error,
        ignores_groups__broadcast,
        *extended(
            plain.flips_filter,
            plain.transposes_filter,
            plain.forgets_bias,
            plain.bias_along_width,
            plain.ignores_stride,
            plain.ignores_stride__size,
            plain.forgets_padding,
            plain.pads_one_side,
            plain.pads_one_side__end,
            plain.width_from_height,
            plain.width_from_height__value_error,
            plain.width_from_height__index_error,
            plain.first_image_only,
            plain.drops_last_position,
            plain.channels_last,
            plain.filters_before_images,
            plain.swaps_output_axes,
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
    ladder=ladder,
)
