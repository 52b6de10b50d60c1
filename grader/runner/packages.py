"""Which folders and files the student's process may read: the standard library, NumPy, and the libraries they load."""

from __future__ import annotations

import os
import sys

_APART = ("site-packages", "dist-packages")
_SYSTEM = ("/lib64", "/usr/lib64", "/lib", "/usr/lib", "/usr/local/lib")


def readable(numpy_folder: str) -> list[str]:
    """Paths that exist, as this Python spells them: folders in whole, or single files."""
    found = [_standard_library(), os.path.join(numpy_folder, "numpy"), os.path.join(numpy_folder, "numpy.libs")]
    found += _libraries()
    return [path for path in dict.fromkeys(found) if os.path.exists(path)]


def apart(folder: str) -> list[str]:
    """Folders within a readable folder that are not part of it: the packages that were installed into it."""
    return [path for path in (os.path.join(folder, name) for name in _APART) if os.path.isdir(path)]


def _standard_library() -> str:
    return os.path.dirname(os.path.abspath(os.__file__))


def _libraries() -> list[str]:
    """Folders of shared libraries where they stand apart, else the libraries one by one."""
    found = []
    multiarch = getattr(sys.implementation, "_multiarch", "")
    for base in ("/lib", "/usr/lib"):
        if multiarch and os.path.isdir(os.path.join(base, multiarch)):
            found.append(os.path.join(base, multiarch))
    prefix = os.path.join(sys.base_prefix, "lib")
    conda = os.path.isdir(os.path.join(sys.base_prefix, "conda-meta"))
    for folder in (*(() if found else _SYSTEM), prefix):
        if folder == prefix and not conda:
            start = "libpython"
        else:
            start = "lib"
        found += [path for path in _entries(folder) if os.path.basename(path).startswith(start) and ".so" in path]
    return [*found, "/etc/ld.so.cache"]


def _entries(folder: str) -> list[str]:
    try:
        return sorted(os.path.join(folder, name) for name in os.listdir(folder))
    except OSError:
        return []
