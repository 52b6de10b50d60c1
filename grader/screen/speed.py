"""How fast a solution is, as bars: each ten times as long takes the same number of columns."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from grader.messages import _
from grader.screen.text import Style, cells, pad, sanitise, wrap

if TYPE_CHECKING:
    from grader.speed import Size, Speed, Time

RATIO = 21
"""Columns for the words after a bar."""


def chart(speed: Speed, style: Style) -> str:
    """The ladder with a bar for each time, and what must be said about it."""
    text = _(
        "Speed (not scored): one thread, the median of repeated calls, the first call left out. "
        "Each | in a bar is ten times as long as the one before."
    )
    lines = [wrap(text, style.width)]
    times = [time for size in speed.sizes for time in size.times]
    if times:
        names = max(cells(_who(time)) for time in times)
        low = math.floor(math.log10(min(time.seconds for time in times)))
        high = max(math.ceil(math.log10(max(time.seconds for time in times))), low + 1)
        room = style.width - names - 2 - 10 - 1 - RATIO
        for size in speed.sizes:
            lines += [
                "",
                style.bold(wrap(size.name, style.width)),
                *_rows(size, names, low, max(room // (high - low), 1)),
            ]
        lines.append("")
    moved = max((time.moving for time in times), default=0.0)
    if moved:
        text = _("Sending the arrays to your process and back took up to {time} a call and is subtracted.")
        lines.append(wrap(text.format(time=duration(moved)), style.width))
    lines += [wrap(sanitise(note), style.width) for note in speed.notes]
    return "\n".join(lines) + "\n"


def _rows(size: Size, names: int, low: int, decade: int) -> Iterator[str]:
    reference = next((time.seconds for time in size.times if time.who == "reference"), None)
    for time in size.times:
        length = max(round((math.log10(time.seconds) - low) * decade), 1)
        bar = "".join("|" if place % decade == decade - 1 else "=" for place in range(length))
        after = "" if reference is None or time.who == "reference" else f" {_ratio(time.seconds / reference)}"
        yield f"  {pad(_who(time), names)}{duration(time.seconds):>10} {bar}{after}"


def _who(time: Time) -> str:
    if time.who == "torch":
        return f"PyTorch {time.device}"
    return {"yours": _("yours"), "reference": _("reference"), "second": _("naive loops")}[time.who]


def _ratio(ratio: float) -> str:
    if ratio >= 1.05:
        return _("{n}x the reference").format(n=f"{ratio:.2g}" if ratio < 10 else f"{ratio:.0f}")
    if ratio > 0.95:
        return _("as the reference")
    return _("1/{n} of the reference").format(n=f"{1 / ratio:.2g}" if ratio > 0.1 else f"{1 / ratio:.0f}")


def duration(seconds: float) -> str:
    """Seconds in the unit that suits them."""
    for unit, factor in (("s", 1.0), ("ms", 1e3), ("us", 1e6)):
        if seconds * factor >= 1 or unit == "us":
            return f"{seconds * factor:.3g} {unit}" if seconds * factor < 100 else f"{seconds * factor:.0f} {unit}"
    raise AssertionError("there is a smallest unit")
