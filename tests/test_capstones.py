"""The capstones: the image set, the network against differences, and what learners are told about theirs."""

from dataclasses import replace
from functools import cache
from importlib import import_module

import numpy as np
import pytest

from grader.cases import draw_cases
from grader.engine import Known, grade
from grader.gradcheck import directional
from grader.model import Status, Submission
from grader.pack import open_pack

PACK = open_pack()
SPEC = PACK.exercise("simple_convnet").spec
HOME = SPEC.solve.__module__.rpartition(".")[0]
GLYPHS = import_module(f"{HOME}._glyphs")

LAYERS = """
import numpy as np


class Convolution:
    def __init__(self, w, b):
        self.params, self.grads = {"w": w, "b": b}, {}

    def forward(self, x):
        w = self.params["w"]
        rows, columns = x.shape[2] - w.shape[2] + 1, x.shape[3] - w.shape[3] + 1
        self.x, self.places = x, [(p, q, slice(p, p + rows), slice(q, q + columns)) for p, q in np.ndindex(w.shape[2:])]
        out = sum(np.einsum("nchw,fc->nfhw", x[:, :, i, j], w[:, :, p, q]) for p, q, i, j in self.places)
        return out + self.params["b"][:, None, None]

    def backward(self, dout):
        w, x = self.params["w"], self.x
        dx, dw = np.zeros(x.shape), np.zeros(w.shape)
        for p, q, i, j in self.places:
            dx[:, :, i, j] += np.einsum("nfhw,fc->nchw", dout, w[:, :, p, q])
            dw[:, :, p, q] = np.einsum("nfhw,nchw->fc", dout, x[:, :, i, j])
        self.grads = {"w": dw, "b": dout.sum(axis=(0, 2, 3))}
        return dx


class ReLU:
    def forward(self, x):
        self.mask = x > 0
        return x * self.mask

    def backward(self, dout):
        return dout * self.mask


class MaxPool:
    def forward(self, x):
        N, F, H, W = x.shape
        self.shape, h, w = x.shape, H // 2, W // 2
        windows = x[:, :, : 2 * h, : 2 * w].reshape(N, F, h, 2, w, 2).transpose(0, 1, 2, 4, 3, 5).reshape(N, F, h, w, 4)
        self.winner = windows.argmax(axis=-1)
        return windows.max(axis=-1)

    def backward(self, dout):
        N, F, h, w = dout.shape
        dwindows = dout[..., None] * (np.arange(4) == self.winner[..., None])
        dx = np.zeros(self.shape)
        dwindows = dwindows.reshape(N, F, h, w, 2, 2).transpose(0, 1, 2, 4, 3, 5)
        dx[:, :, : 2 * h, : 2 * w] = dwindows.reshape(N, F, 2 * h, 2 * w)
        return dx


class Affine:
    def __init__(self, w, b):
        self.params, self.grads = {"w": w, "b": b}, {}

    def forward(self, x):
        self.shape, self.x = x.shape, x.reshape(len(x), -1)
        return self.x @ self.params["w"] + self.params["b"]

    def backward(self, dout):
        self.grads = {"w": self.x.T @ dout, "b": dout.sum(axis=0)}
        return (dout @ self.params["w"].T).reshape(self.shape)


class SoftmaxWithLoss:
    def forward(self, scores, labels):
        scores = scores - scores.max(axis=1, keepdims=True)
        sums = np.exp(scores).sum(axis=1, keepdims=True)
        self.probs, self.labels = np.exp(scores) / sums, labels
        self.loss = (np.log(sums[:, 0]) - scores[np.arange(len(labels)), labels]).mean()
        return self.probs

    def backward(self):
        return (self.probs - np.eye(self.probs.shape[1])[self.labels]) / len(self.labels)
"""

