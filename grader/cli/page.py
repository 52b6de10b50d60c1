"""Help pages: click's, but measured in cells, so that lines of wide characters fit; and click's own words."""

from __future__ import annotations

from collections.abc import Iterable

import click

from grader.messages import _, ngettext
from grader.screen.text import cells, pad, wrap


class Page(click.HelpFormatter):
    """A help page in the making."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        first = f"{_('Usage:') if prefix is None else prefix.rstrip()} {prog} "
        self.write(wrap(args, self.width, indent=" " * cells(first), first=first) + "\n")

    def write_text(self, text: str) -> None:
        indent = " " * self.current_indent
        paragraphs = (" ".join(paragraph.split()) for paragraph in text.split("\n\n"))
        self.write("\n\n".join(wrap(paragraph, self.width, indent=indent) for paragraph in paragraphs) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        rows = list(rows)
        column = min(max(cells(term) for term, _text in rows), col_max) + col_spacing
        indent = " " * (self.current_indent + column)
        for term, text in rows:
            head = " " * self.current_indent + pad(term, column)
            if cells(head) > len(indent):
                self.write(head.rstrip() + "\n")
                head = indent
            self.write(wrap(text, self.width, indent=indent, first=head) + "\n")


def words() -> tuple[str, ...]:
    """What click itself says to users of ``grade``: it asks gettext for it, and finds it in our catalogue."""
    return (
        _("Usage:"),
        _("Options"),
        _("Commands"),
        _("Show this message and exit."),
        _("No such option {name!r}."),
        ngettext("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)", 1),
        _("Option {name!r} does not take a value."),
        ngettext("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments.", 1),
        _("Missing argument"),
        _("Missing option"),
        _("Choose from:\n\t{choices}"),
        ngettext("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", 1),
        _("Invalid value: {message}"),
        _("Invalid value for {param_hint}: {message}"),
        ngettext("{value!r} is not {choice}.", "{value!r} is not one of {choices}.", 1),
        _("{value!r} is not a valid {number_type}."),
        _("{value} is not in the range {range}."),
    )
