"""Reports as JSON, and back."""

import json
from pathlib import Path

import pytest

from grader.results import dumps, from_json, to_json

GOLDEN = sorted((Path(__file__).parent / "golden").glob("conv*/results.json"))


def golden(path):
    """A kept report, with a sandbox in the place that says it depends on the machine."""
    document = json.loads(path.read_text(encoding="utf-8"))
    return document | {"sandbox": {"tier": 1, "layers": ["process", "seccomp"]}}


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.parent.name)
def test_a_report_comes_back_from_its_json(path):
    """What is read back and written again is the same document."""
    document = golden(path)
    again = to_json(from_json(document)) | {"grader": document["grader"]}
    assert json.loads(dumps(again)) == document


@pytest.mark.parametrize("key", ["format", "cases", "error", "sandbox"])
def test_a_damaged_document_is_refused(key):
    """A document that lacks something, or is of another format, is not taken for a report."""
    document = golden(GOLDEN[0])
    with pytest.raises((KeyError, TypeError, ValueError)):
        from_json({name: value for name, value in document.items() if name != key})
    with pytest.raises(ValueError, match="format"):
        from_json(document | {"format": 2})
