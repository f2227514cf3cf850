"""What is set, where, and what happens to a setting nobody knows?

Settings come from `winnow.toml`, and from the environment as WINNOW_<NAME>, which wins. What opens the network
(`allow_net`, `allow_ports`, `connect_to`) and the sources come from the file alone: an environment variable that
some other program sets must never open a private net.
"""

import os
import tomllib
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from ipaddress import IPv4Network, IPv6Network, ip_address
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import BaseSettings, EnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from extractors.errors import SettingsError
from flows.runner import Runner
from flows.sources.spec import SourceKind, SourceSpec, check_location, guess_kind, name_of
from flows.sources.timing import Timing, timing_of
from flows.voice import LogFormat

DEFAULT_FILE: Final = Path("winnow.toml")
ENV_PREFIX: Final = "WINNOW_"
# Names in the environment that are not settings: where the settings are.
OTHER_VARIABLES: Final = frozenset({"WINNOW_CONFIG"})
FILE_ONLY: Final = frozenset({"allow_net", "allow_ports", "connect_to", "sources"})
PATHS: Final = ("warehouse", "rules")  # in the file they begin at its folder
SOURCE_KEYS: Final = ("name", "kind", "location", "urls", "max_pages", "delay_s", "every", "cron")

Network = IPv4Network | IPv6Network
Seconds = Annotated[float, Field(ge=0, le=86_400)]
Count = Annotated[int, Field(ge=1)]
MAX_PORT: Final = 65_535
Port = Annotated[int, Field(ge=1, le=MAX_PORT)]


def _one_line_ascii(text: str) -> str:
    """Refuse what cannot stand in an HTTP header."""
    if not (text.isascii() and text.isprintable()):
        raise ValueError("must be printable ASCII on one line, since it is sent in the User-Agent header")
    return text


def _address_and_port(text: str) -> str:
    """Refuse what is not an IP address with a port."""
    address, colon, port = text.rpartition(":")
    if not (colon and port.isdecimal() and 0 < int(port) <= MAX_PORT):
        raise ValueError('must be an address and a port, like "127.0.0.1:8080" or "[::1]:8080"')
    ip_address(address.removeprefix("[").removesuffix("]"))
    return text


class _Environment(EnvSettingsSource):
    """The environment, without the names that only the file may set."""

    def __call__(self) -> dict[str, Any]:
        """Return the values found."""
        return {name: value for name, value in super().__call__().items() if name not in FILE_ONLY}


