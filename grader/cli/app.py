"""The group of commands, and the one place where whatever happens becomes an exit code and a sentence."""

from __future__ import annotations

import contextlib
import errno
import gettext
import io
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

import click

from grader import __version__
from grader.cli.common import Answer, Group, Option, document, pass_down, shared_options
from grader.errors import GraderError
from grader.messages import LANGUAGES, LOCALE, N_, _, language, set_language

USAGE = 2
INTERNAL = 3
INTERRUPTED = 130
HUNG_UP = 141
"""What a shell reports for a program that wrote to a closed pipe."""

COMMANDS = (
    "start", "list", "show", "exercise", "watch", "all", "hint", "quiz", "review", "batch", "report", "export",
    "doctor", "completion", "dev",
)  # fmt: skip


class Lazy(Group):
    """Commands that live in modules of their own, imported on first use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"grader.cli.{cmd_name}").command
        return command


@click.group(cls=Lazy, invoke_without_command=True)
@click.version_option(__version__, prog_name="tatami-grader", cls=Option, help=N_("Show the version and exit."))
@click.pass_context
def grade(ctx: click.Context, /, **given: Any) -> None:
    """Exercises on convolutional networks in NumPy, graded while you learn."""
    pass_down(ctx, **given)


grade.params += shared_options()


def run(argv: Sequence[str]) -> int:
    """Run one command and say how it ended; everything a person should know has been printed."""
    if "_GRADE_COMPLETE" in os.environ:  # a shell asks for completions
        grade.main(prog_name="grade")
    args = [*argv]
    flags = args[: args.index("--")] if "--" in args else args
    _prepare(flags)
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):  # NumPy reads them when it is imported:
        os.environ.setdefault(name, "1")  # to start threads costs more than small arrays gain from them
    try:
        if "--json" in flags:
            said = io.StringIO()
            with contextlib.redirect_stdout(said):
                (code, contents), _sentence = _answer(args)
            if isinstance(contents, list):
                print(*map(_line, contents), sep="\n", end="\n" if contents else "")
            else:
                print(_dumps(contents or document(text=said.getvalue())))
        else:
            (code, _contents), sentence = _answer(args)
            if sentence:
                print(sentence, file=sys.stderr)
        sys.stdout.flush()
    except OSError as error:
        return _unwritable(error)
    return code


def _prepare(flags: Sequence[str]) -> None:
    """Choose the language before any text is made, and print what the terminal cannot show as a question mark."""
    wanted = [flag.partition("=")[2] for flag in flags if flag.startswith("--lang=")]
    wanted += [after for flag, after in pairwise(flags) if flag == "--lang"]
    set_language(wanted[-1] if wanted and wanted[-1] in LANGUAGES else None)
    os.environ["LANGUAGE"] = language()  # click asks gettext, which asks this variable first
    gettext.bindtextdomain("grader", LOCALE)
    gettext.textdomain("grader")
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by whoever started us
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115  (it stays open to the end)
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _answer(args: list[str]) -> tuple[Answer, str]:
    """The command's answer, or the answer that stands for its error, with a sentence for stderr."""
    try:
        with grade.make_context("grade", args) as ctx:
            answer = grade.invoke(ctx)
        return (answer if isinstance(answer, Answer) else Answer(0, {})), ""
    except click.exceptions.Exit as exit_:  # --help and --version
        return Answer(exit_.exit_code, {}), ""
    except GraderError as error:
        return _failed(error.exit_code, error.kind, error.message, suggestions=[*error.suggestions])
    except click.UsageError as error:
        near = [*(getattr(error, "possibilities", None) or ())]
        path = error.ctx.command_path if error.ctx else "grade"
        text = error.format_message()
        return _failed(USAGE, "usage", text, _("See `{path} --help`.").format(path=path), suggestions=near)
    except click.ClickException as error:
        return _failed(USAGE, "usage", error.format_message(), suggestions=[])
    except (KeyboardInterrupt, click.Abort):
        return _failed(INTERRUPTED, "interrupted", _("Stopped. Nothing is lost: your files are as they were."))
    except BrokenPipeError:  # only our own output is a pipe: the runner has no OSError of its own to let through
        raise
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return _failed(USAGE, "disk", _("The disk is full. Free some space and try again."))
        return _internal(error)
    except (Exception, SystemExit) as error:
        return _internal(error)


def _failed(code: int, kind: str, message: str, more: str = "", **fields: Any) -> tuple[Answer, str]:
    error = {"kind": kind, "message": message, **fields}
    return Answer(code, document(error=error)), f"{message} {more}".rstrip()


def _internal(error: BaseException) -> tuple[Answer, str]:
    """For a failure of the grader itself: the traceback goes to a file, its name to the learner."""
    import traceback

    text = "".join(traceback.format_exception(error))
    what = f"{type(error).__name__}: {error}".partition("\n")[0]
    file = _keep(text)
    message = _("The grader itself failed ({what}); your work is not at fault.").format(what=what)
    more = text
    if file:
        more = _("Please report it with the file {file}").format(file=file)
    return _failed(INTERNAL, "internal", message, more, traceback=str(file) if file else text)


def _keep(text: str) -> Path | None:
    """Write a traceback into the state folder, else the temporary one; where it is, or None."""
    import tempfile

    from grader.learner import home, now

    for folder in (home, lambda: Path(tempfile.gettempdir())):
        with contextlib.suppress(OSError, RuntimeError):
            file = folder() / f"crash-{now():%Y%m%dT%H%M%S%f}Z.txt"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", errors="backslashreplace")
            return file
    return None


def _dumps(contents: Mapping[str, Any]) -> str:
    import json

    return json.dumps(contents, ensure_ascii=False, indent=2)


def _line(contents: Mapping[str, Any]) -> str:
    """A document on one line, whatever its reader takes for the end of a line; invisible characters are escaped."""
    import json

    text = json.dumps(contents, ensure_ascii=False)
    return "".join(c if c.isprintable() else "".join(f"\\u{unit:04x}" for unit in _units(c)) for c in text)


def _units(character: str) -> Iterator[int]:
    pair = character.encode("utf-16-be", "surrogatepass")
    for place in range(0, len(pair), 2):
        yield int.from_bytes(pair[place : place + 2])


def _unwritable(error: OSError) -> int:
    """The output has gone: quietly when its reader has seen enough (``| head``), else with a sentence."""
    with contextlib.suppress(OSError, ValueError):  # else the interpreter flushes once more, and complains
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(error, BrokenPipeError):
        return HUNG_UP
    with contextlib.suppress(OSError):
        print(_("The output cannot be written: {why}.").format(why=error.strerror or error), file=sys.stderr)
    return USAGE
