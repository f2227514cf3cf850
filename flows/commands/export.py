"""`winnow export`: views, schema.org records, a keep-list for corpora or a summary, as files."""

import json
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

import typer

from extractors.errors import SettingsError
from flows.commands.export_rows import Query, json_array, json_lines, record, whole_file, write_query
from flows.commands.places import published
from flows.commands.schema_org import article_record, claim_record
from flows.commands.summary import summary_lines
from flows.commands.versions import SCHEMA_VERSION
from flows.exit_codes import ExitCode
from warehouse.statements import read_sql

VIEWS = (
    "sources", "articles", "article_versions", "blocks", "authors", "entities", "claims", "contradictions", "copies",
    "signals", "runs", "failures", "labels", "families", "family_members", "personas",
)  # fmt: skip
# Every view at once, one file each.
FOLDERS = ("parquet", "csv")
RECORDS: Mapping[str, tuple[str, Callable[[Mapping[str, object]], dict[str, object]]]] = {
    "jsonld": ("ask/reviewed_articles.sql", article_record),
    "claimreview": ("ask/disputed_claims.sql", claim_record),
}
# Of a keep-list, unless told: the same as in the README's question on corpora.
LEAST_SCORE = 80


def export(
    what: str,
    out: Path,
    *,
    where: str | None,
    least_score: int,
    raw_csv: bool,
    as_json: bool,
    config: Path | None,
    warehouse: Path | None,
) -> ExitCode:
    """Write what was asked for; a file appears whole or not at all."""
    snapshot = published(config, warehouse).snapshot
    if where is not None and what in {*FOLDERS, "summary"}:
        raise SettingsError(f"--where is for one view, a keeplist, jsonld or claimreview, not for {what}")
    if what in FOLDERS:
        written = _folder(what, out, snapshot, raw_csv=raw_csv)
    elif what in RECORDS:
        written = {out: _records(what, out, snapshot, where=where)}
    elif what == "summary":
        written = {out: _summary(out, snapshot)}
    else:
        query = _query(what, snapshot, where=where, least_score=least_score)
        written = {out: write_query(query, out, raw_csv=raw_csv)}
    _tell(written, "lines" if what == "summary" else "rows", what, as_json=as_json)
    return ExitCode.OK


def _tell(written: Mapping[Path, int], unit: str, what: str, *, as_json: bool) -> None:
    if as_json:
        files = [{"file": str(path), unit: count} for path, count in written.items()]
        typer.echo(json.dumps({"schema_version": SCHEMA_VERSION, "what": what, "files": files}, ensure_ascii=False))
        return
    for path, count in written.items():
        typer.echo(f"{path}: {count:,} {unit} of {path.stem if what in FOLDERS else what}")


def _query(what: str, snapshot: Path, *, where: str | None, least_score: int) -> Query:
    if what == "keeplist":
        text = read_sql("ask/keeplist.sql")
        return Query(snapshot=snapshot, text=_chosen(text, where), parameters={"least_score": least_score})
    if what in VIEWS:
        return Query(snapshot=snapshot, text=_chosen(read_sql("ask/view.sql"), where), parameters={"view": what})
    known = (*VIEWS, "keeplist", *RECORDS, "summary", *FOLDERS)
    near = get_close_matches(what, known, n=1)
    raise SettingsError(f"{what!r} cannot be exported; {f'did you mean {near[0]!r}?' if near else ', '.join(known)}")


def _chosen(text: str, where: str | None) -> str:
    """Return the query with a condition of the user's own: read-only and locked, as `winnow sql` is."""
    if where is None:
        return text
    plain = "\n".join(line for line in text.splitlines() if not line.startswith("--")).partition(";")[0]
    return f"from ({plain}) where {where}"


def _folder(form: str, out: Path, snapshot: Path, *, raw_csv: bool) -> dict[Path, int]:
    out.mkdir(parents=True, exist_ok=True)
    written: dict[Path, int] = {}
    for view in VIEWS:
        query = Query(snapshot=snapshot, text=read_sql("ask/view.sql"), parameters={"view": view})
        written[out / f"{view}.{form}"] = write_query(query, out / f"{view}.{form}", raw_csv=raw_csv)
    return written


def _records(what: str, out: Path, snapshot: Path, *, where: str | None) -> int:
    name, make = RECORDS[what]
    if out.suffix not in {".json", ".jsonl", ".jsonld"}:
        raise SettingsError(f"{out}: {what} files end with .jsonld or .json (one array) or .jsonl (one record a line)")
    with whole_file(out) as half:
        return (json_lines if out.suffix == ".jsonl" else json_array)(
            _made(_chosen(read_sql(name), where), make, snapshot), half
        )


def _made(
    text: str, make: Callable[[Mapping[str, object]], dict[str, object]], snapshot: Path
) -> Iterator[dict[str, object]]:
    columns, rows = Query(snapshot=snapshot, text=text, parameters={}).rows()
    for row in rows:
        yield make(record(columns, row))


def _summary(out: Path, snapshot: Path) -> int:
    lines = summary_lines(snapshot)
    with whole_file(out) as half:
        half.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(lines)
