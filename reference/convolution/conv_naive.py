"""Convolution of one image with one filter: the four loops that everything faster is measured by."""

import numpy as np

from grader import Case, Spec, grid

from ._walk_conv_naive import WALK


def conv_naive(x, w, b):
    """Cross-correlate one image with one filter.

    x (H, W), w (K_h, K_w), b a number -> (H - K_h + 1, W - K_w + 1).
    """
    H, W = x.shape
    K_h, K_w = w.shape
    out = np.zeros((H - K_h + 1, W - K_w + 1))
    for i in range(H - K_h + 1):
        for j in range(W - K_w + 1):
            total = b
            for p in range(K_h):
                for q in range(K_w):
                    total += x[i + p, j + q] * w[p, q]
            out[i, j] = total
    return out


def torch_conv_naive(x, w, b):
    """PyTorch's convolution of a batch of one image with one channel."""
    import torch

    return torch.nn.functional.conv2d(x[None, None], w[None, None])[0, 0] + b


def cases(rng):
    """The lectures' example in three forms, images of both proportions, and two drawn anew."""
    rows = np.array([[1, 2, 3, 0], [0, 1, 2, 3], [3, 0, 1, 2], [2, 3, 0, 1]], float)
    kernel = np.array([[2, 0, 1], [0, 1, 2], [1, 0, 2]], float)
    yield Case("known 4x4 with a 3x3 filter", {"x": rows, "w": kernel, "b": 0.0})
    yield Case("known 4x4, bias 3", {"x": rows, "w": kernel, "b": 3.0})
    yield Case("known 4x4 in a frame of zeros: 6x6", {"x": np.pad(rows, 1), "w": kernel, "b": 0.0})
    for name, (H, W), (K_h, K_w), hidden in [
        ("wide image, wide filter", (5, 7), (2, 3), False),
        ("tall image, tall filter, not contiguous", (8, 5), (3, 2), False),
        ("the filter is as large as the image", (3, 5), (3, 5), False),
        ("sizes drawn anew", *_sizes(rng), True),
        ("sizes drawn anew, once more", *_sizes(rng), True),
    ]:
        x, w, b = grid(rng, H, W), grid(rng, K_h, K_w), float(rng.integers(1, 32)) / 16
        if "not contiguous" in name:
            x, w = np.asfortranarray(x), w.repeat(2, axis=1)[:, ::2]
        yield Case(name, {"x": x, "w": w, "b": b}, hidden)


def _sizes(rng):
    """A setting: (H, W), (K_h, K_w)."""
    H, W, K_h, K_w = (int(n) for n in rng.integers([5, 5, 2, 2], [9, 9, 5, 5]))
    return (H, W), (K_h, K_w)


def flips_filter(solve, x, w, b):
    """The filter was flipped. That is the convolution of mathematics; layers slide the filter as it is."""
    return solve(x, w[::-1, ::-1], b)


def transposes_filter(solve, x, w, b):
    """Height and width of the filter were swapped: x[i + p, j + q] belongs to w[p, q]."""
    return _slide(x, w, b, lambda window: (window * w.T).sum())


def transposes_filter__loops(solve, x, w, b):
    """Height and width of the filter were swapped: x[i + p, j + q] belongs to w[p, q]."""
    K_h, K_w = w.shape
    return _slide(x, w, b, lambda window: sum(window[p, q] * w[q, p] for p in range(K_h) for q in range(K_w)))


def multiplies_matrices(solve, x, w, b):
    """Window and filter were multiplied as matrices (@ or np.dot). Multiply number by number: *."""
    return _slide(x, w, b, lambda window: (window @ w).sum())


def _slide(x, w, b, combine, W_out=None):
    """A convolution where ``combine(window)`` stands for the sum of products."""
    K_h, K_w = w.shape
    H_out = x.shape[0] - K_h + 1
    W_out = x.shape[1] - K_w + 1 if W_out is None else W_out
    out = np.zeros((H_out, W_out))
    for i in range(H_out):
        for j in range(W_out):
            out[i, j] = combine(x[i : i + K_h, j : j + K_w]) + b
    return out


def forgets_bias(solve, x, w, b):
    """The bias is missing: add b to every output pixel."""
    return solve(x, w, 0.0)


def adds_bias_per_product(solve, x, w, b):
    """The bias was added once for each product. It is added once for each output pixel, after the sum."""
    return solve(x, w, b * w.size)


