"""Small matrices as lists of numbers, with NumPy's rules for shapes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from typing import Any, NamedTuple

from grader.quiz.marking.exact import add, divide, multiply


class Misfit(ValueError):
    """Two arrays that do not fit; the message says their shapes, without a language."""


class Matrix(NamedTuple):
    """An array of one or two axes: its shape and its numbers, row by row.

    ``shown`` are the sizes as the author wrote them, where large ones are computed small.
    """

    shape: tuple[int, ...]
    data: tuple[Any, ...]
    shown: tuple[int, ...]

    @property
    def size(self) -> str:
        """The shape for a message."""
        return f"({', '.join(map(str, self.shown))}{',' if len(self.shown) == 1 else ''})"


def each(function: Callable[[Any], Any], a: Matrix) -> Matrix:
    """``function`` of every element."""
    return a._replace(data=tuple(map(function, a.data)))


def pairwise(function: Callable[[Any, Any], Any], a: Any, b: Any) -> Matrix:
    """``function`` of elements that stand at the same place, after broadcasting; one of both may be a number."""
    if not isinstance(a, Matrix):
        return b._replace(data=tuple(function(a, one) for one in b.data))
    if not isinstance(b, Matrix):
        return a._replace(data=tuple(function(one, b) for one in a.data))
    if a.shape == b.shape:
        return a._replace(data=tuple(map(function, a.data, b.data)))
    axes = max(len(a.shape), len(b.shape))
    left, right = ((1,) * (axes - len(one.shape)) + one.shape for one in (a, b))
    shown = [(1,) * (axes - len(one.shape)) + one.shown for one in (a, b)]
    if any(m != n and 1 not in (m, n) for m, n in zip(left, right)):
        raise Misfit(f"{a.size} * {b.size}")
    shape = tuple(map(max, left, right))
    sizes = tuple(q if m == 1 else p for m, p, q in zip(left, *shown))
    places = list(product(*map(range, shape)))
    data = tuple(function(_at(a, left, place), _at(b, right, place)) for place in places)
    return Matrix(shape, data, sizes)


def _at(a: Matrix, shape: Sequence[int], place: Sequence[int]) -> Any:
    index = 0
    for position, size in zip(place, shape):
        index = index * size + (position if size > 1 else 0)
    return a.data[index]


def matmul(a: Any, b: Any) -> Any:
    """The matrix product, as NumPy's ``@``. Raises Misfit."""
    if not isinstance(a, Matrix) or not isinstance(b, Matrix):
        raise Misfit(f"{a.size if isinstance(a, Matrix) else '()'} @ {b.size if isinstance(b, Matrix) else '()'}")
    left = a.shape if len(a.shape) == 2 else (1, *a.shape)
    right = b.shape if len(b.shape) == 2 else (*b.shape, 1)
    inner = left[1]
    if inner != right[0]:
        raise Misfit(f"{a.size} @ {b.size}")
    data = tuple(
        _sum([multiply(a.data[i * inner + k], b.data[k * right[1] + j]) for k in range(inner)])
        for i in range(left[0])
        for j in range(right[1])
    )
    shape = a.shape[:-1] + b.shape[1:]
    return Matrix(shape, data, a.shown[:-1] + b.shown[1:]) if shape else data[0]


def dot(a: Any, b: Any) -> Any:
    """The product of two things written side by side: of matrices the matrix product, else the usual one."""
    if isinstance(a, Matrix) and isinstance(b, Matrix):
        return matmul(a, b)
    return multiply(a, b) if not isinstance(a, Matrix) and not isinstance(b, Matrix) else pairwise(multiply, a, b)


def transpose(a: Any) -> Any:
    """Rows and columns exchanged."""
    if not isinstance(a, Matrix) or len(a.shape) == 1:
        return a
    rows, columns = a.shape
    data = tuple(a.data[i * columns + j] for j in range(columns) for i in range(rows))
    return Matrix(a.shape[::-1], data, a.shown[::-1])


def total(a: Any, axis: int | None = None, keep: bool = False, mean: bool = False) -> Any:
    """The sum, or the mean, over one axis or over all. Raises IndexError for an axis that is not there."""
    if not isinstance(a, Matrix):
        return a
    axes = len(a.shape)
    if axis is None or axes == 1:
        if axis not in (None, 0, -1):
            raise IndexError
        count = 1
        for size in a.shown:
            count *= size
        result = _part(_sum(a.data), count, mean)
        return Matrix((1,) * axes, (result,), (1,) * axes) if keep else result
    if not -axes <= axis < axes:
        raise IndexError
    turned = transpose(a) if axis % 2 == 0 else a
    rows, columns = turned.shape
    count = turned.shown[1]
    data = tuple(_part(_sum(turned.data[i * columns : (i + 1) * columns]), count, mean) for i in range(rows))
    shape, shown = turned.shape[:1], turned.shown[:1]
    if keep:
        shape, shown = ((1, *shape), (1, *shown)) if axis % 2 == 0 else ((*shape, 1), (*shown, 1))
    return Matrix(shape, data, shown)


def outer(a: Any, b: Any) -> Any:
    """All products of an element of ``a`` and one of ``b``."""
    if not isinstance(a, Matrix) or not isinstance(b, Matrix):
        return dot(a, b)
    data = tuple(multiply(one, other) for one in a.data for other in b.data)
    sizes = [1, 1]
    for number, one in enumerate((a, b)):
        for size in one.shown:
            sizes[number] *= size
    return Matrix((len(a.data), len(b.data)), data, tuple(sizes))


def _sum(values: Sequence[Any]) -> Any:
    result = values[0]
    for one in values[1:]:
        result = add(result, one)
    return result


def _part(value: Any, count: int, mean: bool) -> Any:
    return divide(value, count) if mean else value
