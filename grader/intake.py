"""Archives become source text: read from bytes in memory, never unpacked onto a disk.

An archive comes from a stranger. Whatever is odd about it – a name that leads elsewhere, a link, a member that
inflates without end, another archive inside – refuses all of it: a half-read hand-in helps nobody.
"""

from __future__ import annotations

import bz2
import gzip
import io
import re
import stat
import tarfile
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from grader.errors import SubmissionError
from grader.messages import _
from grader.submission import SOURCE_LIMIT, decode, notebook_source

RATIO = 100


@dataclass(frozen=True, slots=True)
class Limits:
    """How large an archive may be.

    archive   bytes of the archive itself
    total     bytes of all its members together, counted while they inflate
    members   how many there may be
    """

    archive: int
    total: int
    members: int


ONE = Limits(4 * 1024 * 1024, 4 * 1024 * 1024, 64)
"""What one student hands in."""

NAME_LIMIT = 255
SUFFIXES = (".py", ".ipynb")

_NESTED = (".zip", ".tar", ".tgz", ".gz", ".bz2", ".xz", ".zst", ".7z", ".rar", ".whl", ".egg", ".jar")
_ZIP = (b"PK\3\4", b"PK\5\6", b"PK\7\x08")
_PACKED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0", b"7z\xbc\xaf\x27\x1c", b"Rar!")
_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_DRIVE = re.compile(r"^[A-Za-z]:")
_DEVICES = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_ACCENTED = re.compile(rb"(?:[\0-\x7f]|[\x80-\xff](?=[\0-?a-z_]|$))*")
_UNUSED = re.compile("[\x80-\x9f\ue000-\uf8ff]")  # where no character is, code page 932 gives these

_UTF8 = 0x800
_BLOCK = 64 * 1024
_SLACK = 1024  # what a ratio is taken of, at least: tiny members compress well


def members(data: bytes, name: str) -> dict[str, str]:
    """The source texts in the archive ``data`` that was handed in as ``name``: path in the archive -> text.

    Python files and notebooks (as source) only; other files are counted, and left where they are. Raises
    SubmissionError of kind ``archive_refused``, with a sentence that says why.
    """
    label = _shown(name)
    try:
        return {path: source(content, path) for path, content in contents(data, name).items() if _is_source(path)}
    except SubmissionError as error:
        if error.kind == "archive_refused":
            raise
        text = _("{file} is refused: {why}").format(file=label, why=error.message)
        raise SubmissionError("archive_refused", text) from None


