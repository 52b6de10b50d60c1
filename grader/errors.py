"""The exceptions of the grader.

    GraderError              a sentence for a person; the command line prints it and exits with 2
    ├── UsageError           the command was called with something that is not there
    ├── PackError            a course pack cannot be loaded
    ├── StateError           the learner's own file cannot be used
    ├── SandboxRefused       the sandbox is weaker than asked for (exit code 4)
    └── SandboxBroken        the sandbox failed: nobody's submission was graded, and nobody's is wrong
    SubmissionError          a submission that cannot be run: becomes a value in the report

A learner's failure is a value, so none of these stands for a wrong answer.
"""


class GraderError(Exception):
    """A sentence that says what went wrong and what to do next."""

    kind = "usage"
    exit_code = 2

    def __init__(self, message: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.suggestions = suggestions


class UsageError(GraderError):
    """The command names an exercise, a file or an option that is not there."""


class PackError(GraderError):
    """A course pack is damaged, or from a newer version of the format."""

    kind = "pack"


class StateError(GraderError):
    """The learner's file was written by a newer version, or cannot be written."""

    kind = "state"


class SandboxRefused(GraderError):
    """The sandbox that this machine can build is weaker than the one asked for."""

    kind = "sandbox"
    exit_code = 4


class SandboxBroken(GraderError):
    """The sandbox failed while it held a submission; that says nothing about the submission."""

    kind = "sandbox"
    exit_code = 3


class SubmissionError(Exception):
    """A submission that cannot be run; ``kind`` is a short word for programs, ``line`` the learner's line."""

    def __init__(self, kind: str, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.line = line
