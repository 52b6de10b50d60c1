"""QTI 2.1: one XML file a question, in one language.

The response processing says which misconception an answer looks like, in the order in which Tatami would look:
IMS Question and Test Interoperability, Assessment Test, Section and Item Information Model, version 2.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from grader.messages import _, speaking
from grader.quiz.export import losses, markup
from grader.quiz.export.processing import Processing, pair
from grader.quiz.export.snapshot import Question, number

NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
SCHEMA = f"{NAMESPACE} http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"

TYPES = {
    "number": ("single", "float"),
    "text": ("single", "string"),
    "choice": ("single", "identifier"),
    "multi": ("multiple", "identifier"),
    "order": ("ordered", "identifier"),
    "match": ("multiple", "directedPair"),
}
"""Cardinality and base type of the response."""


def identifier(question: Question) -> str:
    """What the question is called in the package: identifiers have no ``@`` and ``:``."""
    item = question.variant.item
    return f"{item.name}-{item.version}-{question.variant.seed}"


def lost(question: Question) -> Iterator[str]:
    """What a reader of QTI does not get."""
    yield from losses.typed(question)
    yield from losses.pictures(question)
    yield from losses.hints(question)


def export(question: Question) -> str:
    """The file of a question, written out in one language."""
    (language,) = question.languages
    root = Element(
        "assessmentItem",
        {
            "xmlns": NAMESPACE,
            "xmlns:xsi": INSTANCE,
            "xsi:schemaLocation": SCHEMA,
            "identifier": identifier(question),
            "title": question.ref,
            "adaptive": "false",
            "timeDependent": "false",
            "xml:lang": language,
        },
    )
    _declarations(root, question)
    body = SubElement(root, "itemBody")
    body.extend(markup.asked(question))
    with speaking(language):
        _interaction(body, question)
    root.append(Processing(question, names(question)).element())
    for known in question.known:
        if known.id and any(known.feedback.values()):
            _feedback(root, "FEEDBACK", known.id, markup.paragraph(known.feedback))
    _feedback(root, "SOLUTION", "solution", *markup.solved(question))
    return markup.document(root)


def names(question: Question) -> list[str]:
    """The identifiers of what can be chosen: numbers, because the ids of the items would give answers away."""
    return [f"answer_{place}" for place, _known in enumerate(question.known, 1)]


def correct(question: Question) -> list[str]:
    """The values of the right response."""
    named = [*zip(names(question), question.known, strict=True)]
    if question.form == "number":
        return [number(question, question.key)[0]]
    if question.form == "text":
        return [question.key.text[question.languages[0]]]
    if question.form == "match":
        return [pair(name, known) for name, known in named]
    if question.form == "order":
        places = {known.id: name for name, known in named}
        return [places[option.id] for option in question.variant.item.options]
    return [name for name, known in named if known.right]


def _declarations(root: Element, question: Question) -> None:
    cardinality, base = TYPES[question.form]
    response = SubElement(
        root, "responseDeclaration", identifier="RESPONSE", cardinality=cardinality, baseType=base
    )  # fmt: skip
    right = SubElement(response, "correctResponse")
    for value in correct(question):
        markup.add(right, "value", value)
    score = SubElement(root, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float")
    markup.add(SubElement(score, "defaultValue"), "value", "0")
    for name in ("FEEDBACK", "SOLUTION"):
        SubElement(root, "outcomeDeclaration", identifier=name, cardinality="single", baseType="identifier")


def _interaction(body: Element, question: Question) -> None:
    if question.form in ("number", "text"):
        line = markup.add(body, "p", _("Answer:") + " ")
        SubElement(line, "textEntryInteraction", responseIdentifier="RESPONSE", expectedLength="20")
    elif question.form == "match":
        _match(body, question)
    else:
        tag = "orderInteraction" if question.form == "order" else "choiceInteraction"
        made = SubElement(body, tag, responseIdentifier="RESPONSE", shuffle="false")  # they are shuffled already
        if question.form != "order":
            made.set("maxChoices", "1" if question.form == "choice" else "0")
        for name, known in zip(names(question), question.known, strict=True):
            option = markup.paragraph(known.text, "simpleChoice", code=question.converted)
            option.set("identifier", name)
            made.append(option)


def _match(body: Element, question: Question) -> None:
    """Every option once, every side as often as somebody wants."""
    count = str(len(question.known))
    made = SubElement(body, "matchInteraction", responseIdentifier="RESPONSE", shuffle="false", maxAssociations=count)
    rows, columns = SubElement(made, "simpleMatchSet"), SubElement(made, "simpleMatchSet")
    for name, known in zip(names(question), question.known, strict=True):
        _associable(rows, markup.paragraph(known.text, "simpleAssociableChoice"), name, "1")
    for place, side in enumerate(question.sides, 1):
        _associable(columns, markup.paragraph(side, "simpleAssociableChoice"), f"side_{place}", count)


def _associable(parent: Element, choice: Element, name: str, most: str) -> None:
    choice.set("identifier", name)
    choice.set("matchMax", most)
    parent.append(choice)


def _feedback(root: Element, outcome: str, name: str, *content: Element) -> None:
    made = SubElement(root, "modalFeedback", outcomeIdentifier=outcome, identifier=name, showHide="show")
    made.extend(content)
