"""`winnow rules test`: do the examples hold, and what do the rules change on these pages?"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from extractors.errors import PageError, PolicyError, RulesError, WinnowError
from extractors.records import Block, Capture, Reading
from extractors.rules.blocks import PREFIX
from extractors.rules.records import Rules
from extractors.signals.grading import counted
from flows.commands.check import NoAnswerError, captures_of, must_exist, pipeline_of
from flows.commands.places import settings_for
from flows.commands.versions import SCHEMA_VERSION
from flows.error_codes import error_code_of
from flows.exit_codes import ExitCode
from flows.plain import plain
from flows.rules.lint import failed_examples
from flows.rules.read import RuleFile, load_text, read_rules
from flows.settings import Settings
from flows.voice import Level, Line, say

if TYPE_CHECKING:
    from spacy.language import Language

QUOTE_CHARS = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockChange:
    """A block that the rules judge otherwise."""

    rule: str
    before: str  # "kept content", "removed advert"
    after: str
    text: str
    start: int  # into the page text
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalChange:
    """A signal that costs otherwise."""

    signal: str
    before: int
    after: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageChange:
    """What the rules change on one page. Scores are None for a page that is no article."""

    id: str
    score_before: int | None
    score_after: int | None
    page_class_before: str
    page_class_after: str
    signals: tuple[SignalChange, ...]
    blocks: tuple[BlockChange, ...]

    @property
    def is_changed(self) -> bool:
        """Return whether anything is otherwise."""
        return bool(self.signals or self.blocks)


def try_rules(path: Path, targets: list[str], *, url: str | None, config: Path | None, as_json: bool) -> ExitCode:
    """Print whether the examples hold and what the rules change on each page; exit 2 if an example does not hold."""
    file, settings = read_rules(load_text(path), path=path), settings_for(config, None)
    for target in targets:
        must_exist(target)
    failed = tuple(failed_examples(file.examples))
    pages, unread = _pages(file.rules, targets, settings, url)
    if as_json:
        _print_json(file, failed, pages)
    else:
        _print_text(file, failed, pages)
    if failed:
        _tell(str(path), RulesError(str(path), failed))
        return ExitCode.USAGE
    return ExitCode.PAGES_FAILED if unread else ExitCode.OK


def _pages(rules: Rules, targets: Sequence[str], settings: Settings, url: str | None) -> tuple[list[PageChange], int]:
    """Return what changes on each page, and how many pages could not be had or read."""
    pages: list[PageChange] = []
    unread = 0
    for target in targets:
        try:
            for name, capture in captures_of(target, settings):
                placed = capture if url is None else replace(capture, url=url, final_url=url)
                pages.append(page_change(name, placed, rules, pipeline_of(settings)))
        except (NoAnswerError, PageError, PolicyError) as error:
            _tell(target, error)
            unread += 1
    return pages, unread


def _tell(name: str, error: WinnowError) -> None:
    code = error_code_of(error)
    say(Line(message=f"{error} [{code}]", event="error", level=Level.ERROR, url=name, facts={"code": code}))


def page_change(name: str, capture: Capture, rules: Rules, nlp: "Language") -> PageChange:
    """Return what the rules change on a page; raises PageError for one that cannot be read."""
    before, after = _both(capture, rules, nlp)
    return PageChange(
        id=name,
        score_before=before.score.value if before.score else None,
        score_after=after.score.value if after.score else None,
        page_class_before=before.article.page_class.value,
        page_class_after=after.article.page_class.value,
        signals=tuple(_signals(before, after)),
        blocks=tuple(_blocks(before.article.blocks, after.article.blocks)),
    )


def _both(capture: Capture, rules: Rules, nlp: "Language") -> tuple[Reading, Reading]:
    """Return the page as winnow reads it alone, and with the rules."""
    from extractors.article import read_article  # noqa: PLC0415 - heavy
    from extractors.claims.read import read_many  # noqa: PLC0415 - heavy
    from flows.workers.pages import reading_of  # noqa: PLC0415 - beside the two above

    alone, ruled = read_article(capture), read_article(capture, rules=rules)
    claims = list(read_many([alone] if alone.text == ruled.text else [alone, ruled], nlp=nlp))
    return reading_of(capture, alone, claims[0]), reading_of(capture, ruled, claims[-1], rules=rules)


def _signals(before: Reading, after: Reading) -> Iterator[SignalChange]:
    for was, now in zip(before.signals, after.signals, strict=True):
        if was.points != now.points:
            yield SignalChange(signal=now.name, before=was.points, after=now.points, reason=now.reason)


def _blocks(before: Sequence[Block], after: Sequence[Block]) -> Iterator[BlockChange]:
    for was, now in zip(before, after, strict=True):
        if (was.kept, was.label) != (now.kept, now.label):
            yield BlockChange(
                rule=now.rule, before=_said(was), after=_said(now), text=now.text, start=now.start, end=now.end
            )


def _said(block: Block) -> str:
    return f"{'kept' if block.kept else 'removed'} {block.label}"


def _print_json(file: RuleFile, failed: Sequence[tuple[int, str]], pages: Sequence[PageChange]) -> None:
    answer = {
        "schema_version": SCHEMA_VERSION,
        "file": str(file.path),
        "examples": len(file.examples),
        "problems": [{"line": line, "message": message} for line, message in failed],
        "blocks_by_rule": dict(_blocks_by_rule(file, pages)),
        "pages": [asdict(page) for page in pages],
    }
    typer.echo(json.dumps(answer, ensure_ascii=False))


def _print_text(file: RuleFile, failed: Sequence[tuple[int, str]], pages: Sequence[PageChange]) -> None:
    held = len(file.examples) - len(failed)
    typer.echo(f"{file.path}: {held} of {len(file.examples)} examples hold")
    for line, message in failed:
        typer.echo(f"{file.path}:{line}: {message}")
    for page in pages:
        if page.is_changed or len(pages) == 1:
            typer.echo("\n".join(_lines(page)))
    if len(pages) > 1:
        changed = sum(page.is_changed for page in pages)
        typer.echo(f"\n{counted(changed, 'page')} of {len(pages):,} read otherwise")
        for rule, count in _blocks_by_rule(file, pages):
            typer.echo(f"  {rule:26} {counted(count, 'block') if count else 'nothing here'}")


def _blocks_by_rule(file: RuleFile, pages: Sequence[PageChange]) -> Iterator[tuple[str, int]]:
    """Yield how many blocks each rule changes, in the file's order; one that changes none may be outdated."""
    often = Counter(block.rule for page in pages for block in page.blocks)
    for rule in file.rules.blocks:
        yield rule.id, often[f"{PREFIX}{rule.id}"]


def _lines(page: PageChange) -> Iterator[str]:
    yield f"\n{page.id}  {_arrow(_score(page.score_before), _score(page.score_after))}"
    if page.page_class_before != page.page_class_after:
        yield f"  page class  {_arrow(page.page_class_before, page.page_class_after)}"
    for signal in page.signals:
        yield f"  {signal.signal.replace('_', ' '):26} {signal.before} → {signal.after}  {plain(signal.reason)}"
    for block in page.blocks:
        text = " ".join(plain(block.text).split())
        shown = text if len(text) <= QUOTE_CHARS else f"{text[: QUOTE_CHARS - 1]}…"
        yield f"  {block.rule.removeprefix(PREFIX):26} {block.before} → {block.after}: “{shown}”"
    if not page.is_changed:
        yield "  nothing changes"


def _score(value: int | None) -> str:
    return "not scored" if value is None else f"{value}/100"


def _arrow(before: str, after: str) -> str:
    return before if before == after else f"{before} → {after}"
