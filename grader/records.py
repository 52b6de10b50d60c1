"""What PyTorch answered, kept with the pack, so that learners are compared with it without having it.

For each device and exercise two files lie in ``reference/records/<device>/``: ``NAME.json``, the index a person can
review (versions, device, flags, a digest of the oracle's source, of each case's inputs and of each answer), and
``NAME.z``, the answers as compressed wire frames. Only answers of the oracle are kept, never a verdict and nothing
from a student. A record is used for a case only if the oracle's source and the exact bytes of the inputs are those
it was made from; anything else counts as no record, and the report says so.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from grader import wire
from grader.messages import _
from grader.model import Case, Exercise, OracleUse

FORMAT = 1
DEVICES = ("cpu", "cuda", "mps")
LIMIT = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Record:
    """The recorded answers of one exercise on one device.

    provenance  versions, device and flags, as in the index
    answers     by case name: the digest of the inputs and the outputs
    """

    provenance: Mapping[str, Any]
    answers: Mapping[str, tuple[str, tuple[Any, ...]]] = field(default_factory=dict)

    def answer(self, case: Case) -> tuple[Any, ...] | None:
        """The oracle's outputs for exactly these inputs, or None."""
        digest, outputs = self.answers.get(case.name, ("", ()))
        return outputs if digest == inputs_digest(case) else None

    def use(self, mode: str = "recorded") -> OracleUse:
        """How a report names this oracle."""
        return OracleUse("torch", mode, str(self.provenance.get("torch")), str(self.provenance.get("device")))


def folder(root: Path, device: str) -> Path:
    """Where the records of a device lie in a pack."""
    return root / "reference" / "records" / device


def inputs_digest(case: Case) -> str:
    """SHA-256 of the names and exact bytes of a case's arguments."""
    return sha256(b"".join(wire.encode(tuple(part for pair in case.args.items() for part in pair)))).hexdigest()


def source_digest(function: Callable[..., Any]) -> str:
    """SHA-256 of a function's source text: its lines in the file it stands in, without blank lines at the end."""
    code = function.__code__
    lines = Path(code.co_filename).read_text(encoding="utf-8").splitlines()[code.co_firstlineno - 1 :]
    end = next((i for i, line in enumerate(lines[1:], 1) if line and not line[0].isspace()), len(lines))
    return sha256("\n".join(lines[:end]).rstrip().encode()).hexdigest()


def load(exercise: Exercise, device: str) -> tuple[Record | None, str | None]:
    """The record of an exercise on a device, or None and why it is not used (None, None when there is none)."""
    place = folder(exercise.root, device)
    try:
        index = json.loads((place / f"{exercise.name}.json").read_text(encoding="utf-8"))
        packed = (place / f"{exercise.name}.z").read_bytes()
    except OSError:
        return None, None
    except ValueError:
        return None, _("its index cannot be read")
    try:
        return _open(exercise, index, packed)
    except (KeyError, TypeError, ValueError, AttributeError, zlib.error, wire.WireError, EOFError):
        return None, _("it is damaged")


def _open(exercise: Exercise, index: Mapping[str, Any], packed: bytes) -> tuple[Record | None, str | None]:
    if index["format"] != FORMAT:
        return None, _("it has format {n}").format(n=index["format"])
    if exercise.spec.torch is None or exercise.spec.law or index["oracle"] != source_digest(exercise.spec.torch):
        return None, _("the oracle has changed since")
    if index["answers_sha256"] != sha256(packed).hexdigest():
        return None, _("its answers are not those of its index")
    answers: dict[str, tuple[str, tuple[Any, ...]]] = {}
    stream = BytesIO(zlib.decompressobj().decompress(packed, LIMIT))
    reader = wire.Reader(partial(_exactly, stream))
    for line in index["cases"]:
        outputs = reader.message(LIMIT)[2]
        answers[line["case"]] = (line["inputs_sha256"], tuple(outputs))
    return Record(index["provenance"], answers), None


def _exactly(stream: BytesIO, n: int) -> bytes:
    data = stream.read(n)
    if len(data) != n:
        raise EOFError
    return data


def save(
    exercise: Exercise,
    device: str,
    provenance: Mapping[str, Any],
    answers: Sequence[tuple[Case, tuple[Any, ...]]],
    write: Callable[[Path, bytes], None],
) -> list[Path]:
    """Write the record of an exercise; equal answers give equal bytes. Returns the paths."""
    assert exercise.spec.torch is not None
    packed = zlib.compress(b"".join(wire.message(wire.REPLY, outputs) for _, outputs in answers), 9)
    index = {
        "format": FORMAT,
        "exercise": exercise.name,
        "seed": 0,
        "provenance": dict(provenance),
        "oracle": source_digest(exercise.spec.torch),
        "answers_sha256": sha256(packed).hexdigest(),
        "cases": [
            {"case": case.name, "inputs_sha256": inputs_digest(case), "outputs": _outline(exercise, outputs)}
            for case, outputs in answers
        ],
    }
    place = folder(exercise.root, device)
    paths = [place / f"{exercise.name}.json", place / f"{exercise.name}.z"]
    write(paths[1], packed)
    write(paths[0], (json.dumps(index, indent=1, ensure_ascii=False) + "\n").encode())
    return paths


def _outline(exercise: Exercise, outputs: tuple[Any, ...]) -> dict[str, str]:
    """A line a person can review for each output: shape, dtype, and the first bytes of a digest."""
    found = {}
    for name, value in zip(exercise.spec.outputs, outputs, strict=True):
        digest = sha256(b"".join(wire.encode(value))).hexdigest()[:16]
        shape = getattr(value, "shape", None)
        found[name] = f"{repr(value) if shape is None else f'{value.dtype.name} {list(shape)}'} {digest}"
    return found