TRAINING = """

def simple_convnet(x, labels, params, batches, lr, x_test):
    layers = {
        "conv": Convolution(params["W1"], params["b1"]), "relu1": ReLU(), "pool": MaxPool(),
        "affine1": Affine(params["W2"], params["b2"]), "relu2": ReLU(), "affine2": Affine(params["W3"], params["b3"]),
    }
    last, losses = SoftmaxWithLoss(), []
    own = {name: layers[name].params for name in ("conv", "affine1", "affine2")}
    for batch in batches:
        h, outs = x[batch], {}
        for name, layer in layers.items():
            h = outs[name] = layer.forward(h)
        outs["softmax"] = last.forward(h, labels[batch])
        losses.append(last.loss)
        d = last.backward()
        douts = {"softmax": d}
        for name in ("affine2", "relu2", "affine1", "pool", "relu1", "conv"):
            d = douts[name] = layers[name].backward(d)
        grads = {}
        for number, name in enumerate(own, 1):
            for key in "wb":
                grads[("W" if key == "w" else "b") + str(number)] = layers[name].grads[key]
                own[name][key] = own[name][key] - lr * layers[name].grads[key]
    params = {("W" if key == "w" else "b") + str(n): own[name][key] for n, name in enumerate(own, 1) for key in "wb"}
    for layer in layers.values():
        x_test = layer.forward(x_test)
    return outs, douts, grads, np.array(losses), params, x_test.argmax(axis=1)
"""


LENET = """
import numpy as np


def conv(x, w, b):
    out = np.zeros((len(x), len(w), x.shape[2] - 4, x.shape[3] - 4))
    for i, j in np.ndindex(out.shape[2:]):
        out[:, :, i, j] = x[:, :, i : i + 5, j : j + 5].reshape(len(x), -1) @ w.reshape(len(w), -1).T + b
    return out


def pool(x):
    N, C, H, W = x.shape
    return x.reshape(N, C, H // 2, 2, W // 2, 2).mean(axis=(3, 5))


def lenet(x, params):
    c1 = np.tanh(conv(x, params["W1"], params["b1"]))
    s2 = pool(c1)
    c3 = np.tanh(conv(s2, params["W2"], params["b2"]))
    s4 = pool(c3)
    c5 = np.tanh(s4.reshape(len(x), 400) @ params["W3"] + params["b3"])
    f6 = np.tanh(c5 @ params["W4"] + params["b4"])
    return c1, s2, c3, s4, c5, f6, f6 @ params["W5"] + params["b5"]
"""


def told(*changes, name="simple_convnet", source=LAYERS + TRAINING, seconds=10.0):
    """The report on a learner's network with some pieces of its text replaced."""
    exercise = PACK.exercise(name)
    exercise = replace(exercise, spec=replace(exercise.spec, seconds=seconds))
    for old, new in changes:
        assert old in source
        source = source.replace(old, new)
    return grade(exercise, Submission(f"{name}.py", source), known=known(name))


@cache
def known(name):
    """Keeps the right answers, which cost a training."""
    return Known(PACK.exercise(name))


def wrong_parts(case):
    return [check.output for check in case.checks if check.check == "value" and check.status is not Status.PASS]


def test_the_images_are_what_the_script_draws():
    """Drawing again gives the same bytes, for every image and label that comes with the course."""
    images, labels = GLYPHS.draw()
    with np.load(GLYPHS.PATH) as kept:
        assert kept["images"].tobytes() == images.tobytes()
        assert kept["labels"].tobytes() == labels.tobytes()
    assert GLYPHS.PATH.stat().st_size < 300_000


def test_all_classes_are_there_to_train_on_and_to_test_with():
    """Both parts of the image set have about as many images of each class, and no image is in both."""
    x, labels, x_test, labels_test = GLYPHS.load()
    assert (len(x), len(x_test), x.shape[1:]) == (1200, 300, (1, 16, 16))
    for part in (labels, labels_test):
        assert np.bincount(part, minlength=10).min() > 0.5 * len(part) / 10
    assert not {image.tobytes() for image in x} & {image.tobytes() for image in x_test}


