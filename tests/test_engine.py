"""From a submission to a report: right ones pass, wrong ones are told why, whatever else they do."""

import json
import pickle
from dataclasses import replace
from pathlib import Path

import pytest

from grader.engine import grade
from grader.errors import UsageError
from grader.model import Finding, Status, Submission
from grader.pack import load
from grader.results import dumps, to_json

HEAD = "import numpy as np\n\n\ndef conv_backward(dout, x, w, b, stride, padding):\n"

LOOPS = (
    HEAD
    + """
    N, C, H, W = x.shape
    O, _, K, L = w.shape
    P, Q = dout.shape[2:]
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    dxp, dw = np.zeros_like(xp), np.zeros_like(w)
    for n in range(N):
        for o in range(O):
            for i in range(P):
                for j in range(Q):
                    rows, columns = slice(i * stride, i * stride + K), slice(j * stride, j * stride + L)
                    dw[o] += dout[n, o, i, j] * xp[n, :, rows, columns]
                    dxp[n, :, rows, columns] += dout[n, o, i, j] * w[o]
    dx, db = dxp[:, :, padding : padding + H, padding : padding + W], dout.sum(axis=(0, 2, 3))
    return dx, dw, db
"""
)

IM2COL = (
    HEAD
    + """
    N, C, H, W = x.shape
    O, _, K, L = w.shape
    P, Q = dout.shape[2:]
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    col = np.empty((N, C, K, L, P, Q))
    for p in range(K):
        for q in range(L):
            col[:, :, p, q] = xp[:, :, p : p + stride * P : stride, q : q + stride * Q : stride]
    col = col.transpose(0, 4, 5, 1, 2, 3).reshape(N * P * Q, -1)
    flat = dout.transpose(0, 2, 3, 1).reshape(N * P * Q, O)
    dw = (flat.T @ col).reshape(w.shape)
    dcol = (flat @ w.reshape(O, -1)).reshape(N, P, Q, C, K, L).transpose(0, 3, 4, 5, 1, 2)
    dxp = np.zeros(xp.shape)
    for p in range(K):
        for q in range(L):
            dxp[:, :, p : p + stride * P : stride, q : q + stride * Q : stride] += dcol[:, :, p, q]
    return dxp[:, :, padding : padding + H, padding : padding + W], dw, flat.sum(axis=0)
"""
)

STRIDED = """from numpy.lib.stride_tricks import as_strided
import numpy as np


def conv_backward(dout, x, w, b, stride, padding):
    N, C, H, W = x.shape
    O, _, K, L = w.shape
    P, Q = dout.shape[2:]
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    n, c, h, v = xp.strides
    windows = as_strided(xp, (N, C, P, Q, K, L), (n, c, h * stride, v * stride, h, v), writeable=False)
    dw = np.einsum("noij,ncijpq->ocpq", dout, windows)
    dxp = np.zeros_like(xp)
    shares = np.einsum("noij,ocpq->ijncpq", dout, w)
    for i, j in np.ndindex(P, Q):
        dxp[:, :, i * stride : i * stride + K, j * stride : j * stride + L] += shares[i, j]
    return [dxp[:, :, padding : padding + H, padding : padding + W], dw, np.einsum("noij->o", dout)]
"""

FFT = (
    HEAD
    + """
    N, C, H, W = x.shape
    O, _, K, L = w.shape
    P, Q = dout.shape[2:]
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    size = xp.shape[2] + K, xp.shape[3] + L
    wide = np.zeros((N, O, (P - 1) * stride + 1, (Q - 1) * stride + 1))
    wide[:, :, ::stride, ::stride] = dout
    f = np.fft.rfft2
    dwide = f(wide, size)
    dx = np.fft.irfft2(np.einsum("noij,ocij->ncij", dwide, f(w, size)), size)
    dw = np.fft.irfft2(np.einsum("noij,ncij->ocij", dwide.conj(), f(xp, size)), size)
    dx = dx[:, :, padding : padding + H, padding : padding + W]
    return dx, dw[:, :, :K, :L], dout.sum(axis=(0, 2, 3))
"""
)

