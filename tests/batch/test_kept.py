"""What a worker keeps of an exercise is kept once, changes no verdict, and speaks the language that was asked for."""

import json
from pathlib import Path

import numpy as np
import pytest

from grader import records
from grader.batch.worker import grade_task
from grader.bench import Bench
from grader.engine import grade
from grader.judge import equal
from grader.model import Submission
from grader.pack import open_pack

GOLDEN = Path(__file__).parents[1] / "golden"
PACK = open_pack()


def handed_in(kind):
    return Submission("conv_backward.py", (GOLDEN / f"conv_backward-{kind}/submission.py").read_text())


def task(language):
    source = handed_in("mean_over_batch").source
    return {
        "pack": None, "print": PACK.fingerprint, "seed": 0, "floor": 3, "language": language,
        "exercise": "conv_backward", "file": "conv_backward.py", "source": source, "siblings": [], "cells": [],
    }  # fmt: skip


def test_a_worker_speaks_the_language_of_each_task():
    """A worker that has graded in one language gives the next report in another, and then in the first again."""
    first, other, again = (json.loads(grade_task(task(language))[0]) for language in ("en", "ja", "en"))
    assert first["diagnosis"][0]["misconception"] == other["diagnosis"][0]["misconception"] == "mean_over_batch"
    assert first["diagnosis"] == again["diagnosis"] != other["diagnosis"]
    assert first["cases"][0]["name"] != other["cases"][0]["name"]


def test_what_is_kept_changes_no_report(monkeypatch):
    """Graded in any order by a warm judge, twice, every hand-in has the report of a cold one; records are read once."""
    kinds = ("right", "unknown_bug", "two_misconceptions", "mean_over_batch", "two_misconceptions", "right")
    exercise = PACK.exercise("conv_backward")
    cold = {kind: grade(exercise, handed_in(kind)) for kind in set(kinds)}
    read = []
    load = records.load
    monkeypatch.setattr(records, "load", lambda *args: read.append(args[1]) or load(*args))
    with Bench(PACK) as bench:
        for kind in kinds:
            report = bench.grade("conv_backward", handed_in(kind))
            assert (report.cases, report.diagnosis, report.remarks, report.oracles) == (
                cold[kind].cases, cold[kind].diagnosis, cold[kind].remarks, cold[kind].oracles,
            ), kind  # fmt: skip
    assert read == [*records.DEVICES]


@pytest.mark.parametrize("seed", range(40))
def test_arrays_are_equal_where_numpy_says_so(seed):
    """Near, far, NaN and infinite elements: the quick comparison of arrays is that of np.allclose."""
    rng = np.random.default_rng(seed)
    one = rng.choice([0.0, 1.0, -2.5, np.nan, np.inf, -np.inf], 4)
    other = np.where(rng.random(4) < 0.8, one, rng.choice([0.0, np.nan, np.inf, -np.inf], 4))
    other = other + rng.choice([0.0, 1e-12, 1e-7], 4)
    scale = max(float(np.abs(one[np.isfinite(one)]).max(initial=0.0)), 1.0)
    assert equal(one, other, 1.0) == np.allclose(one, other, 0.0, 1e-9 * scale, equal_nan=True)
