"""One thread for linear algebra, as in every command: many small products are slower on several.

NumPy reads these when it is imported, so they stand here, before any test module.
"""

import os
import sys
from importlib import import_module
from pathlib import Path

import pytest

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

BENCHMARKS = Path(__file__).resolve().parents[1] / "benchmarks"
SCRIPTS = {"styles", *(path.stem for path in BENCHMARKS.glob("*.py"))}


@pytest.fixture(scope="module")
def script():
    """Imports a module of benchmarks/, which expects its folder on the path as a script does; in the end it is gone."""
    known, path, variables = set(sys.modules), list(sys.path), dict(os.environ)
    sys.path.insert(0, str(BENCHMARKS))
    yield import_module
    sys.path[:] = path
    for name in set(os.environ) - set(variables):
        del os.environ[name]
    for name in set(sys.modules) - known:
        if name.partition(".")[0] in SCRIPTS:
            del sys.modules[name]
