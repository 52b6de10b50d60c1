"""The points at which two expressions are compared: the same in every run, chosen by the domain of the question."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from grader.quiz.marking.matrix import Matrix

DOMAINS = ("real", "pos", "unit", "int")
NEAR, FAR, COMPLEX, GRID, ARRAYS = 14, 6, 5, 60, 5
"""How many points of each kind."""

LARGE = 400
"""Arrays with more elements are computed with smaller sizes that stand for their own."""

_MASK = (1 << 64) - 1


class Stream:
    """Random whole numbers from a seed (splitmix64); the standard module would double the time of an import."""

    def __init__(self, seed: int) -> None:
        self.state = seed

    def __call__(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        self.state = (self.state + 0x9E3779B97F4A7C15) & _MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
        return low + (z ^ (z >> 31)) % (high - low + 1)


def noise() -> Callable[[], float]:
    """Tiny numbers of both signs, larger than the rounding of floats."""
    draw = Stream(7)
    return lambda: draw(-1 << 20, 1 << 20) * 2.0**-60


def real_points(domains: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Points near and far; with several names each of them is also far alone, on both sides."""
    draw = Stream(1)
    for number in range(NEAR):
        yield {name: _near(draw, domain, number >> place) for place, (name, domain) in enumerate(domains.items())}
    for number in range(FAR):
        yield {name: _far(draw, domain, number >> place) for place, (name, domain) in enumerate(domains.items())}
    for far in list(domains)[:6] if len(domains) > 1 else ():
        for sign in (0, 1):
            yield {
                name: _far(draw, domain, sign) if name == far else _near(draw, domain, draw(0, 1))
                for name, domain in domains.items()
            }


def grid_points(domains: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Points of small whole numbers, a few of them large."""
    draw = Stream(2)
    for number in range(8 * GRID):
        most = 1000 if number % 16 == 15 else (4, 9, 30)[number % 3]
        yield {
            name: _whole(draw, most) if domain == "int" else _near(draw, domain, number >> place)
            for place, (name, domain) in enumerate(domains.items())
        }


def complex_points(domains: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Points off the real line."""
    draw = Stream(3)
    for _number in range(COMPLEX):
        yield {name: complex(draw(-90, 90) / 64, draw(-90, 90) / 64) for name in domains}


def array_points(domains: Mapping[str, str], shapes: Mapping[str, tuple[int, ...]]) -> Iterator[dict[str, Any]]:
    """Small whole arrays (fractions where the domain asks for them) and numbers near."""
    draw = Stream(4)
    small = _smaller(shapes)
    for number in range(ARRAYS):
        values: dict[str, Any] = {}
        for place, (name, domain) in enumerate(domains.items()):
            if name not in shapes:
                values[name] = _whole(draw, 9) if domain == "int" else _near(draw, domain, number >> place)
                continue
            shape = tuple(small[size] for size in shapes[name])
            count = shape[0] * (shape[1] if len(shape) == 2 else 1)
            values[name] = Matrix(shape, tuple(_element(draw, domain) for _ in range(count)), tuple(shapes[name]))
        yield values


def _smaller(shapes: Mapping[str, tuple[int, ...]]) -> dict[int, int]:
    """Sizes to compute with: their own, or small different ones when an array would be large."""
    sizes = sorted({size for shape in shapes.values() for size in shape})
    largest = max(shape[0] * (shape[1] if len(shape) == 2 else 1) for shape in shapes.values())
    if largest <= LARGE:
        return {size: size for size in sizes}
    return {size: 1 if size == 1 else number + 2 for number, size in enumerate(sizes)}


def _element(draw: Stream, domain: str) -> Any:
    if domain == "real":
        return draw(1, 9) * (draw(0, 1) * 2 - 1)
    return draw(1, 9) if domain == "int" else _near(draw, domain, 0)


def _near(draw: Stream, domain: str, sign: int) -> Any:
    if domain == "int":
        return _whole(draw, 9)
    if domain == "unit":
        return Fraction(draw(2, 125), 127)
    size = Fraction(draw(9, 31), 8) * Fraction(1, 2 ** draw(0, 4)) + Fraction(draw(1, 63), 4096)
    return -size if domain == "real" and sign % 2 else size


def _far(draw: Stream, domain: str, sign: int) -> Any:
    if domain == "int":
        return draw(100, 2000)
    if domain == "unit":
        close = Fraction(1, draw(200, 4000))
        return close if sign % 2 else 1 - close
    size = draw(30, 90) if draw(0, 1) else draw(200, 3000)
    return -size if domain == "real" and sign % 2 else size


def _whole(draw: Stream, most: int) -> int:
    return 0 if draw(0, 11) == 0 else draw(1, most)
