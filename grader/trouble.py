"""Why a submission could not be graded, in one sentence that says what to do next."""

from __future__ import annotations

import ast
from pathlib import PurePath

from grader.errors import SubmissionError
from grader.messages import _
from grader.model import Entry, Exercise, Report, Submission, Trouble
from grader.submission import place


def refused(entry: Entry, pack: str, error: SubmissionError, *, seed: int = 0, origin: str = "") -> Report:
    """The report on a submission that cannot be graded at all; the sentence is the error's own."""
    trouble = Trouble(error.kind, error.message, error.line)
    return Report(pack, entry.name, None, seed, False, entry.points, 0.0, trouble=trouble, origin=origin)


def explained(error: SubmissionError, exercise: Exercise, submission: Submission) -> SubmissionError:
    """The same error with a whole sentence: the student's process sends only the bare fact."""
    file, line = PurePath(submission.origin).name, error.line
    if line is not None:
        file, line = place(submission, line)
    fact = error.message
    if error.kind == "syntax_error":
        text = _("{file} is not valid Python: {fact}.").format(file=file, fact=fact)
    elif error.kind == "no_function":
        text = _("{file} defines no function {name}.").format(file=file, name=exercise.name)
        import difflib

        near = difflib.get_close_matches(exercise.name, _functions(submission.source), n=1)
        if near:
            text += " " + _("Is {near} meant to be it?").format(near=near[0])
    elif error.kind == "wrong_arguments":
        text = _("{name} takes ({theirs}) but is called with {count} arguments: {ours}.").format(
            name=exercise.name, theirs=fact, count=len(exercise.signature), ours=", ".join(exercise.signature)
        )
    elif error.kind == "import_refused":
        module = fact.partition(" ")[0]
        text = _(
            "{module} cannot be imported here: exercises are solved with NumPy, the standard library and your own "
            "files in the same folder."
        ).format(module=module)
    else:
        text = fact
    return SubmissionError(error.kind, text, line)


def _functions(source: str) -> list[str]:
    try:
        return [node.name for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    except (SyntaxError, ValueError, RecursionError):
        return []
