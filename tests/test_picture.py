"""Pictures of wrong answers: where they are wrong, what enters there, how it went on; and what they never show."""

import io
import json
import re
import time
from contextlib import redirect_stdout
from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from grader import judge, messages
from grader.bench import Bench
from grader.cases import draw_cases
from grader.cli.app import run
from grader.engine import _result, _seen, grade
from grader.model import Case, Entry, Exercise, Look, OracleUse, Report, Spec, Status, Submission
from grader.pack import load, open_pack
from grader.pattern import regular
from grader.picture import picture
from grader.reach import CALLS, floats, reach
from grader.screen import html
from grader.screen.blocks import Block, flow
from grader.screen.picture import draw
from grader.screen.report import render
from grader.screen.text import Style, cells

PLAIN = Style()


def exercise(**fields):
    """An exercise with nothing but a spec."""
    return Exercise("pack", Entry("toy", "topic"), "", (), Spec(cases=lambda rng: (), **fields))


def looked(right, given, axes="", **fields):
    """The picture of an array that should have been another one."""
    look = Look(Case("a case", {}), "out", (right,), (None,), (given,), **fields)
    return picture(exercise(solve=lambda: right, shapes={"out": axes}), look)


def wrong_at(shape, *places):
    """A right array and one that is wrong in some places."""
    right = np.arange(np.prod(shape), dtype=float).reshape(shape)
    given = right.copy()
    for place in places:
        given[place] += 0.5
    return right, given


def shown(seen, style=PLAIN, room=None):
    return "\n".join(draw(seen, style, room))


# Where it is wrong


def test_one_channel():
    """A wrong channel is a map of its own, drawn once for the slices that look alike, and the sentence names it."""
    seen = looked(*wrong_at((3, 4, 2, 3), np.s_[:, 1]), "N C H W")
    (one,) = seen.map.slices
    assert one.index == (0, 1)
    assert one.rows == ("#xx", "xxx")
    assert (one.alike, seen.map.more, seen.map.right) == (2, 0, 9)
    assert seen.said == "wrong exactly where c = 1"


def test_the_border():
    """A wrong border is a frame of signs, and the sentence says what is right inside."""
    right, given = wrong_at((1, 1, 4, 5), np.s_[...])
    given[..., 1:-1, 1:-1] = right[..., 1:-1, 1:-1]
    seen = looked(right, given, "N C H W")
    assert seen.map.slices[0].rows == ("#xxxx", "x...x", "x...x", "xxxxx")
    assert seen.said == "right exactly where h = 1, 2; 1 <= w <= 3"


def test_a_phase_of_the_stride():
    """Every other column is seen as stripes, and as a row of indices in the sentence."""
    seen = looked(*wrong_at((2, 3, 7), np.s_[..., 1::2], np.s_[..., 0]), "C H W")
    assert seen.map.slices[0].rows == ("#x.x.x.", "xx.x.x.", "xx.x.x.")
    assert seen.said == "right exactly where w = 2, 4, 6"
    wide = looked(*wrong_at((3, 9), np.s_[:, 1::2]), "H W")
    assert wide.said == "wrong exactly where w = 1, 3, 5, ..."


@pytest.mark.parametrize(
    ("places", "axes"),
    [
        ([(0, 0), (1, 1), (2, 2)], "H W"),
        ([(0, 0)], "H W"),
        ([np.s_[:]], "H W"),
        ([np.s_[1]], ""),
        ([np.s_[:2, :2, 0]], "C H W"),
    ],
    ids=["a diagonal", "one place", "all", "no names", "three axes"],
)
def test_no_sentence_where_places_say_nothing(places, axes):
    """Where no rows and columns of one or two axes say all, nothing is said."""
    right, given = wrong_at((3, 4, 5) if axes == "C H W" else (3, 4), *places)
    assert regular(right != given, axes) is None


def test_what_was_said_is_not_said_again():
    """The picture keeps its sentence to itself where the report has one."""
    assert looked(*wrong_at((2, 3), np.s_[1]), "H W", pattern="wrong only where h = 1").said is None


def test_large_arrays_are_pooled():
    """One sign stands for a block of numbers, wrong if one of them is, and the picture says so."""
    seen = looked(*wrong_at((40, 90), (7, 89), (39, 0)), "H W")
    assert seen.map.block == (5, 3)
    (one,) = seen.map.slices
    assert len(one.rows) == 8
    assert one.rows[1] == "." * 29 + "#"
    assert one.rows[7] == "x" + "." * 29
    assert "One sign stands for 5 x 3 numbers" in shown(seen)