def adds_bias_per_product__row(solve, x, w, b):
    """The bias was added once for each row of the filter. It is added once for each output pixel, after the sum."""
    return solve(x, w, b * w.shape[0])


def keeps_last_product(solve, x, w, b):
    """Only the last product of each window is left: the products were assigned (=), not added up (+=)."""
    K_h, K_w = w.shape
    return solve(x[K_h - 1 :, K_w - 1 :], w[-1:, -1:], b)


def keeps_last_product__row(solve, x, w, b):
    """Only the last row of each window is left: its sums were assigned (=), not added up (+=)."""
    return solve(x[len(w) - 1 :], w[-1:], b)


def never_reset(solve, x, w, b):
    """The sum goes on from one output pixel to the next: set it back to zero for each."""
    sums = solve(x, w, 0.0)
    return sums.cumsum().reshape(sums.shape) + b


def never_reset__with_bias(solve, x, w, b):
    """The sum goes on from one output pixel to the next: set it back to zero for each."""
    sums = solve(x, w, b)
    return sums.cumsum().reshape(sums.shape)


def never_reset__in_row(solve, x, w, b):
    """The sum goes on along a row of the output: set it back to zero for each pixel."""
    return solve(x, w, 0.0).cumsum(axis=1) + b


def never_reset__in_row_with_bias(solve, x, w, b):
    """The sum goes on along a row of the output: set it back to zero for each pixel."""
    return solve(x, w, b).cumsum(axis=1)


def keeps_input_size(solve, x, w, b):
    """The output is as large as the input. Without padding it has H - K_h + 1 rows and W - K_w + 1 columns."""
    out = solve(x, w, b)
    room = np.zeros(x.shape)
    room[: out.shape[0], : out.shape[1]] = out
    return room


