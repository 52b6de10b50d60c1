"""Reading a table of a TOML file strictly: every key is asked for, and what nobody asked for is an error."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from grader.messages import N_, _
from grader.pack import suggest
from grader.quiz.lines import Where

_MISSING: Any = object()
_NAMES = {
    str: N_("a text"),
    int: N_("a whole number"),
    bool: N_("true or false"),
    list: N_("a list"),
    dict: N_("a table"),
}


class Flaw(Exception):
    """Something in a bank that is not as it should be: where, and a sentence."""

    def __init__(self, where: Where, sentence: str) -> None:
        super().__init__(sentence)
        self.where = where
        self.sentence = sentence


class Table:
    """A table at ``where``. Ask for its keys, then call ``done``; whatever is not as it should be raises Flaw."""

    def __init__(self, values: dict[str, Any], where: Where = ()) -> None:
        self.where = where
        self._values = values
        self._asked: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def take(self, key: str, kind: type, default: Any = _MISSING) -> Any:
        """The value of ``key``, which must be of this type."""
        self._asked.add(key)
        if key not in self._values:
            if default is _MISSING:
                raise Flaw(self.where, _("{key} is missing").format(key=key))
            return default
        value = self._values[key]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.flaw(_("{key} must be {kind}").format(key=key, kind=_(_NAMES[kind])), key)
        if isinstance(value, str) and not value.strip():
            raise self.flaw(_("{key} is empty").format(key=key), key)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty if it is not there."""
        values = self.take(key, list, [])
        if not all(isinstance(value, str) for value in values):
            raise self.flaw(_("{key} must be a list of texts").format(key=key), key)
        return tuple(values)

    def table(self, key: str) -> Table:
        """A table in this table; an empty one if it is not there."""
        return Table(self.take(key, dict, {}), (*self.where, key))

    def tables(self, key: str) -> list[Table]:
        """The elements of an array of tables."""
        values = self.take(key, list, [])
        if not all(isinstance(value, dict) for value in values):
            raise self.flaw(_("{key} must be written as [[item.{key}]]").format(key=key), key)
        return [Table(value, (*self.where, key, number)) for number, value in enumerate(values)]

    def any(self, key: str) -> Any:
        """The value of a key that is there, as it is."""
        self._asked.add(key)
        return self._values[key]

    def items(self) -> Iterator[tuple[str, Any]]:
        """All keys, where names are the author's."""
        self._asked |= set(self._values)
        yield from self._values.items()

    def flaw(self, sentence: str, *inside: str) -> Flaw:
        """What is wrong here, or with the key ``inside``."""
        return Flaw((*self.where, *inside), sentence)

    def done(self, known: Iterable[str] = ()) -> None:
        """Refuse the keys that nobody asked for; ``known`` are keys that could stand here."""
        for key in self._values:
            if key not in self._asked:
                near = suggest(key, {*self._asked, *known})
                hint = _("A key belongs to the [table] above it.")
                if near:
                    hint = _("Did you mean {names}?").format(names=" / ".join(near))
                raise self.flaw(_("there is no key {key} here.").format(key=repr(key)) + f" {hint}", key)
