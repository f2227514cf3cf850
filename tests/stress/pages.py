"""Which pages do the stress profiles stand on?"""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

PLACES: Mapping[str, str] = tomllib.loads(Path(__file__).with_name("pages.toml").read_text(encoding="utf-8"))
_STORY = (
    "The council of Skarvoy met on Tuesday to discuss the repair of the oldest bridge on the island.",
    "Engineers closed it in March, after divers had found cracks in two of its stone piers.",
    "A harbour pilot told the meeting that boats now wait up to three hours for the tide.",
    "The works are to begin in May and will cost about four million crowns, the mayor said.",
    "Neighbours asked for a footbridge in the meantime; the council will answer in two weeks.",
    "In the old fish hall, which opens again on Friday, volunteers have painted every door green.",
)


def _story(rng: Random, count: int) -> str:
    return "".join(f"<p>{rng.choice(_STORY)} {rng.choice(_STORY)}</p>" for _ in range(count))


def page(parts: Sequence[str], rng: Random, *, place: str) -> str:
    """Return a page of a story with the profiles at a place."""
    body = PLACES[place].replace("{parts}", "".join(parts))
    body = body.replace("{four}", _story(rng, 4)).replace("{two}", _story(rng, 2))
    return f"<!doctype html><html><head><title>Bridge to close - Skarvoy Post</title></head><body>{body}</body></html>"
