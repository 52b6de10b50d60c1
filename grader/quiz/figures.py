"""Pictures drawn as text, in ASCII: every box and Greek letter may be two cells wide on a Japanese terminal.

Each figure is a function with keyword arguments that gives lines; ``FIGURES`` names them. With ``plain`` it gives
sentences for a screen reader instead.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from grader.messages import _, ngettext
from grader.quiz.formula import Template
from grader.quiz.model import Figure

MAX_SIDE = 23
"""The widest axis that is drawn whole: 3 cells an element."""

MOST = 7
"""How many windows are drawn one by one."""


def window(*, size: int, kernel: int, stride: int = 1, padding: int = 0, plain: bool = False) -> list[str]:
    """A window on one axis: every place where it stops, and what is never covered."""
    size, kernel, stride, padding = map(int, (size, kernel, stride, padding))
    if min(size, kernel, stride) < 1 or padding < 0 or size + 2 * padding < kernel:
        return []
    starts = range(-padding, size + padding - kernel + 1, stride)
    rest = size + padding - (starts[-1] + kernel)
    if plain:
        return [*_windows_said(starts, kernel), *_rest_said(rest)]
    if size + 2 * padding > MAX_SIDE:
        return [_("windows start at {places}: {count} of them").format(places=_places(starts), count=len(starts))]
    axis = range(-padding, size + padding)
    lines = ["  idx  " + "".join(f"{position:3d}" for position in axis)]
    shown = [*enumerate(starts)]
    for number, start in shown if len(shown) <= MOST else [*shown[:3], (-1, 0), *shown[-2:]]:
        lines.append("  ..." if number < 0 else f"  w={number:<3d}" + _row(axis, size, start, kernel))
    if rest:
        lines.append("  rest " + "".join("  x" if p >= starts[-1] + kernel else "   " for p in axis))
        lines += ["  x: " + said for said in _rest_said(rest)]
    return lines


def _row(axis: range, size: int, start: int, kernel: int) -> str:
    """Three cells an element, with brackets around the window."""
    marks = ["  #" if start <= p < start + kernel else "  o" if 0 <= p < size else "  ." for p in axis]
    line = [*"".join(marks), " "]
    first = 3 * (start - axis.start) + 2
    line[first - 1], line[first + 3 * (kernel - 1) + 1] = "[", "]"
    return "".join(line).rstrip()


def _windows_said(starts: range, kernel: int) -> list[str]:
    sentence = _("Window {number} covers columns {first} to {last}.")
    lines = [sentence.format(number=n + 1, first=s, last=s + kernel - 1) for n, s in enumerate(starts)]
    return lines if len(lines) <= MOST else [*lines[:3], "...", *lines[-2:]]


def _rest_said(rest: int) -> list[str]:
    said = ngettext("{n} column at the end is never covered", "{n} columns at the end are never covered", rest)
    return [said.format(n=rest)] if rest else []


def _places(starts: range) -> str:
    if len(starts) <= 6:
        return ", ".join(map(str, starts))
    return f"{starts[0]}, {starts[1]}, {starts[2]}, ..., {starts[-1]}"


def window2d(*, rows: Any, top: int = 0, left: int = 0, height: int = 1, width: int = 1, plain: bool = False) -> list[str]:  # fmt: skip # noqa: E501
    """An array with one window marked by brackets."""
    cells = [[_number(value) for value in row] for row in rows]
    top, left, height, width = map(int, (top, left, height, width))
    if plain:
        inside = (" ".join(row[left : left + width]) for row in cells[top : top + height])
        return [_("The window holds, row by row: {rows}").format(rows=" / ".join(inside))]
    wide = max(len(cell) for row in cells for cell in row)
    lines = []
    for number, row in enumerate(cells):
        line = " "
        for column, cell in enumerate(row):
            marked = top <= number < top + height
            before = "[" if marked and column == left else "]" if marked and column == left + width else " "
            line += f"{before} {cell:>{wide}} "
        lines.append(" " + line + ("]" if top <= number < top + height and left + width == len(row) else ""))
    return [line.rstrip() for line in lines]


def grids(*, a: Any, b: Any = None, sign: str = "*", plain: bool = False) -> list[str]:
    """One array, or two side by side with a sign between them."""
    blocks = [_block(a)] + ([_block(b)] if b is not None else [])
    if plain:
        return [_("Array, row by row: {rows}").format(rows=" / ".join(" ".join(r.split()) for r in x)) for x in blocks]
    height = max(map(len, blocks))
    middle = (height - 1) // 2
    lines = []
    for number in range(height):
        parts = [block[number] if number < len(block) else " " * len(block[0]) for block in blocks]
        lines.append("  " + (f"   {sign if number == middle else ' ' * len(sign)} ".join(parts)).rstrip())
    return lines


def _block(rows: Any) -> list[str]:
    if not rows or not isinstance(rows[0], tuple | list):
        rows = (rows,)
    cells = [[_number(value) for value in row] for row in rows]
    wide = max(len(cell) for row in cells for cell in row)
    return ["  ".join(f"{cell:>{wide}}" for cell in row) for row in cells]


def graph(*, steps: Sequence[str], backward: Sequence[str] = (), plain: bool = False) -> list[str]:
    """A computational graph from steps ``t = x + y``, ``z = t^2``; the last one is the output.

    ``backward`` says what flows back along each step, from the last to the first.
    """
    pairs = [tuple(part.strip() for part in step.partition("=")[::2]) for step in steps]
    if plain:
        lines = [_("Step {number}: {step}").format(number=n + 1, step=step) for n, step in enumerate(steps)]
        return lines + [_("Backward {number}: {step}").format(number=n + 1, step=s) for n, s in enumerate(backward)]
    known = {name for name, _rule in pairs}
    lines = []
    for name, rule in pairs:
        inputs = _inputs(rule)
        lines += _node(name, rule, inputs, [one in known for one in inputs])
    for number, text in enumerate(backward):
        lines.append(("  <-- " if number else "  <== ") + text)
    return lines


def _inputs(rule: str) -> list[str]:
    import re

    names = re.findall(r"[A-Za-z_]\w*(?!\w*\()", rule)
    return list(dict.fromkeys(names))


def _node(name: str, rule: str, inputs: list[str], known: list[bool]) -> list[str]:
    """One node with its inputs on the left and its output on the right."""
    left = max((len(one) for one in inputs), default=1)
    box = f"[ {rule} ]"
    if len(inputs) <= 1:
        start = inputs[0] if inputs else ""
        return [f"  {start:>{left}} ---> {box} --> {name}"]
    middle = (len(inputs) - 1) // 2
    lines = []
    for number, one in enumerate(inputs):
        edge = "-+-> " if number == middle else "-+   "
        lines.append(f"  {one:>{left}} -{edge}{box + ' --> ' + name if number == middle else ''}".rstrip())
    return lines


def curves(
    *, train: Sequence[float], val: Sequence[float], height: int = 9, label: str = "", plain: bool = False
) -> list[str]:
    """Learning curves: ``T`` training, ``V`` validation, ``*`` both at one place."""
    pairs = [(float(t), float(v)) for t, v in zip(train, val, strict=True)]
    low, high = min(map(min, pairs)), max(map(max, pairs))
    if plain:
        sentence = _("Epoch {epoch}: training {train}, validation {val}.")
        chosen = sorted({0, len(pairs) // 4, len(pairs) // 2, 3 * len(pairs) // 4, len(pairs) - 1})
        return [sentence.format(epoch=e + 1, train=f"{pairs[e][0]:.2f}", val=f"{pairs[e][1]:.2f}") for e in chosen]
    step = max(1, min(3, 60 // len(pairs)))
    height = int(height)
    canvas = [[" "] * (step * len(pairs)) for _row in range(height)]
    for epoch, values in enumerate(pairs):
        for mark, value in zip("TV", values):
            row = round((high - value) / ((high - low) or 1) * (height - 1))
            place = canvas[row]
            place[step * epoch] = mark if place[step * epoch] == " " else "*"
    lines = []
    for number, marks in enumerate(canvas):
        value = high - (high - low) * number / (height - 1)
        lines.append(f"  {value:5.2f} |{''.join(marks)}".rstrip())
    lines.append("        +" + "-" * (step * len(pairs)) + "> " + _("epoch"))
    lines.append("         " + (label or _("T training loss   V validation loss   * both")))
    return lines


def bars(*, names: Sequence[str], values: Sequence[float], width: int = 40, plain: bool = False) -> list[str]:
    """A row of ``#`` for each value."""
    from grader.screen.text import cells, pad

    numbers = [float(value) for value in values]
    if plain:
        return [f"{name}: {number:g}" for name, number in zip(names, numbers, strict=True)]
    column, most = max(map(cells, names)), max(map(abs, numbers)) or 1
    return [
        f"  {pad(name, column)} |{'#' * round(abs(number) / most * int(width))} {number:g}"
        for name, number in zip(names, numbers, strict=True)
    ]


