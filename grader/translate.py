"""The texts of a course for its translators: gathered from stubs and references, written as gettext catalogues.

``grade dev translate ja`` brings the catalogues up to date; a translator fills in what is empty and calls it again.
Texts that changed come back empty; nothing is guessed.
"""

from __future__ import annotations

import inspect
import io
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from grader import files
from grader.cases import draw_cases
from grader.diagnose import message
from grader.errors import UsageError
from grader.judge import private
from grader.messages import _
from grader.model import Case, Exercise, Spec
from grader.pack import Pack
from grader.words import COURSE, catalogue, docstrings, place


@dataclass(frozen=True, slots=True)
class Text:
    """A text that learners read, and where it comes from: ``softmax: hint 2``."""

    text: str
    origin: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A catalogue that was brought up to date: how many texts it has, and how many of them are not translated."""

    path: Path
    texts: int
    missing: int


def texts(exercise: Exercise) -> Iterator[Text]:
    """What an exercise says to learners: statement, names of cases, misconceptions, hints, the steps of its walk."""
    name, spec = exercise.name, exercise.spec
    for node in docstrings(exercise.stub):
        yield Text(inspect.cleandoc(str(node.value)), f"{name}: statement")
    cases = draw_cases(name, spec, 0)
    for case in cases:
        yield Text(case.name, f"{name}: case")
    for phrase in parts(spec, cases):
        yield Text(phrase, f"{name}: part")
    for phrase in spec.conditions:
        yield Text(phrase, f"{name}: condition")
    for wrong in spec.wrong:
        yield Text(message(wrong), f"{name}: misconception {wrong.__name__}")
    for number, hint in enumerate(spec.hints, 1):
        yield Text(hint, f"{name}: hint {number}")
    for aim, hints in spec.hints_for.items():
        for number, hint in enumerate(hints, 1):
            yield Text(hint, f"{name}: hint {number} for {aim}")
    if spec.walk is not None:
        for number, step in enumerate(spec.walk.steps(**spec.walk.args), 1):
            yield Text(step.text, f"{name}: step {number}")


def parts(spec: Spec, cases: Iterable[Case]) -> dict[str, None]:
    """What ``Spec.summands`` calls the parts of the outputs."""
    if spec.summands is None:
        return {}
    named = [spec.summands(*map(private, case.args.values())) for case in cases]
    return dict.fromkeys(phrase for one in named for output in one.values() for phrase in output)


def titles(pack: Pack) -> Iterator[Text]:
    """The titles of a course and its topics."""
    yield Text(pack.title, "title of the course")
    for topic in pack.topics:
        yield Text(topic.title, f"title of the topic {topic.name}")


def missing(exercise: Exercise, language: str) -> list[Text]:
    """The texts of an exercise that are not there in ``language``."""
    return _untranslated(exercise.root, language, exercise.entry.topic, texts(exercise))


def missing_titles(pack: Pack, language: str) -> list[Text]:
    """The titles that are not there in ``language``."""
    return _untranslated(pack.root, language, COURSE, titles(pack))


def _untranslated(root: Path, language: str, topic: str, wanted: Iterator[Text]) -> list[Text]:
    with suppress(OSError, ValueError), place(root, language, topic).with_suffix(".mo").open("rb") as file:
        words = GNUTranslations(file)
        words.add_fallback(_Nothing())  # a formula may be the same in both languages: that is not missing
        return [text for text in wanted if text.text and not words.gettext(text.text)]
    return [text for text in wanted if text.text]


class _Nothing(NullTranslations):
    """Stands behind a catalogue and has no words."""

    def gettext(self, message: str) -> str:
        return ""


def update(pack: Pack, language: str, topics: tuple[str, ...] = ()) -> Iterator[Catalogue]:
    """Bring the catalogues of the topics (all of them, and the titles) up to date. Raises UsageError without Babel."""
    if not topics or COURSE in topics:
        yield _update(pack.root, language, COURSE, list(titles(pack)))
    for topic in pack.topics:
        if not topics or topic.name in topics:
            wanted = [text for name in topic.names for text in texts(pack.exercise(name))]
            yield _update(pack.root, language, topic.name, wanted)


def _update(root: Path, language: str, topic: str, wanted: list[Text]) -> Catalogue:
    try:
        from babel.messages.catalog import Catalog
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po, write_po
    except ModuleNotFoundError:
        raise UsageError(_("Translating needs Babel: run `python -m pip install babel`.")) from None
    path = place(root, language, topic)
    old = read_po(io.BytesIO(path.read_bytes()), locale=language) if path.is_file() else Catalog(locale=language)
    new = Catalog(locale=language, charset="utf-8", fuzzy=False)
    for one in wanted:
        if one.text:
            known = old.get(one.text)
            new.add(one.text, known.string if known else "", auto_comments=[one.origin])
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(po, new, width=0, omit_header=False)
    write_mo(mo, new)
    head, _blank, rest = po.getvalue().decode().partition("\n\n")
    kept = [line for line in head.split("\n") if line.startswith(('msgid ""', 'msgstr ""', '"Language', '"Content-'))]
    files.write(path, "\n".join(kept) + "\n\n" + rest)
    files.write(path.with_suffix(".mo"), mo.getvalue())
    catalogue.cache_clear()
    empty = sum(not one.string for one in new if one.id)
    return Catalogue(path, len(new), empty)
