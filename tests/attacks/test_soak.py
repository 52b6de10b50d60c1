"""A long series with attacks among it: no verdict is lost, nothing piles up."""

from __future__ import annotations

import harness
import pytest
import soak

from grader.errors import SandboxRefused


@pytest.mark.slow
@pytest.mark.parametrize("tier", [0, 1])
def test_soak(tier):
    """Three hundred gradings, every tenth an attack: each ends as it must, and memory and descriptors stay flat."""
    try:
        found = soak.soak(300, tier)
    except SandboxRefused as error:
        pytest.skip(str(error))
    assert found.wrong == []
    assert sum(found.verdicts.values()) == 300
    assert found.after.zombies == 0
    assert found.after.processes <= found.before.processes
    assert found.after.descriptors <= found.before.descriptors + harness.SPARE
    assert found.after.files == found.before.files
    assert found.after.memory - found.before.memory < harness.GROWTH


def test_sandbox_that_dies_is_nobodys_fault(sandboxes):
    """When the zygote is killed, the grading is done again with another one, and the right solution passes."""
    import contextlib
    import os
    import signal

    from grader.engine import grade
    from grader.runner import pool

    try:
        sandbox = pool.start(0)
    except SandboxRefused as error:
        pytest.skip(str(error))
    with contextlib.closing(sandbox):
        killed = []

        def work(child):
            if not killed:
                killed.extend(harness.children())
                for pid in killed:
                    os.kill(pid, signal.SIGKILL)
            return grade(harness.exercise(), harness.submission(harness.RIGHT), child=child)

        sandboxes.close()  # so that the only children are this sandbox's
        assert harness.passes(sandbox.spawn())
        assert sandbox.run(work).passed
        assert killed


def test_dead_judge_takes_all_down(tmp_path):
    """When the judge is killed in the middle of a submission, zygote and runner die with it."""
    import os
    import subprocess
    import sys
    import time
    from pathlib import Path

    script = tmp_path / "judge.py"
    script.write_text(
        f"import sys\nsys.path[:0] = {[str(Path(harness.__file__).parent), str(Path(harness.__file__).parents[2])]!r}\n"
        "import harness\nfrom grader.runner import pool\n"
        "sandbox = pool.start()\nprint(sandbox.tier, flush=True)\n"
        "harness.grade(harness.exercise(60.0), harness.submission('while True: pass'), child=sandbox.spawn())\n"
    )
    before = harness.descendants()[0]
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as judge:
        tier = int(judge.stdout.readline())
        end = time.monotonic() + 20
        while harness.descendants()[0] < before + 2 and time.monotonic() < end:
            time.sleep(0.02)
        judge.kill()
    if tier > 1:
        pytest.skip("there is no sandbox here that could be taken down")
    end = time.monotonic() + 5
    while harness.descendants()[0] > before and time.monotonic() < end:
        time.sleep(0.02)
        try:
            os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            break
    assert harness.descendants()[0] <= before
