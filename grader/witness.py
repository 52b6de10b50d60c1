"""Second opinions on a case: PyTorch's recorded answers, and those of a live PyTorch where one was asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from grader import records
from grader.judge import Expected
from grader.live import Live
from grader.messages import _
from grader.model import Exercise, Finding, OracleUse


@dataclass(frozen=True, slots=True)
class Witness:
    """Somebody else's answer to a case: who, and the answer with the reference's tolerances, or None."""

    use: OracleUse
    answer: Callable[[Expected], Expected | None]


def recorded(exercise: Exercise, expected: Sequence[Expected]) -> tuple[list[Witness], list[Finding]]:
    """The recorded answers that fit these cases, device by device, and a remark for each record that does not fit.

    Records are made for the cases of seed 0; with another seed there is nothing to fit, and nothing to remark.
    """
    found: list[Witness] = []
    remarks: list[Finding] = []
    for device in records.DEVICES:
        record, why = records.load(exercise, device)
        if record is not None:
            answers = {right.case.name: _recall(record, right) for right in expected}
            if {name for name, answer in answers.items() if answer is not None} == set(record.answers):
                found.append(Witness(record.use(), partial(_by_name, answers)))
                continue
            why = _("it was made for other cases")
        if why is not None:
            text = _("what PyTorch answered on {device} is on record but not used: {why}.")
            remarks.append(Finding("record", None, text.format(device=device, why=why)))
    return found, remarks


def _recall(record: records.Record, right: Expected) -> Expected | None:
    outputs: tuple[Any, ...] | None = record.answer(right.case)
    return None if outputs is None else replace(right, outputs=outputs)


def _by_name(answers: Mapping[str, Expected | None], right: Expected) -> Expected | None:
    return answers.get(right.case.name)


def asked(live: Live) -> Witness:
    """A live PyTorch whose answers have arrived."""
    return Witness(live.use, live.answer)
