"""A sitting at a real terminal: keys, interruptions, a kill, and every screen within 80 by 24."""

import os
import re
import select
import signal
import sqlite3
import struct
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader.messages import set_language
from grader.pack import open_pack
from grader.quiz.bank import bank_names, open_bank
from grader.quiz.calls import Caller
from grader.quiz.draw import Draws
from grader.quiz.screens import HEIGHT, WIDTH, Screens
from grader.screen.text import Style, cells

pty = pytest.importorskip("pty")
termios = pytest.importorskip("termios")
ROOT = Path(__file__).parents[2]
PATIENCE = 60
CTRL_C, CTRL_D = b"\x03", b"\x04"


class Terminal:
    """The command in a terminal of 80 by 24."""

    def __init__(self, home, *args):
        import fcntl

        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "GRADE_HOME": str(home), "TERM": "xterm"}
        environment |= {"LC_ALL": "C.UTF-8", "NO_COLOR": "1", "INPUTRC": "/dev/null"}
        program = "import os, fcntl, termios\nfcntl.ioctl(0, termios.TIOCSCTTY, 0)\nfrom grader.cli import main\nmain()"
        self.process = subprocess.Popen(
            [sys.executable, "-c", program, *args],
            stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True,
        )  # fmt: skip
        os.close(slave)
        self.shown = ""

    def until(self, text):
        """Read until ``text`` has come; what came with it."""
        begin, end = len(self.shown), time.monotonic() + PATIENCE
        while text not in self.shown[begin:]:
            assert time.monotonic() < end, f"waited for {text!r} after:\n{self.shown}"
            if not self._read():
                raise AssertionError(f"ended before {text!r}:\n{self.shown}")
        return self.shown[begin:]

    def _read(self):
        if select.select([self.master], [], [], 0.2)[0]:
            try:
                piece = os.read(self.master, 65536)
            except OSError:
                return False
            self.shown += re.sub(r"\x1b\[\?2004[hl]\r?|\r", "", piece.decode("utf-8", "replace"))
            return bool(piece)
        return self.process.poll() is None

    def type(self, line):
        """Type a line, or a control key once somebody listens for keys: before that the terminal eats it."""
        end = time.monotonic() + 2.0
        while isinstance(line, bytes) and time.monotonic() < end and termios.tcgetattr(self.master)[3] & termios.ICANON:
            time.sleep(0.01)
        os.write(self.master, line if isinstance(line, bytes) else f"{line}\r".encode())

    def ask(self, line, text="\n> "):
        """Type a line, and wait for what follows it."""
        self.type(line)
        return self.until(text)

    def end(self, again=b""):
        """The exit code, when everything has been read.

        again   a key to be pressed once more where nothing happens: a signal that comes right before the interpreter
                waits for input is only seen with the next key, as it is at any prompt of Python
        """
        end = time.monotonic() + PATIENCE
        pressed = time.monotonic()
        while self._read():
            assert time.monotonic() < end, f"it does not end:\n{self.shown}"
            if again and time.monotonic() > pressed + 3:
                pressed = time.monotonic()
                os.write(self.master, again)
        os.close(self.master)
        return self.process.wait(PATIENCE)


@pytest.fixture
def terminal(tmp_path):
    opened = []

    def start(*args):
        opened.append(Terminal(tmp_path / "home", *args))
        return opened[-1]

    yield start
    for one in opened:
        if one.process.poll() is None:
            one.process.kill()
        one.process.wait()


def rows(tmp_path, query="SELECT line, verdict FROM quiz_answer ORDER BY id"):
    with sqlite3.connect(tmp_path / "home" / "learner.db") as file:
        found = file.execute(query).fetchall()
    file.close()
    return found


def test_a_question_with_everything(terminal, tmp_path):
    """Wrong, a hint by its full-width key, right with confidence, the solution, and out; the exit code is 1."""
    one = terminal("quiz", "--replay", "#output_size.six_by_six@1:0")
    one.until("\n> ")
    assert "forgets_padding" in one.ask("５")
    assert "Hint:" in one.ask("ｈ")
    assert "[o] Right." in one.ask("7!")
    assert "w=0   [#  #]" in one.ask("s")
    one.type("")
    assert one.end() == 1
    assert "0 right at the first try, 1 right later" in one.shown


