"""Autoencoder: a step of gradient descent whose target is the input itself."""

import math

import numpy as np

from grader import Case, Spec, grid

NAMES = ("x", "w1", "b1", "w2", "b2", "lr")


def autoencoder_step(x, w1, b1, w2, b2, lr):
    """One step on all parameters, x (N, D), w1 (D, M), b1 (M,), w2 (M, D), b2 (D,) -> loss, w1, b1, w2, b2.

    Goodfellow, Bengio & Courville, Deep Learning (2016), chapter 14.
    """
    z = x @ w1 + b1
    h = np.maximum(z, 0)
    error = h @ w2 + b2 - x
    dout = 2 * error / error.size
    dz = np.where(z > 0, dout @ w2.T, 0)
    loss = float((error**2).mean())
    return loss, w1 - lr * x.T @ dz, b1 - lr * dz.sum(axis=0), w2 - lr * h.T @ dout, b2 - lr * dout.sum(axis=0)


def scalar_autoencoder_step(x, w1, b1, w2, b2, lr):
    """One number at a time, with math.fsum."""
    (N, D), M = x.shape, len(b1)
    new = [array.tolist() for array in (w1, b1, w2, b2)]
    squares = []
    for row in x.tolist():
        z = [math.fsum([b1[m], *(row[d] * w1[d, m] for d in range(D))]) for m in range(M)]
        h = [max(value, 0.0) for value in z]
        error = [math.fsum([b2[d], -row[d], *(h[m] * w2[m, d] for m in range(M))]) for d in range(D)]
        squares += [value * value for value in error]
        dout = [2 * value / (N * D) for value in error]
        for m in range(M):
            dz = math.fsum(dout[d] * w2[m, d] for d in range(D)) if z[m] > 0 else 0.0
            new[1][m] -= lr * dz
            for d in range(D):
                new[0][d][m] -= lr * dz * row[d]
                new[2][m][d] -= lr * dout[d] * h[m]
        for d in range(D):
            new[3][d] -= lr * dout[d]
    return math.fsum(squares) / (N * D), *map(np.array, new)


def torch_autoencoder_step(x, w1, b1, w2, b2, lr):
    """PyTorch's mse_loss and autograd."""
    import torch
    from torch.nn import functional

    params = [tensor.requires_grad_() for tensor in (w1, b1, w2, b2)]
    loss = functional.mse_loss(torch.relu(x @ w1 + b1) @ w2 + b2, x)
    return loss, *(value - lr * gradient for value, gradient in zip(params, torch.autograd.grad(loss, params)))


def magnitude(x, w1, b1, w2, b2, lr):
    """The sums of the absolute values of all terms, through the features that are on."""
    on = x @ w1 + b1 > 0
    x, w1, b1, w2, b2 = map(np.abs, (x, w1, b1, w2, b2))
    h = x @ w1 + b1
    error = h @ w2 + b2 + x
    dout = 2 * error / error.size
    dz = on * (dout @ w2.T)
    return (
        float((error**2).mean()),
        w1 + abs(lr) * x.T @ dz,
        b1 + abs(lr) * dz.sum(axis=0),
        w2 + abs(lr) * h.T @ dout,
        b2 + abs(lr) * dout.sum(axis=0),
    )


def _draw(rng, N, D, M, lr):
    """Every hidden number is on for some samples and off for others, and none is near the kink."""
    while True:
        # The odd part of b1 cannot be made up by products of the other numbers.
        x, w1, b1 = grid(rng, N, D, limit=1), grid(rng, D, M, limit=1), grid(rng, M, limit=1) + 1 / 512
        on = x @ w1 + b1 > 0
        if on.any(axis=0).all() and not on.all(axis=0).any():
            return dict(zip(NAMES, (x, w1, b1, grid(rng, M, D, limit=1), grid(rng, D, limit=1), lr)))


