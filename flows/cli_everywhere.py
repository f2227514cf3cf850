"""How does every command take the options that hold for all, after its name as well as before it?"""

import inspect
import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import typer

from flows.cli_options import AsJson, LogAs, NoColor, Offline, Quiet, Verbose
from flows.voice import LogFormat, behave

# How the command line names the parameters that a command may take before its name too.
HANDED_ON = {"config": "--config", "warehouse": "--warehouse", "as_json": "--json"}


def everywhere(app: typer.Typer) -> None:
    """Give every command of an app, and of the apps in it, the options that hold for all."""
    for command in app.registered_commands:
        if command.callback is not None:
            command.callback = _with_manner(command.callback)
    for group in app.registered_groups:
        if group.typer_instance is not None:
            everywhere(group.typer_instance)
            root = group.typer_instance.registered_callback
            if root is not None and root.callback is not None:  # a group that answers by itself
                root.callback = _with_manner(root.callback)


def heed(*, quiet: bool, verbose: bool, offline: bool, log_format: LogFormat | None, no_color: bool) -> None:
    """Let the process behave as these options say; one that is not given says nothing."""
    behave(quiet=quiet or None, verbose=verbose or None, offline=offline or None, log_format=log_format)
    if no_color:
        os.environ["NO_COLOR"] = "1"


def hand_on(context: typer.Context, *, config: Path | None, warehouse: Path | None, as_json: bool) -> None:
    """Let the command that follows take what stands before its name; refuse what it has no use for."""
    given = {"config": config, "warehouse": warehouse, "as_json": as_json or None}
    given = {name: value for name, value in given.items() if value is not None}
    name = context.invoked_subcommand
    if not given or name is None:
        return
    command = context.command.commands[name]  # type: ignore[attr-defined] # the root is a group
    if not hasattr(command, "commands"):
        known = {parameter.name for parameter in command.params}
        for unused in given.keys() - known:
            raise typer.BadParameter(f"`winnow {name}` takes no {HANDED_ON[unused]}")
    if config is not None:
        os.environ["WINNOW_CONFIG"] = str(config)  # a variable of that name would win over what is handed on
    context.default_map = {name: _defaults(command, given)}


def _defaults(command: Any, given: dict[str, Any]) -> dict[str, Any]:
    """Return the defaults of a command, or of all commands of a group."""
    return given | {name: _defaults(inner, given) for name, inner in getattr(command, "commands", {}).items()}


def _manner(
    *,
    as_json: AsJson = False,  # noqa: ARG001 - of commands whose answer is JSON anyway; errors heed it
    quiet: Quiet = False,
    verbose: Verbose = False,
    offline: Offline = False,
    log_format: LogAs = None,
    no_color: NoColor = False,
) -> None:
    heed(quiet=quiet, verbose=verbose, offline=offline, log_format=log_format, no_color=no_color)


def _with_manner(function: Callable[..., None]) -> Callable[..., None]:
    """Return a command that takes these options as well, as far as it has none of that name, and heeds them first."""
    own = inspect.signature(function, eval_str=True).parameters
    added = {
        name: each for name, each in inspect.signature(_manner, eval_str=True).parameters.items() if name not in own
    }

    @wraps(function)
    def command(**given: Any) -> None:
        _manner(**{name: given.pop(name) for name in added})
        function(**given)

    parameters = [*own.values(), *added.values()]
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined] # what typer reads
    command.__annotations__ = {each.name: each.annotation for each in parameters}
    return command
