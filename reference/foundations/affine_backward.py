"""The affine layer, backward: each factor of each product gets dout times the other factor."""

import numpy as np

from grader import Case, Spec, grid

from ._affine import channels_last, first_axis_fastest, flat
from ._walk_affine_backward import WALK
from .affine_forward import affine_forward
from .affine_forward import cases as forward_cases
from .affine_forward import ladder as forward_ladder


def affine_backward(dout, x, w, b):
    """Gradients of a fully connected layer, dout (N, M), x (N, ...), w (D, M), b (M,) -> dx, dw, db like x, w, b."""
    x_flat = x.reshape(len(x), -1)
    dx_flat = dout @ w.T  # (N, M) @ (M, D)
    dw = x_flat.T @ dout  # (D, N) @ (N, M)
    db = dout.sum(axis=0)  # one bias serves all samples
    return dx_flat.reshape(x.shape), dw, db


def naive_affine_backward(dout, x, w, b):
    """One product at a time, in three loops: slow, and close to the formula."""
    rows = x.reshape(len(x), -1)
    dx, dw, db = np.zeros(rows.shape), np.zeros(w.shape), np.zeros(b.shape)
    for n in range(dout.shape[0]):
        for m in range(dout.shape[1]):
            db[m] += dout[n, m]
            for d in range(len(w)):
                dx[n, d] += dout[n, m] * w[d, m]
                dw[d, m] += dout[n, m] * rows[n, d]
    return dx.reshape(x.shape), dw, db


def torch_affine_backward(dout, x, w, b):
    """PyTorch's autograd through its linear layer."""
    import torch

    inputs = [tensor.requires_grad_() for tensor in (x, w, b)]
    out = torch.nn.functional.linear(x.flatten(1), w.T, b)
    return torch.autograd.grad(out, inputs, dout)


def cases(rng):
    """The settings of affine_forward with a random upstream gradient."""
    for case in forward_cases(rng):
        N, M = len(case.args["x"]), len(case.args["b"])
        dout = grid(rng, N, M)
        if "by hand" in case.name:
            dout = np.array([[1.0, 2.0, 0.0, -1.0], [3.0, 0.0, -2.0, 1.0]])
        if "not contiguous" in case.name:
            dout = dout.repeat(2, axis=1)[:, ::2]
        yield Case(case.name, {"dout": dout, **case.args}, case.hidden)


# dx


def dx_flat(solve, dout, x, w, b):
    """dx came back flat, (N, D). It has the shape of x: end with .reshape(x.shape)."""
    dx, dw, db = solve(dout, x, w, b)
    return flat(dx), dw, db


def dx_transposed(solve, dout, x, w, b):
    """dx is (D, N). Samples come first: it is dout @ w.T, in the shape of x."""
    dx, dw, db = solve(dout, x, w, b)
    return flat(dx).T, dw, db


def dx_transposed__reshaped(solve, dout, x, w, b):
    """dx was computed as (D, N), and reshaping mixed the samples. Samples come first: dout @ w.T, then reshape."""
    dx, dw, db = solve(dout, x, w, b)
    return flat(dx).T.reshape(x.shape), dw, db


def dx_order(solve, dout, x, w, b):
    """dx was unflattened in another order, with the first axis running fastest. Use .reshape(x.shape) alone."""
    dx, dw, db = solve(dout, x, w, b)
    return flat(dx).reshape(x.shape, order="F"), dw, db


def w_not_transposed(solve, dout, x, w, b):
    """dx needs the transpose of w: (N, M) @ (M, D) gives (N, D), so it is dout @ w.T."""
    _, dw, db = solve(dout, x, w, b)
    return (dout @ w).reshape(x.shape), dw, db


def w_not_transposed__loops(solve, dout, x, w, b):
    """w[m, d] was read. Here w is (D, M), inputs first: dx[n, d] gets dout[n, m] * w[d, m]."""
    _, dw, db = solve(dout, x, w, b)
    D, M = w.shape
    return (dout @ w[np.arange(M)[:, None], np.arange(D)]).reshape(x.shape), dw, db