def cases(rng):
    """One sample to follow by hand, sizes that all differ, as many hidden numbers as inputs, and a sample alone."""
    by_hand = ([[1, 2]], [[1, -1, 1], [1, 1, -1]], [0, 0, 0], [[1, 0], [0, 1], [1, 1]], [0, -1], 0.5)
    arrays = [np.array(numbers, float) for numbers in by_hand[:-1]]
    yield Case("by hand: one sample of two numbers", dict(zip(NAMES, (*arrays, 0.5))))
    yield Case("7 samples, 4 numbers, 3 hidden", _draw(rng, 7, 4, 3, 0.5))
    args = _draw(rng, 5, 6, 4, 2.0)
    args["x"], args["w1"] = np.asfortranarray(args["x"]), np.asfortranarray(args["w1"])
    yield Case("x and w1 are not contiguous", args)
    yield Case("as many hidden numbers as inputs", _draw(rng, 6, 5, 5, 0.25))
    for name in ("sizes drawn anew", "sizes drawn anew, once more"):
        N, D, M = (int(n) for n in rng.integers([4, 3, 2], [9, 7, 6]))
        yield Case(name, _draw(rng, N, D, M, int(rng.integers(1, 9)) / 8), hidden=True)


def step(x, w1, b1, w2, b2, lr, target=None, relu=True, mask=None, last=None, new=None, into=None):
    """A step with parts that can be replaced.

    target  other than x            last  an activation of out, and its derivative at out
    mask    of the relu, from z and the gradient      into  what dw2 is computed with, from z
    new     w2 as seen by the encoder, from the new and the old
    """
    z = x @ w1 + b1
    h = np.maximum(z, 0) if relu else z
    out = h @ w2 + b2
    error = (out if last is None else last[0](out)) - (x if target is None else target)
    d = 2 * error / error.size
    if last is not None:
        d = d * last[1](out)
    new_w2 = w2 - lr * (h if into is None else into(z)).T @ d
    back = d @ (w2 if new is None else new(new_w2, w2)).T
    dz = back * ((z > 0 if relu else 1.0) if mask is None else mask(z, back))
    loss = float((error**2).mean())
    return loss, w1 - lr * x.T @ dz, b1 - lr * dz.sum(axis=0), new_w2, b2 - lr * d.sum(axis=0)


def target_is_zero(solve, x, w1, b1, w2, b2, lr):
    """The target was left out. An autoencoder's target is its input: out - x."""
    return step(x, w1, b1, w2, b2, lr, target=0 * x)


def target_is_hidden(solve, x, w1, b1, w2, b2, lr):
    """out was compared with h, the code in the middle. The target is the input x."""
    return step(x, w1, b1, w2, b2, lr, target=np.maximum(x @ w1 + b1, 0))


def relu_missing(solve, x, w1, b1, w2, b2, lr):
    """The encoder's relu is missing: h = relu(z)."""
    return step(x, w1, b1, w2, b2, lr, relu=False)


def relu_at_the_end(solve, x, w1, b1, w2, b2, lr):
    """There is a relu after the decoder, too. out may be negative, as x may."""
    return step(x, w1, b1, w2, b2, lr, last=(lambda out: np.maximum(out, 0), lambda out: out > 0))


def sigmoid_at_the_end(solve, x, w1, b1, w2, b2, lr):
    """There is a sigmoid after the decoder. out is left as it is."""

    def sigmoid(out):
        return 1 / (1 + np.exp(-out))

    return step(x, w1, b1, w2, b2, lr, last=(sigmoid, lambda out: sigmoid(out) * (1 - sigmoid(out))))


def relu_unmasked(solve, x, w1, b1, w2, b2, lr):
    """The relu lets every gradient pass. Where z is 0 or less, nothing comes back."""
    return step(x, w1, b1, w2, b2, lr, mask=lambda z, d: 1.0)


def relu_by_gradient(solve, x, w1, b1, w2, b2, lr):
    """The relu looks at the sign of the gradient. It depends on the sign of z."""
    return step(x, w1, b1, w2, b2, lr, mask=lambda z, d: d > 0)


def factor_two_missing(solve, x, w1, b1, w2, b2, lr):
    """The gradient is half of what it should be: the derivative of a square is 2 * (out - x)."""
    return solve(x, w1, b1, w2, b2, lr / 2)


