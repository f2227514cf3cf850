"""Which settings and which warehouse does a command mean?"""

from collections.abc import Mapping
from pathlib import Path

from extractors.errors import SettingsError, WarehouseError
from flows.run.layout import Layout
from flows.settings import Settings, load_settings
from flows.sources.spec import LOCAL_KINDS
from flows.voice import Line, behave, manner, say


def settings_for(config: Path | None, warehouse: Path | None) -> Settings:
    """Return the settings, with what the command line says of them; from here on the process speaks as they say."""
    settings = load_settings(config)
    if manner().log_format is None:
        behave(log_format=settings.log_format)
    settings = changed(settings, {"warehouse": warehouse, "offline": manner().offline or None})
    if settings.warehouse.exists() and not settings.warehouse.is_dir():
        raise SettingsError(f"{settings.warehouse}: is a file; a warehouse is a folder")
    return settings


def note_contact(settings: Settings) -> None:
    """Say that nobody can be written to, where sites of others are to be asked."""
    if not settings.contact and any(source.kind not in LOCAL_KINDS for source in settings.sources):
        said = "no contact is set: owners of sites have nobody to write to; set `contact` in winnow.toml"
        say(Line(message=said, event="no_contact"))


def changed(settings: Settings, changes: Mapping[str, object]) -> Settings:
    """Return the settings with what a command line says instead; None says nothing."""
    return settings.model_copy(update={name: value for name, value in changes.items() if value is not None})


def published(config: Path | None, warehouse: Path | None) -> Layout:
    """Return the layout of a warehouse that has a snapshot; raises WarehouseError where there is none."""
    layout = Layout(settings_for(config, warehouse).warehouse)
    if not layout.snapshot.exists():
        raise WarehouseError(
            f"{layout.snapshot}: nothing is published there yet; `winnow run` or `winnow demo` does, "
            "and --warehouse DIR names another place"
        )
    return layout
