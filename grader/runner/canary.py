"""What a runner tries before it takes a submission: each of these must fail, else the sandbox is not what it says."""

from __future__ import annotations

import contextlib
import importlib
import os
from collections.abc import Callable

from .layers import seccomp


def sing(parent: int, files: bool = True) -> list[str]:
    """The names of what worked, or failed for another reason than being shut out.

    files   whether files are meant to be out of reach, too; at tier 2 they are not
    """
    tries: dict[str, tuple[Callable[[], object], tuple[type[BaseException], ...]]] = {
        name: (attempt, (PermissionError,)) for name, attempt in seccomp.attempts(parent).items()
    }
    if files:
        tries["read /etc/passwd"] = (lambda: os.open("/etc/passwd", os.O_RDONLY), (OSError,))
        tries["write /tmp"] = (_write, (OSError,))
        tries["import torch"] = (lambda: importlib.import_module("torch"), (ImportError, OSError))
    found = []
    for name, (attempt, expected) in tries.items():
        try:
            attempt()
        except expected:
            continue
        except BaseException as error:
            found.append(f"{name} ({type(error).__name__})")
        else:
            found.append(name)
    return found


def _write() -> None:
    path = f"/tmp/tatami-canary-{os.getpid()}"
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    with contextlib.suppress(OSError):  # that it was made is what counts
        os.unlink(path)
