"""Draws for the question banks where the grammar of their expressions cannot say it.

Every function takes ``rng`` first, and gives a dict of the names that ``gives`` in a bank may ask for.
"""

from __future__ import annotations

import math
from typing import Any


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
