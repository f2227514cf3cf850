"""The commands that bring bytes, hand results on, take people's word and forget: a part of `winnow`."""

from pathlib import Path
from typing import Annotated

import typer

from flows.cli_options import AsJson, Config, Since, Sources, Warehouse, Workers, examples, form_of, leave

care = typer.Typer()


@care.command(
    rich_help_panel="Collect",
    epilog=examples(
        "winnow crawl https://herald.example/sitemap.xml --limit 50",
        "winnow crawl --since 2026-11-01",
        "winnow crawl --dry-run",
    ),
)
def crawl(
    sources: Sources = None,
    *,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="At most so many pages of a source.")] = None,
    since: Since = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be asked for; fetch nothing.")] = False,
    config: Config = None,
    warehouse: Warehouse = None,
    as_json: AsJson = False,
) -> None:
    """Fetch pages into WARC files and read nothing yet; `winnow replay` reads them. No Prefect."""
    from flows.commands.crawl import crawl_sources  # noqa: PLC0415

    leave(
        crawl_sources(
            sources or [],
            limit=limit,
            since=since,
            dry_run=dry_run,
            config=config,
            warehouse=warehouse,
            as_json=as_json,
        )
    )


@care.command(
    rich_help_panel="Collect",
    epilog=examples("winnow load pages/", "winnow load crawl.warc.gz", "winnow load pages.jsonl"),
)
def load(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Folder, HTML file, WARC file or JSON lines.")],
    *,
    config: Config = None,
    warehouse: Warehouse = None,
    workers: Workers = None,
    as_json: AsJson = False,
) -> None:
    """Bring your own bytes: read pages that are here already into the warehouse; nothing is fetched."""
    from flows.commands.load import load_paths  # noqa: PLC0415

    leave(load_paths(paths, config=config, warehouse=warehouse, workers=workers, as_json=as_json))


@care.command(
    rich_help_panel="Ask",
    epilog=examples(
        "winnow export claims claims.parquet",
        'winnow export articles bad.csv --where "score < 45"',
        "winnow export keeplist keep.csv --least-score 75",
        "winnow export claimreview disputed.jsonld",
        "winnow export parquet warehouse-tables/",
    ),
)
def export(
    what: Annotated[
        str,
        typer.Argument(
            metavar="WHAT",
            help="A view (articles, claims, signals …), keeplist, jsonld, claimreview, summary, or parquet or csv for"
            " all views.",
        ),
    ],
    out: Annotated[
        Path, typer.Argument(help="File: .parquet, .csv, .json, .jsonl, .jsonld or .md; a folder for parquet and csv.")
    ],
    *,
    where: Annotated[str | None, typer.Option(metavar="SQL", help="Only rows for which this holds.")] = None,
    least_score: Annotated[int, typer.Option(min=0, max=100, metavar="N", help="Of a keeplist.")] = 80,
    raw_csv: Annotated[
        bool, typer.Option("--raw-csv", help="Leave cells that a spreadsheet would run as they are.")
    ] = False,
    as_json: AsJson = False,
    config: Config = None,
    warehouse: Warehouse = None,
) -> None:
    """Write views, schema.org records, a keep-list for text corpora or a Markdown summary to a file."""
    from flows.commands.export import export as write  # noqa: PLC0415

    leave(
        write(
            what,
            out,
            where=where,
            least_score=least_score,
            raw_csv=raw_csv,
            as_json=as_json,
            config=config,
            warehouse=warehouse,
        )
    )


@care.command(
    rich_help_panel="Care",
    epilog=examples(
        "winnow label --kind claim --limit 50",
        "winnow label --queue to-judge.csv",
        "winnow label --import judged.csv --by maud",
        "winnow label --measure",
    ),
)
def label(
    article: Annotated[str | None, typer.Argument(metavar="ARTICLE", help="URL; all articles unless named.")] = None,
    *,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help="author, block or claim; all unless told.")] = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="At most so many answers to judge.")] = 100,
    queue: Annotated[
        Path | None, typer.Option("--queue", metavar="CSV", help="Write what waits for a label; fill `wanted`.")
    ] = None,
    take: Annotated[Path | None, typer.Option("--import", metavar="CSV", help="Keep the labels of a file.")] = None,
    out: Annotated[Path | None, typer.Option("--export", metavar="CSV", help="Write all labels to a file.")] = None,
    measure: Annotated[bool, typer.Option("--measure", help="Print how often winnow is right by the labels.")] = False,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Whose labels; yours unless told.")] = None,
    as_json: AsJson = False,
    config: Config = None,
    warehouse: Warehouse = None,
) -> None:
    """Confirm or correct what winnow says of authors, blocks and claims, least sure answers first."""
    from flows.commands import label as work  # noqa: PLC0415

    if measure:
        leave(work.measure_labels(form=form_of(as_json=as_json), config=config, warehouse=warehouse))
    elif out is not None:
        leave(work.export_labels(out, as_json=as_json, config=config, warehouse=warehouse))
    elif queue is not None:
        leave(
            work.write_queue(
                article, kind=kind, limit=limit, out=queue, as_json=as_json, config=config, warehouse=warehouse
            )
        )
    else:
        leave(
            work.label_pages(
                article, kind=kind, limit=limit, take=take, by=by, as_json=as_json, config=config, warehouse=warehouse
            )
        )


@care.command(
    rich_help_panel="Care",
    epilog=examples(
        "winnow forget someone@mail.example",
        "winnow forget https://herald.example/story.html --yes --json",
        "winnow forget --old --yes",
    ),
)
def forget(
    thing: Annotated[str | None, typer.Argument(metavar="EMAIL|URL|PERSON", help="What is to be erased.")] = None,
    *,
    old: Annotated[
        bool, typer.Option("--old", help="Erase instead what is older than keep_days in the settings allows.")
    ] = False,
    sure: Annotated[bool, typer.Option("--yes", help="Do not ask; there is no way back.")] = False,
    as_json: AsJson = False,
    config: Config = None,
    warehouse: Warehouse = None,
) -> None:
    """Erase every page that holds it from warehouse, snapshots, report and WARC, and print the receipt."""
    if old == (thing is not None):
        raise typer.BadParameter("give either what is to be erased, or --old")
    if thing is None:
        from flows.commands.expire import expire  # noqa: PLC0415

        leave(expire(sure=sure, as_json=as_json, config=config, warehouse=warehouse))
        return
    from flows.commands.forget import forget as erase  # noqa: PLC0415

    leave(erase(thing, sure=sure, as_json=as_json, config=config, warehouse=warehouse))
