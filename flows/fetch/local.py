"""Which pages do the files of a source hold, and what is to be told about those that cannot be read?"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Final

from flows.fetch.problem import FetchProblem
from flows.fetch.result import FetchResult, Validator
from flows.fetch.rows import RowMaker
from flows.fetch.sniff import check_page, is_furniture, what_listing
from flows.settings import Settings
from flows.sources.folder import PageFile, list_pages
from flows.sources.spec import SourceKind, SourceSpec
from flows.warc.read import WarcDamage, WarcPage, read_warc
from flows.warc.write import WarcPlace, WarcWriter

# Files read in one go, off the event loop.
FILES_PER_STEP: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalReader:
    """Reads one folder, file or WARC file."""

    source: SourceSpec
    settings: Settings
    rows: RowMaker
    warc: WarcWriter | None
    validators: Mapping[str, Validator]
    forgotten: Callable[[str], bool]

    async def read(self) -> AsyncGenerator[FetchResult]:
        """Hand on the pages of a folder, file or WARC file."""
        found = islice(self._found(), self.source.max_pages)
        empty = True
        try:
            while batch := await asyncio.to_thread(lambda: list(islice(found, FILES_PER_STEP))):
                empty = False
                for each in batch:
                    result = self._result_of(each)
                    if result is not None:
                        yield result
        except OSError as error:
            empty = False
            message = f"{self.source.location} cannot be read: {error.strerror or error}"
            yield self.rows.notice(self.source, code="unreadable", message=message)

        if empty:
            message = f"{self.source.location} holds no pages: no .html, .htm or .xhtml file, no WARC record"
            yield self.rows.notice(self.source, code="no_pages", message=message)

    def _found(self) -> Iterator[PageFile | WarcPage | WarcDamage]:
        """Open the source; paths become absolute, since what is written down must be found from anywhere."""
        location = Path(self.source.location).absolute()
        return (
            read_warc(location) if self.source.kind == SourceKind.WARC else list_pages(location, name=self.source.name)
        )

    def _result_of(self, found: PageFile | WarcPage | WarcDamage) -> FetchResult | None:
        """Return what one file or WARC record is worth; None for what is no page."""
        if isinstance(found, PageFile):
            return None if self.forgotten(found.url) else self._of_page_file(found)
        if isinstance(found, WarcDamage):
            return self.rows.of_damage(found, source=self.source)
        return None if self.forgotten(found.capture.url) else self._of_warc_page(found)

    def _of_page_file(self, file: PageFile) -> FetchResult:
        """Read one file and keep it as evidence."""
        try:
            size_bytes = file.path.stat().st_size
            if size_bytes > self.settings.max_decoded_bytes:
                limit = self.settings.max_decoded_bytes
                reason = f"{file.path} has {size_bytes:,} bytes; {limit:,} are allowed (max_decoded_bytes)"
                return self.rows.of_lost_file(self.source, url=file.url, code="too_large", reason=reason)
            body = file.path.read_bytes()
        except OSError as error:
            reason = f"{file.path} cannot be read: {error.strerror or error}"
            return self.rows.of_lost_file(self.source, url=file.url, code="unreadable", reason=reason)
        read_at = datetime.now(UTC)
        place = self._keep_file(file.url, body=body, read_at=read_at)
        return self.rows.of_file(self.source, url=file.url, body=body, read_at=read_at, place=place)

    def _keep_file(self, url: str, *, body: bytes, read_at: datetime) -> WarcPlace | None:
        """Write a file's bytes to the WARC, unless they are there already."""
        known = self.validators.get(url)
        if known is not None and known.warc_file is not None and known.body_sha256 == sha256(body).hexdigest():
            return WarcPlace(file=known.warc_file, offset=known.warc_offset or 0)
        if self.warc is None:
            return None
        return self.warc.write_resource(url, body=body, fetched_at=read_at)

    def _of_warc_page(self, page: WarcPage) -> FetchResult | None:
        """Return what a record is worth; redirects and robots.txt are no pages."""
        capture = page.capture
        if is_furniture(capture):
            return None
        not_text = ""
        try:
            check_page(page.media_type, capture.body)
        except FetchProblem as problem:
            # What claims to be HTML is read, and fails where pages are read.
            is_claimed = page.media_type in {"text/html", "application/xhtml+xml"} and not what_listing(capture.body)
            not_text = "" if is_claimed else problem.reason
        return self.rows.of_warc_page(self._with_place(page), source=self.source, not_text=not_text)

    def _with_place(self, page: WarcPage) -> WarcPage:
        """Return a page that can be read again: one whose record cannot be read alone is copied."""
        capture = page.capture
        if capture.warc_offset is not None or self.warc is None:
            return page
        place = self.warc.write_response(
            capture.url,
            status=capture.status,
            headers=capture.headers,
            body=capture.body,
            fetched_at=capture.fetched_at,
            truncated=page.truncated,
        )
        return replace(page, capture=replace(capture, warc_file=place.file, warc_offset=place.offset))
