"""Whole results, word by word: what a learner is told changes on purpose or not at all."""

import importlib.util
import json
from pathlib import Path

import pytest

_path = Path(__file__).with_name("regenerate_golden.py")
_spec = importlib.util.spec_from_file_location("regenerate_golden", _path)
golden = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(golden)

FOLDERS = golden.folders()


@pytest.mark.parametrize("name", FOLDERS)
def test_results_are_as_they_were(name):
    """The document for this submission is the one that was read and kept."""
    kept = json.loads((FOLDERS[name] / "results.json").read_text(encoding="utf-8"))
    assert golden.document(FOLDERS[name]) == kept


@pytest.mark.parametrize("name", FOLDERS)
def test_only_what_is_called_right_passes(name):
    """The kept documents agree with the names of their folders: nothing wrong was ever kept as a pass."""
    kept = json.loads((FOLDERS[name] / "results.json").read_text(encoding="utf-8"))
    assert kept["passed"] == (name.partition("-")[2] in ("right", "prints"))
    assert (kept["score"] == kept["points"]) == kept["passed"]
    named = [finding["misconception"] for finding in kept["diagnosis"]]
    expected = {
        "mean_over_batch": ["mean_over_batch"],
        "writes_into_dout": ["writes_into_dout"],
        "constant_factor": [None],
    }
    assert named == expected.get(name.partition("-")[2], named)


def test_the_collection_is_there():
    """Folders were found at all: a wrong path would make every test above vanish."""
    assert len(FOLDERS) >= 10
