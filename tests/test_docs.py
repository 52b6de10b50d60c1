"""What the pages say is so: their commands run, their transcripts are what is printed, their links lead somewhere."""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import click
import pytest

from grader.cli.app import grade as program
from grader.pack import default_root

ROOT = Path(__file__).parents[1]
PAGES = [
    *(ROOT / name for name in ("README.md", "README.ja.md", "CONTRIBUTING.md")),
    *sorted((ROOT / "docs").glob("*.md")),
]
RIGHT = {
    "conv_backward": (ROOT / "docs" / "examples" / "conv_backward.py").read_text(encoding="utf-8"),
    "softmax": "import numpy as np\n\n\ndef softmax(x):\n    e = np.exp(x - x.max(axis=1, keepdims=True))\n"
    "    return e / e.sum(axis=1, keepdims=True)\n",
    "im2col": """import numpy as np


def im2col(x, kernel_h, kernel_w, stride, padding):
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    if x.shape[2] < kernel_h or x.shape[3] < kernel_w:
        raise ValueError("the window is larger than the image")
    windows = np.lib.stride_tricks.sliding_window_view(x, (kernel_h, kernel_w), (2, 3))[:, :, ::stride, ::stride]
    return windows.transpose(0, 2, 3, 1, 4, 5).reshape(-1, x.shape[1] * kernel_h * kernel_w)
""",
}
WRONG = RIGHT["conv_backward"].replace("return dx, dw,", "return dx, dw / len(x),")

PARSED = {
    "exercise conv_backward --oracle torch": "loads PyTorch",
    "doctor --torch": "loads PyTorch",
    "dev check": "proves all exercises against PyTorch, which takes minutes",
    "dev check output_size --seeds 1000": "a minute on a slow machine; the same with fewer seeds is run",
    "batch submissions.zip --out results --scheduler tcp://HOST:8786": "needs a Dask cluster",
}
"""Commands that are not run, and why: only their words and options are looked up."""

ENDS = {
    "quiz output_size": (1, "Output size"),  # nobody is there to answer
    "quiz output_size --lang ja": (1, "出力サイズ"),
    "quiz --replay #output_size.side@1:3": (1, "side of its output"),
    "export quiz output_size --format moodle --out upload": (1, "The files are written"),  # with losses, named
    "export quiz output_size --format moodle --variants 10 --out .": (1, "The files are written"),
    "show softmax --solution": (2, "when you have passed it"),
    "show im2col --solution": (2, "when you have passed it"),
    "review": (0, "Nothing is due"),
    "list --lang ja": (0, "畳み込み"),
    "start softmax --lang ja --force": (0, "書き込みました"),
    "dev check --pack mycourse": (0, "0 with complaints"),
    "batch submissions.zip --out results": (1, "conv_backward"),  # one of the class is wrong
}
"""How commands end, where that is not simply 0, and words that must be on the screen."""


def shown(page):
    """The command lines in the ``sh`` blocks of a page, without comments."""
    for block in re.findall(r"^```sh\n(.*?)^```$", page.read_text(encoding="utf-8"), re.M | re.S):
        for line in block.splitlines():
            for command in re.split(r" && ", line):
                if words := shlex.split(command, comments=True):
                    yield words


COMMANDS = {" ".join(words[1:]): words[1:] for page in PAGES for words in shown(page) if Path(words[0]).name == "grade"}


@pytest.fixture
def folder(tmp_path):
    """Where the reader stands: an empty folder beside the docs."""
    (tmp_path / "here" / "docs").mkdir(parents=True)
    shutil.copytree(ROOT / "docs" / "examples", tmp_path / "here" / "docs" / "examples")
    return tmp_path / "here"


