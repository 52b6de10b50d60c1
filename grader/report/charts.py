"""Charts by matplotlib as SVG that may stand inside a page: no styles, no ids, colours by the page's own classes.

Text stays text, so a browser sets it in its own fonts, Japanese too, and in the colours of a dark page.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from grader.safe_text import for_terminal
from grader.screen.text import cells

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.ticker import Locator

WIDTH = 6.0
"""Inches. Texts of 10 points can be read on a telephone when this is as wide as its screen."""

ROW = 0.27
"""Inches that a bar and its label take."""

LETTER = 0.078
"""Inches that a column of a label takes."""

INK, LINE, BAR = "#000001", "#000002", "#000003"
SHADES = {
    "full": "#000010",
    "most": "#000011",
    "some": "#000012",
    "none": "#000013",
    "todo": "#000014",
    "unreadable": "#000015",
    "missing": "#000016",
    "ungraded": "#000017",
}
"""Colours that stand for classes of the page, which has one palette for light and one for dark."""

CLASSES = {INK: "ink", LINE: "line", BAR: "bar"} | {color: f"s-{state}" for state, color in SHADES.items()}

Words = Mapping[str, str]


def scores(percents: Sequence[int], words: Words) -> str:
    """A histogram of the students' totals, ten columns wide and one for all points."""
    counts = [0] * 11
    for percent in percents:
        counts[max(0, min(percent // 10, 10))] += 1
    figure, axes = _figure(2.2, left=0.6)
    labels = [f"{10 * n}-{10 * n + 9}" for n in range(10)] + ["100"]
    bars = axes.bar(labels, counts, color=BAR, width=0.8, clip_on=False)
    axes.bar_label(bars, [str(count or "") for count in counts], fontsize=9, color=INK)
    axes.set_ylim(0, max(*counts, 1) * 1.15)
    axes.yaxis.set_major_locator(_whole())
    axes.tick_params(axis="x", labelsize=8)
    axes.set_xlabel(words["scores_x"], color=INK)
    axes.set_ylabel(words["scores_y"], color=INK)
    return _svg(figure, words["scores_chart"], words["numbers_below"])


def outcomes(rows: Mapping[str, Mapping[str, int]], words: Words) -> str:
    """For each exercise one bar of all students, in parts by state."""
    names = [*rows]
    figure, axes = _rows(names, len(names) + 3)
    whole = max((sum(states.values()) for states in rows.values()), default=1)
    left = [0] * len(names)
    for state, color in SHADES.items():
        counts = [rows[name].get(state, 0) for name in names]
        if any(counts):
            word = words["none_right" if state == "none" else state]
            bars = axes.barh(range(len(names)), counts, left=left, color=color, height=0.75, label=word, clip_on=False)
            room = [str(count) if count > 0.04 * whole else "" for count in counts]
            axes.bar_label(bars, room, label_type="center", fontsize=8, color=INK)
            left = [before + count for before, count in zip(left, counts)]
    axes.set_xlim(0, whole)
    axes.set_xlabel(words["outcomes_x"], color=INK)
    # in the room of two rows below the axis: four columns of words
    height = figure.get_size_inches()[1]
    place: dict[str, Any] = {"loc": "lower center", "bbox_to_anchor": (0.5, 0.02 / height)}
    figure.legend(ncols=4, frameon=False, fontsize=8, labelcolor=INK, **place)
    return _svg(figure, words["outcomes_chart"], words["numbers_below"], bottom=1.15)


def causes(rows: Sequence[tuple[str, int]], words: Words) -> str:
    """How many students each misconception befell."""
    names = [name for name, _count in rows]
    figure, axes = _rows(names, len(names) + 2)
    bars = axes.barh(range(len(names)), [count for _name, count in rows], color=BAR, height=0.75, clip_on=False)
    axes.bar_label(bars, padding=3, fontsize=9, color=INK)
    axes.set_xlim(0, max([count for _name, count in rows], default=1) * 1.1)
    axes.xaxis.set_major_locator(_whole())
    axes.set_xlabel(words["causes_x"], color=INK)
    return _svg(figure, words["causes_chart"], words["numbers_below"])


def _figure(height: float, left: float) -> tuple[Figure, Axes]:
    """A figure of one pair of axes; margins in inches."""
    from matplotlib.figure import Figure

    figure = Figure((WIDTH, height))
    axes = figure.subplots()
    figure.subplots_adjust(left=min(left / WIDTH, 0.6), right=0.97, top=1 - 0.08 / height, bottom=0.5 / height)
    axes.patch.set_visible(False)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for spine in axes.spines.values():
        spine.set_color(LINE)
    axes.tick_params(bottom=False, left=False, labelcolor=INK, labelsize=9)
    return figure, axes


def _rows(names: Sequence[str], rows: int) -> tuple[Figure, Axes]:
    """Axes for one bar a row, the first on top, with room for the names."""
    shown = [for_terminal(name) for name in names]
    figure, axes = _figure(ROW * rows + 0.6, left=0.2 + LETTER * max(map(cells, shown), default=0))
    axes.set_yticks(range(len(shown)), shown)
    axes.set_ylim(len(shown) - 0.4, -0.6)
    return figure, axes


def _whole() -> Locator:
    """Ticks at whole numbers."""
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(integer=True)


def _svg(figure: Figure, title: str, description: str, bottom: float | None = None) -> str:
    """The figure as an SVG element, with a name for those who hear it."""
    import matplotlib
    from matplotlib.text import Text

    if bottom is not None:
        figure.subplots_adjust(bottom=bottom / figure.get_size_inches()[1])
    for text in figure.findobj(Text):
        text.set_parse_math(False)  # a dollar sign in a name is a dollar sign
    written = io.StringIO()
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "tatami"}), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # glyphs that matplotlib's font lacks are the browser's to draw
        figure.savefig(written, format="svg", transparent=True, metadata={"Date": None})
    root = _clean(ET.fromstring(written.getvalue()))
    root.attrib = {"viewBox": root.attrib["viewBox"], "role": "img", "aria-label": f"{title}. {description}"}
    return ET.tostring(root, encoding="unicode")


_KEPT = {"d", "x", "y", "width", "height", "transform", "viewBox", "points"}
_STYLES = {"text-anchor", "font-size", "stroke-width"}


def _clean(element: ET.Element) -> ET.Element:
    """The element and what is in it, with classes in place of styles; metadata, definitions and ids are dropped."""
    made = ET.Element(_local(element.tag), {key: value for key, value in element.attrib.items() if key in _KEPT})
    classes = []
    for key, value in _styles(element.get("style", "")).items():
        if key in ("fill", "stroke"):
            if value == "none":
                made.set(key, value)
            elif value in CLASSES:
                classes.append(f"{key}-{CLASSES[value]}")
        elif key == "font":
            made.set("font-size", value.partition("px")[0])
        elif key in _STYLES:
            made.set(key, value)
    if classes:
        made.set("class", " ".join(classes))
    made.text = (element.text or "").strip() if made.tag == "text" else None
    for child in element:
        if isinstance(child.tag, str) and _local(child.tag) not in ("metadata", "style", "defs"):
            made.append(_clean(child))
    return made


def _local(tag: Any) -> str:
    return str(tag).rpartition("}")[2]


def _styles(text: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in text.split(";"))
    return {key.strip(): value.strip() for key, _colon, value in pairs if value.strip()}
