"""Submissions that cheat or break things: none may get its way, in any tier, as any user."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import harness
import numpy as np
import pytest

from grader.engine import grade
from grader.errors import SandboxRefused
from grader.model import Case, Status
from grader.safe_text import for_csv, for_html, for_terminal
from grader.screen.report import render
from grader.screen.text import Style

ATTACKS = harness.attacks()
NOBODY = 65534


def spawner(sandboxes, tier):
    """What starts a process in a tier, or a skip that says why there is none."""
    try:
        return sandboxes.spawner(tier)
    except SandboxRefused as error:
        pytest.skip(str(error))


def waits(attack):
    """Whether all there is to it is the judge's own deadline, which is the same in all tiers."""
    return attack.plain and ("timeout" in attack.expect or attack.name == "exit_kill_self")


@pytest.mark.parametrize(
    ("tier", "name"),
    [
        pytest.param(tier, name, marks=pytest.mark.slow if tier == 1 and waits(attack) else ())
        for tier in (3, 1, 0)
        for name, attack in ATTACKS.items()
        if tier < 3 or attack.plain
    ],
)
def test_contained(sandboxes, tier, name):
    """An attack ends as its EXPECT says, does nothing it was refused, leaves nothing behind, spoils nothing after."""
    spawn = spawner(sandboxes, tier)
    with harness.untouched():
        ended, _ = harness.attacked(ATTACKS[name], spawn)
    assert ended.worked is None
    assert not ended.wrong
    if tier < 3 or name.startswith(("tamper", "res")):
        assert harness.passes(spawn())


@pytest.mark.parametrize("tier", [1, 0])
@pytest.mark.parametrize("name", ["leak_cross_run", "chan_marks", "fs_pyc_poison"])
def test_next_run_finds_nothing(sandboxes, tier, name):
    """What leaves marks wherever it can finds none of them when it runs again."""
    spawn = spawner(sandboxes, tier)
    for _ in range(2):
        ended, _ = harness.attacked(ATTACKS[name], spawn)
        assert ended.contained


@pytest.mark.parametrize("name", ATTACKS)
def test_every_attack_says_what_it_is(name):
    """An attack says what must not happen, how it must end, and which layers see to that."""
    attack = ATTACKS[name]
    known = harness.PLAIN | harness.LAYERS | {"kernel"}
    assert compile(attack.source, name, "exec").co_consts[0].endswith(".")
    assert attack.expect.startswith(("pass", "fail:"))
    assert attack.layers
    assert set(attack.layers) <= known


def test_looked_up_answers_are_right_for_their_own_seed(sandboxes):
    """The table of answers passes for the seed it was made for: it fails elsewhere for the right reason."""
    assert harness.run(ATTACKS["leak_lookup_by_hash"], None, harness.SEED).passed


def test_hostile_text_is_only_text():
    """Escapes, markup, formulas and direction marks in a message reach no terminal, page or table."""
    report = harness.run(ATTACKS["proto_report_injection"], None)
    shown = render(report, {}, style=Style())
    message = report.cases[0].failure.message
    assert "\x1b" in message
    for text in (shown, for_terminal(message), for_html(message), for_csv(message)):
        assert not set(text) & set("\x1b\x07\r\u202e\x9b")
    assert "<script" not in for_html(message)
    assert for_csv("=HYPERLINK(1)").startswith("'")
    assert sum(line.startswith("conv_forward:") for line in shown.splitlines()) == 1


@pytest.mark.parametrize("tier", [3, 1, 0])
def test_runner_that_never_reads(sandboxes, tier):
    """A process that says it is ready and never reads stops the judge's sending at the deadline, not for ever."""
    spec = harness.exercise(0.1).spec
    big = Case(
        "big", {"x": np.ones((1, 8, 512, 512)), "w": np.ones((1, 8, 1, 1)), "b": np.ones(1), "stride": 8, "padding": 0}
    )
    exercise = replace(harness.exercise(0.1), spec=replace(spec, cases=lambda rng: [big]))
    source = (
        "import os, time\nfrom kit import frame, sockets\n"
        "for fd in sockets():\n    os.write(fd, frame(34) + frame(6))\ntime.sleep(3600)\n"
    )
    spawn = spawner(sandboxes, tier)
    with harness.untouched(growth=1 << 28):
        report = grade(exercise, harness.submission(source), child=spawn())
    assert report.cases[0].status is Status.TIMEOUT


def test_wrong_gradient_of_wrong_forward():
    """A gradient that fits one's own wrong forward is wrong all the same."""
    from grader import pack

    backward = pack.load("conv_backward")
    source = (
        "import numpy as np\n\n\ndef conv_forward(x, w, b, stride, padding):\n"
        "    H = (x.shape[2] + 2 * padding - w.shape[2]) // stride + 1\n"
        "    W = (x.shape[3] + 2 * padding - w.shape[3]) // stride + 1\n"
        "    return np.zeros((x.shape[0], w.shape[0], H, W))\n\n\n"
        "def conv_backward(dout, x, w, b, stride, padding):\n"
        "    return np.zeros_like(x), np.zeros_like(w), np.zeros_like(b)\n"
    )
    assert not grade(replace(backward, spec=replace(backward.spec, wrong=())), harness.submission(source)).passed


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="is about becoming someone else, which takes root")
def test_contained_as_nobody():
    """The same attacks are contained when the grader itself is run by a user without rights."""
    script = Path(harness.__file__).with_name("run.py")

    def become():
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)

    def call(*words):
        return subprocess.run(
            [sys.executable, "-B", *words], capture_output=True, text=True, check=False, preexec_fn=become, cwd="/"
        )

    try:
        ready = call("-c", "import numpy, grader.runner.pool").returncode == 0
    except OSError:
        ready = False
    if not ready:
        pytest.skip("another user can read neither this Python nor what is installed in it")
    for tier in "01":
        done = call(str(script), "--tier", tier, "--quick")
        assert done.returncode in (0, 4), done.stderr + done.stdout
        if done.returncode == 0:
            assert json.loads(done.stdout.splitlines()[-1])["not_contained"] == []
