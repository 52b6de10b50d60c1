"""Exercises that one call cannot judge: trajectories, chance, and functions that receive functions."""

import textwrap

import pytest

from grader.engine import grade
from grader.model import Status, Submission
from grader.pack import open_pack
from grader.prove import prove

TOML = """
format = 1
name = "play"

[[topic]]
name = "t"
exercises = ["walk", "draw", "slope", "parts"]
"""

STUB = '"""{text}"""\n\nimport numpy as np\n\n\ndef {name}({args}):\n    raise NotImplementedError("TODO: {name}")\n'

WALK = '''
import numpy as np

from grader import Case, Spec, grid


def walk(w, grad, v, lr):
    v = 0.5 * v - lr * grad
    return w + v, v


def slowly(w, grad, v, lr):
    """One number at a time."""
    v = np.array([0.5 * a - lr * b for a, b in zip(v, grad)])
    return np.array([a + b for a, b in zip(w, v)]), v


def drive(call, w, grads, lr):
    v, path, speed = np.zeros_like(w), [], []
    for grad in grads:
        w, v = call(w, grad, v, lr)
        path.append(w)
        speed.append(v)
    return np.stack(path), np.stack(speed)


def magnitude(w, grads, lr):
    size = np.abs(w) + 2 * lr * np.abs(grads).sum(axis=0)
    return np.stack([size] * len(grads)), np.stack([size] * len(grads))


def cases(rng):
    for number, size in enumerate((2, 3, 5)):
        args = {"w": grid(rng, size), "grads": grid(rng, 5, size), "lr": 0.25}
        yield Case(f"{size} weights", args, hidden=False)


def forgets_speed(solve, w, grad, v, lr):
    """The speed is forgotten."""
    return solve(w, grad, 0 * v, lr)


def old_speed(solve, w, grad, v, lr):
    """The old speed was added."""
    return w + v, solve(w, grad, v, lr)[1]


spec = Spec(
    solve=walk, second=slowly, cases=cases, drive=drive, results=("w", "v"), outputs=("w", "v"), magnitude=magnitude,
    shapes={"w": "step D", "v": "step D"}, wrong=(forgets_speed, old_speed), hints=("a", "b", "c"),
)
'''

DRAW = '''
import numpy as np

from grader import Case, Rng, Spec


def draw(shape, rng, scale=0.5):
    return rng.normal(0.0, scale, shape)


def other(shape, rng, scale=0.5):
    """The same law, drawn otherwise."""
    return 0.5 * rng.standard_normal(int(np.prod(shape))).reshape(shape)


def drive(call, shape, rng):
    first, again, another = call(shape, rng), call(shape, rng), call(shape, Rng(rng.seed + 1))
    same, other = bool((first == again).all()), bool((first != another).any())
    return float(first.mean()), float(first.std() / 0.5), same, other, first.dtype.name


def law(shape, rng):
    return (..., None), (1.0, 0.05), (True, None), (True, None), ("float64", None)


def cases(rng):
    for rows in (200, 210, 220):
        yield Case(f"{rows} rows", {"shape": (rows, 100), "rng": Rng(int(rng.integers(1000)))})


def variance(solve, shape, rng):
    """The variance was taken for the standard deviation."""
    return rng.normal(0.0, 0.25, shape)


def own_seed(solve, shape, rng):
    """The seed is fixed."""
    return solve(shape, np.random.default_rng(0))


def from_the_global(solve, shape, rng):
    """NumPy's global generator was used."""
    return np.random.normal(0.0, 0.5, shape)


def single(solve, shape, rng):
    """The numbers were rounded to float32."""
    return solve(shape, rng).astype(np.float32)


spec = Spec(
    solve=draw, second=other, cases=cases, drive=drive, law=law,
    outputs=("mean", "std", "same_seed_same_draw", "other_seed_other_draw", "dtype"),
    wrong=(variance, own_seed, from_the_global, single),
    hints=("a", "b", "c"),
)
'''

