"""The smallest case that goes wrong, drawn so that it can be followed with a pencil."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from grader.messages import _
from grader.model import Example
from grader.screen.blocks import INDENT, Block, flow
from grader.screen.grid import blocks, shape_of
from grader.screen.numbers import place, short
from grader.screen.text import Style, wrap

DIGITS = (6, 3)


def smallest(example: Example, axes: Mapping[str, str], style: Style) -> Iterator[str]:
    """Lines: the arguments, what is expected, what came, and for a gradient a second witness."""
    yield wrap(_("The smallest case found that goes wrong in the same way:"), style.width)
    scalars = [f"{name} = {short(value)}" for name, value in example.args if not isinstance(value, tuple)]
    if scalars:
        yield wrap(", ".join(scalars), style.width, indent="  ")
    arrays = [(name, value, None) for name, value in example.args if isinstance(value, tuple)]
    yield from flow(_fitting(style, *arrays), style)[0]
    expected, actual = shape_of(example.expected), shape_of(example.actual)
    if expected != actual:
        text = _("{name} has shape {actual}, expected {expected}")
        yield wrap(text.format(name=example.output, actual=actual, expected=expected), style.width, indent="  ")
    expectation = example.expected if expected == actual else None
    wanted, given = (text.format(name=example.output) for text in (_("{name} expected"), _("{name} yours")))
    pair = _fitting(style, (wanted, example.expected, None), (given, example.actual, expectation))
    yield from flow(pair, style)[0]
    if example.numeric:
        index, number = example.numeric
        text = _("Central differences of the forward pass say, too: {number} at {where}.")
        where = place(index, axes.get(example.output, ""))
        yield wrap(text.format(number=short(number), where=where), style.width, indent="  ")


def _fitting(style: Style, *arrays: tuple[str, Any, Any]) -> list[Block]:
    """The blocks of arrays, with fewer digits where one of them would be too wide."""
    for digits in DIGITS:
        found = [block for array in arrays for block in blocks(*array, digits)]
        if all(len(INDENT) + block.width <= style.width for block in found):
            break
    return found
