"""What a wrong answer looks like, found out by comparing values: a sign, a factor, a term, a shape."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from grader.messages import _
from grader.quiz.marking import shapes
from grader.quiz.marking.compare import Found, equal
from grader.quiz.marking.matrix import Matrix, transpose
from grader.quiz.marking.slips import slips
from grader.quiz.marking.target import Target
from grader.quiz.marking.tree import Node, factors

_SEEN = 8
"""Points that a diagnosis of a shape must explain."""


class Diagnosis(NamedTuple):
    """A word for programs and a sentence; both are empty when nothing can be said."""

    word: str = ""
    message: str = ""


def diagnose(target: Target, tree: Node, found: Found) -> Diagnosis:
    """What may have gone wrong in an answer that differs from the key."""
    if found.why == "misfit":
        return _misfit(found.detail)
    if target.key.kind == "shape":
        return _shape(target, tree)
    if found.why == "undefined":
        return Diagnosis("undefined", _("It has no value where the right answer has one."))
    if target.key.mats:
        return _matrix(target, tree, found)
    return _values(target, tree)


def _misfit(detail: str) -> Diagnosis:
    if " @ " in detail:
        text = _("The shapes do not fit in the matrix product {shapes}: the inner sizes differ.")
    else:
        text = _("The shapes do not fit element by element: {shapes}.")
    return Diagnosis(f"shape:{detail}", text.format(shapes=detail))


def _shape(target: Target, tree: Node) -> Diagnosis:
    values = [(target.value(tree, place), point.value) for place, point in enumerate(target.samples.points[:_SEEN])]
    words = {shapes.diagnosis(tuple(value), tuple(key)) if value else "" for value, key in values}
    word = words.pop() if len(words) == 1 else ""
    texts = {
        "swapped_hw": _("The last two sizes are swapped."),
        "channels_last": _("The channels stand last; here they stand before height and width."),
        "batch_axis": _("There is one axis too many in front: the batch is not asked for."),
        "no_batch_axis": _("The first axis, the batch, is missing."),
        "permuted": _("The sizes are right, their order is not."),
    }
    if word.startswith("rank"):
        text = _("The number of axes is not right: {count}.").format(count=word.partition(":")[2])
    else:
        text = texts.get(word, "")
    return Diagnosis(word, text)


def _matrix(target: Target, tree: Node, found: Found) -> Diagnosis:
    pairs = [(target.value(tree, place), point.value) for place, point in enumerate(target.samples.points)]
    if any(mine is None for mine, _right in pairs):
        return Diagnosis()
    if all(isinstance(right, Matrix) and equal(transpose(mine), right) for mine, right in pairs):
        return Diagnosis("transposed", _("It is the transpose of the right answer."))
    if found.why == "shape":
        yours, expected = found.detail.split(" / ")
        text = _("The result has the shape {yours}; the right one has {expected}.")
        return Diagnosis(f"shape:{yours}", text.format(yours=yours, expected=expected))
    flat = [both for mine, right in pairs for both in _elements(mine, right)]
    mine, right = zip(*flat)
    values = [one for one, _right in pairs]
    places = range(len(values))
    return _ratio(mine, right) or _slip(target, places, values) or _step(mine, right) or Diagnosis()


def _elements(a: Any, b: Any) -> list[tuple[Any, Any]]:
    return list(zip(a.data, b.data)) if isinstance(a, Matrix) and isinstance(b, Matrix) else [(a, b)]


def _values(target: Target, tree: Node) -> Diagnosis:
    found = [(place, target.value(tree, place)) for place in range(len(target.samples.points))]
    known = [(place, value) for place, value in found if value is not None and not isinstance(value, Matrix | tuple)]
    if not known:
        return Diagnosis()
    places, mine = zip(*known)
    right = [target.samples.points[place].value for place in places]
    if not target.key.vars:
        return _number(mine[0], right[0]) or Diagnosis()
    if _equal_all([_product(a, b) for a, b in zip(mine, right)], [1] * len(right)):
        return Diagnosis("reciprocal", _("It is the reciprocal of the right answer."))
    return (
        _ratio(mine, right)
        or _slip(target, places, mine)
        or _extra(target, places, mine, right)
        or _step(mine, right)
        or Diagnosis()
    )


def _number(mine: Any, right: Any) -> Diagnosis | None:
    """Of two plain numbers, only what is telling: off by one or two, a sign, a simple factor."""
    step = mine - right
    if step in (1, -1, 2, -2):
        return _step([mine], [right])
    ratio = _quotient(mine, right) if right else None
    if ratio and any(equal(ratio, one) for base in (2, 4, 10, 100, 1000) for one in (-1, base, Fraction(1, base))):
        return _ratio([mine], [right])
    return None


def _ratio(mine: Sequence[Any], right: Sequence[Any]) -> Diagnosis | None:
    """A constant factor."""
    ratio = next((_quotient(a, b) for a, b in zip(mine, right) if b != 0), None)
    if not ratio or not _equal_all(mine, [_product(b, ratio) for b in right]):
        return None
    if equal(ratio, -1):
        return Diagnosis("sign", _("The sign is wrong."))
    text = _("It is {factor} times the right answer.").format(factor=_decimal(ratio))
    return Diagnosis(f"factor:{_decimal(ratio)}", text)


def _step(mine: Sequence[Any], right: Sequence[Any]) -> Diagnosis | None:
    """A constant term."""
    step = mine[0] - right[0]
    if not step or not all(map(equal, mine, [b + step for b in right])):
        return None
    signed = ("+" if step > 0 else "") + _decimal(step)
    return Diagnosis(f"constant:{signed}", _("It differs from the right answer by {step}.").format(step=signed))


def _slip(target: Target, places: Sequence[int], mine: Sequence[Any]) -> Diagnosis | None:
    """The key with one thing wrong in it."""
    for slip in slips(target.tree):
        if all(_same(target.value(slip.tree, place), value) for place, value in zip(places, mine)):
            part = target.echo(slip.part)
            named = slip.word.startswith(("missing", "sign", "upside"))
            return Diagnosis(f"{slip.word}:{part}" if named else slip.word, _said(slip.word, part))
    return None


def _said(word: str, part: str) -> str:
    texts = {
        "missing_term": _("The term {part} is missing."),
        "sign_of_term": _("The sign of the term {part} is wrong."),
        "missing_factor": _("The factor {part} is missing."),
        "missing_divisor": _("The division by {part} is missing."),
        "upside_down": _("The fraction {part} is upside down."),
        "missing_power": _("The power in {part} is missing."),
        "missing_transpose": _("{part} must be transposed."),
        "missing_function": _("The function in {part} is missing."),
        "extra_factor": _("The factor {part} is there once too often."),
    }
    if word in texts:
        return texts[word].format(part=part)
    if word.endswith("floor"):
        return _("The quotient must be rounded down (floor).")
    return _("The quotient must be rounded up (ceil).")


def _extra(target: Target, places: Sequence[int], mine: Sequence[Any], right: Sequence[Any]) -> Diagnosis | None:
    for factor in (*factors(target.tree), *(Node("name", (), name) for name in target.key.vars)):
        if factor.op == "num":
            continue
        found = [target.value(factor, place) for place in places]
        if None not in found and _equal_all(mine, [_product(b, f) for b, f in zip(right, found)]):
            part = target.echo(factor)
            return Diagnosis(f"extra_factor:{part}", _said("extra_factor", part))
    return None


def _same(a: Any, b: Any) -> bool:
    return a is not None and equal(a, b)


def _decimal(value: Any) -> str:
    return f"{float(value):.{6 if abs(float(f'{float(value):.6g}') - value) <= 1e-9 * abs(value) else 10}g}"


def _product(a: Any, b: Any) -> Any:
    try:
        return a * b
    except OverflowError:
        return float("nan")


def _quotient(a: Any, b: Any) -> Any:
    try:
        return Fraction(a, b) if isinstance(a, int) and isinstance(b, int) else a / b
    except (ArithmeticError, ValueError):
        return None


def _equal_all(mine: Sequence[Any], right: Sequence[Any]) -> bool:
    return all(map(equal, mine, right)) and any(right)
