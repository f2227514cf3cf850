"""Which rows does the warehouse get for what came of a page?"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256

from extractors.ids import hash_id
from extractors.records import Capture
from flows.fetch.problem import Outcome
from flows.fetch.result import FetchResult
from flows.fetch.sniff import media_type
from flows.fetch.visit import Visit
from flows.plain import plain
from flows.sources.spec import SourceSpec
from flows.warc.read import WarcDamage, WarcPage
from flows.warc.write import WarcPlace
from warehouse.records import FailureRow, FetchRow

MESSAGE_CHARACTERS = 1000
OUTCOMES_WITHOUT_FAILURE = frozenset({Outcome.FETCHED, Outcome.NOT_MODIFIED})


@dataclass(frozen=True, slots=True, kw_only=True)
class RowMaker:
    """Makes the rows of one run."""

    run_id: str

    def of_visit(self, visit: Visit, *, source: SourceSpec, stage: str = "fetch") -> FetchResult:
        """Return what came of a page that was asked for over HTTP."""
        fetch = self._fetch_row(visit, source=source)
        capture = _capture_of(visit) if visit.outcome == Outcome.FETCHED else None
        if visit.outcome in OUTCOMES_WITHOUT_FAILURE:
            return FetchResult(source=source, fetch=fetch, capture=capture)
        code = visit.code or visit.outcome
        failure = self.failure(source, url=visit.url, stage=stage, code=code, message=visit.reason)
        return FetchResult(source=source, fetch=fetch, failure=failure)

    def of_listing(self, visit: Visit, *, source: SourceSpec) -> FetchResult:
        """Return what came of a sitemap, feed or list, which is no page: the next run asks only for a changed one."""
        return FetchResult(
            source=source, fetch=replace(self._fetch_row(visit, source=source), outcome=Outcome.LISTED.value)
        )

    def of_file(
        self, source: SourceSpec, *, url: str, body: bytes, read_at: datetime, place: WarcPlace | None
    ) -> FetchResult:
        """Return what came of a file that was read from the disk."""
        digest = sha256(body).hexdigest()
        capture = Capture(
            url=url,
            final_url=url,
            body=body,
            fetched_at=read_at,
            sha256=digest,
            warc_file=place.file if place else None,
            warc_offset=place.offset if place else None,
        )
        return FetchResult(source=source, fetch=self._row_of_capture(capture, source=source), capture=capture)

    def of_lost_file(self, source: SourceSpec, *, url: str, code: str, reason: str) -> FetchResult:
        """Return what is known of a file, or a part of one, that could not be read."""
        now = datetime.now(UTC)
        outcome = Outcome.TOO_LARGE if code == "too_large" else Outcome.BROKEN
        fetch_id = hash_id(self.run_id, source.source_id, url, now.isoformat())
        fetch = self._bare_row(source, fetch_id, url=url, at=now, outcome=outcome, reason=reason)
        failure = self.failure(source, url=url, stage="fetch", code=code, message=reason)
        return FetchResult(source=source, fetch=fetch, failure=failure)

    def of_warc_page(self, page: WarcPage, *, source: SourceSpec, not_text: str) -> FetchResult:
        """Return what a WARC record holds; `not_text` says what it is if it cannot be a page."""
        capture = page.capture
        if capture.status >= 400:  # noqa: PLR2004 - HTTP status
            reason = f"{capture.url} had answered {capture.status} when it was archived"
            return self._archived_failure(page, source, Outcome.HTTP_ERROR, f"http_{capture.status}", reason)
        if page.trouble:
            reason = f"{capture.url}: the archived body cannot be unpacked: {page.trouble}"
            return self._archived_failure(page, source, Outcome.BROKEN, "encoding", reason)
        if not_text:
            reason = f"{capture.url}: {not_text}"
            fetch = self._row_of_capture(capture, source=source, outcome=Outcome.NOT_TEXT, reason=reason)
            return FetchResult(source=source, fetch=fetch)
        return FetchResult(source=source, fetch=self._row_of_capture(capture, source=source), capture=capture)

    def of_damage(self, damage: WarcDamage, *, source: SourceSpec) -> FetchResult:
        """Return the notice of a stretch of a WARC file that is lost."""
        url = f"{damage.file}#{damage.offset}"
        reason = f"{damage.file}: damaged at byte {damage.offset:,}: {damage.reason}; the records around it were read"
        return self.of_lost_file(source, url=url, code="warc_damaged", reason=reason)

    def notice(self, source: SourceSpec, *, code: str, message: str) -> FetchResult:
        """Return a notice about a source as a whole."""
        failure = self.failure(source, url=source.location, stage="discover", code=code, message=message)
        return FetchResult(source=source, failure=failure)

    def failure(self, source: SourceSpec, *, url: str, stage: str, code: str, message: str) -> FailureRow:
        """Return one failure, dated now."""
        return FailureRow(
            failure_id=hash_id(self.run_id, stage, source.source_id, url, code),
            run_id=self.run_id,
            source_id=source.source_id,
            url=url,
            stage=stage,
            code=code,
            message=_short(message),
            failed_at=datetime.now(UTC),
        )

    def _archived_failure(
        self, page: WarcPage, source: SourceSpec, outcome: Outcome, code: str, reason: str
    ) -> FetchResult:
        """Return a record of a failure that was archived."""
        fetch = self._row_of_capture(page.capture, source=source, outcome=outcome, reason=reason)
        failure = self.failure(source, url=page.capture.url, stage="fetch", code=code, message=reason)
        return FetchResult(source=source, fetch=fetch, failure=failure)

    def _fetch_row(self, visit: Visit, *, source: SourceSpec) -> FetchRow:
        """Return the row of a visit."""
        asked_at, exchange = visit.asked_at, visit.exchange
        fetch_id = hash_id(self.run_id, visit.url, asked_at.isoformat())
        row = self._bare_row(source, fetch_id, url=visit.url, at=asked_at, outcome=visit.outcome, reason=visit.reason)
        row = replace(row, redirects=tuple(visit.redirects), robots_line=visit.robots_line)
        if exchange is None:
            return row
        row = replace(row, fetched_at=exchange.asked_at, elapsed_ms=exchange.elapsed_ms)
        if not exchange.status:
            return row
        return replace(
            row,
            final_url=exchange.address.href,
            status=exchange.status,
            content_type=exchange.header("content-type"),
            size_bytes=len(exchange.body),
            body_sha256=visit.body_sha256,
            etag=exchange.header("etag"),
            last_modified=exchange.header("last-modified"),
            warc_file=visit.place.file if visit.place else None,
            warc_offset=visit.place.offset if visit.place else None,
        )

    def _row_of_capture(
        self, capture: Capture, *, source: SourceSpec, outcome: Outcome = Outcome.FETCHED, reason: str = "fetched"
    ) -> FetchRow:
        """Return the row of something that was not asked for over HTTP in this run."""
        at = capture.fetched_at
        fetch_id = hash_id(self.run_id, source.source_id, capture.url, at.isoformat(), capture.sha256)
        row = self._bare_row(source, fetch_id, url=capture.url, at=at, outcome=outcome, reason=reason)
        types = [value for name, value in capture.headers if name.lower() == "content-type"]
        return replace(
            row,
            final_url=capture.final_url,
            status=capture.status,
            content_type=media_type(types[0]) if types else None,
            size_bytes=len(capture.body),
            body_sha256=capture.sha256,
            warc_file=capture.warc_file,
            warc_offset=capture.warc_offset,
        )

    def _bare_row(
        self, source: SourceSpec, fetch_id: str, *, url: str, at: datetime, outcome: Outcome, reason: str
    ) -> FetchRow:
        """Return the row of something that gave no bytes."""
        return FetchRow(
            fetch_id=fetch_id,
            run_id=self.run_id,
            source_id=source.source_id,
            url=url,
            final_url=None,
            redirects=(),
            fetched_at=at,
            outcome=outcome.value,
            status=None,
            reason=_short(reason),
            robots_line=None,
            content_type=None,
            size_bytes=None,
            body_sha256=None,
            etag=None,
            last_modified=None,
            warc_file=None,
            warc_offset=None,
            elapsed_ms=0,
        )


def _capture_of(visit: Visit) -> Capture:
    """Return the page that a visit brought."""
    exchange = visit.exchange
    assert exchange is not None
    assert visit.body_sha256 is not None
    return Capture(
        url=visit.url,
        final_url=exchange.address.href,
        redirects=tuple(visit.redirects),
        status=exchange.status,
        headers=exchange.headers,
        body=exchange.body,
        fetched_at=exchange.asked_at,
        sha256=visit.body_sha256,
        warc_file=visit.place.file if visit.place else None,
        warc_offset=visit.place.offset if visit.place else None,
    )


def _short(text: str) -> str:
    """Return a message that stays on its line."""
    return plain(text)[:MESSAGE_CHARACTERS]