def test_right_at_once_is_exit_code_0(terminal):
    """A sitting in which everything was right at the first try ends with 0 and a summary."""
    one = terminal("quiz", "--replay", "#output_size.six_by_six@1:0", "--lang", "ja")
    one.until("\n> ")
    assert "[o] 正解です。" in one.ask("７")
    one.type("")
    assert one.end() == 0
    assert "1 回で正解 1" in one.shown


def test_word_forms_and_a_second_chance(terminal, course, tmp_path):
    """Keys have word forms; what was wrong comes once more at the end, and the sitting is then over."""
    pack = str(course().root)
    one = terminal("quiz", "doubling", "--pack", pack, "--count", "1", "--seed", "1")
    assert "doubling.twice" in one.until("\n> ")
    assert "Hint:" in one.ask("ヒント")
    assert "Solution:" in one.ask("解説")
    assert "once more 1/1" in one.ask("")
    one.type("終了")
    assert one.end() == 1
    assert "1 question, 0 right at the first try" in one.shown


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D], ids=["ctrl-c", "ctrl-d"])
def test_an_interruption_keeps_everything(terminal, tmp_path, key):
    """Ctrl-C and Ctrl-D end with 130 and say how to go on; the same question comes back, with its tries."""
    one = terminal("quiz", "output_size")
    first = re.search(r"#output_size\S+", one.until("\n> "))[0]
    one.ask("s")  # give up the first question
    second = re.search(r"#output_size\S+", one.ask(""))[0]
    one.type(key)
    assert one.end(key) == 130
    assert "Saved: 1 of 10 questions. Go on with: grade quiz output_size" in one.shown
    other = terminal("quiz", "output_size")
    shown = other.until("\n> ")
    assert "You were at question 2 of 10." in shown
    assert second in shown
    assert first not in shown
    other.type("q")
    assert other.end() == 1
    fresh = terminal("quiz", "output_size", "--fresh")
    assert "1/10" in fresh.until("\n> ")


def test_kill_9_loses_at_most_the_answer_being_typed(terminal, tmp_path):
    """Whatever has been answered is on the disk before its verdict is on the screen."""
    one = terminal("quiz", "output_size")
    one.until("\n> ")
    for number in range(3):
        one.type("zzz" if number else "s")
        one.until("\n> ")
        if not number:
            one.ask("")
    os.write(one.master, b"half an ans")
    before = rows(tmp_path)
    os.kill(one.process.pid, signal.SIGKILL)
    one.process.wait()
    assert rows(tmp_path) == before
    assert before[0] == ("", "gave_up")
    assert len(before) >= 2
    other = terminal("quiz", "output_size")
    assert "You were at question 2 of 10." in other.until("\n> ")
    assert rows(tmp_path, "PRAGMA integrity_check") == [("ok",)]


def test_plain_has_no_pictures(terminal):
    """For screen readers: sentences instead of pictures and rules."""
    one = terminal("quiz", "--replay", "#output_size.six_by_six@1:0", "--plain")
    shown = one.until("\n> ") + one.ask("s")
    assert "Window 1 covers columns -1 to 0." in shown
    assert "---" not in shown
    assert "[#" not in shown


COURSE = open_pack()
DRAWS = Draws(Caller(COURSE))
ITEMS = [item for name in bank_names(COURSE) for item in open_bank(COURSE, name).items]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.name)
def test_every_screen_fits(item, language):
    """No line is wider than 78 cells or begins with 、 or 。; a question takes at most 22 lines."""
    set_language(language)
    for plain in (False, True):
        screens = Screens(Style(), language, plain=plain)
        for seed in range(6):
            variant = DRAWS.variant(item, seed)
            question = screens.question(variant, "題", "10/10")
            hints = [screens.hint(hint.of(language)(variant.values, language)) for hint in item.hints]
            assert question.rstrip().count("\n") < HEIGHT or plain
            for line in "\n".join([question, screens.solution(variant), *hints]).split("\n"):
                assert cells(line) <= WIDTH
                assert not line.lstrip().startswith(("、", "。", "」", ")"))
