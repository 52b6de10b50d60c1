"""Find a course pack and load its exercises; the only module that imports content.

A pack is a folder with ``exercises/pack.toml``, ``exercises/<topic>/<name>.py`` (stubs) and
``reference/<topic>/<name>.py`` (specs). Paths are derived from names, never stored. A pack's reference code runs in
the judge and is trusted as a ``conftest.py`` is.
"""

from __future__ import annotations

import ast
import inspect
import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from gettext import GNUTranslations
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from grader import installed
from grader.errors import PackError, UsageError
from grader.messages import _, language
from grader.model import Entry, Exercise, Spec
from grader.words import COURSE, catalogue, docstrings, with_docstrings

FORMAT = 1
BUILT_IN = "cnn"
"""What the built-in course is called, also where it is chosen by name."""

WALK = "walk="
"""What stands in the reference of an exercise that can be explained."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A folder of exercises and its title."""

    name: str
    title: str
    names: tuple[str, ...]


class Pack:
    """A course: its table of contents, and its exercises on demand."""

    def __init__(self, root: Path, contents: dict[str, Any]) -> None:
        self.root = root
        self.name = str(contents["name"])
        self.title = str(contents.get("title", self.name))
        self.language = str(contents.get("language", "en"))
        self.translations = tuple(map(str, contents.get("translations", ())))
        self.topics, self.entries = _read_topics(contents.get("topic", []))

    def entry(self, name: str) -> Entry:
        """The table-of-contents line of ``name``. Raises UsageError with near names."""
        if name not in self.entries:
            near = tuple(suggest(name, self.entries))
            hint = _("Did you mean {names}?").format(names=" / ".join(near)) if near else _("See `grade list`.")
            text = _("There is no exercise called {name}.").format(name=repr(name))
            raise UsageError(f"{text} {hint}", near)
        return self.entries[name]

    def stub_path(self, name: str) -> Path:
        """Where the stub of ``name`` lies."""
        return self.root / "exercises" / self.entry(name).topic / f"{name}.py"

    def stub(self, name: str) -> str:
        """The text that learners are handed. Raises PackError when the file is missing."""
        path = self.stub_path(name)
        try:
            return path.read_text(encoding="utf-8")
        except OSError as error:
            raise PackError(_("{path} cannot be read: {why}.").format(path=path, why=error.strerror)) from None

    def handout(self, name: str) -> str:
        """The stub in the language of the interface, where the pack speaks it."""
        source, topic = self.stub(name), self.entry(name).topic
        if self.words(topic) is None:
            return source
        texts = [self.say(topic, inspect.cleandoc(str(node.value))) for node in docstrings(source)]
        return with_docstrings(source, texts)

    def statement(self, name: str) -> str:
        """What the exercise asks for: the stub's docstring, in the language of the interface."""
        return self.say(self.entry(name).topic, ast.get_docstring(self._tree(name)) or "")

    @property
    def shown_title(self) -> str:
        """The title in the language of the interface."""
        return self.say(COURSE, self.title)

    @property
    def outline(self) -> list[tuple[str, tuple[str, ...]]]:
        """The topics' titles in the language of the interface, and the exercises in each."""
        return [(self.say(COURSE, topic.title), topic.names) for topic in self.topics]

    def words(self, topic: str) -> GNUTranslations | None:
        """The catalogue of a topic in the language of the interface; None where that is the pack's own, or missing."""
        return None if language() == self.language else catalogue(self.root, language(), topic)

    def say(self, topic: str, text: str) -> str:
        """A text of the topic in the language of the interface."""
        words = self.words(topic)
        return words.gettext(text) if words and text else text

    def signature(self, name: str) -> tuple[str, ...]:
        """The names of the stub's parameters, in order."""
        for node in self._tree(name).body:
            if isinstance(node, ast.FunctionDef) and node.name == name:
                return tuple(argument.arg for argument in node.args.args)
        raise PackError(f"The stub of {name} defines no function {name}.")

    def _tree(self, name: str) -> ast.Module:
        try:
            return ast.parse(self.stub(name))
        except (SyntaxError, ValueError) as error:
            raise PackError(f"The stub of {name} is not valid Python: {error}.") from None

    def exercise(self, name: str) -> Exercise:
        """Load ``name`` with its reference. Raises UsageError, or PackError when the content is damaged."""
        entry = self.entry(name)
        module = self._module(entry)
        spec = getattr(module, "spec", None)
        if not isinstance(spec, Spec):
            raise PackError(f"reference/{entry.topic}/{name}.py does not end in a value called spec.")
        words = self.words(entry.topic)
        return Exercise(self.name, entry, self.stub(name), self.signature(name), spec, self.root, self.probes, words)

    def explains(self, name: str) -> bool:
        """Whether the Spec of ``name`` has a walk: as it stands in the reference, which spares loading NumPy."""
        try:
            source = (self.root / "reference" / self.entry(name).topic / f"{name}.py").read_text(encoding="utf-8")
            calls = ast.walk(ast.parse(source)) if WALK in source else ()
        except (OSError, SyntaxError, ValueError):
            return False
        specs = [call for call in calls if isinstance(call, ast.Call) and ast.unparse(call.func) == "Spec"]
        return any(keyword.arg == "walk" for call in specs for keyword in call.keywords)

    @cached_property
    def probes(self) -> str:
        """The source of ``exercises/probes.py``: functions that exercises receive. Empty when there is none."""
        path = self.root / "exercises" / "probes.py"
        return path.read_text(encoding="utf-8") if path.is_file() else ""

    @cached_property
    def fingerprint(self) -> str:
        """A digest of all that decides a verdict: stubs, references and the grader's version."""
        from grader import __version__

        digest = sha256(__version__.encode())
        for folder in ("exercises", "reference"):
            for path in sorted((self.root / folder).rglob("*")):
                if path.is_file() and path.suffix != ".pyc":
                    digest.update(str(path.relative_to(self.root)).encode() + b"\0" + path.read_bytes())
        return digest.hexdigest()[:16]

    def _module(self, entry: Entry) -> ModuleType:
        if not (self.root / "reference" / entry.topic / f"{entry.name}.py").is_file():
            raise PackError(f"reference/{entry.topic}/{entry.name}.py is missing.")
        try:
            return import_module(f"{self.mount}.reference.{entry.topic}.{entry.name}")
        except Exception as error:  # an author's mistake, whatever it is
            what = f"{type(error).__name__}: {error}"
            raise PackError(f"reference/{entry.topic}/{entry.name}.py cannot be loaded: {what}.") from error

    @cached_property
    def mount(self) -> str:
        """Make the root importable under a private name, so that no pack can shadow another."""
        alias = "_pack_" + sha256(str(self.root).encode()).hexdigest()[:12]
        if alias not in sys.modules:
            module = ModuleType(alias)
            module.__path__ = [str(self.root)]
            sys.modules[alias] = module
        return alias


