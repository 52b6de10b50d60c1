"""How long after a save ``grade watch`` shows the verdict: a real process in a terminal of its own, real saves.

    python benchmarks/watch.py [--saves 50] [--pause 0.4] [--json] [NAME FILE]

Each save is a rename, as editors do it; the clock runs from there until the line with the verdict has arrived.
"""

from __future__ import annotations

import argparse
import json
import os
import pty
import re
import select
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
READY = b"q quit"


class Screen:
    """The far end of the terminal."""

    def __init__(self, fd: int) -> None:
        self.fd, self.text = fd, b""

    def wait(self, wanted: re.Pattern[bytes], seconds: float = 30.0) -> float:
        """Read until ``wanted`` has arrived; the moment it did."""
        end = time.perf_counter() + seconds
        while not wanted.search(self.text):
            left = end - time.perf_counter()
            if left <= 0 or not select.select([self.fd], [], [], left)[0]:
                raise SystemExit(f"no {wanted.pattern!r} within {seconds} s; on the screen:\n{self.text.decode()}")
            try:
                self.text += os.read(self.fd, 65536)
            except OSError:
                raise SystemExit(f"the command ended; on the screen:\n{self.text.decode()}") from None
        return time.perf_counter()


def variants(name: str, source: str) -> dict[str, tuple[str, bytes]]:
    """Sources to be saved in turn, each with what its verdict says: right, two ways to be wrong, half typed."""
    begin = f"{source}\n\n_right = {name}\n\n\ndef {name}(*args):\n    out = _right(*args)\n"
    opposite = f"{begin}    return tuple(-part for part in out) if isinstance(out, tuple) else -out\n"
    return {
        "right": (source, b"passed"),
        "wrong, opposite sign": (opposite, b"not yet"),
        "wrong, returns None": (f"{begin}    return None\n", b"not yet"),
        "half typed": (f"{source}\n\nif (\n", b"not yet"),
    }


def measure(name: str, source: str, saves: int, pause: float) -> list[tuple[str, float]]:
    """What was saved, and the milliseconds from the save to the verdict."""
    found = []
    kinds = variants(name, source)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{name}.py"
        file.write_text(source)
        ours, theirs = pty.openpty()
        command = [sys.executable, "-c", "from grader.cli import main; main()", "watch", name, folder]
        environment = os.environ | {"GRADE_HOME": f"{folder}/state", "TERM": "xterm", "PYTHONPATH": str(ROOT)}
        process = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True
        )
        os.close(theirs)
        screen = Screen(ours)
        try:
            screen.wait(re.compile(re.escape(READY)))
            for number in range(saves):
                kind, (text, verdict) = [*kinds.items()][number % len(kinds)]
                time.sleep(pause)
                screen.text = b""
                beside = file.with_suffix(".swp")
                beside.write_text(f"# {number}\n{text}")
                begin = time.perf_counter()
                os.replace(beside, file)
                end = screen.wait(re.compile(re.escape(name).encode() + rb".*" + verdict))
                found.append((kind, (end - begin) * 1e3))
                screen.wait(re.compile(re.escape(READY)))
            os.write(ours, b"q")
            process.wait(timeout=10)
        finally:
            process.kill()
            process.wait()
            os.close(ours)
    return found


def figures(times: list[float]) -> dict[str, float]:
    """Median, 95th percentile and longest."""
    p95 = statistics.quantiles(times, n=20, method="inclusive")[-1]
    return {"p50_ms": round(statistics.median(times), 1), "p95_ms": round(p95, 1), "max_ms": round(max(times), 1)}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("name", nargs="?", default="conv_backward")
    parser.add_argument("file", nargs="?", type=Path, default=ROOT / "docs" / "examples" / "conv_backward.py")
    parser.add_argument("--saves", type=int, default=50)
    parser.add_argument("--pause", type=float, default=0.4, help="seconds between verdict and next save")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    found = measure(given.name, given.file.read_text(), given.saves, given.pause)
    rows = {"all": figures([took for _kind, took in found])}
    for kind in dict.fromkeys(kind for kind, _took in found):
        rows[kind] = figures([took for one, took in found if one == kind])
    if given.json:
        about = {"exercise": given.name, "saves": given.saves, "cores": os.cpu_count(), "load": os.getloadavg()[0]}
        print(json.dumps({**about, "milliseconds": rows}, indent=2))
        return
    print(f"{given.saves} saves of {given.name}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; milliseconds:")
    for kind, row in rows.items():
        print(f"  {kind:<22} p50 {row['p50_ms']:6.1f}   p95 {row['p95_ms']:6.1f}   longest {row['max_ms']:6.1f}")


if __name__ == "__main__":
    main()
