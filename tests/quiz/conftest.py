"""A small course with one bank, written anew for every test that changes it, and a clock that stands still."""

from datetime import UTC, datetime, timedelta

import pytest

from grader.messages import set_language
from grader.pack import open_pack
from grader.quiz.bank import bank_names, open_bank
from grader.quiz.calls import Caller
from grader.quiz.draw import Draws

COURSE = 'format = 1\nname = "small"\n[[topic]]\nname = "basics"\nexercises = ["double"]\n'
STUB = '"""Twice x."""\n\nimport numpy as np\n\n\ndef double(x):\n    raise NotImplementedError\n'
REFERENCE = '''\
from grader import Spec


def double(x):
    return 2 * x


def squares(solve, x):
    """You squared it."""
    return x * x


def negated(solve, x):
    """The sign is wrong."""
    return -solve(x)


spec = Spec(solve=double, cases=None, wrong=(squares, negated))
'''
BANK = """\
format = 1
exercise = "double"
title = { ja = "二倍", en = "Doubling" }

[[item]]
id = "twice"
type = "number"
min_distinct_wrong = 2
constraints = ["x != y"]
[item.params]
x = { int = [3, 90] }
y = { int = [3, 90] }
[item.answer]
compute = "double(x)"
[item.text]
ja = "{x} の 2 倍は? ({y} ではありません)"
en = "What is twice {x}, not {y}?"
[[item.hint]]
ja = "{x} + {x}"
en = "{x} + {x}"
[[item.wrong]]
id = "squares"
compute = "double.squares(x)"
ja = "{given} は {x} の 2 乗です。"
en = "You squared {x} and got {given}."
[[item.wrong]]
id = "other_number"
value = "2*y"
ja = "{y} を 2 倍しています。"
en = "You doubled {y}."
[item.solution]
ja = "2 * {x} = {answer}"
en = "2 * {x} = {answer}"

[[item]]
id = "word"
type = "choice"
[item.text]
ja = "2 倍は?"
en = "Twice is ..."
[[item.option]]
id = "plus"
correct = true
text = "x + x"
feedback = "x + x = 2x"
[[item.option]]
id = "power"
text = "x * x"
feedback_ja = "それは 2 乗です。"
feedback_en = "That is the square."
[[item.option]]
id = "half"
text = "x / 2"
feedback_ja = "それは半分です。"
feedback_en = "That is the half."
[item.solution]
text = "x + x = 2x"
"""


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self):
        self.time = datetime(2025, 4, 1, 9, 0, tzinfo=UTC)

    def __call__(self):
        return self.time

    def wait(self, **span):
        self.time += timedelta(**span)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def bank_text():
    return BANK


@pytest.fixture
def course(tmp_path):
    """Write the small course with this bank; gives the pack."""

    def write(bank=BANK, name="doubling"):
        for path, text in {
            "exercises/pack.toml": COURSE,
            "exercises/basics/double.py": STUB,
            "reference/basics/double.py": REFERENCE,
            f"quizzes/{name}.toml": bank,
        }.items():
            file = tmp_path / "course" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return open_pack(tmp_path / "course")

    return write


@pytest.fixture(autouse=True)
def english():
    set_language("en")
    yield
    set_language(None)


HOSTILE = """\
format = 1
exercise = "double"
title = { ja = "二倍", en = "Doubling" }

[[item]]
id = "choice"
type = "choice"
code = '''
if a < b & c > d: s = "]]>" + '```' + "</pre>" '''
[item.text]
ja = "</span></p><script>alert('あ')</script> ]]> & \\u0000{{x}} $x$ _y_ # 1"
en = "</span></p><script>alert('a')</script> ]]> & {{x}} $x$ *y* ~z = # : -> \\\\n 1\\n\\n- 1. second"
[[item.option]]
id = "plus"
correct = true
text = "%50%a <b> & \\"c\\" ]]> -> {{1}} = ~ # :"
feedback = "<i>x</i> # =}} \\\\"
[[item.option]]
id = "power"
text = "a* | `b` <!-- [c](d)"
feedback_ja = "それは <b>2 乗</b>\\nです。"
feedback_en = "That is ]]> the\\nsquare: ~ {{}}"
[[item.option]]
id = "half"
text = "x / 2"
feedback_ja = "=半分"
feedback_en = "####half"
[item.solution]
text = "// x + x = 2x ]]></text></answer>"

[[item]]
id = "pairs"
type = "match"
[item.text]
text = "a -> b"
[[item.option]]
id = "one"
text = "1 -> 2 = <"
match_ja = "ア <b> & c"
match_en = "a <b> & c"
feedback = "one"
[[item.option]]
id = "two"
text = "2"
match = "-> = {{}} # ~"
feedback = "two"
[[item.option]]
id = "three"
text = "3"
match_ja = "ア <b> & c"
match_en = "a <b> & c"
feedback = "three"
[item.solution]
text = "a"
"""


@pytest.fixture
def hostile_text():
    """A bank whose texts try to end what they stand in."""
    return HOSTILE


@pytest.fixture(scope="session")
def built_in():
    """A variant of every item of the built-in banks."""
    pack = open_pack(None)
    draws = Draws(Caller(pack))
    items = [item for name in bank_names(pack) for item in open_bank(pack, name).items]
    return [draws.variant(item, 2024) for item in items]


@pytest.fixture
def variants_of():
    """The variants of a pack's only bank, one of each item."""

    def draw(pack):
        draws = Draws(Caller(pack))
        (name,) = bank_names(pack)
        return [draws.variant(item, 1) for item in open_bank(pack, name).items]

    return draw
