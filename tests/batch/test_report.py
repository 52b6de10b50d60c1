"""The class report: its facts, its page, and what a real browser makes of both when students are hostile."""

import functools
import http.server
import json
import re
import shutil
import threading
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kit import program

from grader.batch.out import records
from grader.errors import UsageError
from grader.gradebook import Entry, Gradebook, Source, Verdict
from grader.model import Status
from grader.pack import open_pack
from grader.report import alike, charts
from grader.report.data import STOPPED, cell, gather, percent
from grader.report.page import check_libraries, page
from grader.report.words import TEXTS
from grader.results import dumps

ROOT = Path(__file__).parents[2]
EVILS = (
    "<script>document.title = 'ran'; window.ran = 1</script>",
    '"><img src=x onerror="window.ran = 1"><a href=\'javascript:window.ran=1\'>',
    "</style><style>body { display: none }</style>",
    "</details></table><svg onload=window.ran=1>{{ 7 * 7 }}{% raw %}",
    "$\\frac{1}{2}$ & <!-- \u202e\x1b[31m ]]>",
)
SOURCE = """def double(x):
    '''Twice.'''
    result = np.zeros_like(x)
    for row in range(x.shape[0]):
        for column in range(x.shape[1]):
            result[row, column] = x[row, column] + x[row, column]
    total = result.sum()
    if total > 0:
        return result
    return np.where(x > 0, result, 2 * x)
"""
RENAMED = SOURCE.replace("result", "ans").replace("row", "i").replace("'''Twice.'''", "# mine")
OTHER = (
    "def double(x):\n    return np.stack([x, x]).sum(axis=0) * 1.0 if x.ndim else np.multiply(x, 2.0) + 0 * len(x)\n"
    * 3
)


# --- A class of hostile students -------------------------------------------------------------------------------------


def case(name, status, hidden=False, **more):
    return {"name": name, "hidden": hidden, "status": status, "checks": []} | more


def verdict(evil, status, cases=None, **changes):
    trace = [{"file": evil, "line": 2, "function": evil}]
    failure = {"exception": "ValueError", "message": evil, "line": 2, "trace": trace}
    found = [{"misconception": f"name {evil}", "output": None, "message": evil}]
    made = {
        "format": 1, "grader": "0", "pack": "small", "exercise": "double", "student": None, "seed": 0,
        "passed": status == "pass", "points": 1.0, "score": 1.0 if status == "pass" else 0.499, "oracles": [],
        "cases": cases or [case("first", status, failure=failure, printed=evil), case("last", "pass", True)],
        "diagnosis": found if status == "wrong_value" else [],
        "remarks": [{"kind": "advice", "message": evil}], "precision": [],
        "sandbox": {"tier": 0, "layers": []}, "error": None,
    }  # fmt: skip
    return dumps(made | changes)


@pytest.fixture(scope="module")
def facts(course, tmp_path_factory):
    """A class with a student for each status, and hostile ones; two copied, two nearly."""
    entries, verdicts, sources = [], [], []

    def hand_in(student, key, report, source="", seconds=0.01):
        entries.append(Entry(student, "double", key))
        verdicts.append(Verdict(key, "double", "p", report, seconds))
        if source:
            sources.append(Source(key, "double.py", source))

    for number, evil in enumerate(EVILS):
        hand_in(evil, f"evil{number}", verdict(evil, "wrong_value"), seconds=number)
    for status in Status:
        hand_in(f"status {status.value}", status.value, verdict("plain", status.value))
    for number, name in enumerate(["tripled", "tripled", "tripled", None], 1):
        text = "It was tripled." if name else "got = 2 × expected"
        found = [{"misconception": name, "output": None, "message": text}]
        hand_in(f"tripled {number}", f"tripled{number}", verdict("", "raised", diagnosis=found))
    untouched = verdict("", "todo", [case("first", "todo"), case("last", "todo", True)], score=0.0, remarks=[])
    hand_in("untouched 1", "stub", untouched, "raise NotImplementedError")
    hand_in("untouched 2", "stub", untouched)
    hand_in("copied 1", "same", verdict("", "pass", remarks=[]), SOURCE)
    entries.append(Entry("copied 2", "double", "same"))
    hand_in("renamed", "near", verdict("", "pass", remarks=[]), RENAMED)
    hand_in("own", "own", verdict("", "pass", remarks=[]), OTHER)
    entries.append(Entry("nothing", "double", None, ("missing", "Nothing was handed in.", None)))
    entries.append(Entry("broken", "double", None, ("syntax_error", EVILS[0], 3)))
    entries.append(Entry("unlucky", "double", "no verdict"))
    pack = open_pack(course)
    with Gradebook(str(tmp_path_factory.mktemp("hostile") / "gradebook.db")) as book:
        book.keep({verdict.key: verdict for verdict in verdicts}.values())
        book.enter("hw <1>", {"seed": 0, "pack": "small"}, entries, sources)
        return gather(book, "hw <1>", EVILS[2], 0, records(book, "hw <1>", pack, 0), {})


