"""Exercises as notebooks, and %grade in a running one: with a real kernel, and once in a real JupyterLab."""

import ast
import html
import importlib.util
import json
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from grader.cli import main
from grader.errors import UsageError
from grader.messages import set_language
from grader.notebook.history import collect
from grader.notebook.magic import _arguments
from grader.notebook.make import notebook
from grader.pack import open_pack

nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed")
jupyter_client = pytest.importorskip("jupyter_client", reason="jupyter_client is not installed")
pytest.importorskip("ipykernel", reason="ipykernel is not installed")

ROOT = Path(__file__).parents[1]
NAME = "conv_output_size"
SIZE = f"def {NAME}(size, kernel, stride, padding):\n"
RIGHT = SIZE + "    return (size + 2 * padding - kernel) // stride + 1"
WRONG = SIZE + "    return (size - kernel) // stride + 1"
CHECK = f"%load_ext grader\n%grade {NAME}"
PACK = open_pack()


@pytest.fixture(autouse=True, scope="module")
def surroundings(tmp_path_factory):
    """A fresh state and fresh settings of Jupyter, for this process and for the kernels; gives the folder."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("GRADE_HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
            patch.setenv(name, str(home / name.lower()))
        patch.setenv("PYTHONPATH", str(ROOT))
        patch.setenv("LC_ALL", "C.UTF-8")
        set_language("en")
        yield home


@pytest.fixture
def grade(tmp_path, monkeypatch, capsys):
    """Run a command in a fresh folder; gives (code, stdout)."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GRADE_HOME", str(tmp_path / "home"))

    def run(*args):
        with pytest.raises(SystemExit) as exit_:
            main([*map(str, args)])
        return exit_.value.code, capsys.readouterr().out

    return run


# --- writing notebooks -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PACK.entries)
def test_every_exercise_is_a_valid_notebook(name):
    """Each notebook is valid nbformat 4.5, byte for byte as Jupyter writes it, and its solution cell is the stub."""
    text = notebook(PACK, name)
    book = nbformat.reads(text, as_version=4)
    nbformat.validate(book)
    assert (book.nbformat, book.nbformat_minor) == (4, 5)
    assert nbformat.writes(book) + "\n" == text
    _statement, solution, check = book.cells
    stub = ast.parse(PACK.stub(name))
    assert ast.dump(ast.parse(solution.source)) == ast.dump(ast.Module(stub.body[1:], []))
    assert check.source == f"%load_ext grader\n%grade {name}"


@pytest.mark.parametrize("name", PACK.entries)
def test_no_sign_of_a_statement_is_lost_in_markdown(name):
    """Rendered, a statement has all its signs: only a **word** and code between backticks have become formats."""
    mistune = pytest.importorskip("mistune", reason="mistune, which renders Markdown, is not installed")
    shown = mistune.create_markdown()(nbformat.reads(notebook(PACK, name), as_version=4).cells[0].source)
    assert not re.search(r"<(?!/?(?:h1|p|pre|code|strong)\b)", shown)

    def signs(text):
        text = re.sub(r"(?<= )\*\*(\w+)\*\*(?= )", r"\1", text)
        return re.sub(r"[\s`]", "", text).replace(".", "")  # the title loses its full stop

    assert signs(html.unescape(re.sub(r"<[^>]+>", "", shown))).startswith(signs(PACK.statement(name)))


def test_a_notebook_is_never_overwritten(grade, tmp_path):
    """Begun twice, a notebook stays; changed, it stays too; forced, a backup is kept."""
    file = tmp_path / "tatami" / f"{NAME}.ipynb"
    assert f"{NAME}.ipynb: written" in grade("start", NAME, "--notebook")[1]
    assert "not changed yet" in grade("start", NAME, "--notebook", "--force")[1]
    file.write_text("mine")
    assert "kept" in grade("start", NAME, "--notebook")[1]
    assert file.read_text() == "mine"
    assert f"{NAME}.ipynb.bak" in grade("start", NAME, "--notebook", "--force")[1]
    assert file.with_name(f"{NAME}.ipynb.bak").read_text() == "mine"
    assert file.read_text() == notebook(PACK, NAME)


def test_a_topic_becomes_notebooks(grade, tmp_path):
    """A topic gives a notebook for each of its exercises, and nothing else."""
    code, _ = grade("start", "convolution", "--notebook", "--dir", tmp_path / "w")
    names = next(topic.names for topic in PACK.topics if topic.name == "convolution")
    assert code == 0
    assert {path.name for path in (tmp_path / "w").glob("*.ipynb")} == {f"{name}.ipynb" for name in names}


