"""`winnow extract`: pages in, articles out, one JSON line each; no spaCy, no warehouse."""

import base64
import binascii
import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import partial

from extractors.errors import PageError
from extractors.records import Capture
from extractors.rules.records import NO_RULES, Rules
from flows.commands.jsonl import Line, Row, error_row
from flows.workers.pages import prepare_nothing, read_article_timed, reading_of
from flows.workers.pool import PoolOptions, Work, map_items


def extract_rows(
    lines: Iterable[Line], *, options: PoolOptions, timings: bool, rules: Rules = NO_RULES
) -> Iterator[Row]:
    """Yield one answer per line, in order; a bad page gives a row with `error`."""
    work = Work(
        prepare=prepare_nothing,
        prepare_with=None,
        read=partial(_extract, timings=timings, rules=rules),
        failed=error_row,
        name_of=_name_of,
    )
    yield from map_items(work, lines, options=options)


def capture_of(line: Line) -> Capture:
    """Return the line's page as a capture; raises PageError when the line holds no page."""
    row = line.row
    if row is None:
        raise PageError(line.name, line.problem)
    body, headers = _body(line, row)
    url = str(row.get("url") or row.get("id") or line.name)
    return Capture(
        url=url,
        final_url=url,
        headers=headers,
        body=body,
        fetched_at=datetime.now(UTC),
        sha256=hashlib.sha256(body).hexdigest(),
    )


def _body(line: Line, row: Row) -> tuple[bytes, tuple[tuple[str, str], ...]]:
    html, encoded = row.get("html"), row.get("html_base64")
    if isinstance(html, str):
        # Text is decoded already: say so, since the page's own meta element may name what it once was.
        return html.encode("utf-8", "replace"), (("content-type", "text/html; charset=utf-8"),)
    if isinstance(encoded, str):
        try:
            return base64.b64decode(encoded, validate=True), ()
        except binascii.Error as error:
            raise PageError(line.name, f'"html_base64" is not base64: {error}') from error
    raise PageError(line.name, 'the row has neither "html" nor "html_base64" as text')


def _extract(lines: list[Line], *, timings: bool, rules: Rules) -> list[Row]:
    return [_answer(line, timings=timings, rules=rules) for line in lines]


def _answer(line: Line, *, timings: bool, rules: Rules) -> Row:
    from extractors.article_json import article_row  # noqa: PLC0415 - heavy, and only workers need it

    try:
        capture = capture_of(line)
        article, milliseconds = read_article_timed(capture, rules=rules)
    except PageError as error:
        return error_row(line, error)
    reading = reading_of(capture, article, None, rules=rules)
    row = dict(article_row(line.name, article))
    row["id"] = (line.row or {}).get("id")  # as it came, also where it is no string
    row["signals"] = {signal.name: signal.value for signal in reading.signals}
    row["score"] = None
    if timings:
        row["timings"] = {step: round(ms, 3) for step, ms in milliseconds.items()}
    return row


def _name_of(line: Line) -> str:
    return line.name
