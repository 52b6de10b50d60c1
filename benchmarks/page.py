"""Run the benchmarks one after the other and write docs/benchmarks.md: the commands, and what they printed.

python benchmarks/page.py            --seeds 5: about four minutes; --seeds 1000 for the full count of right answers
"""

import argparse
import subprocess
import sys

from common import ROOT, circumstances

PARTS = (
    ("What one grading costs", ("cold_start.py",), "goal: at most 0.15 of `import torch` in CPU time, and 60 MB"),
    (
        "What the check itself costs",
        ("check_cost.py",),
        "goals: 20 times less than differences, 50 times than gradcheck",
    ),
    ("What the sandbox costs", ("sandbox.py",), "goals: 15 ms on top of the call, 15 times cheaper than a cold start"),
    ("From save to verdict", ("watch.py",), "goal: 95 of 100 within 100 ms"),
    (
        "What is caught, named, and wrongly refused",
        ("verdicts.py", "--seeds"),
        "goals: all caught, none wrongly refused",
    ),
)


def main():
    """Write the page; a benchmark that fails is an error."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seeds", default="50", metavar="N", help="seeds for the right variants (50)")
    seeds = options.parse_args().seeds
    about = circumstances()
    lines = [
        "# Benchmarks",
        "",
        "Written by `python benchmarks/page.py`; what the scripts do, and how far to trust them, is told in",
        "[benchmarks/README.md](../benchmarks/README.md). Read ratios rather than seconds.",
        "",
        f"{about['date']}, {about['cpus']} CPUs ({about['machine']}), Python {about['python']}, "
        f"NumPy {about['numpy']}, PyTorch {about['torch']}.",
    ]
    for title, (script, *more), goal in PARTS:
        command = [script, *more, *([seeds] if more else [])]
        print("running", *command, file=sys.stderr)
        done = subprocess.run(
            [sys.executable, ROOT / "benchmarks" / script, *command[1:]], stdout=subprocess.PIPE, text=True
        )
        if done.returncode not in (0, 1):  # 1: a goal was missed, which the page shows
            raise SystemExit(f"{script} failed")
        lines += ["", f"## {title}", "", f"`python benchmarks/{' '.join(command)}` ({goal})", "", "```"]
        lines += [line.rstrip() for line in done.stdout.strip("\n").split("\n")] + ["```"]
    (ROOT / "docs" / "benchmarks.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
