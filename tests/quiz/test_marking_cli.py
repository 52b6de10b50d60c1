"""``grade quiz mark`` as a program meets it."""

import json

import pytest

from grader.cli import main

SPEC = {"expr": "2*(x+y)", "vars": "x y", "lhs": ["dz/dx"], "aux": {"t": "x+y"}}


@pytest.fixture
def marked(tmp_path, monkeypatch, capsys):
    """Mark a file of answers; gives (code, stdout, stderr)."""
    monkeypatch.setenv("GRADE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.chdir(tmp_path)

    def run(answers, *flags, spec=SPEC):
        (tmp_path / "spec.json").write_bytes(spec if isinstance(spec, bytes) else json.dumps(spec).encode())
        if answers is not None:
            (tmp_path / "answers.txt").write_bytes(answers if isinstance(answers, bytes) else answers.encode())
        monkeypatch.setattr("sys.argv", ["grade", "quiz", "mark", "spec.json", "answers.txt", *flags])
        with pytest.raises(SystemExit) as ended:
            main()
        out = capsys.readouterr()
        return ended.value.code, out.out, out.err

    return run


def test_one_json_object_a_line(marked):
    """Each line gives one object, an empty line too; the code says that some are not correct."""
    code, out, err = marked("2(x+y)\n\n2t\n-2(x+y)\n1/2x\n", "--json")
    found = [json.loads(line) for line in out.splitlines()]
    assert code == 1
    assert err == ""
    assert [list(one) for one in found] == [["answer", "verdict", "diagnosis", "message"]] * 5
    assert [one["answer"] for one in found] == ["2(x+y)", "", "2t", "-2(x+y)", "1/2x"]
    assert [one["verdict"] for one in found] == ["correct", "invalid", "almost", "wrong", "ambiguous"]


def test_all_correct_is_code_0(marked):
    """Right answers only: code 0; so is a file without answers."""
    assert marked("2(x+y)\r\n2x+2y", "--json")[0] == 0
    assert marked("", "--json")[:2] == (0, "")


def test_only_a_newline_ends_a_line(marked):
    """Other separators belong to an answer, and are escaped, so that a reader of lines is not misled."""
    code, out, _err = marked("2\u2028x\n2\x85y\n2\x0by\n\U000e0001\n", "--json")
    assert code == 1
    assert len(out.splitlines()) == 4
    assert [json.loads(line)["answer"] for line in out.splitlines()] == ["2\u2028x", "2\x85y", "2\x0by", "\U000e0001"]


def test_text_for_people(marked):
    """Without --json there is a line an answer, what is said about it, and a total."""
    code, out, _err = marked("２（ｘ＋ｙ）\nx+y\n")
    assert code == 1
    assert "２（ｘ＋ｙ）" in out
    assert "0.5 times" in out
    assert out.splitlines()[-1] == "1 of 2 answers are correct"


def test_escape_sequences_do_not_reach_the_terminal(marked):
    """What is typed is shown without control characters."""
    _code, out, _err = marked("2(x+y)\x1b[31m\n")
    assert "\x1b" not in out


@pytest.mark.parametrize(
    ("answers", "spec", "said"),
    [
        (None, SPEC, "answers.txt cannot be read: No such file or directory."),
        (b"\xff2x\n", SPEC, "answers.txt is not UTF-8: byte 0"),
        ("2x", b"{", "spec.json is not JSON"),
        ("2x", b"[1]", "spec.json must hold one JSON object."),
        ("2x", b"\xff", "spec.json is not UTF-8"),
        ("2x", b"[" * 100_000, "spec.json is not JSON"),
        ("2x", {**SPEC, "var": "x"}, "There is no field 'var'. Did you mean vars?"),
        ("2x", {**SPEC, "expr": "2*(x+q)"}, "There is no q"),
    ],
)
def test_mistakes_are_one_sentence(marked, answers, spec, said):
    """A file that cannot be used ends with code 2 and a sentence, in JSON too."""
    code, out, err = marked(answers, spec=spec)
    assert (code, out) == (2, "")
    assert said in err
    assert "Traceback" not in err
    code, out, _err = marked(answers, "--json", spec=spec)
    assert code == 2
    assert said in json.loads(out)["error"]["message"]


def test_a_byte_order_mark_is_no_part_of_an_answer(marked):
    """Files from editors that write a mark at the beginning are read as meant."""
    assert marked(b"\xef\xbb\xbf2(x+y)\n", "--json")[0] == 0
