"""From a typed answer to a verdict."""

from __future__ import annotations

from dataclasses import dataclass

from grader.messages import _, language
from grader.quiz.marking.compare import Found
from grader.quiz.marking.diagnosis import Diagnosis, diagnose
from grader.quiz.marking.echo import number
from grader.quiz.marking.evaluate import ERRORS, Evaluator
from grader.quiz.marking.key import Key
from grader.quiz.marking.normalise import normalise
from grader.quiz.marking.numbers import is_rounding
from grader.quiz.marking.target import Target
from grader.quiz.marking.tree import Node, Unreadable, names_in, walk

VERDICTS = ("correct", "wrong", "almost", "ambiguous", "invalid")


@dataclass(frozen=True, slots=True)
class Mark:
    """What an answer is worth. Only ``correct`` and ``wrong`` are marks; after the others the learner types again.

    verdict         correct, wrong, almost, ambiguous or invalid
    diagnosis       a word for programs, the id of a known wrong answer, or nothing
    message         a sentence in the language of the interface
    echo            how the answer was understood
    counterexample  a sentence with numbers for which the answer is wrong, or nothing
    """

    verdict: str
    diagnosis: str = ""
    message: str = ""
    echo: str = ""
    counterexample: str = ""


def mark(answer: str, key: Key) -> Mark:
    """Mark one answer; whatever is typed, it gives a verdict. Raises KeyFlaw for a key that cannot be used."""
    target = key.target
    try:
        return _mark(normalise(answer), target)
    except Unreadable as error:
        return Mark("invalid", error.diagnosis, error.message)


def _mark(text: str, target: Target) -> Mark:
    sides = target.sides(text)
    if sides.left:
        return _left_side(sides.left, target)
    read = [target.read(part)[0] for part in sides.parts]
    trees = _different(read[-1], target)
    tree, shown = trees[0], target.echo(trees[0])
    if len(trees) > 1:
        ways = "   ".join(f"{place}) {target.echo(one)}" for place, one in enumerate(trees, 1))
        text = _("This can be read in two ways: {ways}. Type it with brackets.").format(ways=ways)
        return Mark("ambiguous", "two_readings", text, shown)
    for other in read[:-1]:
        if not target.same(other[0], tree):
            text = _("The two sides of an equals sign are not equal: {left} and {right}.")
            return Mark("invalid", "chain", text.format(left=target.echo(other[0]), right=shown), shown)
    found = target.samples.compare(tree)
    if found.same:
        return _right(tree, target, shown)
    if found.same is None:
        return _incomparable(found, shown)
    if found.why == "misfit" and target.samples.compare(tree, loose=True).same:
        text = _("The matrix product does not fit. If you mean a product element by element, write *.")
        return Mark("ambiguous", "product", text, shown)
    exactly = target.key.kind == "number" and target.key.tol is None
    if exactly and is_rounding(sides.parts[-1], target.samples.points[0].value):
        text = _("That is rounded. Give the exact value, such as a fraction or a root, or more digits.")
        return Mark("almost", "rounded", text, shown)
    return _wrong(tree, target, found, shown)


def _left_side(left: str, target: Target) -> Mark:
    if target.key.lhs:
        text = _("The left side {left} is not what is asked for: {asked}.")
        return Mark("invalid", "left_side", text.format(left=left, asked=", ".join(target.key.lhs)))
    return Mark("invalid", "left_side", _("Give the right side alone, without {left} =.").format(left=left))


def _different(trees: list[Node], target: Target) -> list[Node]:
    """The readings that differ in value; those that have no value count only if none has one."""
    with_value = [tree for tree in trees if target.has_value(tree)] or trees[:1]
    kept: list[Node] = []
    for tree in with_value:
        if not any(target.same(one, tree) for one in kept):
            kept.append(tree)
    return kept


def _right(tree: Node, target: Target, shown: str) -> Mark:
    key = target.key
    used = [name for name in key.aux if name in names_in(tree)]
    if used and key.aux_policy == "substitute":
        text = _("The value is right. Now write {name} in terms of {names}.")
        names = ", ".join((*key.vars, *key.mats))
        return Mark("almost", "substitute", text.format(name=", ".join(used), names=names), shown)
    for unwanted in key.must_not_contain:
        if any(unwanted in (node.value, node.op) for node in walk(tree) if node.op != "num"):
            text = _("The value is right. Now write it without {unwanted}.")
            return Mark("almost", f"form:{unwanted}", text.format(unwanted=unwanted), shown)
    if key.max_nodes is not None and sum(1 for _node in walk(tree)) > key.max_nodes:
        return Mark("almost", "form:long", _("The value is right. Now simplify it."), shown)
    return Mark("correct", echo=shown)


def _incomparable(found: Found, shown: str) -> Mark:
    if found.why == "zero":
        return Mark("wrong", "undefined", _("It divides by zero."), shown)
    if found.why == "type":
        return Mark("invalid", "type", _("A part of this is no number."), shown)
    return Mark("invalid", "too_large", _("The numbers in this become too large to compare."), shown)


def _wrong(tree: Node, target: Target, found: Found, shown: str) -> Mark:
    example = _example(tree, target)
    for wrong, samples in target.wrongs:
        if samples.points and samples.compare(tree).same:
            text = wrong.ja if language() == "ja" and wrong.ja else wrong.en
            return Mark("wrong", wrong.id, text or _("Not equal."), shown, example)
    said = diagnose(target, tree, found) or Diagnosis()
    return Mark("wrong", said.word, said.message or _("Not equal."), shown, example)


def _example(tree: Node, target: Target) -> str:
    """Numbers for which the answer and the key differ, small ones if possible, in a sentence."""
    key = target.key
    if key.mats or key.kind != "expr" or not key.vars or len(key.vars) > 6:
        return ""
    for values in (*target.easy_values(), *(point.values for point in target.samples.points)):
        shown = ", ".join(f"{name} = {number(values[name])}" for name in key.vars)
        try:
            for name, part in target.aux.items():
                values = {**values, name: Evaluator(values)(part)}
            mine, right = (Evaluator(values)(one) for one in (tree, target.tree))
        except ERRORS:
            continue
        if isinstance(mine, tuple) or number(mine) == number(right):
            continue
        text = _("Example: {values}: yours gives {mine}, expected is {right}.")
        return text.format(values=shown, mine=number(mine), right=number(right))
    return ""
