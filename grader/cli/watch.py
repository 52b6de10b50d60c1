"""``grade watch``."""

from __future__ import annotations

import errno
import os
import select
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader import files
from grader.cli import complete
from grader.cli.common import Answer, Flags, document, learner, workspace
from grader.cli.common import command as make
from grader.cli.hint import tell
from grader.cli.keyboard import Ended, Keyboard, signals, terminal
from grader.cli.start import copy
from grader.errors import GraderError, UsageError
from grader.hints import hints_of
from grader.messages import _
from grader.pack import Pack, open_pack
from grader.screen.listing import course, graded, upcoming

if TYPE_CHECKING:
    from grader.bench import Bench
    from grader.learner import Learner
    from grader.model import Look, Report
    from grader.watch import Stamps

LOOK = 1.0
"""Seconds between looks at the files' times, for file systems that report no changes."""
EMPTY = 0.03
"""Seconds that an editor may take between emptying a file and filling it."""
INTERRUPTED = 130
HUNG_UP = 129
CLEAR = "\x1b[H\x1b[2J"


@make("watch")
@click.argument("name", required=False, shell_complete=complete.of(complete.exercises))
@click.argument("path", required=False, type=click.Path(path_type=Path))
def command(flags: Flags, name: str | None, path: Path | None) -> Answer:
    """Grade again whenever you save.

    Without NAME it goes on where you were. PATH is a file or a workspace; without it, that of `grade start`.
    """
    if flags.as_json:
        raise UsageError(_("`grade watch` is for people. For programs: grade exercise NAME --json"))
    pack = open_pack(flags.pack)
    with learner() as state:
        place = _place(pack, state, name, path)
    with signals(), terminal() as keyboard:
        try:
            from grader.bench import Bench

            with Bench(pack, flags.seed) as bench, Screen(flags, bench, *place) as screen:
                screen.run(keyboard)
        except KeyboardInterrupt:
            click.echo()
            return Answer(INTERRUPTED, document())
        except Ended as end:
            return Answer(128 + end.number, document())
        except OSError as error:
            if error.errno == errno.EIO:  # the terminal has gone, and its signal has not arrived yet
                return Answer(HUNG_UP, document())
            raise
    return Answer(0, document())


def _place(pack: Pack, state: Learner, name: str | None, path: Path | None) -> tuple[str, Path]:
    """The exercise to begin with, and its file. Raises UsageError when there is nothing to watch."""
    from grader.watch import locate

    if name is not None:
        pack.entry(name)
    if path is not None and not path.is_dir():
        if name is None or not path.is_file():
            raise UsageError(_("There is no folder {path}.").format(path=path))
        return name, path.resolve()
    folders = [path] if path is not None else [*filter(None, [workspace(state)])]
    if path is None and any(locate(Path(), known) for known in ([name] if name else pack.entries)):
        folders.insert(0, Path())
    if not folders:
        raise UsageError(_("There is nothing to watch yet. Run `grade start` to begin."))
    folder = folders[0].resolve()
    latest = state.latest(pack.name)
    if name is None and latest in pack.entries and locate(folder, latest):
        name = latest
    if name is None:
        states = state.states(pack.name)
        here = {known: entry for known, entry in pack.entries.items() if locate(folder, known)}
        name = upcoming(here, states) or upcoming(pack.entries, states) or next(iter(pack.entries))
    return name, locate(folder, name) or folder / f"{name}.py"