def test_two_files_for_one_exercise_are_spoken_of(grade):
    """Where a stub stands beside the notebook, the learner is told which one is graded."""
    assert "as well as" not in grade("start", NAME)[1]
    assert "takes the .py" in grade("start", NAME, "--notebook")[1]


def test_the_file_is_graded_without_a_kernel(grade, tmp_path):
    """From not started to passed, the notebook that was written is graded as a file, its % lines and all."""
    grade("start", NAME, "--notebook")
    assert "not started yet" in grade("exercise", NAME)[1]
    file = tmp_path / "tatami" / f"{NAME}.ipynb"
    book = nbformat.read(file, as_version=4)
    book.cells[1].source = RIGHT
    nbformat.write(book, file)
    assert grade("exercise", NAME, file)[0] == 0


# --- what was run ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("runs", "source", "cells"),
    [
        (["", "def f(x):\n    return 1", "def f(x): pass"], "def f(x):\n    return 1\ndef f(x): pass\n",
         ((1, "[1]"), (3, "[2]"))),
        (["", "def f(:", "%time\nn = 1\ndef f(x): pass\nf(1)\nf?\n!ls"], "\nn = 1\ndef f(x): pass\n\n\n\n",
         ((1, "[2]"),)),
        (["", "def f(x): pass", "def f(:"], "def f(:\n", ((1, "[2]"),)),
        (["", "def f(x): pass", "def g(:"], "def f(x): pass\n", ((1, "[1]"),)),
    ],
)  # fmt: skip
def test_what_was_run_is_collected(tmp_path, runs, source, cells):
    """Definitions in the order of running; a mistake that was mended is gone, the last word on the function is not."""
    submission = collect(runs, "f", tmp_path)
    assert (submission.source, submission.cells) == (source, cells)


@pytest.mark.parametrize("runs", [[""], ["", "%grade f"], ["", "f(1)", "def ff(x): pass", "import g"]])
def test_a_cell_that_was_not_run_is_named(tmp_path, runs):
    """Where nothing that was run defines the function, one sentence says which cell to run."""
    with pytest.raises(UsageError, match=r"run the one with `def f\(\.\.\.\)`"):
        collect(runs, "f", tmp_path)


@pytest.mark.parametrize(
    "words", ["", "a b", "--seed 3", "a --seed", "a --seed x", "a --seed -1", "a --sed 3", "--help"]
)
def test_wrong_usage_is_a_sentence(words):
    """What %grade does not understand is answered with how it is used."""
    with pytest.raises(UsageError, match="%grade NAME"):
        _arguments(words.split())


def test_the_seed_may_stand_anywhere():
    """The name and the seed come in any order."""
    for words in ("a --seed 3", "--seed 3 a", "a --seed=3"):
        assert _arguments(words.split()) == ("a", 3)


# --- a kernel --------------------------------------------------------------------------------------------------------


class Kernel:
    """A running kernel, and what its cells show."""

    def __init__(self, client):
        self.client = client

    def run(self, code):
        """Run a cell: what it showed (a list of MIME bundles), what it printed, and the error's name."""
        shown, printed = [], []

        def hook(message):
            content = message["content"]
            if message["msg_type"] in ("display_data", "execute_result"):
                shown.append(content["data"])
            elif message["msg_type"] == "stream":
                printed.append(content["text"])

        reply = self.client.execute_interactive(code, output_hook=hook, timeout=60, allow_stdin=False)
        return shown, "".join(printed), reply["content"].get("ename")

    def grade(self, code=CHECK):
        """Run a cell that shows one report and prints nothing; gives the report's bundle."""
        shown, printed, error = self.run(code)
        assert (len(shown), printed, error) == (1, "", None)
        return shown[0]


@pytest.fixture(scope="module")
def started(surroundings):
    """A kernel in a folder of its own, with the extension loaded."""
    work = surroundings / "work"
    work.mkdir()
    manager = jupyter_client.KernelManager(kernel_name="python3")
    manager.start_kernel(cwd=str(work), stderr=subprocess.DEVNULL)
    client = manager.blocking_client()
    try:
        client.start_channels()
        client.wait_for_ready(timeout=60)
        kernel = Kernel(client)
        kernel.run("import numpy as np\n%load_ext grader\n%grade")
        yield kernel
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


@pytest.fixture
def kernel(started):
    """The kernel with no cell run."""
    started.run("get_ipython().history_manager.input_hist_raw[1:] = []")
    return started


