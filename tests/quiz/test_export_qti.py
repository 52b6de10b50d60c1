"""QTI 2.1, checked for structure and run: an interpreter of the response processing marks as a reader would."""

import io
import re
import zipfile
from xml.etree import ElementTree

import pytest

from grader.quiz import answers, picks
from grader.quiz.export import package, qti
from grader.quiz.export.snapshot import snapshot, spellings

QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
CP = "{http://www.imsglobal.org/xsd/imscp_v1p1}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
ORDER = ["responseDeclaration", "outcomeDeclaration", "itemBody", "responseProcessing", "modalFeedback"]
CHILDREN = {
    "responseDeclaration": {"correctResponse"},
    "correctResponse": {"value"},
    "outcomeDeclaration": {"defaultValue"},
    "defaultValue": {"value"},
    "itemBody": {"p", "pre", "choiceInteraction", "orderInteraction", "matchInteraction"},
    "choiceInteraction": {"simpleChoice"},
    "orderInteraction": {"simpleChoice"},
    "matchInteraction": {"simpleMatchSet"},
    "simpleMatchSet": {"simpleAssociableChoice"},
    "p": {"br", "code", "textEntryInteraction"},
    "simpleChoice": {"br", "code"},
    "simpleAssociableChoice": {"br", "code"},
    "code": {"br"},
    "modalFeedback": {"p", "pre"},
    "responseProcessing": {"responseCondition", "setOutcomeValue"},
    "responseCondition": {"responseIf", "responseElseIf"},
}
ATTRIBUTES = {
    "responseDeclaration": {"identifier", "cardinality", "baseType"},
    "outcomeDeclaration": {"identifier", "cardinality", "baseType"},
    "choiceInteraction": {"responseIdentifier", "shuffle", "maxChoices"},
    "orderInteraction": {"responseIdentifier", "shuffle"},
    "matchInteraction": {"responseIdentifier", "shuffle", "maxAssociations"},
    "textEntryInteraction": {"responseIdentifier", "expectedLength"},
    "simpleChoice": {"identifier"},
    "simpleAssociableChoice": {"identifier", "matchMax"},
    "modalFeedback": {"outcomeIdentifier", "identifier", "showHide"},
}
CARDINALITY = {
    "textEntryInteraction": {"single"},
    "choiceInteraction": {"single", "multiple"},
    "orderInteraction": {"ordered"},
    "matchInteraction": {"multiple"},
}


def item(variant, language="en"):
    return ElementTree.fromstring(qti.export(snapshot(variant, (language,))))


def name(element):
    assert element.tag.startswith(QTI), element.tag
    return element.tag.removeprefix(QTI)


def text(element):
    """What is read, with line breaks and without the indentation of the file."""
    said = element.text or ""
    for child in element:
        said += ("\n" if name(child) == "br" else text(child)) + (child.tail or "")
    return said.replace("\u00a0", " ").strip("\n")


def validate(root):
    """What the standard demands of an item, as far as these items use it."""
    assert name(root) == "assessmentItem"
    assert IDENTIFIER.fullmatch(root.get("identifier"))
    assert {root.get("adaptive"), root.get("timeDependent")} == {"false"}
    places = [ORDER.index(name(child)) for child in root]
    assert places == sorted(places)
    assert [name(child) for child in root].count("itemBody") == 1
    for element in root.iter():
        kind = name(element)
        if kind in CHILDREN and kind != "p":
            assert {name(child) for child in element} <= CHILDREN[kind], kind
        if kind in ATTRIBUTES:
            assert set(element.attrib) == ATTRIBUTES[kind]
    (response,) = root.iter(f"{QTI}responseDeclaration")
    outcomes = {one.get("identifier"): one.get("baseType") for one in root.iter(f"{QTI}outcomeDeclaration")}
    assert outcomes == {"SCORE": "float", "FEEDBACK": "identifier", "SOLUTION": "identifier"}
    (interaction,) = [one for one in root.iter() if one.get("responseIdentifier")]
    assert interaction.get("responseIdentifier") == response.get("identifier") == "RESPONSE"
    assert response.get("cardinality") in CARDINALITY[name(interaction)]
    choices = [one.get("identifier") for one in interaction.iter() if one.get("identifier")]
    assert len(set(choices)) == len(choices)
    values = [one.text for one in response.iter(f"{QTI}value")]
    assert values
    if response.get("baseType") in ("identifier", "directedPair"):
        assert {part for value in values for part in value.split()} <= set(choices)
    if response.get("cardinality") == "single":
        assert len(values) == 1
    shown = [(one.get("outcomeIdentifier"), one.get("identifier")) for one in root.iter(f"{QTI}modalFeedback")]
    assert len(set(shown)) == len(shown)
    for setting in root.iter(f"{QTI}setOutcomeValue"):
        (value,) = setting
        assert value.get("baseType") == outcomes[setting.get("identifier")]
        if setting.get("identifier") != "SCORE":
            assert (setting.get("identifier"), value.text) in shown
    for used in (one for one in root.iter() if name(one) in ("variable", "correct")):
        assert used.get("identifier") == "RESPONSE"


