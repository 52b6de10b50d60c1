"""Thousands of gradings in one sandbox, a tenth of them attacks: ``python benchmarks/soak.py --soak 5000 --tier 0``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "attacks")]

import harness  # noqa: E402
import soak  # noqa: E402

from grader.runner import session  # noqa: E402


def line(number: int, traces: harness.Traces) -> None:
    """One line on where the series is."""
    print(
        f"{number:6} gradings: {traces.memory >> 20} MiB, {traces.descriptors} descriptors, "
        f"{traces.processes} processes, {traces.zombies} zombies",
        flush=True,
    )


def main() -> int:
    """Exit code 1 when a verdict is lost, an attack succeeds or something piles up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--soak", type=int, default=5000)
    parser.add_argument("--tier", type=int, default=0)
    options = parser.parse_args()
    session.IMPORT_SECONDS = harness.IMPORT_SECONDS
    with harness.subreaper():
        found = soak.soak(options.soak, options.tier, watch=line)
    line(0, found.before)
    line(options.soak, found.after)
    print(f"{options.soak / found.seconds:.1f} gradings a second; " + ", ".join(
        f"{word} {count}" for word, count in found.verdicts.most_common()
    ))  # fmt: skip
    print(*found.wrong, sep="\n")
    grown = found.after.memory - found.before.memory > harness.GROWTH
    piled = found.after.zombies or found.after.descriptors > found.before.descriptors + harness.SPARE
    lost = sum(found.verdicts.values()) != options.soak
    return 1 if found.wrong or grown or piled or lost else 0


if __name__ == "__main__":
    sys.exit(main())
