"""Limits: memory, CPU time as a backstop, no files, no locked memory, no core dumps, few descriptors."""

from __future__ import annotations

import os
import resource

from . import Leak

NAME = "limits"
REMEDY = "The limits that this process was started with are lower than those asked for: see `ulimit -aH`."

_MIB = 1 << 20


def apply(memory: int, cpu: int, processes: bool) -> None:
    """Bound this process. No limit can be raised again.

    processes   also bound the number of processes of this user; only where the user's other work does not count
    """
    wanted = {
        "RLIMIT_AS": memory,
        "RLIMIT_STACK": 16 * _MIB,
        "RLIMIT_FSIZE": 0,
        "RLIMIT_NOFILE": 32,
        "RLIMIT_CORE": 0,
        "RLIMIT_MEMLOCK": 0,
        "RLIMIT_MSGQUEUE": 0,
        "RLIMIT_SIGPENDING": 64,
        "RLIMIT_NICE": 0,
        "RLIMIT_RTPRIO": 0,
    }
    if processes:
        wanted["RLIMIT_NPROC"] = 64
    for name, value in wanted.items():
        lower(getattr(resource, name), value, value)
    lower(resource.RLIMIT_CPU, cpu, cpu + 1)


def lower(which: int, soft: int, hard: int) -> None:
    """Set a limit, or keep it where it is lower already."""
    _, bound = resource.getrlimit(which)
    if bound != resource.RLIM_INFINITY:
        soft, hard = min(soft, bound), min(hard, bound)
    resource.setrlimit(which, (soft, hard))


def probe() -> None:
    """Apply, then ask for more memory, more descriptors and a file."""
    folder = os.environ.get("TMPDIR", "/tmp")
    path = os.path.join(folder, f"tatami-probe-{os.getpid()}")
    file = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, 0o600) if os.access(folder, 2) else None
    if file is not None:
        os.unlink(path)
    apply(512 * _MIB, 60, processes=False)
    try:
        bytearray(768 * _MIB)
    except MemoryError:
        pass
    else:
        raise Leak("memory has no bound")
    pairs = []
    try:
        for _ in range(32):
            pairs.append(os.dup(0))
    except OSError:
        pass
    else:
        raise Leak("descriptors have no bound")
    os.closerange(min(pairs), max(pairs) + 1)
    if file is not None:
        try:
            os.write(file, b"x")
        except OSError:
            return
        raise Leak("a file can grow")
