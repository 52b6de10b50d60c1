"""``grade start``."""

from __future__ import annotations

from pathlib import Path

import click

from grader import files
from grader import workspace as workspaces
from grader.cli import complete
from grader.cli.common import Answer, Flags, Option, document, learner, workspace
from grader.cli.common import command as make
from grader.errors import UsageError
from grader.messages import N_, _
from grader.pack import Pack, open_pack, suggest
from grader.screen.listing import upcoming

DEFAULT = Path("tatami")


@make("start")
@click.argument(
    "names",
    nargs=-1,
    metavar="[NAME or TOPIC]...",
    shell_complete=complete.of(complete.exercises, complete.topics),
)
@click.option(
    "--dir",
    "folder",
    cls=Option,
    type=click.Path(path_type=Path),
    help=N_("The workspace (default: the last one, else ./tatami)."),
)
@click.option("--force", cls=Option, is_flag=True, help=N_("Begin again; your file is kept as NAME.py.bak."))
def command(flags: Flags, names: tuple[str, ...], folder: Path | None, force: bool) -> Answer:
    """Copy exercises into your workspace; without a name, the next one."""
    pack = open_pack(flags.pack)
    with learner() as state:
        chosen = _chosen(pack, names, state.states(pack.name))
        folder = folder or workspace(state) or DEFAULT
        done = [{"exercise": name, **copy(pack.handout(name), folder / f"{name}.py", force)} for name in chosen]
        workspaces.mark(folder, pack, flags.pack)
        state.workspace = str(folder.resolve())
    words = {
        "written": _("written"),
        "kept": _("kept (already there; --force begins again)"),
        "unchanged": _("already there, not changed yet"),
    }
    for row in done:
        if row["backup"]:
            click.echo(_("{path}: your file is kept as {backup}").format(path=row["path"], backup=row["backup"]))
        click.echo(f"{row['path']}: {words[str(row['state'])]}")
    first = chosen[0]
    click.echo(_("Next: edit {path}, then run: grade exercise {name}").format(path=folder / f"{first}.py", name=first))
    return Answer(0, document(workspace=str(folder), files=done))


def _chosen(pack: Pack, names: tuple[str, ...], states: dict[str, str]) -> list[str]:
    """The exercises that ``names`` (of exercises or topics) stand for, each once, in the order asked for."""
    if not names:
        following = upcoming(pack.entries, states)
        if following is None:
            raise UsageError(_("You have passed every exercise. Name one to begin it again: grade start NAME"))
        return [following]
    topics = {topic.name: topic.names for topic in pack.topics}
    chosen: list[str] = []
    for name in names:
        if name not in topics and name not in pack.entries:
            near = tuple(suggest(name, [*pack.entries, *topics]))
            hint = _("Did you mean {names}?").format(names=" / ".join(near)) if near else _("See `grade list`.")
            text = _("There is no exercise or topic called {name}.").format(name=repr(name))
            raise UsageError(f"{text} {hint}", near)
        chosen += [name] if name in pack.entries else topics[name]
    return [*dict.fromkeys(chosen)]


def copy(stub: str, path: Path, force: bool) -> dict[str, str | None]:
    """Write a stub unless the learner's file is there; with ``force`` keep a backup of that."""
    backup = None
    if path.exists() or path.is_symlink():
        if files.holds(path, stub):
            return {"path": str(path), "state": "unchanged", "backup": None}
        if not force:
            return {"path": str(path), "state": "kept", "backup": None}
        backup = str(files.back_up(path))
    files.write(path, stub)
    return {"path": str(path), "state": "written", "backup": backup}