SLOPE = '''
import numpy as np

from grader import Case, Probe, Spec

from ...exercises import probes


def slope(f, x):
    h = 0.5
    return (f(x + h) - f(x - h)) / (2 * h)


def exact(f, x):
    """The derivative of a square."""
    return 2 * x


def cases(rng):
    for x in (1.0, 2.0, 3.0):
        yield Case(f"at {x}", {"f": Probe("square", probes.square, limit=2), "x": x})


def one_sided(solve, f, x):
    """The difference is taken on one side."""
    return f(x + 1.0) - f(x)


spec = Spec(solve=slope, second=exact, cases=cases, wrong=(one_sided,), hints=("a", "b", "c"),
            magnitude=lambda f, x: 4 * x * x)
'''

PARTS = '''
import numpy as np

from grader import Case, Spec, grid


def parts(x):
    return {"head": 0.1 * x, "tail": x[1:]}


def drive(call, x):
    found = call(x)
    if not isinstance(found, dict):
        raise TypeError("a dict is asked for")
    return found["head"], found["tail"]


def cases(rng):
    for size in (3, 4, 5):
        yield Case(f"{size} numbers", {"x": grid(rng, size)})


def half_a_head(solve, x):
    """The head is half of what it should be."""
    return solve(x) | {"head": 0.05 * x}


def tail_reversed(solve, x):
    """The tail is in the wrong order."""
    return solve(x) | {"tail": x[:0:-1]}


spec = Spec(solve=parts, second=parts, cases=cases, drive=drive, results=("found",), outputs=("head", "tail"),
            magnitude=lambda x: (x, x[1:]), hints=("a", "b", "c"), wrong=(half_a_head, tail_reversed))
'''

PROBES = '''"""Functions that exercises receive."""


def square(x):
    """x squared."""
    return x * x
'''


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    root = tmp_path_factory.mktemp("pack")
    for folder in ("exercises/t", "reference/t"):
        (root / folder).mkdir(parents=True)
    (root / "exercises/pack.toml").write_text(TOML)
    (root / "exercises/probes.py").write_text(PROBES)
    for name, args, text in (
        ("walk", "w, grad, v, lr", WALK),
        ("draw", "shape, rng, scale=0.5", DRAW),
        ("slope", "f, x", SLOPE),
        ("parts", "x", PARTS),
    ):
        (root / f"exercises/t/{name}.py").write_text(STUB.format(text=name, name=name, args=args))
        (root / f"reference/t/{name}.py").write_text(text)
    return open_pack(root)


def told(pack, name, body):
    """The report on a function with this body."""
    exercise = pack.exercise(name)
    head = exercise.stub[exercise.stub.index("import") : exercise.stub.index("    raise")]
    return grade(exercise, Submission("x.py", head + textwrap.indent(textwrap.dedent(body), "    ")))


def named(report):
    return [finding.misconception for finding in report.diagnosis]


@pytest.mark.torch
@pytest.mark.parametrize("name", ["walk", "draw", "slope"])
def test_the_prover_accepts_them(pack, name):
    """A trajectory, a random draw and a received function are proved like any other exercise."""
    (proof,) = prove(pack, [name])
    assert proof.complaints == ()


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("walk", "v = 0.5 * v - lr * grad\nreturn w + v, v"),
        ("draw", "return rng.normal(size=shape) / 2"),
        ("slope", "return (f(x + 1e-3) - f(x - 1e-3)) / 2e-3"),
    ],
)
def test_a_right_solution_passes(pack, name, body):
    """What is right passes, also when it draws other numbers from the same law."""
    report = told(pack, name, body)
    assert report.passed or name == "slope"  # a step of 1e-3 costs digits: only the kind of answer is judged here
    assert not report.trouble


@pytest.mark.parametrize(
    ("name", "body", "misconception"),
    [
        ("walk", "v = -lr * grad\nreturn w + v, v", "forgets_speed"),
        ("walk", "u = v\nv = 0.5 * v - lr * grad\nreturn w + u, v", "old_speed"),
        ("draw", "return rng.standard_normal(shape) * 0.5 ** 2", "variance"),
        ("draw", "return np.random.default_rng(7).normal(0, 0.5, shape)", "own_seed"),
        ("draw", "return np.random.randn(*shape) * 0.5", "from_the_global"),
        ("draw", "return (rng.standard_normal(shape) / 2).astype(np.float32)", "single"),
        ("slope", "return f(x + 1.0) - f(x)", "one_sided"),
    ],
)
def test_a_misconception_is_named(pack, name, body, misconception):
    """Wrong answers are told apart by what comes of several calls, and by their law where they are random.

    What the law only shows (the mean of the draw) does not get in the way.
    """
    report = told(pack, name, body)
    assert not report.passed
    assert named(report) == [misconception]


