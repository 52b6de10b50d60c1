"""DropConnect, forward: an affine layer with inverted dropout on its weights."""

import numpy as np

from grader import Case, Rng, Spec, grid

from ._chance import DIGITS, STATISTICS, laws, statistics
from ._dropout import Binomial, Drawn, Mirrored, away_from_zero


def dropconnect_forward(x, w, b, p, rng, train):
    """An affine layer that keeps each weight with probability 1 - p, x (N, D) -> out (N, M), mask like w (D, M).

    Wan et al., Regularization of neural networks using DropConnect (ICML 2013), with one mask for the batch, the
    scale of inverted dropout, and without the mask on the bias.
    """
    if not train:
        return x @ w + b, np.ones(w.shape, bool)
    mask = rng.random(w.shape) >= p
    return x @ (w * mask / (1 - p)) + b, mask


def second_dropconnect_forward(x, w, b, p, rng, train):
    """One weight at a time, by the generator's binomial distribution."""
    out, mask = np.tile(b, (len(x), 1)), np.ones(w.shape, bool)
    for d, m in np.ndindex(w.shape):
        mask[d, m] = rng.binomial(1, 1 - p) if train else True
        if mask[d, m]:
            out[:, m] += x[:, d] * w[d, m] / (1 - p if train else 1.0)
    return out, mask


def drive(call, x, w, b, p, rng, train):
    """Show the layer single inputs, which makes its weights visible, then nothing but the bias, then the batch."""
    keep, scale = (1 - p, 1 / (1 - p)) if train else (1.0, 1.0)
    inputs = np.eye(len(w))
    seen, mask = call(inputs, w, b, p, rng, train)
    again = call(inputs, w, b, p, rng, train)
    other, _ = call(inputs, w, b, p, Rng(rng.seed + 1), train)
    bias, _ = call(np.zeros((2, len(w))), w, b, p, rng, train)
    out, _ = call(x, w, b, p, rng, train)
    connected = seen - bias[0]
    factor = np.where(np.abs(connected) > 1e-4, connected / w, 0.0)
    same = bool((again[0] == seen).all() and (again[1] == mask).all())
    found = *statistics(factor, mask, keep, scale), same, bool((other != seen).any())
    size = np.abs(x) @ np.abs(w) * scale + np.abs(b)
    # Where every call draws other weights, that has been said, and the batch has met others than were seen.
    error = np.abs(out - (x @ connected + bias[0])) / size if same else np.zeros(1)
    return *found, np.round(bias[0], DIGITS), round(float(error.max()), DIGITS)


def law(x, w, b, p, rng, train):
    """The weights seen are w or 0, as chance decides; b is there for every input; the batch met the same weights."""
    found = laws(w.shape, 1 - p, 1 / (1 - p) if train else 1.0, train)
    return *found, (b, None), (0.0, None)


def torch_dropconnect_forward(x, w, b, p, rng, train):
    """PyTorch's affine layer on weights that went through its dropout, played as the function is."""
    import torch

    def call(x, w, b, p, seed, train):
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed.seed)
            connected = torch.nn.functional.dropout(torch.from_numpy(w), p, train)
        out = torch.nn.functional.linear(torch.from_numpy(x), connected.T, torch.from_numpy(b))
        return out.numpy(), (connected != 0).numpy()

    args = (tensor.cpu().numpy() for tensor in (x, w, b))
    return drive(call, *args, p, Rng(int(rng.integers(10**6))), train)


def _case(rng, name, N, D, M, p, train, hidden=False):
    x, w, b = grid(rng, N, D), away_from_zero(rng, D, M), away_from_zero(rng, M)
    if "not contiguous" in name:
        x, w = np.asfortranarray(x), np.asfortranarray(w)
    args = {"x": x, "w": w, "b": b, "p": p, "rng": Rng(int(rng.integers(1, 10**6))), "train": train}
    return Case(name, args, hidden)


