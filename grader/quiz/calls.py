"""Answers computed by the pack's own references and their known wrong answers, as ``compute`` asks for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cached_property
from importlib import import_module
from typing import Any

from grader.errors import PackError, UsageError
from grader.model import Spec
from grader.pack import Pack
from grader.quiz.model import Call


class Caller:
    """Calls functions of a pack. NumPy is loaded only if an argument is an array."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._specs: dict[str, Spec] = {}

    def __call__(self, call: Call, values: Mapping[str, Any]) -> Any:
        """What the reference, or its misconception, gives for these values. Raises PackError if there is none."""
        function = self.function(call)
        result = function(*(_array(argument(values), whole) for argument, whole in call.arguments))
        if call.pick is not None:
            for index in call.pick(values):
                result = result[int(index)]
        return _plain(result)

    def function(self, call: Call) -> Callable[..., Any]:
        """The reference or the misconception that ``call`` names."""
        spec = self._spec(call.exercise)
        if not call.misconception:
            return spec.solve
        for wrong in spec.wrong:
            if wrong.__name__ == call.misconception:
                return lambda *given: wrong(spec.solve, *given)
        raise PackError(f"{call.exercise} has no misconception {call.misconception}")

    def _spec(self, name: str) -> Spec:
        if name not in self._specs:
            try:
                self._specs[name] = self._pack.exercise(name).spec
            except UsageError as error:
                raise PackError(error.message) from None
        return self._specs[name]

    @cached_property
    def _module(self) -> Any:
        return import_module(f"{self._pack.mount}.quizzes.generators")

    def generator(self, name: str) -> Callable[..., Mapping[str, Any]]:
        """A function of ``quizzes/generators.py``. Raises PackError if there is none."""
        try:
            made = getattr(self._module, name)
        except (ImportError, AttributeError):
            raise PackError(f"quizzes/generators.py has no function {name}") from None
        return made


def _array(value: Any, whole: bool) -> Any:
    """Tuples as arrays of floats or whole numbers; fractions as floats."""
    if isinstance(value, tuple):
        import numpy as np

        return np.array(value, dtype=np.int64 if whole else np.float64)
    return float(value) if isinstance(value, Fraction) else value


def _plain(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return tuple(map(_plain, value))
    if hasattr(value, "tolist"):
        return _plain(value.tolist())
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
