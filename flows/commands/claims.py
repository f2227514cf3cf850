"""`winnow claims`: texts or tokens in, claims out, one JSON line each."""

from collections.abc import Iterable, Iterator

from extractors.errors import PageError
from extractors.records import ClaimReading
from flows.commands.jsonl import Line, Row, error_row
from flows.workers.pages import PIPELINE, prepare_claims
from flows.workers.pool import PoolOptions, Work, map_items


def claim_rows(lines: Iterable[Line], *, options: PoolOptions, pipeline: str | None) -> Iterator[Row]:
    """Yield one answer per line, in order; a bad text gives a row with `error`."""
    work = Work(prepare=prepare_claims, prepare_with=pipeline, read=_read, failed=error_row, name_of=_name_of)
    yield from map_items(work, lines, options=options)


def _read(lines: list[Line]) -> list[Row]:
    return [_answer(line) for line in lines]


def _answer(line: Line) -> Row:
    from extractors.claims.json_rows import claim_row  # noqa: PLC0415 - heavy, and only workers need it

    try:
        reading = _reading(line)
    except PageError as error:
        return error_row(line, error)
    return {"id": (line.row or {}).get("id"), "claims": [dict(claim_row(claim)) for claim in reading.claims]}


def _reading(line: Line) -> ClaimReading:
    from extractors.claims.read import read_text, read_tokens  # noqa: PLC0415 - heavy, and only workers need it

    row = line.row
    if row is None:
        raise PageError(line.name, line.problem)
    text, tokens = row.get("text"), row.get("tokens")
    if isinstance(tokens, list) and all(isinstance(token, str) for token in tokens):
        return read_tokens(tokens, nlp=PIPELINE["nlp"])
    if isinstance(text, str):
        return read_text(text, nlp=PIPELINE["nlp"])
    raise PageError(line.name, 'the row has neither "text" as a string nor "tokens" as a list of strings')


def _name_of(line: Line) -> str:
    return line.name
