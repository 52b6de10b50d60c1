"""One optimizer as its misconceptions see it, so that what several optimizers share is written once.

A shared misconception is called as ``wrong(call)``, or as ``wrong(call, names)`` where it concerns some parts of the
state, with a ``Call``: the arguments by name, and what the right step makes of them. ``Family`` turns it into one of
its own; in the docstring {results}, {name} and {decay} are filled in.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from ._trajectory import Walk


@dataclass(frozen=True)
class Family:
    """What distinguishes one optimizer from the others, as far as misconceptions are concerned.

    walk      names of arguments and state
    quotient  ``quotient(call, *state)``: the parts of w's step, numerator / (sqrt(square) + eps), from the new state
    move      ``move(call, *state)``: the new w, where it is no such quotient
    averages  the parts of the state that are moving averages of grad or its square: the name of their decay, the power
    """

    walk: Walk
    quotient: Callable = None
    averages: dict[str, tuple[str, int]] = field(default_factory=dict)
    move: Callable = None

    def bound(self, *wrongs):
        """The shared misconceptions as those of this optimizer."""
        return tuple(self._bound(wrong) for wrong in wrongs)

    def each(self, names, *wrongs):
        """The misconceptions about parts of the state: all of ``names`` at once, and as variants each of them."""
        groups = [names, *((name,) for name in names)] if len(names) > 1 else [names]
        return tuple(
            self._bound(wrong, group, "" if group is names else group[0]) for wrong in wrongs for group in groups
        )

    def some(self, names, wrong):
        """The misconception about these parts of the state, as a variant."""
        return self._bound(wrong, names, "_".join(names))

    def averaged(self, names, *rules):
        """The wrong rules ``rule(old, decay, new)`` for these moving averages."""

        def wrong_average(rule):
            def wrong(call, names):
                return call.with_state(**{name: rule(*call.average(name)) for name in names})

            wrong.__name__, wrong.__doc__ = rule.__name__, rule.__doc__
            return wrong

        return self.each(names, *map(wrong_average, rules))

    def summands(self, solve):
        """For the diagnosis: what w and the moving averages are the sums of in each step of the right trajectory."""

        def found(params, *others):
            calls = []

            def call(*values):
                calls.append(self._parts(Call(self, solve, values)))
                return solve(*values)

            self.walk.drive(call, params, *others)
            return self.walk.laid_down(calls, len(params))

        return found

    def _parts(self, call):
        parts = {"w": {"the old w": call.w, "the step": call.right()[0] - call.w}}
        for name, (decay, power) in self.averages.items():
            old, beta, new = call.average(name)
            what = "grad" if power == 1 else f"grad**{power}"
            parts[name] = {f"{decay} * {name}": beta * old, f"(1 - {decay}) * {what}": (1 - beta) * new}
        return parts

    def _bound(self, wrong, names=(), variant=""):
        def bound_wrong(solve, *values):
            call = Call(self, solve, values)
            found = wrong(call, names) if names else wrong(call)
            return found[0] if isinstance(found, tuple) and len(found) == 1 else found

        decays = dict.fromkeys(self.averages[name][0] for name in names if name in self.averages)
        mark = ("_" if "__" in wrong.__name__ else "__") if variant else ""
        bound_wrong.__name__ = wrong.__name__ + mark + variant
        bound_wrong.__doc__ = wrong.__doc__.format(
            results=", ".join(self.walk.results),
            name=" and ".join(filter(None, (", ".join(names[:-1]), *names[-1:]))),
            decay=decays.popitem()[0] if len(decays) == 1 else "beta",
        )
        return bound_wrong


class Call:
    """One call of a step: its arguments are attributes."""

    def __init__(self, family, solve, values):
        self.family, self.solve = family, solve
        self.args = dict(zip(family.walk.names, values))
        self.__dict__.update(self.args)

    def right(self, **changes):
        """What the right step returns, as a tuple, with some arguments replaced."""
        found = self.solve(*{**self.args, **changes}.values())
        return found if isinstance(found, tuple) else (found,)

    def with_state(self, **changes):
        """The right step, except that a part of the new state is another: w follows from it."""
        names = tuple(self.family.walk.state)
        state = {**dict(zip(names, self.right()[1:])), **changes}
        return self.moved(*state.values()), *state.values()

    def moved(self, *state, **rules):
        """The new w that follows from this new state; ``rules`` are for ``quotient`` or ``move``."""
        if self.family.move is not None:
            return self.family.move(self, *state, **rules)
        numerator, square = self.family.quotient(self, *state, **rules)
        return self.w - numerator / (np.sqrt(square) + self.eps)

    def other_step(self, change):
        """The right state, but w moves by ``change(numerator, square)``."""
        _, *state = self.right()
        return self.w - change(*self.family.quotient(self, *state)), *state

    def average(self, name):
        """Of a moving average: its old value, its decay, and what is averaged."""
        decay, power = self.family.averages[name]
        return self.args[name], self.args[decay], self.grad**power
