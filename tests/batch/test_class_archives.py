"""What one student hands in is no reason to refuse a class, and Windows and macOS name files in their own ways."""

import io
import os
import tarfile
import tracemalloc
import unicodedata
import zipfile

import pytest
from kit import RIGHT
from test_collect import KNOWN, PAD, SIZE, handed, put, zipped

from grader.batch.collect import MOST, collect
from grader.batch.sort import rows, spread
from grader.errors import UsageError
from grader.intake import members
from grader.submission import NOTEBOOK_LIMIT


class Unmarked(zipfile.ZipInfo):
    """A member whose name stands in the archive as the bytes that it has in code page 437, without a flag."""

    def _encodeFilenameFlags(self):  # noqa: N802
        return self.filename.encode("cp437"), self.flag_bits


def unmarked(names, encoding):
    """A zip file of these names in any encoding, not marked as UTF-8."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(Unmarked(name.encode(encoding).decode("cp437")), PAD)
    return made.getvalue()


@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("cp932", ["山田太郎", "表ソ能 十", "ﾔﾏﾀﾞ", "plain"]),
        ("cp932", ["山田"]),
        ("utf-8", [unicodedata.normalize("NFD", "ガンダム"), "plain"]),
        ("cp437", ["Müller", "Jörg É", "René"]),
        ("ascii", ["aoki", "baba"]),
    ],
)
def test_names_in_zip_files_of_windows_and_macos(tmp_path, encoding, names):
    """Names that no flag marks as UTF-8 are read in the code page in which they make sense."""
    data = unmarked([f"{name}/pad2d.py" for name in names], encoding)
    (tmp_path / "all.zip").write_bytes(data)
    assert set(handed(tmp_path / "all.zip")) == {unicodedata.normalize("NFC", name) for name in names}
    assert set(members(data, "one.zip")) == {f"{name}/pad2d.py" for name in names}


@pytest.mark.parametrize(
    "name",
    ["con.py", "a:b.py", "x .py.", "n\nl.py", "y" * 300 + ".py", "../../e.py", "a\\b.py", "PAD2D.py", "/etc/pad2d.py"],
)
@pytest.mark.parametrize("pack", ["zip", "tar"])
def test_one_odd_name_refuses_nobody(tmp_path, name, pack):
    """A name that would be refused in a student's archive is only a label in that of a class."""
    files = {f"Aoki_1_assignsubmission_file_/{file}": PAD for file in ("pad2d.py", name)}
    files["Baba_2_assignsubmission_file_/pad2d.py"] = PAD
    path = tmp_path / f"all.{pack}"
    if pack == "zip":
        path.write_bytes(zipped(files))
    else:
        with tarfile.open(path, "w") as archive:
            for file, text in files.items():
                info = tarfile.TarInfo(file)
                info.size = len(text)
                archive.addfile(info, io.BytesIO(text.encode()))
    found = handed(path)
    assert set(found) == {"Aoki", "Baba"}
    assert found["Baba"] == {"pad2d.py"}
    assert "pad2d.py" in found["Aoki"]


