"""Moodle XML, read back by a reader that marks as Moodle does: same key, same feedback."""

import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from grader.quiz import answers, picks
from grader.quiz.export import moodle
from grader.quiz.export.snapshot import snapshot, spellings
from grader.quiz.model import PICKED, SYMBOLIC

BOTH = ("en", "ja")
VALID = {100, 50, 33.33333, 25, 20, 16.66667, 0, -100}
"""Those of Moodle's fractions that can come up."""


class Page(HTMLParser):
    """The text of a piece of HTML as somebody with Moodle's multilang filter sees it."""

    def __init__(self, language):
        super().__init__()
        self.language, self.open, self.text, self.tags = language, [], "", []

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        if tag == "br":
            self.handle_data("\n")
        else:
            self.open.append(dict(attributes).get("lang", self.language))

    def handle_endtag(self, tag):
        self.open.pop()

    def handle_data(self, data):
        if all(language == self.language for language in self.open):
            self.text += data.replace("\u00a0", " ")


def seen(html, language):
    page = Page(language)
    page.feed(html)
    page.close()
    assert page.open == []
    assert set(page.tags) <= {"p", "br", "span", "code", "pre"}
    return page.text


def read(variants, languages=BOTH):
    """The questions of the file that is made of these variants, without the categories."""
    root = ElementTree.fromstring(moodle.export([snapshot(variant, languages) for variant in variants]))
    assert root.tag == "quiz"
    return [question for question in root if question.get("type") != "category"]


def matching(question, typed):
    """The first answer that fits what was typed, as Moodle's numerical and short answer questions look for it."""
    for answer in question.findall("answer"):
        text = answer.findtext("text")
        if question.get("type") == "numerical":
            fits = abs(float(text) - float(typed)) <= float(answer.findtext("tolerance")) + 1e-9 * abs(float(text))
        else:
            fits = re.sub(r"\\(\*)", r"\1", text).lower() == typed.lower()
        if fits:
            return float(answer.get("fraction")), answer.findtext("feedback/text")
    return 0.0, ""


def test_every_question_is_there(built_in):
    """Each variant is one question of a known type, with its reference, its text, and the worked solution."""
    for question, variant in zip(read(built_in), built_in, strict=True):
        assert question.findtext("name/text") == variant.ref.removeprefix("#")
        assert question.get("type") == moodle.TYPES[snapshot(variant, ("en",)).form]
        for language in BOTH:
            asked = seen(question.findtext("questiontext/text"), language)
            flat = " ".join(asked.split())
            assert " ".join(variant.item.text.of(language)(variant.values, language).split()) in flat
            solved = " ".join(seen(question.findtext("generalfeedback/text"), language).split())
            assert " ".join(answers.solution(variant, language).split()) in solved
            hints = [seen(hint.findtext("text"), language) for hint in question.findall("hint")]
            assert hints == [hint.of(language)(variant.values, language) for hint in variant.item.hints]


def test_numbers_have_the_same_key_and_feedback(built_in):
    """100 % of the number items: the key is right, and each known wrong number gets what a terminal says."""
    numbers = [variant for variant in built_in if variant.item.kind == "number"]
    assert len(numbers) >= 4
    for question, variant in zip(read(numbers), numbers, strict=True):
        assert matching(question, float(variant.answer)) == (100, "")
        for wrong, value in variant.wrongs:
            fraction, html = matching(question, float(value))
            assert fraction == 0, (variant.ref, wrong.id)
            for language in BOTH:
                reply = answers.reply(variant, answers.wrong_line(variant, wrong, value), language)
                assert seen(html, language) == reply.feedback, (variant.ref, wrong.id)


def test_rounded_answers_stay_apart(course, bank_text, variants_of):
    """A key of a third takes 0.333, and no known wrong answer near it."""
    text = bank_text.replace('compute = "double(x)"', 'value = "1/3"')
    text = text.replace('compute = "double.squares(x)"', 'value = "0.334"')
    (question, _word), (variant, *_rest) = (read(v := variants_of(course(text))), v)
    assert matching(question, 0.3333)[0] == 100
    assert "squared" in matching(question, 0.334)[1]
    assert "short decimal" in "".join(moodle.lost(snapshot(variant, BOTH)))


def test_a_declared_tolerance_is_carried(course, bank_text, variants_of):
    """tol * max(1, |key|) is Moodle's absolute tolerance."""
    text = bank_text.replace('compute = "double(x)"', 'value = "2*x"\ntol = 0.01')
    (question, _word), (variant, *_rest) = (read(v := variants_of(course(text))), v)
    key = float(variant.answer)
    assert [matching(question, key * factor)[0] for factor in (0.989, 0.991, 1.009, 1.011)] == [0, 100, 100, 0]