def start(folder, *words):
    """Begin a command in a process of its own, in which nobody is at the keyboard."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GRADE_", "LANG", "LC_"))}
    more = {"GRADE_HOME": str(folder.parent / "home"), "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT), "COLUMNS": "80"}
    # Where the tests run in the background they are told to ignore Ctrl-C, and what they start would be, too.
    code = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\nfrom grader.cli import main; main()"
    )
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, words)], cwd=folder, env=kept | more,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
    )  # fmt: skip


def grade(folder, *words, code=0):
    """Run a command to its end; gives what it printed."""
    process = start(folder, *words)
    out = process.communicate(timeout=60)[0]
    assert process.returncode == code, out
    return out


def solve(folder, *names):
    """Start these exercises and solve them."""
    for name in names:
        grade(folder, "start", name)
        (folder / "tatami" / f"{name}.py").write_text(RIGHT[name], encoding="utf-8")


def a_class(folder):
    """What a class of two has handed in, what the learning management systems gave out, and the names."""
    with zipfile.ZipFile(folder / "submissions.zip", "w") as archive:
        archive.writestr("yamada/conv_backward.py", RIGHT["conv_backward"])
        archive.writestr("sato/conv_backward.py", WRONG)
    (folder / "exported.csv").write_text(
        "Student,ID,SIS User ID,SIS Login ID,Section,Homework 3 (77),Tatami (78)\n    Points Possible,,,,,1,1\n"
        "Yamada,101,,yamada,A,,\nSato,102,,sato,A,,\n"
    )
    (folder / "worksheet.csv").write_text(
        "Identifier,Full name,Email address,Status,Grade,Maximum Grade\n"
        "Participant 1,yamada,y@example.org,Submitted,,1.00\nParticipant 2,sato,s@example.org,Submitted,,1.00\n"
    )
    (folder / "class.csv").write_text("student\nyamada\nsato\n")


def graded_class(folder):
    a_class(folder)
    grade(folder, "batch", "submissions.zip", "--out", "results", code=1)


def sheets(folder):
    """Sheets were given out, and come back empty."""
    a_class(folder)
    words = "output_size --format sheet --roster class.csv --count 6 --lang ja --seed 7 --out exam"
    grade(folder, "export", "quiz", *words.split())


def notebook(folder):
    """A notebook with a right solution, beside the reader."""
    import json

    grade(folder, "start", "conv_backward", "--notebook", "--dir", ".")
    file = folder / "conv_backward.ipynb"
    book = json.loads(file.read_text(encoding="utf-8"))
    (cell,) = [cell for cell in book["cells"] if "def conv_backward" in "".join(cell["source"])]
    cell["source"] = RIGHT["conv_backward"]
    file.write_text(json.dumps(book), encoding="utf-8")


PREPARED = {
    "exercise conv_backward conv_backward.ipynb": notebook,
    "exercise conv_backward docs": lambda folder: None,
    "exercise conv_backward": lambda folder: solve(folder, "conv_backward"),
    "exercise softmax": lambda folder: solve(folder, "softmax"),
    "exercise im2col": lambda folder: solve(folder, "im2col"),
    "all": lambda folder: solve(folder, "softmax", "im2col"),
    "watch": lambda folder: solve(folder, "softmax"),
    "start softmax --force": lambda folder: solve(folder, "softmax"),
    "batch": a_class,
    "report": graded_class,
    "export grades": graded_class,
    "export quiz": a_class,
    "quiz mark-sheets": sheets,
    "dev check --pack": lambda folder: grade(folder, "dev", "new-pack", "mycourse"),
    "dev new edge_filter": lambda folder: grade(folder, "dev", "new-pack", "mycourse"),
}
"""What must be there before a command that begins like this; the first that fits counts."""


@pytest.mark.parametrize("command", [command for command in COMMANDS if command not in PARSED])
def test_commands_work_as_shown(folder, command):
    """A command of a page, run in a fresh folder by somebody with nothing else, ends as the page lets one expect."""
    if command.startswith("report"):
        pytest.importorskip("jinja2")
        pytest.importorskip("matplotlib")
    next((prepare for begin, prepare in PREPARED.items() if command.startswith(begin)), lambda folder: None)(folder)
    if command == "watch":
        watched(folder)
        return
    code, words = ENDS.get(command, (0, ""))
    out = grade(folder, *COMMANDS[command], code=code)
    assert words in out
    assert out
    assert "Traceback" not in out
    if "--out" in command:
        assert (folder / COMMANDS[command][COMMANDS[command].index("--out") + 1]).exists()


def watched(folder):
    """``grade watch`` grades what is there, says that it watches, and goes when it is told to."""
    process = start(folder, "watch")
    lines = []
    for line in process.stdout:
        lines.append(line)
        if line.startswith("Watching"):
            break
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    assert process.returncode == 130
    assert "softmax: passed" in "".join(lines)


def known(words):
    """Follow the words of a command through the program's own; gives the options that it does not have."""
    command, missing = program, []
    options = {name for param in command.params for name in param.opts}
    for word in words:
        if word.startswith("--"):
            missing += [] if word.partition("=")[0] in options | {"--help"} else [word]
        elif isinstance(command, click.Group):
            found = command.get_command(click.Context(command), word)
            if found is None and command.name == "quiz":  # the name of a bank
                break
            if found is None:
                return [word]
            command = found
            options |= {name for param in command.params for name in param.opts}
    return missing


