"""What a wrong answer looks like, found out by comparing values: a sign, a factor, a term, a shape."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from grader.messages import _
from grader.quiz.marking import shapes
from grader.quiz.marking.compare import Found, equal
from grader.quiz.marking.echo import echo
from grader.quiz.marking.evaluate import ERRORS, Evaluator
from grader.quiz.marking.matrix import Matrix, transpose
from grader.quiz.marking.target import Target
from grader.quiz.marking.tree import Node, factors, terms, walk

_SEEN = 8
"""Points that a diagnosis of a shape must explain."""

_ROUNDINGS = {"floor": "ceil", "ceil": "floor"}


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
    pairs = []
    for place, point in enumerate(target.samples.points):
        value = target.value(tree, place)
        if value is None:
            return Diagnosis()
        pairs.append((value, point.value))
    if all(isinstance(b, Matrix) and equal(transpose(a), b) for a, b in pairs):
        return Diagnosis("transposed", _("It is the transpose of the right answer."))
    if found.why == "shape":
        yours, expected = found.detail.split(" / ")
        text = _("The result has the shape {yours}; the right one has {expected}.")
        return Diagnosis(f"shape:{yours}", text.format(yours=yours, expected=expected))
    flat = [(x, y) for a, b in pairs for x, y in (zip(a.data, b.data) if isinstance(a, Matrix) else [(a, b)])]
    return _simple([x for x, _y in flat], [y for _x, y in flat]) or Diagnosis()


def _values(target: Target, tree: Node) -> Diagnosis:
    points = []
    for place, point in enumerate(target.samples.points):
        value = target.value(tree, place)
        if value is not None and not isinstance(value, tuple):
            points.append((point.values, value, point.value))
    if not points:
        return Diagnosis()
    mine, right = [one[1] for one in points], [one[2] for one in points]
    for attempt in _attempts(target, [one[0] for one in points], mine, right):
        if attempt:
            return attempt
    return Diagnosis()


def _attempts(
    target: Target, places: Sequence[dict[str, Any]], mine: Sequence[Any], right: Sequence[Any]
) -> Iterator[Diagnosis | None]:
    """Guesses, the most telling first."""
    single = not target.key.vars

    def values(node: Node) -> list[Any] | None:
        try:
            return [Evaluator(place)(node) for place in places]
        except ERRORS:
            return None

    if _equal_all(mine, [-b for b in right]):
        yield Diagnosis("sign", _("The sign is wrong."))
    if not single:
        yield from _parts(target, values, mine, right)
    yield _simple(mine, right, single)


def _parts(
    target: Target, values: Callable[[Node], list[Any] | None], mine: Sequence[Any], right: Sequence[Any]
) -> Iterator[Diagnosis | None]:
    key = target.tree
    if _equal_all([_product(a, b) for a, b in zip(mine, right)], [1] * len(right)):
        yield Diagnosis("reciprocal", _("It is the reciprocal of the right answer."))
    for node in walk(key):
        if node.op == "call" and node.value in _ROUNDINGS:
            yield _rounding(key, node, values, mine)
    for factor in factors(key):
        if factor.op != "num" and (found := values(factor)):
            if _equal_all([_product(a, f) for a, f in zip(mine, found)], right):
                text = _("The factor {factor} is missing.").format(factor=echo(factor))
                yield Diagnosis(f"missing_factor:{echo(factor)}", text)
            if _equal_all(mine, [_product(b, f) for b, f in zip(right, found)]):
                text = _("The factor {factor} is there once too often.").format(factor=echo(factor))
                yield Diagnosis(f"extra_factor:{echo(factor)}", text)
    parts = list(terms(key))
    for sign, term in parts if len(parts) > 1 else ():
        if found := values(term):
            if _equal_all([a + sign * t for a, t in zip(mine, found)], right):
                text = _("The term {term} is missing.").format(term=echo(term))
                yield Diagnosis(f"missing_term:{echo(term)}", text)
            if _equal_all([a + 2 * sign * t for a, t in zip(mine, found)], right):
                text = _("The sign of the term {term} is wrong.").format(term=echo(term))
                yield Diagnosis(f"sign_of_term:{echo(term)}", text)
    for name in target.key.vars:
        if (found := values(Node("name", (), name))) and _equal_all(
            mine, [_product(b, f) for b, f in zip(right, found)]
        ):
            yield Diagnosis(f"extra_factor:{name}", _("The factor {factor} is too much.").format(factor=name))


def _rounding(
    key: Node, node: Node, values: Callable[[Node], list[Any] | None], mine: Sequence[Any]
) -> Diagnosis | None:
    other = _ROUNDINGS[node.value]
    for word, instead in (
        (f"{other}_for_{node.value}", node._replace(value=other)),
        (f"no_{node.value}", node.args[0]),
        (f"round_for_{node.value}", node._replace(value="round")),
    ):
        if (found := values(_replaced(key, node, instead))) and _equal_all(mine, found):
            rounded = _("down (floor)") if node.value == "floor" else _("up (ceil)")
            return Diagnosis(word, _("The quotient must be rounded {how}.").format(how=rounded))
    return None


def _replaced(tree: Node, old: Node, new: Node) -> Node:
    if tree is old:
        return new
    return tree._replace(args=tuple(_replaced(one, old, new) for one in tree.args))


def _simple(mine: Sequence[Any], right: Sequence[Any], single: bool = False) -> Diagnosis | None:
    """A constant factor or a constant term."""
    if _equal_all(mine, [-b for b in right]):
        return Diagnosis("sign", _("The sign is wrong."))
    nonzero = [(a, b) for a, b in zip(mine, right) if b != 0]
    ratio = _quotient(*nonzero[0]) if nonzero else None
    step = mine[0] - right[0]
    if single and step in (1, -1):  # off by one tells more than a ratio
        ratio = None
    if ratio and _equal_all(mine, [_product(b, ratio) for b in right]) and (not single or _telling(ratio)):
        text = _("It is {factor} times the right answer.").format(factor=_decimal(ratio))
        return Diagnosis(f"factor:{_decimal(ratio)}", text)
    if step and _equal_all(mine, [b + step for b in right]) and (not single or step in (1, -1, 2, -2)):
        signed = ("+" if step > 0 else "") + _decimal(step)
        return Diagnosis(f"constant:{signed}", _("It differs from the right answer by {step}.").format(step=signed))
    return None


def _telling(ratio: Any) -> bool:
    """Whether a ratio of two plain numbers says something."""
    return any(equal(ratio, one) for base in (2, 4, 10, 100, 1000) for one in (base, Fraction(1, base)))


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
