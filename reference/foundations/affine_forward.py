"""The affine layer: every output sees every input."""

import numpy as np

from grader import Case, Spec, grid

from ._affine import channels_last, first_axis_fastest, flat, samples_mixed


def affine_forward(x, w, b):
    """A fully connected layer, x (N, ...) with D numbers per sample, w (D, M), b (M,) -> (N, M)."""
    return x.reshape(len(x), -1) @ w + b


def naive_affine_forward(x, w, b):
    """One product at a time, in three loops: slow, and close to the formula."""
    rows = x.reshape(len(x), -1)
    out = np.zeros((len(x), w.shape[1]))
    for n in range(out.shape[0]):
        for m in range(out.shape[1]):
            out[n, m] = b[m]
            for d in range(len(w)):
                out[n, m] += rows[n, d] * w[d, m]
    return out


def torch_affine_forward(x, w, b):
    """PyTorch's linear layer, which keeps its weights as (M, D)."""
    import torch

    return torch.nn.functional.linear(x.flatten(1), w.T, b)


def _case(rng, name, x, M, hidden=False):
    w = grid(rng, x[0].size, M)
    return Case(name, {"x": x, "w": np.asfortranarray(w) if "contiguous" in name else w, "b": grid(rng, M)}, hidden)


def cases(rng):
    """Rows by hand, then samples of several axes; one sample alone, and as many outputs as inputs."""
    x, w = [[1.0, 2.0, 3.0], [0.0, -1.0, 2.0]], [[1.0, 0.0, 2.0, -1.0], [0.0, 1.0, 1.0, 2.0], [3.0, -2.0, 0.0, 1.0]]
    b = [0.5, 1.0, -1.0, 2.0]
    yield Case("by hand: 2 rows of 3", {"x": np.array(x), "w": np.array(w), "b": np.array(b)})
    yield _case(rng, "3 images of 2x3x4", grid(rng, 3, 2, 3, 4), 5)
    yield _case(rng, "one sample", grid(rng, 1, 3, 2), 4)
    yield _case(rng, "as many outputs as inputs", grid(rng, 2, 3), 3)
    yield _case(rng, "matrices as samples, arrays not contiguous", np.asfortranarray(grid(rng, 5, 2, 3)), 4)
    for name in ("sizes drawn anew", "sizes drawn anew, once more"):
        axes = rng.integers(2, 5, int(rng.integers(2, 4)))
        N, M = (int(n) for n in rng.integers(2, 6, 2))
        yield _case(rng, name, grid(rng, N, *map(int, axes)), M, hidden=True)


def does_not_flatten(solve, x, w, b):
    """The samples were not flattened, which fails unless they are rows already. Use x.reshape(len(x), -1)."""
    return x @ w + b


def does_not_flatten__loops(solve, x, w, b):
    """The samples were not flattened, which fails unless they are rows already. Use x.reshape(len(x), -1)."""
    out = np.zeros((len(x), len(b)))
    for n in range(out.shape[0]):
        for m in range(out.shape[1]):
            for d in range(len(w)):
                out[n, m] += x[n, d] * w[d, m]
    return out + b


def flattens_the_batch(solve, x, w, b):
    """The whole batch became one row. Each sample is a row of its own: x.reshape(len(x), -1)."""
    return x.reshape(1, -1) @ w + b


def flattens_the_batch__one_axis(solve, x, w, b):
    """The whole batch became one long axis. Each sample is a row of its own: x.reshape(len(x), -1)."""
    return x.reshape(-1) @ w + b


def order_of_flattening(solve, x, w, b):
    """The samples were flattened in another order, with their first axis running fastest. Use x.reshape(len(x), -1)."""
    return solve(first_axis_fastest(x), w, b)


def order_of_flattening__channels_last(solve, x, w, b):
    """The channels were moved to the end before flattening. Use x.reshape(len(x), -1), without a transpose."""
    return solve(channels_last(x), w, b)


def mixes_samples(solve, x, w, b):
    """x was reshaped to (D, N) and transposed, which mixes the samples. Use x.reshape(len(x), -1)."""
    return solve(samples_mixed(x), w, b)


def forgets_bias(solve, x, w, b):
    """The bias is missing: add b[m] to output m."""
    return solve(x, w, np.zeros_like(b))


def subtracts_bias(solve, x, w, b):
    """The bias was subtracted. Add it."""
    return solve(x, w, -b)


def multiplies_by_bias(solve, x, w, b):
    """The sum was multiplied by the bias. Add it."""
    return solve(x, w, np.zeros_like(b)) * b


def bias_in_every_term(solve, x, w, b):
    """The bias was added once for each of the D products. Add it once, outside of the sum over d."""
    return solve(x, w, len(w) * b)


def adds_bias_to_weights(solve, x, w, b):
    """The bias was added to the weights. First the product, then the bias: x_flat @ w + b."""
    return solve(x, w + b, np.zeros_like(b))


def bias_of_first_output(solve, x, w, b):
    """Every output got the bias of the first one. Output m has the bias b[m]."""
    return solve(x, w, np.full_like(b, b[0]))


def bias_of_first_output__sum(solve, x, w, b):
    """Every output got the sum of all biases. Output m has the bias b[m]."""
    return solve(x, w, np.full_like(b, b.sum()))


def transposes_weights(solve, x, w, b):
    """w was transposed. Here it is (D, M), inputs first, so x_flat @ w fits as it is."""
    return flat(x) @ w.T + b


def transposes_weights__loops(solve, x, w, b):
    """w[m, d] was read. Here w is (D, M), inputs first: w[d, m] leads from input d to output m."""
    D, M = w.shape
    return flat(x) @ w[np.arange(M)[:, None], np.arange(D)].T + b


