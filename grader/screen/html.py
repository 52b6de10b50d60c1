"""One report as HTML for a notebook: the words of the terminal, and nothing fetched from anywhere.

Text takes the colour of the page it stands on, and coloured words bring their own ground, so that one page suits light
and dark themes. Blue and orange stay apart for colour-blind readers, and only repeat what a word says. Styles stand in
the elements: notebooks drop style sheets from files that they do not trust.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from grader.messages import _, language
from grader.model import CaseResult, Report
from grader.safe_text import for_html
from grader.screen.failure import explain
from grader.screen.numbers import short
from grader.screen.picture import HEIGHT, draw
from grader.screen.report import (
    checked_with,
    curved,
    first_failure,
    looks_like,
    mark_of,
    named,
    pattern_of,
    printed_of,
    remarks,
    scored,
    trouble_of,
)
from grader.screen.smallest import smallest
from grader.screen.text import Style

if TYPE_CHECKING:
    from grader.scene import Picture

BLUE = "background:#0072b2;color:#fff"
ORANGE = "background:#e69f00;color:#000"
GREY = "background:#767676;color:#fff"
LABEL = "border-radius:3px;padding:1px 7px;font-weight:600;font-size:90%;white-space:nowrap;"
COLOUR = {"ok": BLUE, "WRONG": ORANGE, "--": GREY}

BOX = "border:1px solid rgba(128,128,128,.5);border-radius:6px;padding:10px 14px;max-width:48em;line-height:1.5"
PRINTED = "max-height:15em;overflow:auto;padding:6px 10px;margin:4px 0;border:1px solid rgba(128,128,128,.5)"
PICTURE = "overflow:auto;margin:4px 0;line-height:1.25;background:none"
CODE = re.compile(r"`([^`\n]+)`")
COMMAND = re.compile(r"(?<=: )(%?grade .+)$")
WIDE, HIGH = 480.0, 96.0
"""The size of a curve, in pixels."""


def render(report: Report, axes: Mapping[str, str], advice: str, picture: Picture | None = None) -> str:
    """``report`` as one HTML element.

    axes    names the axes of the outputs
    advice  what to do next
    picture of the first failure
    """
    parts = [_headline(report)]
    failing = first_failure(report)
    if report.trouble:
        parts.append(_paragraph(trouble_of(report)))
    elif failing and report.untouched:
        parts.append(_paragraph(explain(failing, axes, report.origin)))
    else:
        parts += _cases(report.cases)
        if failing:
            parts.append(_failure(report, failing, axes))
            if picture is not None:
                parts.append(_element("pre", for_html("\n".join(draw(picture, Style(), HEIGHT))), PICTURE))
        if curve := curved(report):
            parts.append(_curve(curve))
    parts += [
        _paragraph(text, "border-left:4px solid #e69f00;padding-left:10px;font-weight:600")
        for text in looks_like(report)
    ]
    if report.smallest:
        parts.append(_element("pre", for_html("\n".join(smallest(report.smallest, axes, Style()))), PICTURE))
    parts += map(_paragraph, remarks(report))
    if printed := printed_of(report):
        parts.append(_paragraph(_("Your program printed:")) + _element("pre", for_html(printed), PRINTED))
    if report.oracles:
        parts.append(_paragraph(checked_with(report), "opacity:.75;font-size:90%"))
    parts.append(_paragraph(COMMAND.sub(r"`\1`", advice)))
    # MathJax is told to leave dollar signs alone: what stands here is a learner's text, no formula.
    return _element("section", "\n".join(parts), BOX, lang=language(), class_="mathjax_ignore tex2jax_ignore")


def _element(tag: str, inside: str, style: str = "", **attributes: str) -> str:
    """An element around HTML."""
    given = {"style": style, **attributes}
    written = "".join(f' {key.rstrip("_").replace("_", "-")}="{value}"' for key, value in given.items() if value)
    return f"<{tag}{written}>{inside}</{tag}>"


def _text(text: str) -> str:
    """Text as HTML; what stands between backticks is code."""
    return CODE.sub(r"<code>\1</code>", for_html(text)).replace("\n", "<br>")


def _paragraph(text: str, style: str = "") -> str:
    return _element("p", _text(text), f"margin:6px 0;{style}")


def _headline(report: Report) -> str:
    word = _label(_("passed"), BLUE) if report.passed else _label(_("not yet"), ORANGE)
    name = _element("strong", _text(report.exercise))
    return _element("div", f"{name} {word} {_text(scored(report))}", "margin:0 0 6px")


def _label(word: str, colour: str) -> str:
    return _element("span", _text(word), LABEL + colour)


def _cases(cases: Sequence[CaseResult]) -> Iterator[str]:
    """A line for each run of cases that ended alike; all of them at a click."""
    runs = [[*group] for _mark, group in groupby(cases, key=mark_of)]
    yield _list([(run[0], len(run) - 1) for run in runs])
    if len(runs) < len(cases):
        summary = _element("summary", _text(_("All {count} cases").format(count=len(cases))), "cursor:pointer")
        yield _element("details", summary + _list([(case, 0) for case in cases]), "margin:6px 0")


def _list(cases: Sequence[tuple[CaseResult, int]]) -> str:
    lines = []
    for case, more in cases:
        mark = mark_of(case)
        lines.append(_element("div", f"{_label(mark, COLOUR[mark])} {_text(named(case, more))}", "margin:3px 0"))
    return "\n".join(lines)


def _failure(report: Report, case: CaseResult, axes: Mapping[str, str]) -> str:
    said = [explain(case, axes, report.origin), pattern_of(case)]
    heading = _element("strong", _text(_("In {case}:").format(case=f'"{case.name}"')))
    lines = "<br>".join([heading, *(_text(text) for text in said if text)])
    return _element("p", lines, "margin:8px 0")


def _curve(case: CaseResult) -> str:
    """A curve over time; its largest and smallest value stand beside it."""
    values = case.curve
    low, high = min(values), max(values)
    reach = (high - low) or 1.0
    step = WIDE / (len(values) - 1)
    points = " ".join(f"{step * i:.1f},{HIGH * (high - value) / reach:.1f}" for i, value in enumerate(values))
    first, last = short(round(values[0], 4)), short(round(values[-1], 4))
    title = _("{name}, {first} at first, {last} at last:").format(name=_("over time"), first=first, last=last)
    line = f'<polyline points="{points}" fill="none" stroke="#0072b2" stroke-width="2"/>'
    marks = f'<text x="490" y="10">{short(round(high, 4))}</text><text x="490" y="100">{short(round(low, 4))}</text>'
    drawing = _element(
        "svg", line + marks, "max-width:100%;display:block;overflow:visible;margin:4px 0", viewBox="-4 -8 580 112",
        width="580", height="112", fill="currentColor", font_size="12", role="img", aria_label=_text(title),
    )  # fmt: skip
    return _paragraph(_("In {case}:").format(case=f'"{case.name}"') + "\n" + title) + drawing
