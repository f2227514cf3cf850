"""`winnow check`: score pages at once, from the web, files, WARC files or standard input."""

import hashlib
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from rich.console import Console

from extractors.errors import PageError, PolicyError, SettingsError, WinnowError
from extractors.records import Capture, Reading
from extractors.rules.records import NO_RULES, Rules
from flows.commands.check_view import reading_row, show_reading
from flows.commands.places import settings_for
from flows.commands.versions import SCHEMA_VERSION
from flows.error_codes import error_code_of
from flows.exit_codes import ExitCode
from flows.rules.lint import load_rules
from flows.run.progress import Lines
from flows.settings import Settings
from flows.voice import Level, Line, say

if TYPE_CHECKING:
    from spacy.language import Language

STDIN_NAME = "-"


class NoAnswerError(PageError):
    """The address gave no page: no such host, no answer, an HTTP error."""

    code = "no_answer"


def check_targets(
    targets: list[str],
    *,
    config: Path | None,
    as_json: bool,
    fail_under: int | None,
    explain: bool = False,
    rules: Path | None = None,
) -> ExitCode:
    """Print each page's score, reasons and claims; a page that cannot be had or read is one line on standard error.

    Where one target alone is asked for, its refusal by policy is raised.
    """
    settings = settings_for(config, None)
    own = load_rules(rules or settings.rules).rules
    for target in targets:
        must_exist(target)
    failed, lowest = False, 100
    for target in targets:
        try:
            for name, capture in captures_of(target, settings):
                nlp = pipeline_of(settings)
                reading = _checked(name, capture, nlp, rules=own, as_json=as_json, explain=explain)
                failed |= reading is None
                if reading is not None and reading.score is not None:
                    lowest = min(lowest, reading.score.value)
        except (NoAnswerError, PolicyError) as error:
            if isinstance(error, PolicyError) and len(targets) == 1:
                raise
            _tell(target, error, as_json=as_json)
            failed = True
    if failed:
        return ExitCode.PAGES_FAILED
    return ExitCode.BELOW_THRESHOLD if fail_under is not None and lowest < fail_under else ExitCode.OK


def _tell(name: str, error: WinnowError, *, as_json: bool) -> None:
    number = error_code_of(error)
    say(Line(message=f"{error} [{number}]", event="error", level=Level.ERROR, url=name, facts={"code": number}))
    if as_json:
        code = error.code if isinstance(error, PageError) else "refused"
        row = {"schema_version": SCHEMA_VERSION, "id": name, "error": str(error), "code": code, "error_code": number}
        print(json.dumps(row))  # noqa: T201 - the answer


def pipeline_of(settings: Settings) -> "Language":
    """Return the pipeline, loaded when the first page is there: a bad target has failed before."""
    return _pipeline(settings.pipeline)


@cache
def _pipeline(name: str | None) -> "Language":
    from extractors.nlp import load_pipeline  # noqa: PLC0415 - seconds

    return load_pipeline(name)


def read_capture_fully(capture: Capture, nlp: "Language", rules: Rules = NO_RULES) -> Reading:
    """Return everything that winnow knows of one page; raises PageError."""
    from extractors.article import read_article  # noqa: PLC0415 - heavy
    from flows.workers.pages import read_claims_of, reading_of  # noqa: PLC0415 - beside the one above

    article = read_article(capture, rules=rules)
    return reading_of(capture, article, *read_claims_of([article], nlp), rules=rules)


def _checked(
    name: str, capture: Capture, nlp: "Language", *, rules: Rules, as_json: bool, explain: bool
) -> Reading | None:
    started = monotonic()
    try:
        reading = read_capture_fully(capture, nlp, rules)
    except PageError as error:
        _tell(name, error, as_json=as_json)
        return None
    if as_json:
        print(json.dumps(reading_row(name, reading), ensure_ascii=False))  # noqa: T201 - the answer
    else:
        show_reading(Console(), name, reading, seconds=monotonic() - started, explain=explain, rules=rules)
    return reading


def must_exist(target: str) -> None:
    """Refuse a target that is neither a URL nor a file here; raises SettingsError."""
    if target == STDIN_NAME or _is_url(target):
        return
    if Path(target).is_dir():
        raise SettingsError(f"{target}: is a folder; `winnow load {target}` reads it into a warehouse")
    if not Path(target).is_file():
        raise SettingsError(f"{target}: no such file, and no http or https URL")


def captures_of(target: str, settings: Settings) -> Iterator[tuple[str, Capture]]:
    """Yield the pages of a target with their names: a URL, an HTML file, a WARC file, or standard input."""
    if _is_url(target):
        yield target, _fetched(target, settings)
    elif target == STDIN_NAME:
        yield "stdin", _capture_of_bytes("stdin", sys.stdin.buffer.read(settings.max_decoded_bytes))
    elif target.endswith((".warc", ".warc.gz", ".warc.zst", ".warc.lz4")):
        yield from _warc_captures(Path(target))
    else:
        yield target, _capture_of_bytes(target, _file_bytes(Path(target), settings.max_decoded_bytes))


def _warc_captures(path: Path) -> Iterator[tuple[str, Capture]]:
    from flows.fetch.sniff import is_furniture, what_listing  # noqa: PLC0415 - as below
    from flows.warc.read import WarcDamage, read_warc  # noqa: PLC0415 - only for WARC files

    left_out = 0
    for found in read_warc(path):
        if isinstance(found, WarcDamage):
            say(Line(message=str(found), event="warc_damaged", level=Level.WARNING))
        elif is_furniture(found.capture) or what_listing(found.capture.body):
            left_out += 1
        else:
            yield found.capture.url, found.capture
    if left_out:
        message = f"{path}: left out {left_out} redirects, robots.txt, sitemaps and feeds, which are no pages"
        say(Line(message=message, event="left_out"))


def _fetched(url: str, settings: Settings) -> Capture:
    from flows.fetch.crawl import fetch_page  # noqa: PLC0415 - httpx, only for URLs
    from flows.run.told import told_of  # noqa: PLC0415 - as above

    result = fetch_page(url, settings=settings)
    told = told_of(result)
    if told is not None:
        Lines().page(told)  # no bars beside an answer
    if result.capture is not None:
        return result.capture
    reason = result.failure.message if result.failure else "no answer"
    if result.fetch is not None and result.fetch.outcome in {"robots", "refused"}:
        raise PolicyError(reason)
    raise NoAnswerError(url, reason.removeprefix(url).lstrip(": "))


def _file_bytes(path: Path, limit: int) -> bytes:
    with path.open("rb") as file:
        return file.read(limit)


def _capture_of_bytes(name: str, body: bytes) -> Capture:
    return Capture(
        url=name,
        final_url=name,
        body=body,
        fetched_at=datetime.now(UTC),
        sha256=hashlib.sha256(body).hexdigest(),
    )


def _is_url(target: str) -> bool:
    return target.lower().startswith(("http://", "https://"))