class Screen:
    """What the learner sees: the report on the exercise in hand, one line for others, answers to keys."""

    def __init__(self, flags: Flags, bench: Bench, name: str, path: Path) -> None:
        self.style, self.bench, self.pack = flags.style(), bench, bench.pack
        self.name, self.path, self.folder = name, path, path.parent
        self.asking = False
        self.keys = False
        self.seen: Stamps = {}
        self.states: dict[str, str] = {}
        import socket  # 2 ms that `grade --help` need not wait for

        self._ours, self._theirs = socket.socketpair()

    def __enter__(self) -> Screen:
        self._ours.setblocking(False)
        self._theirs.setblocking(False)
        return self

    def __exit__(self, *_exception: object) -> None:
        self._ours.close()
        self._theirs.close()

    def run(self, keyboard: Keyboard | None) -> None:
        """Grade, then wait for a save or a key, until q."""
        from grader.watch import Watcher, changed, stamps

        self.keys = keyboard is not None
        with learner() as state:
            self.states = state.states(self.pack.name)
        if not self.path.is_file():
            self._begin(self.path)
        with closing(Watcher(self.folder, self._wake)):
            self.seen = stamps(self.folder)
            self._grade_all({self.path.stem}, clear=False)
            while True:
                waiting: list[Any] = [self._ours]
                if keyboard is not None and keyboard.ours():
                    waiting.append(keyboard.fd)
                ready, _w, _x = select.select(waiting, [], [], LOOK)
                if self._ours in ready:
                    with suppress(OSError):
                        self._ours.recv(4096)
                if keyboard is not None and keyboard.fd in ready:
                    for key in keyboard.read():
                        if key == "q":
                            return
                        self._press(key)
                if not self.folder.is_dir():
                    raise UsageError(_("The folder {path} has gone.").format(path=self.folder))
                before, self.seen = self.seen, stamps(self.folder)
                names = changed(before, self.seen)
                if names:
                    self._grade_all(names)

    def _wake(self) -> None:
        with suppress(OSError):  # full: it will be looked at anyway
            self._theirs.send(b"!")

    def _grade_all(self, names: set[str], clear: bool = True) -> None:
        """Grade the exercises called ``names``, then those that import one of them; the last one edited in full."""
        from grader.watch import importers, locate

        present = {name: path for name in self.pack.entries if (path := locate(self.folder, name))}
        if self.path.is_file():
            present[self.name] = self.path
        direct = [name for name, path in present.items() if path.stem in names]
        if direct and self.name not in direct:
            self.name, self.path = direct[0], present[direct[0]]
        gone = not direct and self.path.stem in names
        if gone:
            self._gone()
        if direct:
            self._show(clear)
        for name in direct:
            if name != self.name:
                self._line(name, present[name])
        others = [*importers(self.folder, {n: p for n, p in present.items() if n not in direct}, names)]
        if self.name in others:
            self._show(clear)
        for name in others:
            if name != self.name:
                self._line(name, present[name])
        if direct or others:
            self._prompt()

    def _show(self, clear: bool) -> None:
        """Grade the exercise in hand and print its report; it is remembered once it is on the screen."""
        from grader.screen.picture import pictured
        from grader.screen.report import render

        looks: list[Look] = []
        graded_now = self._grade(self.name, self.path, looks.append)
        if graded_now is None:
            return
        report, source = graded_now
        states = self.states | ({self.name: "passed"} if report.passed else {})
        axes, picture = {}, None
        if not report.trouble:
            exercise = self.bench.prepare(self.name).exercise
            axes = dict(exercise.spec.shapes)
            picture = pictured(exercise, looks[-1], self.style) if looks else None
        following = upcoming(self.pack.entries, states)
        text = render(report, axes, style=self.style, following=following, picture=picture)
        self.asking = False
        if clear and self.keys and os.environ.get("TERM") != "dumb":
            text = CLEAR + text
        click.echo(text, nl=False)
        sys.stdout.flush()
        if not files.holds(self.path, self.pack.handout(self.name)):  # to open an exercise is no attempt
            self._remember(report, source)

    def _line(self, name: str, path: Path) -> None:
        """Grade another exercise that the save has changed, in one line."""
        graded_now = self._grade(name, path)
        if graded_now is not None:
            click.echo(graded(graded_now[0], max(map(len, self.pack.entries)), self.style))
            self._remember(*graded_now)

    def _grade(self, name: str, path: Path, look: Callable[[Look], None] | None = None) -> tuple[Report, str] | None:
        from grader.watch import grade_file

        with suppress(OSError):
            if not path.stat().st_size:  # an editor may be about to fill it
                select.select([], [], [], EMPTY)
        try:
            return grade_file(self.bench, name, path, look)
        except GraderError as error:  # gone again, or no process can be started
            click.echo(error.message, err=True)
            return None

    def _remember(self, report: Report, source: str) -> None:
        with learner() as state:
            state.record(report, source)
            self.states = state.states(self.pack.name)

    def _gone(self) -> None:
        text = _("{path} has gone. Save it again, or press r for the stub.")
        if not self.keys:
            text = _("{path} has gone. Save it again.")
        click.echo(text.format(path=self.path))

    def _prompt(self) -> None:
        where = _("Watching {path}").format(path=self.path if self.path.parent != Path().resolve() else self.path.name)
        click.echo(self.style.dim(where))
        if self.keys:
            click.echo(self.style.dim(_("Keys: h hint, n next, l list, r reset, q quit")))
        sys.stdout.flush()

    def _press(self, key: str) -> None:
        if self.asking:
            self.asking = False
            click.echo(key)
            if key == "y":
                self._reset()
            else:
                click.echo(_("Nothing was changed."))
        elif key == "h":
            self._hint()
        elif key == "n":
            self._next()
        elif key == "l":
            topics = self.pack.outline
            click.echo(course(self.pack.shown_title, topics, self.pack.entries, self.states, self.style), nl=False)
        elif key == "r" and files.holds(self.path, self.pack.handout(self.name)):
            click.echo(_("{name} is its stub already.").format(name=self.name))
        elif key == "r":
            self.asking = True
            text = _("Begin {name} again from its stub? Your file is kept beside it. [y/n] ").format(name=self.name)
            click.echo(text, nl=False)
        sys.stdout.flush()

    def _hint(self) -> None:
        hints = hints_of(self.pack, self.name)
        if not hints.general:
            click.echo(_("{name} has no hints.").format(name=self.name))
            return
        with learner() as state:
            tell(self.pack, self.name, hints, state, self.style)

    def _next(self) -> None:
        from grader.watch import following, locate

        name = following(self.pack, self.states, self.name)
        if name is None:
            click.echo(_("There is no other exercise left: you have passed them all."))
            return
        path = locate(self.folder, name) or self.folder / f"{name}.py"
        if not path.exists() and not self._begin(path):
            return
        self.name, self.path = name, path
        self._look_again()
        self._grade_all({path.stem})

    def _reset(self) -> None:
        if self.path.suffix != ".py":
            text = _("A notebook is not reset here. To begin it again: grade start {name} --notebook --force")
            click.echo(text.format(name=self.name))
            return
        try:
            backup = files.back_up(self.path) if self.path.is_file() else None
        except UsageError as error:
            click.echo(error.message, err=True)
            return
        if self._begin(self.path, force=True):
            self._look_again()
            self._grade_all({self.path.stem})
            if backup:
                click.echo(_("Your file is kept as {backup}").format(backup=backup.name))

    def _begin(self, path: Path, force: bool = False) -> bool:
        """Write the stub that belongs to ``path``; False, with a sentence on the screen, when that cannot be done."""
        name = path.stem if path.stem in self.pack.entries else self.name
        try:
            if force:
                files.write(path, self.pack.handout(name))
            elif copy(self.pack.handout(name), path, force=False)["state"] == "written":
                click.echo(_("{path}: written").format(path=path))
        except GraderError as error:
            click.echo(error.message, err=True)
            return False
        return True

    def _look_again(self) -> None:
        """What we wrote ourselves is no news."""
        from grader.watch import stamps

        self.seen = stamps(self.folder)
