"""The course as one page of Markdown: every exercise with its statement and what should be solved before."""

from __future__ import annotations

from collections.abc import Iterator

from grader.messages import _, ngettext
from grader.pack import Pack


def catalogue(pack: Pack) -> str:
    """A page that is made from the pack alone, and so never says anything else than the stubs."""
    return "\n".join(_lines(pack)) + "\n"


def _lines(pack: Pack) -> Iterator[str]:
    yield _("# {title}: the exercises").format(title=pack.shown_title)
    yield ""
    yield _("Made by `grade dev index` from the stubs; do not edit. `grade show NAME` shows the same in the terminal.")
    yield ""
    for title, names in pack.outline:
        yield f"- [{title}](#{_anchor(title)}): " + ", ".join(f"[{n}](#{n})" for n in names)
    for title, names in pack.outline:
        yield from ("", f"## {title}")
        for name in names:
            yield from _exercise(pack, name)


def _exercise(pack: Pack, name: str) -> Iterator[str]:
    entry = pack.entry(name)
    yield from ("", f"### {name}", "")
    facts = [ngettext("{n:g} point", "{n:g} points", int(entry.points)).format(n=entry.points)]
    if entry.requires:
        links = ", ".join(f"[{other}](#{other})" for other in entry.requires)
        facts.append(_("after {names}").format(names=links))
    yield "; ".join(facts) + "."
    yield from ("", "```", f"{name}({', '.join(pack.signature(name))})", "", *pack.statement(name).splitlines(), "```")


def _anchor(title: str) -> str:
    """The anchor that Markdown viewers give a heading."""
    return "".join(c for c in title.lower().replace(" ", "-") if c.isalnum() or c in "-_")