def mean_over_samples(solve, x, w1, b1, w2, b2, lr):
    """The gradient was divided by N. The loss is a mean over all N * D numbers."""
    return solve(x, w1, b1, w2, b2, lr * x.shape[1])


def mean_over_samples__loss(solve, x, w1, b1, w2, b2, lr):
    """The squares were summed and divided by N. The loss is a mean over all N * D numbers."""
    found = mean_over_samples(solve, x, w1, b1, w2, b2, lr)
    return found[0] * x.shape[1], *found[1:]


def mean_over_samples__half(solve, x, w1, b1, w2, b2, lr):
    """The gradient is (out - x) / N. The loss is a mean over all N * D numbers, and a square has the factor 2."""
    return solve(x, w1, b1, w2, b2, lr * x.shape[1] / 2)


def sum_of_squares(solve, x, w1, b1, w2, b2, lr):
    """The gradient is that of a sum. The loss is a mean over all N * D numbers: divide."""
    return solve(x, w1, b1, w2, b2, lr * x.size)


def sum_of_squares__loss(solve, x, w1, b1, w2, b2, lr):
    """The loss is a sum of squares. It is their mean over all N * D numbers."""
    found = sum_of_squares(solve, x, w1, b1, w2, b2, lr)
    return found[0] * x.size, *found[1:]


def only_loss_summed(solve, x, w1, b1, w2, b2, lr):
    """The squares were summed in the loss. It is their mean over all N * D numbers."""
    loss, *new = solve(x, w1, b1, w2, b2, lr)
    return loss * x.size, *new


def only_loss_over_samples(solve, x, w1, b1, w2, b2, lr):
    """In the loss the squares were divided by N only. It is their mean over all N * D numbers."""
    loss, *new = solve(x, w1, b1, w2, b2, lr)
    return loss * x.shape[1], *new


def loss_halved(solve, x, w1, b1, w2, b2, lr):
    """The loss is half of what it should be. Here it is the mean of the squares, without 1/2."""
    loss, *new = solve(x, w1, b1, w2, b2, lr)
    return loss / 2, *new


def loss_is_root(solve, x, w1, b1, w2, b2, lr):
    """The root of the mean was taken. The loss is the mean of the squares itself."""
    loss, *new = solve(x, w1, b1, w2, b2, lr)
    return math.sqrt(loss), *new


def loss_is_absolute(solve, x, w1, b1, w2, b2, lr):
    """The loss is the mean of absolute errors. Square them."""
    error = np.maximum(x @ w1 + b1, 0) @ w2 + b2 - x
    return float(np.abs(error).mean()), *solve(x, w1, b1, w2, b2, lr)[1:]


def loss_after_step(solve, x, w1, b1, w2, b2, lr):
    """The loss is that after the step. Compute it before."""
    _, *new = solve(x, w1, b1, w2, b2, lr)
    return solve(x, *new, lr)[0], *new


def loss_is_an_array(solve, x, w1, b1, w2, b2, lr):
    """The loss has a number for each sample. It is one number, their mean."""
    error = np.maximum(x @ w1 + b1, 0) @ w2 + b2 - x
    return (error**2).mean(axis=1), *solve(x, w1, b1, w2, b2, lr)[1:]


def climbs(solve, x, w1, b1, w2, b2, lr):
    """The step goes uphill: subtract lr times the gradient, that of out - x and not of x - out."""
    return solve(x, w1, b1, w2, b2, -lr)


def forgets_lr(solve, x, w1, b1, w2, b2, lr):
    """The step is the whole gradient. Multiply it by lr."""
    return solve(x, w1, b1, w2, b2, 1.0)


def encoder_sees_new_decoder(solve, x, w1, b1, w2, b2, lr):
    """The encoder's gradient was computed with the new w2. First compute all gradients, then update."""
    return step(x, w1, b1, w2, b2, lr, new=lambda new, old: new)


def decoder_gets_z(solve, x, w1, b1, w2, b2, lr):
    """dw2 was computed with z. The decoder gets h = relu(z)."""
    return step(x, w1, b1, w2, b2, lr, into=lambda z: z)