@pytest.fixture(scope="module", params=["en", "ja"])
def html(facts, request):
    return page(facts, request.param)


class Reader(HTMLParser):
    """What an HTML document is made of; asserts that its elements are closed in their order."""

    VOID = frozenset({"meta", "input", "link", "br", "img"})

    def __init__(self, text):
        super().__init__()
        self.open, self.found, self.texts = [], [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.found if name == tag]


def test_what_students_wrote_is_text(html):
    """Names, prints, exceptions and misconceptions are there as text, and add no element and no attribute."""
    read = Reader(html)
    text = "".join(read.texts)
    for evil in EVILS[:4]:
        assert text.count(evil) > 4
    assert "\x1b" not in html
    assert "\u202e" not in html
    assert not {"script", "img", "iframe", "link", "object", "form", "base"} & {tag for tag, _ in read.found}
    assert len(read.all("style")) == 1
    for _tag, attributes in read.found:
        assert not any(name.startswith("on") or name in ("src", "style", "action") for name in attributes)
        assert attributes.get("href", "#").startswith("#")


def test_the_page_may_be_read_aloud(html):
    """Tables have captions and scopes, regions have names, ids are unique, and every link leads somewhere."""
    read = Reader(html)
    assert len(read.all("table")) == len(read.all("caption")) > 6
    assert all(heading["scope"] in ("col", "row", "rowgroup") for heading in read.all("th"))
    assert len(read.all("details")) == len(read.all("summary"))
    ids = Counter(attributes["id"] for _tag, attributes in read.found if "id" in attributes)
    assert set(ids.values()) == {1}
    assert {link["href"][1:] for link in read.all("a")} <= set(ids)
    assert {attributes["aria-labelledby"] for _t, attributes in read.found if "aria-labelledby" in attributes} <= set(
        ids
    )
    assert all(drawn["role"] == "img" and drawn["aria-label"] for drawn in read.all("svg"))
    assert all(region["aria-label"] for _t, region in read.found if region.get("role") == "region")
    assert html.startswith("<!DOCTYPE html>\n<html lang=")


def test_the_policy_forbids_everything_but_the_style(html):
    """The head forbids scripts, images, addresses and forms, and allows the one style sheet by its hash."""
    read = Reader(html)
    (policy,) = [meta["content"] for meta in read.all("meta") if meta.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert "://" not in re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)


def test_no_cell_speaks_by_colour_alone(html):
    """Every cell of the table of students holds a number or a sign."""
    table = html[html.index('<table class="map">') :]
    table = table[: table.index("</table>")]
    cells = re.findall(r'<td class="(\w+)">(?:<a [^>]*>)?([^<]*)', table)
    signs = {"full": "100", "missing": "–", "todo": "·", "unreadable": "E", "ungraded": "?"}
    assert {state for state, _text in cells} == {*signs, "some", "total"}
    assert all(text.strip() for _state, text in cells)
    assert all(text.split()[0] == signs[state] for state, text in cells if state in signs)


# --- Facts -----------------------------------------------------------------------------------------------------------


