"""Begin a new course: a folder with one topic and one exercise that lacks nothing, and what makes a wheel of it."""

from __future__ import annotations

import re
from pathlib import Path
from string import Template

from grader import __version__, files
from grader.errors import UsageError
from grader.messages import _
from grader.pack import BUILT_IN

TOPIC, EXERCISE = "signals", "moving_average"

PACK = """\
format = 1
name = "$name"
title = "$title"
language = "$language"

# $table

[[topic]]
name = "signals"
title = "$topic"
exercises = [
  "moving_average",
]
"""

STUB = '''\
"""
$statement

    x        (L,)
    window   int, 1 <= window <= L
    returns  (L_out,)    L_out = L - window + 1

    out[i] = (x[i] + x[i + 1] + ... + x[i + window - 1]) / window

$remark
"""

import numpy as np


def moving_average(x, window):
    """$task"""
    raise NotImplementedError("TODO: moving_average")
'''

REFERENCE = '''\
"""$idea"""

import numpy as np

from grader import Case, Spec, grid


def moving_average(x, window):
    """$solve"""
    L_out = len(x) - window + 1
    return np.array([x[i : i + window].mean() for i in range(L_out)])


def by_convolution(x, window):
    """$second"""
    return np.convolve(x, np.full(window, 1 / window), mode="valid")


def cases(rng):
    """$cases"""
    yield Case("$case_small", {"x": grid(rng, 8), "window": 3})
    yield Case("$case_one", {"x": grid(rng, 5), "window": 1})
    yield Case("$case_all", {"x": grid(rng, 6), "window": 6})
    yield Case("$case_strided", {"x": grid(rng, 22)[::2], "window": 4})
    L, window = int(rng.integers(12, 30)), int(rng.integers(2, 7))
    yield Case("$case_drawn", {"x": grid(rng, L), "window": window}, hidden=True)


def sums(solve, x, window):
    """$sums"""
    return window * solve(x, window)


def divides_by_length(solve, x, window):
    """$divides_by_length"""
    return window * solve(x, window) / len(x)


def one_short(solve, x, window):
    """$one_short"""
    return solve(x, window)[:-1]


def keeps_length(solve, x, window):
    """$keeps_length"""
    return np.convolve(x, np.full(window, 1 / window), mode="same")


spec = Spec(
    solve=moving_average,
    second=by_convolution,
    cases=cases,
    shapes={"x": "L", "out": "L_out"},
    wrong=(sums, divides_by_length, one_short, keeps_length),
    hints=(
        "$nudge",
        "$formula",
        "$shape",
    ),
)
'''

PROJECT = """\
[build-system]
requires = ["hatchling>=1.27"]
build-backend = "hatchling.build"

[project]
name = "$project"
version = "0.1.0"
description = "$title"
readme = "README.md"
requires-python = ">=3.11"
dependencies = ["tatami-grader>=$version"]

# $entry
[project.entry-points."grader.packs"]
$name = "$module"

[tool.hatch.build.targets.wheel]
include = ["/exercises", "/reference", "/quizzes"]

# $sources
[tool.hatch.build.targets.wheel.sources]
"exercises" = "$module/exercises"
"reference" = "$module/reference"
"quizzes" = "$module/quizzes"
"""

README = """\
# $title

$try_it

    grade dev check --pack .
    grade start moving_average --pack .
    grade exercise moving_average --pack .

$more

    grade dev new NAME --topic signals --pack .

$publish

    python -m pip install build
    python -m build --wheel
    python -m pip install dist/*.whl
    grade list --pack $name
"""

ENGLISH = {
    "title": "A course of my own",
    "table": "The exercises in the order they are best solved; `requires` names what should be solved before.",
    "topic": "Signals",
    "statement": "The moving average of a signal.",
    "remark": "Only windows that lie wholly inside x count: nothing is padded.",
    "task": "Return the mean of every window of x.",
    "idea": "The moving average: the simplest filter, and a convolution.",
    "solve": "The mean of each window, x (L,) -> (L - window + 1,): the formula as it stands.",
    "second": "The same written differently: a convolution with a kernel of equal weights.",
    "cases": "A plain one, both extreme windows, a view that is not contiguous, and sizes drawn anew.",
    "case_small": "8 numbers, window 3",
    "case_one": "window 1: the numbers themselves",
    "case_all": "a window as long as x",
    "case_strided": "every second number of a longer array",
    "case_drawn": "sizes drawn anew",
    "sums": "These are sums, not means: divide by the window.",
    "divides_by_length": "The sums were divided by the length of x. A mean is over its own window: divide by that.",
    "one_short": "The last window is missing: there are L - window + 1 of them.",
    "keeps_length": "The result is as long as x, so it has windows that stick out. Only whole windows count.",
    "nudge": "How many windows are there, and where does the first one end?",
    "formula": "out[i] = (x[i] + ... + x[i + window - 1]) / window, for i = 0 ... L - window.",
    "shape": "A loop over i, x[i : i + window].mean() in it, and np.array around what is collected.",
    "entry": "`grade --pack $name` finds the course by this name; the value is the package that holds it.",
    "sources": "In the wheel the folders lie in a package; here they lie where `--pack .` looks for them.",
    "try_it": "Is everything as it should be? And how does it feel to a learner?",
    "more": "Another exercise begins as a set of TODOs:",
    "publish": "A wheel that others can install:",
}