class Settings(BaseSettings):
    """Every setting with its default. Frozen: a run ends with the settings it began with."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid", env_prefix=ENV_PREFIX, arbitrary_types_allowed=True)

    # Where things are kept.
    warehouse: Path = Path("winnow-data")  # a folder: database, parts, snapshots, WARC files
    snapshots_kept: Count = 3

    # Who asks.
    contact: Annotated[str, AfterValidator(_one_line_ascii)] = ""  # an address or URL that site owners can write to

    # How politely.
    delay_s: Seconds = 1.0  # between two requests to one host or one address
    share_pace: bool = True  # with other runs of the same user on this machine
    respect_robots: bool = True
    robots_age_s: Seconds = 3600.0  # from when on robots.txt is asked for again; RFC 9309 allows a day
    max_hosts: Count = 256  # asked at the same time
    retries: Annotated[int, Field(ge=0, le=10)] = 2  # after network errors, 5xx and 429
    retry_wait_s: Seconds = 1.0  # before the first retry; doubled for each further one
    max_wait_s: Seconds = 300.0  # the longest that a run waits because a host says Retry-After
    park_s: Seconds = 86_400.0  # how long a host that fails is left alone by later runs; 0: not at all
    max_pages: Count = 1000  # of one source of web pages
    since: date | None = None  # pages whose sitemap or feed dates their last change before this day are left out

    # Within which limits.
    timeout_s: Annotated[float, Field(gt=0, le=600)] = 10.0  # for one connect, read or write
    deadline_s: Annotated[float, Field(gt=0, le=3600)] = 30.0  # for one response as a whole
    max_raw_bytes: Count = 5_000_000
    max_decoded_bytes: Count = 20_000_000
    max_ratio: Count = 100  # decoded to raw bytes, looked at from 1 MB on
    max_redirects: Annotated[int, Field(ge=0, le=20)] = 5

    # To which addresses, beside public ones on ports 80 and 443 (from the file only).
    allow_net: tuple[Network, ...] = ()
    allow_ports: tuple[Port, ...] = ()
    connect_to: dict[str, Annotated[str, AfterValidator(_address_and_port)]] = Field(
        default_factory=dict
    )  # host → "address:port", as `curl --connect-to` does

    # How pages are read.
    workers: Count | None = None  # None: one per core
    chunk_pages: Count = 200
    page_deadline_s: Annotated[float, Field(gt=0)] = 20.0
    worker_memory_mb: Count = 1500
    runner: Runner = Runner.LOCAL  # who runs the reading tasks
    runner_address: str | None = None  # of a running cluster; None: one on this machine, for this run
    storage: str | None = None  # where workers elsewhere find pages and leave rows; None: the warehouse folder itself
    memory_limit: Annotated[str, Field(pattern=r"^\d+(\.\d+)?\s?([KMGT]i?B)$")] = "1GB"  # of DuckDB
    pipeline: str | None = None  # name of an installed spaCy pipeline; None: the one that winnow carries
    rules: Path | None = None  # a file of the user's own rules

    # How long rows are kept, by table; what is not named is kept. `winnow forget --old` erases what is older.
    keep_days: dict[Literal["article", "fetch_log", "failure", "personal_datum"], Count] = Field(default_factory=dict)

    # How it speaks, and whether it may connect at all.
    log_format: LogFormat = LogFormat.TEXT
    offline: bool = False

    sources: tuple[SourceSpec, ...] = ()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is the library's
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - as above
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - as above
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Values given in code first, then the environment; no .env files, no secrets folder."""
        return init_settings, _Environment(settings_cls)

    @property
    def user_agent(self) -> str:
        """How winnow names itself to sites."""
        return f"winnow/{_version()} (+{self.contact or 'no contact set'})"

    @property
    def worker_count(self) -> int:
        """How many worker processes read pages."""
        return self.workers or os.cpu_count() or 1

    @property
    def warc_folder(self) -> Path:
        """Where responses are kept."""
        return self.warehouse / "warc"


def load_settings(path: Path | None = None, *, environ: Mapping[str, str] | None = None) -> Settings:
    """Return the settings of a TOML file (None: winnow.toml here, where there is one) and of the environment.

    `environ` is looked at for names that nobody knows; values are read from the process's own environment.
    """
    file = path or DEFAULT_FILE
    table = _read_toml(file) if path is not None or file.is_file() else {}
    names = {name.upper() for name in (os.environ if environ is None else environ)}
    _check_environment(names)
    values = {name: value for name, value in table.items() if (ENV_PREFIX + name).upper() not in names}
    values["sources"] = tuple(_read_source(each, file=file) for each in _source_tables(values, file=file))
    for name in PATHS:
        if name in values:
            values[name] = file.parent / str(values[name])
    try:
        return Settings(**values)
    except ValidationError as error:
        raise SettingsError(_in_words(error, file=file)) from error


@cache
def _version() -> str:
    try:
        return version("winnow")
    except PackageNotFoundError:  # run from a folder that was never installed
        return "0"


def _read_toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SettingsError(f"{file}: there is no such settings file; `winnow init` writes one") from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file}: cannot be read: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{file}: is not valid TOML: {error}") from error


def _source_tables(values: dict[str, Any], *, file: Path) -> list[Any]:
    """Take the [[source]] tables out of the file's values."""
    if "sources" in values:
        raise SettingsError(f"{file}: sources are written as [[source]] tables, not as `sources`")
    tables = values.pop("source", [])
    if not isinstance(tables, list):
        raise SettingsError(f"{file}: a source is written as [[source]], with two brackets")
    return tables


def _read_source(table: Any, *, file: Path) -> SourceSpec:
    """Return the source of one [[source]] table."""
    if not isinstance(table, dict):
        raise SettingsError(f"{file}: a source is a table with a location, not {table!r}")
    for key in table:
        if key not in SOURCE_KEYS:
            raise SettingsError(f"{file}: unknown setting {key!r} in [[source]]{_nearest(key, SOURCE_KEYS)}")
    urls = _read_urls(table, file=file)
    location = _read_location(table, urls=urls, file=file)
    return SourceSpec(
        name=str(table.get("name") or name_of(location)),
        kind=_read_kind(table, location=location, urls=urls, file=file),
        location=location,
        urls=urls,
        max_pages=_read_number(table, "max_pages", file=file, least=1),
        delay_s=_read_number(table, "delay_s", file=file, least=0),
        timing=_read_timing(table, location=location, file=file),
    )


