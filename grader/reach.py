"""Which numbers of its arguments one number of a result is made of, found out without knowing the function.

NaN goes wherever a number goes: put in at some places, it comes out if one of them is used. Halving the axes one by one
finds the places with few calls. Functions that compare (where a NaN may vanish) and functions that fail at a NaN exist;
so what is found is checked: all other numbers, replaced by NaN and by other finite numbers, must change nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

CALLS = 150
"""The most calls that are spent on one number."""
SECONDS = 0.2
"""The most CPU time: a busy machine makes no function slower."""
SINGLE_OUT = 20
"""The most places that are tried one by one."""

Places = dict[str, np.ndarray]
"""By the name of an array, as a learner would write it: which of its elements enter."""


class _Unknown(Exception):
    """It cannot be found out."""


def reach(number: Callable[[dict[str, Any]], float], args: Mapping[str, Any], slack: float) -> Places | None:
    """Where the arrays of floats in ``args`` enter a number, or None where that cannot be had for certain.

    number   the number for some arguments; it may raise whatever it likes
    slack    how far it may move without having changed
    """
    try:
        asked = _Asked(number, args, slack)
        return {name: asked.places(array) for name, array in floats(args)}
    except Exception:  # a reference at NaN may do anything
        return None


def floats(value: Any, name: str = "") -> Iterator[tuple[str, np.ndarray]]:
    """The arrays of floats in arguments, called ``x``, ``weights[0]``, ``params['W1']``."""
    if isinstance(value, np.ndarray) and value.dtype.kind == "f" and value.ndim:
        yield name, value
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from floats(part, f"{name}[{key!r}]" if name else key)
    elif isinstance(value, tuple | list):
        for place, part in enumerate(value):
            yield from floats(part, f"{name}[{place}]")


def _swapped(value: Any, old: np.ndarray, new: np.ndarray) -> Any:
    """The value with ``new`` in place of the array ``old``."""
    if value is old:
        return new
    if isinstance(value, Mapping):
        return {key: _swapped(part, old, new) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return type(value)(_swapped(part, old, new) for part in value)
    return value


class _Asked:
    """A number that is computed from arguments, asked again and again with one array of them changed."""

    def __init__(self, number: Callable[[dict[str, Any]], float], args: Mapping[str, Any], slack: float) -> None:
        self._number, self._args, self._slack = number, dict(args), slack
        self._right = number(dict(args))
        self._left, self._until = CALLS, time.thread_time() + SECONDS

    def places(self, array: np.ndarray) -> np.ndarray:
        """Which elements of ``array`` enter the number. Raises _Unknown."""
        found = np.zeros(array.shape, bool)
        if array.size and self._enter(array, ~found):
            found[np.ix_(*(self._along(array, axis, 0, size) for axis, size in enumerate(array.shape)))] = True
            self._single_out(array, found)
        rest = ~found
        if rest.any():
            other = array[rest][::-1]
            larger, smaller = other * 1.25 + 0.5, other * 0.25  # of the same kind, and mostly of the same sign
            if self._enter(array, rest) or any(self._changes(array, rest, values) for values in (larger, smaller)):
                raise _Unknown
        return found

    def _along(self, array: np.ndarray, axis: int, start: int, stop: int) -> list[int]:
        """The indices from ``start`` to ``stop`` of an axis at which something enters."""
        if stop - start < array.shape[axis]:  # of the whole it is known
            part = np.zeros(array.shape, bool)
            np.moveaxis(part, axis, 0)[start:stop] = True
            if not self._enter(array, part):
                return []
        if stop - start == 1:
            return [start]
        middle = (start + stop) // 2
        return self._along(array, axis, start, middle) + self._along(array, axis, middle, stop)

    def _single_out(self, array: np.ndarray, found: np.ndarray) -> None:
        """Take out of ``found`` what does not enter. Where there are too many to try each, all that are tried must."""
        places = [tuple(place) for place in np.argwhere(found)]
        tried = min(len(places), SINGLE_OUT)
        for number in np.linspace(0, len(places) - 1, tried).round().astype(int):
            one = np.zeros(found.shape, bool)
            one[places[number]] = True
            if not self._enter(array, one):
                if tried < len(places):
                    raise _Unknown
                found[places[number]] = False

    def _enter(self, array: np.ndarray, places: np.ndarray) -> bool:
        return self._changes(array, places, np.nan)

    def _changes(self, array: np.ndarray, places: np.ndarray, values: Any) -> bool:
        """Whether the number is another one when ``values`` stand at these places."""
        if self._left <= 0 or time.thread_time() > self._until:
            raise _Unknown
        self._left -= 1
        changed = array.copy(order="K")
        changed[places] = values
        now = self._number(_swapped(self._args, array, changed))
        return not abs(now - self._right) <= self._slack
