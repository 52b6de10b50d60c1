"""Try every layer for real and say what came of it: for ``grade doctor``.

``examine`` starts this file by path in a clean process, which forks a throw-away child per layer: the child applies
the layer and then tries what it forbids.
"""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

SECONDS = 30.0


class Finding(NamedTuple):
    """What one layer's probe said; ``remedy`` is empty where the layer holds, or is not needed."""

    layer: str
    ok: bool
    detail: str
    remedy: str


def examine() -> list[Finding]:
    """One Finding per layer, in the order of application. Takes a second at most; runs nobody's code."""
    import importlib.util

    from grader.messages import N_
    from grader.runner import kernel
    from grader.runner.launch import environment
    from grader.runner.layers import LAYERS

    if kernel.ARCH is None:
        why = N_("only Linux on x86_64 and aarch64 has what it takes")
        return [Finding(name, False, why, N_("Use Linux, WSL 2 or a container.")) for name in LAYERS]
    numpy = importlib.util.find_spec("numpy")
    folder = str(Path(numpy.origin).parents[1]) if numpy is not None and numpy.origin is not None else "/"
    command = [sys.executable, "-I", "-S", "-B", __file__, folder]
    try:
        found = subprocess.run(
            command, env=environment(), cwd="/", stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS
        ).stdout.decode()
    except subprocess.TimeoutExpired:
        found = ""
    said = dict(line.split("\t", 1) for line in found.splitlines() if "\t" in line)
    return [_finding(name, said.get(name, N_("no answer"))) for name in LAYERS]


def _finding(name: str, said: str) -> Finding:
    from grader.messages import N_

    layer = importlib.import_module(f"grader.runner.layers.{name}")
    needed = name != "identity" or os.geteuid() == 0
    if said == "ok":
        return Finding(name, True, N_("holds"), "")
    if not needed:
        return Finding(name, True, N_("not needed: this is not root"), "")
    return Finding(name, False, said, layer.REMEDY)


def main(numpy_folder: str) -> None:
    """In the clean process: one line per layer."""
    import types

    package = types.ModuleType("_tatami")
    package.__path__ = [os.path.dirname(os.path.abspath(__file__))]
    sys.modules["_tatami"] = package
    layers = importlib.import_module("_tatami.layers")
    arguments = {"rootview": (numpy_folder,), "landlock": (numpy_folder, 4), "identity": (65534,)}
    for name in layers.LAYERS:
        module = importlib.import_module(f"_tatami.layers.{name}")
        print(f"{name}\t{_in_a_child(module, arguments.get(name, ()))}", flush=True)


def _in_a_child(module: object, arguments: tuple[object, ...]) -> str:
    told, tell = os.pipe()
    child = os.fork()
    if not child:
        try:
            module.probe(*arguments)  # type: ignore[attr-defined]
            text = "ok"
        except BaseException as error:
            text = f"{type(error).__name__}: {error}"
        _say(tell, text)
        os._exit(0)
    os.close(tell)
    with os.fdopen(told, "rb") as pipe:
        text = pipe.read().decode(errors="replace")
    os.waitpid(child, 0)
    return text.replace("\n", " ") or "the probe was killed"


def _say(fd: int, text: str) -> None:
    os.write(fd, text.encode()[:2000])


if __name__ == "__main__":
    main(sys.argv[1])