RIGHT = {"loops": LOOPS, "im2col": IM2COL, "as_strided and einsum": STRIDED, "FFT": FFT}

WRONG_FORWARD = """
def conv_forward(x, w, b, stride, padding):
    N, C, H, W = x.shape
    O, _, K, L = w.shape
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    P, Q = (x.shape[2] - K) // stride + 1, (x.shape[3] - L) // stride + 1
    out = np.zeros((N, O, P, Q))
    for i in range(P):
        for j in range(Q):
            window = x[:, :, i * stride : i * stride + K, j * stride : j * stride + L]
            out[:, :, i, j] = np.tensordot(window, FACTOR * w, ([1, 2, 3], [1, 2, 3])) + b
    return out
"""


@pytest.fixture(scope="module")
def exercise():
    """The exercise without the pack's records: what is asked here does not depend on them."""
    return replace(load("conv_backward"), root=Path("/nonexistent"))


def variant(returned, source=LOOPS):
    """The loops with another last line."""
    return source.replace("return dx, dw, db", f"return {returned}")


def graded(exercise, source, **options):
    return grade(exercise, Submission("conv_backward.py", source), **options)


@pytest.mark.parametrize("style", RIGHT)
def test_right_solutions_pass_in_every_style(style):
    """However it is written, a right solution gets all points, with the course's own records too."""
    report = graded(load("conv_backward"), RIGHT[style])
    assert [case.status for case in report.cases] == [Status.PASS] * len(report.cases)
    assert report.passed
    assert report.score == report.points
    assert (report.diagnosis, report.trouble) == ((), None)


@pytest.mark.parametrize("seed", [1, 2, 12345])
def test_other_seeds_ask_the_same_question(exercise, seed):
    """Fresh cases do not change the verdict on a right solution, nor on a wrong one."""
    assert graded(exercise, LOOPS, seed=seed).passed
    assert not graded(exercise, variant("dx, dw / len(x), db"), seed=seed).passed


def test_an_average_over_the_batch_is_refused_and_named(exercise):
    """dw / N fails where N > 1, the other outputs keep their points, and the misconception has its name."""
    report = graded(exercise, variant("dx, dw / len(x), db"))
    assert not report.passed
    assert 0 < report.score < report.points
    assert [(f.misconception, f.output) for f in report.diagnosis] == [("mean_over_batch", "dw")]
    wrong = {v.output for case in report.cases for v in case.checks if v.status is not Status.PASS}
    assert wrong == {"dw"}


@pytest.mark.parametrize(
    ("returned", "names"),
    [
        ("dx, dw / len(x), dout.sum(axis=(2, 3))", {"mean_over_batch", "db_keeps_batch"}),
        ("dx, dw[:, :, ::-1, ::-1] / len(x), db", {"mean_over_batch", "dw_flipped"}),
        ("-dx, -dw / len(x), -db", {"mean_over_batch", "opposite_sign"}),
    ],
)
def test_two_misconceptions_at_once_are_both_named(exercise, returned, names):
    """Two errors in different outputs, or one on top of the other in the same output, are told apart."""
    report = graded(exercise, variant(returned))
    assert {finding.misconception for finding in report.diagnosis} == names


@pytest.mark.parametrize(
    ("returned", "output", "factor"),
    [
        ("dx, 2 * dw, db", "dw", "2"),
        ("dx, dw, db * x.shape[1]", "db", "C_in"),
        ("dx / len(b), dw, db", "dx", "1/C_out"),
    ],
)
def test_a_constant_factor_is_named_by_its_dimension(exercise, returned, output, factor):
    """A factor that no misconception knows is called by the name of the size it equals in every case."""
    (finding,) = graded(exercise, variant(returned)).diagnosis
    assert (finding.misconception, finding.output) == (None, output)
    assert f"{output} is {factor} times" in finding.message