@pytest.mark.parametrize(
    ("body", "output"),
    [
        ("return rng.normal(0, 0.25, shape)", "std"),
        ("return (rng.standard_normal(shape) / 2).astype(np.float32)", "dtype"),
    ],
)
def test_a_diagnosis_knows_the_one_output_that_is_wrong(pack, body, output):
    """Neither what chance moves nor a text keeps a diagnosis from naming the wrong output."""
    assert [finding.output for finding in told(pack, "draw", body).diagnosis] == [output]


def test_the_global_generator_must_stay_as_it_is(pack):
    """A function that draws rightly but seeds NumPy's global generator fails, and the report says with what.

    Also where a call leaves an argument with a default out: there are then fewer arguments than names.
    """
    report = told(pack, "draw", "np.random.seed(0)\nreturn rng.normal(0, 0.5, shape)")
    (check,) = {c for case in report.cases for c in case.checks if c.status is not Status.PASS}
    assert (check.status, check.output) == (Status.MUTATED_INPUT, "np.random")


@pytest.mark.parametrize(
    ("body", "output", "status"),
    [
        ("return w", "w", Status.WRONG_COUNT),
        ("return w[None], v", "w", Status.WRONG_SHAPE),
        ("return w, list(v)", "v", Status.WRONG_TYPE),
        ("return w, v * np.nan", "v", Status.NOT_FINITE),
    ],
)
def test_the_first_call_of_the_wrong_kind_is_what_the_report_speaks_of(pack, body, output, status):
    """A result of the wrong kind is reported as such, not as what comes of it in later calls."""
    case = told(pack, "walk", body).cases[0]
    assert (case.checks[0].output, case.checks[0].status) == (output, status)


@pytest.mark.parametrize(
    ("body", "output", "status"),
    [
        ("return {'head': x / 10, 'tail': x}", "found['tail']", Status.WRONG_SHAPE),
        ("return {'head': x, 'tail': list(x[1:])}", "found['tail']", Status.WRONG_TYPE),
        ("return {'head': x / 10}", "found", Status.WRONG_COUNT),
        ("return x", "found", Status.WRONG_TYPE),
    ],
)
def test_the_entry_of_a_dict_that_is_of_the_wrong_kind_is_named(pack, body, output, status):
    """In a dict the entry of the wrong kind is found and named, also where one before it has other values."""
    case = told(pack, "parts", body).cases[0]
    assert (case.checks[0].output, case.checks[0].status) == (output, status)


def test_two_misconceptions_in_outputs_of_their_own_are_both_named(pack):
    """Two at once are told apart also where the outputs are not what one call returns."""
    report = told(pack, "parts", "return {'head': x / 20, 'tail': x[1:][::-1]}")
    assert named(report) == ["half_a_head", "tail_reversed"]


def test_an_exception_in_a_later_call_is_the_learner_s(pack):
    """A call that raises ends the case with the learner's exception and line."""
    report = told(pack, "walk", "if v.any():\n    raise ValueError('moved')\nreturn w - lr * grad, v - lr * grad")
    assert report.cases[0].status is Status.RAISED
    assert (report.cases[0].failure.message, report.cases[0].failure.line) == ("moved", 6)


def test_a_received_function_counts_its_calls(pack):
    """A probe raises when it is called too often, and the report says so."""
    report = told(pack, "slope", "f(x)\nreturn (f(x + 0.5) - f(x - 0.5))")
    assert report.cases[0].status is Status.RAISED
    assert "more than 2 times" in report.cases[0].failure.message


def test_a_changed_argument_is_seen_in_any_call(pack):
    """Writing into an argument fails, in whichever call it happens."""
    report = told(pack, "walk", "v *= 0.5\nv -= lr * grad\nreturn w + v, v")
    assert [c.output for c in report.cases[0].checks if c.status is Status.MUTATED_INPUT] == ["v"]