JAPANESE = {
    "title": "わたしのコース",
    "table": "演習は解くのに適した順に並べます。先に解いておくものは requires に書きます。",
    "topic": "信号",
    "statement": "信号の移動平均。",
    "remark": "x の内側に完全に収まる窓だけを数えます。パディングはしません。",
    "task": "x の各窓の平均を返す。",
    "idea": "移動平均。最も単純なフィルタであり、畳み込みの一種。",
    "solve": "各窓の平均、x (L,) -> (L - window + 1,)。式のとおりに書いたもの。",
    "second": "同じものを別の書き方で。重みの等しいカーネルとの畳み込み。",
    "cases": "普通の例、窓の両極端、連続でない配列、毎回変わる大きさ。",
    "case_small": "8 個の数、窓 3",
    "case_one": "窓 1 なら元の数のまま",
    "case_all": "窓が x と同じ長さ",
    "case_strided": "長い配列を 1 つおきに見たもの",
    "case_drawn": "毎回変わる大きさ",
    "sums": "平均ではなく合計になっています。窓の長さで割りましょう。",
    "divides_by_length": "合計を x の長さで割っています。平均は窓ごとに取るので、窓の長さで割りましょう。",
    "one_short": "最後の窓が抜けています。窓は全部で L - window + 1 個あります。",
    "keeps_length": "結果が x と同じ長さで、はみ出した窓が混ざっています。完全に収まる窓だけを数えましょう。",
    "nudge": "窓は全部でいくつありますか。最初の窓はどこで終わりますか。",
    "formula": "out[i] = (x[i] + ... + x[i + window - 1]) / window、i = 0 ... L - window。",
    "shape": "i のループの中で x[i : i + window].mean() を求め、集めたものを np.array で包みます。",
    "entry": "`grade --pack $name` はこの名前でコースを見つけます。値はコースの入ったパッケージです。",
    "sources": "wheel の中ではパッケージの下に置かれます。ここでは `--pack .` が探す場所に置きます。",
    "try_it": "不足がないか確かめ、学ぶ人の立場で試してみましょう。",
    "more": "次の演習は TODO の並んだ雛形から始まります。",
    "publish": "ほかの人がインストールできる wheel を作るには:",
}

TEXTS = {"en": ENGLISH, "ja": JAPANESE}


def new_pack(folder: Path, language: str) -> list[Path]:
    """Write a course whose source language is ``language`` into ``folder``; which files that were.

    Raises UsageError when the folder's name cannot be the course's, or one of the files is there already.
    """
    name = name_of(folder)
    module = f"tatami_{name}"
    facts = {"name": name, "module": module, "project": module.replace("_", "-"), "language": language}
    texts = {key: Template(text).substitute(facts) for key, text in TEXTS[language].items()}
    templates = {
        "exercises/pack.toml": PACK,
        f"exercises/{TOPIC}/{EXERCISE}.py": STUB,
        f"reference/{TOPIC}/{EXERCISE}.py": REFERENCE,
        "pyproject.toml": PROJECT,
        "README.md": README,
    }
    paths = {folder / path: template for path, template in templates.items()}
    for path in paths:
        if path.exists():
            raise UsageError(_("{path} is there already.").format(path=path))
    for path, template in paths.items():
        files.write(path, Template(template).substitute(texts, **facts, version=__version__))
    return [*paths]


def name_of(folder: Path) -> str:
    """What the course in ``folder`` is called. Raises UsageError where no name can be made of the folder's."""
    name = re.sub(r"[^a-z0-9]+", "_", folder.resolve().name.lower()).strip("_")
    if not name:
        text = _("The course takes the name of its folder, and {name} has no letter from a to z in it.")
        raise UsageError(text.format(name=repr(folder.resolve().name)))
    if name == BUILT_IN:
        raise UsageError(_("There is a course called {name} already. Name the folder differently.").format(name=name))
    return name
