"""``grade watch`` as learners meet it: a real process, a real terminal, real saves."""

import os
import select
import signal
import subprocess
import sys
import time

import pytest

from grader.bench import Bench, remembering
from grader.cases import draw_cases
from grader.diagnose import bind, name_of
from grader.judge import call, same
from grader.pack import load, open_pack
from grader.watch import changed, following, grade_file, importers, stamps

termios = pytest.importorskip("termios", reason="needs a Unix terminal")
import pty  # noqa: E402

SIZE = "def conv_output_size(size, kernel, stride, padding):\n    return (size + 2 * padding - kernel) // stride + 1\n"
WRONG = SIZE.replace("+ 1\n", "+ 2\n")
LOCAL = 3
"""Where tcgetattr keeps the flags for echo and for whole lines."""


class Terminal:
    """A ``grade watch`` at work in a terminal of its own."""

    def __init__(self, folder, *args):
        self.ours, self.theirs = pty.openpty()
        self.before = termios.tcgetattr(self.theirs)
        self.text = ""
        environment = os.environ | {
            "GRADE_HOME": str(folder.parent / "home"),
            "LC_ALL": "C.UTF-8",
            "TERM": "xterm",
            "NO_COLOR": "1",
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        code = "import fcntl, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); from grader.cli import main; main()"
        self.process = subprocess.Popen(
            [sys.executable, "-c", code, "watch", *args, str(folder)],
            stdin=self.theirs,
            stdout=self.theirs,
            stderr=self.theirs,
            env=environment,
            start_new_session=True,
        )

    def expect(self, *wanted, seconds=60):
        """Read until all of ``wanted`` has been written since the last call."""
        end = time.monotonic() + seconds
        while not all(text in self.text for text in wanted):
            left = end - time.monotonic()
            gone = self.process.poll() is not None
            ready = select.select([self.ours], [], [], 0 if gone else min(1.0, left))[0]
            assert ready or not (gone or left <= 0), f"{wanted} did not come; on the screen:\n{self.text}"
            if ready:
                self.text += os.read(self.ours, 65536).decode()
        seen, self.text = self.text, ""
        return seen

    def press(self, keys):
        os.write(self.ours, keys.encode())

    def ended(self):
        """The exit code; the terminal must be as it was."""
        code = self.process.wait(timeout=30)
        assert termios.tcgetattr(self.theirs) == self.before
        return code

    def close(self):
        self.process.kill()
        self.process.wait()
        os.close(self.ours)
        os.close(self.theirs)


@pytest.fixture
def folder(tmp_path):
    work = tmp_path / "work"
    work.mkdir()
    (work / "conv_output_size.py").write_text(WRONG)
    return work


@pytest.fixture
def watch(folder):
    """Start a watch on the folder and wait for its first verdict."""
    running = []

    def start(*args):
        terminal = Terminal(folder, *(args or ("conv_output_size",)))
        running.append(terminal)
        terminal.expect("q quit")
        return terminal

    yield start
    for terminal in running:
        terminal.close()


def save(path, text):
    """As editors do it: write beside, then rename."""
    beside = path.with_suffix(".swp")
    beside.write_text(text)
    os.replace(beside, path)


def test_saves(watch, folder):
    """Every save is graded: by rename, in place, half written, deleted and made again, and what imports it."""
    terminal = watch()
    file = folder / "conv_output_size.py"
    save(file, SIZE)
    terminal.expect("conv_output_size: passed", "q quit")
    file.write_text(WRONG)
    terminal.expect("conv_output_size: not yet", "q quit")
    save(file, SIZE[:30])
    terminal.expect("is not valid Python", "q quit")
    file.unlink()
    terminal.expect("has gone")
    save(file, "from helper import conv_output_size\n")
    terminal.expect("helper cannot be imported", "q quit")
    (folder / "helper.py").write_text(SIZE)
    terminal.expect("conv_output_size: passed", "q quit")
    save(folder / "pad2d.py", "def pad2d(x, padding, mode):\n    return x\n")
    terminal.expect("pad2d: not yet", "q quit")
    terminal.press("q")
    assert terminal.ended() == 0


def test_many_saves_at_once(watch, folder):
    """The last of many saves is what counts, and every exercise saved gets its line."""
    terminal = watch()
    for _number in range(30):
        save(folder / "conv_output_size.py", WRONG)
    save(folder / "zero_stuff.py", "def zero_stuff(x, stride):\n    return x\n")
    save(folder / "conv_output_size.py", SIZE)
    terminal.expect("conv_output_size: passed", "zero_stuff", "q quit")


def test_keys(watch, folder):
    """The keys h, l, r and n do what they say, and r keeps the learner's file."""
    terminal = watch()
    terminal.press("h")
    terminal.expect("Hint 1 of 3 for conv_output_size")
    terminal.press("h")
    terminal.expect("Hint 2 of 3")
    terminal.press("l")
    terminal.expect("0 of", "conv_transpose_backward")
    terminal.press("r")
    terminal.expect("[y/n]")
    terminal.press("n")
    terminal.expect("Nothing was changed")
    terminal.press("\x1b[A")
    terminal.press("r")
    terminal.expect("[y/n]")
    terminal.press("y")
    terminal.expect("not started yet", "conv_output_size.py.bak")
    assert (folder / "conv_output_size.py.bak").read_text() == WRONG
    assert (folder / "conv_output_size.py").read_text() == open_pack().stub("conv_output_size")
    terminal.press("r")
    terminal.expect("is its stub already")
    terminal.press("n")
    terminal.expect("pad2d: not yet", "q quit")
    assert (folder / "pad2d.py").exists()
    terminal.press("q")
    assert terminal.ended() == 0


@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)],
    ids=lambda value: str(value),
)
def test_signals(watch, number, code):
    """A signal ends it quietly, and the terminal is as it was."""
    terminal = watch()
    assert not termios.tcgetattr(terminal.theirs)[LOCAL] & termios.ECHO
    if number == signal.SIGINT:
        terminal.press("\x03")
    else:
        terminal.process.send_signal(number)
    assert terminal.ended() == code
    assert "Traceback" not in terminal.text


