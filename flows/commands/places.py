"""Which settings and which warehouse does a command mean?"""

from pathlib import Path

from extractors.errors import WarehouseError
from flows.run.layout import Layout
from flows.settings import Settings, load_settings


def settings_for(config: Path | None, warehouse: Path | None) -> Settings:
    """Return the settings, with the warehouse that the command line names."""
    settings = load_settings(config)
    return settings.model_copy(update={"warehouse": warehouse}) if warehouse is not None else settings


def published(config: Path | None, warehouse: Path | None) -> Layout:
    """Return the layout of a warehouse that has a snapshot; raises WarehouseError where there is none."""
    layout = Layout(settings_for(config, warehouse).warehouse)
    if not layout.snapshot.exists():
        raise WarehouseError(
            f"{layout.snapshot}: nothing is published there yet; `winnow run` or `winnow demo` does, "
            "and --warehouse DIR names another place"
        )
    return layout
