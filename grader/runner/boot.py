"""The zygote's first file: run by path, with nothing importable but the standard library.

    python -I -S -B boot.py CONTROL NUMPY_FOLDER MEMORY CPU TIER USER WITHOUT WARM

The grader's package is not importable here. The few modules of it that are needed are loaded from this folder, as
parts of a package with another name.
"""

import importlib
import os
import sys
import types

if __name__ == "__main__":
    package = types.ModuleType("_tatami")
    package.__path__ = [os.path.dirname(os.path.abspath(__file__))]
    sys.modules["_tatami"] = package
    argv, sys.argv = sys.argv[1:], [""]
    del package, __file__
    importlib.import_module("_tatami.zygote").main(argv)
