"""What does the check of conv_backward cost, beside the gradient checks that courses use?

The same right solutions, on the same cases, in this process, on one thread:

check         the reference, the tolerance and the comparison, as the judge does it
differences   central differences for every element of x, w and b, by calls of the student's forward
gradcheck     torch.autograd.gradcheck in slow mode around the student's forward and backward
"""

import time
from statistics import median

import common
import numpy as np
import torch
from variants import RIGHT

from grader import judge
from grader.engine import draw_cases
from grader.model import Status
from grader.pack import open_pack

STUDENTS = ("quadruple_loops", "im2col")
GOALS = {"differences": 20, "gradcheck": 50}


def check(exercise, backward):
    """The verdict of the judge."""
    for case in draw_cases(exercise.name, exercise.spec, 0):
        right = judge.expect(exercise.spec, case)
        verdicts, _excused = judge.check(exercise.spec, right, judge.call(exercise.spec, backward, case))
        assert all(verdict.status is Status.PASS for verdict in verdicts)


def differences(cases, forward, backward, step=1e-5):
    """Every element of every argument is moved up and down."""
    for case in cases:
        dout, x, w, b, stride, padding = (judge.private(value) for value in case.args.values())
        for array, gradient in zip((x, w, b), backward(dout, x, w, b, stride, padding)):
            numeric = np.zeros(array.shape)
            for index in np.ndindex(array.shape):
                kept = array[index]
                array[index] = kept + step
                above = forward(x, w, b, stride, padding)
                array[index] = kept - step
                below = forward(x, w, b, stride, padding)
                array[index] = kept
                numeric[index] = np.sum((above - below) * dout) / (2 * step)
            assert np.allclose(numeric, gradient, rtol=1e-6, atol=1e-4)


def gradcheck(cases, forward, backward):
    """PyTorch's whole Jacobian, by differences and by the student's backward."""

    class Layer(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x, w, b, stride, padding):
            ctx.save_for_backward(x, w, b)
            ctx.setting = stride, padding
            return torch.tensor(forward(x.numpy(), w.numpy(), b.numpy(), stride, padding))

        @staticmethod
        def backward(ctx, dout):
            arrays = [tensor.numpy() for tensor in ctx.saved_tensors]
            found = backward(dout.numpy(), *arrays, *ctx.setting)
            return *(torch.tensor(np.ascontiguousarray(gradient)) for gradient in found), None, None

    for case in cases:
        x, w, b = (torch.tensor(np.ascontiguousarray(case.args[key]), requires_grad=True) for key in "xwb")
        setting = case.args["stride"], case.args["padding"]
        assert torch.autograd.gradcheck(Layer.apply, (x, w, b, *setting), fast_mode=False)


def seconds(work):
    """CPU seconds of this process."""
    began = time.process_time()
    work()
    return time.process_time() - began


def main():
    """Measure and print."""
    options = common.parser(__doc__.partition("\n")[0])
    options.add_argument("--rounds", type=int, default=3, metavar="N", help="rounds to take the median of (3)")
    chosen = options.parse_args()
    torch.set_num_threads(1)
    exercise = open_pack().exercise("conv_backward")
    cases = draw_cases(exercise.name, exercise.spec, 0)
    found, rows = {}, []
    for student in STUDENTS:
        forward, backward = RIGHT["conv_forward"][student], RIGHT["conv_backward"][student]
        works = {
            "check": lambda backward=backward: check(exercise, backward),
            "differences": lambda forward=forward, backward=backward: differences(cases, forward, backward),
            "gradcheck": lambda forward=forward, backward=backward: gradcheck(cases, forward, backward),
        }
        works["check"]()  # the first call imports what it needs
        runs = {key: [] for key in works}
        for _ in range(chosen.rounds):
            for key, work in works.items():
                runs[key].append(seconds(work))
        found[student] = {key: median(times) for key, times in runs.items()}
        for key, taken in found[student].items():
            ratio = f"{taken / found[student]['check']:.1f}"
            rows.append((f"{student}: {key}", f"{taken:.4f}", ratio, GOALS.get(key, "")))
    document = {
        "circumstances": common.circumstances(),
        "rounds": chosen.rounds,
        "cases": len(cases),
        "cpu_seconds": found,
        "ratios": {student: {key: taken[key] / taken["check"] for key in GOALS} for student, taken in found.items()},
        "goals": GOALS,
    }
    common.show(document, [common.table(("student: check", "CPU s", "of the check", "goal"), rows)], chosen.json)


if __name__ == "__main__":
    main()
