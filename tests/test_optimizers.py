"""The optimizer steps: what only a trajectory shows, and that reports on wrong ones speak of the right thing."""

import textwrap

import pytest

from grader.engine import grade
from grader.model import Status, Submission
from grader.pack import open_pack

PACK = open_pack()


def told(name, body, head="", **options):
    """The report on a function with this body."""
    exercise = PACK.exercise(name)
    text = f"import numpy as np\n{head}\n\ndef {name}({', '.join(exercise.signature)}):\n"
    return grade(exercise, Submission("x.py", text + textwrap.indent(textwrap.dedent(body), "    ")), **options)


def named(report):
    return [finding.misconception for finding in report.diagnosis]


ADAM = """
m = beta1 * m + (1 - beta1) * grad
v = beta2 * v + (1 - beta2) * grad ** 2
mhat, vhat = m / (1 - beta1 ** t), v / (1 - beta2 ** t)
return w - lr * mhat / (np.sqrt(vhat) + eps), m, v
"""


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("sgd_step", "return np.array([a - lr * b for a, b in zip(w.ravel(), grad.ravel())]).reshape(w.shape)"),
        ("momentum_step", "u = -(lr * grad) + v * momentum\nreturn w + u, u"),
        ("nesterov_step", "return w - lr * ((1 + momentum) * grad + momentum**2 * v), grad + momentum * v"),
        ("rmsprop_step", "h = h + (1 - alpha) * (grad * grad - h)\nreturn w - lr * grad / (h ** 0.5 + eps), h"),
        ("adam_step", ADAM),
        ("clip_grad_norm", "n = float(np.linalg.norm(np.concatenate([g.ravel() for g in grads])))\n"
                           "return [g * min(1, max_norm / (n + 1e-6)) for g in grads], n"),
        ("gradient_descent_1d", "walk = [w0]\nfor _ in range(steps):\n    walk.append(walk[-1] - lr * df(walk[-1]))\n"
                                "return np.array(walk)"),
    ],
)  # fmt: skip
def test_other_styles_pass(name, body):
    """A right step passes however it is written."""
    assert told(name, body).passed


@pytest.mark.parametrize(
    ("name", "body", "misconception"),
    [
        ("adam_step", ADAM.replace("mhat, vhat = m / (1 - beta1 ** t), v / (1 - beta2 ** t)", "mhat, vhat = m, v"),
         "no_bias_correction"),
        ("adam_step", ADAM.replace(" ** t", ""), "power_forgotten"),
        ("adam_step", ADAM.replace("np.sqrt(vhat) + eps", "np.sqrt(vhat + eps)"), "eps_inside_root"),
        ("adam_step", ADAM.replace("+ eps", ""), "eps_missing"),
        ("adam_step", ADAM.replace(", m, v\n", ", mhat, vhat\n"), "returns_corrected"),
        ("momentum_step", "v *= momentum\nv -= lr * grad\nw += v\nreturn w, v", "writes_into_everything"),
        ("momentum_step", "v = np.zeros_like(w)\nv = momentum * v - lr * grad\nreturn w + v, v", "state_reset"),
        ("nesterov_step", "v = momentum * v - lr * grad\n"
                          "return w + momentum * momentum * v - (1 + momentum) * lr * grad, v", "velocity_overwritten"),
        ("adagrad_step", "h = h + grad\nreturn w - lr * grad / (np.sqrt(h) + eps), h", "gradient_not_squared"),
        ("clip_grad_norm", "n = float(np.sqrt(sum((g ** 2).sum() for g in grads)))\n"
                           "return n, [g * min(1, max_norm / (n + 1e-6)) for g in grads]", "norm_first"),
        ("gradient_descent_1d", "s = df(w0)\nreturn np.array([w0 - lr * s * t for t in range(steps + 1)])",
         "slope_of_start"),
    ],
)  # fmt: skip
def test_what_real_learners_write_is_named(name, body, misconception):
    """The misconception is named also when the code is not that of the catalogue."""
    report = told(name, body)
    assert not report.passed
    assert named(report) == [misconception]


@pytest.mark.parametrize(
    ("name", "body", "misconception"),
    [
        ("momentum_step", "v = momentum * v + grad\nw -= lr * v\nreturn w, v", "torch_convention"),
        ("adagrad_step", "h += grad * grad\nw -= lr * grad / np.sqrt(h + eps)\nreturn w, h", "eps_inside_root"),
        ("adam_step", "rate = lr * np.sqrt(1 - beta2 ** t) / (1 - beta1 ** t)\nm += (1 - beta1) * (grad - m)\n"
                      "v += (1 - beta2) * (grad ** 2 - v)\nw -= rate * m / (np.sqrt(v) + 1e-7)\nreturn w, m, v",
         "eps_fixed"),
    ],
)  # fmt: skip
def test_what_else_is_wrong_is_named_when_arguments_are_changed(name, body, misconception):
    """Steps written in place, as textbooks do, still hear what is wrong with their numbers."""
    report = told(name, body)
    assert named(report) == [misconception]
    assert Status.MUTATED_INPUT in {check.status for check in report.cases[0].checks}


def test_state_kept_on_the_function_is_refused():
    """Momentum that lives outside the function goes wrong as soon as a second array, or a second run, is stepped."""
    body = """
        velocity[w.shape] = momentum * velocity.get(w.shape, 0) - lr * grad
        return w + velocity[w.shape], velocity[w.shape].copy()
        """
    report = told("momentum_step", body, head="\nvelocity = {}\n")
    assert report.cases[0].status is Status.NOT_DETERMINISTIC
    assert not report.passed


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("return w - lr * grad", Status.WRONG_COUNT),
        ("v = momentum * v - lr * grad\nreturn (w + v)[None], v", Status.WRONG_SHAPE),
        ("v = momentum * v - lr * grad\nreturn list(w + v), v", Status.WRONG_TYPE),
        ("v = momentum * v - lr * grad\nreturn w + v / 0, v", Status.NOT_FINITE),
    ],
)
def test_a_result_of_the_wrong_kind_is_called_so(body, status):
    """A trajectory lays all numbers side by side, and yet a wrong count, shape or type is what the report speaks of."""
    assert told("momentum_step", body).cases[0].checks[0].status is status


@pytest.mark.torch
def test_a_live_pytorch_may_answer_with_a_list():
    """Lists of arrays among the outputs come across from PyTorch's process whole, and agree."""
    body = "n = float(np.sqrt(sum((g ** 2).sum() for g in grads)))\n"
    body += "return [g * min(1, max_norm / (n + 1e-6)) for g in grads], n"
    report = told("clip_grad_norm", body, oracle="torch")
    assert report.passed
    assert [use.mode for use in report.oracles if use.name == "torch"] == ["recorded", "live"]


def test_a_walk_is_drawn():
    """The report on a right gradient descent holds the first walk as a curve."""
    report = told("gradient_descent_1d", "w = np.full(steps + 1, w0)\nfor t in range(steps):\n"
                                         "    w[t + 1] = w[t] - lr * df(w[t])\nreturn w")  # fmt: skip
    assert report.cases[0].curve[:3] == (1.0, 2.0, 2.5)
