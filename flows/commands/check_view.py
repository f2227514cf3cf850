"""How does `winnow check` show one page: on a terminal for people, as JSON for programs?"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from extractors.records import AuthorProfile, AuthorVerdict, Claim, Polarity, Reading, Signal
from extractors.rules.blocks import PREFIX
from extractors.rules.records import NO_RULES, Rules
from extractors.signals.grading import counted
from flows.commands.versions import SCHEMA_VERSION

# A terminal shows the beginning of a list and says how much more there is; `--json` has all of it.
CLAIMS_SHOWN = 8
QUOTE_CHARACTERS = 100
QUOTES_SHOWN = 3
GRADE_STYLES = {"A": "bold green", "B": "green", "C": "yellow", "D": "dark_orange", "E": "bold red"}


def reading_row(name: str, reading: Reading) -> dict[str, Any]:
    """Return the whole reading as JSON-able values: article, ledger, claims."""
    from extractors.article_json import article_row  # noqa: PLC0415 - only here
    from extractors.claims.json_rows import claim_row  # noqa: PLC0415 - only here

    row: dict[str, Any] = {"schema_version": SCHEMA_VERSION}
    row |= article_row(name, reading.article)
    row["signals"] = {signal.name: signal.value for signal in reading.signals}
    row["score"] = reading.score.value if reading.score else None
    row["grade"] = reading.score.grade.value if reading.score else None
    row["ledger"] = [
        _ledger_row(line, reading.article.page_text) for line in (reading.score.lines if reading.score else ())
    ]
    # None: in a language in which claims cannot be read.
    row["claims"] = [dict(claim_row(claim)) for claim in reading.claims.claims] if reading.claims else None
    row["sha256"] = reading.capture.sha256
    row["encoding"] = reading.article.encoding
    return row


def show_reading(
    console: Console,
    name: str,
    reading: Reading,
    *,
    seconds: float,
    explain: bool = False,
    rules: Rules = NO_RULES,
) -> None:
    """Print score, reasons, authors and claims of one page; `explain` adds why each line costs what it costs."""
    ledger = _ledger(reading, rules if explain else None)
    parts: list[RenderableType] = [_head(name, reading, seconds), ledger, _blocks(reading)]
    parts += [_author(profile) for profile in reading.article.authors if profile.verdict is AuthorVerdict.GENERATED]
    parts.append(_claims(reading.claims.claims) if reading.claims else Text("\n  claims  ? (read in English only)"))
    console.print(Group(*parts), soft_wrap=False)


def _ledger_row(line: Signal, page_text: str) -> dict[str, Any]:
    return {
        "rule": line.rule,
        "points": line.points,
        "reason": line.reason,
        "quotes": [page_text[span.start : span.end][:QUOTE_CHARACTERS] for span in line.spans],
        "spans": [[span.start, span.end] for span in line.spans],
    }


def _head(name: str, reading: Reading, seconds: float) -> RenderableType:
    article, score = reading.article, reading.score
    title = article.metadata.title or name
    mark = (
        Text(f" {score.value:>3}/100  {score.grade} ", style=GRADE_STYLES[score.grade])
        if score
        else Text("   ?  not scored ")
    )
    said = [
        article.page_class.value,
        article.metadata.language or "",
        f"published {article.metadata.published[:10]}" if article.metadata.published else "undated",
        f"by {article.metadata.byline}" if article.metadata.byline else "no byline",
        f"read in {seconds:.1f} s",
    ]
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column()
    facts = Text("\n".join((name, " · ".join(part for part in said if part))), style="dim")
    table.add_row(mark, Group(Text(title, style="bold"), facts))
    return table


def _ledger(reading: Reading, explained_by: Rules | None) -> RenderableType:
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", width=5)
    table.add_column(style="bold", no_wrap=True)
    table.add_column()
    for line in reading.score.lines if reading.score else ():
        points = f"{line.points:+d}" if line.points else "\u00b7"
        table.add_row(points, line.name.replace("_", " "), escape(line.reason))
        for more in _explained(line, reading.article.page_text, explained_by) if explained_by is not None else ():
            table.add_row("", "", Text(more, style="dim"))
    return Padding(table, (1, 0, 0, 0))


def _explained(line: Signal, page_text: str, rules: Rules) -> Iterator[str]:
    """Yield the words that a line of the score rests on, its threshold, and why it costs that much."""
    from extractors.signals.weights import weights_by  # noqa: PLC0415 - only here

    quotes = dict.fromkeys(" ".join(page_text[span.start : span.end].split()) for span in line.spans)
    for quote in list(quotes)[:QUOTES_SHOWN]:
        yield f"“{quote if len(quote) <= QUOTE_CHARACTERS else quote[: QUOTE_CHARACTERS - 1] + '…'}”"
    if len(quotes) > QUOTES_SHOWN:
        yield f"and {len(quotes) - QUOTES_SHOWN} more places"
    weight = weights_by(rules.signals).get(line.name)
    if weight is not None and not weight.ignored:  # a floor has none
        bound = "at most" if weight.below else "from"
        yield f"measured {line.value:.3g}, costs {bound} {weight.threshold:g}; {line.rule}: {weight.source}"
        yield weight.why


def _blocks(reading: Reading) -> RenderableType:
    removed: Counter[str] = Counter()
    for block in reading.article.blocks:
        if not block.kept:
            removed[block.label.value] += len(block.text)
    kept = sum(len(block.text) for block in reading.article.blocks if block.kept)
    listing = ", ".join(f"{label.replace('_', ' ')} {count:,}" for label, count in removed.most_common())
    own = Counter(block.rule.removeprefix(PREFIX) for block in reading.article.blocks if block.rule.startswith(PREFIX))
    named = ", ".join(f"{name} {count}" for name, count in own.items())
    by_rules = f"\n  rules   {counted(own.total(), 'block')} by rules of yours: {named}" if own else ""
    return Text(f"\n  text    {kept:,} characters kept; removed: {listing or 'nothing'}{by_rules}")


def _author(profile: AuthorProfile) -> RenderableType:
    title = f"  author  {profile.name or 'unnamed'}: generated ({profile.confidence:.0%} sure"
    title += f", {profile.generator})" if profile.generator else ")"
    table = Table.grid(padding=(0, 1))
    table.add_column(width=9)
    table.add_column(style="cyan", no_wrap=True)
    table.add_column()
    for evidence in profile.evidence:
        table.add_row("", evidence.field, escape(evidence.detail))
    return Group(Text(title), table)


def _claims(claims: tuple[Claim, ...]) -> RenderableType:
    negated = sum(claim.polarity is Polarity.NEGATIVE for claim in claims)
    modalities: Mapping[str, int] = Counter(claim.modality.value for claim in claims)
    listed = ", ".join(f"{count} {modality}" for modality, count in sorted(modalities.items()))
    table = Table.grid(padding=(0, 1))
    table.add_column(width=9)
    table.add_column(width=1)
    table.add_column()
    listed_first = sorted(claims, key=lambda claim: (claim.polarity is not Polarity.NEGATIVE, -claim.confidence))
    for claim in listed_first[:CLAIMS_SHOWN]:
        source = f"   (says {claim.attribution})" if claim.attribution else ""
        words = f"{claim.subject.text} · {claim.relation.text} · {claim.object.text if claim.object else ''}{source}"
        table.add_row("", "¬" if claim.polarity is Polarity.NEGATIVE else "", escape(words))
    more = f"{'':10}… {len(claims) - CLAIMS_SHOWN} more in --json" if len(claims) > CLAIMS_SHOWN else ""
    return Group(
        Text(f"\n  claims  {len(claims)} ({negated} negated; {listed or 'none'})"), table, Text(more, style="dim")
    )
