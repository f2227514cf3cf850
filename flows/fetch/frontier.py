"""Which pages were found and not asked for yet, in this run and in those that were stopped before it?

A round asks for all pages of a source once. It belongs to the run that began it; a run that is stopped leaves it open,
and the next run goes on with it before it begins another.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.fetch.journal import CrawlJournal
from flows.sources.spec import SourceSpec
from warehouse.history import HostState, SourceRound
from warehouse.records import FrontierRow, RoundRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume:
    """What the warehouse knows of earlier crawls."""

    rounds: Mapping[str, SourceRound] = field(default_factory=dict)  # by source id
    hosts: Mapping[str, HostState] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class OpenRound:
    """The round of one source in this run."""

    source_id: str
    round_id: str
    run_id: str
    number: int
    journal: CrawlJournal | None
    waiting: tuple[str, ...] = ()  # found by an earlier run, and not asked for
    asked: frozenset[str] = frozenset()  # asked for by an earlier run
    is_listed: bool = False
    _found: int = 0
    _outstanding: int = 0

    def found(self, url: str) -> None:
        """Note a page that is to be asked for."""
        self._outstanding += 1
        if self.journal is not None:
            row = FrontierRow(source_id=self.source_id, url=url, round_id=self.round_id, found_order=self._found)
            self.journal.add(row)
        self._found += 1

    def goes_on(self) -> None:
        """Note a page that an earlier run had found."""
        self._outstanding += 1

    def listed(self) -> None:
        """Note that all pages were found."""
        self.is_listed = True
        self._note("listed" if self._outstanding else "done")

    def tried(self) -> None:
        """Note that a page was asked for, whatever came of it."""
        self._outstanding -= 1
        if self.is_listed and not self._outstanding:
            self._note("done")

    def begin(self) -> None:
        """Note that this run takes part in the round."""
        self._found = len(self.asked) + len(self.waiting)
        self._note("listed" if self.is_listed else "open")

    def _note(self, status: str) -> None:
        if self.journal is not None:
            self.journal.add(
                RoundRow(
                    source_id=self.source_id,
                    round_id=self.round_id,
                    run_id=self.run_id,
                    round_number=self.number,
                    status=status,
                )
            )


def open_round(source: SourceSpec, *, run_id: str, resume: Resume, journal: CrawlJournal | None) -> OpenRound:
    """Return the round of a source: the one that was left open, else a new one."""
    known = resume.rounds.get(source.source_id)
    if known is None or known.is_done:
        number = known.number + 1 if known is not None else 1
        made = OpenRound(source_id=source.source_id, round_id=run_id, run_id=run_id, number=number, journal=journal)
    else:
        made = OpenRound(
            source_id=source.source_id,
            round_id=known.round_id,
            run_id=run_id,
            number=known.number,
            journal=journal,
            waiting=known.waiting,
            asked=frozenset(known.asked),
            is_listed=known.is_listed,
        )
    made.begin()
    return made
