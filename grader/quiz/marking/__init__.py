"""Marking of typed answers, without running them: read, compare at many points, say what is wrong.

    normalise -> lexer -> parser -> evaluate, compare -> diagnosis -> Mark

Nothing outside the standard library is used, and nothing that is typed is ever Python.
"""

from grader.quiz.marking.key import Key, KeyFlaw, KnownWrong, key_from
from grader.quiz.marking.mark import VERDICTS, Mark, mark

__all__ = ["VERDICTS", "Key", "KeyFlaw", "KnownWrong", "Mark", "key_from", "mark"]