def test_shapes_are_typed_in_many_ways(built_in):
    """Every spelling in the file is marked by a terminal as by Moodle, and with the same words."""
    shapes = [variant for variant in built_in if variant.item.kind == "shape"]
    for question, variant in zip(read(shapes), shapes, strict=True):
        known = snapshot(variant, BOTH).known
        assert len(question.findall("answer")) == sum(len(spellings(one)) for one in known)
        for one in known:
            for line in spellings(one):
                reply = answers.reply(variant, line, "ja")
                fraction, html = matching(question, line)
                assert (fraction == 100) == (reply.verdict == "correct"), (variant.ref, line)
                assert seen(html, "ja") == reply.feedback


def test_choices_have_the_same_key_and_feedback(built_in):
    """100 % of the choice and multi items: the options in their order, the fractions, and what is said to each."""
    chosen = [variant for variant in built_in if variant.item.kind in ("choice", "multi")]
    for question, variant in zip(read(chosen), chosen, strict=True):
        given = question.findall("answer")
        right = {option for _place, option in picks.right(variant)}
        assert [float(one.get("fraction")) > 0 for one in given] == [place in right for place in variant.order]
        assert {float(one.get("fraction")) for one in given} <= VALID
        shares = [float(one.get("fraction")) for one in given if float(one.get("fraction")) > 0]
        assert sum(shares) == pytest.approx(100, abs=1e-3)
        for answer, place in zip(given, variant.order, strict=True):
            option = variant.item.options[place]
            for language in BOTH:
                assert seen(answer.findtext("text"), language) == option.text.of(language)(variant.values, language)
                said = option.feedback.of(language)(variant.values, language)
                assert seen(answer.findtext("feedback/text"), language) == said


def test_typed_expressions_become_choices(built_in):
    """Each option of a converted question is the key or a known wrong answer, and is marked and explained like it."""
    typed = [variant for variant in built_in if variant.item.kind in (*SYMBOLIC, "array")]
    assert typed
    for question, variant in zip(read(typed), typed, strict=True):
        rights = 0
        for answer in question.findall("answer"):
            reply = answers.reply(variant, seen(answer.findtext("text"), "en"), "en")
            assert (float(answer.get("fraction")) == 100) == (reply.verdict == "correct")
            assert seen(answer.findtext("feedback/text"), "en") == reply.feedback
            rights += reply.verdict == "correct"
        assert rights == 1
        assert any("became a choice" in loss for loss in moodle.lost(snapshot(variant, BOTH)))


def test_pairs(built_in):
    """Matching has each option with its side; putting in order has each step with its place."""
    paired = [variant for variant in built_in if variant.item.kind in ("match", "order")]
    for question, variant in zip(read(paired, ("en",)), paired, strict=True):
        options = {option.text.en(variant.values): option for option in variant.item.options}
        pairs = [
            (seen(pair.findtext("text"), "en"), pair.findtext("answer/text").replace("&lt;", "<").replace("&amp;", "&"))
            for pair in question.findall("subquestion")
        ]
        assert len(pairs) == len(options)
        for text, side in pairs:
            option = options[text]
            place = str(variant.item.options.index(option) + 1)
            assert side == (" ".join(option.match.en(variant.values).split()) if option.match else place)
            assert option.feedback.en(variant.values) in seen(question.findtext("incorrectfeedback/text"), "en")


def test_hostile_texts_stay_texts(course, hostile_text, variants_of):
    """Texts that try to end what they stand in are shown as they are written, in every place."""
    variants = variants_of(course(hostile_text))
    choice, pairs = read(variants)
    option = variants[0].item.options
    for language in BOTH:
        asked = seen(choice.findtext("questiontext/text"), language)
        assert "<script>" in asked
        assert "]]>" in asked
        assert "\u0000" not in asked
        assert '"]]>" + \'```\' + "</pre>"' in asked
        for answer, place in zip(choice.findall("answer"), variants[0].order, strict=True):
            assert seen(answer.findtext("text"), language) == option[place].text.of(language)({})
            assert seen(answer.findtext("feedback/text"), language) == option[place].feedback.of(language)({})
    assert {pair.findtext("answer/text") for pair in pairs.findall("subquestion")} == {
        "a &lt;b> &amp; c / ア &lt;b> &amp; c",
        "-> = {} # ~",
    }


def test_both_languages_or_one(built_in):
    """With one language there are no spans; with both, each stands in a span of its own."""
    one = moodle.export([snapshot(variant, ("ja",)) for variant in built_in])
    assert "multilang" not in one
    assert 'lang="ja"' in ElementTree.fromstring(moodle.export([snapshot(built_in[0], BOTH)])).findtext(
        ".//questiontext/text"
    )


def test_what_is_lost_is_said(built_in):
    """Kinds that were converted, pictures and marks in parts are losses; a plain choice loses nothing."""
    for variant in built_in:
        question = snapshot(variant, BOTH)
        lost = " ".join(moodle.lost(question))
        assert ("picture" in lost) == bool(variant.item.figure or variant.item.solution.figure)
        assert ("became a choice" in lost) == question.converted
        assert ("in part" in lost) == (variant.item.kind in ("multi", "match", "order"))
        if variant.item.kind in PICKED:
            assert "taken" not in lost
