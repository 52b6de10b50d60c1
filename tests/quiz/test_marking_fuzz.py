"""Random texts, random rewrites, random mutations: nothing escapes, nothing hangs, nothing is marked wrongly."""

import random
import time
import tracemalloc

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.quiz.marking import VERDICTS, key_from, mark
from grader.quiz.marking.expression import evaluate_item, parse_item

KEYS = [
    key_from(spec)
    for spec in (
        {"expr": "2*(x+y)", "vars": "x y", "aux": {"t": "x+y"}, "lhs": ["dz/dx"]},
        {"expr": "X^T dY", "mats": {"X": [2, 3], "dY": [2, 4]}},
        {"expr": "floor((H+2*P-FH)/S)+1", "vars": "H P FH S", "domain": "int"},
        {"expr": "(6, 28, 24)", "kind": "shape"},
        {"expr": "61706", "kind": "number", "units": ["B"]},
        {"expr": "-t*log(y)", "vars": "t y", "domain": "unit"},
        {"expr": "dL/dy*dy/dx", "vars": "dL/dy dy/dx"},
    )
]
PIECES = [
    *"xyHPSXtTe0123456789+-*/^()[]{}|,.=<>_'√⌊⌋ ２ｘ（）・ー²ᵀλσ∂½\\$%@!", "**", "//", "exp", "log", "max(", "dY", "FH",
    "sum(", "axis=0", ".T", ".dot(", "\\frac", "\\sqrt", "\\left", "if ", " else ", " and ", "not ", "np.", "9**9", "1e9",
    "dL/dy", "σ(", "tanh^2", "Σ", "分の", "乗", "ラムダ", "__", "^T", "sqrt", "floor(", "x28", "∂L/∂y",
]  # fmt: skip


@settings(max_examples=600, deadline=1000)
@given(st.one_of(st.text(max_size=220), st.lists(st.sampled_from(PIECES), max_size=60).map("".join)))
@example("_")
@example("9**9**9**9**9**9**9")
@example("(" * 199)
@example("-" * 200)
@example("x^" * 99 + "x")
@example("|" * 200)
@example("log " * 49 + "x")
@example("√" * 199 + "x")
@example("\\frac{" * 30 + "x")
@example("1" * 200)
@example("x" * 200)
@example("(9^99)" * 33)
@example("((((x+y)^9)^9)^9)^9")
@example("e^" * 99 + "9")
@example("1/" * 99 + "x")
@example("1e400*1e400")
@example("(x+1)/(y+1)" + "+(x+1)/(y+1)" * 14)
@example("not " * 49 + "x")
def test_anything_typed_gets_a_verdict(text):
    """Whatever is typed, marking gives a verdict within a second and raises nothing."""
    for key in KEYS:
        began = time.process_time()
        found = mark(text, key)
        assert found.verdict in VERDICTS
        assert time.process_time() - began < 1


@settings(max_examples=300, deadline=1000)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_expressions_of_authors_fail_with_a_sentence(text):
    """An author's text is read or is a ValueError; computing it raises only what is announced."""
    try:
        tree = parse_item(text, ["x", "y", "H"])
    except ValueError as error:
        assert str(error).endswith((".", "?"))
        return
    try:
        evaluate_item(tree, {"x": 2, "y": 3, "H": (1, 2)})
    except (ArithmeticError, ValueError, TypeError, LookupError):
        pass


@pytest.mark.parametrize("text", ["9**9**9**9", "(9**99)**99*" * 16 + "1", "(x+y)^999^9", "((x+1/7)^9)^9*" * 14 + "1"])
def test_bombs_cost_no_memory(text):
    """Powers of powers end in a verdict, not in gigabytes."""
    tracemalloc.start()
    began = time.process_time()
    assert mark(text, KEYS[0]).verdict in ("invalid", "wrong")
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000
    assert time.process_time() - began < 1


