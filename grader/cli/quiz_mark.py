"""``grade quiz mark``: mark a file of typed answers, one a line, against one key.

With ``--json`` each answer gives one JSON object on a line of its own. The exit code is 0 if all answers are correct,
1 if some are not, 2 if a file cannot be used.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader import files
from grader.cli.common import Answer, Flags
from grader.cli.common import command as make
from grader.errors import UsageError
from grader.messages import _, ngettext

if TYPE_CHECKING:
    from grader.quiz.marking import Key, Mark


@make("mark")
@click.argument("spec", type=click.Path(path_type=Path))
@click.argument("answers", type=click.Path(path_type=Path))
def command(flags: Flags, spec: Path, answers: Path) -> Answer:
    """Mark a file of typed answers, one a line, against the key in a JSON file."""
    from grader.quiz.marking import mark
    from grader.safe_text import for_terminal

    key, lines = _key(spec), _lines(answers)
    documents = []
    right = 0
    for line in lines:
        found = mark(line, key)
        right += found.verdict == "correct"
        message = " ".join(filter(None, (found.message, found.counterexample)))
        documents.append({"answer": line, "verdict": found.verdict, "diagnosis": found.diagnosis, "message": message})
        if not flags.as_json:
            click.echo(f"{_shown(found, flags)}  {for_terminal(line)[:200]}")
            if message:
                click.echo(f"             {message}")
    if not flags.as_json:
        total = ngettext("{right} of {count} answer is correct", "{right} of {count} answers are correct", len(lines))
        click.echo(total.format(right=right, count=len(lines)))
    return Answer(int(right < len(lines)), documents)


def _shown(found: Mark, flags: Flags) -> str:
    words = {
        "correct": _("correct"),
        "wrong": _("wrong"),
        "almost": _("almost"),
        "ambiguous": _("ambiguous"),
        "invalid": _("invalid"),
    }
    style = flags.style()
    padded = f"{words[found.verdict]:<11}"
    return {"correct": style.good, "wrong": style.bad}.get(found.verdict, str)(padded)


def _key(path: Path) -> Key:
    import json

    from grader.quiz.marking import KeyFlaw, key_from

    try:
        given: Any = json.loads(files.read_text(path))
    except (ValueError, RecursionError) as error:
        raise UsageError(_("{path} is not JSON: {why}.").format(path=path, why=error)) from None
    if not isinstance(given, dict):
        raise UsageError(_("{path} must hold one JSON object.").format(path=path))
    try:
        return key_from(given)
    except KeyFlaw as error:
        raise UsageError(f"{path}: {error}") from None


def _lines(path: Path) -> list[str]:
    """The lines of a file; only a newline ends one, and the last may lack it. An empty line is an answer too."""
    lines = files.read_text(path).split("\n")
    if lines[-1] == "":
        lines.pop()
    return [line.removesuffix("\r") for line in lines]