def contents(data: bytes, name: str, limits: Limits = ONE) -> dict[str, bytes]:
    """The files in the archive ``data``: path -> bytes. Raises SubmissionError of kind ``archive_refused``."""
    label = _shown(name)
    if len(data) > limits.archive:
        raise _refused(label, _("has {size} KiB, which is too much").format(size=len(data) // 1024))
    try:
        parts = _zip(label, data, limits) if data.startswith(_ZIP) else _tar(label, data, limits)
        return dict(_unique(label, parts, limits))
    except SubmissionError:
        raise
    except Exception:  # zipfile and tarfile raise a dozen kinds of it on damaged bytes
        raise _refused(label, _("is not an archive that can be read")) from None


def is_archive(name: str, data: bytes) -> bool:
    """Whether a file is meant to be an archive, by its name or its first bytes."""
    return name.lower().endswith(_NESTED) or data.startswith(_ZIP + _PACKED) or data[257:262] == b"ustar"


def _is_source(name: str) -> bool:
    path = PurePosixPath(name)
    return path.suffix in SUFFIXES and not path.name.startswith("._") and path.parts[0] != "__MACOSX"


def source(data: bytes, name: str) -> str:
    """One member as source text. Raises SubmissionError."""
    shown = _shown(name)
    if name.endswith(".ipynb"):
        return notebook_source(decode(data, shown), shown)[0]
    if len(data) > SOURCE_LIMIT:
        text = _("{file} has {size} KiB, which is too much for a solution.")
        raise SubmissionError("too_large", text.format(file=shown, size=len(data) // 1024))
    check_cookie(data, shown)
    return decode(data, shown)


def check_cookie(data: bytes, name: str) -> None:
    """Refuse source whose first lines ask for an encoding other than UTF-8. Raises SubmissionError."""
    for line in data.removeprefix(b"\xef\xbb\xbf").splitlines()[:2]:
        found = _COOKIE.match(line)
        if found and found[1].lower().replace(b"_", b"-") not in (b"utf-8", b"utf8", b"utf-8-sig"):
            text = _("{file} asks for the encoding {encoding}. Use UTF-8.")
            raise SubmissionError("not_text", text.format(file=name, encoding=_shown(found[1].decode())))


def _refused(label: str, reason: str) -> SubmissionError:
    text = _("{file} {why}. Hand in your .py files or a plain .zip of them.").format(file=label, why=reason)
    return SubmissionError("archive_refused", text)


def _unusable(name: str) -> str:
    return _("has a member with an unusable name, {name}").format(name=_shown(name) or _("an empty one"))


def _shown(name: str) -> str:
    """A name as it may be put into a sentence."""
    text = "".join(c if c.isprintable() else "?" for c in name)
    return text if len(text) <= 80 else text[:77] + "..."


def _unique(label: str, parts: Iterator[tuple[str, bytes | None]], limits: Limits) -> Iterator[tuple[str, bytes]]:
    """The files among the members, once every name is known to be one that no other member has."""
    seen: dict[str, str] = {}
    for number, (raw, data) in enumerate(parts, 1):
        if number > limits.members:
            raise _refused(label, _("has more than {count} members").format(count=limits.members))
        if data is None and raw.strip("/") == ".":
            continue
        name = checked_name(raw, label)
        key = unicodedata.normalize("NFKC", name).casefold()
        if key in seen:
            text = _("holds {one} and {other}, which are one file on some machines")
            raise _refused(label, text.format(one=_shown(seen[key]), other=_shown(name)))
        seen[key] = name
        if data is None:  # a folder
            continue
        if is_archive(name, data):
            raise _refused(label, _("holds another archive, {name}").format(name=_shown(name)))
        if _is_source(name) and not PurePosixPath(name).name.isascii():
            raise _refused(label, _("holds {name}, whose name is not plain ASCII").format(name=_shown(name)))
        yield name, data


def checked_name(raw: str, label: str) -> str:
    """The path of a member, if it leads nowhere else. Raises SubmissionError."""
    name = raw.removesuffix("/")
    parts = name.split("/")
    if not name or len(raw) > NAME_LIMIT or any(unicodedata.category(c)[0] == "C" for c in name):
        raise _refused(label, _unusable(raw))
    if "\\" in name or name.startswith("/") or _DRIVE.match(name) or ":" in name:
        raise _refused(label, _("has a member with an absolute path, {name}").format(name=_shown(raw)))
    if any(part in ("", ".", "..") or part != part.strip() or part.endswith(".") for part in parts):
        if parts[0] != "." or len(parts) < 2 or any(part in ("", ".", "..") for part in parts[1:]):
            raise _refused(label, _("has a member that leads out of it, {name}").format(name=_shown(raw)))
        parts = parts[1:]
    if any(_DEVICES.match(part) for part in parts):
        raise _refused(label, _("has a member named like a device, {name}").format(name=_shown(raw)))
    return str(PurePosixPath(*parts))


class _Budget:
    """Counts what comes out of an archive while it comes."""

    def __init__(self, label: str, limits: Limits) -> None:
        self.label = label
        self.left = limits.total

    def read(self, stream: IO[bytes] | gzip.GzipFile | bz2.BZ2File, packed: int) -> bytes:
        """All of a member that took ``packed`` bytes in the archive."""
        room = min(self.left, RATIO * max(packed, _SLACK))
        blocks: list[bytes] = []
        while True:
            block = stream.read(_BLOCK)
            if not block:
                return b"".join(blocks)
            room -= len(block)
            self.left -= len(block)
            if room < 0:
                raise _refused(self.label, _("inflates to more than a solution can be"))
            blocks.append(block)


def _zip(label: str, data: bytes, limits: Limits) -> Iterator[tuple[str, bytes | None]]:
    if data.count(b"PK\1\2") > 2 * limits.members:  # before zipfile makes an object of each
        raise _refused(label, _("has more than {count} members").format(count=limits.members))
    budget = _Budget(label, limits)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
        if len(infos) > limits.members:
            raise _refused(label, _("has more than {count} members").format(count=limits.members))
        for info, name in zip(infos, zip_names(infos), strict=True):
            mode = info.external_attr >> 16
            if info.flag_bits & 1:
                raise _refused(label, _("is locked with a password"))
            if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
                raise _refused(label, _("holds a link or a device, {name}").format(name=_shown(info.orig_filename)))
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise _refused(label, _("is packed in a way that is not read here"))
            # zipfile cuts a name at a NUL and turns backslashes round; what was written is what counts
            if info.orig_filename != info.filename:
                raise _refused(label, _unusable(info.orig_filename))
            if info.is_dir():
                yield name, None
                continue
            with archive.open(info) as stream:
                yield name, budget.read(stream, info.compress_size)


def zip_names(infos: Sequence[zipfile.ZipInfo]) -> list[str]:
    """The names of the members of a zip file.

    Names that are not marked as UTF-8 are read by zipfile in code page 437. That is right where Windows in Western
    Europe made the archive. macOS writes UTF-8 there, and Windows in Japan its code page 932 (Shift-JIS): either is
    taken where all such names make sense in it.
    """
    unmarked = [info for info in infos if not info.flag_bits & _UTF8]
    raw = [info.orig_filename.encode("cp437") for info in unmarked]
    encoding = written_in(b"\n".join(raw)) or "cp437"
    better = {id(info): name.decode(encoding) for info, name in zip(unmarked, raw, strict=True)}
    return [better.get(id(info), info.filename) for info in infos]


def written_in(text: bytes) -> str | None:
    """The encoding of text that may come from Japan: UTF-8, or code page 932 (Shift-JIS); None where it may be another.

    Text of Western Europe often makes sense in code page 932, too, but what is not ASCII stands alone there, before a
    small letter or none; characters of code page 932 mostly have two bytes of the upper half, or a capital as second.
    """
    for encoding in ("utf-8", "cp932"):
        with suppress(UnicodeDecodeError):
            decoded = text.decode(encoding)
            if encoding == "utf-8" or not (_ACCENTED.fullmatch(text) or _UNUSED.search(decoded)):
                return encoding
    return None


def _tar(label: str, data: bytes, limits: Limits) -> Iterator[tuple[str, bytes | None]]:
    plain = _inflated(label, data, limits)
    budget = _Budget(label, limits)
    with tarfile.open(fileobj=io.BytesIO(plain), mode="r:", errorlevel=2) as archive:
        seen = 0
        while (info := archive.next()) is not None:
            seen += 1
            if seen > limits.members:
                raise _refused(label, _("has more than {count} members").format(count=limits.members))
            if info.isdir():
                yield info.name, None
                continue
            if not info.isreg() or info.issparse() or info.size < 0:
                raise _refused(label, _("holds a link or a device, {name}").format(name=_shown(info.name)))
            stream = archive.extractfile(info)
            assert stream is not None
            yield info.name, budget.read(stream, info.size)
    if not seen:
        raise _refused(label, _("is not an archive that can be read"))


def _inflated(label: str, data: bytes, limits: Limits) -> bytes:
    """The tar file itself, which may be packed."""
    stream: gzip.GzipFile | bz2.BZ2File
    if data[:2] == b"\x1f\x8b":
        stream = gzip.GzipFile(fileobj=io.BytesIO(data))
    elif data[:3] == b"BZh":
        stream = bz2.BZ2File(io.BytesIO(data))
    elif data[:6] == b"\xfd7zXZ\0":
        raise _refused(label, _("is packed with xz, which can ask for any amount of memory"))
    else:
        return data
    budget = _Budget(label, limits)
    budget.left += (2 * limits.members + 20) * 512  # headers and padding
    with stream:
        return budget.read(stream, len(data))
