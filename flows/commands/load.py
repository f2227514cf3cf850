"""`winnow load`: bring your own bytes, from folders, HTML files, WARC files or JSON lines."""

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from extractors.errors import PageError, SettingsError
from extractors.ids import hash_id
from flows.commands.extract import capture_of
from flows.commands.jsonl import read_lines
from flows.commands.places import settings_for
from flows.commands.run import code_of, show_summary
from flows.exit_codes import ExitCode
from flows.rules.lint import load_rules
from flows.run.layout import Layout
from flows.run.progress import reporter, reporting
from flows.run.session import flow_session
from flows.settings import Settings
from flows.sources.spec import LOCAL_KINDS, SourceKind, SourceSpec, parse_source_argument
from flows.warc.write import WarcWriter

JSONL_SUFFIXES = (".jsonl", ".ndjson")
# One file of lines becomes one WARC file, however large.
MOST_BYTES = 1 << 60


def load_paths(
    paths: list[str],
    *,
    config: Path | None,
    warehouse: Path | None,
    workers: int | None,
    as_json: bool,
) -> ExitCode:
    """Read files that are here already into the warehouse; exit 4 when a page could not be read."""
    settings = settings_for(config, warehouse)
    if workers is not None:
        settings = settings.model_copy(update={"workers": workers})
    load_rules(settings.rules)  # a wrong file of rules is told before anything starts
    for path in paths:
        _check(path)
    with reporting():
        bad = 0
        sources: list[SourceSpec] = []
        for path in paths:
            source, unreadable = _source(path, settings)
            sources.append(source)
            bad += unreadable
        with flow_session(Layout(settings.warehouse).prefect) as run_flow:
            summary = run_flow(settings.model_copy(update={"sources": tuple(sources)}), kind="load")
    summary["pages_unreadable"] = int(str(summary["pages_unreadable"])) + bad
    show_summary(summary, warehouse=settings.warehouse, as_json=as_json)
    return code_of(summary)


def _check(path: str) -> None:
    """Refuse what is no file here before anything is done."""
    if _is_jsonl(path):
        if not Path(path).is_file():
            raise SettingsError(f"{path}: no such file")
        return
    if parse_source_argument(path).kind not in LOCAL_KINDS:
        raise SettingsError(f"{path}: load takes folders, HTML, WARC and JSONL files; `winnow run {path}` fetches")


def _is_jsonl(path: str) -> bool:
    return path.endswith(JSONL_SUFFIXES)


def _source(path: str, settings: Settings) -> tuple[SourceSpec, int]:
    """Return the source that a path means, and how many of its pages were lost on the way."""
    if not _is_jsonl(path):
        return parse_source_argument(path), 0
    kept, bad = keep_lines(Path(path), Layout(settings.warehouse).warc)
    return SourceSpec(name=Path(path).name, kind=SourceKind.WARC, location=str(kept)), bad


def keep_lines(path: Path, folder: Path) -> tuple[Path, int]:
    """Return the WARC file that keeps the pages of a JSON lines file, and how many lines hold no page.

    The same file is kept once: its folder is named by its hash. A line without a URL gets the file's and its own name.
    """
    body = path.read_bytes()
    place = folder / f"jsonl-{sha256(body).hexdigest()[:24]}"
    known = next(iter(sorted(place.glob("*.warc.gz"))), None)
    bad = 0
    now = datetime.now(UTC)
    with WarcWriter(place, run_id=hash_id("load", str(path)), max_file_bytes=MOST_BYTES) as warc:
        for line in read_lines(body.decode("utf-8", "replace").split("\n")):
            try:
                capture = capture_of(line)
            except PageError as error:
                reporter().note(f"{path}: {error}")
                bad += 1
                continue
            if known is None:
                url = capture.url if "://" in capture.url else f"{path.resolve().as_uri()}#{capture.url}"
                warc.write_response(url, status=200, headers=capture.headers, body=capture.body, fetched_at=now)
    found = known or next(iter(sorted(place.glob("*.warc.gz"))), None)
    if found is None:
        raise SettingsError(f'{path}: no line holds a page: {{"html" or "html_base64", "url"?}}')
    return found, bad
