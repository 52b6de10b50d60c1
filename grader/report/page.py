"""Facts and charts through the template: one HTML document, complete in itself.

No script, no image, no address of another place; the policy in its head forbids all of them and allows one style
sheet, by its hash. Every text is stripped of control characters and escaped on its way into the template.
"""

from __future__ import annotations

import base64
import hashlib
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from grader.errors import UsageError
from grader.messages import _
from grader.report import charts
from grader.report.alike import ALIKE, SHORTEST
from grader.report.data import STOPPED, Facts
from grader.report.words import words
from grader.safe_text import for_terminal
from grader.screen.numbers import points

HERE = Path(__file__).parent
LISTED = 100
"""Rows of a table that could be as long as the class."""

FREQUENT = 12
"""Misconceptions in the chart; the table has them all."""


def check_libraries() -> None:
    """Raise UsageError with what to install when a library of the extra ``report`` is not there."""
    for module in ("jinja2", "matplotlib", "rapidfuzz"):
        if find_spec(module) is None:
            text = _("A class report needs {module}: run `python -m pip install 'tatami-grader[report]'`.")
            raise UsageError(text.format(module=module))


def page(facts: Facts, language: str) -> str:
    """The document."""
    import jinja2
    import markupsafe

    text = words(language)
    style = (HERE / "page.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()

    def shown(value: Any) -> Any:
        return for_terminal(value) if type(value) is str else value

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"points": points}
    made: str = environment.get_template("page.html").render(
        facts=facts,
        w=text,
        language=language,
        style=markupsafe.Markup(style),
        digest=digest,
        drawn={name: markupsafe.Markup(chart) for name, chart in _charts(facts, text).items()},
        groups=[("equal", facts.equal), ("near", facts.alike)],
        stopped=STOPPED,
        listed=LISTED,
        alike=f"{ALIKE:g}",
        shortest=SHORTEST,
    )
    return made


def _charts(facts: Facts, text: dict[str, str]) -> dict[str, str]:
    """SVG by the name of the text that heads it."""
    percents = [student.percent for student in facts.students if student.percent is not None]
    drawn = {"scores_chart": charts.scores(percents, text)}
    if frequent := [cause for cause in facts.misconceptions if cause.name][:FREQUENT]:
        rows = [(f"{cause.name} ({cause.exercise})", len(cause.students)) for cause in frequent]
        drawn["causes_chart"] = charts.causes(rows, text)
    outcomes = {column.exercise: column.states for column in facts.columns}
    return drawn | {"outcomes_chart": charts.outcomes(outcomes, text)}
