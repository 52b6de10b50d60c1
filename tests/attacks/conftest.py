"""The attacks find their harness, and a machine prepared for them."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

if not sys.platform.startswith("linux"):
    collect_ignore_glob = ["test_*.py"]
else:
    import harness

    from grader.runner import session

    @pytest.fixture(scope="session", autouse=True)
    def prepared() -> Iterator[None]:
        """Short imports, and a secret in a file, in the environment and on the judge's heap."""
        patch = pytest.MonkeyPatch()
        patch.setattr(session, "IMPORT_SECONDS", harness.IMPORT_SECONDS)
        patch.setenv("TATAMI_ATTACK_SECRET", harness.SECRET)
        with contextlib.suppress(OSError):
            harness.SECRET_FILE.write_text(harness.SECRET)
        with harness.subreaper():
            yield
        patch.undo()
        if harness.SECRET_FILE.exists() and harness.SECRET_FILE.stat().st_uid == os.getuid():
            harness.SECRET_FILE.unlink()

    @pytest.fixture(scope="session")
    def sandboxes() -> Iterator[harness.Sandboxes]:
        """Sandboxes by tier, each started when it is first asked for."""
        kept = harness.Sandboxes()
        yield kept
        kept.close()
