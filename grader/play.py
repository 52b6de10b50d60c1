"""One case, played with a function: called once with the case's arguments, or as often as the spec's drive asks.

The function stands behind an ``Ask``: the pack's own, called here, or a learner's, called in the student's process.
A drive is the pack's code and runs in the judge; what a learner's function gives it is data, of any kind and shape.
"""

from __future__ import annotations

import copy
import inspect
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from grader import wire
from grader.model import Case, Failure, Outcome, Probe, Rng, Spec, Status
from grader.runner.child import GLOBAL, counted, random_state

Ask = Callable[[tuple[Any, ...]], Outcome]
"""Calls a function with arguments, whatever comes of it."""

GLOBAL_RNG = "np.random"
"""What to call NumPy's global generator, which stands last among the things that a call can change."""


class _StoppedError(Exception):
    """A call inside a drive gave no value; the case ends here."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome


def private(value: Any) -> Any:
    """A copy of an argument that a function may spoil, with the same memory layout; a Generator for an Rng."""
    if isinstance(value, np.ndarray):
        return wire.laid_out(value, wire.layout_of(value))
    if isinstance(value, tuple | list):
        return type(value)(private(part) for part in value)
    if isinstance(value, dict):
        return {key: private(part) for key, part in value.items()}
    if isinstance(value, Rng):
        return np.random.default_rng(value.seed)
    if isinstance(value, Probe):
        return counted(value.function, value.limit)
    return value


def here(function: Callable[..., Any]) -> Ask:
    """Ask a function of the pack, on private copies of the arguments, as the student's process would."""

    def ask(values: tuple[Any, ...]) -> Outcome:
        args = [private(value) for value in values]
        before = [wire.encode(value) for value in args]
        random = random_state(values, Rng)
        try:
            with warnings.catch_warnings(), np.errstate(all="ignore"):
                warnings.simplefilter("ignore")
                value = function(*args)
        except Exception as error:
            return Outcome(Status.RAISED, failure=Failure(type(error).__name__, str(error)))
        mutated = [i for i, arg in enumerate(args) if wire.encode(arg) != before[i]]
        if random_state(values, Rng) != random:
            mutated.append(GLOBAL)
        return Outcome(Status.PASS, value, None, tuple(mutated))

    return ask


def play(spec: Spec, ask: Ask, case: Case, log: list[Any] | None = None) -> Outcome:
    """Play one case. ``log`` collects what each call gave back.

    An exception of the drive itself, over values it cannot work with, ends in WRONG_VALUE with the exception as
    failure.
    """
    if spec.drive is None:
        outcome = ask(tuple(case.args.values()))
        if log is not None and outcome.status is Status.PASS:
            log.append(outcome.value)
        return outcome
    mutated: dict[int, None] = {}
    said: list[str] = []
    remarks: list[str] = []

    def call(*args: Any) -> Any:
        outcome = ask(args)
        said.append(outcome.printed)
        remarks.extend(outcome.warnings)
        mutated.update(dict.fromkeys(outcome.mutated))
        if outcome.status is not Status.PASS:
            raise _StoppedError(outcome)
        if log is not None:
            log.append(outcome.value)
        return outcome.value

    args = copy.deepcopy(list(case.args.values()))
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            value = spec.drive(call, *args)
    except _StoppedError as stop:
        return stop.outcome
    except Exception as error:
        return Outcome(Status.WRONG_VALUE, failure=Failure(type(error).__name__, str(error)), printed="".join(said))
    return Outcome(Status.PASS, value, None, tuple(mutated), "".join(said), tuple(dict.fromkeys(remarks)))


def call(spec: Spec, function: Callable[..., Any], case: Case) -> Outcome:
    """Play a case with a function of the pack."""
    return play(spec, here(function), case)


def argument_names(spec: Spec) -> tuple[str, ...]:
    """What can be changed by a call: the arguments of the stub, in order, and NumPy's global generator."""
    code = inspect.unwrap(spec.solve).__code__
    return (*code.co_varnames[: code.co_argcount], GLOBAL_RNG)
