"""A class that hands in something of everything, a small course, and real servers."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from kit import KINDS, Batch, Cluster, answers, binaries, free_port, until, write_course


@pytest.fixture(scope="session")
def course(tmp_path_factory):
    """The folder of a course with one exercise, ``double``."""
    return write_course(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="session")
def handed_in(tmp_path_factory):
    """A folder with three students of each kind."""
    root = tmp_path_factory.mktemp("class")
    for kind, source in KINDS.items():
        for number in range(3):
            folder = root / f"{kind}{number}"
            folder.mkdir()
            text = source + f"# {number}\n" if source and number < 2 else source
            (folder / "double.py").write_text(text)
    (root / "山田太郎.zip").write_bytes(b"PK\3\4junk")
    return root


@pytest.fixture(scope="session")
def batch(course, handed_in):
    return Batch(course, handed_in)


@pytest.fixture(scope="session")
def whole(batch, tmp_path_factory):
    """The folder of a batch that was never interrupted."""
    folder = tmp_path_factory.mktemp("whole") / "batch"
    batch(folder)
    return folder


@pytest.fixture
def cluster():
    pytest.importorskip("distributed", reason="Dask is not installed: pip install 'tatami-grader[cluster]'")
    made = Cluster()
    yield made
    made.close()


@pytest.fixture(scope="package")
def postgres(tmp_path_factory):
    """The URL of a PostgreSQL server of our own, on a free port of the loopback."""
    pytest.importorskip("psycopg", reason="psycopg is not installed: pip install 'tatami-grader[postgres]'")
    place = binaries()
    if place is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    folder = tmp_path_factory.mktemp("postgres")
    folder.parent.chmod(0o755)
    folder.parent.parent.chmod(0o755)
    user = {}
    if os.geteuid() == 0:  # the server refuses to run as root
        shutil.chown(folder, "nobody")
        user = {"user": "nobody"}
    port = free_port()

    def call(*args):
        subprocess.run(args, check=True, capture_output=True, cwd=folder, timeout=120, **user)

    data = str(folder / "data")
    call(str(place / "initdb"), "-D", data, "-U", "tatami", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
    command = [str(place / "postgres"), "-D", data, "-p", str(port), "-c", "listen_addresses=127.0.0.1"]
    command += ["-c", "unix_socket_directories=", "-c", "fsync=off"]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, **user)
    try:
        until(lambda: server.poll() is not None or answers(port))
        assert server.poll() is None, (folder / "log").read_text()
        yield f"postgresql+psycopg://tatami@127.0.0.1:{port}/postgres"
    finally:
        server.send_signal(signal.SIGQUIT)
        server.wait(timeout=60)