def test_a_vector_and_an_array_without_names():
    """One axis makes a map of one row; axes without names are counted."""
    assert looked(*wrong_at((5,), (1,), (4,)), "N").map.slices[0].rows == (".#..x",)
    assert "index (1, 0)" in shown(looked(*wrong_at((2, 2, 2, 2), (1, 0, 0, 1))))


def test_nan_has_a_sign_of_its_own():
    """NaN and inf are N in the map, and the first of them is the number that the report names."""
    right, given = wrong_at((2, 3), (0, 0))
    given[1, 1:] = np.nan, np.inf
    seen = looked(right, given, "H W")
    assert seen.map.slices[0].rows == ("x..", ".#N")
    assert seen.around[1].marked[1][1]
    assert "nan" in shown(seen)
    assert "N nan or inf" in shown(seen)


def test_many_slices():
    """What has no map is counted: slices with wrong numbers and slices without."""
    places = [(n, n % 3, n % 4) for n in range(15)] + [(n, 2 - n % 3, 3) for n in range(0, 15, 2)]
    seen = looked(*wrong_at((20, 3, 4), *places), "N H W")
    counted = sum(1 + one.alike for one in seen.map.slices) + seen.map.more
    assert (counted, seen.map.right) == (15, 5)
    text = shown(seen, room=12)
    drawn = len(re.findall(r"n=\d+", text))
    assert 0 < drawn <= 2
    assert "5 right" in text


@pytest.mark.parametrize("dtype", [int, bool, np.uint8, np.float32])
def test_whole_numbers_and_bools(dtype):
    """Numbers of every kind that an exercise returns can be drawn, and are shown as they are."""
    right = np.array([[0, 1, 1], [1, 0, 1]]).astype(dtype)
    given = right.copy()
    given[1, 1] = 1
    seen = looked(right, given, "H W")
    assert seen.map.slices[0].rows == ("...", ".#.")
    assert ("[False]" if dtype is bool else "[0]") in shown(seen)


@pytest.mark.parametrize("pair", [(1e300, -1e300), (5e-324, 1e-300), (10**18, 10**18 + 1), (1.0, 1.0 + 1e-12)])
def test_huge_tiny_and_nearly_equal_numbers(pair):
    """However large, small or close two numbers are, the picture shows two different ones, in lines that fit."""
    right, given = np.array([pair[0], 2]), np.array([pair[1], 2])
    text = shown(looked(right, given, "N"))
    one, other = re.findall(r"\[ *([-+.e\d]+)\]", text)[:2]
    assert one != other
    assert max(map(cells, text.split("\n"))) <= 80


@pytest.mark.parametrize(
    ("right", "given"),
    [
        (np.zeros(3), np.zeros((3, 1))),
        (np.zeros(3), "text"),
        (np.zeros(1), np.ones(1)),
        (1.0, 2.0),
        ("a", "b"),
        ([np.zeros(2)], [np.ones(3)]),
        ([np.zeros(2)], 3.0),
        ({"w": np.zeros(2)}, {"v": np.ones(2)}),
        (np.zeros((0, 3)), np.zeros((0, 3))),
    ],
)
def test_what_is_not_drawn(right, given):
    """Scalars, texts and arrays of another shape make no picture."""
    seen = looked(right, given)
    assert (seen.map, seen.around, seen.inputs) == (None, None, ())
    assert shown(seen) == ""


def test_an_array_in_a_dict():
    """Of several arrays the first wrong one is drawn, under the name by which it is found."""
    right = {"W": np.zeros((2, 2)), "b": np.zeros(3)}
    seen = looked(right, {"W": np.zeros((2, 2)), "b": np.array([0.0, 0, 1])})
    assert seen.output == "out['b']"
    assert seen.map.slices[0].rows == ("..#",)


