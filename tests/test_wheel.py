"""What is installed: one name, the command, the course inside, from a wheel as from a checkout."""

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
RIGHT = ROOT / "tests" / "golden" / "conv_backward-right" / "submission.py"


def run(*command, cwd, check=True):
    """Run a command with a plain environment, so that nothing of the checkout leaks in."""
    kept = ("PATH", "HOME", "SYSTEMROOT", "TMPDIR", "PIP_INDEX_URL", "PIP_CONFIG_FILE", "PIP_CERT", "SSL_CERT_FILE",
            "HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "NO_PROXY", "no_proxy")  # fmt: skip
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    return subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, check=check, capture_output=True, text=True
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The wheel made from the sdist, and the sdist."""
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--outdir", out, ROOT, cwd=out)
    (wheel,), (sdist,) = out.glob("*.whl"), out.glob("*.tar.gz")
    return wheel, sdist


def environment(folder, *requirements):
    """A fresh virtual environment with the requirements installed; gives its folder of commands."""
    venv.create(folder, with_pip=True)
    commands = folder / ("Scripts" if sys.platform == "win32" else "bin")
    run(
        commands / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *requirements, cwd=folder
    )
    return commands


@pytest.fixture(scope="module")
def installed(built, tmp_path_factory):
    return environment(tmp_path_factory.mktemp("fresh") / "venv", built[0])


def test_the_wheel_holds_one_name_and_the_whole_course(built):
    """At the top there is ``grader`` and its dist-info; every file of the course is inside it."""
    names = zipfile.ZipFile(built[0]).namelist()
    tops = {name.partition("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"grader"}
    for folder in ("exercises", "reference", "quizzes"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                assert f"grader/packs/cnn/{path.relative_to(ROOT).as_posix()}" in names
    assert not [name for name in names if name.endswith(".pyc") or "/tests/" in name]


def test_a_wheel_made_directly_is_the_same(built, tmp_path):
    """The wheel from the checkout and the one from the sdist hold the same files."""
    run(sys.executable, "-m", "build", "--wheel", "--outdir", tmp_path, ROOT, cwd=tmp_path)
    (direct,) = tmp_path.glob("*.whl")
    assert sorted(zipfile.ZipFile(direct).namelist()) == sorted(zipfile.ZipFile(built[0]).namelist())


def check_command(commands, folder):
    """``grade exercise`` in an environment, from another folder: a right solution passes, a wrong one does not."""
    submission = folder / "conv_backward.py"
    for change, code in [("", 0), (" / 2", 1)]:
        submission.write_text(RIGHT.read_text().replace("return dx, dw", f"return dx, dw{change}"))
        done = run(commands / "grade", "exercise", "conv_backward", submission, "--json", cwd=folder, check=False)
        assert done.returncode == code, done.stderr
        document = json.loads(done.stdout)
        assert (document["format"], document["passed"]) == (1, code == 0)


def test_the_installed_command_grades(installed, tmp_path):
    """In a fresh environment without PyTorch the command works from any folder."""
    check_command(installed, tmp_path)


def test_nothing_else_is_importable(installed, tmp_path):
    """No exercises, reference, quizzes or tests stand beside the package, before or after loading an exercise."""
    program = (
        "import importlib.util as u, sys, grader\n"
        "names = ['exercises', 'reference', 'quizzes', 'tests', 'benchmarks', 'docs', 'packs', 'torch']\n"
        "grader.load('conv_backward')\n"
        "print(*[n for n in names if u.find_spec(n) or n in sys.modules])"
    )
    assert run(installed / "python", "-c", program, cwd=tmp_path).stdout.split() == []


def test_an_editable_install_uses_the_checkout(tmp_path):
    """With ``pip install -e`` the command works, and the course is the checkout's own."""
    commands = environment(tmp_path / "venv", "--editable", ROOT)
    check_command(commands, tmp_path)
    program = "from grader.pack import default_root; print(default_root())"
    assert Path(run(commands / "python", "-c", program, cwd=tmp_path).stdout.strip()) == ROOT