def test_from_not_started_to_passed(kernel):
    """The stub, a wrong answer, the right one: each gets its report, the last definition that was run counts."""
    kernel.run(SIZE + '    raise NotImplementedError("TODO")')
    assert "not started yet" in kernel.grade()["text/plain"]
    kernel.run(WRONG)
    assert "Looks like" in kernel.grade()["text/plain"]
    kernel.run(RIGHT)
    assert "passed" in kernel.grade()["text/plain"]
    assert "passed" in kernel.grade(f"%grade {NAME} --seed 3")["text/plain"]


def test_the_attempt_is_remembered(kernel, surroundings):
    """Each report is an attempt in the learner's state, a stub is none."""

    def attempts():
        with closing(sqlite3.connect(surroundings / "grade_home" / "learner.db")) as db:
            return db.execute("SELECT exercise, passed FROM attempt ORDER BY id").fetchall()

    kernel.run(SIZE + "    raise NotImplementedError")
    kernel.grade()
    before = attempts()
    kernel.run(WRONG)
    kernel.grade()
    kernel.run(RIGHT)
    kernel.grade()
    assert attempts()[len(before) :] == [(NAME, 0), (NAME, 1)]


def test_the_text_is_that_of_the_terminal(kernel, grade, tmp_path):
    """Beside the HTML stands what `grade exercise` prints for the same source."""
    kernel.run(WRONG)
    bundle = kernel.grade()
    (tmp_path / f"{NAME}.py").write_text(WRONG)
    assert bundle["text/plain"] + "\n" == grade("exercise", NAME, f"{NAME}.py")[1]
    assert bundle["text/html"].startswith("<section")


def test_twice_in_a_row_and_captured(kernel):
    """The check cell may be run again without a word of IPython's; where output is captured, the report is the same."""
    kernel.run(RIGHT)
    first = kernel.grade()
    assert kernel.grade() == first
    captured = f"import contextlib, io\nwith contextlib.redirect_stdout(io.StringIO()):\n    %grade {NAME}"
    assert kernel.grade(captured) == first
    shown, printed, error = kernel.run(f"%%capture kept\n%grade {NAME}")
    assert (shown, printed, error) == ([], "", None)
    assert kernel.run("kept.outputs[0].data['text/plain'].count('passed')")[0] == [{"text/plain": "1"}]


def test_a_mistake_is_shown_until_it_is_mended(kernel):
    """A cell that is not Python is what is graded, in words, and forgotten as soon as the function is defined again."""
    kernel.run(RIGHT)
    kernel.run(RIGHT.replace(":", "", 1))
    assert "is not valid Python" in kernel.grade()["text/plain"]
    kernel.run(RIGHT)
    assert "passed" in kernel.grade()["text/plain"]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("conv_output_siz", "Did you mean conv_output_size"),
        ("im2col", "No cell that you have run defines im2col: run the one with `def im2col(...)`"),
        ("", "Name one exercise"),
        (f"{NAME} --seed many", "--seed takes a number"),
    ],
)
def test_errors_are_one_sentence(kernel, line, sentence):
    """A name that is not there, a cell that was not run, an odd option: one line, which says what to do."""
    shown, printed, error = kernel.run(f"%grade {line}")
    assert (shown, error, printed.strip().count("\n")) == ([], "UsageError", 0)
    assert sentence in printed


def test_a_notebook_may_hold_anything_else(kernel):
    """Plots, scratch work that fails, NumPy and warnings set to raise, files beside it: only the function counts."""
    kernel.run("from pathlib import Path\nPath('sizes.py').write_text('def whole(n, d):\\n    return n // d')")
    for cell in ("import no_such_module", "x = open('nowhere').read()", "from sizes import whole",
                 "import warnings\nwarnings.simplefilter('error')\nnp.seterr(all='raise')"):  # fmt: skip
        kernel.run(cell)
    kernel.run(SIZE + "    return whole(size + 2 * padding - kernel, stride) + 1")
    assert "passed" in kernel.grade()["text/plain"]
    assert kernel.run("np.geterr()['over']")[0] == [{"text/plain": "'raise'"}]
    kernel.run("warnings.resetwarnings()\nnp.seterr(all='warn')")


def test_a_grading_can_be_stopped(kernel):
    """An interrupt while a function runs without end gives one sentence, and the next report is right."""
    kernel.run(SIZE + "    while True: pass")
    stop = "import os, signal, threading\nthreading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT)).start()"
    shown, printed, error = kernel.run(f"{stop}\n%grade {NAME}")
    assert (shown, error, printed.strip()) == ([], "UsageError", "UsageError: Stopped. Nothing was graded.")
    kernel.run(RIGHT)
    assert "passed" in kernel.grade()["text/plain"]


