"""A QTI content package: a zip file with the questions, a test that asks them all, and the manifest that names them.

IMS Content Packaging 1.1; QTI 2.1, "Integration Guide".
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement

from grader.quiz.export import markup, qti
from grader.quiz.export.snapshot import Question

PACKAGING = "http://www.imsglobal.org/xsd/imscp_v1p1"
WHEN = (1980, 1, 1, 0, 0, 0)
"""The date of the files in a package: equal questions make equal bytes."""


def export(questions: Sequence[Question], title: str) -> bytes:
    """The package of questions in one language."""
    names = {qti.identifier(question): f"items/{qti.identifier(question)}.xml" for question in questions}
    contents = {
        "imsmanifest.xml": _manifest(names),
        "test.xml": _test(names, title),
        **{names[qti.identifier(question)]: qti.export(question) for question in questions},
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in contents.items():
            entry = zipfile.ZipInfo(name, WHEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text)
    return packed.getvalue()


def _manifest(names: Mapping[str, str]) -> str:
    root = Element("manifest", {"xmlns": PACKAGING, "identifier": "tatami"})
    metadata = SubElement(root, "metadata")
    markup.add(metadata, "schema", "QTIv2.1 Package")
    markup.add(metadata, "schemaversion", "1.0.0")
    SubElement(root, "organizations")
    resources = SubElement(root, "resources")
    test = _resource(resources, "test", "imsqti_test_xmlv2p1", "test.xml")
    for name, path in names.items():
        SubElement(test, "dependency", identifierref=name)
        _resource(resources, name, "imsqti_item_xmlv2p1", path)
    return markup.document(root)


def _resource(resources: Element, name: str, kind: str, path: str) -> Element:
    made = SubElement(resources, "resource", identifier=name, type=kind, href=path)
    SubElement(made, "file", href=path)
    return made


def _test(names: Mapping[str, str], title: str) -> str:
    """A test with one section; every question is tried once, because the solution is shown with the feedback."""
    root = Element(
        "assessmentTest",
        {
            "xmlns": qti.NAMESPACE,
            "xmlns:xsi": qti.INSTANCE,
            "xsi:schemaLocation": qti.SCHEMA,
            "identifier": "test",
            "title": markup.clean(title),
        },
    )
    part = SubElement(root, "testPart", identifier="part", navigationMode="nonlinear", submissionMode="individual")
    SubElement(part, "itemSessionControl", maxAttempts="1", showFeedback="true")
    section = SubElement(part, "assessmentSection", identifier="section", title=markup.clean(title), visible="true")
    for name, path in names.items():
        SubElement(section, "assessmentItemRef", identifier=name, href=path)
    return markup.document(root)
