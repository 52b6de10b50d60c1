"""A sitting as JSON: what ``grade quiz --json`` says about each question."""

from __future__ import annotations

from typing import Any

from grader.quiz import answers
from grader.quiz.answers import Reply
from grader.quiz.draw import Variant
from grader.quiz.screens import prompt
from grader.quiz.sitting import UNANSWERED


def item(variant: Variant, line: str | None, reply: Reply | None, language: str) -> dict[str, Any]:
    """One question, the answer that was given, and what it is worth."""
    options = [option.text.of(language)(variant.values, language) for option in variant.item.options]
    sides = [variant.item.options[position].match for position in variant.sides]
    verdict = reply.verdict if reply else UNANSWERED
    return {
        "id": variant.item.name,
        "ref": variant.ref,
        "kind": variant.item.kind,
        "prompt": prompt(variant, language),
        "code": variant.item.code(variant.values, language) if variant.item.code else None,
        "options": [options[position] for position in variant.order],
        "sides": [side.of(language)(variant.values, language) for side in sides if side],
        "answer": line,
        "correct": verdict == "correct",
        "verdict": verdict,
        "expected": answers.expected(variant, language),
        "misconception": (reply.misconception if reply else "") or None,
        "feedback": (reply.feedback if reply else "") or None,
        "echo": (reply.echo if reply else "") or None,
        "solution": answers.solution(variant, language),
        "exercise": variant.item.exercise,
    }
