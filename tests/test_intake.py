"""Archives from strangers: source text comes out, or a sentence; nothing is ever written anywhere."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import random
import stat
import struct
import tarfile
import tracemalloc
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.errors import SubmissionError
from grader.intake import ONE, RATIO, check_cookie, members

SOURCE = "def f():\n    return 1\n"
EVIL_NAMES = [
    "../f.py", "a/../../f.py", "/etc/f.py", "//host/share/f.py", "C:/f.py", "c:f.py", "C:\\f.py", "..\\f.py",
    "a\\b.py", "\\\\host\\share\\f.py", "", "a//b.py", "./../f.py", "a/./b.py", "..", "f.py ", " f.py", "f.py.",
    "con.py", "a/NUL.py", "lpt1", "f\n.py", "f\x1b[31m.py", "\u202ef.py", "f\u200b.py", "x" * 300 + ".py", "a:b.py",
]  # fmt: skip


def zipped(files, method=zipfile.ZIP_DEFLATED):
    """A zip file of (name, bytes)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files:
            info = name if isinstance(name, zipfile.ZipInfo) else zipfile.ZipInfo(name)
            info.compress_type = method
            archive.writestr(info, data)
    return out.getvalue()


def tarred(files, mode="w", **kind):
    """A tar file of (name, bytes); ``kind`` overrides fields of the members."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, data in files:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            for field, value in kind.items():
                setattr(info, field, value)
            archive.addfile(info, io.BytesIO(data) if info.isreg() else None)
    return out.getvalue()


def refused(data, name="a.zip"):
    """The sentence with which an archive is refused."""
    with pytest.raises(SubmissionError) as caught:
        members(data, name)
    assert caught.value.kind == "archive_refused"
    assert caught.value.message.isprintable()
    assert caught.value.message.endswith(".")
    return caught.value.message


@pytest.mark.parametrize("pack", [zipped, tarred, lambda f: tarred(f, "w:gz"), lambda f: tarred(f, "w:bz2")])
def test_sources_come_out(pack):
    """Python files come out of every kind of archive by their path, and other files stay in."""
    files = [("f.py", SOURCE.encode()), ("week 1/Übung/g.py", b"\xef\xbb\xbfx = 1\n"), ("notes.txt", b"\xff\xfe")]
    assert members(pack(files), "a.zip") == {"f.py": SOURCE, "week 1/Übung/g.py": "x = 1\n"}


def test_folders_and_the_dot_before_them():
    """An archive of a folder, as `tar czf a.tgz .` makes it, is an archive like any other."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name in (".", "./week1"):
            info = tarfile.TarInfo(name)
            info.type = tarfile.DIRTYPE
            archive.addfile(info)
        info = tarfile.TarInfo("./week1/f.py")
        info.size = len(SOURCE)
        archive.addfile(info, io.BytesIO(SOURCE.encode()))
    assert members(out.getvalue(), "a.tgz") == {"week1/f.py": SOURCE}


def test_what_a_mac_adds_is_passed_over():
    """The shadow files that macOS packs along are no sources."""
    files = [
        ("f.py", SOURCE.encode()),
        ("__MACOSX/._f.py", b"\0\5\x16\7"),
        ("._f.py", b"\0\5\x16\7"),
        (".DS_Store", b"\0"),
    ]
    assert members(zipped(files), "a.zip") == {"f.py": SOURCE}


