"""The same batch called again, after hand-ins have changed: what lies in its folder is what counts."""

import json
import os
import shutil

import pytest
from kit import RIGHT
from test_collect import put

from grader import files

WRONG = "def double(x):\n    return 3 * x\n"


def notebook(text):
    return json.dumps({"cells": [{"cell_type": "code", "source": text}]})


def lying(folder):
    return sorted(path.name for path in (folder / "feedback").iterdir())


def test_a_student_who_is_removed_leaves_nothing(batch, tmp_path):
    """Rows, grades and pages of whoever is not in the class any more are gone; what a person put there stays."""
    put(tmp_path / "in", {"aoki/double.py": RIGHT, "baba/double.ipynb": notebook(RIGHT), "o'b/double.py": WRONG})
    batch(tmp_path / "out", handed_in=tmp_path / "in")
    put(tmp_path / "out/feedback", {"notes.md": "mine"})
    assert len(lying(tmp_path / "out")) == 5
    shutil.rmtree(tmp_path / "in/baba")
    shutil.rmtree(tmp_path / "in/o'b")
    done = batch(tmp_path / "out", handed_in=tmp_path / "in")
    assert done.result.fresh == set()
    assert lying(tmp_path / "out") == ["aoki.md", "notes.md"]
    assert (tmp_path / "out/grades.csv").read_text() == "student,double,total\naoki,1,1\n"


def test_a_copy_of_a_notebook_is_not_left_behind(batch, tmp_path):
    """Who handed in two notebooks, then one, then a file, has the feedback of the last only."""
    both = {"aoki/double.ipynb": notebook(WRONG), "aoki/other.ipynb": notebook(WRONG)}
    put(tmp_path / "in", both)
    batch(tmp_path / "out", handed_in=tmp_path / "in")
    put(tmp_path / "out/feedback", {"aoki.2.ipynb": "{}"})
    batch(tmp_path / "out", handed_in=tmp_path / "in")
    assert lying(tmp_path / "out") == ["aoki.ipynb", "aoki.md"]
    shutil.rmtree(tmp_path / "in/aoki")
    put(tmp_path / "in", {"aoki/double.py": RIGHT})
    batch(tmp_path / "out", handed_in=tmp_path / "in")
    assert lying(tmp_path / "out") == ["aoki.md"]


def test_changed_work_is_graded_anew_and_changed_back_is_not(batch, tmp_path):
    """A verdict belongs to the work: only work that was never graded is graded."""
    fresh = []
    for text in (WRONG, RIGHT, WRONG):
        put(tmp_path / "in", {"aoki/double.py": text})
        done = batch(tmp_path / "out", handed_in=tmp_path / "in")
        fresh.append((len(done.result.fresh), done.records[0]["score"]))
    assert fresh == [(1, 0.0), (1, 1.0), (0, 0.0)]
    assert batch(tmp_path / "out", handed_in=tmp_path / "in", regrade=True).result.fresh == set()


def test_what_a_killed_run_was_writing_is_swept_up(batch, tmp_path, monkeypatch):
    """A file that was half written when the power went is removed later; other hidden files stay."""
    put(tmp_path / "in", {"aoki/double.py": RIGHT})
    put(tmp_path / "out/feedback", {".mine": "x", ".mine.abcdefgh": "x"})
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", lambda *_paths: (_ for _ in ()).throw(KeyboardInterrupt))
        patch.setattr(os, "unlink", lambda _path: None)  # as if the process were no more
        with pytest.raises(KeyboardInterrupt):
            files.write(tmp_path / "out/feedback/aoki.md", "half")
    (half,) = (path for path in (tmp_path / "out/feedback").iterdir() if "aoki" in path.name)
    batch(tmp_path / "out", handed_in=tmp_path / "in")
    assert half.exists()  # somebody may be writing it just now
    os.utime(half, (0, 0))
    batch(tmp_path / "out", handed_in=tmp_path / "in")
    assert lying(tmp_path / "out") == [".mine", ".mine.abcdefgh", "aoki.md"]
