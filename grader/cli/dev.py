"""``grade dev``: for authors of exercises."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from grader.cli.common import Answer, Flags, Group, Option, document, pass_down, shared_options
from grader.cli.common import command as make
from grader.messages import N_, _, ngettext
from grader.pack import open_pack


@click.group("dev", cls=Group, invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context, /, **given: object) -> None:
    """For authors: begin an exercise, prove it, record PyTorch's answers."""
    pass_down(ctx, **given)


command.params += shared_options()


@make("new")
@click.argument("name")
@click.option("--topic", cls=Option, required=True, help=N_("The topic in pack.toml that it belongs to."))
def new(flags: Flags, name: str, topic: str) -> Answer:
    """Write an exercise that consists of TODOs, and its line in pack.toml."""
    from grader.scaffold import scaffold

    paths = scaffold(open_pack(flags.pack), name, topic)
    for path in paths:
        click.echo(_("{path}: written").format(path=path))
    click.echo(_("Next: replace every TODO, then run: grade dev check {name}").format(name=name))
    return Answer(0, document(exercise=name, files=[str(path) for path in paths]))


@make("check")
@click.argument("names", nargs=-1, metavar="[NAME]...")
def check(flags: Flags, names: tuple[str, ...]) -> Answer:
    """Prove exercises: the reference is right, the stub fits, every known wrong answer is found."""
    from grader.prove import prove

    pack, style = open_pack(flags.pack), flags.style()
    for name in names:
        pack.entry(name)
    proofs = []
    column = max(map(len, names or pack.entries), default=0)
    for proof in prove(pack, [*names] or None):
        proofs.append(proof)
        mark = style.bad("WRONG") + "  " if proof.complaints else style.good("ok") + "     "
        cases = ngettext("{n} case ({hidden} hidden)", "{n} cases ({hidden} hidden)", proof.cases)
        wrong = ngettext("{n} misconception", "{n} misconceptions", proof.misconceptions)
        facts = [cases.format(n=proof.cases, hidden=proof.hidden), wrong.format(n=proof.misconceptions)]
        if proof.cover:
            facts.append(_("{n} would catch all").format(n=proof.cover))
        click.echo(f"{mark}{proof.name:<{column}}  {', '.join(facts)}, {proof.milliseconds:.0f} ms")
        for complaint in proof.complaints:
            click.echo(f"         {complaint}")
    bad = sum(bool(proof.complaints) for proof in proofs)
    total = ngettext("{n} exercise, {bad} with complaints", "{n} exercises, {bad} with complaints", len(proofs))
    click.echo(total.format(n=len(proofs), bad=bad))
    return Answer(int(bad > 0), document(proofs=[asdict(proof) for proof in proofs]))


@make("record")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option(
    "--device",
    cls=Option,
    type=click.Choice(["auto", "cpu", "cuda", "mps"]),
    default="cpu",
    help=N_("Where PyTorch computes (default: cpu)."),
)
def record(flags: Flags, names: tuple[str, ...], device: str) -> Answer:
    """Keep PyTorch's answers in the course, so that learners do not need PyTorch."""
    pack = open_pack(flags.pack)
    for name in names:
        pack.entry(name)
    from grader import recorder

    made = []
    for one in recorder.record(pack, names or None, device):
        made.append(one)
        paths = ", ".join(map(str, one.paths)) or _("PyTorch has no such function")
        click.echo(f"{one.name}: {paths}")
    records = [{"exercise": one.name, "cases": one.cases, "files": [str(path) for path in one.paths]} for one in made]
    return Answer(0, document(records=records))


@make("index")
@click.argument("file", required=False, type=click.Path(path_type=Path))
def index(flags: Flags, file: Path | None) -> Answer:
    """Write a page with all statements of the course, or print it."""
    from grader.catalogue import catalogue
    from grader.files import write

    page = catalogue(open_pack(flags.pack))
    if file is None:
        click.echo(page, nl=False)
    else:
        write(file, page)
        click.echo(_("{path}: written").format(path=file))
    return Answer(0, document(page=page))


for one in (new, check, record, index):
    command.add_command(one)
