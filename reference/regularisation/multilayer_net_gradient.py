"""A whole ReLU network, backward: forward once, keep each layer's input, then the chain rule from the end."""

import math

import numpy as np

from grader import Case, Spec, grid

NAMES = ("W1", "b1", "W2", "b2", "W3", "b3")


def multilayer_net_gradient(x, labels, params, lam):
    """Gradients of mean cross-entropy plus lam / 2 * sum(W^2), params W1, b1, ..., WL, bL -> dict like params.

    Rumelhart, Hinton & Williams, Learning representations by back-propagating errors (Nature 323, 1986).
    """
    N, L = len(x), len(params) // 2
    inputs, h = {}, x
    for layer in range(1, L + 1):
        inputs[layer] = h
        z = h @ params[f"W{layer}"] + params[f"b{layer}"]
        h = np.maximum(z, 0)  # not asked for after the last layer, whose z are the logits

    dz = np.exp(z - z.max(axis=1, keepdims=True))
    dz /= dz.sum(axis=1, keepdims=True)
    dz[np.arange(N), labels] -= 1
    dz /= N

    grads = {}
    for layer in range(L, 0, -1):
        W = params[f"W{layer}"]
        grads[f"W{layer}"] = inputs[layer].T @ dz + lam * W
        grads[f"b{layer}"] = dz.sum(axis=0)
        if layer > 1:
            dz = (dz @ W.T) * (inputs[layer] > 0)  # where the ReLU before this layer let something through
    return grads


def loss(x, labels, params, lam):
    """The loss of the statement, one number at a time."""
    L = len(params) // 2
    total = lam / 2 * sum(float(w) ** 2 for layer in range(1, L + 1) for w in params[f"W{layer}"].flat)
    for sample, label in zip(x, labels):
        logits = _scalar_forward(sample, params)[-1]
        top = max(logits)
        total += (top + math.log(math.fsum(math.exp(z - top) for z in logits)) - logits[label]) / len(x)
    return total


def _scalar_forward(sample, params):
    """The numbers before the ReLU of each layer, for one sample; at index 0 the sample itself."""
    L = len(params) // 2
    found = [[float(value) for value in sample]]
    for layer in range(1, L + 1):
        W, b = params[f"W{layer}"], params[f"b{layer}"]
        h = [max(value, 0.0) for value in found[-1]] if layer > 1 else found[-1]
        found.append([math.fsum([*(h[i] * W[i, j] for i in range(len(h))), b[j]]) for j in range(len(b))])
    return found


def naive_multilayer_net_gradient(x, labels, params, lam):
    """One sample and one number at a time: what arrives is added up."""
    L = len(params) // 2
    grads = {key: (lam * value if key[0] == "W" else np.zeros(value.shape)) for key, value in params.items()}
    for sample, label in zip(x, labels):
        zs = _scalar_forward(sample, params)
        powers = [math.exp(z - max(zs[L])) for z in zs[L]]
        dz = [(power / math.fsum(powers) - (k == label)) / len(x) for k, power in enumerate(powers)]
        for layer in range(L, 0, -1):
            before, W = zs[layer - 1], params[f"W{layer}"]
            arriving = [0.0] * len(before)
            for i, value in enumerate(before):
                passes = layer == 1 or value > 0
                for j, d in enumerate(dz):
                    grads[f"W{layer}"][i, j] += d * value if passes else 0.0
                    arriving[i] += d * W[i, j] if passes else 0.0
            for j, d in enumerate(dz):
                grads[f"b{layer}"][j] += d
            dz = arriving
    return grads


def torch_multilayer_net_gradient(x, labels, params, lam):
    """PyTorch's autograd through the network."""
    import torch

    for value in params.values():
        value.requires_grad_()
    L, h = len(params) // 2, x
    for layer in range(1, L + 1):
        z = h @ params[f"W{layer}"] + params[f"b{layer}"]
        h = torch.relu(z)
    decay = sum(value.square().sum() for key, value in params.items() if key[0] == "W")
    total = torch.nn.functional.cross_entropy(z, labels) + lam / 2 * decay
    found = dict(zip(params, torch.autograd.grad(total, list(params.values()))))
    return _in_order(found)


