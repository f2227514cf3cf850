"""How are the states of a run's tasks called, so that its page in Prefect reads without a click?"""

from collections.abc import Mapping
from typing import TypeVar

from prefect.client.schemas.objects import State
from prefect.states import Completed

Answer = TypeVar("Answer")


def named(name: str, answer: Answer) -> State[Answer]:
    """Return the state of a task that is done, under a name of its own, with its answer."""
    return Completed(name=name, data=answer)


def gathered(outcomes: Mapping[str, int]) -> str:
    """Return in words how a crawl's fetches ended.

    >>> gathered({"fetched": 45, "listed": 3, "robots": 2, "http_error": 1}), gathered({"robots": 1}), gathered({})
    ('Fetched 45, failed 1, refused by robots 2', 'Refused by robots', 'Nothing to fetch')
    """
    fetched = outcomes.get("fetched", 0) + outcomes.get("not_modified", 0)
    robots = outcomes.get("robots", 0)
    failed = sum(outcomes.values()) - fetched - robots - outcomes.get("listed", 0)  # lists are no pages
    if robots and not fetched + failed:
        return "Refused by robots"
    said = (("Fetched", fetched), ("failed", failed), ("refused by robots", robots))
    return ", ".join(f"{word} {count:,}" for word, count in said if count) or "Nothing to fetch"


def read(pages: int, quarantined: int) -> str:
    """Return in words how reading a chunk ended.

    >>> read(200, 0), read(197, 3)
    ('Read 200', 'Quarantined 3')
    """
    return f"Quarantined {quarantined:,}" if quarantined else f"Read {pages:,}"
