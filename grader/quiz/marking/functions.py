"""The functions that expressions may use: how they are spelled, how many arguments they take, what they compute."""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from grader.quiz.marking.exact import Undefined, bounded, power

ARGUMENTS: dict[str, tuple[int, int]] = {
    **dict.fromkeys(("exp", "log", "log2", "log10", "sqrt", "cbrt", "sin", "cos", "tan"), (1, 1)),
    **dict.fromkeys(
        ("sinh", "cosh", "tanh", "sech", "sec", "csc", "cot", "arctan", "arctanh", "sigmoid", "relu", "softplus"),
        (1, 1),
    ),
    **dict.fromkeys(("abs", "sign", "step", "floor", "ceil", "round", "trunc", "square", "float", "norm"), (1, 1)),
    **dict.fromkeys(("expm1", "log1p"), (1, 1)),
    "heaviside": (1, 2),
    "max": (1, 99),
    "min": (1, 99),
    "power": (2, 2),
    "if": (3, 3),
    "multiply": (2, 2),
    "add": (2, 2),
    "subtract": (2, 2),
    "divide": (2, 2),
    "mod": (2, 2),
    "sum": (1, 2),
    "mean": (1, 2),
    "len": (1, 1),
    "dot": (2, 2),
    "transpose": (1, 3),
    "outer": (2, 2),
}
"""Canonical names, and the least and largest number of arguments."""

SPELLINGS = {
    **{name: name for name in ARGUMENTS if name not in ("if", "norm", "step", "float")},
    "ln": "log", "log_2": "log2", "log_10": "log10", "log_e": "log", "absolute": "abs", "fabs": "abs", "sgn": "sign",
    "sigma": "sigmoid", "σ": "sigmoid", "sig": "sigmoid", "logistic": "sigmoid", "expit": "sigmoid", "ReLU": "relu",
    "ramp": "relu", "ceiling": "ceil", "int": "trunc", "rint": "round", "maximum": "max", "minimum": "min",
    "fmax": "max", "fmin": "min", "pow": "power", "where": "if", "true_divide": "divide", "matmul": "dot", "mm": "dot",
    "step": "step", "float": "float", "mul": "multiply", "sub": "subtract", "div": "divide", "atan": "arctan",
    "atanh": "arctanh", "amax": "max", "amin": "min", "norm": "norm", "√": "sqrt",
}  # fmt: skip

BARE = frozenset(
    ("exp", "log", "log2", "log10", "sqrt", "sin", "cos", "tan", "sinh", "cosh", "tanh", "sech", "sec", "csc", "cot",
     "sigmoid", "arctan", "arctanh")
)  # fmt: skip
"""Functions that people write without brackets: ``log y``."""

ANALYTIC = frozenset(("exp", "sin", "cos", "sinh", "cosh", "tanh", "sech", "sigmoid", "square"))
"""Functions that have one value at every complex number, but for poles."""

ARRAYS = frozenset(("sum", "mean", "dot", "transpose", "outer", "len"))
"""Functions of whole arrays; all others work element by element."""


def _log(x: Any) -> Any:
    if x == 0 and isinstance(x, float):  # perhaps only too small for a float
        raise ZeroDivisionError
    if x <= 0:
        raise Undefined
    return 0 if x == 1 else math.log(x)


def _sqrt(x: Any) -> Any:
    if x < 0:
        raise Undefined
    if isinstance(x, int | Fraction):  # exact where it can be, so that floor(sqrt(9)) is 3
        parts = [math.isqrt(part) for part in (x.numerator, x.denominator)]
        if parts[0] ** 2 == x.numerator and parts[1] ** 2 == x.denominator:
            return bounded(Fraction(*parts))
    return math.sqrt(x)


def _sigmoid(x: Any) -> Any:
    if isinstance(x, complex):
        return 1 / (1 + cmath.exp(-x))
    small = math.exp(-abs(x))
    return (1 if x >= 0 else small) / (1 + small)


def _over(bottom: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda x: 1 / bottom(x)


def _sech(x: Any) -> Any:
    return 1 / (cmath.cosh(x) if isinstance(x, complex) else math.cosh(x))


def _softplus(x: Any) -> float:
    return max(float(x), 0.0) + math.log1p(math.exp(-abs(x)))


def _arctanh(x: Any) -> float:
    if abs(x) >= 1:
        raise Undefined
    return math.atanh(x)


def _round(x: Any) -> int:
    return round(x)


def _sign(x: Any) -> int:
    return (x > 0) - (x < 0)


def _either(real: Callable[[Any], Any], other: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda x: other(x) if isinstance(x, complex) else real(x)


def _exp(x: Any) -> Any:
    return 1 if x == 0 else math.exp(x)


ONE: dict[str, Callable[[Any], Any]] = {
    "exp": _either(_exp, cmath.exp),
    "log": _log,
    "log2": lambda x: _log(x) and math.log2(x),
    "log10": lambda x: _log(x) and math.log10(x),
    "log1p": lambda x: _log(1 + x) and math.log1p(x),
    "expm1": math.expm1,
    "sqrt": _sqrt,
    "cbrt": math.cbrt,
    "sin": _either(math.sin, cmath.sin),
    "cos": _either(math.cos, cmath.cos),
    "tan": math.tan,
    "sinh": _either(math.sinh, cmath.sinh),
    "cosh": _either(math.cosh, cmath.cosh),
    "tanh": _either(math.tanh, cmath.tanh),
    "sech": _sech,
    "sec": _over(math.cos),
    "csc": _over(math.sin),
    "cot": _over(math.tan),
    "arctan": math.atan,
    "arctanh": _arctanh,
    "sigmoid": _sigmoid,
    "relu": lambda x: max(x, 0),
    "softplus": _softplus,
    "abs": abs,
    "norm": abs,
    "sign": _sign,
    "step": lambda x: int(x > 0),
    "floor": math.floor,
    "ceil": math.ceil,
    "round": _round,
    "trunc": math.trunc,
    "square": lambda x: power(x, 2),
    "float": lambda x: x + 0,
}
"""Functions of one number. Exact numbers stay exact where they can."""
