"""A report as HTML: harmless whatever is in it, complete in itself, readable in light and dark."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.model import CaseResult, Example, Failure, Finding, Mismatch, OracleUse, Report, Status, Trouble, Verdict
from grader.screen.html import BLUE, GREY, ORANGE, render

TAGS = {"section", "div", "p", "strong", "span", "code", "br", "pre", "details", "summary", "svg", "polyline", "text"}
HOSTILE = '</p><script>alert(1)</script><img src=x onerror="alert(1)">\' " `<b>` & &amp; \x1b[31m\u202e'


class Page(HTMLParser):
    """Elements that are properly nested, their attributes, and the text in them."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.attributes, self.words = [], set(), {}, []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= dict(attrs)
        if tag != "br":
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= dict(attrs)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


def report(*cases, **fields):
    passed = bool(cases) and all(case.status is Status.PASS for case in cases)
    settings = {"oracles": (OracleUse("numpy", "live", "2.0"),), "origin": "notebook", **fields}
    return Report("cnn", "conv_backward", None, 0, passed, 1.0, float(passed), cases, **settings)


def everywhere(text):
    """Reports that carry ``text`` in each place where a stranger's may stand."""
    verdict = Verdict("value", text, Status.WRONG_VALUE, Mismatch(text, text, (0,), 1, 2), text)
    failure = Failure(text, text, 1, ((text, 1, text),), text, ((text, text),))
    findings = (Finding("x", None, text),)
    yield report(
        CaseResult(text, False, Status.WRONG_VALUE, (verdict,), None, text),
        CaseResult(text, False, Status.PASS, curve=(0.0, 1.0)),
        diagnosis=findings,
        remarks=findings,
        smallest=Example((("x", text),), text, text, (text,)),
        oracles=(OracleUse("torch", text, text, text),),
    )
    yield report(CaseResult(text, False, Status.RAISED, (), failure, text))
    yield report(CaseResult(text, False, Status.TODO, (), failure))
    yield report(trouble=Trouble("syntax_error", text, 3), origin=text)


@pytest.mark.parametrize("number", range(4))
def test_hostile_text_stays_text(number):
    """Markup in names, messages, findings, paths and printed text is shown as it was typed, never interpreted."""
    page = Page(render([*everywhere(HOSTILE)][number], {}, HOSTILE))
    assert page.tags <= TAGS
    assert {*page.attributes} <= {"style", "lang", "class", "viewbox", "width", "height", "fill", "font-size", "role",
                                  "aria-label", "points", "stroke", "stroke-width", "x", "y"}  # fmt: skip
    assert "<script>alert(1)</script>" in "".join(page.words)
    assert not re.search("[\x1b\u202e]", "".join(page.words))


@given(st.text())
def test_any_text_gives_sound_html(text):
    """Whatever is in a report, its elements are those of the report, closed in order."""
    for one in everywhere(text):
        assert Page(render(one, {}, text)).tags <= TAGS


def test_nothing_is_fetched():
    """There is no address in a report: no script, no style sheet, no font, no picture from elsewhere."""
    for one in everywhere("x"):
        assert not re.search(r"https?:|//|url\(|src=|href=|@import", render(one, {}, "x"))


def test_all_cases_can_be_unfolded():
    """Where cases are told of together, each of them stands in the part that opens at a click."""
    cases = [CaseResult(f"case {number}", number == 2, Status.PASS) for number in range(3)]
    text = "".join(Page(render(report(*cases), {}, "")).words)
    assert "case 0, and 2 more cases" in text
    assert all(f"case {number}" in text for number in range(3))
    assert "All 3 cases" in text
    assert "All 1" not in "".join(Page(render(report(cases[0]), {}, "")).words)


def test_a_curve_fits_its_frame():
    """A curve is drawn from left to right inside the drawing, its largest value at the top; a flat one, too."""
    for values in ((3.0, -1.0, 2.0), (5.0, 5.0)):
        drawn = render(report(CaseResult("a", False, Status.PASS, curve=values)), {}, "")
        points = re.search(r'points="([^"]*)"', drawn)[1].split()
        xs, ys = zip(*(map(float, point.split(",")) for point in points), strict=True)
        assert len(points) == len(values)
        assert (xs[0], xs[-1], list(xs)) == (0, 480, sorted(xs))
        assert min(ys) == ys[values.index(max(values))] >= 0
        assert max(ys) <= 96


def luminance(colour):
    """The relative luminance of a colour like #fff or #0072b2, as WCAG 2.2 defines it."""
    digits = colour.lstrip("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("label", [BLUE, ORANGE, GREY])
def test_labels_bring_their_own_contrast(label):
    """Words on coloured ground have the contrast that WCAG asks for (4.5), whatever the theme."""
    ground, text = re.fullmatch(r"background:(#\w+);color:(#\w+)", label).groups()
    assert contrast(ground, text) >= 4.5


def test_good_and_bad_differ_in_brightness():
    """Blue and orange can be told apart without seeing colour, and the curve shows on white and on black (3)."""
    assert contrast("#0072b2", "#e69f00") >= 2
    assert min(contrast("#0072b2", "#fff"), contrast("#0072b2", "#111")) >= 3


def test_all_other_text_takes_the_colour_of_the_page():
    """Outside of labels no text colour and no ground is set, so that light and dark themes keep their own."""
    for one in everywhere("x"):
        bare = re.sub(r"<span [^>]*>", "", render(one, {}, "x"))
        assert not re.search(r"(?<!-)color:|background(?!:none)", bare)
