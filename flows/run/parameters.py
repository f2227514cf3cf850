"""How do a run's settings reach the flow? As parameters, which Prefect keeps and shows.

Prefect 3.8 refuses a run whose parameters take 512 KiB. Thousands of sources are longer than that: such settings lie in
a file beside the warehouse while the run lasts, and the parameter names it.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from extractors.ids import hash_id
from flows.settings import Settings

# Far from the limit, and more than anybody reads on Prefect's pages.
MOST_CHARS: Final = 65_536
FILE: Final = "settings_file"


@contextmanager
def parameter_of(settings: Settings, folder: Path) -> Iterator[dict[str, Any]]:
    """Yield what stands for the settings among the flow's parameters; what needs a file has it in the folder."""
    text = settings.model_dump_json()
    if len(text) <= MOST_CHARS:
        yield json.loads(text)
        return
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / f"{hash_id(text)}.json"  # a run that was killed leaves one, and its next try the same
    place.write_text(text, encoding="utf-8")
    try:
        yield {FILE: str(place.resolve())}
    finally:
        place.unlink(missing_ok=True)


def settings_of(parameter: Mapping[str, Any]) -> Settings:
    """Return the settings that a parameter stands for."""
    if FILE in parameter:
        return Settings(**json.loads(Path(parameter[FILE]).read_text(encoding="utf-8")))
    return Settings(**parameter)