def w_reshaped(solve, dout, x, w, b):
    """w was reshaped to (M, D), which mixes its numbers. Transpose it: w.T."""
    _, dw, db = solve(dout, x, w, b)
    return (dout @ w.reshape(w.shape[1], w.shape[0])).reshape(x.shape), dw, db


def dx_assigned(solve, dout, x, w, b):
    """dx holds the share of the last output only: it was assigned (=) in the loop over m, not added (+=)."""
    _, dw, db = solve(dout, x, w, b)
    return solve(dout[:, -1:], x, w[:, -1:], b[-1:])[0], dw, db


def dx_sums_samples(solve, dout, x, w, b):
    """All samples got the same dx, the sum over the batch. Each sample has its own row of dout."""
    _, dw, db = solve(dout, x, w, b)
    return solve(np.ones_like(dout) * dout.sum(axis=0), x, w, b)[0], dw, db


def dx_of_first_sample(solve, dout, x, w, b):
    """Only the first sample of dx was computed; the others stayed zero."""
    dx, dw, db = solve(dout, x, w, b)
    dx[1:] = 0
    return dx, dw, db


def dx_times_x(solve, dout, x, w, b):
    """dx was multiplied by x. The derivative with respect to x is w alone."""
    dx, dw, db = solve(dout, x, w, b)
    return dx * x, dw, db


# dw


def dw_transposed(solve, dout, x, w, b):
    """dw is (M, D), as in PyTorch. Here it is (D, M), as w: x_flat.T @ dout."""
    dx, dw, db = solve(dout, x, w, b)
    return dx, dw.T.copy(), db


def dw_keeps_axes(solve, dout, x, w, b):
    """dw still has the axes of a sample. It has the shape of w, (D, M): flatten x first."""
    dx, dw, db = solve(dout, x, w, b)
    return dx, dw.reshape(*x.shape[1:], -1), db


def dw_per_sample(solve, dout, x, w, b):
    """dw was not summed over the batch. All samples share w, so their shares add up."""
    dx, _, db = solve(dout, x, w, b)
    return dx, flat(x)[:, :, None] * dout[:, None, :], db


def dw_assigned(solve, dout, x, w, b):
    """dw holds the share of the last sample only: it was assigned (=) in the loop over samples, not added (+=)."""
    dx, _, db = solve(dout, x, w, b)
    return dx, solve(dout[-1:], x[-1:], w, b)[1], db


def dw_of_first_sample(solve, dout, x, w, b):
    """dw holds the share of the first sample only. All samples share w, so their shares add up."""
    dx, _, db = solve(dout, x, w, b)
    return dx, solve(dout[:1], x[:1], w, b)[1], db


def x_reshaped(solve, dout, x, w, b):
    """x was reshaped to (D, N), which mixes the samples. Flatten it to (N, D), then transpose: x_flat.T."""
    dx, _, db = solve(dout, x, w, b)
    return dx, x.reshape(-1, len(x)) @ dout, db


def dw_times_w(solve, dout, x, w, b):
    """dw was multiplied by w. The derivative with respect to w is x alone."""
    dx, dw, db = solve(dout, x, w, b)
    return dx, dw * w, db


def dw_begins_with_w(solve, dout, x, w, b):
    """dw was added to w. Begin with zeros, np.zeros_like(w), or with the product itself."""
    dx, dw, db = solve(dout, x, w, b)
    return dx, w + dw, db


def dw_begins_with_w__in_place(solve, dout, x, w, b):
    """dw was written into w. Begin with an array of its own: dw = np.zeros_like(w)."""
    dx, dw, db = solve(dout, x, w, b)
    w += dw
    return dx, w.copy(), db