class Reader:
    """Runs the response processing of an item."""

    def __init__(self, root):
        self.root = root
        (self.declared,) = root.iter(f"{QTI}responseDeclaration")
        self.kind, self.cardinality = self.declared.get("baseType"), self.declared.get("cardinality")
        self.right = self.typed([one.text for one in self.declared.iter(f"{QTI}value")])

    def typed(self, values):
        read = float if self.kind == "float" else str
        found = [*map(read, values)]
        if self.cardinality == "single":
            return found[0]
        return frozenset(found) if self.cardinality == "multiple" else tuple(found)

    def mark(self, values):
        """The score and the feedback for a response."""
        self.response, outcome = self.typed(values), {"SCORE": 0.0}
        for rule in self.root.find(f"{QTI}responseProcessing"):
            settings = [rule]
            if name(rule) == "responseCondition":
                settings = next((branch[1:] for branch in rule if self.value(branch[0])), [])
            for setting in settings:
                outcome[setting.get("identifier")] = setting[0].text
        shown = {
            (one.get("outcomeIdentifier"), one.get("identifier")): one for one in self.root.iter(f"{QTI}modalFeedback")
        }
        feedback = outcome.get("FEEDBACK")
        said = text(shown["FEEDBACK", feedback][0]) if feedback else ""
        assert outcome["SOLUTION"] == "solution"
        return float(outcome["SCORE"]), feedback or "", said

    def value(self, node):
        kind = name(node)
        if kind == "variable":
            return self.response
        if kind == "correct":
            return self.right
        if kind == "baseValue":
            return float(node.text) if node.get("baseType") == "float" else node.text
        parts = [self.value(child) for child in node]
        if kind == "equal":
            below, above = map(float, (node.get("tolerance") or "0 0").split())
            assert (node.get("toleranceMode") == "absolute") == ("tolerance" in node.attrib)
            near = 1e-9 * abs(parts[1])  # the number that is typed here has more digits than that in the file
            return parts[1] - below - near <= parts[0] <= parts[1] + above + near
        if kind == "index":
            return parts[0][int(node.get("n")) - 1]
        if kind == "stringMatch":
            assert node.get("caseSensitive") == "false"
            return parts[0].lower() == parts[1].lower()
        return {"match": lambda a, b: a == b, "member": lambda a, b: a in b, "not": lambda a: not a,
                "or": lambda *all_: any(all_)}[kind](*parts)  # fmt: skip


def responses(variant, picked):
    """What was picked, in the identifiers of the file."""
    names = {place: f"answer_{shown}" for shown, place in enumerate(variant.order, 1)}
    if variant.item.kind == "match":
        return [f"{names[option]} side_{side + 1}" for option, side in picked]
    return [names[option] for _place, option in picked]


def test_every_item_has_the_structure_of_the_standard(built_in):
    """Declarations, identifiers, children and attributes of every item are those of QTI 2.1, in both languages."""
    for variant in built_in:
        for language in ("en", "ja"):
            root = item(variant, language)
            validate(root)
            assert root.get(LANG) == language
            body = " ".join(" ".join(map(text, root.find(f"{QTI}itemBody"))).split())
            assert " ".join(variant.item.text.of(language)(variant.values, language).split()) in body


