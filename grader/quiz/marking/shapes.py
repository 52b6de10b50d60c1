"""Answers that are shapes: (6, 28, 24), 6x28x24, 6×28×24, [6, 28, 24], 6@28x24."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

_WRAPPER = re.compile(r"(?:(?:torch|np|tf)\s*\.\s*)?(?:Size|TensorShape|tuple|list|shape)\s*(?=\()", re.IGNORECASE)
_OUTER = re.compile(r"\(([^()\[\]{}]*)\)|\[([^()\[\]{}]*)\]|\{([^()\[\]{}]*)\}")
_NUMBERS = re.compile(r"[0-9]+(?: +[0-9]+)+")


def prepare(text: str, axes: int, names: Collection[str]) -> str:
    """A plain text with commas between the sizes; ``axes`` is how many the key has."""
    text = _WRAPPER.sub("", text).strip()
    if "@" not in text and ("," in text or axes == 1):  # a cross between two commas multiplies
        return text
    match = _OUTER.fullmatch(text)
    inner = (match[1] or match[2] or match[3] or "") if match else text
    inner = inner.replace("@", ",").strip()
    if _NUMBERS.fullmatch(inner):
        inner = ", ".join(inner.split())
    crosses = "×*·" + "".join(sign for sign in "xX" if sign not in names)
    return re.sub(rf"(?<=[^\s,])\s*[{crosses}]\s*(?=[^\s,])", ", ", inner)


def diagnosis(value: tuple[Any, ...], key: tuple[Any, ...]) -> str:
    """What is wrong with a shape: swapped_hw, channels_last, batch_axis, permuted, rank; or nothing."""
    if len(value) == len(key) + 1 and value[1:] == key:
        return "batch_axis"
    if len(value) + 1 == len(key) and key[1:] == value:
        return "no_batch_axis"
    if len(value) != len(key):
        return f"rank:{len(value)}"
    if len(key) > 1 and value[:-2] == key[:-2] and value[-2:] == key[-2:][::-1]:
        return "swapped_hw"
    if len(key) >= 3 and value == (*key[:-3], *key[-2:], key[-3]):
        return "channels_last"
    return "permuted" if sorted(value) == sorted(key) else ""
