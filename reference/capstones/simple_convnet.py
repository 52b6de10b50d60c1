"""A small convolutional network, judged layer by layer, then by what it learns."""

import numpy as np

from grader import Case, Spec, grid

from ._glyphs import load
from ._layer_slips import LAYER_SLIPS
from ._network import LAYERS, PARAMETERS, Network, train
from ._training_slips import TRAINING_SLIPS

GOAL = 0.85
"""The share of new images that a trained network must get right. The reference got 0.947 at least in 100 seeds."""

TERMS = 256
"""No sum in a step that is judged part by part is longer than this."""

OUTS = (*LAYERS, "softmax")
DOUTS = tuple(f"d_{name}" for name in reversed(OUTS))
GRADS = tuple(f"d{name}" for name in reversed(PARAMETERS))
OUTPUTS = (*OUTS, "loss", *DOUTS, *GRADS, "params", "losses", "accuracy")


def simple_convnet(x, labels, params, batches, lr, x_test):
    """Train the network with these parameters on batches (steps, B) of images x (N, C, H, W), then classify x_test.

    -> outs and douts by layer, grads like params, all of the last step; losses (steps,), params, predictions (T,).
    """
    return train(Network(params), x, labels, batches, lr, x_test)


# What is judged: one step on all images at once, part by part, then what training leads to


def drive(call, look, training):
    """One step on all images of ``look``, then ``training``; whatever is missing in an answer stays missing."""
    everything = np.arange(len(look["x"]))[None]
    outs, douts, grads, losses, params, _ = _six(
        call(look["x"], look["labels"], look["params"], everything, look["lr"], look["x"])
    )
    names = ("x", "labels", "params", "batches", "lr", "x_test")
    *_, curve, _, predictions = _six(call(*(training[name] for name in names)))
    curve, losses = _numbers(curve), _numbers(losses)
    return (
        *(_part(outs, name) for name in OUTS),
        float(losses[0]) if isinstance(losses, np.ndarray) and losses.shape == (1,) else losses,
        *(_part(douts, name) for name in reversed(OUTS)),
        *(_part(grads, name) for name in reversed(PARAMETERS)),
        params,
        curve,
        _accuracy(predictions, training["labels_test"], training["goal"]),
    )


def _six(value):
    """The six results; where there are not six, each part will be told what came instead."""
    return value if isinstance(value, tuple | list) and len(value) == 6 else (value,) * 6


def _part(results, name):
    return results.get(name) if isinstance(results, dict) else results


def _numbers(value):
    """A list of numbers as an array, which is as good."""
    numbers = isinstance(value, list) and value and all(isinstance(part, float | int) for part in value)
    return np.array(value, float) if numbers else value


def _accuracy(predictions, labels, goal):
    """The share of right predictions; more than ``goal`` counts as ``goal``."""
    if isinstance(predictions, np.ndarray) and predictions.shape == labels.shape and predictions.dtype.kind == "i":
        return min(float((predictions == labels).mean()), goal)
    return predictions


def torch_simple_convnet(look, training):
    """PyTorch's functions and autograd, and gradient descent by hand."""
    import torch
    from torch.nn import functional

    def forward(x, params):
        outs = [functional.conv2d(x, params["W1"], params["b1"])]
        outs.append(functional.relu(outs[-1]))
        outs.append(functional.max_pool2d(outs[-1], 2))
        outs.append(outs[-1].flatten(1) @ params["W2"] + params["b2"])
        outs.append(functional.relu(outs[-1]))
        outs.append(outs[-1] @ params["W3"] + params["b3"])
        return outs

    def step(x, labels, params, lr):
        leaves = [x, *params.values()]
        for leaf in leaves:
            leaf.requires_grad_()
        outs = forward(x, params)
        loss = functional.cross_entropy(outs[-1], labels)
        found = torch.autograd.grad(loss, [*reversed(outs), *leaves])
        douts, grads = found[: len(outs) + 1], dict(zip(params, found[len(outs) + 1 :]))
        new = {name: (value - lr * grads[name]).detach() for name, value in params.items()}
        return outs, loss, douts, grads, new

    params = dict(look["params"])
    outs, loss, douts, grads, new = step(look["x"], look["labels"], params, look["lr"])
    trained, losses = dict(training["params"]), []
    for batch in training["batches"]:
        _, value, _, _, trained = step(training["x"][batch], training["labels"][batch], trained, training["lr"])
        losses.append(value.detach())
    right = (forward(training["x_test"], trained)[-1].argmax(dim=1) == training["labels_test"]).double().mean()
    return (
        *outs,
        outs[-1].softmax(dim=1),
        loss,
        *douts,
        *(grads[name] for name in reversed(PARAMETERS)),
        new,
        torch.stack(losses),
        right.clamp(max=training["goal"]),
    )


