"""Reports as JSON: the format that leaves the program (docs/results-format.md)."""

from __future__ import annotations

import json
from typing import Any

from grader import __version__
from grader.model import (
    CaseResult,
    Example,
    Failure,
    Finding,
    Mismatch,
    OracleUse,
    Precision,
    Report,
    Status,
    Trouble,
    Verdict,
)

FORMAT = 1


def to_json(report: Report) -> dict[str, Any]:
    """A report as plain data, in the order the format page documents."""
    fields = {
        "format": FORMAT,
        "grader": __version__,
        "pack": report.pack,
        "exercise": report.exercise,
        "student": report.student,
        "seed": report.seed,
        "passed": report.passed,
        "points": report.points,
        "score": report.score,
        "oracles": [_drop({"name": o.name, "mode": o.mode, "version": o.version, "device": o.device}, "device")
                    for o in report.oracles],
        "cases": [_case(case) for case in report.cases],
        "diagnosis": [{"misconception": f.misconception, "output": f.output, "message": f.message, "rung": f.rung}
                      for f in report.diagnosis],
        "smallest": report.smallest and _example(report.smallest),
        "remarks": [{"kind": f.misconception, "message": f.message} for f in report.remarks],
        "precision": [{"mode": p.mode, "device": p.device, "error_over_bound": p.error_over_bound,
                       "spread": p.spread} for p in report.precision],
        "sandbox": {"tier": report.tier, "layers": list(report.layers)},
        "error": report.trouble and {"kind": report.trouble.kind, "message": report.trouble.message,
                                     "line": report.trouble.line},
    }  # fmt: skip
    return _drop(fields, "smallest")


def _example(example: Example) -> dict[str, Any]:
    index, numeric = example.numeric or (None, None)
    fields = {
        "args": {name: _lists(value) for name, value in example.args},
        "output": example.output,
        "expected": _lists(example.expected),
        "actual": _lists(example.actual),
        "index": index and list(index),
        "numeric": numeric,
    }
    return _drop(fields, "index", "numeric")


def dumps(document: Any, indent: int | None = None) -> str:
    """JSON text: UTF-8, no NaN, keys in their order."""
    return json.dumps(document, ensure_ascii=False, allow_nan=False, indent=indent)


def _lists(value: Any) -> Any:
    return [_lists(part) for part in value] if isinstance(value, tuple) else value


def _case(case: CaseResult) -> dict[str, Any]:
    return _drop(
        {
            "name": case.name,
            "hidden": case.hidden,
            "status": case.status.value,
            "checks": [_check(verdict) for verdict in case.checks],
            "failure": case.failure and _failure(case.failure),
            "printed": case.printed or None,
            "curve": list(case.curve) or None,
        },
        "failure",
        "printed",
        "curve",
    )


def _check(verdict: Verdict) -> dict[str, Any]:
    return _drop(
        {
            "check": verdict.check,
            "output": verdict.output,
            "status": verdict.status.value,
            "mismatch": verdict.mismatch and _mismatch(verdict.mismatch),
            "pattern": verdict.pattern,
        },
        "mismatch",
        "pattern",
    )


def _mismatch(mismatch: Mismatch) -> dict[str, Any]:
    fields = {
        "index": None if mismatch.index is None else list(mismatch.index),
        "expected": mismatch.expected,
        "actual": mismatch.actual,
        "wrong": mismatch.wrong,
        "total": mismatch.total,
        "max_abs": mismatch.max_abs,
    }
    if mismatch.allowed is not None:
        fields["allowed"] = mismatch.allowed
    return fields if mismatch.index is not None else {"expected": mismatch.expected, "actual": mismatch.actual}


def _failure(failure: Failure) -> dict[str, Any]:
    trace = [{"file": file, "line": line, "function": function} for file, line, function in failure.trace]
    fields: dict[str, Any] = {"exception": failure.exception, "message": failure.message}
    fields |= {"line": failure.line, "trace": trace}
    if failure.code:
        fields |= {"code": failure.code, "values": dict(failure.values)}
    return fields


def _drop(fields: dict[str, Any], *names: str) -> dict[str, Any]:
    """Leave out the ``names`` that are None."""
    return {key: value for key, value in fields.items() if value is not None or key not in names}


def from_json(document: dict[str, Any]) -> Report:
    """The report that ``to_json`` made this of, less what it leaves out: where the submission lay.

    Raises KeyError, TypeError or ValueError for anything else.
    """
    if document["format"] != FORMAT:
        raise ValueError(f"format {document['format']!r}")
    error = document["error"]
    return Report(
        pack=document["pack"],
        exercise=document["exercise"],
        student=document["student"],
        seed=document["seed"],
        passed=document["passed"],
        points=document["points"],
        score=document["score"],
        cases=tuple(map(_case_of, document["cases"])),
        oracles=tuple(OracleUse(o["name"], o["mode"], o["version"], o.get("device")) for o in document["oracles"]),
        diagnosis=tuple(
            Finding(f["misconception"], f["output"], f["message"], f.get("rung")) for f in document["diagnosis"]
        ),
        smallest=_example_of(document["smallest"]) if document.get("smallest") else None,
        remarks=tuple(Finding(f["kind"], None, f["message"]) for f in document["remarks"]),
        precision=tuple(
            Precision(p["mode"], p["device"], p["error_over_bound"], p["spread"]) for p in document["precision"]
        ),
        tier=document["sandbox"]["tier"],
        layers=tuple(document["sandbox"]["layers"]),
        trouble=error and Trouble(error["kind"], error["message"], error["line"]),
    )


def _example_of(example: dict[str, Any]) -> Example:
    args = tuple((name, _nested(value)) for name, value in example["args"].items())
    numeric = (tuple(example["index"]), example["numeric"]) if "numeric" in example else None
    return Example(args, example["output"], _nested(example["expected"]), _nested(example["actual"]), numeric)


def _nested(value: Any) -> Any:
    return tuple(map(_nested, value)) if isinstance(value, list) else value


def _case_of(case: dict[str, Any]) -> CaseResult:
    return CaseResult(
        case["name"],
        case["hidden"],
        Status(case["status"]),
        tuple(map(_verdict_of, case["checks"])),
        _failure_of(case["failure"]) if case.get("failure") else None,
        case.get("printed", ""),
        tuple(case.get("curve", ())),
    )


def _verdict_of(check: dict[str, Any]) -> Verdict:
    mismatch = check.get("mismatch")
    if mismatch is not None:
        index = mismatch.get("index")
        mismatch = Mismatch(**mismatch | {"index": None if index is None else tuple(index)})
    return Verdict(check["check"], check["output"], Status(check["status"]), mismatch, check.get("pattern"))


def _failure_of(failure: dict[str, Any]) -> Failure:
    trace = tuple((step["file"], step["line"], step["function"]) for step in failure["trace"])
    values = tuple(failure.get("values", {}).items())
    return Failure(failure["exception"], failure["message"], failure["line"], trace, failure.get("code", ""), values)
