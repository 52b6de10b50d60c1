"""What the benchmarks share. Importing this module comes first: it finds the grader and keeps NumPy on one thread."""

import argparse
import datetime
import importlib.metadata
import importlib.util
import json
import os
import platform
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

for _variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")

if importlib.util.find_spec("grader") is None:
    sys.path.insert(0, str(ROOT))


def parser(text):
    """A command line with --json."""
    found = argparse.ArgumentParser(description=text)
    found.add_argument("--json", action="store_true", help="print one JSON document and no table")
    return found


def circumstances():
    """When and on what a benchmark ran."""
    found = {
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "cpus": os.cpu_count(),
        "machine": platform.machine(),
        "python": platform.python_version(),
    }
    for name in ("numpy", "torch"):
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found[name] = None
    return found


def table(header, rows):
    """Lines of aligned columns: the first to the left, the others to the right."""
    lines = [tuple(str(cell) for cell in row) for row in (header, *rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
    text = []
    for line in lines:
        cells = [cell.ljust(width) if not n else cell.rjust(width) for n, (cell, width) in enumerate(zip(line, widths))]
        text.append("  ".join(cells).rstrip())
    text.insert(1, "-" * max(map(len, text)))
    return "\n".join(text)


def show(document, tables, as_json):
    """Print the JSON document, or the tables with a line on the circumstances."""
    if as_json:
        print(json.dumps(document, indent=1))
        return
    print("  ".join(f"{key} {value}" for key, value in document["circumstances"].items()))
    for text in tables:
        print()
        print(text)


def write(page, mark, text):
    """Put ``text`` between the two lines of the page in docs/ that hold the mark."""
    path, (begin, end) = ROOT / "docs" / page, marks(mark)
    head, tail = path.read_text(encoding="utf-8").split(begin)[0], path.read_text(encoding="utf-8").split(end)[1]
    path.write_text(f"{head}{begin}\n{text}\n{end}{tail}", encoding="utf-8")


def marks(mark):
    """The lines that stand before and after a generated part."""
    return f"<!-- {mark}: begin -->", f"<!-- {mark}: end -->"


def markdown(header, rows):
    """The lines of a Markdown table: the first column to the left, the others to the right."""
    lines = [header, ("---", *("--:",) * (len(header) - 1)), *rows]
    return ["| " + " | ".join(map(str, line)) + " |" for line in lines]
