"""What may a command still do where no connection may leave this machine?

Files, folders and WARC files are read as ever. Sources of web pages are left out and named; loopback is this machine.
"""

from ipaddress import ip_address
from urllib.parse import urlsplit

from extractors.errors import PolicyError
from flows.settings import Settings
from flows.sources.spec import LOCAL_KINDS
from flows.voice import Level, Line, say


def without_web(settings: Settings) -> Settings:
    """Return the settings without the sources that need a connection, where none may leave; those are named.

    Raises PolicyError where nothing is left to read, or where the run itself would need another machine.
    """
    if not settings.offline:
        return settings
    _check_machines(settings)
    local = tuple(source for source in settings.sources if source.kind in LOCAL_KINDS)
    web = [source for source in settings.sources if source.kind not in LOCAL_KINDS]
    if web and not local:
        raise PolicyError(f"offline: {_named(web[0].location, len(web))} would have to be fetched")
    for source in web:
        said = f"offline: {source.location} is left out: it would have to be fetched"
        say(Line(message=said, event="left_out", level=Level.WARNING, url=source.location))
    return settings.model_copy(update={"sources": local})


def check_server(address: str) -> None:
    """Raise PolicyError for a Prefect server that is another machine's."""
    if not _is_here(address):
        raise PolicyError(f"offline: the Prefect server {address} (PREFECT_API_URL) is another machine; unset it")


def _check_machines(settings: Settings) -> None:
    """Refuse settings that hand the work, or the pages, to other machines."""
    if settings.storage is not None and "://" in settings.storage and not settings.storage.startswith("file://"):
        raise PolicyError(f"offline: storage {settings.storage} is not on this machine")
    if settings.runner_address is not None and not _is_here(settings.runner_address):
        raise PolicyError(f"offline: the cluster {settings.runner_address} (runner_address) is another machine")


def _is_here(address: str) -> bool:
    host = urlsplit(address if "://" in address else f"//{address}").hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host in {"localhost", "auto", "local"}  # the last two are Ray's words for a cluster of this machine


def _named(first: str, count: int) -> str:
    return first if count == 1 else f"{first} and {count - 1} more sources"
