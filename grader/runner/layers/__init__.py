"""The layers of the sandbox, one module each, in the order in which they are applied.

A layer has a ``NAME``, a ``REMEDY`` (what to do where the kernel refuses it), ``apply``, which raises OSError when it
cannot be had, and ``probe``, which applies it and then tries what it forbids: it raises Leak when that works, and is
to be called in a process that can be thrown away.

This package is also loaded in the zygote, under another name and by path; it imports the standard library only.
"""

from __future__ import annotations

from typing import NamedTuple

BUILD = ("namespaces", "rootview", "identity")
"""What the zygote applies, once."""

RUN = ("descriptors", "limits", "capabilities", "landlock", "seccomp")
"""What each runner applies to itself before any source arrives."""

LAYERS = BUILD + RUN


class Leak(Exception):
    """Something that a layer forbids has worked."""


class Plan(NamedTuple):
    """What a zygote is asked to build."""

    numpy_folder: str
    memory: int
    cpu: int
    tier: int
    user: int
    without: frozenset[str] = frozenset()
    warm: bool = True

    def wants(self, layer: str) -> bool:
        """Whether this plan asks for a layer."""
        return layer not in self.without and not (self.tier > 0 and layer in ("namespaces", "rootview"))


def tier_of(layers: tuple[str, ...]) -> int:
    """How strong a sandbox of these layers is: 0 full, 1 strong, 2 basic, 3 none."""
    has = frozenset(layers)
    if {"namespaces", "rootview", "landlock", "seccomp"} <= has:
        return 0
    if {"landlock", "seccomp"} <= has:
        return 1
    return 2 if has & {"seccomp", "namespaces"} else 3
