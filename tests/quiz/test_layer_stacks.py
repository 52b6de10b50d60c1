"""The stacks of layers that questions draw, against windows that are moved one by one."""

import re

import pytest

from grader.pack import open_pack
from grader.quiz.calls import Caller
from grader.quiz.draw import Stream

LAYER = re.compile(r"kernel_size=(\d+), stride=(\d+)(?:, padding=(\d+))?")


@pytest.fixture(scope="module")
def draw():
    caller = Caller(open_pack())
    return lambda name, seed, depth: caller.generator(name)(Stream(f"{name} {seed}"), depth=depth)


def windows(layers: str):
    """Kernel, stride and padding of each layer, read from what the learner sees."""
    return [tuple(int(n or 0) for n in match.groups()) for match in LAYER.finditer(layers)]


def places(side: int, kernel: int, stride: int, padding: int) -> int:
    """How often a window fits, found by moving it."""
    count, start = 0, -padding
    while start + kernel <= side + padding:
        count, start = count + 1, start + stride
    return count


def seen(pixels: set[int], kernel: int, stride: int, padding: int) -> set[int]:
    """What these pixels of a layer's output see of its input, on one axis without ends."""
    return {pixel * stride - padding + offset for pixel in pixels for offset in range(kernel)}


def test_stack_gives_the_side_that_moving_windows_gives(draw):
    """The drawn answer is the number of places where the windows stop, layer by layer."""
    for seed in range(200):
        made = draw("conv_stack", seed, 4)
        side = made["H"]
        sides = [side]
        for window in windows(made["layers"]):
            side = places(side, *window)
            sides.append(side)
        assert len(sides) == 5
        assert made["side"] == side
        assert made["path"] == " -> ".join(map(str, sides))


def test_stack_without_pooling_is_never_drawn(draw):
    """Every stack has a pooling, so that skipping it is a mistake one can make."""
    assert all("MaxPool2d" in draw("conv_stack", seed, 3)["layers"] for seed in range(100))


def test_channels_are_those_of_the_last_convolution(draw):
    """A pooling keeps the channels."""
    for seed in range(100):
        made = draw("conv_stack", seed, 4)
        filters = re.findall(r"Conv2d\((\d+), (\d+)", made["layers"])
        assert made["C"] == int(filters[-1][1])
        assert [int(into) for into, _out in filters] == [made["C_in"], *(int(out) for _into, out in filters[:-1])]


def test_receptive_field_is_what_a_pixel_sees(draw):
    """The drawn field is as wide as what one pixel sees; its neighbour sees the same, one jump further on."""
    for seed in range(200):
        made = draw("receptive_stack", seed, 4)
        here, beside = {0}, {1}
        for window in reversed(windows(made["layers"])):
            here, beside = seen(here, *window), seen(beside, *window)
        assert made["field"] == max(here) - min(here) + 1
        assert made["jump"] == min(beside) - min(here)