# Rewrites and mutations. Trees are tuples: a number, a name, (sign, left, right) or (function, argument).

TARGETS = [
    ("*", 2, ("+", "x", "y")),
    ("*", ("*", -2, "x"), ("exp", ("*", -1, ("^", "x", 2)))),
    ("-", ("*", "a", "y"), ("*", "b", "x")),
    ("+", ("/", ("-", ("+", "x", ("*", 2, "y")), "a"), "b"), 1),
    ("*", ("sigmoid", "x"), ("-", 1, ("sigmoid", "x"))),
    ("-", 1, ("^", ("tanh", "x"), 2)),
    ("+", ("*", "a", "x"), ("*", ("-", 1, "a"), ("^", "y", 2))),
    ("/", ("exp", "x"), ("+", ("exp", "x"), ("exp", "y"))),
    ("/", ("*", "a", ("-", "x", "y")), ("+", "b", 3)),
    ("*", ("*", "a", "b"), ("^", "x", 2)),
]
NAMES = ("x", "y", "a", "b")


def rewrite(tree, rng):
    """The same value, written differently somewhere."""
    if isinstance(tree, tuple) and rng.random() < 0.6:
        place = rng.randrange(1, len(tree))
        return (*tree[:place], rewrite(tree[place], rng), *tree[place + 1 :])
    some = rng.choice(NAMES)
    options = [("+", tree, 0), ("*", 1, tree), ("neg", ("neg", tree)), ("-", ("+", tree, some), some),
               ("/", ("*", tree, 3), 3), ("+", ("/", tree, 2), ("/", tree, 2))]  # fmt: skip
    if isinstance(tree, tuple):
        sign, *parts = tree
        if sign == "+":
            options += [("+", parts[1], parts[0]), ("-", parts[0], ("neg", parts[1]))]
        if sign == "-":
            options += [("+", parts[0], ("neg", parts[1])), ("neg", ("-", parts[1], parts[0]))]
        if sign == "*":
            options += [("*", parts[1], parts[0])]
            for one, other in (parts, parts[::-1]):
                if isinstance(one, tuple) and one[0] in "+-":
                    options.append((one[0], ("*", one[1], other), ("*", one[2], other)))
        if sign == "/":
            options += [("*", parts[0], ("^", parts[1], -1)), ("*", parts[0], ("/", 1, parts[1]))]
        if sign == "^" and parts[1] == 2:
            options += [("*", parts[0], parts[0])]
        if sign == "exp":
            options += [("/", 1, ("exp", ("neg", parts[0]))), ("^", ("exp", ("/", parts[0], 2)), 2)]
        if sign == "sigmoid":
            options += [("/", 1, ("+", 1, ("exp", ("neg", parts[0])))),
                        ("/", ("+", 1, ("tanh", ("/", parts[0], 2))), 2)]  # fmt: skip
        if sign == "tanh":
            options += [("-", ("*", 2, ("sigmoid", ("*", 2, parts[0]))), 1)]
    return rng.choice(options)


def mutate(tree, rng):
    """One thing changed: a number, a name, a sign, a function, a part left out."""
    if isinstance(tree, tuple) and rng.random() < 0.65:
        place = rng.randrange(1, len(tree))
        return (*tree[:place], mutate(tree[place], rng), *tree[place + 1 :])
    if isinstance(tree, int):
        return rng.choice([tree + 1, tree - 1, -tree, rng.choice(NAMES)])
    if isinstance(tree, str):
        return rng.choice([*NAMES, 1, ("neg", tree), ("^", tree, 2), ("*", 2, tree)])
    sign, *parts = tree
    if len(parts) == 2:
        return rng.choice([parts[0], parts[1], (rng.choice("+-*/"), *parts), (sign, parts[1], parts[0])])
    return rng.choice([parts[0], ("exp", parts[0]), ("tanh", parts[0]), ("sigmoid", parts[0]), ("neg", tree)])


