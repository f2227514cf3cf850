"""A warehouse that was filled through the real writer, extractors and loader, with every byte where a run puts it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from spacy.language import Language

from extractors.article import read_article
from extractors.claims.read import read_many
from extractors.ids import hash_id
from extractors.records import Capture
from flows.run.layout import Layout
from flows.warc.write import WarcWriter
from flows.workers.pages import reading_of
from warehouse.derive import derive
from warehouse.key import read_key
from warehouse.loader import load_parts
from warehouse.open import open_for_writing
from warehouse.parts import list_parts, remove_parts, write_part
from warehouse.records import FetchRow, RunRow, SourceRow
from warehouse.snapshot import publish

READ_AT = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
PARAGRAPH = (
    "The {thing} of {place} was measured again on Monday, and the council paid for the work that it had asked for. "
)
QUAY = "https://herald.example/quay.html"
MILL = "https://herald.example/mill.html"
FARM = "https://farm.example/who-paid.html"


def page(title: str, body: str, *, byline: str = "Ruth Hansel") -> str:
    """Return a page about invented people."""
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title></head><body><nav><a href=/>Home</a></nav>"
        f"<article><h1>{title}</h1><p class=byline>By {byline}</p><p>{body}</p></article></body></html>"
    )


PAGES: Mapping[str, str] = {
    QUAY: page("The quay is open", PARAGRAPH.format(thing="quay", place="Norvik") * 6),
    MILL: page(
        "The mill is sold", PARAGRAPH.format(thing="mill", place="Brenna") * 6 + "Ask Odd Varelius at odd@mill.example."
    ),
    FARM: page("Who paid for the mill?", PARAGRAPH.format(thing="pier", place="Oster") * 6, byline="Wilda Quist"),
}


def stock(
    folder: Path,
    pages: Mapping[str, str] = PAGES,
    *,
    recipe: str = "recipe-1",
    run: str = "run-1",
    nlp: Language | None = None,
) -> Layout:
    """Return a published warehouse that holds the pages; called again, it adds to it. Claims are read with `nlp`."""
    layout = Layout(folder)
    layout.folder.make()
    fetches, readings = [], []
    with WarcWriter(layout.warc, run_id=run) as warc:
        for url, html in pages.items():
            body = html.encode()
            headers = (("content-type", "text/html; charset=utf-8"),)
            place = warc.write_response(url, status=200, headers=headers, body=body, fetched_at=READ_AT)
            capture = Capture(
                url=url,
                final_url=url,
                status=200,
                headers=headers,
                body=body,
                fetched_at=READ_AT,
                sha256=sha256(body).hexdigest(),
                warc_file=place.file,
                warc_offset=place.offset,
            )
            fetches.append(fetch_row(capture, run=run))
            article = read_article(capture)
            claims = None if nlp is None else next(iter(read_many([article], nlp=nlp)))
            readings.append(reading_of(capture, article, claims))
    write_part(
        layout.parts,
        hash_id(recipe, run),
        readings,
        recipe_id=recipe,
        key=read_key(layout.folder.key),
        runs=[RunRow(run_id=run, flow="run", recipe_id=recipe, model_id="", code_version="1", started_at=READ_AT)],
        sources=[SourceRow(source_id="source-1", name="by hand", kind="urls", location=QUAY)],
        fetches=fetches,
    )
    publish_parts(layout)
    return layout


def publish_parts(layout: Layout) -> None:
    """Load what waits and publish."""
    connection = open_for_writing(layout.folder)
    load_parts(connection, layout.parts)
    remove_parts(list_parts(layout.parts))
    derive(connection)
    publish(connection, layout.folder)
    connection.close()


def fetch_row(capture: Capture, *, run: str) -> FetchRow:
    """Return the row of a fetch that gave this capture."""
    return FetchRow(
        fetch_id=hash_id(run, capture.url),
        run_id=run,
        source_id="source-1",
        url=capture.url,
        final_url=capture.final_url,
        redirects=(),
        fetched_at=READ_AT,
        outcome="fetched",
        status=200,
        reason="",
        robots_line=None,
        content_type="text/html",
        size_bytes=len(capture.body),
        body_sha256=capture.sha256,
        etag=None,
        last_modified=None,
        warc_file=capture.warc_file,
        warc_offset=capture.warc_offset,
        elapsed_ms=1,
    )
