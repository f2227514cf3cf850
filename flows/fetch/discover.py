"""Which pages does a source name? Documents that list pages are fetched as politely as pages."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from flows.fetch.problem import FetchProblem, Outcome
from flows.fetch.result import FetchResult, Validator
from flows.fetch.rows import OUTCOMES_WITHOUT_FAILURE, RowMaker
from flows.fetch.sniff import check_page_type, media_type, what_binary
from flows.fetch.urls import clean_url, is_web_url, parse_web_address
from flows.fetch.visit import Target, Visit, Visitor
from flows.settings import Settings
from flows.sources.feed import read_feed
from flows.sources.links import read_links
from flows.sources.listing import Listing
from flows.sources.lists import read_list
from flows.sources.sitemap import read_sitemap
from flows.sources.spec import SourceKind, SourceSpec
from flows.warc.read import read_capture

# Sitemaps may be nested once by their protocol; some sites do it twice. A circle or a tree of them ends here.
MAX_DOCUMENTS: Final = 50
_GZIP_TYPES: Final = frozenset({"application/gzip", "application/x-gzip"})


@dataclass(slots=True, kw_only=True)
class Discovery:
    """Reads the documents of one source."""

    source: SourceSpec
    settings: Settings
    visitor: Visitor
    rows: RowMaker
    validators: Mapping[str, Validator]
    left_out: int = 0  # addresses of other sites in a sitemap
    older: int = 0  # pages that are said to have changed last before the day asked for
    undated: int = 0  # pages of which that is not said
    _seen: set[str] = field(default_factory=set)

    async def pages(self) -> AsyncGenerator[str | FetchResult]:
        """Yield addresses as they are listed, and what is to be told about documents."""
        if self.source.urls or self.source.kind == SourceKind.PAGE:
            for each in self._inline():
                yield each
            return
        waiting = [_cleaned(self.source.location)]
        while waiting and len(self._seen) < MAX_DOCUMENTS:
            document = waiting.pop(0)
            self._seen.add(document)
            async for found in self._read(document):
                if not isinstance(found, Listing):
                    yield found
                    continue
                waiting += self._new_documents(found, waiting, of=document)
                for url in self._own(self._new_enough(found), of=document):
                    yield url
        for notice in self._notices(waiting):
            yield notice

    def _inline(self) -> list[str | FetchResult]:
        """Return the addresses that the settings themselves list."""
        named = self._new_enough(Listing(pages=self.source.urls or (self.source.location,)))
        return [*named, *self._notices([])]

    def _new_documents(self, listing: Listing, waiting: list[str], *, of: str) -> list[str]:
        """Return the further documents that were not met before."""
        known = self._seen.union(waiting)
        since = self.settings.since  # the protocol lets a crawler leave out sitemaps that have not changed since then
        new = tuple(url for url in listing.documents if since is None or not listing.is_older(url, than=since))
        return [url for url in dict.fromkeys(map(_cleaned, self._own(new, of=of))) if url not in known]

    def _new_enough(self, listing: Listing) -> tuple[str, ...]:
        """Return the pages that changed since the day asked for, or may have: not every list says when."""
        since = self.settings.since
        if since is None:
            return listing.pages
        new = tuple(url for url in listing.pages if not listing.is_older(url, than=since))
        self.older += len(listing.pages) - len(new)
        self.undated += sum(not listing.is_dated(url) for url in new)
        return new

    async def _read(self, document: str) -> AsyncGenerator[Listing | FetchResult]:
        """Yield what one document lists and what went wrong with it."""
        # Only the settings may name a file: a sitemap from the web that lists a path must not make winnow read it.
        if document == self.source.location and not is_web_url(document):
            listing = await asyncio.to_thread(self._read_local, Path(document))
        else:
            visit, body = await self._visit(document)
            if visit.outcome not in OUTCOMES_WITHOUT_FAILURE:
                yield self.rows.of_visit(visit, source=self.source, stage="discover")
                return
            is_page = self.source.kind == SourceKind.LINKS  # a front page is a page as well
            kept_as = self.rows.of_visit if is_page else self.rows.of_listing
            yield kept_as(visit, source=self.source)
            assert visit.exchange is not None
            listing = await asyncio.to_thread(self._parse, body, url=visit.exchange.address.href)
        trouble = listing.trouble or ("" if listing.pages or listing.documents else "names no pages")
        if trouble:
            yield self.rows.notice(self.source, code="listing", message=f"{document} {trouble}")
        yield listing

    async def _visit(self, document: str) -> tuple[Visit, bytes]:
        """Return how a document was had, only if it has changed, and its body: the last one where that can be read."""
        known = self.validators.get(document)
        kept = None if known is None else await asyncio.to_thread(self._kept_body, known)
        target = Target(
            url=document,
            delay_s=self._delay_s,
            check_type=self._check_type,
            validator=None if kept is None else known,
        )
        visit = await self.visitor.visit(target)
        if visit.outcome == Outcome.NOT_MODIFIED and kept is not None:
            return visit, kept
        return visit, visit.exchange.body if visit.exchange is not None else b""

    def _kept_body(self, known: Validator) -> bytes | None:
        """Return the body of an earlier fetch from its WARC record."""
        if known.warc_file is None:
            return None
        try:
            return read_capture(self.settings.warc_folder / known.warc_file, offset=known.warc_offset or 0).body
        except (OSError, ValueError):
            return None  # then the page is fetched anew

    @property
    def _delay_s(self) -> float:
        return self.source.delay_s if self.source.delay_s is not None else self.settings.delay_s

    def _read_local(self, path: Path) -> Listing:
        """Read a list, sitemap or feed from the disk."""
        try:
            return self._parse(path.read_bytes(), url=path.resolve().as_uri())
        except OSError as error:
            return Listing(trouble=f"cannot be read: {error.strerror or error}")

    def _parse(self, body: bytes, *, url: str) -> Listing:
        """Read a document as its kind says."""
        if self.source.kind == SourceKind.SITEMAP:
            return read_sitemap(body, max_bytes=self.settings.max_decoded_bytes)
        if self.source.kind == SourceKind.FEED:
            return read_feed(body, url=url)
        return read_links(body, url=url) if self.source.kind == SourceKind.LINKS else read_list(body)

    def _check_type(self, header: str | None, start: bytes) -> None:
        """Take text, and a gzip file where a sitemap is expected."""
        packed = media_type(header) in _GZIP_TYPES or what_binary(start) == "a gzip archive"
        if self.source.kind != SourceKind.SITEMAP or not packed:
            check_page_type(header, start)

    def _own(self, urls: tuple[str, ...], *, of: str) -> list[str]:
        """Return the addresses that a sitemap may speak for: those of its own site (sitemaps.org, "location")."""
        if self.source.kind != SourceKind.SITEMAP or not is_web_url(of):
            return list(urls)
        host = parse_web_address(of).host
        own = [url for url in urls if _same_site(url, host)]
        self.left_out += len(urls) - len(own)
        return own

    def _notices(self, waiting: list[str]) -> list[FetchResult]:
        """Tell what was left out."""
        told = []
        if waiting:
            message = (
                f"{self.source.location} leads to more than {MAX_DOCUMENTS} sitemaps; {len(waiting)} were left out"
            )
            told.append(self.rows.notice(self.source, code="too_many_sitemaps", message=message))
        if self.older or self.undated:
            message = (
                f"{self.source.location}: {self.older} pages changed before {self.settings.since} and were left out; "
                f"{self.undated} are not dated and were kept"
            )
            told.append(self.rows.notice(self.source, code="since", message=message))
        if self.left_out:
            message = f"{self.source.location} lists {self.left_out} addresses of other sites; they were left out"
            told.append(self.rows.notice(self.source, code="other_sites", message=message))
        return told


def page_source(url: str) -> SourceSpec:
    """Return the source of a single page."""
    address = parse_web_address(url)
    return SourceSpec(name=address.host, kind=SourceKind.PAGE, location=url)


def _cleaned(location: str) -> str:
    """Return a web address as it is stored; what is none stays as it is, and fails when it is read."""
    try:
        return clean_url(location) if is_web_url(location) else location
    except FetchProblem:
        return location


def _same_site(url: str, host: str) -> bool:
    """Tell whether an address is of a host, of one under it or of the one above it."""
    try:
        other = parse_web_address(url).host.removeprefix("www.")
    except FetchProblem:
        return True  # not an address: it fails, visibly, when it is asked for
    host = host.removeprefix("www.")
    return other == host or other.endswith("." + host) or host.endswith("." + other)
