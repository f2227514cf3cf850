"""How does a published snapshot become a folder of pages?

The folder is written beside its place and moved there whole, so a report that was cut off never replaces a good one.
"""

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import duckdb

from extractors.errors import WarehouseError
from warehouse.query import open_snapshot
from warehouse.report import show
from warehouse.report.article_pages import Progress, neighbours, write_articles
from warehouse.report.article_rows import Elsewhere
from warehouse.report.audits import AuditFacts, all_audits, read_audits
from warehouse.report.dictionary import show_dictionary
from warehouse.report.index import MONTHS, show_index, show_lists
from warehouse.report.links import RULES_PAGE, audit_page
from warehouse.report.query import ask, group_by
from warehouse.report.records import Link
from warehouse.report.rows import (
    ColumnFacts,
    CostFacts,
    DriftFacts,
    IdentityFacts,
    ListedArticle,
    Profile,
    ReasonFacts,
    RuleFacts,
    RunFacts,
    SourceFacts,
    Totals,
    TrendFacts,
)
from warehouse.report.rules_page import show_rules
from warehouse.report.seal import bears_seal, has_seal, read_content, seal
from warehouse.report.source import SourceRows, audits_by_site, show_source, source_file
from warehouse.report.writer import Writer
from warehouse.trouble import explain

ASSETS = ("report.css", "report.js")
FIRST_PAGE = "index.html"
# Names of authors on a source's page; content farms have one per article.
IDENTITIES_PER_SITE = 24
# Weeks on a source's page: two years and a quarter.
WEEKS_PER_SITE = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """When a report is made, and of which part of the warehouse."""

    at: str
    scope: str


def _run_line(run: RunFacts | None, scope: str) -> str:
    if run is None:
        return "no run yet"
    state = f"{show.text_or_unknown(run.status)}, winnow {show.text_or_unknown(run.code_version)}"
    return f"{run.flow or 'run'} of {show.moment(run.started_at)}, {state}" + (f" · {scope}" if scope else "")


def _elsewhere(facts: AuditFacts) -> Mapping[str, Elsewhere]:
    """Return what stands against each article, by its id."""
    sides = [(row.article_a, row) for row in facts.contradictions]
    sides += [(row.article_b, row) for row in facts.contradictions if row.article_b != row.article_a]
    pairs = group_by(sides, lambda side: side[0])
    changes = {row.article_id: row for row in facts.changed}
    return {
        article_id: Elsewhere(
            contradictions=[row for _, row in pairs.get(article_id, ())], change=changes.get(article_id)
        )
        for article_id in pairs.keys() | changes.keys()
    }


def _read_sources(
    connection: duckdb.DuckDBPyConnection, articles: Sequence[ListedArticle], facts: AuditFacts
) -> list[SourceRows]:
    identities = ask(connection, "identities", IdentityFacts, {"per_site": IDENTITIES_PER_SITE})
    authors = {"author_ids": [identity.author_id for identity in identities]}
    profiles = {profile.author_id: profile for profile in ask(connection, "profiles", Profile, authors)}
    reasons = group_by(ask(connection, "reasons", ReasonFacts, authors), lambda row: row.author_id)
    articles_of = group_by(articles, lambda row: row.site)
    audits_of = audits_by_site(facts)
    costs_of = group_by(ask(connection, "costs", CostFacts), lambda row: row.site)
    identities_of = group_by(identities, lambda row: row.site)
    drift_of = group_by(ask(connection, "drift", DriftFacts, {"most": WEEKS_PER_SITE}), lambda row: row.site)
    return [
        SourceRows(
            facts=source,
            articles=articles_of[source.site],
            costs=costs_of[source.site],
            identities=identities_of[source.site],
            profiles=profiles,
            reasons=reasons,
            audits=audits_of[source.site],
            drift=drift_of[source.site],
        )
        for source in ask(connection, "sources", SourceFacts)
    ]