@pytest.mark.parametrize("name", EVIL_NAMES)
@pytest.mark.parametrize("pack", [zipped, tarred])
def test_names_that_lead_elsewhere(pack, name, tmp_path, monkeypatch):
    """A member whose name leads out of the archive, or is no plain name, refuses it, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    if pack is zipped and name == "":
        pytest.skip("a zip file cannot be written with an empty name here")
    refused(pack([("ok.py", b""), (name, b"x = 1\n")]))
    assert not list(tmp_path.iterdir())


def test_nul_in_a_name():
    """A name that zipfile would cut at a NUL is refused by what was written."""
    data = zipped([("fXy.py", b"x = 1\n")]).replace(b"fXy.py", b"f\0y.py")
    refused(data)


@pytest.mark.parametrize(
    "kind",
    [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE, tarfile.GNUTYPE_SPARSE],
)
def test_links_and_devices_in_a_tar(kind):
    """Links, devices and pipes refuse a tar file, whatever they point at."""
    refused(tarred([("f.py", b"")], type=kind, linkname="/etc/passwd"), "a.tar")


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFIFO, stat.S_IFSOCK])
def test_links_and_devices_in_a_zip(kind):
    """Links, devices and pipes refuse a zip file."""
    info = zipfile.ZipInfo("f.py")
    info.external_attr = (kind | 0o777) << 16
    refused(zipped([(info, b"/etc/passwd")]))


def test_bombs():
    """What inflates to more than a solution can be is cut off while it inflates, in little memory."""
    bombs = [
        zipped([("f.py", bytes(64 << 20))]),
        zipped([(f"{i}.txt", b"#" * (ONE.total // 8)) for i in range(9)]),
        zipped([(f"{i}.txt", random.Random(i).randbytes(80_000)) for i in range(64)]),
        tarred([("f.py", bytes(64 << 20))], "w:gz"),
        gzip.compress(bytes(64 << 20)),
        bz2.compress(bytes(64 << 20)),
        lzma.compress(bytes(1 << 20)),
    ]
    for bomb in bombs:
        tracemalloc.start()
        refused(bomb)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 4 * ONE.total


def test_a_member_that_lies_about_its_size():
    """The size that counts is what comes out, not what the header says."""
    data = bytearray(zipped([("f.py", bytes(RATIO * 8192))]))
    place = data.rindex(b"PK\1\2")
    struct.pack_into("<I", data, place + 24, 10)
    refused(bytes(data))


def test_negative_size_in_a_tar():
    """A size below zero, which would send a reader back to where it was, refuses the archive."""
    data = bytearray(tarred([("f.py", b"x")]))
    data[124:136] = b"\xff" * 12
    data[148:156] = b"        "
    data[148:156] = f"{sum(data[:512]):06o}\0 ".encode()
    refused(bytes(data), "a.tar")


def test_too_many_members():
    """More members than a solution has refuse the archive before they are looked at."""
    files = [(f"{i}.py", b"") for i in range(ONE.members + 1)]
    assert str(ONE.members) in refused(zipped(files))
    assert str(ONE.members) in refused(tarred(files), "a.tar")
    assert len(members(zipped(files[:-1]), "a.zip")) == ONE.members


@pytest.mark.parametrize("inner", [zipped, tarred, lambda f: tarred(f, "w:gz")])
@pytest.mark.parametrize("name", ["more.zip", "f.py", "picture.png"])
def test_archives_in_archives(inner, name):
    """An archive inside is refused, by name and by content."""
    refused(zipped([(name, inner([("f.py", b"")]))]))


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("one", "other"),
    [("f.py", "f.py"), ("f.py", "F.PY"), ("a/f.py", "A/f.py"), ("ﬁ/x.py", "fi/x.py"), ("é/x", "e\u0301/x")],
)
def test_names_that_are_one_file_somewhere(one, other):
    """Two names that some file system takes for one are refused."""
    refused(zipped([(one, b""), (other, b"")]))


def test_names_that_only_look_the_same():
    """A source whose name has a letter of another alphabet in it is refused."""
    refused(zipped([("\u0441onv.py", b"")]))


@pytest.mark.parametrize(
    "source",
    [
        b"\xff", b"a = '\xe4'", b"x = 1\0", b"# coding: utf-7\nx = 1", b"#!/usr/bin/python\n# -*- coding: rot13 -*-\n",
        b"# vim: set fileencoding=latin-1 :\n", b"\xef\xbb\xbf# coding=cp1252\n", "x = 1\n".encode("utf-16"),
        b"#" * (512 * 1024 + 1),
    ],
)  # fmt: skip
def test_odd_sources(source):
    """Source that is not UTF-8, asks for another encoding or is too long refuses the archive."""
    refused(zipped([("f.py", source)], zipfile.ZIP_STORED))


def test_ordinary_cookies_are_fine():
    """Naming UTF-8 is naming what is used anyway, and a cookie in the third line is a comment."""
    for source in (b"# -*- coding: utf-8 -*-\n", b"# coding: UTF_8\n", b"\n\n# coding: latin-1\n"):
        check_cookie(source, "f.py")


def test_notebooks_are_text():
    """Of a notebook only definitions come out: no magics, no shell lines, no calls, no outputs."""
    cells = [
        {
            "cell_type": "code",
            "source": ["!touch /tmp/x\n", "%load_ext evil\n", SOURCE],
            "outputs": [{"text": "x" * 9999}],
        },
        {"cell_type": "code", "source": "%%bash\nrm -rf /\n"},
        {"cell_type": "code", "source": "get_ipython().system('x')\n"},
    ]
    text = members(zipped([("n.ipynb", json.dumps({"cells": cells}).encode())]), "a.zip")["n.ipynb"]
    assert "return 1" in text
    for word in ("touch", "evil", "bash", "get_ipython", "xxx"):
        assert word not in text


@pytest.mark.parametrize(
    "text", ["[" * 1_000_000, '{"cells": ' * 100_000, "{}", "[]", '{"cells": [1]}', "nan", "\ufeff"]
)
def test_notebooks_that_are_none(text):
    """JSON that is a million deep, or no notebook at all, refuses the archive."""
    refused(zipped([("n.ipynb", text.encode())], zipfile.ZIP_STORED))


def test_module_shadowing():
    """Files that would be run by name alone come out as text at most, and .pth files not at all."""
    names = ["numpy.py", "torch/__init__.py", "conftest.py", "sitecustomize.py", "usercustomize.py"]
    found = members(zipped([*((name, b"raise SystemExit\n") for name in names), ("evil.pth", b"import os\n")]), "a.zip")
    assert sorted(found) == sorted(names)


def test_locked_and_oddly_packed():
    """Passwords and methods other than deflate are refused."""
    data = bytearray(zipped([("f.py", b"x = 1\n")]))
    data[data.index(b"PK\1\2") + 8] |= 1
    refused(bytes(data))
    refused(zipped([("f.py", b"x = 1\n")], zipfile.ZIP_LZMA))


def test_the_name_of_the_archive_is_a_stranger_too():
    """Control characters in the archive's own name do not reach the sentence."""
    message = refused(b"", "\x1b[2J\u202ea.zip\n" + "x" * 1000)
    assert len(message) < 200


