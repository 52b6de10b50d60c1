"""What a sandboxed run costs, over a plain call in the same process and over a cold start of Python with NumPy.

    python benchmarks/sandbox.py [--runs 200] [--json]

A run is a whole submission: a runner is born and shut in, takes the source, answers one call, and is ended. Goals:
at most 15 ms on top of a plain call at tier 0 (p50), and at least 15 times cheaper than a cold start. Run it as root
and as a normal user; the two build the sandbox differently.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from grader.errors import SandboxRefused
from grader.model import Status, Submission
from grader.runner import launch, pool
from grader.runner.session import Session

SOURCE = """import numpy as np
def f(x, w):
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))
    return np.einsum("nchwij,ocij->nohw", windows, w)
"""
GOAL_MS, GOAL_TIMES = 15.0, 15.0


def measured(work: Callable[[], object], runs: int) -> tuple[float, float]:
    """p50 and p95 in milliseconds, after two runs to warm up."""
    times = []
    for i in range(runs + 2):
        start = time.perf_counter()
        work()
        if i > 1:
            times.append(1e3 * (time.perf_counter() - start))
    times.sort()
    return times[len(times) // 2], times[int(0.95 * (len(times) - 1))]


def submission(child: launch.Child, args: tuple[np.ndarray, ...]) -> None:
    """One submission in one student's process."""
    with Session("f", Submission("f.py", SOURCE), child) as session:
        assert session.load().status is Status.PASS
        assert session.call(args, 2.0, 1 << 20).status is Status.PASS


def cold() -> None:
    """Start a Python that imports NumPy, and wait for it."""
    command = [sys.executable, "-I", "-B", "-c", "import numpy"]
    subprocess.run(command, env=launch.environment(), check=True)


def rows(runs: int) -> dict[str, tuple[float, float]]:
    """All figures, by what was measured."""
    rng = np.random.default_rng(0)
    args = (rng.standard_normal((2, 3, 8, 8)), rng.standard_normal((4, 3, 3, 3)))
    names: dict[str, Callable] = {}
    exec(SOURCE, names)
    found = {"plain call": measured(lambda: names["f"](*args), runs)}
    for tier in (0, 1):
        try:
            sandbox = pool.start(tier)
        except SandboxRefused as error:
            print(f"tier {tier}: {error.message}", file=sys.stderr)
            continue
        with contextlib.closing(sandbox):
            found[f"tier {tier}, warm"] = measured(lambda made=sandbox: submission(made.spawn(), args), runs)
    few = max(runs // 10, 5)
    found["one sandbox for one run"] = measured(lambda: submission(pool.child(), args), few)
    found["a process with limits only"] = measured(lambda: submission(launch.start(), args), few)
    found["cold python -I with NumPy"] = measured(cold, few)
    return found


def main() -> int:
    """Measure, print, and say by the exit code whether the goals are met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = rows(options.runs)
    plain, start = found["plain call"][0], found["cold python -I with NumPy"][0]
    over = {name: p50 - plain for name, (p50, _) in found.items() if name.startswith("tier")}
    met = all(
        extra <= GOAL_MS and start / extra >= GOAL_TIMES for name, extra in over.items() if name == "tier 0, warm"
    )
    if options.json:
        figures = {name: {"p50_ms": round(p50, 3), "p95_ms": round(p95, 3)} for name, (p50, p95) in found.items()}
        print(json.dumps({"root": os.geteuid() == 0, "cpus": os.cpu_count(), "figures": figures, "goals_met": met}))
        return int(not met)
    print(f"{'root' if os.geteuid() == 0 else 'a normal user'}, {os.cpu_count()} CPUs, load {os.getloadavg()[0]:.1f}\n")
    print(f"{'':<30}{'p50 ms':>9}{'p95 ms':>9}{'on top':>9}{'cheaper than cold':>20}")
    for name, (p50, p95) in found.items():
        extra = f"{over[name]:9.1f}{start / over[name]:19.1f}x" if name in over else ""
        print(f"{name:<30}{p50:9.2f}{p95:9.2f}{extra}")
    print(f"\ngoals (tier 0: at most {GOAL_MS:.0f} ms, {GOAL_TIMES:.0f}x): {'met' if met else 'NOT met'}")
    return int(not met)


if __name__ == "__main__":
    raise SystemExit(main())
