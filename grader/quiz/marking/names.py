"""The names that a text may use, in all the ways they are spelled, and how a run of letters is split into them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import product
from typing import NamedTuple

from grader.quiz.marking.functions import ARGUMENTS, ARRAYS, SPELLINGS
from grader.quiz.marking.normalise import letters
from grader.quiz.marking.symbols import GREEK

_SPELLED = {letter: tuple(name for name, one in GREEK.items() if one == letter) for letter in GREEK.values()}
_SEGMENT = re.compile(r"[A-Za-z]+|[0-9]+|[^A-Za-z0-9_]")
_QUOTIENT = re.compile(r"d(\w+)/d(\w+)|d([A-Za-z]\w*)_d([A-Za-z]\w*)|d([A-Z])d([A-Za-z])")
_FIRST_ATOM = 0xE000
"""Names that are no single word, such as dL/dy, stand in a text as one private character each."""


class Word(NamedTuple):
    """What a piece of a run means: ``kind`` is name or function."""

    kind: str
    value: str


class Names:
    """The names that an author declares, beside the functions and the constants e and π.

    matrices   those of ``declared`` that are arrays
    also       further spellings of declared names
    exact      names are spelled as declared only, as in question banks
    """

    def __init__(
        self,
        declared: Iterable[str],
        matrices: Iterable[str] = (),
        also: Mapping[str, Iterable[str]] | None = None,
        exact: bool = False,
    ) -> None:
        self.declared = tuple(declared)
        self.matrices = frozenset(matrices)
        self.words: dict[str, Word] = {"e": Word("name", "e"), "π": Word("name", "π"), "pi": Word("name", "π")}
        self.atoms: list[tuple[re.Pattern[str], str]] = []
        self.atom_names: dict[str, str] = {}
        for spelling, function in SPELLINGS.items():
            if function not in ARRAYS or matrices or exact:
                self.words[spelling] = Word("function", function)
        own = {name: [name, *(also or {}).get(name, ())] for name in self.declared}
        plain = [one for spellings in own.values() for one in spellings if re.fullmatch(r"\w+", one)]
        for name, spellings in own.items():
            for one in spellings:
                self._declare(name, one, plain, exact)
        self.atoms.sort(key=lambda atom: -len(atom[0].pattern))
        self.longest = max(map(len, self.words))

    def _declare(self, name: str, spelling: str, plain: list[str], exact: bool) -> None:
        if exact:
            self.words[spelling] = Word("name", name)
            return
        spelling = letters(spelling)
        quotient = _QUOTIENT.fullmatch(spelling)
        if quotient:
            self._atom(name, *map(_spaced, filter(None, quotient.groups())))
            top, bottom = filter(None, quotient.groups())
            for one in (f"d{top}d{bottom}", f"d{top}_d{bottom}"):
                self.words.setdefault(one, Word("name", name))
        if not re.fullmatch(r"\w+", spelling):
            if not quotient:
                self._atom(name, r"\s*".join(map(re.escape, spelling)))
            return
        for form in _forms(spelling):
            if form == spelling or "_" in form or not _splits(form, [one for one in plain if one != name]):
                self.words[form] = Word("name", name)

    def _atom(self, name: str, *parts: str) -> None:
        if len(parts) == 2:
            top, bottom = (rf"d\s*{part}(?![_0-9])" for part in parts)
            pattern = rf"\(\s*\(\s*{top}\s*\)\s*/\s*\(\s*{bottom}\s*\)\s*\)|{top}\s*/\s*{bottom}"
        else:
            pattern = parts[0]
        sign = self._sign(name)
        self.atoms.append((re.compile(pattern), sign))

    def _sign(self, name: str) -> str:
        for sign, one in self.atom_names.items():
            if one == name:
                return sign
        sign = chr(_FIRST_ATOM + len(self.atom_names))
        self.atom_names[sign] = name
        return sign

    def with_atoms(self, text: str) -> str:
        """``text`` with names such as dL/dy as one character each."""
        for pattern, sign in self.atoms:
            text = pattern.sub(sign, text)
        return text

    def split(self, run: str, called: bool) -> list[Word] | None:
        """A run of letters as words, the longest first, or None; ``called`` says that a bracket follows."""
        if not called:
            words = self._split(run, frozenset({"name"}))
            if words:
                return words
        words = self._split(run, frozenset({"name", "function"}))
        if words is None and re.search(r"[^_]_[^_]", run) and "__" not in run and "_" not in (run[0], run[-1]):
            words = self._split(run.replace("_", ""), frozenset({"name", "function"}))
        if words is None and called:
            words = self._folded(run)
        return words

    def _split(self, run: str, kinds: frozenset[str]) -> list[Word] | None:
        """Longest match from the left, with backtracking: which ends can be reached from each place is remembered."""
        dead: set[int] = set()
        found: list[Word] = []

        def search(start: int) -> bool:
            if start == len(run):
                return True
            if start in dead:
                return False
            for end in range(min(len(run), start + self.longest), start, -1):
                word = self.words.get(run[start:end])
                if word and word.kind in kinds:
                    found.append(word)
                    if search(end):
                        return True
                    found.pop()
            dead.add(start)
            return False

        return found if run and search(0) else None

    def _folded(self, run: str) -> list[Word] | None:
        """A function in other capitals at the end: Exp(x), RELU(x)."""
        lowered = {spelling.lower(): word for spelling, word in self.words.items() if word.kind == "function"}
        for start in range(len(run)):
            word = lowered.get(run[start:].lower())
            before = self._split(run[:start], frozenset({"name"})) if word and start else []
            if word and before is not None and len(run) - start > 1:
                return [*before, word]
        return None

    def unknown(self, run: str) -> tuple[str, str]:
        """The part of a run that means nothing, and the declared name that was perhaps meant."""
        for start in range(len(run)):
            for end in range(len(run), start, -1):
                if not start or self._split(run[:start], frozenset({"name"})):
                    hint = self._hint(run[start:end])
                    if hint:
                        return run[start:end], hint
        reached = max(end for end in range(len(run)) if not end or self._split(run[:end], frozenset({"name"})))
        return run[reached:], ""

    def _hint(self, piece: str) -> str:
        for name in self.declared:
            if name != piece and name.lower() == piece.lower():
                return name
        return ""


def _forms(spelling: str) -> set[str]:
    """How a name may be typed: Greek letters by letter or name, with and without the underscore."""
    parts = []
    for segment in _SEGMENT.findall(spelling):
        letter = GREEK.get(segment, segment)
        parts.append({segment, letter, *_SPELLED.get(letter, ())})
    glue = ["_"] if "_" in spelling or (len(parts) == 2 and spelling[-1].isdigit()) else []
    forms = {spelling}
    for chosen in product(*parts[:4]):
        rest = _SEGMENT.findall(spelling)[4:]
        forms |= {sign.join([*chosen, *rest]) for sign in ("", *glue)}
    return forms


def _spaced(name: str) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, _forms(name)), key=len, reverse=True)) + ")"


def _splits(form: str, names: list[str]) -> bool:
    reached = {0}
    for end in range(1, len(form) + 1):
        if any(form[start:end] in names for start in reached):
            reached.add(end)
    return len(form) in reached


def known_function(name: str) -> str | None:
    """The function that is spelled so, or None."""
    found = SPELLINGS.get(name) or SPELLINGS.get(name.lower())
    return found if found in ARGUMENTS else None
