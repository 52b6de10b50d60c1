"""What a class hands in, in all the forms that learning management systems give it out in."""

import io
import os
import tarfile
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.batch.collect import collect
from grader.batch.roster import enrol, plain, read_roster
from grader.batch.sort import rows, spread
from grader.errors import UsageError

SIZE = "def conv_output_size(size, kernel, stride, padding):\n    return (size + 2 * padding - kernel) // stride + 1\n"
PAD = "def pad2d(x, padding, mode):\n    return x\n"
KNOWN = ("conv_output_size", "pad2d", "conv_forward")
NOTEBOOK = (
    '{"cells": [{"cell_type": "markdown", "source": "x"}, {"cell_type": "code", "source": ["%pip install x\\n", '
    '"def pad2d(x, padding, mode):\\n", "    return x\\n"]}, {"cell_type": "code", "source": "pad2d(1, 2, 3)"}]}'
)


def put(root, files):
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return root


def zipped(files):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def handed(path):
    return {parcel.student: set(parcel.files) for parcel in collect(path, KNOWN)}


def test_folders_files_and_archives_named_by_student(tmp_path):
    """Each student is a folder, a file or an archive; what is nobody's is passed by."""
    put(
        tmp_path,
        {
            "aoki/conv_output_size.py": SIZE,
            "baba.py": SIZE,
            "chiba.ipynb": NOTEBOOK,
            "doi.zip": zipped({"work/pad2d.py": PAD, "__MACOSX/._pad2d.py": "x"}),
            "README.md": "nobody",
            ".DS_Store": "x",
            ".vscode/tasks/pad2d.py": PAD,
            "endo/__pycache__/pad2d.cpython-311.pyc": "x",
            "endo/notes.txt": "x",
        },
    )
    assert handed(tmp_path) == {
        "aoki": {"conv_output_size.py"},
        "baba": {"baba.py"},
        "chiba": {"chiba.ipynb"},
        "doi": {"work/pad2d.py"},
        "endo": set(),
    }


@pytest.mark.parametrize("folders", [True, False])
def test_moodle(tmp_path, folders):
    """Moodle's names are taken apart, with and without folders, and two people of one name stay two."""
    between = "/" if folders else ""
    files = {
        f"Aoki Mei_12_assignsubmission_file_{between}pad2d.py": PAD,
        f"山田 太郎_34_assignsubmission_file_{between}pad2d.py": PAD,
        f"山田 太郎_56_assignsubmission_file_{between}conv_output_size.py": SIZE,
    }
    (tmp_path / "all.zip").write_bytes(zipped(files))
    parcels = collect(tmp_path / "all.zip", KNOWN)
    assert [p.student for p in parcels] == ["Aoki Mei", "山田 太郎 (34)", "山田 太郎 (56)"]
    assert [set(p.files) for p in parcels] == [{"pad2d.py"}, {"pad2d.py"}, {"conv_output_size.py"}]
    assert "34" in parcels[1].names


def test_canvas(tmp_path):
    """Canvas's flat files are taken apart: who, late or not, and the name without the number of the attempt."""
    files = {
        "aokimei_101_9001_pad2d.py": PAD,
        "aokimei_101_9002_conv_output_size-2.py": SIZE,
        "babaken_LATE_102_9003_pad2d (1).py": PAD,
    }
    aoki, baba = collect(put(tmp_path, files), KNOWN)
    assert (aoki.student, set(aoki.files), aoki.late) == ("aokimei", {"pad2d.py", "conv_output_size.py"}, False)
    assert (baba.student, set(baba.files), baba.late) == ("babaken", {"pad2d.py"}, True)


def test_gradescope(tmp_path):
    """Gradescope's list says whose a folder is; a group's hand-in is everybody's; a folder that holds all is no one."""
    metadata = """
submission_7:
  :submitters:
  - :name: Aoki Mei
    :sid: '101'
    :email: aoki@example.org
  - :name: Baba Ken
    :sid: '102'
    :email: baba@example.org
submission_8:
  :submitters:
  - :name: Chiba
    :email: chiba@example.org
"""
    inside = {
        "submission_metadata.yml": metadata,
        "submission_7/pad2d.py": PAD,
        "submission_8/src/pad2d.py": PAD,
    }
    (tmp_path / "export.zip").write_bytes(zipped({f"assignment_1_export/{k}": v for k, v in inside.items()}))
    assert handed(tmp_path / "export.zip") == {"101": {"pad2d.py"}, "102": {"pad2d.py"}, "Chiba": {"src/pad2d.py"}}
    put(tmp_path / "broken", inside | {"submission_metadata.yml": "- [unclosed"})
    with pytest.raises(UsageError, match="submission_metadata"):
        collect(tmp_path / "broken")


