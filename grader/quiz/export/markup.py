"""Texts of a question as HTML elements, which QTI holds as they are and Moodle as text.

Elements are built, never glued together: the library escapes what is in them.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from grader.quiz.export.snapshot import Question, Text
from grader.safe_text import for_terminal

NO_BREAK = "\u00a0"


def clean(text: str) -> str:
    """``text`` without the characters that XML forbids and those that nobody sees."""
    return "".join(c for c in for_terminal(text) if ord(c) & 0xFFFE != 0xFFFE and not 0xFDD0 <= ord(c) <= 0xFDEF)


def add(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    """A new child with this text."""
    made = SubElement(parent, tag, attributes)
    made.text = clean(text) or None
    return made


def paragraph(texts: Text, tag: str = "p", *, code: bool = False) -> Element:
    """A text, one span for each language if they differ; rows of an array keep their columns."""
    made = Element(tag)
    for inside in _languages(made, texts):
        text = texts[inside.get("lang", next(iter(texts)))]
        _lines(SubElement(inside, "code") if code else inside, text)
    return made


def preformatted(texts: Text) -> Element:
    """Code or a picture."""
    made = Element("pre")
    for inside in _languages(made, texts):
        inside.text = clean(texts[inside.get("lang", next(iter(texts)))])
    return made


def asked(question: Question) -> list[Element]:
    """The question: its text, its code, its picture."""
    blocks = [question.code, question.figure]
    return [paragraph(question.prompt), *(preformatted(block) for block in blocks if any(block.values()))]


def solved(question: Question) -> list[Element]:
    """The worked solution and its picture."""
    picture = question.solution_figure
    return [paragraph(question.solution), *([preformatted(picture)] if any(picture.values()) else [])]


def html(*elements: Element) -> str:
    """Elements as HTML text."""
    return "".join(tostring(element, encoding="unicode", method="html") for element in elements)


def inner(element: Element) -> str:
    """What is inside an element, as HTML text: for options and feedback, which need no paragraph."""
    opening, closing = f"<{element.tag}>", f"</{element.tag}>"
    return html(element).removeprefix(opening).removesuffix(closing)


def plain(texts: Text) -> str:
    """A text on one line where no markup is possible: the languages one after the other."""
    lines = (" ".join(clean(text).split()) for text in texts.values())
    return " / ".join(dict.fromkeys(lines))


def document(root: Element) -> str:
    """A whole file of XML."""
    indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _languages(parent: Element, texts: Text) -> list[Element]:
    """The elements that the texts stand in: the parent where they are all the same, else spans for a filter."""
    if len(set(texts.values())) == 1:
        return [parent]
    return [SubElement(parent, "span", {"lang": language, "class": "multilang"}) for language in texts]


def _lines(parent: Element, text: str) -> None:
    """The lines of a text with breaks between them; indented ones are rows, whose columns must stay."""
    for number, line in enumerate(clean(text).strip("\n").split("\n")):
        last = SubElement(parent, "br") if number else None
        if line.startswith("  ") and parent.tag != "code":
            SubElement(parent, "code").text = line.replace(" ", NO_BREAK)
        elif last is not None:
            last.tail = line
        else:
            parent.text = line
