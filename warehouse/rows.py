"""Which rows does one reading of a page become? Personal data is masked here, on the way in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from extractors.ids import hash_id
from extractors.records import (
    Article,
    AuthorProfile,
    AuthorVerdict,
    Capture,
    DateCandidate,
    Reading,
    Score,
    Signal,
    Span,
)
from warehouse.claim_rows import claim_rows
from warehouse.masking import Masks, keyed_hash, mask_article, mask_fields, masked_block, shape_of
from warehouse.minhash import minhash_of
from warehouse.moments import moment_of
from warehouse.records import FailureRow, FetchRow, FrontierRow, HostRow, RoundRow, RunRow, SourceRow
from warehouse.sites import site_of

Row = dict[str, Any]
Rows = dict[str, list[Row]]

# Long enough to recognise the place in a report; the offsets lead to the rest.
QUOTE_CHARS = 300
# One made-up author makes the page what it is, whoever else signs it.
_VERDICT_ORDER = (
    AuthorVerdict.GENERATED,
    AuthorVerdict.PERSON,
    AuthorVerdict.ORGANISATION,
    AuthorVerdict.UNSURE,
    AuthorVerdict.ABSENT,
)


def article_id_of(url: str, body_sha256: str, recipe_id: str) -> str:
    """Return the id of an article version: same address, bytes and recipe, same id."""
    return hash_id(url, body_sha256, recipe_id)


def rows_of(reading: Reading, *, recipe_id: str, key: bytes) -> Rows:
    """Return the content rows of one page by table, personal data masked and hashed with the key."""
    masks = mask_article(reading.article)
    capture = reading.capture
    article_id = article_id_of(capture.url, capture.sha256, recipe_id)
    authors = reading.article.authors
    return {
        "capture": [_capture_row(capture)],
        "article": [_article_row(reading, masks, article_id=article_id, recipe_id=recipe_id)],
        "block": list(_block_rows(reading.article, masks, article_id)),
        "author": list(_author_rows(authors, masks, article_id)),
        "author_evidence": list(_evidence_rows(authors, masks, article_id)),
        "personal_datum": list(_datum_rows(masks, article_id, key)),
        "date_candidate": list(_date_rows(reading.article.metadata.dates, article_id)),
        "signal": list(_signal_rows(reading.signals, reading.score, masks, article_id)),
        "score": list(_score_rows(reading.score, article_id)),
        **claim_rows(reading, masks, article_id),
    }


def history_rows(
    *,
    runs: Sequence[RunRow] = (),
    sources: Sequence[SourceRow] = (),
    fetches: Sequence[FetchRow] = (),
    failures: Sequence[FailureRow] = (),
    rounds: Sequence[RoundRow] = (),
    frontier: Sequence[FrontierRow] = (),
    hosts: Sequence[HostRow] = (),
) -> Rows:
    """Return the rows of the run's own history by table."""
    return {
        "run": [asdict(run) for run in runs],
        "source": [asdict(source) for source in sources],
        "fetch_log": [asdict(fetch) | {"site": site_of(fetch.final_url or fetch.url)} for fetch in fetches],
        "failure": [asdict(failure) | {"site": site_of(failure.url)} for failure in failures],
        "source_round": [asdict(each) for each in rounds],
        "frontier": [asdict(page) for page in frontier],
        "host": [asdict(host) for host in hosts],
    }


def _capture_id(capture: Capture) -> str:
    return hash_id(capture.url, capture.sha256)


def _capture_row(capture: Capture) -> Row:
    headers = {name.lower(): value for name, value in capture.headers}
    return {
        "capture_id": _capture_id(capture),
        "url": capture.url,
        "final_url": capture.final_url,
        "redirects": list(capture.redirects),
        "status": capture.status,
        "content_type": headers.get("content-type"),  # many servers and all files have none
        "body_sha256": capture.sha256,
        "size_bytes": len(capture.body),
        "site": site_of(capture.final_url),
    }


def _article_row(reading: Reading, masks: Masks, *, article_id: str, recipe_id: str) -> Row:
    article, claims = reading.article, reading.claims
    return {
        "article_id": article_id,
        "capture_id": _capture_id(reading.capture),
        "recipe_id": recipe_id,
        "url": reading.capture.url,
        "final_url": reading.capture.final_url,
        "site": site_of(reading.capture.final_url),
        "body_sha256": reading.capture.sha256,
        **_metadata_fields(article, masks),
        **_author_fields(article.authors),
        "page_class": article.page_class.value,
        "encoding": article.encoding,
        "encoding_declared": article.encoding_declared,
        "encoding_evidence": article.encoding_evidence,
        "text": masks.text,
        "page_text": masks.page_text,
        "text_chars": len(masks.text),
        "page_chars": len(masks.page_text),
        "words": claims.words if claims else len(article.text.split()),
        "sentences": claims.sentences if claims else None,
        "blocks_kept": sum(block.kept for block in article.blocks),
        "blocks_removed": sum(not block.kept for block in article.blocks),
        "claims_read": claims is not None,
        "minhash": minhash_of(article.text),
    }


