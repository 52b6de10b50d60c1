"""What `grade report` costs for a large class: seconds, and the size of the page.

python benchmarks/class_report.py [--students 800] [--exercises 20] [--html FILE]

The class is made up: sources are those of the course, each with words changed at random, so that no two are equal and
all are compared; verdicts are drawn, with misconceptions, exceptions, time-outs and printed text.
"""

import argparse
import inspect
import random
import re
import tempfile
import time
from pathlib import Path

from common import circumstances

from grader.batch.out import records
from grader.gradebook import Entry, Gradebook, Source, Verdict
from grader.pack import open_pack
from grader.report.data import gather
from grader.report.page import page
from grader.results import dumps

NAMES = ("Aoki Mei", "Baba Ken", "千葉 桜", "土井 健", "Endo Sora", "藤田 蓮", "Goto Yui", "本田 葵")
WORDS = ("out", "np.zeros", "x", "n", "0", "1", "stride", "range(n)", "w.shape", "- 1", "+ 1", "* 2")


def verdict(chance, exercise, points):
    """A report as the grader writes it."""
    skill, names = chance.random(), ("one filter", "stride 2", "padding 1", "tall filter", "one pixel", "a batch")
    wrong = chance.choice(exercise.spec.wrong) if exercise.spec.wrong else None
    cases, status = [], chance.choices(("wrong_value", "raised", "timeout", "crashed"), (80, 15, 4, 1))[0]
    for number, name in enumerate([*names, "drawn anew", "drawn again"]):
        hidden, bad = number >= len(names), skill < 0.5 and chance.random() < 0.6
        case = {"name": name, "hidden": hidden, "status": status if bad else "pass", "checks": []}
        if bad and not hidden and status == "wrong_value":
            mismatch = {"index": [1, 0, 1, 0], "expected": -6.54, "actual": chance.random(), "wrong": 36, "total": 36}
            check = {"check": "value", "output": exercise.spec.outputs[0], "status": status}
            case["checks"] = [check | {"mismatch": mismatch | {"max_abs": 3.3}, "pattern": "got = 0.5 × expected"}]
        if bad and not hidden and status == "raised":
            text = "operands could not be broadcast together with shapes (3,4) (4,3)"
            case["failure"] = {"exception": "ValueError", "message": text, "line": 12, "trace": []}
        if bad and chance.random() < 0.2:
            case["printed"] = "".join(f"row {row}: {chance.random()}\n" for row in range(12))
        cases.append(case)
    passed = all(case["status"] == "pass" for case in cases)
    share = sum(case["status"] == "pass" for case in cases) / len(cases)
    named = [{"misconception": wrong.__name__.partition("__")[0], "output": None, "message": inspect.getdoc(wrong)}]
    return {
        "format": 1, "grader": "0", "pack": "cnn", "exercise": exercise.name, "student": None, "seed": 0,
        "passed": passed, "points": points, "score": round(points * share, 4), "oracles": [], "cases": cases,
        "diagnosis": named if wrong and not passed and status == "wrong_value" else [], "remarks": [],
        "precision": [], "sandbox": {"tier": 0, "layers": []}, "error": None,
    }  # fmt: skip


def changed(chance, source):
    """The source with one word in ten replaced."""
    words = re.split(r"(\s+)", source)
    return "".join(chance.choice(WORDS) if word.strip() and chance.random() < 0.1 else word for word in words)


def fill(book, pack, students, exercises, chance):
    """A batch called ``class`` in a gradebook."""
    entries, verdicts, sources = [], [], []
    loaded = [pack.exercise(name) for name in exercises]
    texts = {exercise.name: inspect.getsource(inspect.getmodule(exercise.spec.solve)) for exercise in loaded}
    for number in range(students):
        student = f"{chance.choice(NAMES)} {number:04}"
        for exercise in loaded:
            kind = chance.choices(("graded", "missing", "syntax"), (93, 5, 2))[0]
            if kind != "graded":
                trouble = {"missing": "It was not handed in.", "syntax": "It is not valid Python: invalid syntax."}
                entries.append(Entry(student, exercise.name, None, (kind, trouble[kind], None)))
                continue
            key = f"{number}-{exercise.name}"[:64]
            report = dumps(verdict(chance, exercise, exercise.entry.points))
            entries.append(Entry(student, exercise.name, key))
            verdicts.append(Verdict(key, exercise.name, "0" * 16, report, round(chance.expovariate(5), 4)))
            sources.append(Source(key, f"{exercise.name}.py", changed(chance, texts[exercise.name][:2500])))
    book.keep(verdicts)
    book.enter("class", {"pack": pack.name, "seed": 0}, entries, sources)


def main():
    """Print the table, and write the page where it is wanted."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--students", type=int, default=800)
    options.add_argument("--exercises", type=int, default=20)
    options.add_argument("--html", type=Path)
    options.add_argument("--lang", default="en")
    given = options.parse_args()
    pack = open_pack()
    exercises = [*pack.entries][: given.exercises]
    with tempfile.TemporaryDirectory() as folder, Gradebook(str(Path(folder, "gradebook.db"))) as book:
        fill(book, pack, given.students, exercises, random.Random(0))
        axes = {name: pack.exercise(name).spec.shapes for name in exercises}
        start = time.perf_counter()
        found = records(book, "class", pack, 0)
        read = time.perf_counter()
        facts = gather(book, "class", pack.title, 0, found, axes)
        gathered = time.perf_counter()
        text = page(facts, given.lang)
        made = time.perf_counter()
    print(f"{given.students} students, {len(exercises)} exercises; {circumstances()['cpus']} CPUs")
    print(f"read the records    {read - start:6.1f} s")
    print(f"gather and compare  {gathered - read:6.1f} s")
    print(f"make the page       {made - gathered:6.1f} s")
    print(f"size of the page    {len(text.encode()) / 1e6:6.1f} MB")
    if given.html:
        given.html.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