@pytest.mark.parametrize("language", ["en", "ja"])
def test_typed_answers_get_the_same_verdict(built_in, language):
    """Numbers and shapes: the key scores, each known wrong answer gets the words of the terminal."""
    for variant in (one for one in built_in if one.item.kind in ("number", "shape")):
        reader = Reader(item(variant, language))
        for known in snapshot(variant, (language,)).known:
            shape = variant.item.kind == "shape"
            for line in spellings(known) if shape else [float(known.value)]:
                score, name_, said = reader.mark([line])
                typed = line if shape else answers.typed(variant, known.value)
                reply = answers.reply(variant, typed, language)
                assert (score == 1) == (reply.verdict == "correct"), (variant.ref, line)
                assert (name_, said) == (reply.misconception, reply.feedback)
        for wrong, value in variant.wrongs:
            if variant.item.kind == "number":
                reply = answers.reply(variant, answers.wrong_line(variant, wrong, value), language)
                assert reader.mark([float(value)]) == (0, reply.misconception, reply.feedback)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_picked_answers_get_the_same_verdict(built_in, language):
    """Right answers, and all that are one step from right, are marked and explained as in a terminal."""
    kinds = set()
    for variant in (one for one in built_in if one.order):
        kinds.add(variant.item.kind)
        reader = Reader(item(variant, language))
        for picked in (picks.right(variant), *picks.mistakes(variant)):
            reply = answers.reply(variant, picks.write(variant, picked), language)
            score, name_, said = reader.mark(responses(variant, picked))
            assert (score == 1) == (reply.verdict == "correct")
            assert said == reply.feedback
            if reply.verdict == "wrong":
                assert name_ == reply.misconception
    assert kinds == {"choice", "multi", "order", "match"}


def test_converted_questions(built_in):
    """Expressions, blanks and arrays are choices whose options are marked as if they had been typed."""
    for variant in (one for one in built_in if one.item.kind in ("expr", "blank", "array")):
        root = item(variant)
        reader = Reader(root)
        for choice in root.iter(f"{QTI}simpleChoice"):
            reply = answers.reply(variant, text(choice), "en")
            score, name_, said = reader.mark([choice.get("identifier")])
            assert (score, name_, said) == (reply.verdict == "correct", reply.misconception, reply.feedback)


def test_identifiers_tell_nothing(built_in):
    """What can be chosen is numbered: the ids of options would give the answer away."""
    for variant in built_in:
        for choice in item(variant).iter(f"{QTI}simpleChoice"):
            assert re.fullmatch(r"answer_\d", choice.get("identifier"))


def test_hostile_texts_stay_texts(course, hostile_text, variants_of):
    """Texts with tags and the ends of sections in them are shown as they are written."""
    choice, pairs = variants_of(course(hostile_text))
    for variant in (choice, pairs):
        validate(item(variant, "ja"))
    root = item(choice)
    shown = [text(one) for one in root.iter(f"{QTI}simpleChoice")]
    assert shown == [choice.item.options[place].text.en({}) for place in choice.order]
    assert "<script>" in text(root.find(f"{QTI}itemBody/{QTI}p"))
    sides = [text(one) for one in [*item(pairs).iter(f"{QTI}simpleMatchSet")][1]]
    assert sorted(sides) == ["-> = {} # ~", "a <b> & c"]


def test_a_package_is_whole(built_in):
    """The manifest names every file once, the test asks every item, and equal questions make equal bytes."""
    questions = [snapshot(variant, ("en",)) for variant in built_in]
    packed = package.export(questions, "Output size")
    assert packed == package.export(questions, "Output size")
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        files = archive.namelist()
        manifest = ElementTree.fromstring(archive.read("imsmanifest.xml"))
        test = ElementTree.fromstring(archive.read("test.xml"))
        for file in files[2:]:
            validate(ElementTree.fromstring(archive.read(file)))
    assert manifest.tag == f"{CP}manifest"
    assert [name_.tag.removeprefix(CP) for name_ in manifest] == ["metadata", "organizations", "resources"]
    resources = manifest.findall(f"{CP}resources/{CP}resource")
    assert [one.get("href") for one in resources] == files[1:]
    assert [one.find(f"{CP}file").get("href") for one in resources] == files[1:]
    assert {one.get("type") for one in resources} == {"imsqti_test_xmlv2p1", "imsqti_item_xmlv2p1"}
    identifiers = [one.get("identifier") for one in resources]
    assert len(set(identifiers)) == len(identifiers) == len(built_in) + 1
    assert [one.get("identifierref") for one in resources[0].findall(f"{CP}dependency")] == identifiers[1:]
    asked = [(one.get("identifier"), one.get("href")) for one in test.iter(f"{QTI}assessmentItemRef")]
    assert asked == [(one.get("identifier"), one.get("href")) for one in resources[1:]]
    for number, question in enumerate(questions):
        assert asked[number][0] == qti.identifier(question)