def magnitude(look, training):
    """The same pass on absolute values, with the masks of the real one, so that the same terms are added.

    An error of the scores z is felt in the probabilities p as 2 p (1 - p) times its size. What rounding does along the
    steps of a training is measured, not derived: ``losses`` leaves room for a thousand times of what other orders of
    summation, or float32, do.
    """
    real = Network(look["params"])
    p = real.forward(look["x"], look["labels"])["softmax"]
    size = Network({name: np.abs(value) for name, value in look["params"].items()})
    outs = size.forward(np.abs(look["x"]), look["labels"])
    for name in ("relu1", "relu2"):
        size.layers[name].positive = real.layers[name].positive
    size.layers["pool"].corners, size.layers["pool"].out = real.layers["pool"].corners, real.layers["pool"].out
    largest = outs["affine2"].max(axis=1, keepdims=True)
    outs["softmax"] = p * (1 + 2 * (1 - p) * largest)
    douts = {"softmax": (outs["softmax"] + np.eye(p.shape[1])[look["labels"]]) / len(p)}
    dout = douts["softmax"]
    for name, layer in reversed(size.layers.items()):
        douts[name] = dout = layer.backward(dout)
    grads = size.grads
    drift = max(training["x"].size / TERMS, 1.0)
    scores = Network(training["params"]).scores(training["x"][training["batches"][0]])
    return (
        *(outs[name] for name in OUTS),
        float(2 * largest.mean() + 1),
        *(douts[name] for name in reversed(OUTS)),
        *(grads[name] for name in reversed(PARAMETERS)),
        {name: size.params[name] + look["lr"] * grads[name] for name in grads},
        np.full(len(training["batches"]), 3 * drift * (1 + np.abs(scores).max())),
        1.0,
    )


# The cases


def _params(rng, C, F, K_h, K_w, D, M, K):
    """Exact numbers; the odd parts of the biases keep everything off the kink of the ReLU."""
    return {
        "W1": grid(rng, F, C, K_h, K_w, limit=1, steps=8),
        "b1": grid(rng, F, limit=1, steps=8) + 1 + 1 / 512,
        "W2": grid(rng, D, M, limit=1, steps=8),
        "b2": grid(rng, M, limit=1, steps=8) + 1 / 65536,
        "W3": grid(rng, M, K, limit=1, steps=8),
        "b3": grid(rng, K, limit=1, steps=8),
    }


def _clear(network, scores):
    """Whether rounding changes no choice: one pixel of each window is the largest and above zero, one score wins."""
    ranked = np.sort(np.stack(network.layers["pool"].corners), axis=0)
    best = np.sort(scores, axis=1)
    return (ranked[-1] > np.maximum(ranked[-2], 0)).all() and (best[:, -1] > best[:, -2] + 1 / 64).all()


def _small(rng, C, H, W, F, K_h, K_w, M, K, images=5, stretch=1.0, lr=0.0625):
    """A network and images to look at, on which no window has a tie; the same is then trained for four steps.

    There it is not asked how many images it gets right, but whether it says what a right network says.
    """
    D = F * ((H - K_h + 1) // 2) * ((W - K_w + 1) // 2)
    while True:
        x = grid(rng, images + 7, C, H, W, limit=1)
        labels = rng.integers(0, K, images)
        params = _params(rng, C, F, K_h, K_w, D, M, K)
        params["W3"] *= stretch
        batches = np.array([rng.permutation(images)[: images - 2] for _ in range(4)])
        *_, after, predictions = simple_convnet(x[:images], labels, params, batches, lr, x[images:])
        network = Network(params)
        scores = network.scores(x)
        alive = network.layers["relu2"].positive.any(axis=0).all()  # every hidden number is wanted by some image
        clear = _clear(network, Network(after).scores(x[images:]))
        if clear and alive and len({*labels}) > 1 and len({*predictions}) > 1 and np.ptp(scores) > stretch:
            break
    look = {"x": x[:images], "labels": labels, "params": params, "lr": lr}
    return look, {**look, "batches": batches, "x_test": x[images:], "labels_test": predictions, "goal": 1.0}


def _by_hand():
    """One image of 3x3, one filter of 2x2, numbers that can be followed with a pencil."""
    x = np.array([[[[1.0, 2.0, 0.0], [0.0, 1.0, 3.0], [2.0, 1.0, 0.0]]]])
    params = {
        "W1": np.array([[[[1.0, 0.0], [-1.0, 2.0]]]]),
        "b1": np.array([0.5]),
        "W2": np.array([[1.0, -2.0, 1.0]]),
        "b2": np.array([-4.0, 1.0, -4.0]),
        "W3": np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, 1.0]]),
        "b3": np.array([0.25, 0.0]),
    }
    look = {"x": x, "labels": np.array([0]), "params": params, "lr": 0.125}
    return look, {**look, "batches": np.zeros((2, 1), int), "x_test": x, "labels_test": np.array([0]), "goal": 1.0}


