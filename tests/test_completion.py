"""What a shell offers after TAB, asked in a shell."""

import os
import select
import shutil
import subprocess
import sys
import time

import pytest

from grader.pack import default_root

SHELLS = ("bash", "zsh", "fish")
PACK = """
format = 1
name = "small"
[[topic]]
name = "numbers"
title = "数"
exercises = ["double", "triple", { name = "down", requires = ["double"] }]
"""


@pytest.fixture
def environment(tmp_path):
    """An environment with the command ``grade`` in it, a course, and a state of its own."""
    command = tmp_path / "bin" / "grade"
    command.parent.mkdir()
    command.write_text(f"#!/bin/sh\nexec {sys.executable} -c 'from grader.cli import main; main()' \"$@\"\n")
    command.chmod(0o755)
    for path, text in {"exercises/pack.toml": PACK, "quizzes/sums.toml": "", "quizzes/signs.toml": ""}.items():
        (tmp_path / "course" / path).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / "course" / path).write_text(text, encoding="utf-8")
    return {
        "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(default_root()),
        "GRADE_HOME": str(tmp_path / "home"),
        "HOME": str(tmp_path),
        "LC_ALL": "C.UTF-8",
        "TERM": "dumb",
    }


@pytest.fixture
def offered(environment, tmp_path):
    """The words that ``grade`` offers for a line whose last word is being typed."""

    def ask(line, shell="bash"):
        words = line.split(" ")
        asked = {"COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1), "_GRADE_COMPLETE": f"{shell}_complete"}
        if shell == "fish":
            asked["COMP_CWORD"] = words[-1]
        done = subprocess.run(
            ["grade"],
            env=environment | asked,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
        )
        assert done.stderr == ""
        lines = [line for line in done.stdout.splitlines() if line]
        return [line.partition(",")[2] for line in lines] if shell != "zsh" else lines

    return ask


@pytest.mark.skipif(os.name == "nt", reason="needs a Unix shell")
@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("grade comp", ["completion"]),
        ("grade completion ", [*SHELLS]),
        ("grade exercise --pack course d", ["double", "down"]),
        ("grade --pack course exercise d", ["double", "down"]),
        ("grade show --pack course t", ["triple"]),
        ("grade hint --pack course do", ["double", "down"]),
        ("grade watch --pack course do", ["double", "down"]),
        ("grade start --pack course ", ["double", "triple", "down", "numbers"]),
        ("grade start --pack course double do", ["down"]),
        ("grade quiz --pack course s", ["signs", "sums"]),
        ("grade quiz mar", ["mark", "mark-sheets"]),
        ("grade batch --pack course --exercise t", ["triple"]),
        ("grade dev check --pack course s", ["signs", "sums"]),
        ("grade dev new x --pack course --topic n", ["numbers"]),
        ("grade dev record --pack course tr", ["triple"]),
        ("grade exercise --pack nowhere d", []),
        ("grade list --pack cn", ["cn", "cnn"]),
        ("grade exercise conv_nai", ["conv_naive"]),
    ],
)
def test_words_are_offered(offered, line, words):
    """Commands, exercises, topics and banks complete, from the course that the line names; what was given does not."""
    assert offered(line) == words


def test_zsh_and_fish_show_titles(offered):
    """Where a shell has room for it, a topic's title stands beside a name."""
    assert offered("grade start --pack course num", "zsh") == ["plain", "numbers", "数"]
    assert offered("grade start --pack course num", "fish") == ["numbers\t数"]


def test_offering_is_light(environment, tmp_path):
    """Completing every command and every exercise loads neither NumPy nor the state."""
    code = (
        "import atexit, sys\n"
        "heavy = {'numpy', 'sqlite3', 'sqlalchemy', 'rich'}\n"
        "atexit.register(lambda: print(*heavy & set(sys.modules), file=sys.stderr))\n"
        "from grader.cli import main; main()"
    )
    for line in ("grade ", "grade exercise ", "grade start ", "grade quiz "):
        asked = {"COMP_WORDS": line, "COMP_CWORD": str(line.count(" ")), "_GRADE_COMPLETE": "bash_complete"}
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=environment | asked,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.count("\n") > 5
        assert done.stderr == "\n"


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_printed(environment, tmp_path, shell):
    """The command prints the script and nothing else; the shell, where it is installed, can read it."""
    done = subprocess.run(
        ["grade", "completion", shell], env=environment, cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert f"_GRADE_COMPLETE={shell}_complete" in done.stdout
    assert done.stderr == ""
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=done.stdout, text=True, check=True)


def test_a_shell_that_is_not_known(environment, tmp_path):
    """Another shell is wrong usage."""
    done = subprocess.run(
        ["grade", "completion", "tcsh"], env=environment, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "'bash', 'zsh', 'fish'" in done.stderr


@pytest.mark.skipif(os.name == "nt" or not shutil.which("bash"), reason="needs bash")
def test_tab_in_bash(environment, tmp_path):
    """In an interactive bash the TAB key completes an exercise, and the line that comes of it works."""
    import pty

    ours, theirs = pty.openpty()
    shell = subprocess.Popen(
        ["bash", "--norc", "--noprofile", "-i"],
        stdin=theirs, stdout=theirs, stderr=theirs, env=environment, cwd=tmp_path, start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    screen = b""

    def type_and_wait(text, wanted):
        nonlocal screen
        os.write(ours, text.encode())
        end = time.monotonic() + 60
        screen = b""
        while wanted.encode() not in screen:
            assert select.select([ours], [], [], end - time.monotonic())[0], screen.decode(errors="replace")
            screen += os.read(ours, 4096)

    try:
        type_and_wait('eval "$(grade completion bash)"; echo re"ad"y\n', "\r\nready")
        type_and_wait("grade show --pack course do", "do")
        type_and_wait("\t\t", "double  down")  # the second TAB lists what there is
        type_and_wait("\x15grade show conv_nai\t", "conv_naive ")
        type_and_wait("\n", "Next: grade start conv_naive")
    finally:
        shell.kill()
        shell.wait()
        os.close(ours)