def _write_overview(
    connection: duckdb.DuckDBPyConnection, writer: Writer, articles: Sequence[ListedArticle], facts: AuditFacts
) -> None:
    up = [Link(text="all sources", href="index.html")]
    sources = _read_sources(connection, articles, facts)
    for rows in sources:
        for number, page in enumerate(show_source(rows), 1):
            writer.write(
                f"s/{source_file(rows.facts.site, number)}",
                "source.html",
                page,
                title=show.shorten(rows.facts.site, 80),
                crumbs=[Link(text="all sources", href="../index.html")],
            )
    audits = all_audits(facts)
    for audit in audits:
        for number, listed in enumerate(show_lists(audit), 1):
            writer.write(audit_page(audit.anchor, number), "list.html", listed, title=audit.title, crumbs=up)
    totals = ask(connection, "totals", Totals)[0]
    trend = ask(connection, "trend", TrendFacts, {"months": MONTHS})
    index = show_index(totals, [rows.facts for rows in sources], articles, audits, trend=trend)
    writer.write(FIRST_PAGE, "index.html", index, title="Report")
    rules = show_rules(ask(connection, "rules", RuleFacts))
    writer.write(RULES_PAGE, "list.html", rules, title="Rules", crumbs=up)
    dictionary = show_dictionary(ask(connection, "dictionary", ColumnFacts))
    writer.write("dictionary.html", "dictionary.html", dictionary, title="Data dictionary", crumbs=up)


def _write_report(
    connection: duckdb.DuckDBPyConnection, database: Path, folder: Path, *, made: Made, progress: Progress
) -> None:
    for name in ("a", "s"):
        (folder / name).mkdir()
    for asset in ASSETS:
        (folder / asset).write_bytes(files("warehouse.report").joinpath("static", asset).read_bytes())
    run = next(iter(ask(connection, "run", RunFacts)), None)
    writer = Writer(
        folder=folder,
        generated_at=show.moment(made.at),
        run=_run_line(run, made.scope),
        run_id=run.run_id if run else show.UNKNOWN,
    )
    articles = ask(connection, "articles", ListedArticle)
    facts = read_audits(connection)
    write_articles(connection, database, writer, neighbours(articles), against=_elsewhere(facts), progress=progress)
    _write_overview(connection, writer, articles, facts)


def _check_place(out: Path) -> None:
    """Raise where the report would replace something that is no report."""
    if not out.exists() or (out.is_dir() and (has_seal(out) or not any(out.iterdir()))):
        return
    raise WarehouseError(
        f"{out}: expected no folder, an empty one or an earlier report, found something else; name another"
    )


def _move(folder: Path, out: Path) -> None:
    """Put the finished folder in its place; an earlier report steps aside first and is deleted last."""
    aside = folder.with_name(f"{folder.name}-old")
    if out.exists():
        out.rename(aside)
    try:
        folder.rename(out)
    except OSError:
        if aside.exists():
            aside.rename(out)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _no_progress(_done: int, _total: int) -> None:
    return


def build_report(
    database: Path, out: Path, *, generated_at: str, scope: str = "", progress: Progress | None = None
) -> Path:
    """Return the path of the first page of a report on a published snapshot, written into the folder `out`.

    `generated_at` is a time as ISO 8601 has it, `scope` says what the snapshot leaves out. `progress` hears how many
    articles are done, of how many. Raises WarehouseError where the snapshot cannot be read, where the folder cannot be
    written, or where `out` holds something that is not a report.
    """
    made = Made(at=generated_at, scope=scope)
    try:
        return _build(database, out, made=made, progress=progress or _no_progress)
    except duckdb.BinderException as error:
        raise WarehouseError(
            f"{database}: was published by another winnow; `winnow run` or `winnow replay` brings it up to date"
        ) from error
    except (duckdb.Error, OSError) as error:
        raise explain(error, out) from error


def is_up_to_date(database: Path, out: Path) -> bool:
    """Return whether `out` is the whole report of all that a published snapshot holds, made by this winnow.

    It may be of an earlier run, and say so: a run that found nothing new is no reason to write it anew.
    """
    if not has_seal(out):
        return False
    try:
        with open_snapshot(database) as connection:
            return bears_seal(out, read_content(connection, scope=""))
    except (duckdb.Error, OSError) as error:
        raise explain(error, out) from error


def _build(database: Path, out: Path, *, made: Made, progress: Progress) -> Path:
    _check_place(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        with open_snapshot(database) as connection:
            _write_report(connection, database, folder, made=made, progress=progress)
            seal(folder, read_content(connection, scope=made.scope))
        folder.chmod(0o755)
        _move(folder, out)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return out / FIRST_PAGE