def pads_to_same_size(solve, x, w, b):
    """The image was padded. There is no padding here: the filter stays inside the image."""
    K_h, K_w = w.shape
    return solve(np.pad(x, ((K_h // 2, K_h // 2), (K_w // 2, K_w // 2))), w, b)


def pads_to_same_size__by_one(solve, x, w, b):
    """The image was padded by 1. There is no padding here: the filter stays inside the image."""
    return solve(np.pad(x, 1), w, b)


def drops_last_position(solve, x, w, b):
    """The last row and column are missing: there are H - K_h + 1 rows, because position 0 counts too."""
    return solve(x, w, b)[:-1, :-1]


def drops_last_position__zeros(solve, x, w, b):
    """The last row and column stayed zero. A range ends before its end by itself: it runs to H - K_h + 1."""
    out = solve(x, w, b)
    out[-1], out[:, -1] = 0, 0
    return out


def drops_last_position__listed(solve, x, w, b):
    """The last row and column are missing: there are H - K_h + 1 rows, because position 0 counts too."""
    return np.array([list(row) for row in solve(x, w, b)[:-1, :-1]])


def width_from_height(solve, x, w, b):
    """The output's width was computed from the height: H and W differ, and so do K_h and K_w."""
    return _slide(x, w, b, lambda window: (window * w).sum(), W_out=x.shape[0] - w.shape[0] + 1)


def width_from_height__loops(solve, x, w, b):
    """The output's width was computed from the height: H and W differ, and so do K_h and K_w."""
    return _slide(x, w, b, lambda window: _sum_of_products(window, w), W_out=x.shape[0] - w.shape[0] + 1)


def width_from_height__one_loop(solve, x, w, b):
    """The loop over j runs to the height of the output: H and W differ, and so do K_h and K_w."""
    out = solve(x, w, b)
    if out.shape[0] > out.shape[1]:
        raise IndexError("index is out of bounds")
    out[:, out.shape[0] :] = 0
    return out


def width_from_height__one_loop_value_error(solve, x, w, b):
    """The loop over j runs to the height of the output: H and W differ, and so do K_h and K_w."""
    out = solve(x, w, b)
    if out.shape[0] > out.shape[1]:
        raise ValueError("the window sticks out")
    return width_from_height__one_loop(solve, x, w, b)


def filter_taken_as_square(solve, x, w, b):
    """The filter's height was used for its width too: it has K_w columns, and the output W - K_w + 1."""
    return _slide(x, w, b, lambda window: (window * w).sum(), W_out=x.shape[1] - w.shape[0] + 1)


def filter_taken_as_square__loops(solve, x, w, b):
    """The filter's height was used for its width too: it has K_w columns, and the output W - K_w + 1."""
    return _slide(x, w, b, lambda window: _sum_of_products(window, w), W_out=x.shape[1] - w.shape[0] + 1)


def filter_taken_as_square__window(solve, x, w, b):
    """The filter's height was used for its width too: it has K_w columns, and the output W - K_w + 1."""
    K = w.shape[0]
    out = np.zeros((x.shape[0] - K + 1, x.shape[1] - K + 1))
    for i, j in np.ndindex(out.shape):
        out[i, j] = (x[i : i + K, j : j + K] * w).sum() + b
    return out


def filter_taken_as_square__inner_loops(solve, x, w, b):
    """The filter's height was used for its width too: the loop over q runs to K_w."""
    K = w.shape[0]
    return _slide(x, w, b, lambda window: sum(window[p, q] * w[p, q] for p in range(K) for q in range(K)))


def filter_taken_as_square__all_loops(solve, x, w, b):
    """The filter's height was used for its width too: it has K_w columns, and the output W - K_w + 1."""
    K = w.shape[0]
    out = np.zeros((x.shape[0] - K + 1, x.shape[1] - K + 1))
    for i, j in np.ndindex(out.shape):
        out[i, j] = sum(x[i + p, j + q] * w[p, q] for p in range(K) for q in range(K)) + b
    return out


def _sum_of_products(window, w):
    """The sum, pixel by pixel: an IndexError where the window sticks out of the image."""
    return sum(window[index] * w[index] for index in np.ndindex(w.shape))


def averages_window(solve, x, w, b):
    """The products were averaged. Sum them: a filter that should average has small numbers itself."""
    return solve(x, w / w.size, b)


def transposes_output(solve, x, w, b):
    """Rows and columns of the output were swapped: i counts rows and comes first."""
    return solve(x, w, b).T


spec = Spec(
    solve=conv_naive,
    torch=torch_conv_naive,
    cases=cases,
    shapes={"x": "H W", "w": "K_h K_w", "out": "H_out W_out"},
    wrong=(
        flips_filter,
        transposes_filter,
        transposes_filter__loops,
        multiplies_matrices,
        forgets_bias,
        adds_bias_per_product,
        adds_bias_per_product__row,
        keeps_last_product,
        keeps_last_product__row,
        never_reset,
        never_reset__with_bias,
        never_reset__in_row,
        never_reset__in_row_with_bias,
        keeps_input_size,
        pads_to_same_size,
        pads_to_same_size__by_one,
        drops_last_position,
        drops_last_position__listed,
        drops_last_position__zeros,
        width_from_height,
        width_from_height__loops,
        width_from_height__one_loop,
        width_from_height__one_loop_value_error,
        filter_taken_as_square,
        filter_taken_as_square__loops,
        filter_taken_as_square__window,
        filter_taken_as_square__inner_loops,
        filter_taken_as_square__all_loops,
        averages_window,
        transposes_output,
    ),
    hints=(
        "Compute the top left pixel of the output with pencil and paper. Which numbers change one to the right?",
        "out[i, j] = b + sum over p, q of x[i + p, j + q] * w[p, q].",
        "Make out of zeros, (H - K_h + 1, W - K_w + 1); loop over its i and j; inside, begin with total = b and loop "
        "over p and q, adding one product each; or cut window = x[i : i + K_h, j : j + K_w] and sum window * w.",
    ),
    walk=WALK,
    hints_for={
        "never_reset": (
            "Print the total before the loops over p and q begin. What should it be there, for every output pixel?",
            "`out[i, j] = b + sum over p, q of x[i + p, j + q] * w[p, q]`: each sum begins anew.",
            "`for i ...:`, `for j ...:`, `total = b` and then `for p ...:`, `for q ...:`; after these, `out[i, j] = "
            "total`.",
        ),
        "keeps_last_product": (
            "With a filter of four numbers, how many products belong to one output pixel? How many of them does yours "
            "have?",
            "`total = total + x[i + p, j + q] * w[p, q]`, for every p and q.",
            "`total += x[i + p, j + q] * w[p, q]` in the innermost loop; `out[i, j] = total` after it.",
        ),
        "filter_taken_as_square": (
            "Try a filter of one row and three columns. How far do p and q run, and how many columns does the output "
            "have?",
            "p runs to `K_h` and q to `K_w`; the output has `H - K_h + 1` rows and `W - K_w + 1` columns.",
            "`K_h, K_w = w.shape`; `for p in range(K_h):`; `for q in range(K_w):`.",
        ),
    },
)