GOOD = [
    zipped([("f.py", SOURCE.encode()), ("a/g.py", b"x = 1\n" * 50)]),
    tarred([("f.py", SOURCE.encode()), ("a/g.py", b"x = 1\n" * 50)]),
    tarred([("f.py", SOURCE.encode()), ("a/g.py", b"x = 1\n" * 50)], "w:gz"),
]


def only_refused(data):
    """Read an archive; what comes is text, or an archive_refused."""
    found, error = {}, None
    tracemalloc.start()
    try:
        found = members(data, "a")
    except SubmissionError as caught:
        error = caught
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 * ONE.total
    assert error is None or (error.kind == "archive_refused" and error.message.isprintable())
    assert all(type(key) is str and type(value) is str for key, value in found.items())
    assert not any(part in ("..", "") for key in found for part in key.split("/"))


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(GOOD), st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 7)), min_size=1, max_size=20))
def test_flipped_bits(archive, flips):
    """An archive with flipped bits is read or refused, and nothing else."""
    data = bytearray(archive)
    for place, bit in flips:
        data[place % len(data)] ^= 1 << bit
    only_refused(bytes(data))


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(GOOD), st.floats(0, 1), st.binary(max_size=64))
def test_cut_and_spliced(archive, where, more):
    """An archive that is cut off and continued otherwise is read or refused."""
    place = int(where * len(archive))
    only_refused(archive[:place] + more)
    only_refused(more + archive[place:])


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=2000), st.sampled_from([b"", b"PK\3\4", b"PK\5\6", b"\x1f\x8b", b"BZh9", b"\xfd7zXZ\0"]))
def test_random_bytes(data, magic):
    """Bytes that are no archive are refused."""
    only_refused(magic + data)


@settings(deadline=None, max_examples=100)
@given(
    st.lists(
        st.tuples(st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=20), st.binary(max_size=50)),
        max_size=6,
    ),
    st.sampled_from([zipped, tarred]),
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_random_names(files, pack):
    """Whatever members are called, what comes out are paths that stay inside, or nothing does."""
    try:
        data = pack(files)
    except (ValueError, UnicodeError, IndexError):
        return
    only_refused(data)
