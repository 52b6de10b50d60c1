"""GIFT, read back by a reader that follows Moodle's rules: same key, same feedback, whatever signs are in the texts."""

import re
from dataclasses import dataclass, field

import pytest

from grader.quiz import answers, picks
from grader.quiz.export import gift
from grader.quiz.export.snapshot import snapshot, spellings

SIGNS = {**{f"\\{sign}": sign for sign in "~=#{}:"}, "\\\\": "\\", "\\n": "\n"}
WEIGHT = re.compile(r"%(-?\d{1,2}\.?\d*)%")


@dataclass
class Read:
    """A question as a reader of GIFT has it; answers are (sign, weight, text, feedback)."""

    name: str
    text: str
    numeric: bool
    solution: str
    answers: list = field(default_factory=list)


def hide(text):
    """Escaped signs as characters of a private area, so that what is left of the signs has its meaning."""
    parts = re.findall(r"\\.|[^\\]", text, re.DOTALL)
    return "".join(chr(0xE000 + ord(SIGNS[part])) if part in SIGNS else part for part in parts)


def shown(text):
    return re.sub("[\ue000-\ue0ff]", lambda match: chr(ord(match[0]) - 0xE000), text).strip()


def read(source):
    """All questions of a file, and the categories."""
    questions, categories = [], []
    for block in re.split(r"\n\s*\n", hide(source)):
        lines = [line for line in block.strip().split("\n") if not line.startswith("//")]
        if not any(lines):
            continue
        if lines[0].startswith("$CATEGORY:"):
            categories.append(shown(lines[0].removeprefix("$CATEGORY:")))
            continue
        head, name, rest = "\n".join(lines).split("::", 2)
        assert head == ""
        assert rest.startswith("[html]")
        text, opening, inside = rest.removeprefix("[html]").partition("{")
        assert opening
        inside, closing, after = inside.partition("}")
        assert (closing, after.strip()) == ("}", "")
        inside, _sign, solution = inside.partition("####")
        numeric = inside.startswith("#")
        made = Read(shown(name), shown(text), numeric, shown(solution))
        for sign, body in re.findall(r"([=~])([^=~]*)", inside.removeprefix("#")):
            answer, _sign, feedback = body.partition("#")
            weight = WEIGHT.match(answer.strip())
            default = 100.0 if sign == "=" else 0.0
            answer = answer.strip()[weight.end() :] if weight else answer
            made.answers.append((sign, float(weight[1]) if weight else default, shown(answer), shown(feedback)))
        questions.append(made)
    return questions, categories


def plain(html):
    """Text without the tags that stand in these files."""
    text = re.sub(r"<br>", "\n", html)
    assert set(re.findall(r"</?(\w+)", text)) <= {"p", "pre", "code", "span"}
    text = re.sub(r"</?\w+[^>]*>", "", text).replace("\u00a0", " ").replace("&percnt;", "%")
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")


def exported(variants, language="en"):
    questions, _categories = read(gift.export([snapshot(variant, (language,)) for variant in variants]))
    return zip(questions, variants, strict=True)


def test_every_question_is_there(built_in):
    """Each variant is one question with its reference, its text and the worked solution; each item is a category."""
    questions, categories = read(gift.export([snapshot(variant, ("ja",)) for variant in built_in]))
    assert len(categories) == len({variant.item.name for variant in built_in})
    for question, variant in zip(questions, built_in, strict=True):
        assert question.name == variant.ref.removeprefix("#")
        text = " ".join(variant.item.text.ja(variant.values, "ja").split())
        assert text in " ".join(plain(question.text).split())
        assert " ".join(answers.solution(variant, "ja").split()) in " ".join(plain(question.solution).split())


@pytest.mark.parametrize("language", ["en", "ja"])
def test_typed_answers(built_in, language):
    """Numbers and shapes: the key first, then each known wrong answer with the words of the terminal."""
    typed = [variant for variant in built_in if variant.item.kind in ("number", "shape")]
    for question, variant in exported(typed, language):
        known = snapshot(variant, (language,)).known
        assert question.numeric == (variant.item.kind == "number")
        if question.numeric:
            for (_sign, weight, text, feedback), one in zip(question.answers, known, strict=True):
                value, tolerance = map(float, text.split(":"))
                assert abs(value - float(one.value)) <= tolerance + 1e-12 * abs(value)
                reply = answers.reply(variant, answers.typed(variant, one.value), language)
                assert (weight == 100, plain(feedback)) == (reply.verdict == "correct", reply.feedback)
        else:
            assert [text for _sign, _weight, text, _said in question.answers] == [
                line for one in known for line in spellings(one)
            ]
            for _sign, weight, line, feedback in question.answers:
                reply = answers.reply(variant, line, language)
                assert (weight == 100, plain(feedback)) == (reply.verdict == "correct", reply.feedback)


def test_options(built_in):
    """Choices in their order, with fractions and feedback; converted questions are marked as if they were typed."""
    for question, variant in exported([one for one in built_in if snapshot(one, ("en",)).form in ("choice", "multi")]):
        if variant.order:
            right = {option for _place, option in picks.right(variant)}
            texts = [variant.item.options[place].text.en(variant.values) for place in variant.order]
            assert [plain(text) for _sign, _weight, text, _said in question.answers] == texts
            assert [weight > 0 for _sign, weight, _text, _said in question.answers] == [
                place in right for place in variant.order
            ]
            feedback = [variant.item.options[place].feedback.en(variant.values) for place in variant.order]
            assert [plain(said) for *_rest, said in question.answers] == feedback
        else:
            for _sign, weight, text, feedback in question.answers:
                reply = answers.reply(variant, plain(text), "en")
                assert (weight == 100, plain(feedback)) == (reply.verdict == "correct", reply.feedback)


def test_pairs(built_in):
    """Matching has each option with its side, putting in order each step with its place."""
    for question, variant in exported([one for one in built_in if one.item.kind in ("match", "order")]):
        options = {option.text.en(variant.values): option for option in variant.item.options}
        pairs = [text.split(" -> ", 1) for _sign, _weight, text, _said in question.answers]
        assert {plain(left) for left, _right in pairs} == set(options)
        for left, right in pairs:
            option = options[plain(left)]
            place = str(variant.item.options.index(option) + 1)
            assert right == (" ".join(option.match.en(variant.values).split()) if option.match else place)


def test_hostile_texts_stay_texts(course, hostile_text, variants_of):
    """Every sign that means something in GIFT or in HTML is read back as it was written."""
    variants = variants_of(course(hostile_text))
    for language in ("en", "ja"):
        (choice, variant), (pairs, _pairs) = exported(variants, language)
        places = variant.order
        texts = [variant.item.options[place].text.of(language)({}) for place in places]
        assert [plain(text) for _sign, _weight, text, _said in choice.answers] == texts
        said = [variant.item.options[place].feedback.of(language)({}) for place in places]
        assert [plain(text) for *_rest, text in choice.answers] == said
        assert "<script>" in plain(choice.text)
        assert {text.split(" -> ", 1)[1] for _sign, _weight, text, _said in pairs.answers} == {
            "-> = {} # ~",
            "a <b> & c" if language == "en" else "ア <b> & c",
        }


def test_hints_are_said_to_be_lost(built_in):
    """GIFT has no hints: an item with hints reports them."""
    for variant in built_in:
        lost = " ".join(gift.lost(snapshot(variant, ("en",))))
        assert ("hints are left out" in lost) == bool(variant.item.hints)