def test_one_bomb_refuses_nobody(tmp_path):
    """What inflates without end is read as far as a solution goes, and data beside a solution are not kept."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("aoki/pad2d.py", "aoki/data.bin", "baba.zip", "chiba/hw.ipynb"):
            archive.writestr(name, bytes(50 << 20))
        archive.writestr("doi/pad2d.py", PAD)
    (tmp_path / "all.zip").write_bytes(made.getvalue())
    del made
    tracemalloc.start()
    parcels = {parcel.student: parcel for parcel in collect(tmp_path / "all.zip", KNOWN)}
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert set(parcels) == {"aoki", "baba", "chiba", "doi"}
    assert parcels["baba"].trouble.kind == "archive_refused"
    assert parcels["chiba"].files["hw.ipynb"].kind == "too_large"
    assert "Clear its outputs" in parcels["chiba"].files["hw.ipynb"].message
    assert parcels["doi"].files == {"pad2d.py": PAD.encode()}
    assert peak < 2 * NOTEBOOK_LIMIT + (8 << 20)


def test_outputs_of_notebooks_are_not_kept(tmp_path):
    """A class with long outputs costs the memory of its sources; what a notebook defines is found all the same."""
    cell = '{"cell_type": "code", "source": "def pad2d(x, padding, mode):\\n    return x\\n", "outputs": ["%s"]}'
    notebook = '{"cells": [{"cell_type": "markdown", "source": "x"}, ' + cell % ("A" * (5 << 20)) + "]}"
    parcels = collect(put(tmp_path, {f"s{i}/hw.ipynb": notebook for i in range(5)}), KNOWN)
    assert sum(len(data) for parcel in parcels for data in parcel.files.values()) < 10_000
    found = [next(iter(rows(desk, ("pad2d",), KNOWN))) for desk in spread(parcels)]
    assert [row.work.cells for row in found] == [((1, 2),)] * 5


def test_more_sources_than_anybody_writes_are_refused(tmp_path):
    """Who hands in a whole library gets a sentence; an environment of Python beside the work is passed by."""
    much = "#" * 400_000
    put(tmp_path, {f"aoki/lib/m{i}.py": much for i in range(MOST // len(much) + 1)})
    put(tmp_path, {f"baba/.venv/lib/m{i}.py": much for i in range(3)} | {"baba/pad2d.py": PAD})
    aoki, baba = collect(tmp_path, KNOWN)
    assert aoki.trouble.kind == "too_large"
    assert set(baba.files) == {"pad2d.py"}


def test_folders_of_any_depth(tmp_path, monkeypatch):
    """Folders in folders, deeper than Python calls functions, end nothing."""
    (tmp_path / "aoki").mkdir()
    put(tmp_path, {"baba/pad2d.py": PAD})
    monkeypatch.chdir(tmp_path / "aoki")
    for _level in range(1100):
        os.mkdir("d")
        os.chdir("d")
    os.chdir(tmp_path)
    found = handed(tmp_path)
    os.chdir("aoki/" + 1099 * "d/")
    for _level in range(1100):  # pytest tidies up with functions that call themselves
        os.rmdir("d")
        os.chdir("..")
    assert found == {"aoki": set(), "baba": {"pad2d.py"}}


@pytest.mark.parametrize("folder", [False, True])
def test_what_cannot_be_read_is_not_a_zero(tmp_path, monkeypatch, folder):
    """A file or folder that the instructor may not read leaves the row without a score, and is named."""
    put(tmp_path, {"aoki/pad2d.py": PAD, "aoki/conv_output_size.py": SIZE, "baba/pad2d.py": PAD})
    locked = tmp_path / ("aoki" if folder else "aoki/pad2d.py")
    name = "scandir" if folder else "open"  # whoever runs the tests may be allowed everything
    allowed = getattr(os, name)

    def refuse(path, *args, **options):
        if os.fspath(path) == str(locked):
            raise PermissionError(13, "Permission denied", str(path))
        return allowed(path, *args, **options)

    monkeypatch.setattr(os, name, refuse)
    parcels = collect(tmp_path, KNOWN)
    aoki, baba = (next(iter(rows(desk, ("pad2d",), KNOWN))) for desk in spread(parcels))
    assert (aoki.work, aoki.trouble.kind) == (None, "unread")
    assert "Permission denied" in aoki.trouble.message
    assert baba.work.source == PAD


def test_a_row_that_could_not_be_read_has_no_score(batch, tmp_path, monkeypatch):
    """What cannot be read leaves an empty cell and a reason; when it can be read, the same batch grades it."""
    put(tmp_path / "in", {"aoki/double.py": RIGHT, "baba/double.py": RIGHT + "#\n"})
    with monkeypatch.context() as patch:

        def refuse(path, *args, allowed=os.open):
            if os.fspath(path).endswith("aoki/double.py"):
                raise PermissionError(13, "Permission denied", str(path))
            return allowed(path, *args)

        patch.setattr(os, "open", refuse)
        done = batch(tmp_path / "out", handed_in=tmp_path / "in")
    assert done.ungraded == {"double.py of aoki could not be read (Permission denied).": 1}
    assert (tmp_path / "out/grades.csv").read_text() == "student,double,total\naoki,,\nbaba,1,1\n"
    assert batch(tmp_path / "out", handed_in=tmp_path / "in").ungraded == {}
    assert (tmp_path / "out/grades.csv").read_text() == "student,double,total\naoki,1,1\nbaba,1,1\n"


def test_an_empty_folder_in_an_archive_is_a_student(tmp_path):
    """Who handed in nothing but a folder has a row, in an archive as in a folder."""
    (tmp_path / "all.zip").write_bytes(zipped({"aoki/": "", "baba/pad2d.py": PAD}))
    assert handed(tmp_path / "all.zip") == {"aoki": set(), "baba": {"pad2d.py"}}


@pytest.mark.parametrize(
    "files",
    [
        {"hw/.DS_Store": "x", "__MACOSX/hw/._aoki": "x", "hw/aoki/pad2d.py": PAD, "hw/baba/pad2d.py": PAD},
        {"hw/list.csv": "x", "hw/aoki/pad2d.py": PAD, "hw/baba/pad2d.py": PAD},
        {"hw/aoki_12_34_pad2d.py": PAD, "hw/baba_13_35_pad2d.py": PAD},
    ],
)
def test_a_folder_around_a_class(tmp_path, files):
    """A folder that holds the whole class is nobody's, whatever a Mac or a person put beside the students."""
    (tmp_path / "all.zip").write_bytes(zipped(files))
    assert handed(tmp_path / "all.zip") == {"aoki": {"pad2d.py"}, "baba": {"pad2d.py"}}


def test_two_archives_of_one_student(tmp_path):
    """What two archives of one student both hold is not lost in silence: the row says which was graded."""
    put(tmp_path, {"aoki/a.zip": zipped({"pad2d.py": PAD}), "aoki/b.zip": zipped({"pad2d.py": PAD + "#\n"})})
    (parcel,) = collect(tmp_path, KNOWN)
    assert set(parcel.files) == {"pad2d.py", "b.zip/pad2d.py"}
    (desk,) = spread([parcel])
    assert "pad2d.py was graded" in next(iter(rows(desk, ("pad2d",), KNOWN))).remark


@pytest.mark.parametrize("what", ["locked", "cut", "cut tar"])
def test_an_archive_of_a_class_that_cannot_be_opened(tmp_path, what):
    """A locked or half-downloaded archive is one sentence, which says what an instructor can do."""
    path = tmp_path / "all.zip"
    data = zipped({"aoki/pad2d.py": PAD, "baba/pad2d.py": PAD})
    if what == "locked":
        place = data.index(b"PK\1\2")
        data = data[: place + 8] + b"\1" + data[place + 9 :]
    elif what == "cut":
        data = data[:-30]
    else:
        made = io.BytesIO()
        with tarfile.open(fileobj=made, mode="w:gz") as archive:
            info = tarfile.TarInfo("aoki/pad2d.py")
            info.size = 100_000
            archive.addfile(info, io.BytesIO(os.urandom(100_000)))
        data = made.getvalue()[:50_000]
    path.write_bytes(data)
    with pytest.raises(UsageError, match=r"all\.zip.*npack") as caught:
        collect(path, KNOWN)
    assert "\n" not in caught.value.message
