"""Whose work is equal, or nearly.

Sources are compared as sequences of words, without comments, docstrings and layout; names that the learner chose are
all the same word. What many have in common is the usual solution and says nothing about copying.
"""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

ALIKE = 90.0
"""Two sources are alike from this similarity on, in percent: 2 × common words in order / words of both."""

SHORTEST = 60
"""Shorter sources are not compared, because right ones of this length are alike by nature."""

LONGEST = 16_000
"""Characters of a source that are looked at, several times a long solution: nobody's source stops the report."""

USUAL = 0.1
"""What a larger part of the class has in common is the usual solution, unless it is only a handful."""

HANDFUL = 4

_WORDS = re.compile(
    r'"""(?:\\.|[^\\])*?"""'
    r"|'''(?:\\.|[^\\])*?'''"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'(?:\\.|[^'\\\n])*'"
    r"|\#[^\n]*|\.?\w+|[^\w\s]",
    re.DOTALL,
)
_GIVEN = frozenset({*keyword.kwlist, *dir(builtins), "np", "numpy", "math"})
_OWN, _TEXT = "name", "text"


@dataclass(frozen=True, slots=True)
class Group:
    """Students whose work for an exercise is alike.

    similarity   in percent, the least of those that hold the group together
    words        how long the longest source is
    usual        whether so many have it that it is the usual solution
    """

    exercise: str
    students: tuple[str, ...]
    similarity: float
    words: int
    usual: bool = False


def words(source: str) -> tuple[str, ...]:
    """A source as words, whether or not it is valid Python."""
    return tuple(filter(None, map(_plain, _WORDS.findall(source[:LONGEST]))))


def _plain(word: str) -> str:
    if word.startswith(("#", '"""', "'''")):
        return ""
    if word[0] in "\"'":
        return _TEXT
    if word[0].isalpha() or word[0] == "_":  # an attribute begins with its dot
        return word if word in _GIVEN else _OWN
    return word


def equal(exercise: str, owners: Mapping[str, Sequence[str]], texts: Mapping[str, str]) -> list[Group]:
    """Groups of students with one and the same work; ``owners`` by key, ``texts`` by key as far as they are known."""
    return [
        Group(exercise, tuple(students), 100.0, len(words(texts.get(key, ""))))
        for key, students in owners.items()
        if len(students) > 1
    ]


def alike(exercise: str, owners: Mapping[str, Sequence[str]], texts: Mapping[str, str]) -> list[Group]:
    """Groups of students whose work differs in a few words at most; who has equal work is in the same group.

    Every two are compared, so the time grows with the square of the number of different solutions.
    """
    import numpy as np
    from rapidfuzz import fuzz, process

    forms: dict[tuple[str, ...], list[str]] = {}
    for key in owners:
        form = words(texts.get(key, ""))
        if len(form) >= SHORTEST:
            forms.setdefault(form, []).append(key)
    alphabet: dict[str, str] = {}
    written = ["".join(alphabet.setdefault(word, chr(0x10000 + len(alphabet))) for word in form) for form in forms]
    if not written:
        return []
    scores = process.cdist(written, written, scorer=fuzz.ratio, score_cutoff=ALIKE, dtype=np.float32, workers=-1)
    links = [(int(i), int(j), float(scores[i, j])) for i, j in np.argwhere(scores >= ALIKE) if i < j]
    whole, lists = sum(map(len, owners.values())), list(forms.items())
    groups = []
    for members, similarity in _joined(len(lists), links):
        keys = [key for member in members for key in lists[member][1]]
        if len(keys) < 2:
            continue
        students = sorted(student for key in keys for student in owners[key])
        usual = len(students) > max(HANDFUL, USUAL * whole)
        groups.append(Group(exercise, tuple(students), similarity, max(len(lists[m][0]) for m in members), usual))
    return groups


def _joined(count: int, links: Iterable[tuple[int, int, float]]) -> list[tuple[list[int], float]]:
    """What is linked, directly or by others, and the weakest of the links of each group."""
    root, weakest = list(range(count)), [100.0] * count

    def find(node: int) -> int:
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    for one, other, score in links:
        a, b = find(one), find(other)
        root[b] = a
        weakest[a] = min(weakest[a], weakest[b], score)
    groups: dict[int, list[int]] = {}
    for node in range(count):
        groups.setdefault(find(node), []).append(node)
    return [(members, weakest[top]) for top, members in groups.items()]
