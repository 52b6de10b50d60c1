"""The course as one page of Markdown: every exercise with its statement and what should be solved before."""

from __future__ import annotations

from collections.abc import Iterator

from grader.pack import Pack


def catalogue(pack: Pack) -> str:
    """A page that is made from the pack alone, and so never says anything else than the stubs."""
    return "\n".join(_lines(pack)) + "\n"


def _lines(pack: Pack) -> Iterator[str]:
    yield f"# {pack.title}: the exercises"
    yield ""
    yield "Made by `grade dev index` from the stubs; do not edit. `grade show NAME` shows the same in the terminal."
    yield ""
    for topic in pack.topics:
        yield f"- [{topic.title}](#{_anchor(topic.title)}): " + ", ".join(f"[{n}](#{n})" for n in topic.names)
    for topic in pack.topics:
        yield from ("", f"## {topic.title}")
        for name in topic.names:
            yield from _exercise(pack, name)


def _exercise(pack: Pack, name: str) -> Iterator[str]:
    entry = pack.entry(name)
    yield from ("", f"### {name}", "")
    facts = [f"{entry.points:g} {'point' if entry.points == 1 else 'points'}"]
    if entry.requires:
        facts.append("after " + ", ".join(f"[{other}](#{other})" for other in entry.requires))
    yield "; ".join(facts) + "."
    yield from ("", "```", f"{name}({', '.join(pack.signature(name))})", "", *pack.statement(name).splitlines(), "```")


def _anchor(title: str) -> str:
    """The anchor that Markdown viewers give a heading."""
    return "".join(c for c in title.lower().replace(" ", "-") if c.isalnum() or c in "-_")
