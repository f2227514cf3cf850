"""`winnow rules new` and `winnow rules lint`: a file of rules to start from, and what is wrong with one."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path

import typer

from extractors.errors import RulesError, SettingsError
from extractors.rules.records import rules_id
from extractors.signals.grading import counted
from flows.commands.versions import SCHEMA_VERSION
from flows.error_codes import error_code_of
from flows.exit_codes import ExitCode
from flows.rules.lint import Timing, failed_examples, slow_rules
from flows.rules.read import Problem, RuleFile, load_text, read_rules
from flows.voice import Level, Line, say


def new_rules(path: Path, *, as_json: bool) -> ExitCode:
    """Write the file that rules start from; one that is there is left as it is."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(files("flows").joinpath("data", "rules.toml").read_text(encoding="utf-8"))
    except FileExistsError as error:
        raise SettingsError(f"{path}: is there already; `winnow rules lint {path}` checks it") from error
    except (FileNotFoundError, NotADirectoryError) as error:
        raise SettingsError(f"{path}: {path.parent} is no folder") from error
    if as_json:
        typer.echo(json.dumps({"schema_version": SCHEMA_VERSION, "file": str(path)}))
    else:
        typer.echo(f"wrote {path}; next: winnow rules lint {path}, then rules = {json.dumps(str(path))} in winnow.toml")
    return ExitCode.OK


def lint_rules(path: Path, *, as_json: bool) -> ExitCode:
    """Print everything that is wrong with a file of rules, or what its patterns cost; exit 2 if it is wrong."""
    timings: tuple[Timing, ...] = ()
    file: RuleFile | None = None
    try:
        file = read_rules(load_text(path), path=path)
    except RulesError as error:
        problems = error.problems
    else:
        found = list(slow_rules(file))
        timings = tuple(timing for timing, _ in found)
        slow = (problem for _, problem in found if problem is not None)
        problems = tuple(sorted((*failed_examples(file.examples), *slow)))
    if as_json:
        _print_json(path, file, problems, timings)
    else:
        _print_text(path, file, problems, timings)
    if problems:
        code = error_code_of(RulesError(str(path), problems))
        said = f"{path}: {counted(len(problems), 'problem')} [{code}]"
        say(Line(message=said, event="error", level=Level.ERROR, facts={"code": code}))
    return ExitCode.USAGE if problems else ExitCode.OK


def _print_json(path: Path, file: RuleFile | None, problems: Sequence[Problem], timings: Sequence[Timing]) -> None:
    answer = {
        "schema_version": SCHEMA_VERSION,
        "file": str(path),
        "rules_id": rules_id(file.rules) if file else None,
        "problems": [{"line": line or None, "message": message} for line, message in problems],
        "examples": len(file.examples) if file else None,
        "timings": [asdict(timing) for timing in timings],
    }
    typer.echo(json.dumps(answer, ensure_ascii=False))


def _print_text(path: Path, file: RuleFile | None, problems: Sequence[Problem], timings: Sequence[Timing]) -> None:
    for line, message in problems:
        typer.echo(f"{path}:{line}: {message}" if line else f"{path}: {message}")
    if file is None or problems:
        return
    parts = (("signal", file.rules.signals), ("list", file.rules.lists), ("block rule", file.rules.blocks))
    held = [*(counted(len(found), name) for name, found in parts), counted(len(file.examples), "example")]
    typer.echo(f"{path}: right; {', '.join(held)}")
    for timing in timings:
        typer.echo(f"  {timing.rule:40} {timing.ms_per_mb:5.1f} ms for 1 MB")
