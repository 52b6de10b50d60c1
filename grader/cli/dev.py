"""``grade dev``: for authors of exercises and question banks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli import complete
from grader.cli.common import Answer, Flags, Group, Option, document, pass_down, shared_options
from grader.cli.common import command as make
from grader.errors import UsageError
from grader.messages import N_, _, language, ngettext
from grader.pack import Pack, open_pack, suggest

if TYPE_CHECKING:
    from grader.prove import Proof
    from grader.quiz.prove import BankProof
    from grader.screen.text import Style


@click.group("dev", cls=Group, invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context, /, **given: object) -> None:
    """For authors: begin an exercise, prove exercises and question banks, record PyTorch's answers."""
    pass_down(ctx, **given)


command.params += shared_options()


@make("new")
@click.argument("name")
@click.option(
    "--topic",
    cls=Option,
    required=True,
    shell_complete=complete.of(complete.topics),
    help=N_("The topic in pack.toml that it belongs to."),
)
def new(flags: Flags, name: str, topic: str) -> Answer:
    """Write an exercise that consists of TODOs, and its line in pack.toml."""
    from grader.scaffold import scaffold

    paths = scaffold(open_pack(flags.pack), name, topic)
    for path in paths:
        click.echo(_("{path}: written").format(path=path))
    click.echo(_("Next: replace every TODO, then run: grade dev check {name}").format(name=name))
    return Answer(0, document(exercise=name, files=[str(path) for path in paths]))


@make("check")
@click.argument("names", nargs=-1, metavar="[NAME]...", shell_complete=complete.of(complete.exercises, complete.banks))
@click.option(
    "--seeds",
    cls=Option,
    type=click.IntRange(1),
    default=100,
    metavar="N",
    help=N_("Draw each question of a bank with N seeds (default: 100)."),
)
def check(flags: Flags, names: tuple[str, ...], seeds: int) -> Answer:
    """Prove exercises and question banks: what is right is right, every known wrong answer is found."""
    pack, style = open_pack(flags.pack), flags.style()
    exercises, banks = _sorted_out(pack, names)
    column = max(map(len, (*exercises, *banks)), default=0)
    proofs = [*_exercises(pack, exercises, bool(names), style, column)]
    proven = [*_banks(pack, banks, seeds, style, column)]
    bad = sum(bool(proof.complaints) for proof in proofs) + sum(bool(proof.complaints) for proof in proven)
    counts = [
        ngettext("{n} exercise", "{n} exercises", len(proofs)).format(n=len(proofs)),
        ngettext("{n} question bank", "{n} question banks", len(proven)).format(n=len(proven)),
    ]
    click.echo(_("{things}, {bad} with complaints").format(things=", ".join(counts), bad=bad))
    contents = document(proofs=[asdict(proof) for proof in proofs], banks=[asdict(proof) for proof in proven])
    return Answer(int(bad > 0), contents)


def _sorted_out(pack: Pack, names: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """Which of the names are exercises and which are banks; without names, all of both."""
    from grader.quiz.bank import bank_names

    banks = bank_names(pack)
    if not names:
        return [*pack.entries], banks
    for name in names:
        if name not in banks and name not in pack.entries:
            near = tuple(suggest(name, [*pack.entries, *banks]))
            hint = _("Did you mean {names}?").format(names=" / ".join(near)) if near else ""
            sentence = _("There is no exercise and no question bank called {name}.").format(name=repr(name))
            raise UsageError(f"{sentence} {hint}".rstrip(), near)
    return [name for name in names if name in pack.entries], [name for name in names if name in banks]


def _exercises(pack: Pack, names: list[str], chosen: bool, style: Style, column: int) -> Iterator[Proof]:
    if chosen and not names:
        return
    from grader.prove import prove

    for proof in prove(pack, names if chosen else None):
        cases = ngettext("{n} case ({hidden} hidden)", "{n} cases ({hidden} hidden)", proof.cases)
        wrong = ngettext("{n} misconception", "{n} misconceptions", proof.misconceptions)
        facts = [cases.format(n=proof.cases, hidden=proof.hidden), wrong.format(n=proof.misconceptions)]
        if proof.cover:
            facts.append(_("{n} would catch all").format(n=proof.cover))
        _say(proof, f"{', '.join(facts)}, {proof.milliseconds:.0f} ms", style, column)
        yield proof


def _banks(pack: Pack, names: list[str], seeds: int, style: Style, column: int) -> Iterator[BankProof]:
    from grader.quiz.prove import prove

    for name in names:
        proof = prove(pack, name, seeds)
        items = ngettext("{n} question ({templates} drawn)", "{n} questions ({templates} drawn)", proof.items)
        wrong = ngettext("{n} misconception", "{n} misconceptions", proof.misconceptions)
        facts = [items.format(n=proof.items, templates=proof.templates), wrong.format(n=proof.misconceptions)]
        _say(proof, ", ".join(facts), style, column)
        yield proof


def _say(proof: Proof | BankProof, facts: str, style: Style, column: int) -> None:
    mark = style.bad("WRONG") + "  " if proof.complaints else style.good("ok") + "     "
    click.echo(f"{mark}{proof.name:<{column}}  {facts}")
    for complaint in proof.complaints:
        click.echo(f"         {complaint}")


@make("record")
@click.argument("names", nargs=-1, metavar="[NAME]...", shell_complete=complete.of(complete.exercises))
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


@make("translate")
@click.argument("language")
@click.argument("topics", nargs=-1, metavar="[TOPIC]...")
def translate(flags: Flags, language: str, topics: tuple[str, ...]) -> Answer:
    """Bring the catalogues of a course up to date, for translators to fill in."""
    from grader.translate import update

    made = []
    for one in update(open_pack(flags.pack), language, topics):
        made.append(one)
        text = _("{path}: {missing} of {texts} texts to be translated")
        click.echo(text.format(path=one.path, missing=one.missing, texts=one.texts))
    catalogues = [{"path": str(one.path), "texts": one.texts, "missing": one.missing} for one in made]
    return Answer(int(any(one.missing for one in made)), document(catalogues=catalogues))


@make("new-pack")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def new_pack(flags: Flags, folder: Path) -> Answer:
    """Write a course of your own: one exercise that lacks nothing, and what makes a wheel of it.

    Its source language is that of --lang.
    """
    from grader.new_pack import EXERCISE, new_pack

    paths = new_pack(folder, flags.lang or language())
    for path in paths:
        click.echo(_("{path}: written").format(path=path))
    click.echo(_("Next: read {path}, then run: grade dev check --pack {folder}").format(path=paths[-1], folder=folder))
    return Answer(0, document(pack=str(folder), exercise=EXERCISE, files=[str(path) for path in paths]))


for one in (translate, new, new_pack, check, record, index):
    command.add_command(one)