def typed(tree, rng, level=0):
    """A tree as somebody may type it."""
    if isinstance(tree, int):
        return f"({tree})" if tree < 0 and level else str(tree)
    if isinstance(tree, str):
        return tree
    sign, *parts = tree
    gap = rng.choice(["", " "])
    if sign == "neg":
        text, own = rng.choice(["-", "−", "ー"]) + typed(parts[0], rng, 3), 1
    elif sign in "+-":
        minus = rng.choice(["-", "−", "－"]) if sign == "-" else rng.choice(["+", "＋"])
        text, own = typed(parts[0], rng, 1) + gap + minus + gap + typed(parts[1], rng, 2), 1
    elif sign == "*":
        times = rng.choice(["*", "·", "×", "・", "*", "＊"])
        text, own = typed(parts[0], rng, 2) + gap + times + gap + typed(parts[1], rng, 3), 2
    elif sign == "/":
        if rng.random() < 0.3:
            text, own = rf"\frac{{{typed(parts[0], rng)}}}{{{typed(parts[1], rng)}}}", 9
        else:
            text, own = typed(parts[0], rng, 2) + gap + rng.choice("/÷／") + gap + typed(parts[1], rng, 3), 2
    elif sign == "^":
        text = typed(parts[0], rng, 5)
        text += "²" if parts[1] == 2 and rng.random() < 0.5 else rng.choice(["^", "**"]) + typed(parts[1], rng, 5)
        own = 4
    else:
        name = {"sigmoid": ["σ", "sigmoid", r"\sigma"], "exp": ["exp", "np.exp", r"\exp"], "tanh": ["tanh", r"\tanh"]}
        text, own = rng.choice(name[sign]) + "(" + typed(parts[0], rng) + ")", 5
    return f"({text})" if own < level else text


def value(tree, values, mp):
    """The value to many digits."""
    if isinstance(tree, int):
        return mp.mpf(tree)
    if isinstance(tree, str):
        return values[tree]
    sign, *parts = tree
    found = [value(one, values, mp) for one in parts]
    if sign == "sigmoid":
        return 1 / (1 + mp.exp(-found[0]))
    return {
        "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b,
        "^": lambda a, b: a**b, "neg": lambda a: -a, "exp": mp.exp, "tanh": mp.tanh,
    }[sign](*found)  # fmt: skip


def agree(one, other, mp):
    """Whether two trees have the same value at points of both signs."""
    rng = random.Random(11)
    for _ in range(6):
        values = {name: mp.mpf(rng.randint(-300, 300) * 2 + 1) / 128 for name in NAMES}
        try:
            a, b = value(one, values, mp), value(other, values, mp)
        except ZeroDivisionError:
            continue
        if abs(a - b) > mp.mpf(10) ** -25 * (abs(a) + abs(b)):
            return False
    return True


@pytest.mark.parametrize("seed", range(4))
def test_rewrites_are_right_and_mutations_wrong(seed):
    """Chains of rewrites stay right, single edits are as right as 40 digits say they are."""
    mp = pytest.importorskip("mpmath").mp.clone()
    mp.dps = 40
    rng = random.Random(seed)
    right = wrong = 0
    for number in range(150):
        target = TARGETS[number % len(TARGETS)]
        key = key_from({"expr": typed(target, random.Random(0)), "vars": " ".join(NAMES)})
        same = target
        for _ in range(rng.randint(1, 5)):
            same = rewrite(same, rng)
        text = typed(same, rng)
        if len(text) <= 200:
            assert mark(text, key).verdict == "correct", (text, mark(text, key))
            right += 1
        other = mutate(target, rng)
        text = typed(other, rng)
        expected = "correct" if agree(target, other, mp) else "wrong"
        assert mark(text, key).verdict == expected, (text, expected, mark(text, key))
        wrong += expected == "wrong"
    assert right > 100
    assert wrong > 80