def _glyphs(rng, filters=8, hidden=64, steps=120, size=40):
    """Training on the digits that come with the course."""
    x, labels, x_test, labels_test = load()
    side = (x.shape[2] - 4) // 2
    inputs = filters * side * side
    params = {
        "W1": rng.normal(0.0, np.sqrt(2 / 25), (filters, 1, 5, 5)),
        "b1": np.zeros(filters),
        "W2": rng.normal(0.0, np.sqrt(2 / inputs), (inputs, hidden)),
        "b2": np.zeros(hidden),
        "W3": rng.normal(0.0, 0.3 * np.sqrt(2 / hidden), (hidden, 10)),
        "b3": np.zeros(10),
    }
    epochs = [rng.permutation(len(x)) for _ in range(steps * size // len(x))]
    return {
        "x": x,
        "labels": labels,
        "params": params,
        "batches": np.concatenate(epochs).reshape(steps, size),
        "lr": 0.05,
        "x_test": x_test,
        "labels_test": labels_test,
        "goal": GOAL,
    }


def cases(rng):
    """Something to follow by hand, networks of sizes that all differ, scores that overflow exp, and training."""
    yield Case("by hand: one image of 3x3", dict(zip(("look", "training"), _by_hand())))
    look, training = _small(rng, 2, 6, 8, 3, 3, 2, 4, 5)
    yield Case("5 images of 2x6x8, 3 filters of 3x2", {"look": look, "training": training})
    look, training = _small(rng, 1, 7, 6, 2, 3, 2, 5, 3, images=4)
    for part in (look, training):
        part["x"] = np.asfortranarray(part["x"])
    yield Case("a row and a column that fill no window; x is not contiguous", {"look": look, "training": training})
    look, training = _small(rng, 1, 5, 6, 2, 2, 3, 3, 4, stretch=1024.0, lr=2.0**-20)
    yield Case("scores in the thousands", {"look": look, "training": training})
    look, _ = _small(rng, 1, 6, 5, 2, 3, 2, 3, 4)
    yield Case("training on 1200 digits", {"look": look, "training": _glyphs(rng)}, long=True)


spec = Spec(
    solve=simple_convnet,
    torch=torch_simple_convnet,
    cases=cases,
    drive=drive,
    results=(),
    outputs=OUTPUTS,
    shapes={
        **dict.fromkeys(("conv", "relu1", "d_relu1", "d_pool"), "N F H W"),
        **dict.fromkeys(("pool", "d_affine1"), "N F H W"),
        **dict.fromkeys(("affine1", "relu2", "d_affine2", "d_relu2"), "N M"),
        **dict.fromkeys(("affine2", "softmax", "d_softmax"), "N K"),
        "d_conv": "N C H W",
        "dW1": "F C K_h K_w",
        "db1": "F",
        "dW2": "D M",
        "db2": "M",
        "dW3": "M K",
        "db3": "K",
        "losses": "step",
    },
    wrong=(*LAYER_SLIPS, *TRAINING_SLIPS),
    hints=(
        "One layer at a time: write forward and backward of a layer, return what you have, and look at the report. "
        "The first part that is wrong, forwards and then backwards, names the layer to mend.",
        "Backwards: dscores = (probabilities - one-hot) / B; affine: dx = dout @ w.T, dw = x.T @ dout, db = sum of "
        "dout over axis 0; relu: dout * (x > 0); pool: dout to the largest of the four; conv: as in conv_backward.",
        "Keep the layers in a dict in forward order. For each batch: x = layer.forward(x) through all of them, then "
        "dout = layer.backward(dout) through reversed(...), then p = p - lr * dp for each parameter of each layer.",
    ),
    hints_for={
        "d_pool": (
            "Which of the four pixels of a window has a say in its maximum?",
            "The largest pixel gets all of dout, the other three get 0; so does a row that fills no window.",
            "Keep `argmax` of each window in forward; in backward put dout there, in an array of zeros like x.",
        ),
        "d_conv": (
            "How many windows does a pixel in the middle of the image lie in?",
            "Each window gives its pixels dout[n, f, i, j] * w[f]; a pixel adds up what all its windows give.",
            "`dx[:, :, i : i + K_h, j : j + K_w] += ...` into zeros like x.",
        ),
        "db1": (
            "At how many places is b1[f] added in the forward pass?",
            "db1[f] = sum of dout[:, f] over images, rows and columns.",
            '`self.grads["b"] = dout.sum(axis=(0, 2, 3))`.',
        ),
        "losses": (
            "Which parameters belong to the loss of step i: those before its update or those after it?",
            "losses[i] = mean of -log p of the right class over the batch, from the forward pass of step i.",
            "In the loop: forward, `losses.append(loss)`, backward, then the update.",
        ),
    },
    magnitude=magnitude,
    terms=TERMS,
    seconds=10.0,
    curve="losses",
)