def test_ctrl_c_in_an_endless_loop(watch, folder):
    """Ctrl-C ends a run that is under way, too."""
    terminal = watch()
    save(folder / "conv_output_size.py", SIZE.replace("    return", "    while True: pass\n    return"))
    time.sleep(0.5)
    terminal.press("\x03")
    assert terminal.ended() == 130


def test_suspended(watch):
    """Ctrl-Z hands the terminal back as it was, and fg takes it again."""
    terminal = watch()
    terminal.process.send_signal(signal.SIGTSTP)
    time.sleep(0.5)  # an orphaned process group is not stopped; what counts is what happens to the terminal
    terminal.process.send_signal(signal.SIGCONT)
    time.sleep(0.5)
    assert not termios.tcgetattr(terminal.theirs)[LOCAL] & termios.ECHO
    terminal.press("q")
    assert terminal.ended() == 0


def test_folder_that_goes_away(watch, folder):
    """Without its folder there is nothing to watch: a sentence, exit code 2, and the terminal as it was."""
    terminal = watch()
    folder.rename(folder.with_name("elsewhere"))
    terminal.expect("has gone")
    assert terminal.ended() == 2


def test_without_a_terminal(folder, tmp_path):
    """In a pipe it grades line by line, without keys and without escapes, until it is told to end."""
    environment = os.environ | {"GRADE_HOME": str(tmp_path / "home"), "LC_ALL": "C.UTF-8"}
    environment["PYTHONPATH"] = os.pathsep.join(sys.path)
    process = subprocess.Popen(
        [sys.executable, "-c", "from grader.cli import main; main()", "watch", "conv_output_size", str(folder)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        env=environment,
    )
    try:
        assert process.stdout is not None
        text = b""
        while b"Watching" not in text:
            text += process.stdout.readline()
        save(folder / "conv_output_size.py", SIZE)
        while b"passed" not in text:
            line = process.stdout.readline()
            assert line
            text += line
        process.terminate()
        assert process.wait(timeout=30) == 143
        assert b"\x1b" not in text
        assert b"Keys" not in text
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def test_json_is_refused(tmp_path):
    """It is for people: a program is told what to call instead."""
    code = "from grader.cli import main; main()"
    environment = os.environ | {"GRADE_HOME": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", code, "watch", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 2
    assert "grade exercise" in done.stdout


def test_bench_never_uses_a_process_twice(folder):
    """Each run has a runner of its own: what one leaves behind, the next does not find."""
    (folder / "conv_output_size.py").write_text(
        "import sys\n\nif hasattr(sys, 'seen'):\n    raise SystemExit\nsys.seen = True\n" + SIZE
    )
    with Bench(open_pack()) as bench:
        for _run in range(3):
            assert grade_file(bench, "conv_output_size", folder)[0].passed


def test_what_changed_and_what_imports_it(tmp_path):
    """A change is a file written, made or deleted; importers are found through one another."""
    (tmp_path / "a.py").write_text("import b\n")
    (tmp_path / "b.py").write_text("from c import x\n")
    before = stamps(tmp_path)
    (tmp_path / "c.py").write_text("x = 1\n")
    (tmp_path / "b.py").unlink()
    assert changed(before, stamps(tmp_path)) == {"b", "c"}
    (tmp_path / "b.py").write_text("from c import x\n")
    files = {name: tmp_path / f"{name}.py" for name in ("a", "b", "c")}
    assert [*importers(tmp_path, files, {"c"})] == ["a", "b"]
    assert [*importers(tmp_path, files, {"a"})] == []


def test_next_goes_on_and_around():
    """The next exercise is the first one within reach from here on, and none when all others are passed."""
    pack = open_pack()
    assert following(pack, {}, "conv_output_size") == "pad2d"
    assert following(pack, {}, [*pack.entries][-1]) == next(iter(pack.entries))
    assert following(pack, dict.fromkeys(pack.entries, "passed"), "pad2d") is None


@pytest.mark.parametrize("name", ["conv_backward", "max_pool_forward"])
def test_remembered_answers_are_the_answers(name):
    """What is remembered, of the reference and of each misconception, is what would be computed, mutations included."""
    exercise = load(name)
    plain, warm = exercise.spec, remembering(exercise.spec)
    cases = draw_cases(name, plain, 0)
    for one, other in zip((None, *plain.wrong), (None, *warm.wrong), strict=True):
        for _time in range(2):
            for case in cases:
                slow = call(plain, bind(plain, *filter(None, [one])), case)
                fast = call(warm, bind(warm, *filter(None, [other])), case)
                assert same(plain, slow, fast), (one, case.name)
                assert name_of(one) == name_of(other) if one and other else True


def test_remembered_answers_cannot_be_spoiled():
    """Who changes an answer changes a copy."""
    spec = remembering(load("max_pool_forward").spec)
    args = [*draw_cases("max_pool_forward", spec, 0)[0].args.values()]
    first = spec.solve(*args)
    kept = first.copy()
    first += 1
    again = spec.solve(*args)
    assert (again == kept).all()
    again += 1
    assert (spec.solve(*args) == kept).all()