def test_a_tar_of_folders(tmp_path):
    """A class in a packed tar is read like a folder."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        for name in ("hw/aoki/pad2d.py", "hw/baba/pad2d.py"):
            info = tarfile.TarInfo(name)
            info.size = len(PAD)
            archive.addfile(info, io.BytesIO(PAD.encode()))
    (tmp_path / "hw.tar.gz").write_bytes(made.getvalue())
    assert handed(tmp_path / "hw.tar.gz") == {"aoki": {"pad2d.py"}, "baba": {"pad2d.py"}}


def test_a_workspace_is_one_student(tmp_path):
    """A folder whose files are named like exercises is one person's."""
    put(tmp_path / "tatami", {"conv_output_size.py": SIZE, "pad2d.py": PAD})
    assert handed(tmp_path / "tatami") == {"tatami": {"conv_output_size.py", "pad2d.py"}}


def test_links_and_devices_are_passed_by(tmp_path):
    """What a link points to is not read, and a pipe is not waited for."""
    put(tmp_path, {"secret.py": "SECRET = 1\n", "class/aoki/pad2d.py": PAD})
    os.symlink(tmp_path / "secret.py", tmp_path / "class/aoki/conv_output_size.py")
    os.symlink(tmp_path, tmp_path / "class/aoki/out")
    os.symlink(tmp_path / "class/aoki", tmp_path / "class/baba")
    os.mkfifo(tmp_path / "class/aoki/conv_forward.py")
    assert handed(tmp_path / "class") == {"aoki": {"pad2d.py"}}


def test_an_archive_that_cannot_be_read_has_a_sentence(tmp_path):
    """A damaged, a locked and a nested archive become trouble of that student alone."""
    put(tmp_path, {"aoki.zip": b"PK\3\4junk", "baba.zip": zipped({"in.zip": zipped({})}), "chiba/pad2d.py": PAD})
    aoki, baba, chiba = collect(tmp_path)
    assert aoki.trouble.kind == baba.trouble.kind == "archive_refused"
    assert "aoki.zip" in aoki.trouble.message
    assert chiba.trouble is None


@pytest.mark.parametrize("what", ["missing", "empty folder", "broken zip"])
def test_nothing_to_grade_is_said(tmp_path, what):
    """A path that is not there, holds nothing or cannot be opened is a sentence."""
    path = tmp_path / "x"
    if what == "empty folder":
        path.mkdir()
    elif what == "broken zip":
        path.write_bytes(b"PK\3\4")
    with pytest.raises(UsageError, match="x"):
        collect(path)


@given(
    st.dictionaries(
        st.text(alphabet=st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=40),
        st.binary(max_size=60),
        min_size=1,
        max_size=8,
    )
)
@settings(max_examples=150, deadline=None)
def test_whatever_is_in_an_archive_ends_in_rows_or_a_sentence(tmp_path_factory, files):
    """Names and bytes of any kind: each student has one row for each exercise, or the whole is refused in words."""
    path = tmp_path_factory.mktemp("any") / "all.zip"
    path.write_bytes(zipped({f"s{i}/{name}": data for i, (name, data) in enumerate(files.items())}))
    try:
        parcels = collect(path, KNOWN)
    except UsageError:
        return
    found = [row for desk in spread(parcels) for row in rows(desk, ("pad2d",), KNOWN)]
    assert len({row.student for row in found}) == len(found) == len(parcels)
    assert all((row.work is None) is (row.trouble is not None) for row in found)


def one_row(tmp_path, files, exercises=("pad2d",)):
    (tmp_path / "aoki").mkdir(parents=True)
    (desk,) = spread(collect(put(tmp_path, {f"aoki/{name}": data for name, data in files.items()}), KNOWN))
    return next(iter(rows(desk, exercises, KNOWN)))