def cases(rng):
    """Many weights, so that chance has little room; never p = 0.5, at which keeping and dropping look alike."""
    yield _case(rng, "80 inputs, 110 outputs, p = 0.6, training", 5, 80, 110, 0.6, True)
    yield _case(rng, "90 inputs, 70 outputs, p = 0.1, training", 7, 90, 70, 0.1, True)
    yield _case(rng, "p = 0.4, training, not contiguous", 3, 75, 100, 0.4, True)
    yield _case(rng, "evaluation", 4, 3, 5, 0.6, False)
    yield _case(rng, "evaluation, not contiguous", 2, 6, 4, 0.1, False)
    for number in ("", ", once more"):
        N, D, M = (int(n) for n in rng.integers([3, 70, 80], [9, 90, 110]))
        p, train = float(rng.choice([0.2, 0.3, 0.7])), not number or bool(rng.integers(2))
        yield _case(rng, f"sizes drawn anew{number}", N, D, M, p, train, hidden=True)


# What is dropped


def drops_inputs(solve, x, w, b, p, rng, train):
    """Elements of x were dropped, which is dropout. DropConnect drops elements of w."""
    if not train:
        return x @ w + b, np.ones(x.shape, bool)
    mask = rng.random(x.shape) >= p
    return (x * mask / (1 - p)) @ w + b, mask


def drops_inputs__mask_like_w(solve, x, w, b, p, rng, train):
    """Elements of x were dropped, which is dropout. DropConnect drops elements of w."""
    out, mask = drops_inputs(solve, x, w, b, p, rng, train)
    return out, (mask if train else np.ones(w.shape, bool))


def drops_outputs(solve, x, w, b, p, rng, train):
    """Elements of out were dropped, which is dropout. DropConnect drops elements of w."""
    out = x @ w + b
    if not train:
        return out, np.ones(out.shape, bool)
    mask = rng.random(out.shape) >= p
    return out * mask / (1 - p), mask


def drops_outputs__mask_like_w(solve, x, w, b, p, rng, train):
    """Elements of out were dropped, which is dropout. DropConnect drops elements of w."""
    out, mask = drops_outputs(solve, x, w, b, p, rng, train)
    return out, (mask if train else np.ones(w.shape, bool))


def drops_outputs__before_bias(solve, x, w, b, p, rng, train):
    """Elements of x @ w were dropped, which is dropout. DropConnect drops elements of w."""
    return drops_outputs(solve, x, w, np.zeros_like(b), p, rng, train)[0] + b, np.ones((len(x), len(b)), bool)


def whole_rows(solve, x, w, b, p, rng, train):
    """All weights of an input were dropped together, which is dropout. Draw a number for every weight."""
    return solve(x, w, b, p, Drawn(rng.random((len(w), 1)), w.shape), train)


def whole_columns(solve, x, w, b, p, rng, train):
    """All weights of an output were dropped together. Draw a number for every weight: rng.random(w.shape)."""
    return solve(x, w, b, p, Drawn(rng.random(len(b)), w.shape), train)


def mask_for_each_sample(solve, x, w, b, p, rng, train):
    """Every sample has a mask of its own. Here one mask of the shape of w serves the batch."""
    if not train:
        return x @ w + b, np.ones((len(x), *w.shape), bool)
    mask = rng.random((len(x), *w.shape)) >= p
    return np.einsum("nd,ndm->nm", x, w * mask / (1 - p)) + b, mask


def mask_for_each_sample__evaluation_right(solve, x, w, b, p, rng, train):
    """Every sample has a mask of its own. Here one mask of the shape of w serves the batch."""
    out, mask = mask_for_each_sample(solve, x, w, b, p, rng, train)
    return out, (mask if train else mask[0])


def drops_bias(solve, x, w, b, p, rng, train):
    """The bias was dropped, too. It stays as it is: only w is masked and scaled."""
    out, mask = solve(x, w, b, p, rng, train)
    return out + (b * (rng.random(b.shape) >= p) / (1 - p) - b if train else 0.0), mask


def scales_bias(solve, x, w, b, p, rng, train):
    """The bias was divided by 1 - p, too. Scale x @ (w * mask) first, then add b."""
    return solve(x, w, b / (1 - p) if train else b, p, rng, train)


def forgets_bias(solve, x, w, b, p, rng, train):
    """The bias is missing: add b to every row of out."""
    return solve(x, w, np.zeros_like(b), p, rng, train)


def drops_nothing(solve, x, w, b, p, rng, train):
    """Nothing was dropped. In training each weight is dropped with probability p."""
    return solve(x, w, b, p, Drawn(np.ones(w.shape)), train)


# How often, and from where


