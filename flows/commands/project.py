"""`winnow init` and `winnow add`: a settings file to start from, and one more source in it."""

import json
import tomllib
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import typer

from extractors.errors import SettingsError
from flows.commands.versions import SCHEMA_VERSION
from flows.exit_codes import ExitCode
from flows.settings import load_settings
from flows.sources.spec import SourceKind, SourceSpec, parse_source_argument
from flows.sources.timing import interval_in_words, timing_of

SETTINGS_FILE = "winnow.toml"
NEXT = """\
next     set `contact` in it: an address that owners of sites can write to
         winnow add https://herald.example/sitemap.xml   (or a feed, a front page, a folder, a WARC file)
         winnow run"""


def init_project(folder: Path, *, as_json: bool) -> ExitCode:
    """Write winnow.toml into a folder; raises SettingsError where one stands already."""
    path = folder / SETTINGS_FILE
    if path.exists():
        raise SettingsError(f"{path}: stands already; edit it, or add sources with `winnow add`")
    if folder.exists() and not folder.is_dir():
        raise SettingsError(f"{folder}: is a file; name a folder")
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text((files("flows") / "data" / "winnow.toml").read_text(encoding="utf-8"), encoding="utf-8")
    typer.echo(_json(settings=str(path)) if as_json else f"{path}: written\n{NEXT}")
    return ExitCode.OK


def add_source(
    location: str,
    *,
    name: str | None,
    max_pages: int | None,
    every: str | None,
    cron: str | None,
    as_json: bool,
    config: Path | None,
) -> ExitCode:
    """Append a source to winnow.toml; raises SettingsError where it stands there already."""
    path = config or Path(SETTINGS_FILE)
    if not path.exists():
        raise SettingsError(f"{path}: no such file; `winnow init` writes one")
    timing = timing_of(every=every, cron=cron, what="--every" if every is not None else "--cron")
    found = parse_source_argument(location)
    spec = replace(found, name=name or found.name, max_pages=max_pages, timing=timing)
    if any(known.source_id == spec.source_id for known in load_settings(path).sources):
        raise SettingsError(f"{path}: {spec.location} is a source already")
    text = path.read_text(encoding="utf-8")
    added = text.rstrip() + "\n\n" + _source_toml(spec)
    tomllib.loads(added)
    path.write_text(added, encoding="utf-8")
    load_settings(path)
    then = f"; `winnow deploy` runs it {timing}" if timing else "; `winnow run` fetches it"
    said = f"{path}: {spec.kind.value} {spec.location} added{then}"
    told = _json(
        settings=str(path),
        kind=spec.kind.value,
        location=spec.location,
        name=spec.name,
        **({"schedule": str(timing)} if timing else {}),
    )
    typer.echo(told if as_json else said)
    return ExitCode.OK


def _json(**facts: str) -> str:
    return json.dumps({"schema_version": SCHEMA_VERSION, **facts}, ensure_ascii=False)


def _source_toml(spec: SourceSpec) -> str:
    lines = ["[[source]]", f"name = {_quoted(spec.name)}", f"kind = {_quoted(SourceKind(spec.kind).value)}"]
    lines.append(f"location = {_quoted(spec.location)}")
    if spec.max_pages is not None:
        lines.append(f"max_pages = {spec.max_pages}")
    if spec.timing is not None and spec.timing.every_s is not None:
        lines.append(f"every = {_quoted(interval_in_words(spec.timing.every_s))}")
    if spec.timing is not None and spec.timing.cron is not None:
        lines.append(f"cron = {_quoted(spec.timing.cron)}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """Return a TOML basic string: quotes, backslashes and control characters escaped."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in escaped) + '"'
