"""`winnow forget`: take an e-mail address, a page or a person out of everything that winnow keeps, with a receipt."""

import json
import re
import shutil
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import typer

from extractors.errors import SettingsError
from flows.commands.places import settings_for
from flows.commands.versions import SCHEMA_VERSION
from flows.exit_codes import ExitCode
from flows.fetch.urls import clean_url
from flows.run.layout import Layout
from flows.warc.rewrite import Member, Rewritten, members, rewrite
from warehouse.forget import Moved, delete_pages, pages_holding, write_anew
from warehouse.key import read_key
from warehouse.lease import hold_lease
from warehouse.loader import load_parts
from warehouse.open import open_for_writing
from warehouse.parts import list_parts, remove_drafts, remove_parts
from warehouse.report.build import build_report
from warehouse.tombstones import make_tombstone

URL, EMAIL, PERSON = "url", "email", "person"
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
# A single word is in too many texts to be somebody.
LEAST_NAME_WORDS = 2
SEARCH_BYTES = 1 << 22


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What was erased, and what could not be."""

    schema_version: int
    thing: str
    kind: str
    forgotten_at: str
    pages: Sequence[str]
    rows: Mapping[str, int]
    warc_records: int
    warc_files_rewritten: int
    still_holding: Sequence[str]  # files of the warehouse in which its bytes still stand: expected none
    not_ours: Sequence[str]  # files that winnow was given to read and did not touch


def forget(thing: str, *, sure: bool, as_json: bool, config: Path | None, warehouse: Path | None) -> ExitCode:
    """Erase and print the receipt; exit 4 where something of it is left."""
    layout = Layout(settings_for(config, warehouse).warehouse)
    if not layout.folder.database.exists():
        raise SettingsError(f"{layout.root}: there is no warehouse; --warehouse DIR names one")
    kind, wanted = _kind_of(thing)
    if not sure:
        _confirm(kind, wanted, layout)
    with hold_lease(layout.folder.lease, purpose="forget"):
        receipt = _erase(layout, kind, wanted)
    _show(receipt, as_json=as_json)
    return ExitCode.PAGES_FAILED if receipt.still_holding else ExitCode.OK


def _kind_of(thing: str) -> tuple[str, str]:
    text = thing.strip()
    if text.startswith(("http://", "https://", "file://")):
        return URL, clean_url(text) if text.startswith("http") else text
    if _EMAIL.fullmatch(text):
        return EMAIL, text
    if len(text.split()) < LEAST_NAME_WORDS:
        raise SettingsError(f"{text!r}: give a URL, an e-mail address or a full name (two words or more)")
    return PERSON, " ".join(text.split())


def _confirm(kind: str, thing: str, layout: Layout) -> None:
    if not sys.stdin.isatty():
        raise SettingsError("forget cannot be undone; give --yes where nobody can be asked")
    typer.confirm(f"Erase every page that {_words(kind)} {thing!r} from {layout.root}? It cannot be undone", abort=True)


def _words(kind: str) -> str:
    return {URL: "is", EMAIL: "holds", PERSON: "names"}[kind]


def _erase(layout: Layout, kind: str, thing: str) -> Receipt:
    now = datetime.now(UTC)
    key = read_key(layout.folder.key)
    connection = open_for_writing(layout.folder)
    try:
        load_waiting(connection, layout)
        urls = set(pages_holding(connection, kind, thing, key=key))
        foreign = _foreign_files(connection, layout)
        files = sorted(layout.warc.rglob("*.warc.gz"))
        urls |= _urls_in(files, kind, thing)
        rewritten = _rewrite(files, urls, kind, thing)
        stones = [make_tombstone(kind, thing, key=key)]
        stones += [make_tombstone(URL, url, key=key) for url in sorted(urls) if url != thing]
        moved = [Moved(old=each.old, new=each.new, places=each.places) for each in rewritten]
        rows = delete_pages(connection, sorted(urls), thing=thing, moved=moved, stones=stones, at=now)
        write_anew(connection, layout.folder)
    finally:
        connection.close()
    for each in rewritten:
        each.old.unlink()
    _clear_traces(layout, thing)
    if layout.report.exists():
        build_report(layout.snapshot, layout.report, generated_at=now.isoformat(timespec="seconds"))
    return Receipt(
        schema_version=SCHEMA_VERSION,
        thing=thing,
        kind=kind,
        forgotten_at=now.isoformat(timespec="seconds"),
        pages=sorted(urls),
        rows=rows,
        warc_records=sum(each.dropped for each in rewritten),
        warc_files_rewritten=len(rewritten),
        still_holding=[str(path) for path in _holding(layout.root, thing)],
        not_ours=[str(path) for path in foreign if _holds(path, thing)],
    )


def load_waiting(connection: duckdb.DuckDBPyConnection, layout: Layout) -> None:
    """Load what a run that died left, so that it is forgotten as well."""
    remove_drafts(layout.parts)
    load_parts(connection, layout.parts)
    remove_parts(list_parts(layout.parts))


def _foreign_files(connection: duckdb.DuckDBPyConnection, layout: Layout) -> list[Path]:
    """Return the WARC files that pages were read from and that are not the warehouse's own."""
    from warehouse.history import kept_bodies  # noqa: PLC0415 - beside the other readers of history

    paths = {Path(body.warc_file) for body in kept_bodies(connection)}
    return sorted(path for path in paths if path.is_absolute() and layout.warc.absolute() not in path.parents)