def test_every_kind_of_trouble_is_named(facts):
    """Stopped, unreadable, ungraded, slow: each with the students whose it is."""
    assert {stop.status for stop in facts.stopped} == set(STOPPED)
    assert [cause.students for cause in facts.unreadable] == [("broken",)]
    assert [cause.students for cause in facts.ungraded] == [("unlucky",)]
    assert "Run `grade batch` again" in facts.ungraded[0].message
    assert facts.slowest[0].seconds == len(EVILS) - 1
    assert facts.slowest[0].students == (EVILS[-1],)


def test_misconceptions_by_frequency(facts):
    """Each misconception once, with its sentence and who has it; the most frequent first, patterns without a name."""
    first, *others = facts.misconceptions
    assert (first.name, first.message) == ("tripled", "It was tripled.")
    assert first.students == ("tripled 1", "tripled 2", "tripled 3")
    assert {(cause.name, cause.message) for cause in others} == {(f"name {evil}", evil) for evil in EVILS} | {
        ("", "got = 2 × expected"),
        ("name plain", "plain"),
    }


def test_hidden_cases_give_their_names(facts, html):
    """A hidden case is counted, and shown by name."""
    (rates,) = [column.cases for column in facts.columns]
    assert {(rate.name, rate.hidden) for rate in rates} == {("first", False), ("last", True)}
    assert [rate.failed for rate in rates if rate.hidden] == [0]
    assert "last <em>(" in html


def test_equal_and_similar_work(facts):
    """One and the same source is equal, renamed and commented anew it is similar; stubs and own work are neither."""
    assert [group.students for group in facts.equal] == [("copied 1", "copied 2")]
    assert [group.students for group in facts.alike] == [("copied 1", "copied 2", "renamed")]
    assert facts.alike[0].similarity == 100.0
    assert (
        facts.unseen == sum(len(student.cells) for student in facts.students) - 8
    )  # 4 with sources, 2 stubs, 2 without work


def test_words_leave_out_what_does_not_matter():
    """Comments, docstrings, layout and own names make no difference; calls, attributes and numbers do."""
    assert alike.words(SOURCE) == alike.words(RENAMED)
    assert alike.words("x = a.sum()  # all\n") == alike.words("y=b.sum( )")
    for other in ("x = a.max()", "x = a.sum(1)", "x = len(a)", "x = a.sum() if a else 0"):
        assert alike.words("x = a.sum()") != alike.words(other)


@given(st.text())
def test_any_text_is_words(text):
    """Nothing a student writes stops the comparison."""
    assert all(alike.words(text))


def test_endless_sources_are_cut():
    """Half a megabyte of quotes, or of anything else, takes a moment and is still a source."""
    for text in ('\\"""' * 100_000, "x = '" * 100_000, '"""\\' * 100_000, "a " * 200_000):
        assert 0 < len(alike.words(text)) <= alike.LONGEST


def test_what_many_have_is_the_usual_solution():
    """Of thirty students with one form, and two with another: the thirty are usual, the two are not."""
    owners = {f"k{n}": [f"student {n}"] for n in range(32)}
    texts = {key: (OTHER if key in ("k0", "k1") else SOURCE) + f"# {key}" for key in owners}
    few, many = sorted(alike.alike("double", owners, texts), key=lambda group: group.usual)
    assert (few.students, few.usual) == (("student 0", "student 1"), False)
    assert (len(many.students), many.usual) == (30, True)
    assert alike.alike("double", owners, dict.fromkeys(owners, "def double(x): return 2 * x")) == []


def test_a_chain_of_changes_is_one_group():
    """Where the first resembles the second and the second the third, the weakest link is told."""
    lines = SOURCE.splitlines(keepends=True)
    second = "".join([*lines[:6], "    total = result.max()\n", *lines[7:]])
    third = second.replace("range(x.shape[0])", "range(0, x.shape[0], 1)")
    (group,) = alike.alike("double", {"a": ["a"], "b": ["b"], "c": ["c"]}, {"a": SOURCE, "b": second, "c": third})
    assert group.students == ("a", "b", "c")
    assert alike.ALIKE <= group.similarity < 100