def dw_begins_with_w__one_by_one(solve, dout, x, w, b):
    """dw was written into w, sample by sample. Begin with an array of its own: dw = np.zeros_like(w)."""
    dx = np.zeros_like(x)
    for n in range(len(x)):
        dx[n] = (w @ dout[n]).reshape(x[n].shape)
        w += np.outer(x[n], dout[n])
    return dx, w.copy(), dout.sum(axis=0)


# dx and dw


def does_not_flatten(solve, dout, x, w, b):
    """The samples were not flattened, which fails unless they are rows already. Use x.reshape(len(x), -1)."""
    return (dout @ w.T).reshape(x.shape), x.T @ dout, dout.sum(axis=0)


def does_not_flatten__einsum(solve, dout, x, w, b):
    """The samples were not flattened, which fails unless they are rows already. Use x.reshape(len(x), -1)."""
    return (dout @ w.T).reshape(x.shape), np.einsum("nd,nm->dm", x, dout), dout.sum(axis=0)


def order_of_flattening(solve, dout, x, w, b):
    """dw belongs to samples flattened in another order, first axis fastest. Use x.reshape(len(x), -1)."""
    dx, _, db = solve(dout, x, w, b)
    return dx, solve(dout, first_axis_fastest(x), w, b)[1], db


def order_of_flattening__both(solve, dout, x, w, b):
    """The samples were flattened in another order, with their first axis running fastest. Use x.reshape(len(x), -1)."""
    dx, dw, db = solve(dout, first_axis_fastest(x), w, b)
    return flat(dx).reshape(x.shape, order="F"), dw, db


def order_of_flattening__channels_last(solve, dout, x, w, b):
    """dw belongs to samples whose channels were moved to the end. Use x.reshape(len(x), -1), without a transpose."""
    dx, _, db = solve(dout, x, w, b)
    return dx, solve(dout, channels_last(x), w, b)[1], db


# db


def db_not_summed(solve, dout, x, w, b):
    """db was not summed over the batch. One bias serves all samples: dout.sum(axis=0)."""
    dx, dw, _ = solve(dout, x, w, b)
    return dx, dw, dout.copy()


def db_per_sample(solve, dout, x, w, b):
    """db has one number per sample. It needs one per output: sum over axis 0, the samples."""
    dx, dw, _ = solve(dout, x, w, b)
    return dx, dw, dout.sum(axis=1)


def db_sums_everything(solve, dout, x, w, b):
    """db is one number, the sum of all of dout. It needs one per output: sum over axis 0 only."""
    dx, dw, _ = solve(dout, x, w, b)
    return dx, dw, float(dout.sum())


def db_sums_everything__for_each(solve, dout, x, w, b):
    """Each number of db is the sum of all of dout. Output m has its own: sum over axis 0 only."""
    dx, dw, _ = solve(dout, x, w, b)
    return dx, dw, np.full_like(b, dout.sum())


def db_keeps_axes(solve, dout, x, w, b):
    """db has the right numbers but the shape (1, M). Without keepdims it gets the shape of b: (M,)."""
    dx, dw, db = solve(dout, x, w, b)
    return dx, dw, db.reshape(1, -1)


def db_keeps_axes__column(solve, dout, x, w, b):
    """db has the right numbers but the shape (M, 1). It has the shape of b: (M,)."""
    dx, dw, db = solve(dout, x, w, b)
    return dx, dw, db.reshape(-1, 1)


def db_of_one_sample(solve, dout, x, w, b):
    """db is the last row of dout: it was assigned (=) in the loop over samples, not added (+=)."""
    dx, dw, _ = solve(dout, x, w, b)
    return dx, dw, dout[-1].copy()


def db_of_one_sample__first(solve, dout, x, w, b):
    """db is the first row of dout. One bias serves all samples: sum over them."""
    dx, dw, _ = solve(dout, x, w, b)
    return dx, dw, dout[0].copy()


def db_is_one(solve, dout, x, w, b):
    """db is 1 everywhere, the derivative of one output. Multiply it by dout, and sum over the samples."""
    dx, dw, _ = solve(dout, x, w, b)
    return dx, dw, np.ones_like(b)


