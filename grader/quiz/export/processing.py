"""The response processing of QTI: a ladder of conditions, the first that holds gives the score and the feedback."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement

from grader.quiz.export import markup
from grader.quiz.export.snapshot import Known, Question, number, spellings


class Processing:
    """Builds the ladder of a question; ``names`` are the identifiers of what is known, in its order."""

    def __init__(self, question: Question, names: Sequence[str]) -> None:
        self.question = question
        self.named = [*zip(names, question.known, strict=True)]

    def element(self) -> Element:
        """The ladder, and the solution, which is shown whatever was answered."""
        root = Element("responseProcessing")
        ladder = SubElement(root, "responseCondition")
        for number_, (condition, known) in enumerate(self._rungs()):
            rung = SubElement(ladder, "responseElseIf" if number_ else "responseIf")
            rung.append(condition)
            if known is None or (known.right and not number_):
                _set(rung, "SCORE", "float", "1")
            if known is not None and known.id and any(known.feedback.values()):
                _set(rung, "FEEDBACK", "identifier", known.id)
        _set(root, "SOLUTION", "identifier", "solution")
        return root

    def _rungs(self) -> Iterator[tuple[Element, Known | None]]:
        """Conditions with what they mean; None is the whole right answer."""
        form = self.question.form
        if form in ("number", "text", "choice"):
            test = {"number": self._equal, "text": self._spelled, "choice": self._chosen}[form]
            for name, known in sorted(self.named, key=lambda one: not one[1].right):
                yield test(name, known), known
            return
        yield _node("match", _variable("RESPONSE"), Element("correct", identifier="RESPONSE")), None
        yield from {"multi": self._multi, "order": self._order, "match": self._match}[form]()

    def _equal(self, _name: str, known: Known) -> Element:
        value, tolerance = number(self.question, known)
        made = _node("equal", _variable("RESPONSE"), _base("float", value))
        exact = tolerance == "0"
        made.set("toleranceMode", "exact" if exact else "absolute")
        if not exact:
            made.set("tolerance", f"{tolerance} {tolerance}")
        return made

    def _spelled(self, _name: str, known: Known) -> Element:
        ways = []
        for spelling in spellings(known):
            way = _node("stringMatch", _variable("RESPONSE"), _base("string", spelling))
            way.set("caseSensitive", "false")
            ways.append(way)
        return _node("or", *ways)

    def _chosen(self, name: str, _known: Known) -> Element:
        return _node("match", _variable("RESPONSE"), _base("identifier", name))

    def _multi(self) -> Iterator[tuple[Element, Known]]:
        """First what was ticked and is wrong, then what is right and was not ticked."""
        for name, known in self.named:
            if not known.right:
                yield _node("member", _base("identifier", name), _variable("RESPONSE")), known
        for name, known in self.named:
            if known.right:
                yield _node("not", _node("member", _base("identifier", name), _variable("RESPONSE"))), known

    def _order(self) -> Iterator[tuple[Element, Known]]:
        """The first place where another step stands."""
        places = {known.id: (name, known) for name, known in self.named}
        for place, option in enumerate(self.question.variant.item.options, 1):
            name, known = places[option.id]
            there = _node("index", _variable("RESPONSE"))
            there.set("n", str(place))
            yield _node("not", _node("match", there, _base("identifier", name))), known

    def _match(self) -> Iterator[tuple[Element, Known]]:
        """The first option that is shown and has another side."""
        for name, known in self.named:
            yield _node("not", _node("member", _base("directedPair", pair(name, known)), _variable("RESPONSE"))), known


def pair(name: str, known: Known) -> str:
    """An option and the side that belongs to it."""
    return f"{name} side_{known.side + 1}"


def _node(tag: str, *children: Element) -> Element:
    made = Element(tag)
    made.extend(children)
    return made


def _variable(name: str) -> Element:
    return Element("variable", identifier=name)


def _base(kind: str, value: str) -> Element:
    made = Element("baseValue", baseType=kind)
    made.text = markup.clean(value)
    return made


def _set(parent: Element, name: str, kind: str, value: str) -> None:
    made = SubElement(parent, "setOutcomeValue", identifier=name)
    made.append(_base(kind, value))