def _read_urls(table: Mapping[str, Any], *, file: Path) -> tuple[str, ...]:
    urls = table.get("urls", [])
    if not isinstance(urls, list) or not all(isinstance(url, str) for url in urls):
        raise SettingsError(f"{file}: `urls` of a source is a list of addresses in quotes, not {urls!r}")
    return tuple(urls)


def _read_location(table: Mapping[str, Any], *, urls: tuple[str, ...], file: Path) -> str:
    """Return the source's URL or path; a relative path starts at the settings file."""
    location = table.get("location") or (urls[0] if urls else None)
    if not isinstance(location, str):
        raise SettingsError(f"{file}: a [[source]] needs `location` (a URL or path) or `urls`")
    return location if "://" in location else str(file.parent / location)


def _read_kind(table: Mapping[str, Any], *, location: str, urls: tuple[str, ...], file: Path) -> SourceKind:
    """Return the kind that is said, or that the location looks like."""
    if urls:
        return SourceKind.URLS
    try:
        kind = SourceKind(table["kind"]) if "kind" in table else guess_kind(location)
        check_location(kind, location)
    except ValueError as error:
        raise SettingsError(
            f"{file}: unknown kind of source {table['kind']!r}; known are {', '.join(SourceKind)}"
        ) from error
    except SettingsError as error:
        raise SettingsError(f"{file}: {error}") from error
    return kind


def _read_timing(table: Mapping[str, Any], *, location: str, file: Path) -> Timing | None:
    every, cron = table.get("every"), table.get("cron")
    what = f"{file}: source {location}: every" if every is not None else f"{file}: source {location}: cron"
    return timing_of(every=every, cron=None if cron is None else str(cron), what=what)


def _read_number(table: Mapping[str, Any], key: str, *, file: Path, least: int) -> Any:
    value = table.get(key)
    if value is None:
        return None
    wanted = int if key == "max_pages" else (int, float)
    if isinstance(value, bool) or not isinstance(value, wanted) or value < least:
        raise SettingsError(f"{file}: {key} of a source is a number of at least {least}, not {value!r}")
    return value


def _check_environment(names: set[str]) -> None:
    """Refuse a variable that looks like a setting and is none."""
    for name in sorted(names):
        setting = name.removeprefix(ENV_PREFIX).lower()
        if not name.startswith(ENV_PREFIX) or name in OTHER_VARIABLES:
            continue
        if setting in FILE_ONLY:
            raise SettingsError(f"environment: {name} is not read; `{setting}` is set in winnow.toml only")
        if setting not in Settings.model_fields:
            raise SettingsError(f"environment: unknown setting {name}{_nearest(setting, Settings.model_fields)}")


def _in_words(error: ValidationError, *, file: Path) -> str:
    """Say the first problem on one line, with the nearest known name for an unknown one."""
    first = error.errors(include_url=False)[0]
    name = ".".join(str(part) for part in first["loc"])
    known = [field for field in Settings.model_fields if field != "sources"] + ["source"]
    if first["type"] == "extra_forbidden":
        text = f"{file}: unknown setting {name!r}{_nearest(name, known)}"
    else:
        value = repr(first.get("input"))[:80]
        text = f"{_origin(name, file=file)}: {name} = {value}: {first['msg'].removeprefix('Value error, ')}"
    others = error.error_count() - 1
    return f"{text} (and {others} more)" if others else text


def _origin(name: str, *, file: Path) -> str:
    """Say where a value came from: a variable wins over the file."""
    variable = f"{ENV_PREFIX}{name.split('.', maxsplit=1)[0].upper()}"
    return f"environment {variable}" if variable in {key.upper() for key in os.environ} else str(file)


def _nearest(name: str, known: Any) -> str:
    match = get_close_matches(name, list(known), n=1)
    return f"; did you mean {match[0]!r}?" if match else f"; known are {', '.join(sorted(known))}"
