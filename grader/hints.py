"""Which hints are for whom: those for one mistake where the last answer shows it, else those for the exercise."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from grader.pack import Pack

Both = tuple[tuple[str, ...], Mapping[str, tuple[str, ...]]]

GENERAL = ""
"""The aim of the hints that are for everybody."""


@dataclass(frozen=True, slots=True)
class Hints:
    """The hints of an exercise, in the language of the interface.

    general   three steps: a nudge, the formula, the shape of the code
    aimed     the same for those whose answer is wrong in one output, or behaves like one misconception
    """

    general: tuple[str, ...]
    aimed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def ladder(self, aim: str) -> tuple[str, ...]:
        """The steps for an aim."""
        return self.aimed.get(aim, self.general)


def hints_of(pack: Pack, name: str) -> Hints:
    """The hints of an exercise: read from its reference where they stand as they are, which spares loading NumPy."""
    topic = pack.entry(name).topic
    general, aimed = _written(pack, topic, name) or _loaded(pack, name)

    def say(hints: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(pack.say(topic, hint) for hint in hints)

    return Hints(say(general), {aim: say(hints) for aim, hints in aimed.items()})


def _loaded(pack: Pack, name: str) -> Both:
    spec = pack.exercise(name).spec
    return spec.hints, spec.hints_for


def _written(pack: Pack, topic: str, name: str) -> Both | None:
    """The hints as they stand in the reference; None where they are made in another way."""
    with suppress(OSError, SyntaxError, ValueError):
        tree = ast.parse((pack.root / "reference" / topic / f"{name}.py").read_bytes())
        for node in tree.body:
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                given = {keyword.arg: keyword.value for keyword in node.value.keywords}
                if "hints" in given and None not in given:  # **more may hold some, too
                    aimed = ast.literal_eval(given["hints_for"]) if "hints_for" in given else {}
                    return tuple(map(str, ast.literal_eval(given["hints"]))), aimed
    return None


def aim(report: Mapping[str, Any], hints: Hints) -> str:
    """What the hints after this report are for: the misconception it names, else the first output that is wrong.

    report   in the shape of ``results.to_json``
    """
    for finding in report.get("diagnosis") or ():
        for key in (finding.get("misconception"), finding.get("output")):
            if key in hints.aimed:
                return str(key)
    for case in report.get("cases") or ():
        if not case["hidden"]:
            for check in case["checks"]:
                if check["status"] != "pass" and check.get("output"):
                    return str(check["output"]) if check["output"] in hints.aimed else GENERAL
    return GENERAL