@pytest.mark.parametrize("name", ["W1", "b1", "W2", "b2", "W3", "b3", "x"])
def test_the_network_s_gradients_are_those_of_its_loss(name):
    """Central differences of the loss along a random direction agree with what the reference gives."""
    look = draw_cases("simple_convnet", SPEC, 0)[1].args["look"]
    everything = np.arange(len(look["x"]))[None]
    direction = np.random.default_rng(0).normal(size=(look["x"] if name == "x" else look["params"][name]).shape)

    def step(t):
        x, params = look["x"], dict(look["params"])
        if name == "x":
            x = x + t * direction
        else:
            params[name] = params[name] + t * direction
        return SPEC.solve(x, look["labels"], params, everything, look["lr"], x)

    _, douts, grads, *_ = step(0.0)
    claimed = douts["conv"] if name == "x" else grads[name]
    slope = directional(lambda t: step(t / 64)[3][0])  # so small that no kink is crossed
    assert slope == pytest.approx((claimed * direction).sum() / 64, rel=1e-6)


@pytest.mark.parametrize("seed", range(4))
def test_whoever_is_right_reaches_the_goal_with_room_to_spare(seed):
    """The reference's accuracy after training is well above the one that is asked for, whatever the seed."""
    training = draw_cases("simple_convnet", SPEC, seed)[-1].args["training"]
    names = ("x", "labels", "params", "batches", "lr", "x_test")
    predictions = SPEC.solve(*(training[name] for name in names))[-1]
    assert (predictions == training["labels_test"]).mean() > training["goal"] + 0.05


def test_a_right_network_passes_and_its_curve_falls():
    """A network in another style gets all points; the report keeps the losses of its 120 steps."""
    report = told()
    assert report.passed, [wrong_parts(case) for case in report.cases]
    curve = report.cases[-1].curve
    assert len(curve) == 120
    assert curve[-1] < 0.2 < 2 < curve[0]


@pytest.mark.torch
def test_a_live_pytorch_agrees():
    """PyTorch, asked on the spot, trains the same network to the same losses, and dicts come across from it."""
    exercise = PACK.exercise("simple_convnet")
    submission = Submission("simple_convnet.py", LAYERS + TRAINING)
    report = grade(exercise, submission, known=known("simple_convnet"), oracle="torch")
    assert [use.mode for use in report.oracles if use.name == "torch"] == ["recorded", "live"]
    assert report.passed


POOL = ("(np.arange(4) == self.winner[..., None])", "(np.arange(4) == 0)")


def test_a_wrong_backward_is_named_and_costs_its_part():
    """Where pool's backward is wrong its part is the first wrong one, and all that comes before keeps its credit."""
    report = told(POOL)
    case = report.cases[1]
    assert wrong_parts(case)[:5] == ["d_pool", "d_relu1", "d_conv", "db1", "dW1"]
    assert [finding.misconception for finding in report.diagnosis] == ["pool_gives_to_first"]
    assert 0.5 * report.points < report.score < 0.9 * report.points


def test_two_misconceptions_at_once_are_both_named():
    """A wrong layer in a wrong training: both have their names."""
    report = told(POOL, ("- lr * layers", "+ lr * layers"))
    assert {finding.misconception for finding in report.diagnosis} == {"pool_gives_to_first", "climbs"}


@pytest.mark.parametrize(
    ("change", "misconception", "first"),
    [
        (("return dout * self.mask", "dout *= self.mask\n        return dout"), "relu_writes_into_dout", "d_affine2"),
        (("- lr * layers", "+ lr * layers"), "climbs", "params"),
        (("[self.labels]) / len(self.labels)", "[self.labels])"), "softmax_not_divided", "d_softmax"),
        (("dx[:, :, i, j] += np", "dx[:, :, i, j] = np"), "conv_assigns_dx", "d_conv"),
        (("scores - scores.max(axis=1, keepdims=True)", "scores + 0"), "softmax_overflows", "softmax"),
    ],
)
def test_misconceptions_are_named_in_another_style(change, misconception, first):
    """Bugs planted in a network that is written differently get their names, and the first wrong part fits."""
    report = told(change)
    assert [finding.misconception for finding in report.diagnosis] == [misconception]
    assert next(parts[0] for parts in map(wrong_parts, report.cases) if parts) == first


