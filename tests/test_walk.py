"""The walk of a newcomer, from a clone to a course of one's own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs bash and a virtual environment with a folder bin")
@pytest.mark.skipif(not shutil.which("git") or not (ROOT / ".git").exists(), reason="needs git and a clone")
def test_the_walk_reaches_its_end():
    """``tests/walk.sh`` does every step in a fresh clone and a fresh environment."""
    environment = os.environ | {"PYTHON": sys.executable}
    command = ["bash", str(ROOT / "tests" / "walk.sh")]
    done = subprocess.run(command, env=environment, check=False, capture_output=True, encoding="utf-8", timeout=280)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr
    assert done.stdout.endswith("The walk is done: every step did what it says.\n")
