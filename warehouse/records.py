"""The run's own history: what flows tell the warehouse about sources, runs, fetches and failures."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """One configured source: where pages come from."""

    source_id: str  # hash of kind and location
    name: str  # as the settings call it; the site where they do not
    kind: str  # urls | sitemap | feed | directory | warc | page
    location: str  # url or path


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """One run of the flow. Written when it starts and again when it ends."""

    run_id: str
    flow: str  # run | demo | replay | load
    code_version: str
    recipe_id: str  # hash of code, rules and model: what decides a page's rows beside its bytes
    model_id: str
    started_at: datetime  # UTC
    ended_at: datetime | None = None
    status: str = "running"  # running | done | failed | stopped
    parameters: str = "{}"  # JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchRow:
    """One attempt to get one address, whatever came of it."""

    fetch_id: str  # hash of run, url and attempt time
    run_id: str
    source_id: str
    url: str  # as asked for
    final_url: str | None
    redirects: tuple[str, ...]
    fetched_at: datetime  # UTC
    # fetched | not_modified | listed | http_error | robots | refused
    # | timeout | too_large | not_text | unreachable | broken
    outcome: str
    status: int | None  # HTTP status, None where no response came
    reason: str  # one line in words: what happened, which, what to do
    robots_line: str | None  # the line of robots.txt that decided
    content_type: str | None
    size_bytes: int | None
    body_sha256: str | None
    etag: str | None
    last_modified: str | None
    warc_file: str | None
    warc_offset: int | None
    elapsed_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureRow:
    """One page that did not become an article row, and why: fetch outcomes, page errors, crashed workers."""

    failure_id: str  # hash of run, stage, url
    run_id: str
    source_id: str
    url: str
    stage: str  # discover | fetch | read | claims | load
    code: str  # robots, http_404, timeout, empty, not_text, page_timeout, page_crash …
    message: str  # one line: what, which, what to do
    failed_at: datetime  # UTC


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationRow:
    """A fact about a relation that lets SQL join claims of different words. One row per opposite."""

    relation: str  # normalised, as claims name it: be ally of
    opposite: str | None = None  # cannot hold of the same pair at the same time
    symmetric: bool = False  # a-relation-b means b-relation-a
    inverse: str | None = None  # the same read from the other end
    functional: bool = False  # a subject has one object at a time
    once: bool = False  # of functional ones: it happens once, so that no other time excuses another object


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A version of a rule in words: what a signal measures, what it costs, and why."""

    rule: str  # name and version: filler.1
    signal: str
    definition: str
    costs: str
    why: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRow:
    """How far a run came with a source. A round asks for all its pages once, in one run or in several."""

    source_id: str
    round_id: str  # the run that began the round
    run_id: str
    round_number: int  # from 1
    status: str  # open | listed: all pages were found | done: all were asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontierRow:
    """One page that a source listed."""

    source_id: str
    url: str
    round_id: str
    found_order: int  # from 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HostRow:
    """How a host was the last time it was asked."""

    host: str
    failures: int  # in a row
    parked_until: datetime | None  # UTC
    reason: str
    run_id: str
    state_order: int  # of several in one run the highest counts
