"""Arithmetic that is exact on whole numbers and fractions and never grows without bound."""

from __future__ import annotations

import cmath
import math
from fractions import Fraction
from typing import Any

BITS = 1000
"""Larger numerators or denominators become floats; what no float can hold is an OverflowError."""


class Undefined(ArithmeticError):
    """An expression has no value here: the logarithm of a negative number, a root of one."""


def bounded(value: Any) -> Any:
    """``value``, whole fractions as ints, large ones as floats. Raises OverflowError for what is not finite."""
    kind = type(value)
    if kind is int:
        return value if value.bit_length() <= BITS else float(value)
    if kind is Fraction:
        if value.denominator == 1:
            return bounded(value.numerator)
        if max(value.numerator.bit_length(), value.denominator.bit_length()) > BITS:
            return float(value)
    elif kind is float:
        if not math.isfinite(value):
            raise OverflowError
    elif kind is complex and not cmath.isfinite(value):
        raise OverflowError
    return value


def add(a: Any, b: Any) -> Any:
    """The sum."""
    return bounded(a + b)


def subtract(a: Any, b: Any) -> Any:
    """The difference."""
    return bounded(a - b)


def multiply(a: Any, b: Any) -> Any:
    """The product."""
    return bounded(a * b)


def divide(a: Any, b: Any) -> Any:
    """The quotient: a fraction of whole numbers is exact."""
    if isinstance(a, int) and isinstance(b, int):
        return bounded(Fraction(a, b))
    return bounded(a / b)


def floor_divide(a: Any, b: Any) -> Any:
    """The quotient rounded down."""
    return bounded(a // b)


def modulo(a: Any, b: Any) -> Any:
    """The remainder, with the sign of the divisor."""
    return bounded(a % b)


def power(a: Any, b: Any) -> Any:
    """``a`` to the power ``b``; real numbers have real powers or none."""
    if isinstance(b, float) and b.is_integer() and abs(b) < 1 << 53:
        b = int(b)
    if isinstance(b, int):
        if isinstance(a, int | Fraction) and not _small(a, b):
            a = float(a)
        if b < 0 and isinstance(a, int):
            a = Fraction(a)
        return bounded(a**b)
    if isinstance(a, complex) or isinstance(b, complex):
        return bounded(cmath.exp(b * cmath.log(a)))
    if isinstance(b, Fraction) and b.denominator == 2 and isinstance(a, int | Fraction) and _small(a, b.numerator):
        root = Fraction(math.isqrt(abs(a.numerator)), math.isqrt(a.denominator))
        if root * root == a:  # exact roots of exact squares
            return power(root, b.numerator)
    if a < 0:
        raise Undefined
    if a == 0 and b < 0:
        raise ZeroDivisionError
    return bounded(math.pow(a, b))


def _small(a: int | Fraction, b: int) -> bool:
    return max(a.numerator.bit_length(), a.denominator.bit_length()) * abs(b) <= 4 * BITS