def swaps_keep_and_drop(solve, x, w, b, p, rng, train):
    """Weights were kept with probability p. They are dropped with probability p: keep where rng.random() >= p."""
    return solve(x, w, b, p, Drawn(2 * p - rng.random(w.shape)), train)


def swaps_keep_and_drop__scale_too(solve, x, w, b, p, rng, train):
    """p was taken for the probability to keep. It is the probability to drop; 1 - p is the probability to keep."""
    return solve(x, w, b, 1 - p, rng, train)


def mask_from_randn(solve, x, w, b, p, rng, train):
    """The mask was drawn from the normal distribution. Draw from the uniform one: rng.random(w.shape)."""
    return solve(x, w, b, p, Drawn(rng.standard_normal(w.shape)), train)


def mask_from_randn__below(solve, x, w, b, p, rng, train):
    """The mask was drawn from the normal distribution. Draw from the uniform one: rng.random(w.shape)."""
    return solve(x, w, b, p, Drawn(1 - rng.standard_normal(w.shape)), train)


def always_half(solve, x, w, b, p, rng, train):
    """Half of the weights were kept, whatever p is. Compare the numbers drawn with p."""
    return solve(x, w, b, p, Drawn(np.where(rng.random(w.shape) >= 0.5, 2.0, -1.0)), train)


def own_seed(solve, x, w, b, p, rng, train):
    """A generator with a seed of its own was used, so every mask is the same. Draw from the rng that is given."""
    return solve(x, w, b, p, np.random.default_rng(0), train)


def own_generator(solve, x, w, b, p, rng, train):
    """A new generator was made, so no result can be had again. Draw from the rng that is given."""
    return solve(x, w, b, p, np.random.default_rng(), train)


def global_generator(solve, x, w, b, p, rng, train):
    """NumPy's global generator (np.random.rand) was used. Draw from the rng that is given: rng.random(w.shape)."""
    return solve(x, w, b, p, Drawn(np.random.rand(*w.shape)) if train else rng, train)


# The scale


def _weights_times(solve, args, training, evaluation=1.0):
    """The right answer for weights that were multiplied by something in each mode."""
    x, w, b, p, rng, train = args
    return solve(x, w * (training if train else evaluation), b, p, rng, train)


def forgets_scale(solve, x, w, b, p, rng, train):
    """In training what is kept was not scaled. Divide it by 1 - p, so that the expected value stays."""
    return _weights_times(solve, (x, w, b, p, rng, train), 1 - p)


def forgets_scale__classic(solve, x, w, b, p, rng, train):
    """The weights were scaled in evaluation. Here they are scaled in training: divide what is kept by 1 - p."""
    return _weights_times(solve, (x, w, b, p, rng, train), 1 - p, 1 - p)


def multiplies_by_keep(solve, x, w, b, p, rng, train):
    """What is kept was multiplied by 1 - p. Fewer weights are left, so each must grow: divide by 1 - p."""
    return _weights_times(solve, (x, w, b, p, rng, train), (1 - p) ** 2)


def divides_by_p(solve, x, w, b, p, rng, train):
    """What is kept was divided by p. It is kept with probability 1 - p: divide by that."""
    return _weights_times(solve, (x, w, b, p, rng, train), (1 - p) / p)


def scales_down_in_evaluation(solve, x, w, b, p, rng, train):
    """In evaluation w was multiplied by 1 - p. The scaling in training has done that already: out = x @ w + b."""
    return _weights_times(solve, (x, w, b, p, rng, train), 1.0, 1 - p)


def scales_down_in_evaluation__sum(solve, x, w, b, p, rng, train):
    """In evaluation x @ w + b was multiplied by 1 - p. Nothing is scaled there: the scaling was done in training."""
    out, mask = solve(x, w, b, p, rng, train)
    return out * (1 if train else 1 - p), mask


# Modes, mask, arguments


def drops_in_evaluation(solve, x, w, b, p, rng, train):
    """Weights were dropped in evaluation, too. If train is False nothing is dropped."""
    return solve(x, w, b, p, rng, True)


def swaps_modes(solve, x, w, b, p, rng, train):
    """Training and evaluation were swapped: weights are dropped if train is True."""
    return solve(x, w, b, p, rng, not train)


def inverted_mask(solve, x, w, b, p, rng, train):
    """The mask is True where a weight was dropped. It is True where it was kept."""
    out, mask = solve(x, w, b, p, rng, train)
    return out, mask ^ train


