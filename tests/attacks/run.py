"""Run the attacks outside pytest and print how each ended: ``python tests/attacks/run.py --tier 0``."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import harness

from grader.errors import SandboxRefused
from grader.runner import session


def main() -> int:
    """Exit code 0 when all are contained, 1 when one is not, 4 when the tier cannot be had."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tier", type=int, default=0)
    parser.add_argument("--quick", action="store_true", help="leave out those that only wait for the deadline")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    session.IMPORT_SECONDS = harness.IMPORT_SECONDS
    os.environ["TATAMI_ATTACK_SECRET"] = harness.SECRET
    os.chdir("/")
    failed = []
    with contextlib.closing(harness.Sandboxes()) as sandboxes, harness.subreaper():
        try:
            spawn = sandboxes.spawner(options.tier)
        except SandboxRefused as error:
            print(error, file=sys.stderr)
            return 4
        for attack in harness.attacks().values():
            if (options.names and attack.name not in options.names) or (options.tier == 3 and not attack.plain):
                continue
            if options.quick and attack.plain and "timeout" in attack.expect:
                continue
            try:
                with harness.untouched():
                    ended, _ = harness.attacked(attack, spawn)
                wrong = [*ended.wrong, *([ended.worked] if ended.worked else [])]
                word = ended.word
            except AssertionError as error:
                word, wrong = "left something", [str(error)]
            if not harness.passes(spawn()):
                wrong.append("the right solution fails afterwards")
            print(f"{'contained' if not wrong else 'NOT CONTAINED':14} {attack.name:28} {word:12} {'; '.join(wrong)}")
            failed += [attack.name] * bool(wrong)
    print(json.dumps({"tier": options.tier, "user": os.getuid(), "not_contained": failed}))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