@pytest.mark.parametrize("seed", range(60))
def test_whatever_comes_back(seed):
    """Arrays of any shape, kind and size, with NaN and inf among them, are drawn within the terminal."""
    rng = np.random.default_rng(seed)
    shape = tuple(rng.choice([1, 2, 3, 5, 9, 20, 70], rng.integers(1, 5)).tolist())
    while np.prod(shape) > 20000:
        shape = shape[1:]
    right = rng.normal(0, 10.0 ** rng.integers(-300, 300), shape)
    given = np.where(
        rng.random(shape) < rng.random(), right, rng.choice([np.nan, np.inf, -np.inf, 0, 1, -1e308], shape)
    )
    kind = rng.choice(["f8", "f4", "i8", "u1", "b1"])
    with np.errstate(all="ignore"):
        given = given.astype(kind)
        right = right if kind[0] == "f" else rng.integers(0, 2, shape).astype(rng.choice(["i8", "b1"]))
    axes = " ".join("ABCDE"[: len(shape)]) if seed % 2 else ""
    width = [80, 50, 20][seed % 3]
    look = Look(Case("a case", {}), "out", (right,), (None,), (given,))
    seen = picture(exercise(solve=lambda: right, shapes={"out": axes}), look, width=width)
    for room in (None, 12, 3):
        lines = draw(seen, Style(width), room)
        assert max(map(cells, lines), default=0) <= max(width, 44)
        assert room is None or len(lines) <= 40


# What enters there


def entering(name, case, index, output=0):
    """Where the arguments of a case enter one number of the reference's answer, by name."""
    spec = load(name).spec
    args = next(c for c in draw_cases(name, spec, 0) if c.name == case).args

    def number(args):
        return float(judge.split(spec, judge.here(spec.solve)(tuple(args.values())).value)[output][index])

    return args, reach(number, args, 1e-12)


@pytest.mark.parametrize("index", [(0, 0, 0, 0), (1, 3, 1, 2), (0, 2, 1, 1)])
def test_the_window_of_a_convolution(index):
    """A number of a convolution is made of its window in all channels, of one filter, and of one bias."""
    args, found = entering("conv_forward", "stride 3, padding 1, tall filter", index)
    n, o, i, j = index
    K_h, K_w = args["w"].shape[2:]
    window = np.zeros(args["x"].shape, bool)
    window[n, :, max(0, 3 * i - 1) : 3 * i - 1 + K_h, max(0, 3 * j - 1) : 3 * j - 1 + K_w] = True
    np.testing.assert_array_equal(found["x"], window)
    assert found["w"][o].all()
    assert found["w"].sum() == args["w"][0].size
    np.testing.assert_array_equal(found["b"], np.arange(len(args["b"])) == o)


def test_a_dilated_window_has_holes():
    """With dilation 3 only every third pixel of the window enters."""
    _args, found = entering("conv_general_forward", "known 4x4, 2x2 filter of dilation 3", (0, 0, 0, 0))
    np.testing.assert_array_equal(np.argwhere(found["x"][0, 0]), [[0, 0], [0, 3], [3, 0], [3, 3]])


def test_the_window_of_a_pooling():
    """A maximum is made of all of its window, not of the largest pixel alone."""
    _args, found = entering("max_pool_forward", "known 4x4, 2x2 windows, stride 2", (0, 0, 1, 0))
    np.testing.assert_array_equal(np.argwhere(found["x"][0, 0]), [[2, 0], [2, 1], [3, 0], [3, 1]])


def test_the_channel_of_a_batch_normalisation():
    """A normalised pixel is made of its whole channel in all images, its gamma and its beta, and no running mean."""
    args, found = entering("batchnorm_forward", "images, training, not contiguous", (1, 1, 2, 3))
    channel = np.zeros(args["x"].shape, bool)
    channel[:, 1] = True
    np.testing.assert_array_equal(found["x"], channel)
    assert [found[name].tolist() for name in ("gamma", "beta")] == [[False, True]] * 2
    assert not found["running_mean"].any()
    assert not found["running_var"].any()


def test_the_gradient_of_a_filter():
    """A number of dw is made of all errors of its channel and of the pixels its weight has met, and of no weight."""
    args, found = entering("conv_backward", "stride 3, padding 1, tall filter", (1, 2, 0, 0), output=1)
    assert found["dout"][:, 1].all()
    assert found["dout"].sum() == args["dout"][:, 1].size
    rows, columns = ({3 * i - 1 for i in range(size)} - {-1} for size in args["dout"].shape[2:])
    met = np.zeros(args["x"].shape, bool)
    met[np.ix_(range(len(met)), [2], sorted(rows), sorted(columns))] = True
    np.testing.assert_array_equal(found["x"], met)
    assert not found["w"].any()


