"""Programs with a slip in them: the text of a right solution in which one place is written as learners get it wrong."""

import functools
import inspect
import io
import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from grader import wire

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Program:
    """A function with one slip, and the misconception it stands for (None: one that the course has no name for)."""

    style: str
    slip: str
    function: object


def module_of(topic, exercise):
    """The styles of an exercise, or None where there are none."""
    if not (HERE / topic / f"{exercise}.py").is_file():
        return None
    return import_module(f"styles.{topic}.{exercise}")


def styles(module):
    """The right solutions in a module, by name."""
    return {name: _as_received(getattr(module, name)) for name in module.SLIPS}


def programs(module):
    """Every slip of every style. Raises ValueError where a text does not occur exactly once in its solution."""
    for style, slips in module.SLIPS.items():
        source = inspect.getsource(getattr(module, style))
        for slip, old, new in slips:
            if source.count(old) != 1:
                raise ValueError(f"{module.__name__}: {style} has {old!r} {source.count(old)} times")
            yield Program(style, slip, _compiled(module, style, source.replace(old, new)))


def in_styles(module):
    """For each misconception the styles in which it is made."""
    found = {}
    for style, slips in module.SLIPS.items():
        for slip, _old, _new in slips:
            for name in slip if isinstance(slip, tuple) else (slip,):
                found.setdefault(name, set()).add(style)
    return found


def _compiled(module, name, source):
    """The function in a text, with what its module has at hand."""
    space = dict(vars(module))
    exec(compile(source, f"{name}.py", "exec"), space)
    return _as_received(space[name])


def _as_received(function):
    """The function with its results as the judge receives them: a number of NumPy's is a number of Python's there."""

    @functools.wraps(function)
    def received(*args):
        sent = wire.message(wire.REPLY, function(*args))
        return wire.Reader(io.BytesIO(sent).read).message(len(sent))[2]

    return received


sys.path[:0] = [str(HERE.parent)] * (str(HERE.parent) not in sys.path)