@pytest.mark.parametrize(
    ("files", "file"),
    [
        ({"pad2d.py": PAD, "homework.py": PAD}, "pad2d.py"),
        ({"homework.py": PAD + SIZE}, "homework.py"),
        ({"week1.ipynb": NOTEBOOK}, "week1.ipynb"),
        ({"conv_forward.py": PAD, "homework.py": PAD}, "homework.py"),
        ({"conv_forward.py": PAD}, "conv_forward.py"),
        ({"deep/down/pad2d.py": "x = 1", "pad2d.py": PAD}, "pad2d.py"),
    ],
)
def test_an_exercise_is_found_by_name_then_by_what_defines_it(tmp_path, files, file):
    """The file of that name, else one that defines the function; one named like another exercise comes last."""
    assert one_row(tmp_path, files).work.file == file


def test_more_than_one_candidate_is_said(tmp_path):
    """Where several files hold the exercise, the row says which was graded."""
    assert "a.py was graded" in one_row(tmp_path, {"a.py": PAD, "b.py": PAD}).remark


@pytest.mark.parametrize(
    ("files", "kind"),
    [
        ({}, "missing"),
        ({"conv_output_size.py": SIZE, "other.py": "x = 1\n"}, "missing"),
        ({"pad2d.py": b"\xff\xfe"}, "not_text"),
        ({"pad2d.py": "  \n"}, "empty"),
        ({"pad2d.ipynb": "{}"}, "not_notebook"),
        ({"report.ipynb": "{"}, "not_notebook"),
    ],
)
def test_what_cannot_be_graded_is_in_the_row(tmp_path, files, kind):
    """No file, an unreadable one, an empty one: the row says so."""
    row = one_row(tmp_path, files)
    assert (row.work, row.trouble.kind) == (None, kind)


def test_siblings_go_along(tmp_path):
    """What a solution imports from beside it is part of the work, and decides whether two are equal."""
    files = {"pad2d.py": "from helper import pad\n" + PAD, "helper.py": "pad = 1\n", "other.py": "x = 1\n"}
    work = one_row(tmp_path, files).work
    assert work.siblings == (("helper", "pad = 1\n"),)
    again = one_row(tmp_path / "b", files | {"helper.py": "pad = 2\n"}).work
    assert work.key("p", 0, "en") != again.key("p", 0, "en")


ROSTER = 'Student,ID,SIS Login ID,Section\n"Aoki, Mei",101,maoki,A\n"Baba, Ken",102,kbaba,A\nChiba,103,chiba,B\n'


def test_a_roster_gives_everybody_a_row(tmp_path):
    """People on the list have a row by their label, those who handed in nothing too; others are named."""
    (tmp_path / "list.csv").write_text(ROSTER)
    hand_ins = {"aokimei_101_9_pad2d.py": PAD, "dan_104_9_pad2d.py": PAD}
    parcels = collect(put(tmp_path / "in", hand_ins), KNOWN)
    enrolled, strangers = enrol(parcels, read_roster(tmp_path / "list.csv"))
    assert [(p.student, len(p.files)) for p in enrolled] == [
        ("Aoki, Mei", 1),
        ("Baba, Ken", 0),
        ("Chiba", 0),
        ("dan", 1),
    ]
    assert strangers == ["dan"]


def test_two_hand_ins_of_one_person_are_not_guessed_between(tmp_path):
    """Whoever handed in twice under different names is an instructor's decision."""
    (tmp_path / "list.csv").write_text(ROSTER)
    parcels = collect(put(tmp_path / "in", {"maoki.py": PAD, "aoki mei.py": PAD}), KNOWN)
    with pytest.raises(UsageError, match="Aoki, Mei"):
        enrol(parcels, read_roster(tmp_path / "list.csv"))


@pytest.mark.parametrize("text", ["", "name\n", 'a,"b\n', b"\xff\xff"])
def test_a_list_that_cannot_be_read_is_said(tmp_path, text):
    """An empty list, one of headings only, one that is no CSV, one that is no text."""
    (tmp_path / "list.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(UsageError, match=r"list\.csv"):
        read_roster(tmp_path / "list.csv")


def test_names_are_compared_by_letters_and_digits():
    """Spaces, commas, case and width do not tell two names apart."""
    assert plain("Yamada, Taro") == plain("ＹＡＭＡＤＡtaro")


def test_names_that_are_not_unicode_are_written_out(tmp_path):
    """Two folders whose names are bytes of no encoding are two students, with names that can be stored."""
    for name in (b"a\xff", b"a\xfe"):
        (folder := tmp_path / os.fsdecode(name)).mkdir()
        (folder / os.fsdecode(b"pad2d\xff.py")).write_text(PAD)
    found = handed(tmp_path)
    assert len(found) == 2
    assert "".join([*found, *found.popitem()[1]]).encode()