def db_times_b(solve, dout, x, w, b):
    """db was multiplied by b. The derivative with respect to b is 1."""
    dx, dw, db = solve(dout, x, w, b)
    return dx, dw, db * b


def db_is_zero(solve, dout, x, w, b):
    """db is 0. The bias moves every output, so it gets what arrives there: dout.sum(axis=0)."""
    dx, dw, _ = solve(dout, x, w, b)
    return dx, dw, np.zeros_like(b)


# all of them


def mean_over_batch(solve, dout, x, w, b):
    """dw was averaged over the batch. Sum it: the loss already carries any 1/N."""
    dx, dw, db = solve(dout, x, w, b)
    return dx, dw / len(x), db


def mean_over_batch__db(solve, dout, x, w, b):
    """db was averaged over the batch. Sum it: the loss already carries any 1/N."""
    dx, dw, db = solve(dout, x, w, b)
    return dx, dw, db / len(x)


def mean_over_batch__dw_db(solve, dout, x, w, b):
    """dw and db were averaged over the batch. Sum them: the loss already carries any 1/N."""
    dx, dw, db = solve(dout, x, w, b)
    return dx, dw / len(x), db / len(x)


def mean_over_batch__all(solve, dout, x, w, b):
    """All gradients were divided by the batch size. The loss already carries any 1/N: nothing is averaged here."""
    return tuple(gradient / len(x) for gradient in solve(dout, x, w, b))


def upstream_is_one(solve, dout, x, w, b):
    """dout is ignored, as if the loss were the sum of the output. It is a factor in all three gradients."""
    return solve(np.ones_like(dout), x, w, b)


def upstream_is_one__dx(solve, dout, x, w, b):
    """dx does not use dout. It is dout @ w.T, in the shape of x."""
    _, dw, db = solve(dout, x, w, b)
    return solve(np.ones_like(dout), x, w, b)[0], dw, db


def upstream_is_one__dw(solve, dout, x, w, b):
    """dw does not use dout. It is x_flat.T @ dout."""
    dx, _, db = solve(dout, x, w, b)
    return dx, solve(np.ones_like(dout), x, w, b)[1], db


def upstream_is_one__db(solve, dout, x, w, b):
    """db is the number of samples. It is the sum of dout over them."""
    dx, dw, _ = solve(dout, x, w, b)
    return dx, dw, np.full_like(b, len(x))


def opposite_sign(solve, dout, x, w, b):
    """The gradients have the opposite sign. A minus belongs to the update step (w - lr * dw), not to the gradient."""
    return tuple(-gradient for gradient in solve(dout, x, w, b))


def order_of_results(solve, dout, x, w, b):
    """The gradients came back in another order. Return dx, dw, db."""
    dx, dw, db = solve(dout, x, w, b)
    return dw, dx, db


def order_of_results__bias_second(solve, dout, x, w, b):
    """The gradients came back in another order. Return dx, dw, db."""
    dx, dw, db = solve(dout, x, w, b)
    return dx, db, dw


def order_of_results__dx_last(solve, dout, x, w, b):
    """The gradients came back in another order. Return dx, dw, db."""
    dx, dw, db = solve(dout, x, w, b)
    return dw, db, dx


def reshapes_x_in_place(solve, dout, x, w, b):
    """x.shape was set, which changes x for whoever called you. Write x_flat = x.reshape(len(x), -1) instead."""
    x.shape = (len(x), -1)
    return solve(dout, x, w, b)


def reshapes_x_in_place__and_keeps_its_shape(solve, dout, x, w, b):
    """x.shape was set, which changes x for whoever called you. Write x_flat = x.reshape(len(x), -1) instead."""
    shape = x.shape
    x.shape = (len(x), -1)
    dx, dw, db = solve(dout, x, w, b)
    return dx.reshape(shape), dw, db


