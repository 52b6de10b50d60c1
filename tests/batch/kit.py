"""What the tests of batches are made of: a small course, hand-ins of every kind, programs and a cluster."""

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

from grader.batch.job import grade_batch, take_in
from grader.batch.run import Order
from grader.pack import open_pack

ROOT = Path(__file__).resolve().parents[2]
RIGHT = "def double(x):\n    return 2 * x\n"
KINDS = {
    "right": RIGHT,
    "right_too": "def double(x):\n    return x + x\n",
    "triple": "def double(x):\n    return 3 * x\n",
    "raises": "def double(x):\n    raise ValueError('no')\n",
    "prints": "def double(x):\n    print('=cmd|calc', '<b>', '```')\n    return 3 * x\n",
    "leaves": "import os\nos._exit(0)\n",
    "spins": "def double(x):\n    while True:\n        pass\n",
    "syntax": "def double(x:\n",
    "other": "def doubel(x):\n    return x\n",
    "empty": "",
}

SPEC = """
import os

import numpy as np

from grader import Case, Spec, grid


def {name}(x):
    return 2 * x


def cases(rng):
    {trap}
    for size in (2, 3, 4):
        yield Case(f"{{size}} numbers", {{"x": grid(rng, size) + 5.0}})
    yield Case("drawn anew", {{"x": grid(rng, 5) + 5.0}}, hidden=True)


def tripled(solve, x):
    \"\"\"It was multiplied by 3. Multiply by 2.\"\"\"
    return 3 * x


spec = Spec(solve={name}, second=lambda x: x + x, cases=cases, wrong=(tripled,), hints=("a", "b", "c"), seconds=0.3)
"""


def write_course(root, names=("double",), trap="pass"):
    """A pack of exercises that double their input; in ``trap`` lies what their cases do besides."""
    for folder in ("exercises/t", "reference/t"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    listed = ", ".join(f'"{name}"' for name in names)
    (root / "exercises/pack.toml").write_text(
        f'format = 1\nname = "small"\n\n[[topic]]\nname = "t"\nexercises = [{listed}]\n'
    )
    for name in names:
        stub = f'"""Double it."""\n\nimport numpy as np\n\n\ndef {name}(x):\n    raise NotImplementedError("{name}")\n'
        (root / f"exercises/t/{name}.py").write_text(stub)
        (root / f"reference/t/{name}.py").write_text(SPEC.format(name=name, trap=trap if name == "trap" else "pass"))
    return root


class Batch:
    """Grades what a class handed in, into a folder."""

    def __init__(self, course, handed_in):
        self.course, self.handed_in = course, handed_in
        self.pack = open_pack(course)
        self.order = Order(self.pack, 0, 3, "en", str(course))

    def __call__(self, folder, **options):
        handed = take_in(self.pack, options.pop("handed_in", self.handed_in), ("double",))
        return grade_batch(self.order, handed, folder, **{"jobs": 2} | options)


def environment():
    """For programs that are started: this checkout, and no settings of the person who runs the tests."""
    return os.environ | {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}


def program(*args, **options):
    """Start ``grade`` with these arguments."""
    # Where the tests run in the background they are told to ignore Ctrl-C, and what they start would be, too.
    code = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\nfrom grader.cli import main; main()"
    )
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, args)],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        **options,
    )


def free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


class Cluster:
    """A Dask scheduler and workers, each a process on the loopback."""

    def __init__(self, workers=2):
        self.address = f"tcp://127.0.0.1:{free_port()}"
        port = self.address.rpartition(":")[2]
        self.processes = [self._start("scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard")]
        self.workers = [
            self._start(
                "worker", self.address, "--host", "127.0.0.1", "--nthreads", "1", "--no-dashboard", "--no-nanny"
            )
            for _ in range(workers)
        ]
        self.processes += self.workers
        self._wait(workers)

    def _start(self, *args):
        code = "import sys; from distributed.cli import dask_scheduler, dask_worker; getattr(dask_{0}, 'main')()"
        return subprocess.Popen(
            [sys.executable, "-c", code.format(args[0]), *args[1:]],
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _wait(self, workers):
        from distributed import Client

        with Client(self.address, timeout="30s", set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=60)

    def close(self):
        for process in self.processes:
            process.kill()
            process.wait()


def binaries():
    """The folder of initdb and pg_ctl; Debian keeps them out of the path."""
    found = shutil.which("initdb")
    places = [Path(found).parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return places[-1] if places else None


def answers(port):
    """Whether the database there takes connections: it listens before it does."""
    import psycopg

    try:
        psycopg.connect(host="127.0.0.1", port=port, user="tatami", dbname="postgres", connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def until(condition, seconds=60.0):
    """Wait for something that another process does."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)
