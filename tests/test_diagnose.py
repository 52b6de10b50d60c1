"""The ladder of diagnosis: each rung says what was planted, in one sentence, and nothing where it is not certain."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader import judge, prove, translate
from grader.cases import draw_cases
from grader.diagnose import Evidence, Further, condition, diagnose
from grader.diagnose.catalogue import Counter
from grader.diagnose.factor import named, names
from grader.model import Case, Spec, Status
from grader.pack import load


def right(x, stride, padding):
    """Some numbers of the shape of x, all different from it and from each other."""
    return x + 0.25 * np.sin(x) + 3


def cases(rng):
    """Oblong images whose sizes are pairwise different, with many strides and paddings."""
    for number in range(8):
        shape = 3 + number % 2, 4 + number % 3, 7 + number % 2, 9
        x = rng.permutation(np.arange(np.prod(shape))).reshape(shape) / 8.0 + 1
        yield Case(f"case {number}", {"x": x, "stride": 1 + number % 3, "padding": int(rng.integers(0, 3))})


SPEC = Spec(solve=right, cases=cases, shapes={"x": "N C H W", "out": "N C H W"})


def answered(spec, function, drawn):
    """What a function makes of cases."""
    found = []
    for case in drawn:
        expected = judge.expect(spec, case)
        outcome = judge.answer(spec, judge.here(function), expected)
        verdicts, _single = judge.check(spec, expected, outcome)
        found.append(Evidence(expected, outcome, any(v.status is not Status.PASS for v in verdicts)))
    return found


def told(spec, function, other=None):
    """What is said of a function; ``other`` answers the confirming cases in its place."""
    graded = answered(spec, function, draw_cases("test", spec, 0))
    return diagnose(spec, graded, lambda: answered(spec, other or function, draw_cases("test", spec, 1)))


def conditions(spec, function):
    """The condition that is named for a function."""
    graded = answered(spec, function, draw_cases("test", spec, 0))
    further = Further(lambda n: draw_cases("test", spec, n + 2), lambda drawn: answered(spec, function, drawn))
    fresh = answered(spec, function, draw_cases("test", spec, 1))
    return [finding.message for finding in condition(spec, graded, lambda: fresh, further)]


def changed(change):
    """A function that gives the right answer, changed."""
    return lambda x, stride, padding: change(right(x, stride, padding))


def rolled(length):
    """A function whose answer is shifted down and to the right by ``length(stride, padding)``, with zeros before."""

    def wrong(x, stride, padding):
        n, found = length(stride, padding), right(x, stride, padding)
        shifted = np.zeros_like(found)
        shifted[:, :, n:, n:] = found[:, :, : found.shape[2] - n, : found.shape[3] - n]
        return shifted

    return wrong


def only_first_zero(out):
    """The first sample, and zeros."""
    return np.where(np.arange(len(out)).reshape(-1, 1, 1, 1) == 0, out, 0)


def noisy_border(out):
    """Wrong at the border of H and W."""
    wrong = out * 1.1
    wrong[..., 1:-1, 1:-1] = out[..., 1:-1, 1:-1]
    return wrong


TRANSFORMS = {
    "out is zero everywhere.": changed(lambda out: 0 * out),
    "out is x, unchanged.": lambda x, stride, padding: x,
    "out is the square of what it should be.": changed(np.square),
    "out is the square root of what it should be.": changed(np.sqrt),
    "out is too large by 1 everywhere.": changed(lambda out: out + 1),
    "out is too small by stride everywhere.": lambda x, stride, padding: right(x, stride, padding) - stride,
    "out is right but flipped along W.": changed(lambda out: out[..., ::-1]),
    "out is right but flipped along H and W.": changed(lambda out: out[..., ::-1, ::-1]),
    "out has the right numbers with the axes H and W exchanged: transpose it.": changed(lambda out: out.swapaxes(2, 3)),
    "out has the right numbers with its axes in the order (N, H, W, C): "
    "bring them into the order (N, C, H, W).": changed(lambda out: out.transpose(0, 2, 3, 1)),
    "out is right but shifted: what stands at w belongs at w + 1.": changed(lambda out: np.roll(out, -1, axis=3)),
    "out is right but shifted: what stands at (h, w) belongs at (h - padding, w - padding).": rolled(
        lambda stride, padding: padding
    ),
    "out is right but shifted: what stands at (h, w) belongs at (h - stride, w - stride).": rolled(
        lambda stride, padding: stride
    ),
    "out has the right numbers in another order along C.": changed(lambda out: np.sort(out, axis=1)),
    "out has the right numbers at other places.": changed(lambda out: np.sort(out, axis=None).reshape(out.shape)),
    "out has the right numbers in one long row: reshape it to (N, C, H, W).": changed(np.ravel),
    "out is right but for axes of size 1: its shape should be (N, C, H, W).": changed(lambda out: out[:, None]),
    "out has the right numbers in the right order: reshape it to (N, C, H, W).": changed(
        lambda out: out.reshape(len(out), -1)
    ),
    "out is right inside a frame of padding along H and W: cut the frame off.": lambda x, stride, padding: np.pad(
        right(x, stride, padding), [(0, 0), (0, 0), (padding, padding), (padding, padding)]
    ),
    "out is right but lacks 1 at each end of H and W.": changed(lambda out: out[:, :, 1:-1, 1:-1]),
    "out still has to be summed over its axis 0.": changed(lambda out: np.stack([0.25 * out, 0.75 * out])),
    "out is the right answer summed over N: its shape should be (N, C, H, W).": changed(lambda out: out.sum(axis=0)),
    "out is the right answer averaged over H and W: its shape should be (N, C, H, W).": changed(
        lambda out: out.mean(axis=(2, 3))
    ),
    "out is right only where n = 0; the rest is zero.": changed(only_first_zero),
    "out is right only where n = 0; the rest repeats it.": changed(lambda out: np.repeat(out[:1], len(out), axis=0)),
    "out is wrong only where w = W - 1: it is zero there.": changed(
        lambda out: out * (np.arange(out.shape[3]) < out.shape[3] - 1)
    ),
    "out is wrong only where c = 0.": changed(
        lambda out: out + np.sin(out) * (np.arange(out.shape[1]).reshape(-1, 1, 1) == 0)
    ),
    "out is wrong only on the border of H and W.": changed(noisy_border),
}


@pytest.mark.parametrize(("text", "function"), TRANSFORMS.items(), ids=TRANSFORMS)
def test_a_transform_is_said(text, function):
    """A transform of the right answer that was planted is told in its sentence, and found by its rung."""
    assert [(finding.message, finding.rung) for finding in told(SPEC, function)] == [(text, "transform")]


@pytest.mark.parametrize("text", TRANSFORMS, ids=TRANSFORMS)
def test_a_transform_with_noise_is_not_said(text):
    """The same transform with one number a little off in one case is none."""
    function = TRANSFORMS[text]

    def noisy(x, stride, padding):
        out = np.array(function(x, stride, padding))
        place = (0, 1, out.shape[2] // 2, out.shape[3] // 2) if out.ndim == 4 else np.unravel_index(0, out.shape)
        out[place] += 1e-3 * (stride == 2)
        return out

    assert text not in [finding.message for finding in told(SPEC, noisy)]


@pytest.mark.parametrize("text", TRANSFORMS, ids=TRANSFORMS)
def test_a_transform_that_the_fresh_cases_do_not_show_is_not_said(text):
    """What holds for one seed and not for the next was chance."""
    assert told(SPEC, TRANSFORMS[text], changed(lambda out: out + np.cos(out))) == ()


def test_a_transform_in_one_case_is_not_said():
    """One failing case is not enough."""
    drawn = draw_cases("test", SPEC, 0)[:1]
    graded = answered(SPEC, changed(lambda out: out[..., ::-1]), drawn)
    assert diagnose(SPEC, graded, lambda: graded) == ()


def test_a_transform_that_right_cases_contradict_is_not_said():
    """A flip in some cases, the others being right, is not "flipped"; that numbers changed places is true of all."""
    found = told(SPEC, lambda x, stride, padding: right(x, stride, padding)[..., :: -1 if stride == 1 else 1])
    assert [finding.message for finding in found] == ["out has the right numbers in another order along W."]


def test_an_axis_without_a_name_is_told_by_its_number():
    """Where the author names no axes the sentence counts them."""
    found = told(replace(SPEC, shapes={}), changed(lambda out: out[:, ::-1]))
    assert [finding.message for finding in found] == ["out is right but flipped along axis 1."]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([np.float64, np.float32, np.int64]))
def test_random_numbers_are_never_explained(seed, dtype):
    """Whatever numbers come that have nothing to do with the right ones, nothing is said of them."""
    rng = np.random.default_rng(seed)
    found = told(SPEC, lambda x, stride, padding: (100 * rng.random(x.shape)).astype(dtype))
    assert found == ()


def two(x, stride, padding):
    """Two outputs."""
    return right(x, stride, padding), x.sum(axis=(0, 2, 3)) + 1


TWO = replace(SPEC, solve=two, outputs=("a", "b"), shapes={"x": "N C H W", "a": "N C H W", "b": "C"})


def test_each_output_has_its_own_fact():
    """One output is flipped, the other too large by a factor: both are said, each by its rung."""

    def wrong(x, stride, padding):
        a, b = two(x, stride, padding)
        return a[..., ::-1], 2 * b

    found = told(TWO, wrong)
    assert [(finding.output, finding.rung) for finding in found] == [("a", "transform"), ("b", "factor")]


def test_a_fact_about_one_output_is_not_said_while_another_is_unexplained():
    """What explains a part of what is wrong may be an accident of the rest."""

    def wrong(x, stride, padding):
        a, b = two(x, stride, padding)
        return a[..., ::-1], b + np.cos(b)

    assert told(TWO, wrong) == ()


# Factors


def test_a_factor_that_could_be_two_sizes_is_not_named():
    """Where N and C always agree, nobody can say which of them it is."""

    def square(rng):
        for n in (2, 3, 4):
            yield Case(f"{n}", {"x": rng.random((n, n, 5, 6)) + 1, "stride": 1, "padding": 0})

    spec = replace(SPEC, cases=square)
    assert told(spec, lambda x, stride, padding: len(x) * right(x, stride, padding)) == ()
    assert [f.message.partition(". ")[0] for f in told(SPEC, lambda x, s, p: len(x) * right(x, s, p))] == [
        "out is N times what it should be"
    ]


@given(st.dictionaries(st.sampled_from("NCHWDM"), st.integers(1, 9), max_size=5))
def test_every_factor_is_found_by_its_value(sizes):
    """The names of a value contain the one that it was made of."""
    for name, value in named(sizes).items():
        assert name in names(value, sizes)


# Parts of a sum


def direct(x, stride, padding):
    """Two parts and a third: a sum."""
    return x + x.mean(axis=0) ** 2 + np.sin(x)


PARTS = Spec(
    solve=direct,
    cases=cases,
    shapes={"x": "N C H W", "out": "N C H W"},
    summands=lambda x, stride, padding: {
        "out": {"x": x, "the square": 0 * x + x.mean(axis=0) ** 2, "the sine": np.sin(x)}
    },
)


@pytest.mark.parametrize(
    ("coefficients", "texts"),
    [
        ((1, 1, 0), ["out lacks the sine."]),
        ((0, 1, 1), ["out lacks x."]),
        ((1, -1, 1), ["in out the square has the wrong sign."]),
        ((1, 2, 1), ["in out the square is 2 times what it should be."]),
        ((1, "N", 1), ["in out the square is N times what it should be."]),
        ((1, 0, -1), ["out lacks the square.", "in out the sine has the wrong sign."]),
        ((1, 1.25, 1), []),
        ((2, -1, 0), []),
        ((0, 0, 0.5), []),
    ],
)
def test_the_odd_part_of_a_sum_is_named(coefficients, texts):
    """A part that is missing, has the wrong sign or a factor with a name is told; other coefficients are not."""

    def wrong(x, stride, padding):
        numbers = [len(x) if c == "N" else c for c in coefficients]
        return sum(c * part for c, part in zip(numbers, PARTS.summands(x, stride, padding)["out"].values()))

    assert [finding.message for finding in told(PARTS, wrong)] == texts


def test_parts_that_cannot_be_told_apart_are_not_named():
    """Of two equal parts nobody can say which is missing."""
    spec = replace(PARTS, solve=lambda x, s, p: 2 * x + np.sin(x), summands=lambda x, s, p: {
        "out": {"one": x, "other": x, "the sine": np.sin(x)}
    })  # fmt: skip
    assert told(spec, lambda x, stride, padding: x + np.sin(x)) == ()


def test_a_sum_that_does_not_fit_exactly_is_not_explained():
    """Nearly is not enough: one number is off by a millionth."""

    def wrong(x, stride, padding):
        out = x + np.sin(x)
        out.flat[5] *= 1 + 1e-6
        return out

    assert told(PARTS, wrong) == ()


@pytest.mark.parametrize(
    ("average", "moved", "texts"),
    [
        ("-beta1 * m + (1 - beta1) * grad", "w - step", ["in m beta1 * m has the wrong sign."]),
        ("m / beta1 + (1 - beta1) * grad", "w - step", []),
        ("beta1 * m + (1 - beta1) * grad", "w + 2 * step", []),
        ("beta1 * m + (1 - beta1) * grad", "w - step / 2", ["in w the step is 1/2 times what it should be."]),
        ("beta1 * m + 2 * (1 - beta1) * grad", "w - step", []),  # in the first step m has one part only
    ],
)
def test_along_a_trajectory_the_first_wrong_step_is_explained(average, moved, texts):
    """The parts of a moving average are told apart in the first step that is wrong; the misconceptions are left out."""
    space = {"np": np}
    lines = [
        "def wrong(w, grad, m, v, t, lr, beta1, beta2, eps):",
        f"m2 = {average}",
        "v = beta2 * v + (1 - beta2) * grad**2",
    ]
    lines += ["step = lr * m2 / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps)", f"return {moved}, m2, v"]
    exec("\n    ".join(lines), space)
    spec = replace(load("adam_step").spec, wrong=())
    assert [finding.message for finding in told(spec, space["wrong"]) if finding.rung == "terms"] == texts


# Conditions


def when(holds):
    """A function that is wrong, in a way nothing explains, in the cases where ``holds``."""

    def wrong(x, stride, padding):
        out = right(x, stride, padding)
        return out + np.cos(out) if holds(x, stride, padding) else out

    return wrong


def varied(rng):
    """Images whose sizes and settings are drawn apart from each other."""
    for number in range(10):
        x = rng.permutation(np.arange(np.prod(shape := tuple(rng.integers(1, 5, size=4))))).reshape(shape) / 8.0
        yield Case(f"case {number}", {"x": x, "stride": int(rng.integers(1, 4)), "padding": int(rng.integers(0, 3))})


VARIED = replace(SPEC, cases=varied)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("stride > 1", lambda x, stride, padding: stride > 1),
        ("stride == 1", lambda x, stride, padding: stride == 1),
        ("padding > 0", lambda x, stride, padding: padding > 0),
        ("padding == 0", lambda x, stride, padding: padding == 0),
        ("N > 1", lambda x, stride, padding: len(x) > 1),
        ("H != W", lambda x, stride, padding: x.shape[2] != x.shape[3]),
    ],
)
def test_the_condition_of_an_error_is_named(text, holds):
    """One condition that explains right and wrong over the whole pool is told."""
    said = conditions(VARIED, when(holds))
    assert said == [f"wrong only when {text}. Follow one such case by hand."]


@pytest.mark.parametrize(
    "holds",
    [
        lambda x, stride, padding: stride > 2,  # a rival that is never named
        lambda x, stride, padding: stride > 1 and padding > 0,
        lambda x, stride, padding: stride > padding,
        lambda x, stride, padding: x.size % 3 == 0,
        lambda x, stride, padding: True,
    ],
)
def test_a_condition_that_is_not_alone_or_not_simple_is_not_named(holds):
    """Two conditions together, a comparison, a quirk of the size, always: nothing is said."""
    assert conditions(VARIED, when(holds)) == []


def test_conditions_that_always_go_together_are_not_named():
    """If the stride is larger than 1 exactly where there is padding, it may be either."""

    def tied(rng):
        for case in varied(rng):
            yield replace(case, args={**case.args, "padding": int(case.args["stride"] > 1)})

    assert conditions(replace(SPEC, cases=tied), when(lambda x, stride, padding: stride > 1)) == []


def test_the_conditions_of_an_author_are_named_and_are_rivals():
    """What an author adds is said in their words, and keeps another condition from being named where both fit."""
    wide = {"the image is large": lambda x, stride, padding: x.size > 40}
    spec = replace(VARIED, conditions=wide)
    said = conditions(spec, when(lambda x, stride, padding: x.size > 40))
    assert said == ["wrong only when the image is large. Follow one such case by hand."]
    doubled = replace(VARIED, conditions={"it jumps": lambda x, stride, padding: stride > 1})
    assert conditions(doubled, when(lambda x, stride, padding: stride > 1)) == []


def test_a_condition_seen_in_too_few_different_cases_is_not_named():
    """The same wrong case in every seed has many conditions, and shows none of them."""

    def few(rng):
        yield from varied(rng)
        yield Case("by hand", {"x": np.arange(4.0).reshape(1, 1, 2, 2), "stride": 9, "padding": 0})

    spec = replace(SPEC, cases=few, conditions={"the stride is 9": lambda x, stride, padding: stride == 9})
    assert conditions(spec, when(lambda x, stride, padding: stride == 9)) == []


# The budget


def test_a_search_for_pairs_counts_its_calls():
    """What a search costs is counted in calls of the function, however often it is asked."""
    counter = Counter()
    ask = counter.counting(judge.here(lambda x: x))
    for number in range(3):
        assert ask((number,)).value == number
    assert counter.calls == 3


# What authors must show, and what translators get


def test_parts_that_do_not_add_up_are_a_complaint():
    """The check of a course adds up the parts of every case, and knows the outputs."""
    drawn = [judge.expect(PARTS, case) for case in draw_cases("test", PARTS, 0)]
    assert [text for right in drawn for text in prove.parts(PARTS, right)] == []
    short = replace(PARTS, summands=lambda x, stride, padding: {"out": {"x": x}})
    assert list(prove.parts(short, drawn[0])) == ["case 0: the summands of out do not add up to it"]
    strange = replace(PARTS, summands=lambda x, stride, padding: {"dx": {"x": x}})
    assert list(prove.parts(strange, drawn[0])) == ["summands names dx, which is no output"]


def test_translators_get_the_names_of_parts_and_conditions():
    """What a sentence of the diagnosis takes from the course is gathered once, with its place."""
    parts = [text.text for text in translate.texts(load("batchnorm_backward")) if text.origin.endswith(": part")]
    assert parts == ["the direct way", "the way through the mean", "the way through the variance"]
    found = [text.text for text in translate.texts(load("conv_backward")) if text.origin.endswith(": condition")]
    assert "windows overlap" in found


def test_names_of_the_author_are_said_in_the_language_of_the_interface():
    """The words for a part and for a condition pass through the course's catalogue."""
    say = {"the sine": "サイン", "stride > 1": "stride > 1"}.get
    graded = answered(PARTS, lambda x, s, p: direct(x, s, p) - np.sin(x), draw_cases("test", PARTS, 0))
    fresh = answered(PARTS, lambda x, s, p: direct(x, s, p) - np.sin(x), draw_cases("test", PARTS, 1))
    assert [finding.message for finding in diagnose(PARTS, graded, lambda: fresh, say)] == ["out lacks サイン."]


# Answers that are not finite


def test_two_answers_that_are_not_finite_are_compared_in_the_other_numbers():
    """That both have a NaN in the same place makes two steps of an optimizer no one misconception."""
    spec = load("adagrad_step").spec

    def cubed(w, grad, h, lr, eps):
        h = h + grad**3
        return w - lr * grad / (np.sqrt(h) + eps), h

    assert [finding for finding in told(spec, cubed) if finding.misconception] == []
    assert [finding.misconception for finding in told(spec, plain_sum)] == ["gradient_not_squared"]


def plain_sum(w, grad, h, lr, eps):
    """AdaGrad with the sum of the gradients in place of their squares."""
    h = h + grad
    return w - lr * grad / (np.sqrt(h) + eps), h