def weights_tied(solve, x, w1, b1, w2, b2, lr):
    """The decoder used the transposed w1. It has weights of its own: w2."""
    return solve(x, w1, b1, w1.T, b2, lr)


def trains_decoder_only(solve, x, w1, b1, w2, b2, lr):
    """The encoder was not trained. All four parameters take the step."""
    loss, _, _, *decoder = solve(x, w1, b1, w2, b2, lr)
    return loss, w1, b1, *decoder


def trains_encoder_only(solve, x, w1, b1, w2, b2, lr):
    """The decoder was not trained. All four parameters take the step."""
    return *solve(x, w1, b1, w2, b2, lr)[:3], w2, b2


def trains_nothing(solve, x, w1, b1, w2, b2, lr):
    """The parameters came back as they were. Return them after the step."""
    return solve(x, w1, b1, w2, b2, lr)[0], w1, b1, w2, b2


def biases_not_trained(solve, x, w1, b1, w2, b2, lr):
    """The biases were not trained. They take the step like the weights."""
    loss, new_w1, _, new_w2, _ = solve(x, w1, b1, w2, b2, lr)
    return loss, new_w1, b1, new_w2, b2


def biases_by_mean(solve, x, w1, b1, w2, b2, lr):
    """The biases' gradients are means over the batch. They are sums: the loss has divided already."""
    loss, new_w1, new_b1, new_w2, new_b2 = solve(x, w1, b1, w2, b2, lr)
    return loss, new_w1, b1 + (new_b1 - b1) / len(x), new_w2, b2 + (new_b2 - b2) / len(x)


def biases_keep_axes(solve, x, w1, b1, w2, b2, lr):
    """The biases became matrices of one row. Without keepdims their gradients have the shapes (M,) and (D,)."""
    loss, new_w1, new_b1, new_w2, new_b2 = solve(x, w1, b1, w2, b2, lr)
    return loss, new_w1, new_b1[None], new_w2, new_b2[None]


def forward_without_b1(solve, x, w1, b1, w2, b2, lr):
    """b1 is missing in the forward pass: z = x @ w1 + b1."""
    loss, new_w1, new_b1, *decoder = solve(x, w1, 0 * b1, w2, b2, lr)
    return loss, new_w1, b1 + new_b1, *decoder


def forward_without_b2(solve, x, w1, b1, w2, b2, lr):
    """b2 is missing in the forward pass: out = h @ w2 + b2."""
    *rest, new_b2 = solve(x, w1, b1, w2, 0 * b2, lr)
    return (*rest, b2 + new_b2)


def returns_gradients(solve, x, w1, b1, w2, b2, lr):
    """The gradients were returned. Return the parameters after the step: w - lr * dw."""
    loss, *new = solve(x, w1, b1, w2, b2, 1.0)
    return loss, *(old - value for old, value in zip((w1, b1, w2, b2), new))


def loss_last(solve, x, w1, b1, w2, b2, lr):
    """The loss was returned last. Return loss, w1, b1, w2, b2."""
    loss, *new = solve(x, w1, b1, w2, b2, lr)
    return *new, loss


def loss_missing(solve, x, w1, b1, w2, b2, lr):
    """The loss was not returned. Return loss, w1, b1, w2, b2."""
    return solve(x, w1, b1, w2, b2, lr)[1:]


def writes_into_parameters(solve, x, w1, b1, w2, b2, lr):
    """The parameters were changed in place, by -= for instance. Make new arrays: w1 = w1 - lr * dw1."""
    found = solve(x, w1, b1, w2, b2, lr)
    w1[...], b1[...], w2[...], b2[...] = found[1:]
    return found


def writes_into_parameters__weights(solve, x, w1, b1, w2, b2, lr):
    """The weights were changed in place, by -= for instance. Make new arrays: w1 = w1 - lr * dw1."""
    found = solve(x, w1, b1, w2, b2, lr)
    w1[...], w2[...] = found[1], found[3]
    return found