def reshapes_weights(solve, x, w, b):
    """w was read as (M, D), as in PyTorch. Here it is (D, M), and w[d, m] leads from input d to output m."""
    return flat(x) @ w.reshape(w.shape[1], w.shape[0]).T + b


def last_product_only(solve, x, w, b):
    """Only the last product is left: it was assigned (=) in the loop over d, not added (+=)."""
    return solve(flat(x)[:, -1:], w[-1:], b)


def drops_an_input(solve, x, w, b):
    """The last input was left out: the sum runs over all D of them."""
    return solve(flat(x)[:, :-1], w[:-1], b)


def drops_an_input__first(solve, x, w, b):
    """The first input was left out: Python counts from 0."""
    return solve(flat(x)[:, 1:], w[1:], b)


def averages(solve, x, w, b):
    """The mean of the products was taken. It is their sum."""
    return solve(x, w / len(w), b)


def outputs_first(solve, x, w, b):
    """The result is (M, N). Samples come first: (N, M)."""
    return solve(x, w, b).T


def loses_an_axis(solve, x, w, b):
    """Where there is one sample its axis was lost. The result is (N, M), also where N is 1."""
    return solve(x, w, b).squeeze()


def loses_an_axis__flat(solve, x, w, b):
    """The result came back as one long row. It is (N, M)."""
    return solve(x, w, b).reshape(-1)


def keeps_axes(solve, x, w, b):
    """The result still has as many axes as x. It is (N, M)."""
    return solve(x, w, b).reshape(len(x), *(1,) * (x.ndim - 2), -1)


def sums_over_samples(solve, x, w, b):
    """The samples were added up. Each has its own row of outputs: (N, M)."""
    return flat(x).sum(axis=0) @ w + b


def sums_over_samples__outputs(solve, x, w, b):
    """The outputs of all samples were added up. Each has its own row of outputs: (N, M)."""
    return solve(x, w, b).sum(axis=0)


def first_sample_only(solve, x, w, b):
    """Only the first sample was computed; the others stayed zero."""
    out = solve(x, w, b)
    out[1:] = 0
    return out


def first_sample_only__row(solve, x, w, b):
    """Only the first sample was computed, as by a return inside of the loop. Return after the loop."""
    return solve(x, w, b)[0]


def applies_relu(solve, x, w, b):
    """Negative outputs became 0. An activation function comes after this layer, not inside of it."""
    return np.maximum(solve(x, w, b), 0)


def applies_sigmoid(solve, x, w, b):
    """The outputs went through a sigmoid. An activation function comes after this layer, not inside of it."""
    return 1 / (1 + np.exp(-solve(x, w, b)))


def reshapes_x_in_place(solve, x, w, b):
    """x.shape was set, which changes x for whoever called you. Write x_flat = x.reshape(len(x), -1) instead."""
    x.shape = (len(x), -1)
    return solve(x, w, b)


def ladder():
    """Layers of growing size, to be timed on."""
    rng = np.random.default_rng(0)
    for N, D, M in ((8, 32, 16), (32, 256, 64), (128, 1024, 512)):
        yield _case(rng, f"{N} samples, {D} inputs, {M} outputs", grid(rng, N, D), M)


spec = Spec(
    solve=affine_forward,
    torch=torch_affine_forward,
    second=naive_affine_forward,
    cases=cases,
    shapes={"w": "D M", "b": "M", "out": "N M"},
    wrong=(
        does_not_flatten,
        does_not_flatten__loops,
        flattens_the_batch,
        flattens_the_batch__one_axis,
        order_of_flattening,
        order_of_flattening__channels_last,
        mixes_samples,
        forgets_bias,
        subtracts_bias,
        multiplies_by_bias,
        bias_in_every_term,
        adds_bias_to_weights,
        bias_of_first_output,
        bias_of_first_output__sum,
        transposes_weights,
        transposes_weights__loops,
        reshapes_weights,
        last_product_only,
        drops_an_input,
        drops_an_input__first,
        averages,
        outputs_first,
        loses_an_axis,
        loses_an_axis__flat,
        keeps_axes,
        sums_over_samples,
        sums_over_samples__outputs,
        first_sample_only,
        first_sample_only__row,
        applies_relu,
        applies_sigmoid,
        reshapes_x_in_place,
    ),
    hints=(
        "Solve it for rows first, x (N, D). What has to happen to an image before it is such a row?",
        "x_flat is x with one row per sample, (N, D); out = x_flat @ w + b.",
        "x.reshape(len(x), -1) leaves the first axis and joins all others. b (M,) fits the last axis of (N, M) as it "
        "is.",
    ),
    hints_for={
        "flattens_the_batch": (
            "How many rows should the result have, and how many has yours?",
            "(N, C, H, W) becomes (N, C * H * W): the first axis stays.",
            "`x_flat = x.reshape(x.shape[0], -1)`: N first, and -1 for all the rest.",
        ),
        "transposes_weights": (
            "Write down the shapes of x_flat and w. Which axes of the two have to be equally long?",
            "(N, D) @ (D, M) is (N, M).",
            "`x_flat @ w`, or `x_flat[n, d] * w[d, m]` in loops: no transpose.",
        ),
        "order_of_flattening": (
            "In which order do the numbers of an image stand in your row, and in which in x itself?",
            "W runs fastest, then H, then C: the order that reshape has of itself.",
            "`x.reshape(len(x), -1)`, without `order=` and without a transpose before it.",
        ),
    },
    ladder=ladder,
)
