"""Moodle XML: questions for the question bank of a course, both languages in one file for Moodle's multilang filter.

Moodle's documentation: "Moodle XML format". Answers are tried in their order there too, so the first that fits speaks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement

from grader.messages import _
from grader.quiz.export import losses, markup
from grader.quiz.export.snapshot import Known, Question, Text, number, spellings

TYPES = {
    "number": "numerical",
    "text": "shortanswer",
    "choice": "multichoice",
    "multi": "multichoice",
    "order": "matching",
    "match": "matching",
}


def export(questions: Sequence[Question]) -> str:
    """The file. Each item is a category, so that a quiz can draw one of its variants at random."""
    quiz = Element("quiz")
    category = ""
    for question in questions:
        item = question.variant.item
        if category != item.name:
            category = item.name
            name = SubElement(SubElement(quiz, "question", type="category"), "category")
            markup.add(name, "text", f"$course$/top/Tatami/{item.bank}/{item.id}")
        quiz.append(_question(question))
    return markup.document(quiz)


def lost(question: Question) -> Iterator[str]:
    """What Moodle does not get."""
    yield from losses.typed(question)
    yield from losses.pictures(question)
    yield from losses.parts(question)
    if question.form in ("order", "match"):
        yield _("The feedback on each option is shown all at once.")
    if question.form == "multi":
        yield _("A right option that was left out gets no feedback.")


def _question(question: Question) -> Element:
    made = Element("question", type=TYPES[question.form])
    markup.add(SubElement(made, "name"), "text", question.ref)
    _html(made, "questiontext", markup.html(*markup.asked(question)))
    _html(made, "generalfeedback", markup.html(*markup.solved(question)))
    markup.add(made, "defaultgrade", "1")
    markup.add(made, "penalty", "0.3333333")
    markup.add(made, "hidden", "0")
    markup.add(made, "idnumber", question.ref)
    {
        "number": _number,
        "text": _text,
        "choice": _choice,
        "multi": _choice,
        "order": _order,
        "match": _match,
    }[question.form](made, question)
    for hint in question.hints:  # shown where a quiz lets its questions be tried several times
        _html(made, "hint", markup.html(markup.paragraph(hint)))
    return made


def _number(made: Element, question: Question) -> None:
    for known in question.known:
        value, tolerance = number(question, known)
        answer = _answer(made, value, 100 if known.right else 0, known.feedback)
        markup.add(answer, "tolerance", tolerance)
    markup.add(made, "unitgradingtype", "0")
    markup.add(made, "unitpenalty", "0.1")
    markup.add(made, "showunits", "3")  # there are none
    markup.add(made, "unitsleft", "0")


def _text(made: Element, question: Question) -> None:
    markup.add(made, "usecase", "0")
    for known in question.known:
        for spelling in spellings(known):
            _answer(made, spelling.replace("*", r"\*"), 100 if known.right else 0, known.feedback)


def _choice(made: Element, question: Question) -> None:
    single = question.form == "choice"
    markup.add(made, "single", str(single).lower())
    markup.add(made, "shuffleanswers", "0")  # they were shuffled when they were drawn
    markup.add(made, "answernumbering", "123")
    markup.add(made, "showstandardinstruction", "0" if single else "1")
    share = 100 / sum(known.right for known in question.known)
    for known in question.known:
        fraction = share if known.right else 0 if single else -100  # nothing for who ticks a wrong one
        text = markup.inner(markup.paragraph(known.text, code=question.converted))
        _answer(made, text, fraction, known.feedback, form="html")


def _match(made: Element, question: Question) -> None:
    _pairs(made, question, [markup.plain(question.sides[known.side]) for known in question.known])


def _order(made: Element, question: Question) -> None:
    """The options with their places in the right order."""
    places = {option.id: str(place) for place, option in enumerate(question.variant.item.options, 1)}
    _pairs(made, question, [places[known.id] for known in question.known])


def _pairs(made: Element, question: Question, sides: list[str]) -> None:
    markup.add(made, "shuffleanswers", "1")
    told = markup.html(*map(_told, question.known))
    for tag in ("partiallycorrectfeedback", "incorrectfeedback"):
        _html(made, tag, told)
    for known, side in zip(question.known, sides, strict=True):
        pair = _html(made, "subquestion", markup.inner(markup.paragraph(known.text)))
        # Moodle strips tags when it shows this: a "<" that is meant is written as an entity
        markup.add(SubElement(pair, "answer"), "text", side.replace("&", "&amp;").replace("<", "&lt;"))


def _told(known: Known) -> Element:
    texts = {language: f"{known.text[language]}: {said}" for language, said in known.feedback.items()}
    return markup.paragraph(texts)


def _answer(made: Element, text: str, fraction: float, feedback: Text, form: str = "moodle_auto_format") -> Element:
    """Moodle knows fractions with five decimals: 33.33333."""
    answer = SubElement(made, "answer", fraction=f"{fraction:.5f}".rstrip("0").rstrip("."), format=form)
    markup.add(answer, "text", text)
    said = markup.inner(markup.paragraph(feedback)) if any(feedback.values()) else ""
    _html(answer, "feedback", said)
    return answer


def _html(parent: Element, tag: str, html: str) -> Element:
    made = SubElement(parent, tag, format="html")
    markup.add(made, "text", html)
    return made