@pytest.mark.parametrize(
    ("returned", "output", "text"),
    [
        ("dx[:, :, ::-1], dw, db", "dx", "dx is right but flipped along H."),
        ("dx, dw + 1, db", "dw", "dw is too large by 1 everywhere."),
        ("dx, dw, db ** 2", "db", "db is the square of what it should be."),
    ],
)
def test_a_transform_of_the_right_answer_is_said_in_the_names_of_its_axes(exercise, returned, output, text):
    """Where no misconception fits, a fact about the output is told, with the step of the diagnosis that found it."""
    assert graded(exercise, variant(returned)).diagnosis == (Finding(None, output, text, "transform"),)


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        ("stride > 1", "wrong only when stride > 1. Follow one such case by hand."),
        ("padding == 0", "wrong only when padding == 0. Follow one such case by hand."),
    ],
)
def test_the_condition_of_an_unknown_error_is_named(exercise, condition, text):
    """Where nothing explains the numbers, the one condition that tells right from wrong in all cases is told."""
    report = graded(exercise, variant(f"dx, dw + ({condition}) * np.sin(dw), db"))
    assert report.diagnosis == (Finding(None, "dw", text, "condition"),)


@pytest.mark.parametrize(
    "returned",
    [
        "dx, dw + dw ** 2, db",
        "dx + np.roll(dx, 1, 2), dw, db",
        "dx * 1.2345, dw, db",
        "dx, dw[:, ::-1], db + db ** 2",
        "3",
        "dx, dw",
        "dx, dw, db, b",
    ],
)
def test_an_unknown_error_is_not_explained(exercise, returned):
    """Where nothing fits, nothing is said: a wrong name is worse than none."""
    report = graded(exercise, variant(returned))
    assert not report.passed
    assert report.diagnosis == ()


def test_an_exception_everywhere_is_not_explained_by_a_pair():
    """Two misconceptions of which one cannot work on the answer of the other say nothing about a TypeError."""
    report = grade(load("step"), Submission("step.py", "def step(x):\n    return x + None\n"))
    assert {case.status for case in report.cases} == {Status.RAISED}
    assert report.diagnosis == ()


@pytest.mark.parametrize("place", ["beside", "in the same file"])
def test_a_backward_that_fits_a_wrong_forward_is_told_so(exercise, tmp_path, place):
    """When the learner's forward is wrong and the backward belongs to it, the forward is what to mend."""
    source, forward = (
        variant("dx * 1.25, dw * 1.25, db"),
        "import numpy as np\n" + WRONG_FORWARD.replace("FACTOR", "1.25"),
    )
    if place == "beside":
        (tmp_path / "conv_forward.py").write_text(forward)
    submission = Submission("conv_backward.py", source + forward * (place != "beside"), folder=tmp_path)
    report = grade(exercise, submission)
    assert not report.passed
    (finding,) = report.diagnosis
    assert finding.misconception is None
    assert "your backward fits your own conv_forward" in finding.message


@pytest.mark.parametrize(
    "forward", ["1", "None", "np.inf", "1 / 0", "[[1], [1, 2]]", "np.full((1, 1), 1e308)", "exit()", "x[0].nothing"]
)
def test_a_useless_forward_changes_nothing(exercise, forward):
    """A forward that raises, or gives something else than an output, leads to no sentence and no trouble."""
    beside = f"\ndef conv_forward(x, w, b, stride, padding):\n    return {forward}\n"
    assert graded(exercise, variant("dx * 1.25, dw * 1.25, db") + beside).diagnosis == ()


@pytest.mark.parametrize("returned", ["[[1.0], [1.0, 2.0]], 2, 3", "dx * np.where(dx > 0, np.inf, -np.inf), dw, db"])
def test_gradients_that_are_none_are_not_checked_against_a_forward(exercise, returned):
    """Ragged lists and infinities beside a forward of one's own are wrong, and trouble nobody else."""
    report = graded(exercise, variant(returned) + WRONG_FORWARD.replace("FACTOR", "1.25"))
    assert not report.passed
    assert report.diagnosis == ()