def art(*, text: str, plain: bool = False) -> list[str]:
    """What the author has drawn, as it stands."""
    return text.split("\n")


FIGURES: Mapping[str, Callable[..., list[str]]] = {
    "window": window,
    "window2d": window2d,
    "grids": grids,
    "graph": graph,
    "curves": curves,
    "bars": bars,
    "art": art,
}
_TEXTS = {"steps": "texts", "backward": "texts", "names": "texts", "text": "text", "label": "text", "sign": "text"}


def options(name: str) -> dict[str, str]:
    """The options of a figure and what they are: ``text``, ``texts`` or ``formula``."""
    parameters = inspect.signature(FIGURES[name]).parameters
    return {key: _TEXTS.get(key, "formula") for key in parameters if key != "plain"}


def required(name: str) -> set[str]:
    """The options that a figure cannot do without."""
    parameters = inspect.signature(FIGURES[name]).parameters.values()
    return {one.name for one in parameters if one.default is inspect.Parameter.empty}


def of(figure: Figure, values: Mapping[str, Any], language: str, *, plain: bool = False) -> list[str]:
    """The lines of an item's figure, for the values of a variant."""
    given: dict[str, Any] = {}
    for key, option in figure.options:
        if isinstance(option, tuple):
            given[key] = [one(values, language) for one in option]
        else:
            given[key] = option(values, language) if isinstance(option, Template) else option(values)
    return FIGURES[figure.name](**given, plain=plain)


def _number(value: Any) -> str:
    from grader.quiz.values import text

    return text(value)