def ladder():
    """The layers of affine_forward with a random upstream gradient."""
    rng = np.random.default_rng(0)
    for case in forward_ladder():
        yield Case(case.name, {"dout": grid(rng, len(case.args["x"]), len(case.args["b"])), **case.args})


spec = Spec(
    solve=affine_backward,
    torch=torch_affine_backward,
    second=naive_affine_backward,
    forward=affine_forward,
    wrt=("x", "w", "b"),
    cases=cases,
    outputs=("dx", "dw", "db"),
    shapes={"dout": "N M", "w": "D M", "b": "M", "dw": "D M", "db": "M"},
    wrong=(
        dx_flat,
        dx_transposed,
        dx_transposed__reshaped,
        dx_order,
        w_not_transposed,
        w_not_transposed__loops,
        w_reshaped,
        dx_assigned,
        dx_sums_samples,
        dx_of_first_sample,
        dx_times_x,
        dw_transposed,
        dw_keeps_axes,
        dw_per_sample,
        dw_assigned,
        dw_of_first_sample,
        x_reshaped,
        dw_times_w,
        dw_begins_with_w,
        dw_begins_with_w__in_place,
        dw_begins_with_w__one_by_one,
        does_not_flatten,
        does_not_flatten__einsum,
        order_of_flattening,
        order_of_flattening__both,
        order_of_flattening__channels_last,
        db_not_summed,
        db_per_sample,
        db_sums_everything,
        db_sums_everything__for_each,
        db_keeps_axes,
        db_keeps_axes__column,
        db_of_one_sample,
        db_of_one_sample__first,
        db_is_one,
        db_times_b,
        db_is_zero,
        mean_over_batch,
        mean_over_batch__db,
        mean_over_batch__dw_db,
        mean_over_batch__all,
        upstream_is_one,
        upstream_is_one__dx,
        upstream_is_one__dw,
        upstream_is_one__db,
        opposite_sign,
        order_of_results,
        order_of_results__bias_second,
        order_of_results__dx_last,
        reshapes_x_in_place,
        reshapes_x_in_place__and_keeps_its_shape,
    ),
    hints=(
        "Take rows, x (N, D), and one product x[n, d] * w[d, m]. Which numbers of dx and dw does dout[n, m] reach by "
        "it, and with what factor?",
        "dx_flat[n, d] = sum over m of dout[n, m] * w[d, m]; dw[d, m] = sum over n of x_flat[n, d] * dout[n, m]; "
        "db[m] = sum over n of dout[n, m].",
        "Two matrix products whose shapes leave no choice: (N, M) @ (M, D) for dx, (D, N) @ (N, M) for dw; a sum over "
        "axis 0 for db. At the end dx is given the shape of x.",
    ),
    hints_for={
        "dx": (
            "x[n, d] takes part in all M outputs of its sample. With which weights?",
            "dx_flat[n, d] = sum over m of dout[n, m] * w[d, m].",
            "`dx = (dout @ w.T).reshape(x.shape)`: (N, M) @ (M, D), then the shape of x.",
        ),
        "dw": (
            "w[d, m] serves all N samples. By which number was it multiplied in each?",
            "dw[d, m] = sum over n of x_flat[n, d] * dout[n, m].",
            "`x_flat = x.reshape(len(x), -1)`, then `dw = x_flat.T @ dout`: (D, N) @ (N, M).",
        ),
        "db": (
            "b[m] was added to one output of each sample. How many gradients reach it?",
            "db[m] = sum over n of dout[n, m].",
            "`db = dout.sum(axis=0)`: (N, M) becomes (M,).",
        ),
        "mean_over_batch": (
            "If the loss is a mean over the batch, what has dout been divided by already?",
            "dw[d, m] = sum over n of x_flat[n, d] * dout[n, m], and db[m] = sum over n of dout[n, m]: sums, no means.",
            "`dw = x_flat.T @ dout` and `db = dout.sum(axis=0)`, with no `/ N` behind them.",
        ),
    },
    ladder=ladder,
    walk=WALK,
)
