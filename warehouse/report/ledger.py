"""How does a score add up, and which characters does each of its lines speak of?"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from warehouse.report import show
from warehouse.report.links import RULES_PAGE, rule_anchor
from warehouse.report.records import LedgerLine, Link, QuietLine
from warehouse.report.rows import RuleFacts, SignalFacts

Rules = Mapping[str, RuleFacts]  # by name and version
ROOT = "../"

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# Links to characters on one line of the ledger.
MOST_PLACES = 12
REASON_CHARS = 600
# Spans longer than this on average are sentences, not phrases.
WIDE_CHARS = 60

# Every article has the same signals with the same thresholds.
_words = lru_cache(maxsize=256)(show.words)
_limit = lru_cache(maxsize=256)(show.decimal)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lettered:
    """A signal that moves the score, the letter that marks its characters, and these with their anchors."""

    facts: SignalFacts
    letter: str
    spans: tuple[tuple[str, tuple[int, int]], ...]


def _letter(place: int) -> str:
    return LETTERS[place] if place < len(LETTERS) else f"Z{place - len(LETTERS) + 1}"


def is_wide(lettered: Lettered, claims: Collection[tuple[int, int]]) -> bool:
    """Return whether a signal is marked by its letter alone: it speaks of whole sentences, or of claims.

    Colour would cover the page then, and claims are drawn already.
    """
    spans = [span for _, span in lettered.spans]
    of_claims = sum(span in claims for span in spans)
    return 2 * of_claims > len(spans) or sum(end - start for start, end in spans) > WIDE_CHARS * len(spans)


def letter_signals(signals: Sequence[SignalFacts]) -> tuple[Lettered, ...]:
    """Return the signals that move the score, dearest first, and those that a user ignores, each with a letter."""
    moving = [signal for signal in signals if signal.points or signal.is_ignored]
    return tuple(
        Lettered(
            facts=signal,
            letter=_letter(place),
            spans=tuple(
                (f"{_letter(place).lower()}-{number}", span)
                for number, span in enumerate(zip(signal.char_starts or (), signal.char_ends or (), strict=True), 1)
            ),
        )
        for place, signal in enumerate(moving)
    )


def _measure(signal: SignalFacts) -> str:
    if signal.value is None:
        return show.UNKNOWN
    against = f", costs from {_limit(signal.threshold)}" if signal.threshold is not None else ""
    return f"measured {show.decimal(signal.value)}{against}"


def _line(signal: SignalFacts, letter: str, places: tuple[Link, ...], rules: Rules) -> LedgerLine:
    rule = rules.get(signal.rule or "")
    more = signal.total_spans - len(places)
    return LedgerLine(
        letter=letter,
        points=show.points(signal.points),
        name=show.words(signal.signal),
        reason=show.shorten(signal.reason or "", REASON_CHARS),
        rule=signal.rule or "",
        source=show.shorten(signal.source or "", 200),
        value=_measure(signal),
        why=rule.why if rule else "",
        rule_href=f"{ROOT}{RULES_PAGE}#{rule_anchor(rule.rule)}" if rule else "",
        places=places,
        more_places=f"and {more} more" if places and more > 0 else "",
    )


def _quiet(signal: SignalFacts) -> QuietLine:
    return QuietLine(
        name=_words(signal.signal),
        value=_measure(signal),
        reason=show.shorten(signal.reason or "", REASON_CHARS),
        rule=signal.rule or "",
    )


def _places(lettered: Lettered, href: Callable[[str], str | None]) -> tuple[Link, ...]:
    links: list[Link] = []
    for number, (anchor, _) in enumerate(lettered.spans[:MOST_PLACES], 1):
        target = href(anchor)
        if target is not None:
            links.append(Link(text=str(number), href=target))
    return tuple(links)


def show_ledger(
    signals: Sequence[SignalFacts], lettered: Sequence[Lettered], href: Callable[[str], str | None], *, rules: Rules
) -> tuple[tuple[LedgerLine, ...], tuple[QuietLine, ...]]:
    """Return the lines that move the score, and those of the other signals; all are others where there is no score."""
    moving = tuple([_line(signal.facts, signal.letter, _places(signal, href), rules) for signal in lettered])
    known = {id(signal.facts) for signal in lettered}
    quiet = tuple([_quiet(signal) for signal in signals if id(signal) not in known])
    return moving, quiet
