"""The interface in the learner's language: gettext, loaded only when the language is not English.

Texts are translated first and filled in afterwards, ``_("%d cases") % n``, so that they can be extracted.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from gettext import NullTranslations

LANGUAGES = ("en", "ja")
LOCALE = Path(__file__).with_name("locale")


class _Unset:
    """The language has not been chosen yet."""


_UNSET: Final = _Unset()
_catalogue: NullTranslations | _Unset | None = _UNSET
_language = ""


def set_language(language: str | None) -> None:
    """Speak ``language`` from now on; None means the one of the locale. A missing catalogue means English."""
    global _catalogue, _language
    _language = language or locale_language()
    _catalogue = _load(_language)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak ``language`` for a while, then again what was spoken before: for documents in several languages."""
    global _catalogue, _language
    before = _catalogue, _language
    set_language(language)
    try:
        yield
    finally:
        _catalogue, _language = before


def language() -> str:
    """The language that is spoken: content that has several takes this one."""
    return _language or locale_language()


def locale_language() -> str:
    """The language that LC_ALL, LC_MESSAGES or LANG asks for, if the interface speaks it, else English."""
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    language = locale.replace("-", "_").partition("_")[0].partition(".")[0].lower()
    return language if language in LANGUAGES else "en"


def _(text: str) -> str:
    """``text`` in the language of the interface."""
    catalogue = _chosen()
    return catalogue.gettext(text) if catalogue and text else text


def ngettext(one: str, many: str, count: int) -> str:
    """The form of a text that fits ``count`` things."""
    catalogue = _chosen()
    if catalogue:
        return catalogue.ngettext(one, many, count)
    return one if count == 1 else many


def N_(text: str) -> str:  # noqa: N802  (gettext's own name for it)
    """Mark ``text`` for extraction; it is translated where it is shown."""
    return text


def _chosen() -> NullTranslations | None:
    if isinstance(_catalogue, _Unset):
        set_language(None)
    return _catalogue  # type: ignore[return-value]  # set_language has just replaced the placeholder


def _load(language: str) -> NullTranslations | None:
    if language == "en":
        return None
    import gettext

    try:
        return gettext.translation("grader", LOCALE, [language])
    except (OSError, ValueError):  # no catalogue, or a damaged one
        return None