@pytest.mark.parametrize("seed", range(20))
def test_any_choice_of_numbers(seed):
    """What enters a sum of any chosen elements is exactly what was chosen, whatever its shape."""
    rng = np.random.default_rng(seed)
    chosen = np.argwhere(rng.random((3, 4)) < 0.4)
    array = rng.random((3, 4))
    found = reach(lambda args: sum(args["x"][tuple(place)] for place in chosen), {"x": array}, 0.0)
    np.testing.assert_array_equal(np.argwhere(found["x"]), chosen)


@pytest.mark.parametrize(
    "function",
    [
        lambda x: np.nan_to_num(x).sum(),
        lambda x: np.where(x > 0.5, x, 0.0).sum(),
        lambda x: np.argmax(x * (x == x)),
        lambda x: 1.0 / (not np.isnan(x).any()),
        lambda x: x[~np.isnan(x)].mean(),
    ],
    ids=["drops NaN", "compares", "looks for the largest", "fails at NaN", "skips NaN"],
)
def test_functions_that_nan_does_not_pass(function):
    """Where NaN is no witness nothing is claimed."""
    x = np.array([[0.25, 0.75, 0.5], [0.0, 1.0, 0.125]])
    assert reach(lambda args: float(function(args["x"])), {"x": x}, 0.0) is None


def test_too_much_to_ask():
    """A function that is slow, and an array with too many places, are left alone after a bounded number of calls."""
    calls = []

    def number(args):
        calls.append(1)
        return float(args["x"].sum())

    assert reach(number, {"x": np.ones((100, 100))}, 0.0) is None
    assert len(calls) <= CALLS + 1

    def slow(args):
        begin = time.thread_time()
        while time.thread_time() - begin < 0.05:
            pass
        return float(args["x"].sum())

    assert reach(slow, {"x": np.ones(20)}, 0.0) is None


def test_arguments_by_name():
    """Arrays of floats are found in lists and dicts, under the names a learner would write."""
    args = {"x": np.ones(2), "labels": np.ones(2, int), "layers": [np.ones(1)], "params": {"W": np.ones(3)}, "lr": 0.5}
    assert [name for name, _array in floats(args)] == ["x", "layers[0]", "params['W']"]


# Real answers


def answered(name, function, seed=0):
    """What an exercise's cases make of a function: the results, and what may be looked at."""
    spec = load(name).spec
    expected = [judge.expect(spec, case) for case in draw_cases(name, spec, seed)]
    logs = [[] if spec.law else None for _right in expected]
    outcomes = [judge.answer(spec, judge.here(function), right, log) for right, log in zip(expected, logs, strict=True)]
    results = [
        _result(right.case, judge.check(spec, right, outcome)[0], outcome)
        for right, outcome in zip(expected, outcomes, strict=True)
    ]
    return results, _seen(spec, expected, outcomes, results, logs)


def mistaken(name, wrong):
    """The same for one of its misconceptions."""
    spec = load(name).spec
    return answered(name, partial(next(w for w in spec.wrong if w.__name__ == wrong), spec.solve))


def report(name, results):
    oracles = (OracleUse("numpy", "live", "2.4.6"), OracleUse("torch", "recorded", "2.13.0+cpu", "cpu"))
    return Report("cnn", name, None, 0, False, 1.0, 0.0, tuple(results), oracles)


def test_a_stride_that_is_ignored():
    """The whole picture: the map, expected and got, the window, the filter and the bias, all within a terminal."""
    results, look = mistaken("conv_forward", "ignores_stride__width")
    one = load("conv_forward")
    text = render(report(one.name, results), one.spec.shapes, style=PLAIN, picture=picture(one, look))
    assert text.count("\n") <= 23
    assert (
        """\
  out, rows h_out, columns w_out: # first wrong, x wrong, . right
  In brackets: the first wrong number, and those that it is made of
    n=0, c_out=0   expected     got          x[0, 0, 0:4, 1:6]   w[0, 0]   b
    . # x           15[17]15     15[16]17     2[3 0 1]2          [2 0 1]   [0]
    . x x           17 15 17     17  6 15     1[2 3 0]1          [0 1 2]
    . x x           15 17 15     15 16 17     0[1 2 3]0          [1 0 2]
                                              3 0 1 2 3
"""
        in text
    )


SOME = [
    ("conv_forward", "flips_filter"),
    ("conv_backward", "mean_over_batch"),
    ("max_pool_forward", "pads_with_zeros"),
    ("batchnorm_forward", "per_pixel"),
    ("perceptron", "strictly_greater"),
    ("log_softmax", "log_of_softmax"),
    ("adam_step", "power_forgotten"),
    ("gradient_descent_1d", "goes_uphill"),
    ("he_init", "one_for_two"),
    ("dropout_forward", "not_inverted"),
    ("multilayer_net_gradient", "masks_by_gradient"),
    ("im2col", "pads_with_edge"),
    ("flip", "flips_both"),
]


