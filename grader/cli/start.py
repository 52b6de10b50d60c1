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
@click.option("--notebook", cls=Option, is_flag=True, help=N_("Write NAME.ipynb, to work in Jupyter."))
@click.option("--force", cls=Option, is_flag=True, help=N_("Begin again; your file is kept as NAME.py.bak."))
def command(flags: Flags, names: tuple[str, ...], folder: Path | None, notebook: bool, force: bool) -> Answer:
    """Copy exercises into your workspace; without a name, the next one."""
    pack = open_pack(flags.pack)
    with learner() as state:
        chosen = _chosen(pack, names, state.states(pack.name))
        folder = folder or workspace(state) or DEFAULT
        done = []
        for name in chosen:
            path = folder / f"{name}{'.ipynb' if notebook else '.py'}"
            done.append({"exercise": name, **copy(_contents(pack, path), path, force)})
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
    both = [name for name in chosen if all((folder / f"{name}{suffix}").exists() for suffix in (".py", ".ipynb"))]
    if both:
        text = _(
            "There is {name}.py as well as {name}.ipynb: `grade exercise {name}` takes the .py unless you name a file."
        )
        click.echo(text.format(name=both[0]))
    first = str(done[0]["path"])
    text = _("Next: edit {path}, then run: grade exercise {name}")
    if notebook:
        text = _("Next: open {path} in Jupyter; its last cell grades what you have run.")
    click.echo(text.format(path=first, name=chosen[0]))
    return Answer(0, document(workspace=str(folder), files=done))


def _contents(pack: Pack, path: Path) -> str:
    """What a learner begins with."""
    if path.suffix == ".py":
        return pack.handout(path.stem)
    from grader.notebook.make import notebook

    return notebook(pack, path.stem)


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
