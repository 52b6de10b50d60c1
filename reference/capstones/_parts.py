"""Misconceptions that replace parts of a network, and how two of them combine."""

from functools import partial


def replacing(build, **parts):
    """A misconception: ``build(*args, **parts)``. Takes its name and message from the function it decorates.

    Parts that a misconception below it has replaced stay replaced.
    """

    def decorate(function):
        def wrong(solve, *args):
            return build(*args, **{**replaced(solve), **parts})

        wrong.parts, wrong.__name__, wrong.__doc__ = parts, function.__name__, function.__doc__
        return wrong

    return decorate


def replaced(solve):
    """The parts that the misconceptions in ``solve`` replace: they are bound one on top of the other."""
    found = {}
    while isinstance(solve, partial):
        found = {**getattr(solve.func, "parts", {}), **found}
        solve = solve.args[0]
    return found