def test_own_forward_is_not_blamed_when_the_backward_does_not_fit_it(exercise, tmp_path):
    """A wrong backward beside a wrong forward that it does not belong to gets no such sentence."""
    (tmp_path / "conv_forward.py").write_text("import numpy as np\n" + WRONG_FORWARD.replace("FACTOR", "3"))
    assert grade(exercise, Submission("a.py", variant("dx * 1.25, dw * 1.25, db"), folder=tmp_path)).diagnosis == ()


def test_equal_work_gives_equal_bytes(exercise):
    """Grading twice gives the same document, byte for byte; it is JSON without NaN, and survives pickling."""
    for source in (LOOPS, variant("dx, dw / len(x), db"), variant("dx * np.nan, dw, db"), HEAD + "    return 1 / 0"):
        first, second = (graded(exercise, source, seed=3) for _ in range(2))
        assert dumps(to_json(first)) == dumps(to_json(second))
        assert pickle.loads(pickle.dumps(first)) == first
        document = json.loads(dumps(to_json(first)), parse_constant=lambda name: pytest.fail(name))
        assert document["format"] == 1


def test_a_report_holds_no_arrays(exercise):
    """Only numbers, texts and tuples of these are in a report, and no path or time."""

    def leaves(value):
        if isinstance(value, dict | list):
            for part in value.values() if isinstance(value, dict) else value:
                yield from leaves(part)
        else:
            yield value

    document = to_json(graded(exercise, variant("dx, dw / len(x), db")))
    assert {type(leaf) for leaf in leaves(document)} <= {str, int, float, bool, type(None)}
    assert len(dumps(document)) < 10_000


def test_remarks_do_not_cost_points(exercise):
    """float32 results, warnings and float64 from float32 input are remarked on, and pass."""
    single = graded(exercise, variant("(dx + 0.1).astype('f4') - np.float32(0.1), dw, db"))
    warned = graded(exercise, variant("dx, dw, db + 0 * np.log(0.0)").replace("0 * np.log(0.0)", "np.exp(np.log(0.0))"))
    assert single.passed
    assert warned.passed
    assert "float32_precision" in {remark.misconception for remark in single.remarks}
    assert any("divide by zero encountered in log (line" in remark.message for remark in warned.remarks)


@pytest.mark.torch
def test_a_live_pytorch_is_a_second_witness():
    """With the live oracle each output is checked against PyTorch as well, and the report says which PyTorch."""
    exercise = load("conv_backward")
    right = graded(exercise, LOOPS, oracle="torch")
    wrong = graded(exercise, variant("dx, dw / len(x), db"), oracle="torch")
    assert right.passed
    assert not wrong.passed
    assert ("torch", "live", "cpu") in [(use.name, use.mode, use.device) for use in right.oracles]
    checks = [(v.check, v.output, v.status) for v in wrong.cases[-1].checks]
    assert ("torch", "dx", Status.PASS) in checks
    assert ("torch", "dw", Status.WRONG_VALUE) in checks


@pytest.mark.torch
def test_a_device_that_is_not_there_is_a_sentence():
    """Asking for a device that this PyTorch lacks is a usage error, and no process is left behind."""
    with pytest.raises(UsageError, match="no device"):
        graded(load("conv_backward"), LOOPS, oracle="torch", device="abacus")


def test_a_case_that_is_not_scored_keeps_no_misconception_from_its_name():
    """Whoever forgets the + 1, and does not raise the ValueError that is only asked for, is told of the + 1."""
    source = (
        "def conv_output_size(size, kernel, stride, padding):\n    return (size + 2 * padding - kernel) // stride\n"
    )
    report = grade(load("conv_output_size"), Submission("conv_output_size.py", source))
    assert [finding.misconception for finding in report.diagnosis] == ["forgets_plus_one"]
