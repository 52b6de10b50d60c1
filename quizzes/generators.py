"""Draws for the question banks where the grammar of their expressions cannot say it: stacks of layers.

Every function takes ``rng`` first, and gives a dict of the names that ``gives`` in a bank may ask for.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple


class Layer(NamedTuple):
    """A convolution, or a max-pooling where ``filters`` is 0."""

    filters: int
    kernel: int
    stride: int
    padding: int


def conv_stack(rng, depth=4) -> dict[str, Any]:
    """Convolutions and poolings one after another, and the shape that comes out.

    layers    as PyTorch writes them, a line a layer
    C_in, H   the input is (C_in, H, H);  C, side: the output is (C, side, side)
    path      the sides as text, 32 -> 28 -> 14;  first, before: the side after the first and before the last layer
    The other names are the side that a mistake leads to, made in every layer.
    """
    C_in, H = rng.pick((1, 3)), rng.integer(14, 40)
    layers = _layers(rng, depth)
    sides = _sides(H, layers)
    mistakes = ("forgets_plus_one", "forgets_padding", "pads_one_side", "ignores_stride", "rounds_up")
    return {
        "layers": "\n".join(_torch(C_in, layers)),
        "C_in": C_in,
        "H": H,
        "C": _channels(C_in, layers),
        "side": sides[-1],
        "path": " -> ".join(map(str, sides)),
        "first": sides[1],
        "before": sides[-2],
        "C_before": _channels(C_in, layers[:-1]),
        "forgets_pooling": _sides(H, [layer for layer in layers if layer.filters])[-1],
        **{mistake: _sides(H, layers, mistake)[-1] for mistake in mistakes},
    }


def receptive_stack(rng, depth=3) -> dict[str, Any]:
    """Convolutions and poolings one after another, and how much of the input one pixel of the output sees.

    layers   as PyTorch writes them, a line a layer
    field    the side of the receptive field;  jump: how far apart the fields of two neighbours are
    path     the fields after every layer as text, 3 -> 5 -> 6
    The other names are the field that a mistake leads to.
    """
    C_in, layers = rng.pick((1, 3)), _layers(rng, depth)
    fields, jump, early = [1], 1, 1
    for layer in layers:
        fields.append(fields[-1] + (layer.kernel - 1) * jump)
        jump *= layer.stride
        early += (layer.kernel - 1) * jump
    product = 1
    for layer in layers:
        product *= layer.kernel
    return {
        "layers": "\n".join(_torch(C_in, layers)),
        "field": fields[-1],
        "before": fields[-2],
        "jump": jump,
        "last_jump": jump // layers[-1].stride,
        "last_kernel": layers[-1].kernel,
        "path": " -> ".join(map(str, fields)),
        "ignores_stride": 1 + sum(layer.kernel - 1 for layer in layers),
        "strides_too_early": early,
        "adds_kernels": sum(layer.kernel for layer in layers),
        "multiplies_kernels": product,
        "forgets_pooling": 1 + _without_pooling(layers),
    }


def _layers(rng, depth: int) -> list[Layer]:
    """Never two poolings one after the other, and at least one; a convolution comes first."""
    while True:
        layers: list[Layer] = []
        for _number in range(depth):
            if layers and layers[-1].filters and rng.below(2):
                layers.append(Layer(0, rng.pick((2, 2, 3)), 2, 0))
            else:
                kernel = rng.pick((3, 5))
                padding = rng.pick((0, 1, kernel // 2))
                layers.append(Layer(4 * rng.integer(1, 8), kernel, rng.pick((1, 1, 2)), padding))
        if not all(layer.filters for layer in layers):
            return layers


def _sides(side: int, layers: list[Layer], mistake: str = "") -> list[int]:
    """The side before the first layer and after each; with the same ``mistake`` in each. 0 where nothing is left."""
    sides = [side]
    for layer in layers:
        stride = 1 if mistake == "ignores_stride" else layer.stride
        padding = {"forgets_padding": 0, "pads_one_side": layer.padding}.get(mistake, 2 * layer.padding)
        room = sides[-1] + padding - layer.kernel
        steps = -(-room // stride) if mistake == "rounds_up" else room // stride
        sides.append(max(steps + (mistake != "forgets_plus_one"), 0))
    return sides


def _without_pooling(layers: list[Layer]) -> int:
    """What the convolutions alone add to the receptive field."""
    added, jump = 0, 1
    for layer in layers:
        if layer.filters:
            added += (layer.kernel - 1) * jump
            jump *= layer.stride
    return added


def _channels(C_in: int, layers: list[Layer]) -> int:
    """The channels after the last layer: a pooling keeps them."""
    return ([C_in] + [layer.filters for layer in layers if layer.filters])[-1]


def _torch(C_in: int, layers: list[Layer]) -> list[str]:
    """The layers as PyTorch writes them."""
    lines, channels = [], C_in
    for layer in layers:
        window = f"kernel_size={layer.kernel}, stride={layer.stride}"
        if layer.filters:
            lines.append(f"nn.Conv2d({channels}, {layer.filters}, {window}, padding={layer.padding})")
            channels = layer.filters
        else:
            lines.append(f"nn.MaxPool2d({window})")
    return lines


def learning_curves(rng, story="overfits", epochs=16) -> dict[str, Any]:
    """The training and validation loss of ``epochs`` epochs.

    story        overfits: the validation loss turns and rises;  underfits: both stay high;  fits: both fall, and stay
    train, val   the losses, two decimals;  train_end, val_end: the last ones;  best: the lowest validation loss
    """
    start, speed = rng.integer(20, 26) / 10, rng.integer(20, 30) / 10
    floor = rng.integer(150, 180) / 100 if story == "underfits" else rng.integer(5, 15) / 100
    gap = rng.integer(4, 9) / 100
    turn, slope = rng.integer(4, 6), rng.integer(8, 14) / 100
    train, val = [], []
    for epoch in range(epochs):
        loss = floor + (start - floor) * math.exp(-epoch / speed)
        train.append(round(loss, 2))
        rise = slope * max(0, epoch - turn) if story == "overfits" else 0
        val.append(round(loss + gap + rise, 2))
    return {
        "train": tuple(train),
        "val": tuple(val),
        "train_end": train[-1],
        "val_end": val[-1],
        "best": min(val),
    }


def stopping_losses(rng) -> dict[str, Any]:
    """Validation losses on which training stops early, with what misleads on the way.

    losses     a fall with one to three bumps, the best one, ``patience`` worse ones, and more that nobody sees, one of
               them lower than all before
    patience   2 to 4;  best, stop: the epochs, counted from 0;  lowest: the best loss
    """
    patience = rng.integer(2, 4)
    bumps = rng.integer(1, patience - 1)
    level = rng.integer(150, 200)
    losses = [level]
    for _bump in range(bumps):
        level -= rng.integer(12, 25)
        losses += [level, level + rng.integer(1, 9)]
    level -= rng.integer(12, 25)
    losses.append(level)
    best = len(losses) - 1
    worse = level + rng.integer(12, 20)
    for number in range(patience):  # the second one is lower than the first, but not than the best
        worse += -rng.integer(3, 9) if number == 1 else rng.integer(3, 9)
        losses.append(worse)
    for _epoch in range(2):
        worse += rng.integer(3, 9)
        losses.append(worse)
    losses += [level - rng.integer(1, 5), level + rng.integer(1, 5)]
    return {
        "losses": tuple(loss / 100 for loss in losses),
        "patience": patience,
        "best": best,
        "stop": best + patience,
        "lowest": level / 100,
    }