def mask_not_bool(solve, x, w, b, p, rng, train):
    """The mask holds floats. Return what the comparison gives, an array of True and False."""
    out, mask = solve(x, w, b, p, rng, train)
    return out, mask.astype(float)


def mask_not_bool__int(solve, x, w, b, p, rng, train):
    """The mask holds ints. Return an array of True and False, as a comparison gives it, or use .astype(bool)."""
    out, mask = solve(x, w, b, p, rng, train)
    return out, mask.astype(int)


def mask_not_bool__binomial(solve, x, w, b, p, rng, train):
    """The mask holds ints. Return an array of True and False, as a comparison gives it, or use .astype(bool)."""
    out, mask = solve(x, w, b, p, Drawn(2.0 * rng.binomial(1, 1 - p, w.shape)), train)
    return out, mask.astype(int)


def mask_is_scaled(solve, x, w, b, p, rng, train):
    """The mask holds 1 / (1 - p) where a weight was kept. Return True there, and put the factor on w."""
    out, mask = solve(x, w, b, p, rng, train)
    return out, (mask / (1 - p) if train else mask)


def returns_dropped_weights(solve, x, w, b, p, rng, train):
    """The weights that are left were returned in place of the mask. The mask holds True and False."""
    out, mask = solve(x, w, b, p, rng, train)
    return out, (w * mask / (1 - p) if train else w)


def no_mask_in_evaluation(solve, x, w, b, p, rng, train):
    """In evaluation the mask is None. Nothing is dropped, so return an array of True like w."""
    out, mask = solve(x, w, b, p, rng, train)
    return out, (mask if train else None)


def returns_out_only(solve, x, w, b, p, rng, train):
    """The mask was not returned. The backward pass needs it: return out, mask."""
    return solve(x, w, b, p, rng, train)[0]


def writes_into_w(solve, x, w, b, p, rng, train):
    """w was changed, by w *= mask or w[~mask] = 0 for instance. Weights that are dropped now are needed later."""
    out, mask = solve(x, w, b, p, rng, train)
    w *= mask
    return out, mask


def writes_into_w__scaled(solve, x, w, b, p, rng, train):
    """w was changed, by w *= mask / (1 - p) for instance. Weights that are dropped now are needed later."""
    out, mask = solve(x, w, b, p, rng, train)
    w *= mask / (1 - p if train else 1)
    return out, mask


def whole_rows__below(solve, x, w, b, p, rng, train):
    """All weights of an input were dropped together, which is dropout. Draw a number for every weight."""
    return whole_rows(solve, x, w, b, p, Mirrored(rng), train)


def forgets_bias__training_only(solve, x, w, b, p, rng, train):
    """In training the bias is missing: add b to every row of out."""
    return solve(x, w, b * (not train), p, rng, train)


def drops_nothing__mask_unused(solve, x, w, b, p, rng, train):
    """The mask was not used, so nothing was dropped: multiply w by it, and divide by 1 - p."""
    return x @ w + b, solve(x, w, b, p, rng, train)[1]


def drops_nothing__only_scaled(solve, x, w, b, p, rng, train):
    """The mask was not used, so nothing was dropped: multiply w by it."""
    return x @ (w / (1 - p if train else 1)) + b, solve(x, w, b, p, rng, train)[1]


def drops_in_evaluation__below(solve, x, w, b, p, rng, train):
    """Weights were dropped in evaluation, too. If train is False nothing is dropped."""
    return drops_in_evaluation(solve, x, w, b, p, Mirrored(rng), train)


def swaps_modes__below(solve, x, w, b, p, rng, train):
    """Training and evaluation were swapped: weights are dropped if train is True."""
    return swaps_modes(solve, x, w, b, p, Mirrored(rng), train)


def inverted_mask__always(solve, x, w, b, p, rng, train):
    """The mask is True where a weight was dropped. It is True where it was kept."""
    out, mask = solve(x, w, b, p, rng, train)
    return out, ~mask


def mask_not_bool__training_only(solve, x, w, b, p, rng, train):
    """In training the mask holds floats. Return what the comparison gives, an array of True and False."""
    out, mask = solve(x, w, b, p, rng, train)
    return out, (mask.astype(float) if train else mask)