@pytest.mark.parametrize(
    ("score", "points", "shown"), [(0.9999, 1, 99), (1, 3, 33), (0.29, 1, 29), (2, 2, 100), (0, 0, None)]
)
def test_percents_are_rounded_down(score, points, shown):
    """What is not quite all does not look like all, and binary fractions lose nothing."""
    assert percent(score, points) == shown


def test_decisions_by_hand_are_seen():
    """Who is excused, and a score set by hand for what could not be run."""
    by_hand = {"kind": "override", "message": "x"}
    broken = {
        "exercise": "double",
        "passed": False,
        "cases": [],
        "error": {"kind": "syntax_error"},
        "remarks": [by_hand],
    }
    assert cell(broken | {"score": 0.0, "points": 0.0}).state == "excused"
    assert (cell(broken | {"score": 1.5, "points": 2.0}).state, cell(broken | {"score": 1.5, "points": 2.0}).text) == (
        "most",
        "75",
    )
    assert cell(broken | {"score": 0.0, "points": 2.0, "remarks": []}).text == "E"


# --- Texts, charts, command ------------------------------------------------------------------------------------------


def test_both_languages_say_the_same():
    """Each text is there in both languages with the same places to fill in, and is used somewhere."""
    used = "".join((ROOT / "grader/report" / name).read_text("utf-8") for name in ("page.html", "page.py", "charts.py"))
    known = {*re.findall(r"\w+", used), *(status.value for status in Status), *(f"sign_{name}" for name in STOPPED)}
    known |= {"equal_caption", "near_caption"}
    for name, (english, japanese) in TEXTS.items():
        assert set(re.findall(r"{\w+}", english)) == set(re.findall(r"{\w+}", japanese)), name
        assert english.isascii()
        assert re.search("[ぁ-んァ-ヶ一-龠]", japanese), name
        assert name in known, name
    assert {status.value for status in Status} - {"pass", "todo"} <= set(TEXTS)


def test_a_chart_is_harmless_and_exact():
    """Text stays text, dollar signs too; no style, no id; as many bars as there are students to show."""
    words = {name: texts[1] for name, texts in TEXTS.items()}
    drawn = charts.causes([("$x_1$<b>", 3), ("畳み込み", 1)], words) + charts.scores([0, 5, 100], words)
    drawn += charts.outcomes({"double": {"full": 2, "missing": 1}}, words)
    read = Reader(drawn)
    assert {"$x_1$<b>", "畳み込み", "満点", "未提出"} <= set(read.texts)
    assert {tag for tag, _ in read.found} == {"svg", "g", "path", "text"}
    assert not any({"style", "id"} & set(attributes) for _tag, attributes in read.found)
    heights = [round(extent(path["d"], 1), 3) for path in read.all("path") if path.get("class") == "fill-bar"][2:]
    assert sorted(heights, reverse=True)[:3] == [heights[0], heights[0] / 2, 0.0]
    parts = {path["class"]: extent(path["d"], 0) for path in read.all("path") if "fill-s-" in path.get("class", "")}
    assert set(parts) == {"fill-s-full", "fill-s-missing"}


def extent(path, axis):
    """How wide (0) or high (1) a path is."""
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", path)]
    return max(numbers[axis::2]) - min(numbers[axis::2])


@pytest.mark.parametrize(
    ("language", "title"), [("en", "How the class is doing: batch"), ("ja", "クラスの状況: batch")]
)
def test_the_command_writes_the_page(whole, course, tmp_path, language, title):
    """`grade report` makes the same page twice from a batch, in the language asked for, and says where it is."""
    command = ("report", whole, "--html", tmp_path / "page.html", "--pack", course, "--lang", language)
    seen = []
    for _time in range(2):
        process = program(*command)
        text, _ = process.communicate(timeout=60)
        assert process.returncode == 0, text
        assert str(tmp_path / "page.html") in text
        seen.append((tmp_path / "page.html").read_text(encoding="utf-8"))
    assert seen[0] == seen[1]
    assert f"<title>{title}</title>" in seen[0]
    assert "It was multiplied by 3. Multiply by 2." in seen[0]


