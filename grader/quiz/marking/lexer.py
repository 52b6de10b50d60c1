"""From plain text to tokens; letters are resolved against the names that the question declares."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any, NamedTuple

from grader.messages import _
from grader.quiz.marking.functions import SPELLINGS
from grader.quiz.marking.names import Names, known_function
from grader.quiz.marking.tree import Unreadable

MOST = 200
"""Tokens in one expression."""

_NUMBER = re.compile(r"(?:[0-9]+(?:_[0-9]+)*(?:\.(?![0-9.])|\.[0-9]+)?|\.[0-9]+)")
_EXPONENT = re.compile(r"[eE][+-]?[0-9]+")
_LIBRARY = re.compile(
    r"(?:np|numpy|jnp|torch|torch\.nn\.functional|nn\.functional|math|cmath|tf|F)\s*\.\s*([A-Za-z_]\w*)"
)
_TRANSPOSE = re.compile(r"\^\s*(?:[({]\s*[tT]\s*[)}]|[tT])")
_ATTRIBUTE = re.compile(
    r"\.\s*(?:(mT|T)(?![a-z(])|t\s*\(\s*\)|(dot|matmul|mm|sum|mean|transpose|permute|multiply)(?=\s*\())"
)
_OPERATORS = ("**", "//", "<=", ">=", "==", "!=", *"+-*/%^@·×⊙<>=()[]{}|⌊⌋⌈⌉√',")
_KEYWORDS = frozenset(("if", "else", "and", "or", "not", "True", "False"))
_TIMES = re.compile(r"(?<=[0-9])x(?=[0-9])|(?<=[A-Z0-9)])x(?=[A-Z(])|(?<= )x(?= )")
_LARGEST_EXPONENT = 400


class Token(NamedTuple):
    """A piece of text. kind: num, name, function, op, word, attribute, T (transposed after), preT (before), end.

    space says that white space stands before it.
    """

    kind: str
    value: Any
    space: bool = False
    text: str = ""


def tokens(text: str, names: Names, *, exact: bool = False) -> list[Token]:
    """The tokens of ``text``; ``exact`` is for the expressions of authors. Raises Unreadable."""
    if not exact:
        text = names.with_atoms(text)
        if "x" not in names.words:
            text = _TIMES.sub("×", text)
    found = _Lexer(text, names, exact).all()
    if len(found) > MOST:
        raise Unreadable("too_long", _("This expression has too many parts."))
    return found


class _Lexer:
    def __init__(self, text: str, names: Names, exact: bool) -> None:
        self.text = text
        self.names = names
        self.exact = exact
        self.matrices = bool(names.matrices)
        self.at = 0
        self.space = False
        self.found: list[Token] = []

    def all(self) -> list[Token]:
        while self.at < len(self.text):
            sign = self.text[self.at]
            if sign == " ":
                self.space = True
                self.at += 1
            elif sign in self.names.atom_names:
                self.add("name", self.names.atom_names[sign], 1)
            elif not (self.number() or self.transpose() or self.word() or self.attribute() or self.operator()):
                sentence = _("The sign {sign} has no meaning in an answer.")
                raise Unreadable("character", sentence.format(sign=sign))
        self.add("end", None, 0)
        return self.found

    def add(self, kind: str, value: Any, length: int) -> bool:
        self.found.append(Token(kind, value, self.space, self.text[self.at : self.at + length]))
        self.at += length
        self.space = False
        return True

    def number(self) -> bool:
        match = _NUMBER.match(self.text, self.at)
        if not match:
            return False
        digits = match[0].replace("_", "")
        length = len(match[0])
        power = _EXPONENT.match(self.text, match.end())
        if power and not self._declared(power[0][0]):
            length += len(power[0])
            if abs(int(power[0][1:])) > _LARGEST_EXPONENT:
                raise Unreadable("too_large", _("This number is too large."))
            value = Fraction(digits) * Fraction(10) ** int(power[0][1:])
        else:
            value = Fraction(digits)
        exact = value.numerator if value.denominator == 1 else value
        return self.add("num", exact, length)

    def _declared(self, name: str) -> bool:
        return name in self.names.declared

    def transpose(self) -> bool:
        """``^T`` after or before a matrix."""
        match = _TRANSPOSE.match(self.text, self.at) if self.matrices else None
        if not match or (set("tT") & set(match[0]) <= set(self.names.words)):
            return False
        last = self.found[-1] if self.found else None
        after = last is not None and (last.kind in ("name", "T", "num") or last.value in (")", "]", "}", "|"))
        return self.add("T" if after else "preT", "T", len(match[0]))

    def word(self) -> bool:
        sign = self.text[self.at]
        if not (sign.isalpha() or sign == "_"):
            return False
        end = self.at
        while end < len(self.text) and (self.text[end].isalnum() or self.text[end] == "_"):
            end += 1
        run = self.text[self.at : end]
        library = None if self.exact else _LIBRARY.match(self.text, self.at)
        if library and (known_function(library[1]) or library[1] in ("e", "pi")):
            self.at = library.start(1)
            return self.word()
        if run in _KEYWORDS and run not in self.names.words:
            return self.add("word", run, len(run))
        if run == "mod" and run not in self.names.declared and not self.opens(end):
            return self.add("op", "%", len(run))
        if not self.exact and re.match(r"\s*=(?!=)", self.text[end:]):
            return self.add("word", run, len(run))  # a keyword argument such as axis=0
        return self.run(run, end)

    def run(self, run: str, end: int) -> bool:
        if self.exact:
            words = [self.names.words[run]] if run in self.names.words else None
        else:
            words = self.names.split(run, self.opens(end))
        if words is None:
            raise self.unknown(run)
        for number, word in enumerate(words):
            self.add(word.kind, word.value, len(run) if number == len(words) - 1 else 0)
        return True

    def opens(self, end: int) -> bool:
        return re.match(r"\s*[(\[{^]", self.text[end:]) is not None

    def unknown(self, run: str) -> Unreadable:
        piece, near = self.names.unknown(run) if not self.exact else (run, "")
        before = run[: -len(piece)] if piece.isdecimal() else ""
        if before:
            piece = run
            text = _("{name} can be read in two ways: write {power} or {product}.").format(
                name=run, power=f"{before}^{run[len(before) :]}", product=f"{run[len(before) :]}*{before}"
            )
        elif SPELLINGS.get(piece) and not self.matrices:
            text = _("The function {name} is for arrays only.").format(name=piece)
        else:
            text = _("There is no {name} in this question.").format(name=piece)
            if near:
                text += " " + _("Did you mean {name}? Capital and small letters differ.").format(name=near)
            elif self.names.declared:
                text += " " + _("It has: {names}.").format(names=", ".join(self.names.declared))
        return Unreadable(f"unknown_name:{piece}", text)

    def attribute(self) -> bool:
        if self.text[self.at] != ".":
            return False
        match = _ATTRIBUTE.match(self.text, self.at) if self.matrices else None
        if not match:
            if re.match(r"\.\s*[A-Za-z_]", self.text[self.at :]):
                raise Unreadable("attribute", _("A full stop before a name is not understood here."))
            return False
        if not match[2]:
            return self.add("T", "T", len(match[0]))
        return self.add("attribute", match[2], len(match[0]))

    def operator(self) -> bool:
        if self.text[self.at] == "@" and not self.matrices:
            return False
        for sign in _OPERATORS:
            if self.text.startswith(sign, self.at):
                return self.add("op", "^" if sign == "**" else sign, len(sign))
        return False