def relu_missing__forward(solve, x, w1, b1, w2, b2, lr):
    """The encoder's relu is missing in the forward pass: h = relu(z)."""
    return step(x, w1, b1, w2, b2, lr, relu=False, mask=lambda z, d: z > 0)


def relu_at_the_end__forward(solve, x, w1, b1, w2, b2, lr):
    """There is a relu after the decoder, too. out may be negative, as x may."""
    return step(x, w1, b1, w2, b2, lr, last=(lambda out: np.maximum(out, 0), lambda out: 1.0))


def sigmoid_at_the_end__forward(solve, x, w1, b1, w2, b2, lr):
    """There is a sigmoid after the decoder. out is left as it is."""
    return step(x, w1, b1, w2, b2, lr, last=(lambda out: 1 / (1 + np.exp(-out)), lambda out: 1.0))


def weights_tied__forward(solve, x, w1, b1, w2, b2, lr):
    """The decoder used the transposed w1 in the forward pass. It has weights of its own: w2."""
    loss, new_w1, new_b1, tied, new_b2 = step(x, w1, b1, w1.T, b2, lr, new=lambda new, old: w2)
    return loss, new_w1, new_b1, w2 + (tied - w1.T), new_b2


spec = Spec(
    solve=autoencoder_step,
    torch=torch_autoencoder_step,
    second=scalar_autoencoder_step,
    cases=cases,
    outputs=("loss", "w1", "b1", "w2", "b2"),
    shapes={"x": "N D", "w1": "D M", "b1": "M", "w2": "M D", "b2": "D"},
    wrong=(
        target_is_zero,
        target_is_hidden,
        relu_missing,
        relu_missing__forward,
        relu_at_the_end,
        relu_at_the_end__forward,
        sigmoid_at_the_end,
        sigmoid_at_the_end__forward,
        relu_unmasked,
        relu_by_gradient,
        factor_two_missing,
        mean_over_samples,
        mean_over_samples__loss,
        mean_over_samples__half,
        sum_of_squares,
        sum_of_squares__loss,
        only_loss_summed,
        only_loss_over_samples,
        loss_halved,
        loss_is_root,
        loss_is_absolute,
        loss_after_step,
        loss_is_an_array,
        climbs,
        forgets_lr,
        encoder_sees_new_decoder,
        decoder_gets_z,
        weights_tied,
        weights_tied__forward,
        trains_decoder_only,
        trains_encoder_only,
        trains_nothing,
        biases_not_trained,
        biases_by_mean,
        biases_keep_axes,
        forward_without_b1,
        forward_without_b2,
        returns_gradients,
        loss_last,
        loss_missing,
        writes_into_parameters,
        writes_into_parameters__weights,
    ),
    hints=(
        "It is a network of two affine layers, as in any regression. What stands in the place of the labels?",
        "dout = 2 * (out - x) / (N * D); dw2 = h.T @ dout; dz = (dout @ w2.T) where z > 0, else 0; dw1 = x.T @ dz; "
        "biases: sums over axis 0.",
        "First the forward pass (z, h, out), then the loss, then all four gradients, last to first, all with the old "
        "parameters; only then w - lr * dw for each of the four.",
    ),
    hints_for={
        "loss": (
            "How many squares go into the mean for N samples of D numbers?",
            "loss = mean of (out - x) ** 2 over all N * D numbers, with the parameters before the step.",
            "`loss = np.mean((out - x) ** 2)`, before anything is updated.",
        ),
        "w1": (
            "Through what does the gradient go on its way from out to z?",
            "dz = (dout @ w2.T) where z > 0, else 0; dw1 = x.T @ dz. w2 is the one before the step.",
            "`dz = (dout @ w2.T) * (z > 0)`, then `w1 - lr * x.T @ dz`.",
        ),
        "w2": (
            "What did the decoder get as its input?",
            "dw2 = h.T @ dout with h = relu(z) and dout = 2 * (out - x) / (N * D).",
            "`dout = 2 * (out - x) / x.size`, then `w2 - lr * h.T @ dout`.",
        ),
    },
    magnitude=magnitude,
)