@pytest.fixture
def japanese():
    with messages.speaking("ja"):
        yield


@pytest.mark.parametrize("width", [80, 40])
@pytest.mark.parametrize(("name", "wrong"), SOME)
def test_lines_fit(name, wrong, width, japanese):
    """No line of a picture is wider than the terminal, in Japanese too; colour adds nothing to the characters."""
    _results, look = mistaken(name, wrong)
    for room in (10, None):
        seen = picture(load(name), look, width=width)
        lines = draw(seen, Style(width), room)
        assert lines
        assert max(map(cells, lines)) <= width
        coloured = draw(seen, Style(width, color=True), room)
        assert [re.sub(r"\x1b\[\d+m", "", line).rstrip() for line in coloured] == lines


def test_all_of_it():
    """With nothing held back the arrays of the case are printed, and no escape code among them."""
    _results, look = mistaken("conv_forward", "flips_filter")
    text = shown(picture(load("conv_forward"), look, full=True))
    for name in ("x =", "w =", "b = [0.]", "stride = 1", "out, expected =", "out, got ="):
        assert name in text
    evil = replace(picture(load("conv_forward"), look), arrays=(("x\x1b[2J", "1\x1b]0;t\x07"),))
    assert "\x1b" not in shown(evil)


# How it went on


def test_a_trajectory():
    """An optimizer's picture follows the first number that goes wrong, step by step."""
    _results, look = mistaken("adam_step", "power_forgotten")
    seen = picture(load("adam_step"), look)
    assert seen.walk.name == "w[:, 0]"
    assert seen.walk.wrong == (False, True, True, True, True)
    assert seen.walk.expected == tuple(look.expected[0][:, 0])
    assert seen.walk.given == tuple(look.given[0][:, 0])
    lines = draw(seen, PLAIN, 12)
    assert [line.split("  ")[-1].strip() == "#" or " # " in f"{line} " for line in lines[2:7]] == [False, *[True] * 4]
    assert any("|*" in line for line in lines)


def test_a_trajectory_that_leaves_all_bounds():
    """A walk to inf has a table and no chart."""
    right, given = np.arange(4.0), np.array([0.0, 1e308, -1e308, 3])
    seen = looked(right, given, "step")
    assert "1e+308" in shown(seen)
    assert "|" not in shown(seen)


def test_a_long_trajectory():
    """Of many steps those around the first wrong one are shown, and which they are."""
    right = np.arange(50.0)
    given = right.copy()
    given[30:] = 0
    text = shown(looked(right, given, "step"), room=12)
    assert "Steps 29 to 36 of 50" in text


def test_two_histograms():
    """Weights of another law are drawn below those of the reference, from the same seed, in the same bins."""
    results, look = mistaken("he_init", "std_1")
    seen = picture(load("he_init"), look)
    size = look.call.size
    assert sum(seen.draws.expected) == sum(seen.draws.given) == size
    right = load("he_init").spec.solve(look.case.args["shape"], np.random.default_rng(look.case.args["rng"].seed))
    assert seen.draws.moments[0] == pytest.approx((right.mean(), right.std()))
    assert seen.draws.moments[1][1] == pytest.approx(look.call.std())
    text = shown(seen)
    assert text.count("weights from the same seed") == 2
    assert results[0].status is Status.WRONG_VALUE


def test_histograms_that_would_look_alike():
    """Where the numbers follow the right law, and only the seed is wrong, no histogram is drawn."""
    _results, look = mistaken("he_init", "own_seed")
    assert picture(load("he_init"), look).draws is None


# What is handed out, and to whom

RIGHT = """
import numpy as np


def conv_forward(x, w, b, stride, padding):
    N, _, H, W = x.shape
    O, _, K, L = w.shape
    P, Q = (H + 2 * padding - K) // stride + 1, (W + 2 * padding - L) // stride + 1
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    out = np.zeros((N, O, P, Q))
    for i in range(P):
        for j in range(Q):
            window = x[:, :, i * stride : i * stride + K, j * stride : j * stride + L]
            out[:, :, i, j] = np.tensordot(window, w, axes=([1, 2, 3], [1, 2, 3])) + b
"""
SUM = RIGHT + "    return out\n"