@pytest.mark.parametrize("module", ["jinja2", "matplotlib", "rapidfuzz"])
def test_a_missing_library_is_one_sentence(monkeypatch, module):
    """It says which library, and what to install."""
    monkeypatch.setitem(__import__("sys").modules, module, None)
    with pytest.raises(UsageError, match=rf"{module}: run .*tatami-grader\[report\]"):
        check_libraries()


# --- A real browser --------------------------------------------------------------------------------------------------


class Site:
    """Serves files of a folder on the loopback, and remembers what was asked for."""

    def __init__(self, folder):
        self.asked = asked = []

        class Handler(http.server.SimpleHTTPRequestHandler):
            def log_message(self, _format, *args):
                asked.append(self.path)

        self.server = http.server.ThreadingHTTPServer(
            ("127.0.0.1", 0), functools.partial(Handler, directory=str(folder))
        )
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture(scope="module")
def site(facts, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    for language in ("en", "ja"):
        (folder / f"{language}.html").write_text(page(facts, language), encoding="utf-8")
    made = Site(folder)
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture(scope="module")
def chromium(tmp_path_factory):
    """Headless Chromium."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed: pip install selenium")
    browser, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not browser or not driver:
        pytest.skip("Chromium is not installed: apt-get install chromium chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    profile = tmp_path_factory.mktemp("profile")
    for flag in (
        "headless=new", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking",
        "disable-component-update", "disable-sync", f"user-data-dir={profile}", "window-size=1200,900",
    ):  # fmt: skip
        options.add_argument(f"--{flag}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    made = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    yield made
    made.quit()


def scheme(chromium, name, media=""):
    wanted = {"media": media, "features": [{"name": "prefers-color-scheme", "value": name}]}
    chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", wanted)


def requests(chromium):
    """The addresses that the page has asked for since the last look."""
    messages = [json.loads(entry["message"])["message"] for entry in chromium.get_log("performance")]
    return [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]


def press(chromium, key, times=1):
    from selenium.webdriver.common.action_chains import ActionChains

    ActionChains(chromium).send_keys(*[key] * times).perform()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_no_script_runs_and_nothing_is_fetched(chromium, site, language):
    """The page loads without a complaint, asks for nothing but itself, and no hostile text has run or changed it."""
    requests(chromium)
    site.asked.clear()
    chromium.get(f"{site.address}/{language}.html")
    chromium.execute_script("document.querySelectorAll('details').forEach(part => part.open = true)")
    assert chromium.get_log("browser") == []
    assert requests(chromium) == [f"{site.address}/{language}.html"]
    assert site.asked == [f"/{language}.html"]
    assert chromium.execute_script("return window.ran") is None
    assert "hw <1>" in chromium.title
    assert chromium.execute_script("return document.documentElement.lang") == language
    assert chromium.execute_script("return document.scripts.length + document.images.length") == 0
    names = chromium.execute_script("return [...document.querySelectorAll('article h3')].map(h => h.textContent)")
    assert set(EVILS[:4]) <= set(names)


def test_the_keyboard_reaches_a_students_feedback(chromium, site):
    """Tab shows the way past the page's head; a student's name leads to the feedback, which Enter opens."""
    from selenium.webdriver.common.keys import Keys

    chromium.get(f"{site.address}/en.html")
    active = "const a = document.activeElement; return "
    press(chromium, Keys.TAB)
    assert chromium.execute_script(active + "a.textContent") == "To the table of students"
    assert chromium.execute_script(active + "a.getBoundingClientRect().left >= 0")
    assert chromium.execute_script(active + "parseFloat(getComputedStyle(a).outlineWidth)") >= 2
    press(chromium, Keys.ENTER)
    for _time in range(80):
        press(chromium, Keys.TAB)
        if chromium.execute_script(active + "a.textContent") == "status raised":
            break
    press(chromium, Keys.ENTER)
    for _time in range(3):
        press(chromium, Keys.TAB)
        if chromium.execute_script(active + "a.tagName") == "SUMMARY":
            break
    press(chromium, Keys.ENTER)
    told = chromium.execute_script(active + "a.parentElement.querySelector('.told').innerText")
    assert "ValueError: plain" in told
    assert chromium.execute_script(active + "a.closest('article').querySelector('h3').textContent") == "status raised"
    assert chromium.execute_script(active + "a.parentElement.querySelector('.told').checkVisibility()")


def test_a_cell_opens_what_it_leads_to(chromium, site):
    """A click on a cell shows that student's feedback on that exercise, unfolded."""
    chromium.get(f"{site.address}/en.html")
    link = chromium.find_element("css selector", ".map td a")
    place = link.get_attribute("hash").removeprefix("#")
    visible = f"return document.getElementById('{place}').checkVisibility({{contentVisibilityAuto: false}})"
    assert not chromium.execute_script(f"return document.getElementById('{place}').parentElement.open")
    link.click()
    assert chromium.execute_script(f"return document.getElementById('{place}').parentElement.open")
    assert chromium.execute_script(visible)


def test_students_who_are_done_can_be_hidden(chromium, site):
    """The box above the table leaves only those with something to do."""
    chromium.get(f"{site.address}/en.html")
    shown = "return [...document.querySelectorAll('.map tbody tr')].filter(r => r.checkVisibility()).length"
    before = chromium.execute_script(shown)
    chromium.find_element("id", "open").click()
    settled = chromium.execute_script("return document.querySelectorAll('.map tr.settled').length")
    assert settled > 0
    assert chromium.execute_script(shown) == before - settled


CONTRASTS = """
const light = c => { const v = c.match(/[\\d.]+/g).slice(0, 3).map(x => x / 255)
  .map(x => x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);
  return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2] };
const back = e => { while (e) { const c = getComputedStyle(e).backgroundColor;
  if (c !== 'rgba(0, 0, 0, 0)') return c; e = e.parentElement } return 'rgb(255, 255, 255)' };
return [...document.querySelectorAll('td, th, a, p, dt, summary, caption, h2, .finding')].map(e => {
  const [a, b] = [light(getComputedStyle(e).color), light(back(e))].sort((x, y) => x - y);
  return [(b + 0.05) / (a + 0.05), e.className + ' ' + e.tagName] })
"""


@pytest.mark.parametrize("name", ["light", "dark"])
def test_text_can_be_read_in_light_and_dark(chromium, site, name):
    """All text has a contrast of at least 4.5 with what is behind it (WCAG 2.2, AA), and dark is dark."""
    chromium.get(f"{site.address}/ja.html")
    scheme(chromium, name)
    assert min(chromium.execute_script(CONTRASTS))[0] >= 4.5
    background = chromium.execute_script("return getComputedStyle(document.body).backgroundColor")
    assert (background == "rgb(255, 255, 255)") is (name == "light")
    ink = chromium.execute_script("return getComputedStyle(document.querySelector('svg text')).fill")
    assert ink == chromium.execute_script("return getComputedStyle(document.body).color")


def test_a_narrow_screen_scrolls_inside_the_tables(chromium, site):
    """On a telephone the page itself is no wider than the screen."""
    size = {"width": 360, "height": 740, "deviceScaleFactor": 1, "mobile": False}
    chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        for language in ("en", "ja"):
            chromium.get(f"{site.address}/{language}.html")
            assert chromium.execute_script("return document.documentElement.scrollWidth") <= 360
    finally:
        chromium.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_paper_shows_what_is_folded(chromium, site):
    """In print, feedback is unfolded, tables are whole, and what only leads elsewhere is left out."""
    chromium.get(f"{site.address}/en.html")
    scheme(chromium, "light", "print")
    try:
        told = "return [...document.querySelectorAll('.told')].every(t => t.checkVisibility())"
        assert chromium.execute_script(told)
        assert not chromium.execute_script("return document.querySelector('nav').checkVisibility()")
        whole = (
            "return [...document.querySelectorAll('.scroll')].every(s => getComputedStyle(s).overflow === 'visible')"
        )
        assert chromium.execute_script(whole)
    finally:
        scheme(chromium, "light")
