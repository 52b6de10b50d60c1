"""What does marking a typed answer cost: one check in a warm process, and the first one in a fresh process?"""

import subprocess
import sys
import time
from statistics import median

import common

from grader.quiz.marking import key_from, mark

GOAL_P99_MS = 10
GOAL_ONE_SHOT_MS = 50
ONE_SHOT = (
    "from grader.quiz.marking import key_from, mark\n"
    "mark('2(x+y)', key_from({'expr': '2*(x+y)', 'vars': 'x y', 'aux': {'t': 'x+y'}}))"
)


def corpus():
    """The keys and the answers of the corpus of the tests."""
    import json

    lines = (common.ROOT / "tests" / "quiz" / "corpus.jsonl").read_text(encoding="utf-8").splitlines()
    found = [json.loads(line) for line in lines]
    keys = {line["target"]: key_from(line["spec"]) for line in found if "spec" in line}
    return [(line["answer"], keys[line["target"]], line["verdict"]) for line in found if "answer" in line]


def checks(rounds):
    """Milliseconds of CPU of each answer of the corpus, the median of some rounds; and how many verdicts agree."""
    answers = corpus()
    times = []
    agreed = 0
    for answer, key, verdict in answers:
        taken = []
        for _ in range(rounds):
            began = time.process_time()
            found = mark(answer, key)
            taken.append(1000 * (time.process_time() - began))
        times.append(median(taken))
        agreed += found.verdict == verdict
    return sorted(times), agreed


def fresh(program, rounds):
    """Milliseconds of wall time of a Python process, the median."""
    times = []
    for number in range(rounds + 1):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", program], check=True, cwd=common.ROOT)
        if number:  # the first fills the caches
            times.append(1000 * (time.perf_counter() - began))
    return median(times)


def main():
    """Measure and print."""
    options = common.parser(__doc__.partition("\n")[0])
    options.add_argument("--rounds", type=int, default=5, metavar="N", help="rounds to take the median of (5)")
    chosen = options.parse_args()
    times, agreed = checks(chosen.rounds)
    bare, one_shot = (fresh(program, 3 * chosen.rounds) for program in ("pass", ONE_SHOT))
    found = {
        "answers": len(times),
        "agreed": agreed,
        "median_ms": median(times),
        "p95_ms": times[int(0.95 * len(times))],
        "p99_ms": times[int(0.99 * len(times))],
        "max_ms": times[-1],
        "bare_interpreter_ms": bare,
        "one_shot_ms": one_shot - bare,
    }
    rows = [
        ("answers marked as labelled", f"{agreed} of {len(times)}", "all"),
        ("one check, median (ms CPU)", f"{found['median_ms']:.2f}", ""),
        ("one check, p95", f"{found['p95_ms']:.2f}", ""),
        ("one check, p99", f"{found['p99_ms']:.2f}", GOAL_P99_MS),
        ("one check, slowest", f"{found['max_ms']:.2f}", ""),
        ("bare interpreter (ms wall)", f"{bare:.0f}", ""),
        ("import and one check, over it", f"{one_shot - bare:.0f}", GOAL_ONE_SHOT_MS),
    ]
    goals = {"p99_ms": GOAL_P99_MS, "one_shot_ms": GOAL_ONE_SHOT_MS}
    document = {"circumstances": common.circumstances(), "marking": found, "goals": goals}
    common.show(document, [common.table(("", "measured", "goal"), rows)], chosen.json)


if __name__ == "__main__":
    main()