def _metadata_fields(article: Article, masks: Masks) -> Row:
    metadata = article.metadata
    return {
        "title": masks.clean_optional(metadata.title),
        "title_source": metadata.title_source,
        "byline": masks.clean_optional(metadata.byline),
        "byline_source": metadata.byline_source,
        "published": metadata.published,
        "published_source": _source_of(metadata.dates, "published"),
        "published_at": moment_of(metadata.published),
        "modified": metadata.modified,
        "modified_at": moment_of(metadata.modified),
        "language": metadata.language,
        "language_source": metadata.language_source,
        "canonical_url": metadata.canonical_url,
        "site_name": metadata.site_name,
    }


def _source_of(dates: Sequence[DateCandidate], role: str) -> str | None:
    return next((date.source for date in dates if date.chosen and date.role == role), None)


def _author_fields(authors: Sequence[AuthorProfile]) -> Row:
    if not authors:
        return {"author_verdict": AuthorVerdict.ABSENT.value, "author_confidence": None, "author_generator": None}
    first = min(authors, key=lambda author: (_VERDICT_ORDER.index(author.verdict), -author.confidence))
    return {
        "author_verdict": first.verdict.value,
        "author_confidence": first.confidence,
        "author_generator": first.generator,
    }


def _block_rows(article: Article, masks: Masks, article_id: str) -> Iterator[Row]:
    for block in article.blocks:
        yield {
            "article_id": article_id,
            "block_order": block.order,
            "label": block.label.value,
            "kept": block.kept,
            "reason": masks.hide(block.reason),
            "rule": block.rule,
            "score": block.score,
            "path": block.path,
            "tag": block.tag,
            "hidden": block.hidden,
            "char_start": block.start,
            "char_end": block.end,
            "text_start": block.text_start,
            "text_end": block.text_end,
            "link_chars": len(block.link_text),
            "text": masked_block(block, masks.page_text),
        }


def _author_id(article_id: str, order: int) -> str:
    return hash_id(article_id, str(order))


def _author_rows(authors: Sequence[AuthorProfile], masks: Masks, article_id: str) -> Iterator[Row]:
    for order, author in enumerate(authors):
        yield {
            "author_id": _author_id(article_id, order),
            "article_id": article_id,
            "author_order": order,
            "name": masks.clean_optional(author.name),
            "verdict": author.verdict.value,
            "confidence": author.confidence,
            "generator": author.generator,
            "jsonld": author.jsonld,
            "path": author.path,
            "block_orders": list(author.blocks),
            "spans": span_structs(author.spans),
            "fields": [{"field": name, "value": value} for name, value in mask_fields(author, masks)],
        }


def _evidence_rows(authors: Sequence[AuthorProfile], masks: Masks, article_id: str) -> Iterator[Row]:
    for author_order, author in enumerate(authors):
        for order, evidence in enumerate(author.evidence):
            yield {
                "author_id": _author_id(article_id, author_order),
                "article_id": article_id,
                "evidence_order": order,
                "sign": evidence.sign,
                "field": evidence.field,
                "detail": masks.hide(evidence.detail),
                "weight": evidence.weight,
                "char_start": evidence.start,
                "char_end": evidence.end,
                "quote": _quote(masks, evidence.start, evidence.end),
                "path": evidence.path,
            }


def _datum_rows(masks: Masks, article_id: str, key: bytes) -> Iterator[Row]:
    for order, datum in enumerate(masks.data):
        yield {
            "author_id": None if datum.author is None else _author_id(article_id, datum.author),
            "article_id": article_id,
            "datum_order": order,
            "kind": datum.kind,
            "char_start": datum.start,
            "char_end": datum.end,
            "shape": shape_of(datum.kind, datum.value),
            "keyed_hash": keyed_hash(datum.kind, datum.value, key=key),
        }


def _date_rows(dates: Sequence[DateCandidate], article_id: str) -> Iterator[Row]:
    for order, date in enumerate(dates):
        yield {"article_id": article_id, "candidate_order": order, **asdict(date)}


def _signal_rows(signals: Sequence[Signal], score: Score | None, masks: Masks, article_id: str) -> Iterator[Row]:
    """Yield a row per signal, and one per line of the score that is no signal: a floor at 0."""
    known = {signal.name for signal in signals}
    extra = [line for line in score.lines if line.name not in known] if score else []
    for order, signal in enumerate([*signals, *extra]):
        first = signal.spans[0] if signal.spans else None
        yield {
            "article_id": article_id,
            "signal_order": order,
            "signal": signal.name,
            "value": signal.value,
            "threshold": signal.threshold,
            "points": signal.points,
            "reason": masks.hide(signal.reason),
            "rule": signal.rule,
            "source": signal.source,
            "quote": _quote(masks, first.start, first.end) if first else None,
            "spans": span_structs(signal.spans),
        }


def _score_rows(score: Score | None, article_id: str) -> Iterator[Row]:
    if score is not None:
        yield {"article_id": article_id, "score": score.value, "grade": score.grade.value}


def span_structs(spans: Sequence[Span]) -> list[Mapping[str, int]]:
    """Return spans as the structs that Parquet and DuckDB hold."""
    return [{"char_start": span.start, "char_end": span.end} for span in spans]


def _quote(masks: Masks, start: int | None, end: int | None) -> str | None:
    if start is None or end is None:
        return None
    return masks.page_text[start : min(end, start + QUOTE_CHARS)]