def graded(source, **options):
    looks = []
    found = grade(load("conv_forward"), Submission("conv_forward.py", source), look=looks.append, **options)
    return found, looks


def test_a_right_answer_is_not_looked_at():
    """Whoever passes has no picture, and nothing of it is computed."""
    found, looks = graded(SUM)
    assert found.passed
    assert looks == []


def test_a_hidden_case_is_never_looked_at():
    """An answer that is wrong in hidden cases only has no picture: no number of theirs gets out."""
    spec = load("conv_forward").spec
    shapes = {c.args["x"].shape for c in draw_cases("conv_forward", spec, 0) if not c.hidden}
    source = (
        RIGHT + f"    return out + (tuple(np.subtract(x.shape, (0, 0, 2 * padding, 2 * padding))) not in {shapes})\n"
    )
    found, looks = graded(source)
    assert [case.status for case in found.cases if case.hidden] == [Status.WRONG_VALUE] * 2
    assert all(case.status is Status.PASS for case in found.cases if not case.hidden)
    assert looks == []


@pytest.mark.parametrize(
    "ending", ["    return out[0]\n", "    return None\n", "    return out / b[9]\n", "    return (\n"]
)
def test_what_has_no_wrong_numbers_is_not_looked_at(ending):
    """A wrong shape, a missing value, an exception and a mistake in the syntax are told in words alone."""
    found, looks = graded(RIGHT + ending)
    assert not found.passed
    assert looks == []


def test_the_report_stays_as_it_is():
    """A look at the arrays changes nothing in the report."""
    source = RIGHT + "    return 2 * out\n"
    found, looks = graded(source)
    assert len(looks) == 1
    assert not looks[0].case.hidden
    assert found == grade(load("conv_forward"), Submission("conv_forward.py", source))


def test_a_warm_judge():
    """A bench gives the same picture as a single grading, and its memory of answers does not hide what enters."""
    looks = []
    with Bench(open_pack()) as bench:
        for _round in range(2):
            bench.grade("conv_forward", Submission("conv_forward.py", RIGHT + "    return 2 * out\n"), looks.append)
        warm = [picture(bench.prepare("conv_forward").exercise, look) for look in looks]
    _found, cold = graded(RIGHT + "    return 2 * out\n")
    assert [shown(one) for one in warm] == [shown(picture(load("conv_forward"), cold[0]))] * 2
    assert len(warm[0].inputs) == 3


def test_the_command(tmp_path, monkeypatch):
    """`grade exercise` prints the picture, also into a pipe; --verbose prints the arrays; --json prints neither."""
    monkeypatch.setenv("GRADE_HOME", str(tmp_path / "home"))
    path = tmp_path / "conv_forward.py"
    path.write_text(RIGHT + "    return 2 * out\n", encoding="utf-8")

    def said(*words):
        out = io.StringIO()
        with redirect_stdout(out):
            assert run(["exercise", "conv_forward", str(path), "--lang", "en", *words]) == 1
        return out.getvalue()

    assert "In brackets: the first wrong number, and those that it is made of\n" in said()
    assert "out, got =\n" not in said()
    assert "out, got =\n" in said("--verbose")
    json.loads(said("--json"))
    assert "brackets" not in said("--json")


def test_a_notebook():
    """The report of a notebook holds the picture as preformatted text, without colour and with nothing unescaped."""
    results, look = mistaken("conv_forward", "flips_filter")
    seen = picture(load("conv_forward"), look)
    page = html.render(report("conv_forward", results), {}, "Next", seen)
    (pre,) = re.findall(r"<pre[^>]*>(.*?)</pre>", page, re.DOTALL)
    assert "expected" in pre
    assert "\x1b" not in pre
    assert "<pre" not in html.render(report("conv_forward", results), {}, "Next")


def test_blocks_side_by_side():
    """Blocks stand side by side while there is room; the first ones are there however little room there is."""
    one, two = Block("one", ("a", "b")), Block("畳み込み", ("cc",))
    assert flow([one, two], PLAIN)[0] == ["    one   畳み込み", "    a     cc", "    b"]
    lines, count = flow([one, two], Style(16))
    assert lines == ["    one", "    a", "    b", "    畳み込み", "    cc"]
    assert count == 2
    assert flow([one, two], Style(16), rows=4) == (lines[:3], 1)
    assert flow([one, two], Style(16), rows=1) == (lines[:3], 1)
    assert flow([one, two], Style(16), rows=1, least=2) == (lines, 2)