def mask_not_bool__int_training_only(solve, x, w, b, p, rng, train):
    """In training the mask holds ints. Return an array of True and False, as a comparison gives it."""
    out, mask = solve(x, w, b, p, rng, train)
    return out, (mask.astype(int) if train else mask)


def mask_not_bool__binomial_training_only(solve, x, w, b, p, rng, train):
    """In training the mask holds ints. Return an array of True and False: compare it with 1, or use .astype(bool)."""
    out, mask = solve(x, w, b, p, Binomial(rng, p), train)
    return out, (mask.astype(int) if train else mask)


def mask_not_bool__evaluation_only(solve, x, w, b, p, rng, train):
    """In evaluation the mask holds floats. Return True everywhere: np.ones(w.shape, dtype=bool)."""
    out, mask = solve(x, w, b, p, rng, train)
    return out, (mask if train else mask.astype(float))


def returns_dropped_weights__training_only(solve, x, w, b, p, rng, train):
    """The weights that are left were returned in place of the mask. The mask holds True and False."""
    out, mask = solve(x, w, b, p, rng, train)
    return out, (w * mask / (1 - p) if train else mask)


def returns_out_only__training_only(solve, x, w, b, p, rng, train):
    """In training the mask was not returned. The backward pass needs it: return out, mask."""
    out, mask = solve(x, w, b, p, rng, train)
    return out if train else (out, mask)


spec = Spec(
    solve=dropconnect_forward,
    torch=torch_dropconnect_forward,
    second=second_dropconnect_forward,
    cases=cases,
    drive=drive,
    law=law,
    outputs=(*STATISTICS, "out_for_zeros", "batch_error"),
    results=("out", "mask"),
    shapes={"x": "N D", "w": "D M", "b": "M", "out_for_zeros": "M"},
    wrong=(
        drops_inputs,
        drops_inputs__mask_like_w,
        drops_outputs,
        drops_outputs__mask_like_w,
        drops_outputs__before_bias,
        whole_rows,
        whole_rows__below,
        whole_columns,
        mask_for_each_sample,
        mask_for_each_sample__evaluation_right,
        drops_bias,
        scales_bias,
        forgets_bias,
        forgets_bias__training_only,
        drops_nothing,
        drops_nothing__only_scaled,
        drops_nothing__mask_unused,
        swaps_keep_and_drop,
        swaps_keep_and_drop__scale_too,
        mask_from_randn,
        mask_from_randn__below,
        always_half,
        own_seed,
        own_generator,
        global_generator,
        forgets_scale,
        forgets_scale__classic,
        multiplies_by_keep,
        divides_by_p,
        scales_down_in_evaluation,
        scales_down_in_evaluation__sum,
        drops_in_evaluation,
        drops_in_evaluation__below,
        swaps_modes,
        swaps_modes__below,
        inverted_mask,
        inverted_mask__always,
        mask_not_bool,
        mask_not_bool__evaluation_only,
        mask_not_bool__binomial_training_only,
        mask_not_bool__int_training_only,
        mask_not_bool__training_only,
        mask_not_bool__int,
        mask_not_bool__binomial,
        mask_is_scaled,
        returns_dropped_weights,
        returns_dropped_weights__training_only,
        no_mask_in_evaluation,
        returns_out_only,
        returns_out_only__training_only,
        writes_into_w,
        writes_into_w__scaled,
    ),
    hints=(
        "Draw an affine layer as two columns of circles with lines between them. Dropout rubs out circles. What does "
        "DropConnect rub out, and which array holds one number for each of those?",
        "mask = (a number drawn from [0, 1) for every weight) >= p; out = x @ (w * mask / (1 - p)) + b in training, "
        "out = x @ w + b in evaluation.",
        "If not train: return x @ w + b and an array of True like w. Else mask = rng.random(w.shape) >= p, multiply "
        "w by mask / (1 - p), then the affine layer as always.",
    ),
    hints_for={
        "mask_for_each_sample": (
            "How many weights has the layer? Does that number depend on the batch?",
            "One mask of the shape of w is drawn in each call, and all samples go through the same weights.",
            "`mask = rng.random(w.shape) >= p`, then `x @ (w * mask / (1 - p)) + b`.",
        ),
        "drops_nothing": (
            "Where in your last line does the mask come in?",
            "The layer computes with w where mask is True, and with 0 where it is False.",
            "`w * mask / (1 - p)` in the place of w.",
        ),
    },
)