def test_names_are_completed(kernel):
    """After %grade the exercises are offered, then the option, in the last line of a cell as in the first."""

    def offered(text):
        return kernel.client.complete(text, len(text), reply=True, timeout=30)["content"]["matches"]

    assert offered("%grade conv_out") == [NAME]
    assert offered(f"%load_ext grader\n%grade {NAME[:-2]}") == [NAME]
    assert {*PACK.entries} <= {*offered("%grade ")}
    assert "--seed" in offered(f"%grade {NAME} --s")


def test_the_html_says_what_the_text_says(kernel):
    """The report's words are the same in both, but for the command that grades again."""
    kernel.run(WRONG)
    bundle = kernel.grade()
    words = html.unescape(re.sub(r"<details.*?</details>|<[^>]+>", " ", bundle["text/html"], flags=re.DOTALL)).split()
    assert sorted(words) == sorted(re.sub(r"(?<=size):", "", bundle["text/plain"]).replace("yet,", "yet").split())
    kernel.run(SIZE + "    raise NotImplementedError")
    bundle = kernel.grade()
    assert f"<code>%grade {NAME}</code>" in bundle["text/html"]
    assert f"grade exercise {NAME}" in bundle["text/plain"]


def test_the_whole_notebook_runs(surroundings):
    """What `grade start --notebook` writes runs from top to bottom, and places are given by the numbers of cells."""
    from nbclient import NotebookClient

    book = nbformat.reads(notebook(PACK, NAME), as_version=4)
    client = NotebookClient(
        book, timeout=60, kernel_name="python3", resources={"metadata": {"path": str(surroundings)}}
    )
    client.execute()
    (output,) = book.cells[2].outputs
    assert "notebook cell [1]:6" in output.data["text/plain"]
    nbformat.validate(book)


# --- JupyterLab ------------------------------------------------------------------------------------------------------


@contextmanager
def jupyterlab(folder):
    """A JupyterLab server on ``folder``; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}",
               f"--ServerApp.root_dir={folder}", "--IdentityProvider.token=t"]  # fmt: skip
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
    try:
        for _attempt in range(150):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/api", timeout=5).close()
                break
            except OSError:
                time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


@contextmanager
def chromium():
    """A browser without a window."""
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    for word in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1200,1600"):
        options.add_argument(word)
    options.binary_location = shutil.which("chromium")
    browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
    try:
        yield browser
    finally:
        browser.quit()


@pytest.mark.slow
def test_in_jupyterlab(surroundings, tmp_path):
    """In a real JupyterLab, run by keys, the report appears, without a resource from elsewhere or typeset dollars."""
    missing = [name for name in ("jupyterlab", "selenium") if importlib.util.find_spec(name) is None]
    missing += [name for name in ("chromium", "chromedriver") if shutil.which(name) is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    from selenium.webdriver import ActionChains, Keys
    from selenium.webdriver.support.ui import WebDriverWait

    settings = surroundings / "jupyter_config_dir" / "lab" / "user-settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    quiet = {"fetchNews": "false", "checkForUpdates": False}
    (settings / "notification.jupyterlab-settings").write_text(json.dumps(quiet))
    book = nbformat.reads(notebook(PACK, NAME), as_version=4)
    book.cells[1].source = SIZE + "    raise ValueError('price: $5$ and <b>$6$</b>')"
    nbformat.write(book, tmp_path / f"{NAME}.ipynb")
    with jupyterlab(tmp_path) as address, chromium() as browser:
        browser.get(f"{address}/lab/tree/{NAME}.ipynb?token=t")
        wait = WebDriverWait(browser, 60)
        wait.until(lambda page: page.find_elements("css selector", ".jp-Notebook .jp-MarkdownOutput h1"))
        wait.until(lambda page: "Idle" in page.find_element("css selector", "#jp-main-statusbar").text)
        browser.find_element("css selector", ".jp-Notebook .jp-Cell").click()
        for _cell in book.cells:
            ActionChains(browser).key_down(Keys.SHIFT).send_keys(Keys.ENTER).key_up(Keys.SHIFT).perform()
        wait.until(lambda page: page.find_elements("css selector", ".jp-OutputArea-output section"))
        report = browser.find_element("css selector", ".jp-OutputArea-output section")
        assert "ValueError: price: $5$ and <b>$6$</b> at notebook cell [1]:2" in report.text
        assert report.size["height"] > 100
        assert not report.find_elements("css selector", "mjx-container, b, img, script, link")
        if folder := os.environ.get("SCREENSHOTS"):
            browser.save_screenshot(str(Path(folder, "jupyterlab.png")))