@pytest.mark.parametrize("command", PARSED)
def test_what_is_not_run_is_there(folder, command):
    """A command that is not run here is on a page, and exists with all its options; its help can be read."""
    words = COMMANDS[command]
    assert known(words) == []
    path = [word for word in words[:2] if re.fullmatch(r"[a-z-]+", word)]
    path = path if path[0] in ("dev", "export") else path[:1]
    assert "Usage: grade " + " ".join(path) in grade(folder, *path, "--help")


def test_known_tells_what_is_not_there():
    """The look-up used above and below finds a missing command and a missing option."""
    assert known(["exercize", "softmax"]) == ["exercize"]
    assert known(["dev", "chek"]) == ["chek"]
    assert known(["exercise", "softmax", "--fast"]) == ["--fast"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_in_sentences_are_there(page):
    """Every ``grade ...`` between backticks is a command, with options that it has."""
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    for code in re.findall(r"`(?:\.venv/bin/)?grade ([^`]+)`", text):
        for command in code.split(" && "):
            words = command.removeprefix("grade ").replace("[", "").replace("]", "").split()
            assert known([word for word in words if word != "..."]) == [], code


def test_both_first_pages_show_the_same_commands():
    """README.ja.md has the commands of README.md in the same order, and each leads to the other at once."""
    english, japanese = PAGES[:2]
    assert [*shown(english)] == [*shown(japanese)]
    assert english.read_text(encoding="utf-8").splitlines()[0] == "English | [日本語](README.ja.md)"
    assert japanese.read_text(encoding="utf-8").splitlines()[0] == "[English](README.md) | 日本語"


@pytest.mark.parametrize("page", PAGES[:2], ids=lambda page: page.name)
def test_transcripts_are_what_is_printed(folder, page):
    """The report on the first page is the one that is printed, but for the versions of what it compared with."""
    ((command, said),) = re.findall(r"^```\n\$ grade ([^\n]+)\n(.*?)^```$", page.read_text("utf-8"), re.M | re.S)
    solve(folder, "conv_backward")
    (folder / "tatami" / "conv_backward.py").write_text(WRONG, encoding="utf-8")
    printed = grade(folder, *command.split(), code=1)

    def stable(text):
        return [line for line in text.splitlines() if not line.startswith(("Checked with", "照合:"))]

    assert stable(printed) == stable(said)


def anchors(page):
    """The names that a page's headings have on GitHub."""
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    heads = re.findall(r"^#+ (.+)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def links(page):
    """(file, anchor) of each relative link."""
    text = re.sub(r"^```.*?^```$|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not re.match(r"[a-z]+:", target):
            file, _, anchor = target.partition("#")
            yield (page.parent / file).resolve() if file else page, anchor


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    """Every relative link leads to a file of the project, and to a heading that is in it."""
    for file, anchor in links(page):
        assert file.exists(), file
        assert file.is_relative_to(ROOT)
        if anchor:
            assert anchor in anchors(file), f"{file.name}#{anchor}"


def test_every_page_can_be_found():
    """Every page in docs/ is linked from another one."""
    linked = {file for page in PAGES for file, _anchor in links(page) if file != page}
    assert {page for page in PAGES if page.parent.name == "docs"} <= linked


def test_every_exception_is_of_use():
    """No table above speaks of a command that no page shows any more."""
    assert {*PARSED, *ENDS} <= {*COMMANDS}
    assert all(any(command.startswith(begin) for command in COMMANDS) for begin in PREPARED)
    assert default_root() == ROOT
    assert len(COMMANDS) > 30
