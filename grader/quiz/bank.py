"""Finding and reading question banks: ``quizzes/<name>.toml`` of a pack."""

from __future__ import annotations

import tomllib
from pathlib import Path

from grader.errors import PackError, UsageError
from grader.messages import _
from grader.pack import Pack, suggest
from grader.quiz import schema
from grader.quiz.lines import Where, locate, nearest
from grader.quiz.model import Bank, Item
from grader.quiz.table import Flaw, Table


def bank_names(pack: Pack) -> list[str]:
    """The banks of a pack, in the order of the alphabet."""
    return sorted(path.stem for path in (pack.root / "quizzes").glob("*.toml"))


def bank_path(pack: Pack, name: str) -> Path:
    """The file of a bank. Raises UsageError with near names."""
    known = bank_names(pack)
    if name not in known:
        near = tuple(suggest(name, known))
        hint = _("Did you mean {names}?").format(names=" / ".join(near)) if near else _("See `grade quiz --list`.")
        raise UsageError(f"{_('There is no quiz called {name}.').format(name=repr(name))} {hint}", near)
    return pack.root / "quizzes" / f"{name}.toml"


def open_bank(pack: Pack, name: str) -> Bank:
    """The bank called ``name``. Raises UsageError if there is none, PackError with the first thing wrong with it."""
    path = bank_path(pack, name)
    bank, flaws = read(path, f"quizzes/{path.name}")
    if flaws or bank is None:
        raise PackError(flaws[0])
    return bank


def find_item(pack: Pack, name: str) -> Item:
    """The item called ``bank.id``. Raises UsageError with near names."""
    bank = open_bank(pack, name.partition(".")[0])
    items = {item.name: item for item in bank.items}
    if name not in items:
        near = tuple(suggest(name, items))
        hint = _("Did you mean {names}?").format(names=" / ".join(near)) if near else ""
        raise UsageError(f"{_('There is no question called {name}.').format(name=repr(name))} {hint}".rstrip(), near)
    return items[name]


def read(path: Path, shown: str) -> tuple[Bank | None, list[str]]:
    """A bank file and everything that is wrong with it, each as ``file:line: field: sentence``.

    ``shown`` is how the file is called in these sentences. Without a bank the file as a whole cannot be used.
    """
    try:
        text = path.read_text(encoding="utf-8")
        contents = tomllib.loads(text)
    except OSError as error:
        return None, [f"{shown}: cannot be read: {error.strerror}"]
    except UnicodeDecodeError:
        return None, [f"{shown}: is not UTF-8; save it as UTF-8"]
    except tomllib.TOMLDecodeError as error:
        return None, [_syntax(shown, str(error))]
    try:
        bank, flaws = schema.bank(Table(contents), path.stem, shown)
    except Flaw as flaw:
        bank, flaws = None, [flaw]
    if not flaws:
        return bank, []
    found = locate(text)
    return bank, [f"{shown}:{nearest(found, flaw.where)}: {_field(flaw.where, contents)}{flaw}" for flaw in flaws]


def item_line(path: Path, number: int) -> int:
    """The line where the item at ``number`` begins."""
    return nearest(locate(path.read_text(encoding="utf-8")), ("item", number))


def _syntax(shown: str, message: str) -> str:
    """``Expected '=' after a key (at line 3, column 5)`` with the line in front."""
    sentence, _at, place = message.partition(" (at line ")
    line = place.partition(",")[0]
    return f"{shown}:{line}: {sentence}" if line.isdigit() else f"{shown}: {message}"


def _field(where: Where, contents: dict[str, object]) -> str:
    """``item side, wrong forgets_padding, ja: `` for ("item", 3, "wrong", 1, "ja"): elements go by their ids."""
    parts: list[str] = []
    value: object = contents
    for step in where:
        try:
            value = value[step]  # type: ignore[index]  # a path that was read from the same tables
        except (LookupError, TypeError):
            value = None
        if isinstance(step, int):
            name = value.get("id") if isinstance(value, dict) else None
            parts[-1] += f" {name or step + 1}"
        else:
            parts.append(str(step))
    return f"{', '.join(parts)}: " if parts else ""
