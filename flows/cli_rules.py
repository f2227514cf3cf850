"""`winnow rules`: what is measured, and what a user's own rules change about it."""

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from flows.cli_options import AsJson, Config, examples, leave


class ListByDefault(TyperGroup):
    """`winnow rules NAME` is short for `winnow rules list NAME`."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that the words mean, with its arguments."""
        return super().resolve_command(ctx, args if args[0] in self.commands else ["list", *args])


rules = typer.Typer(
    cls=ListByDefault,
    invoke_without_command=True,
    rich_help_panel="Look",
    epilog=examples(
        "winnow rules",
        "winnow rules list keyword_stuffing",
        "winnow rules new rules.toml",
        "winnow rules lint rules.toml",
        "winnow rules test rules.toml page.html",
    ),
)
RuleFile = Annotated[Path, typer.Argument(metavar="FILE", help="File of rules.")]
OwnRules = Annotated[
    Path | None, typer.Option("--rules", metavar="FILE", help="Your own rules, instead of the settings'.")
]


@rules.callback()
def rules_root(context: typer.Context, *, as_json: AsJson = False) -> None:
    """Show what is measured, what it costs and why; write, check and try rules of your own."""
    if context.invoked_subcommand is None:
        from flows.commands.rules import show_rules  # noqa: PLC0415

        leave(show_rules(None, rules=None, config=None, as_json=as_json))


@rules.command(
    "list",
    epilog=examples(
        "winnow rules list", "winnow rules list filler_phrases", "winnow rules list --rules rules.toml --json"
    ),
)
def list_rules(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="A signal, a word list or a rule of yours.")
    ] = None,
    *,
    own: OwnRules = None,
    as_json: AsJson = False,
    config: Config = None,
) -> None:
    """List signals, filters of text corpora and rules of your own, or show one of them whole."""
    from flows.commands.rules import show_rules  # noqa: PLC0415

    leave(show_rules(name, rules=own, config=config, as_json=as_json))


@rules.command(epilog=examples("winnow rules new rules.toml"))
def new(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What to write.")], *, as_json: AsJson = False
) -> None:
    """Write a file of rules to start from, with comments; its examples hold."""
    from flows.commands.rules_files import new_rules  # noqa: PLC0415

    leave(new_rules(file, as_json=as_json))


@rules.command(epilog=examples("winnow rules lint rules.toml", "winnow rules lint rules.toml --json"))
def lint(file: RuleFile, *, as_json: AsJson = False) -> None:
    """Check a file of rules: names, ranges, patterns, examples, and what each pattern costs. Exit 2 if it is wrong."""
    from flows.commands.rules_files import lint_rules  # noqa: PLC0415

    leave(lint_rules(file, as_json=as_json))


@rules.command(
    "test",
    epilog=examples(
        "winnow rules test rules.toml",
        "winnow rules test rules.toml page.html --url https://herald.example/story.html",
    ),
)
def try_on_pages(
    file: RuleFile,
    targets: Annotated[
        list[str] | None, typer.Argument(metavar="TARGET...", help="URL, HTML file, WARC file, or - for stdin.")
    ] = None,
    *,
    url: Annotated[
        str | None, typer.Option("--url", metavar="URL", help="Where a saved page is from, for rules of one site.")
    ] = None,
    as_json: AsJson = False,
    config: Config = None,
) -> None:
    """Run a file's examples, and show what its rules change on pages: blocks that go or come, points."""
    from flows.commands.rules_trial import try_rules  # noqa: PLC0415

    leave(try_rules(file, targets or [], url=url, config=config, as_json=as_json))
