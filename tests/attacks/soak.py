"""A series of gradings in one sandbox, with attacks among them, and what it left behind."""

from __future__ import annotations

import contextlib
import gc
import itertools
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import harness


@dataclass(frozen=True)
class Soak:
    """What came of a series: verdicts by word, what was not as it must be, and the machine before and after."""

    verdicts: Counter[str]
    wrong: list[str]
    before: harness.Traces
    after: harness.Traces
    seconds: float


def soak(count: int, tier: int, share: int = 10, watch: Callable[[int, harness.Traces], None] | None = None) -> Soak:
    """Grade ``count`` submissions, every ``share``-th of them an attack; ``watch`` is called now and then."""
    verdicts: Counter[str] = Counter()
    wrong = []
    chosen = itertools.cycle(a for a in harness.attacks().values() if not (a.plain and "timeout" in a.expect))
    with contextlib.closing(harness.Sandboxes()) as sandboxes:
        spawn = sandboxes.spawner(tier)
        for _ in range(10):
            harness.passes(spawn())
        gc.collect()
        before, started = harness.traces(), time.monotonic()
        for number in range(count):
            if number % share == share - 1:
                attack = next(chosen)
                ended, _ = harness.attacked(attack, spawn)
                verdicts[ended.word] += 1
                if not ended.contained:
                    wrong.append(f"{attack.name}: {ended}")
            elif harness.passes(spawn()):
                verdicts["pass"] += 1
            else:
                verdicts["lost"] += 1
                wrong.append(f"the right solution failed in run {number}")
            if watch is not None and number % 500 == 499:
                watch(number + 1, harness.traces())
        seconds = time.monotonic() - started
        gc.collect()
        time.sleep(0.1)
        after = harness.traces()
    return Soak(verdicts, wrong, before, after, seconds)