def _in_order(grads):
    """One gradient for each of the NAMES; None for layers that are not there."""
    return tuple(grads.get(name) for name in NAMES)


def drive(call, x, labels, params, lam):
    """One call; its dict is judged entry by entry."""
    grads = call(x, labels, params, lam)
    if not isinstance(grads, dict) or grads.keys() != params.keys():
        raise TypeError("a dict with the keys of params is asked for")
    return _in_order(grads)


def magnitude(x, labels, params, lam):
    """All terms made positive. An error e of a logit moves its probability p by p e, and the others' by as much."""
    N, L = len(x), len(params) // 2
    sizes, values = {1: np.abs(x)}, {1: x}
    for layer in range(1, L + 1):
        W, b = params[f"W{layer}"], params[f"b{layer}"]
        sizes[layer + 1] = sizes[layer] @ np.abs(W) + np.abs(b)
        values[layer + 1] = np.maximum(values[layer] @ W + b, 0)
    z = values[L] @ params[f"W{L}"] + params[f"b{L}"]
    p = np.exp(z - z.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    size = p * (1 + sizes[L + 1] + (p * sizes[L + 1]).sum(axis=1, keepdims=True)) / N
    size[np.arange(N), labels] += 1 / N
    found = {}
    for layer in range(L, 0, -1):
        W = np.abs(params[f"W{layer}"])
        found[f"W{layer}"] = sizes[layer].T @ size + abs(lam) * W
        found[f"b{layer}"] = size.sum(axis=0)
        size = (size @ W.T) * (values[layer] > 0)
    return _in_order(found)


def _case(rng, name, sizes, lam, scale=1.0, hidden=False):
    """A network of these sizes: N, D, outputs of each layer.

    The sums of a layer are multiples of a step, and its biases odd multiples of half a step: no ReLU stands on its
    kink, and rounding to float64 moves none over it.
    """
    N, D, *widths = sizes
    x = scale * grid(rng, N, D, limit=2)
    params, step = {}, scale * 2.0**-8
    for layer, width in enumerate(widths, start=1):
        params[f"W{layer}"] = grid(rng, D, width, limit=1)
        params[f"b{layer}"] = (2 * rng.integers(-(4 * 32**layer), 4 * 32**layer, width) + 1) * step / 2
        D, step = width, step / 32
    if "not contiguous" in name:
        x, params = np.asfortranarray(x), {key: np.asfortranarray(value) for key, value in params.items()}
    labels = rng.integers(0, D, N)
    labels[:2] = [0, D - 1]
    return Case(name, {"x": x, "labels": labels, "params": params, "lam": lam}, hidden)


def cases(rng):
    """One, two and three layers, a strong penalty and none, layers that are equally wide, and large logits."""
    yield _case(rng, "one layer", (4, 3, 5), 0.1)
    yield _case(rng, "two layers", (5, 4, 7, 3), 0.1)
    yield _case(rng, "three layers, strong decay, not contiguous", (7, 5, 6, 4, 3), 3.0)
    yield _case(rng, "three layers, all equally wide", (5, 4, 4, 4, 4), 0.5)
    yield _case(rng, "two layers, no decay", (6, 5, 8, 4), 0.0)
    yield _case(rng, "large logits", (5, 3, 6, 4), 0.25, scale=1024.0)
    sizes = [int(n) for n in rng.integers([4, 2, 5, 2], [8, 6, 9, 6])]
    yield _case(rng, "two layers, sizes drawn anew", sizes, int(rng.integers(1, 20)) / 16, hidden=True)
    sizes = [int(n) for n in rng.integers([4, 2, 5, 4, 2], [8, 6, 9, 7, 6])]
    yield _case(rng, "three layers, sizes drawn anew", sizes, int(rng.integers(1, 20)) / 16, hidden=True)


# A network with places at which it can be spoilt


def _logits_gradient(z, labels, h):
    """(softmax - onehot) / N."""
    p = np.exp(z - z.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    p[np.arange(len(z)), labels] -= 1
    return p / len(z)


def _backward(
    x, labels, params, lam, start=_logits_gradient, through=None, source=None, spread=None, activate=None, bias=None
):
    """The gradients, with other functions in one or more places.

    start     (logits, labels, h) -> gradient at the logits; h are the outputs of all layers, h[0] = x
    through   (layer, arriving, h, z, dz) -> gradient before the ReLU of that layer
    source    (layer, h, z) -> what the gradient of the layer's weights is multiplied with
    spread    (dz, W) -> gradient at the layer's input
    activate  (z) -> output of a hidden layer
    bias      (dz) -> gradient of a layer's biases
    """
    L, h, z = len(params) // 2, [x], [x]
    for layer in range(1, L + 1):
        z.append(h[-1] @ params[f"W{layer}"] + params[f"b{layer}"])
        h.append(activate(z[-1]) if activate else np.maximum(z[-1], 0))
    dz, grads = start(z[L], labels, h), {}
    for layer in range(L, 0, -1):
        W = params[f"W{layer}"]
        grads[f"W{layer}"] = (source(layer, h, z) if source else h[layer - 1]).T @ dz + lam * W
        grads[f"b{layer}"] = bias(dz) if bias else dz.sum(axis=0)
        if layer > 1:
            arriving = spread(dz, W) if spread else dz @ W.T
            dz = through(layer - 1, arriving, h, z, dz) if through else arriving * (z[layer - 1] > 0)
    return {key: grads[key] for key in params}


def _decayed(solve, args, term):
    """The gradients without decay, and ``term(key, value)`` in its place."""
    x, labels, params, _ = args
    grads = solve(x, labels, params, 0.0)
    return {key: grads[key] + term(key, params[key]) for key in params}


def _layer(key):
    return int(key[1:])


# Decay


def decays_biases(solve, x, labels, params, lam):
    """The biases were decayed, too. The penalty leaves them out: db has no lam * b."""
    return _decayed(solve, (x, labels, params, lam), lambda key, value: lam * value)


def forgets_decay(solve, x, labels, params, lam):
    """The weight decay is missing: add lam * W to the gradient of each W."""
    return solve(x, labels, params, 0.0)


def halves_decay(solve, x, labels, params, lam):
    """The decay was halved. The derivative of lam / 2 * W^2 is lam * W."""
    return solve(x, labels, params, lam / 2)


def doubles_decay(solve, x, labels, params, lam):
    """The decay was doubled. The derivative of lam / 2 * W^2 is lam * W: the 1/2 takes the 2 away."""
    return solve(x, labels, params, 2 * lam)


def subtracts_decay(solve, x, labels, params, lam):
    """The decay was subtracted. The penalty is added to the loss, so add lam * W to the gradient."""
    return solve(x, labels, params, -lam)


def adds_penalty(solve, x, labels, params, lam):
    """The penalty itself was added, 0.5 * lam * W^2. Add its derivative: lam * W."""
    return _decayed(solve, (x, labels, params, lam), lambda key, W: 0.5 * lam * W**2 * (key[0] == "W"))


def adds_lam_and_w(solve, x, labels, params, lam):
    """lam and W were added to the gradient. The derivative of lam / 2 * W^2 is a product: lam * W."""
    return _decayed(solve, (x, labels, params, lam), lambda key, W: (lam + W) * (key[0] == "W"))


def decays_by_sign(solve, x, labels, params, lam):
    """lam * sign(W) was added, which belongs to L1 (lasso). Weight decay is L2 (ridge): lam * W."""
    return _decayed(solve, (x, labels, params, lam), lambda key, W: lam * np.sign(W) * (key[0] == "W"))


def decays_first_only(solve, x, labels, params, lam):
    """Only W1 was decayed. The penalty is on the weights of all layers."""
    return _decayed(solve, (x, labels, params, lam), lambda key, W: lam * W * (key == "W1"))


def decays_last_only(solve, x, labels, params, lam):
    """Only the weights of the last layer were decayed. The penalty is on the weights of all layers."""
    last = f"W{len(params) // 2}"
    return _decayed(solve, (x, labels, params, lam), lambda key, W: lam * W * (key == last))


def averages_decay(solve, x, labels, params, lam):
    """The decay was divided by N, too. The penalty does not depend on the batch: add lam * W after the mean."""
    return solve(x, labels, params, lam / len(x))


# The end of the network


def not_averaged(solve, x, labels, params, lam):
    """The loss is a mean over the samples, so the gradient at the logits is divided by N: (softmax - onehot) / N."""
    return _scaled(solve, x, labels, params, lam, len(x))


def averaged_twice(solve, x, labels, params, lam):
    """The gradient was divided by N twice. It is divided at the logits; dW and db are sums over the samples then."""
    return _scaled(solve, x, labels, params, lam, 1 / len(x))


def averaged_twice__biases(solve, x, labels, params, lam):
    """db is a mean over the samples. The 1/N is in the gradient at the logits already: db is a sum."""
    grads = solve(x, labels, params, lam)
    return {key: value / (len(x) if key[0] == "b" else 1) for key, value in grads.items()}


def averaged_twice__weights(solve, x, labels, params, lam):
    """dW was divided by N. The 1/N is in the gradient at the logits already: dW is inputs.T @ dz."""
    scaled = _scaled(solve, x, labels, params, lam, 1 / len(x))
    grads = solve(x, labels, params, lam)
    return {key: (scaled if key[0] == "W" else grads)[key] for key in params}


def averaged_at_each_layer(solve, x, labels, params, lam):
    """The gradient was divided by N at every layer. Divide once, at the logits."""
    N, L = len(x), len(params) // 2
    grads = _decayed(solve, (x, labels, params, lam), lambda key, value: 0.0)
    grads = {key: value / N ** (L - _layer(key)) for key, value in grads.items()}
    return {key: value + lam * params[key] * (key[0] == "W") for key, value in grads.items()}


def averaged_over_classes(solve, x, labels, params, lam):
    """The mean was taken over all numbers of the logits. It is a mean over the samples: divide by N alone."""
    return _scaled(solve, x, labels, params, lam, 1 / len(params[f"b{len(params) // 2}"]))


def _scaled(solve, x, labels, params, lam, factor):
    """The gradient of the cross-entropy times a factor, and the decay."""
    return {key: factor * value for key, value in solve(x, labels, params, lam / factor).items()}


def forgets_onehot(solve, x, labels, params, lam):
    """The labels have no influence: subtract 1 from the softmax at each sample's label."""
    return _backward(x, labels, params, lam, start=lambda z, t, h: _probabilities(z, 1) / len(z))


def reversed_sign(solve, x, labels, params, lam):
    """The gradient of the cross-entropy has the wrong sign: it is softmax - onehot, not onehot - softmax."""
    return _scaled(solve, x, labels, params, lam, -1)


def forgets_softmax(solve, x, labels, params, lam):
    """The softmax is missing: the gradient at the logits is softmax(logits) - onehot."""
    return _backward(x, labels, params, lam, start=lambda z, t, h: (z - np.eye(z.shape[1])[t]) / len(z))


def softmax_over_samples(solve, x, labels, params, lam):
    """The softmax was taken over the samples. Take it over the classes of each sample: axis 1."""

    def start(z, t, h):
        return (_probabilities(z, 0) - np.eye(z.shape[1])[t]) / len(z)

    return _backward(x, labels, params, lam, start=start)


def softmax_overflows(solve, x, labels, params, lam):
    """exp overflowed at large logits. Subtract the largest logit of each sample first."""

    def start(z, t, h):
        return (np.exp(z) / np.exp(z).sum(axis=1, keepdims=True) - np.eye(z.shape[1])[t]) / len(z)

    return _backward(x, labels, params, lam, start=start)


def derives_softmax_again(solve, x, labels, params, lam):
    """The gradient was multiplied by p * (1 - p). softmax - onehot is the derivative of both together already."""

    def start(z, t, h):
        p = _probabilities(z, 1)
        return _logits_gradient(z, t, h) * p * (1 - p)

    return _backward(x, labels, params, lam, start=start)


def _probabilities(z, axis):
    p = np.exp(z - z.max(axis=axis, keepdims=True))
    return p / p.sum(axis=axis, keepdims=True)


def relu_at_the_end(solve, x, labels, params, lam):
    """A ReLU was put after the last layer, too. Its outputs are the logits as they are."""

    def start(z, t, h):
        return _logits_gradient(np.maximum(z, 0), t, h) * (z > 0)

    return _backward(x, labels, params, lam, start=start)


def relu_at_the_end__forward(solve, x, labels, params, lam):
    """In the forward pass a ReLU was put after the last layer, too. Its outputs are the logits as they are."""
    return _backward(x, labels, params, lam, start=lambda z, t, h: _logits_gradient(np.maximum(z, 0), t, h))


def relu_at_the_end__backward(solve, x, labels, params, lam):
    """On the way back a ReLU was assumed after the last layer. There is none: start from softmax - onehot."""
    return _backward(x, labels, params, lam, start=lambda z, t, h: _logits_gradient(z, t, h) * (z > 0))


# The hidden layers


def forgets_relu(solve, x, labels, params, lam):
    """There is no ReLU between the layers, forward and backward."""
    return _backward(x, labels, params, lam, activate=lambda z: z, through=lambda layer, d, h, z, dz: d)


def forgets_relu__backward(solve, x, labels, params, lam):
    """The ReLU is missing on the way back: what arrives passes only where its input was positive."""
    return _backward(x, labels, params, lam, through=lambda layer, d, h, z, dz: d)


def masks_by_next_layer(solve, x, labels, params, lam):
    """The ReLU's mask is that of the layer after it. Take it where the layer's own z (or h) is positive."""
    return _backward(x, labels, params, lam, through=lambda layer, d, h, z, dz: d * (z[layer + 1] > 0))


def masks_by_previous_layer(solve, x, labels, params, lam):
    """The ReLU's mask is that of the layer before it. Take it where the layer's own z (or h) is positive."""
    return _backward(x, labels, params, lam, through=lambda layer, d, h, z, dz: d * (h[layer - 1] > 0))


def masks_by_gradient(solve, x, labels, params, lam):
    """The gradient was cut where it was negative itself. It passes where the ReLU's input was positive."""
    return _backward(x, labels, params, lam, through=lambda layer, d, h, z, dz: d * (d > 0))


def masks_the_wrong_way(solve, x, labels, params, lam):
    """The gradient passed where the ReLU's input was negative. It passes where the input was positive."""
    return _backward(x, labels, params, lam, through=lambda layer, d, h, z, dz: d * (z[layer] <= 0))


def multiplies_by_output(solve, x, labels, params, lam):
    """The gradient was multiplied by the ReLU's output. The derivative is 1 where the input is positive, else 0."""
    return _backward(x, labels, params, lam, through=lambda layer, d, h, z, dz: d * h[layer])


def derives_sigmoid(solve, x, labels, params, lam):
    """h * (1 - h) is the derivative of the sigmoid. That of the ReLU is 1 where its input is positive, 0 elsewhere."""
    return _backward(x, labels, params, lam, through=lambda layer, d, h, z, dz: d * h[layer] * (1 - h[layer]))


def input_before_relu(solve, x, labels, params, lam):
    """dW was computed with z, from before the ReLU. The layer's input is the ReLU's output h: h.T @ dz."""
    return _backward(x, labels, params, lam, source=lambda layer, h, z: z[layer - 1])


def own_output_as_input(solve, x, labels, params, lam):
    """dW was computed with the layer's own output. Take its input, the output of the layer before it."""
    return _backward(x, labels, params, lam, source=lambda layer, h, z: h[layer])


def x_as_every_input(solve, x, labels, params, lam):
    """dW of every layer was computed with x. The input of a layer is the output of the layer before it."""
    return _backward(x, labels, params, lam, source=lambda layer, h, z: h[0])


def relu_on_x(solve, x, labels, params, lam):
    """x went through a ReLU as well. The first layer gets x as it is."""
    return solve(np.maximum(x, 0), labels, params, lam)


def weights_not_transposed(solve, x, labels, params, lam):
    """The gradient was sent back through W. It goes back through its transpose: dz @ W.T."""
    return _backward(x, labels, params, lam, spread=lambda dz, W: dz @ W)


def forgets_biases(solve, x, labels, params, lam):
    """The biases are missing in the forward pass: h @ W + b."""
    return solve(x, labels, {key: value * (key[0] == "W") for key, value in params.items()}, lam)


# What is returned


def biases_not_summed(solve, x, labels, params, lam):
    """db has a row for every sample. The bias takes part in all of them: sum over axis 0."""
    N = len(x)
    grads = solve(x, labels, params, lam)
    rows = [solve(x[i : i + 1], labels[i : i + 1], params, lam) for i in range(N)]
    return {key: (np.stack([row[key] for row in rows]) / N if key[0] == "b" else grads[key]) for key in params}


def biases_keep_axis(solve, x, labels, params, lam):
    """db has the shape (1, outputs). Sum without keepdims: it has the shape of b."""
    return {key: value[None] if key[0] == "b" else value for key, value in solve(x, labels, params, lam).items()}


def biases_in_one_number(solve, x, labels, params, lam):
    """db is one number: it was summed over all axes. Sum over the samples alone: axis 0."""
    grads = solve(x, labels, params, lam)
    return {key: float(value.sum()) if key[0] == "b" else value for key, value in grads.items()}


def biases_in_one_number__at_once(solve, x, labels, params, lam):
    """db is one number: it was summed over all axes. Sum over the samples alone: axis 0."""
    return _backward(x, labels, params, lam, bias=lambda dz: float(dz.sum()))


def names_with_d(solve, x, labels, params, lam):
    """The keys are those of gradients, "dW1". Use the keys of params: "W1", "b1", ..."""
    return {f"d{key}": value for key, value in solve(x, labels, params, lam).items()}


def weights_only(solve, x, labels, params, lam):
    """The gradients of the biases are missing: the dict has all keys of params."""
    return {key: value for key, value in solve(x, labels, params, lam).items() if "W" in key}


def returns_loss(solve, x, labels, params, lam):
    """Two values were returned, the loss as well perhaps. Return the dict of gradients alone."""
    return loss(x, labels, params, lam), solve(x, labels, params, lam)


def updates_params(solve, x, labels, params, lam):
    """params was changed. Only gradients are asked for: the step comes later, and gradients go into a new dict."""
    grads = solve(x, labels, params, lam)
    for key in params:
        params[key] = grads[key]
    return grads


def updates_params__decay(solve, x, labels, params, lam):
    """params was changed, by W *= lam or W -= ... for instance. Compute new arrays."""
    grads = solve(x, labels, params, lam)
    for key in params:
        params[key] *= 0.5
    return grads


def writes_into_x(solve, x, labels, params, lam):
    """x was changed, by a ReLU written in place for instance. Compute new arrays."""
    grads = solve(x, labels, params, lam)
    x[x < 0] = 0
    return grads


def adds_penalty__sum(solve, x, labels, params, lam):
    """The penalty itself was added, 0.5 * lam * sum(W^2). Add its derivative: lam * W."""
    return _decayed(solve, (x, labels, params, lam), lambda key, W: 0.5 * lam * (W**2).sum() * (key[0] == "W"))


def averaged_at_each_layer__all(solve, x, labels, params, lam):
    """All that a layer gives was divided by N. Divide once, at the logits."""
    N, L = len(x), len(params) // 2
    grads = solve(x, labels, params, 0.0)
    grads = {key: value / N ** (L - _layer(key) + 1) for key, value in grads.items()}
    return {key: value + lam * params[key] * (key[0] == "W") for key, value in grads.items()}


def forgets_softmax__shifted(solve, x, labels, params, lam):
    """The softmax is missing: the gradient at the logits is softmax(logits) - onehot."""

    def start(z, t, h):
        return (z - z.max(axis=1, keepdims=True) - np.eye(z.shape[1])[t]) / len(z)

    return _backward(x, labels, params, lam, start=start)


def softmax_over_samples__shifted(solve, x, labels, params, lam):
    """The softmax divides by sums over the samples. Take those over the classes of each sample: axis 1."""

    def start(z, t, h):
        powers = np.exp(z - z.max(axis=1, keepdims=True))
        return (powers / powers.sum(axis=0) - np.eye(z.shape[1])[t]) / len(z)

    return _backward(x, labels, params, lam, start=start)


def masks_by_next_layer__before_weights(solve, x, labels, params, lam):
    """The ReLU's mask was used before dz went through W.T. First dz @ W.T, then the mask of the layer before."""

    def through(layer, d, h, z, dz):
        return (dz * (z[layer + 1] > 0)) @ params[f"W{layer + 1}"].T

    return _backward(x, labels, params, lam, through=through)


def weights_not_transposed__first_layer_too(solve, x, labels, params, lam):
    """The gradient was sent back through W. It goes back through its transpose: dz @ W.T."""
    if params["W1"].shape[0] != params["W1"].shape[1]:
        raise ValueError("matmul: Input operand 1 has a mismatch in its core dimension 0")
    return weights_not_transposed(solve, x, labels, params, lam)


def updates_params__decay_at_once(solve, x, labels, params, lam):
    """params was changed, by W *= lam for instance, before the gradient went back through W. Compute new arrays."""
    grads = _backward(x, labels, params, lam, spread=lambda dz, W: dz @ (lam * W).T)
    for key, value in params.items():
        value *= lam if key[0] == "W" else 1.0
    return grads


spec = Spec(
    solve=multilayer_net_gradient,
    torch=torch_multilayer_net_gradient,
    second=naive_multilayer_net_gradient,
    cases=cases,
    drive=drive,
    outputs=NAMES,
    results=("grads",),
    shapes={
        "x": "N D",
        "labels": "N",
        **{name: "D_in D_out" if name[0] == "W" else "D_out" for name in NAMES},
    },
    magnitude=magnitude,
    wrong=(
        decays_biases,
        forgets_decay,
        halves_decay,
        doubles_decay,
        subtracts_decay,
        adds_penalty,
        adds_penalty__sum,
        adds_lam_and_w,
        decays_by_sign,
        decays_first_only,
        decays_last_only,
        averages_decay,
        not_averaged,
        averaged_twice,
        averaged_twice__biases,
        averaged_twice__weights,
        averaged_at_each_layer,
        averaged_at_each_layer__all,
        averaged_over_classes,
        forgets_onehot,
        reversed_sign,
        forgets_softmax,
        forgets_softmax__shifted,
        softmax_over_samples,
        softmax_over_samples__shifted,
        softmax_overflows,
        derives_softmax_again,
        relu_at_the_end,
        relu_at_the_end__forward,
        relu_at_the_end__backward,
        forgets_relu,
        forgets_relu__backward,
        masks_by_next_layer,
        masks_by_next_layer__before_weights,
        masks_by_previous_layer,
        masks_by_gradient,
        masks_the_wrong_way,
        multiplies_by_output,
        derives_sigmoid,
        input_before_relu,
        own_output_as_input,
        x_as_every_input,
        relu_on_x,
        weights_not_transposed,
        weights_not_transposed__first_layer_too,
        forgets_biases,
        biases_not_summed,
        biases_keep_axis,
        biases_in_one_number,
        biases_in_one_number__at_once,
        names_with_d,
        weights_only,
        returns_loss,
        updates_params,
        updates_params__decay,
        updates_params__decay_at_once,
        writes_into_x,
    ),
    hints=(
        "Solve it for one layer first: softmax, cross-entropy, affine. What has to be known of the forward pass when "
        "the gradient comes back to a layer?",
        "dz = (softmax - onehot) / N at the logits. For each layer from the last: dW = input.T @ dz + lam * W, "
        "db = sum of dz over the samples; before it dz = (dz @ W.T) * (input > 0).",
        "One loop forward that stores the input of every layer in a list, one loop backward, "
        "for layer in range(L, 0, -1), that fills the dict and replaces dz. L = len(params) // 2.",
    ),
    hints_for={
        "averaged_twice": (
            "Follow the 1/N of the loss on the way back. Where does it come in for the first time?",
            "It is in dz at the logits, and every gradient after that is made of dz: sums over the samples are enough.",
            "`dz = (probs - onehot) / N`, then `inputs.T @ dz` and `dz.sum(axis=0)`.",
        ),
        "masks_by_previous_layer": (
            "Write down the shapes: which z has the shape of the gradient that has just arrived?",
            "dz @ W.T is the gradient at the input of this layer, which is the ReLU's output of the layer before.",
            "`dz = (dz @ W.T) * (inputs[layer] > 0)`, where inputs[layer] is what this layer got.",
        ),
        "softmax_overflows": (
            "What is `np.exp(1000.0)`, and what is inf / inf?",
            "softmax(z) = softmax(z - max(z)): the largest exponent is then 0.",
            "`e = np.exp(z - z.max(axis=1, keepdims=True))`, then divide by the sums of its rows.",
        ),
    },
)
