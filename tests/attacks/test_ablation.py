"""Layers switched off one at a time: an attack that nothing else stops must succeed then.

Without this, an attack may be "contained" because it is broken, and the suite would prove nothing.
"""

from __future__ import annotations

import importlib.util

import harness
import pytest

from grader.errors import SandboxRefused

ACTIVE = {
    0: {"namespaces", "rootview", "limits", "capabilities", "landlock", "seccomp", "kernel"},
    1: {"limits", "capabilities", "landlock", "seccomp", "kernel"},
}
TWICE = {"leak_cross_run", "chan_marks"}
"""Attacks that look for the traces of their own earlier run."""


def pairs():
    """(tier, layer to switch off, attack, whether nothing else stops it)."""
    for tier, active in ACTIVE.items():
        for name, attack in harness.attacks().items():
            left = set(attack.layers) & active
            for layer in sorted(left - {"kernel"}):
                if not attack.dangerous:
                    yield tier, layer, name, left == {layer}


@pytest.mark.parametrize(("tier", "layer", "name", "alone"), list(pairs()))
def test_layer_is_what_stops_it(sandboxes, tier, layer, name, alone):
    """Without the one layer that stops an attack it succeeds; where another one stops it, too, it does not."""
    module = name.removeprefix("leak_import_")
    if module in ("torch", "scipy") and importlib.util.find_spec(module) is None:
        pytest.skip(f"{module} is not installed, so there is nothing to keep out")
    try:
        spawn = sandboxes.spawner(tier, frozenset({layer}))
    except SandboxRefused as error:
        pytest.skip(str(error))
    attack = harness.attacks()[name]
    try:
        for _ in range(1 + (name in TWICE)):
            report = harness.run(attack, spawn())
    finally:
        harness.sweep()
    succeeded = harness.worked(report) is not None or not attack.allows(harness.outcome(report))
    assert succeeded == alone