def _urls_in(files: Sequence[Path], kind: str, thing: str) -> set[str]:
    """Return the addresses of kept pages whose bytes hold an e-mail address or a name."""
    if kind == URL:
        return set()
    pattern = _pattern(thing)
    return {member.url for path in files for member in members(path) if member.url and pattern.search(member.text)}


def rewrite_without(files: Sequence[Path], urls: Collection[str]) -> list[Rewritten]:
    """Write every file anew that keeps one of the pages."""
    found = (rewrite(path, is_dropped=lambda member: member.url in urls) for path in files)
    return [each for each in found if each is not None]


def _rewrite(files: Sequence[Path], urls: set[str], kind: str, thing: str) -> list[Rewritten]:
    """Write every file anew that keeps one of the pages, or a list (a sitemap, a feed) that names the address."""
    pattern = _pattern(thing)

    def is_dropped(member: Member) -> bool:
        if member.url in urls or member.url == thing:
            return True
        return kind == URL and not _is_page(member) and pattern.search(member.text) is not None

    found = (rewrite(path, is_dropped=is_dropped) for path in files)
    return [each for each in found if each is not None]


def _is_page(member: Member) -> bool:
    return b"<html" in member.text[:SEARCH_BYTES].lower()


def _pattern(thing: str) -> re.Pattern[bytes]:
    """Return what finds the thing in bytes, in any case and with any white space between its words."""
    words = [re.escape(word.encode()) for word in thing.split()]
    return re.compile(rb"(?i)" + rb"\s+".join(words))


def _clear_traces(layout: Layout, thing: str) -> None:
    """Remove lists of pages to read, and what Prefect's own server wrote down where it names the thing."""
    shutil.rmtree(layout.chunks, ignore_errors=True)
    shutil.rmtree(layout.root / "private" / "crawl", ignore_errors=True)
    if any(True for _ in _holding(layout.prefect, thing)):
        shutil.rmtree(layout.prefect, ignore_errors=True)


def _holding(folder: Path, thing: str) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and _holds(path, thing):
            yield path


def _holds(path: Path, thing: str) -> bool:
    """Return whether a file's bytes, unpacked where they are a WARC file's, hold the thing."""
    if not path.is_file():
        return False
    pattern = _pattern(thing)
    if path.name.endswith(".warc.gz"):
        return any(pattern.search(member.text) for member in members(path))
    with path.open("rb") as file:
        before = b""
        while piece := file.read(SEARCH_BYTES):
            if pattern.search(before + piece):
                return True
            before = piece[-len(thing.encode()) * 2 :]
    return False


def _show(receipt: Receipt, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(asdict(receipt), ensure_ascii=False))
        return
    gone = ", ".join(f"{count:,} {name}" for name, count in receipt.rows.items() if count)
    typer.echo(f"forgotten   {receipt.kind} {receipt.thing}, {receipt.forgotten_at}")
    typer.echo(f"pages       {len(receipt.pages)}")
    typer.echo(f"rows        {gone or 'none held it'}")
    typer.echo(f"WARC        {receipt.warc_records} records of {receipt.warc_files_rewritten} files")
    typer.echo(
        "snapshots   older ones removed, a new one published; a reader that has one open keeps it until it closes"
    )
    typer.echo("from now on it is not fetched and not loaded again")
    for path in receipt.still_holding:
        typer.echo(f"STILL IN    {path}")
    for path in receipt.not_ours:
        typer.echo(f"not winnow's, and it still holds it: {path}")
