"""The plan of the house: who may import whom, and what must stay cheap."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

FLOORS = [
    {"model", "errors", "scene"},
    {"messages", "locale", "wire", "gradcheck", "draw", "rubric", "safe_text", "screen.text", "state"},
    {
        "files", "compare", "pattern", "cases", "words", "installed", "pack", "workspace", "submission", "needs",
        "results", "learner", "records", "intake", "spreadsheet", "walk",
    },
    {"play", "judge", "runner", "quiz"},
    {"reach", "picture", "diagnose", "oracle", "trouble", "scaffold", "new_pack", "hints", "solution"},
    {"gradebook_tables", "gradebook", "remarks", "forward", "smallest", "live", "witness", "recorder", "speed"},
    {"engine"},
    {"bench", "translate", "prove_walk", "prove", "screen", "catalogue"},
    {"watch", "batch", "export", "report", "notebook"},
    {"cli", "pytest_plugin"},
]  # fmt: skip
"""The lowest floor first. A package stands for all its modules; what is not here makes the test fail.

On one floor modules may use what stands before them, as long as nobody goes round in circles.
"""

FLOOR = {name: number for number, names in enumerate(FLOORS) for name in names}
MODULES = sorted((ROOT / "grader").rglob("*.py"))
ALONE = {"numpy", "__future__"}  # beside the standard library, for what runs in the student's process


def area(parts):
    """The name in FLOORS that the module ``grader.<parts>`` belongs to: the longest that fits."""
    for length in range(len(parts), 0, -1):
        if ".".join(parts[:length]) in FLOOR:
            return ".".join(parts[:length])
    return None


def imports(path):
    """(module, names, level, at module level) of the imports in a file; those under TYPE_CHECKING are left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            node.body = []
    inside = {id(n) for f in ast.walk(tree) if isinstance(f, ast.FunctionDef | ast.Lambda) for n in ast.walk(f)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, (), 0, id(node) not in inside
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "", tuple(alias.name for alias in node.names), node.level, id(node) not in inside


def used(path):
    """The areas of the grader that a module imports, inside functions too."""
    own = path.relative_to(ROOT / "grader").with_suffix("").parts
    for module, names, level, _ in imports(path):
        parts = [*(("grader", *own)[:-level]), *filter(None, module.split("."))] if level else module.split(".")
        if parts[0] != "grader":
            continue
        for name in names or ("",):
            whole = [*parts[1:], name] if (ROOT / "grader").joinpath(*parts[1:], name + ".py").is_file() else parts[1:]
            if whole or name in FLOOR:
                yield area(whole or [name])


def chosen(path):
    parts = path.relative_to(ROOT / "grader").with_suffix("").parts
    return parts[:-1] if parts[-1] == "__init__" else parts


@pytest.mark.parametrize("path", MODULES, ids=lambda path: ".".join(chosen(path)) or "grader")
def test_a_module_stands_on_a_floor_and_looks_down(path):
    """Every module has its place, and imports only from floors below, or from its neighbours."""
    parts = chosen(path)
    if not parts:
        assert list(used(path)) == []  # the package itself loads its modules on first use
        return
    own = area(parts)
    assert own is not None, f"give {'.'.join(parts)} a floor"
    for other in set(used(path)) - {own}:
        assert other is not None
        assert FLOOR[other] <= FLOOR[own], f"{own} (floor {FLOOR[own]}) imports {other} (floor {FLOOR[other]})"


def test_nobody_goes_round_in_circles():
    """Between modules of different areas there is no cycle, not even by imports inside functions."""
    edges = {}
    for path in MODULES:
        own = area(chosen(path))
        edges.setdefault(own, set()).update(set(used(path)) - {own})
    done = set()
    while ready := [name for name in edges if name not in done and edges[name] <= done]:
        done |= set(ready)
    assert set(edges) - done == set()


def student_side():
    """The files that are loaded in the student's process."""
    return [ROOT / "grader" / "wire.py", ROOT / "grader" / "runner" / "child.py"]


@pytest.mark.parametrize("path", student_side(), ids=lambda path: path.name)
def test_the_students_side_stands_alone(path):
    """The wire and the child import the standard library and NumPy, and nothing of the grader."""
    for module, _, level, _ in imports(path):
        top = module.partition(".")[0]
        assert level == 0
        assert top in ALONE or top in sys.stdlib_module_names, module


@pytest.mark.parametrize("path", sorted((ROOT / "exercises").rglob("*.py")), ids=lambda path: path.stem)
def test_stubs_import_numpy_only(path):
    """What a learner is handed needs nothing but NumPy."""
    assert {module for module, *_ in imports(path)} <= {"numpy"}


@pytest.mark.parametrize("path", sorted((ROOT / "reference").rglob("*.py")), ids=lambda path: path.stem)
def test_references_import_siblings_relatively_and_torch_late(path):
    """A reference takes from its own pack by relative imports, and PyTorch only inside functions."""
    own = {child.stem for child in (ROOT / "reference").rglob("*.py")} | {"reference", "exercises", "quizzes"}
    for module, _, level, at_top in imports(path):
        top = module.partition(".")[0]
        if level == 0:
            assert top not in own, f"import {module} relatively"
            assert top in {"grader", "numpy", "torch", "mpmath", "decimal"} | sys.stdlib_module_names, module
            assert not (at_top and top in {"torch", "mpmath"}), f"import {module} inside a function"


@pytest.mark.parametrize("module", ["grader", "grader.cli", "grader.pack", "grader.messages", "grader.results"])
def test_importing_costs_nothing(module):
    """The package, the command and the table of contents load no heavy library."""
    heavy = {"torch", "numpy", "rich", "sqlite3", "nbformat", "sqlalchemy", "dask", "jinja2", "matplotlib", "sympy"}
    program = f"import sys, {module}\nprint(*({heavy!r} & set(sys.modules)))"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