def suggest(name: str, known: Iterable[str]) -> list[str]:
    """Known names that look like ``name``."""
    import difflib

    return difflib.get_close_matches(name, list(known), n=3, cutoff=0.6)


def default_root() -> Path:
    """The built-in course: beside the package in a checkout, inside it when installed from a wheel."""
    package = Path(__file__).resolve().parent
    for root in (package / "packs" / "cnn", package.parent):
        if (root / "exercises" / "pack.toml").is_file():
            return root
    raise PackError(_("The built-in course is missing: install tatami-grader again."))


def open_pack(path: Path | None = None) -> Pack:
    """Read the table of contents of the pack at ``path``, of the installed one of that name, or of the built-in one.

    Raises PackError.
    """
    root = find(path).resolve() if path is not None else default_root()
    table = root / installed.TABLE
    try:
        contents = tomllib.loads(table.read_text(encoding="utf-8"))
    except OSError:
        raise PackError(_("{path} is no course pack: it has no exercises/pack.toml.").format(path=root)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PackError(_("{path} cannot be read: {why}.").format(path=table, why=error)) from None
    if contents.get("format") != FORMAT:
        text = _("{path} has format {found}; this grader reads format {known}. Update it.")
        raise PackError(text.format(path=table, found=repr(contents.get("format")), known=FORMAT))
    if not isinstance(contents.get("name"), str):
        raise PackError(f"{table} has no name.")
    return Pack(root, contents)


def find(path: Path) -> Path:
    """The root of a pack that is named by its folder or, if it is an installed one, by its name. Raises PackError."""
    if (path / installed.TABLE).is_file():
        return path
    name = str(path)
    if name == BUILT_IN:
        return default_root()
    if name == path.name and (root := installed.find(name)) is not None:
        return root
    if name != path.name or path.is_dir():  # a folder is meant; what it lacks is said by whoever reads it
        return path
    known = [BUILT_IN, *installed.names()]
    near = tuple(suggest(name, known))
    hint = _("Did you mean {names}?").format(names=" / ".join(near))
    if not near:
        hint = _("Installed are: {names}.").format(names=", ".join(known))
    text = _("There is no course called {name}, neither a folder nor an installed one.").format(name=repr(name))
    raise PackError(f"{text} {hint}", near)


def load(name: str, path: Path | None = None) -> Exercise:
    """The exercise ``name`` of the pack at ``path``, or of the built-in one."""
    return open_pack(path).exercise(name)


def _read_topics(tables: Any) -> tuple[tuple[Topic, ...], dict[str, Entry]]:
    topics, entries = [], {}
    try:
        for table in tables:
            names = []
            for line in table["exercises"]:
                fields = {"name": line} if isinstance(line, str) else dict(line)
                fields["requires"] = tuple(fields.get("requires", ()))
                entry = Entry(topic=table["name"], **fields)
                if entry.name in entries:
                    raise PackError(f"pack.toml names {entry.name} twice.")
                entries[entry.name] = entry
                names.append(entry.name)
            topics.append(Topic(table["name"], table.get("title", table["name"]), tuple(names)))
    except (KeyError, TypeError, ValueError) as error:
        raise PackError(f"pack.toml has a topic or an exercise that cannot be read: {error}.") from None
    return tuple(topics), entries