def test_what_is_missing_costs_its_own_points_only():
    """Who has written the forward pass only gets its points, and is told what is missing first."""
    report = told(
        ("        d = last.backward()\n", "        continue\n"), ("return outs, douts, grads", "return outs, {}, {}")
    )
    case = report.cases[1]
    assert wrong_parts(case)[0] == "d_softmax"
    assert not {"conv", "relu1", "pool", "affine1", "relu2", "affine2", "softmax", "loss"} & {*wrong_parts(case)}
    assert 0 < report.score < report.points


@pytest.mark.parametrize(
    "returned", ["None", "outs", "(outs, douts)", "(1, 2, 3, 4, 5, 'six')", "([], [], [], [], [], [])"]
)
def test_answers_of_any_kind_are_survived(returned):
    """Whatever comes back is judged as wrong, without a word of the grader's own failure."""
    report = told(("return outs, douts, grads, np.array(losses), params, x_test.argmax(axis=1)", f"return {returned}"))
    assert report.score == 0 or returned == "outs"
    assert not report.trouble


def test_an_untouched_stub_is_not_started():
    """The stub as it is handed out raises NotImplementedError, which is no attempt."""
    report = told(source=PACK.stub("simple_convnet"))
    assert report.untouched


def test_loops_lose_the_training_only():
    """Loops over images, filters and pixels are too slow to train, and right in all other cases."""
    loops = """
        w, x = self.params["w"], self.x
        out = np.zeros((len(x), len(w), rows, columns))
        for n, f, i, j in np.ndindex(out.shape):
            out[n, f, i, j] = (x[n, :, i : i + w.shape[2], j : j + w.shape[3]] * w[f]).sum()
"""
    line = '        out = sum(np.einsum("nchw,fc->nfhw", x[:, :, i, j], w[:, :, p, q]) for p, q, i, j in self.places)\n'
    report = told((line, loops), seconds=0.5)
    assert [case.status for case in report.cases] == [Status.PASS] * 4 + [Status.TIMEOUT]
    assert report.score == 0.8 * report.points


def test_lenet_has_the_counts_of_the_lectures():
    """One image makes 1024, 4704, 1176, 1600, 400, 120, 84 and 10 numbers, as a visible case says."""
    case, *_ = (right.case for right in known("lenet").expected(0) if not right.case.hidden)
    outputs = PACK.exercise("lenet").spec.solve(**case.args)
    counts = [case.args["x"].size, *(out.size for out in outputs)]
    assert counts == [1024, 4704, 1176, 1600, 400, 120, 84, 10]
    assert all(str(count) in case.name for count in counts)


def test_a_right_lenet_passes():
    """LeNet in another style gets all points."""
    assert told(name="lenet", source=LENET).passed


@pytest.mark.parametrize(
    ("changes", "names", "share"),
    [
        ([("mean(axis=(3, 5))", "max(axis=(3, 5))")], {"takes_maximum"}, 1 / 7),
        (
            [('np.tanh(c5 @ params["W4"] + params["b4"])', 'c5 @ params["W4"] + params["b4"]')],
            {"f6_without_tanh"},
            5 / 7,
        ),
        ([('@ params["W5"] + params["b5"]', '@ params["W5"]'), ("np.tanh(s4", "np.abs(s4")], set(), 4 / 7),
        (
            [("mean(axis=(3, 5))", "sum(axis=(3, 5))"), ("reshape(len(w), -1).T", "reshape(-1, len(w))")],
            {"pools_without_dividing", "filters_reshaped"},
            0,
        ),
    ],
)
def test_lenet_is_judged_layer_by_layer(changes, names, share):
    """All layers before the first wrong one keep their points; one misconception, or two at once, are named."""
    report = told(*changes, name="lenet", source=LENET)
    assert {finding.misconception for finding in report.diagnosis} == names
    assert report.score == pytest.approx(share * report.points, abs=1e-3)
