"""Which signals are measured, in which order?"""

from collections.abc import Callable

from extractors.records import Article, ClaimReading, Signal
from extractors.signals.authorship import generated_author, unnamed_author
from extractors.signals.dating import date_disagreement, missing_date, undated_time
from extractors.signals.furniture import boilerplate_share, calls_to_action, empty_contents, repeated_captions
from extractors.signals.material import Material
from extractors.signals.repetition import keyword_stuffing, repeated_claims, repeated_phrases, repeated_sentences
from extractors.signals.sourcing import internal_contradictions, unattributed_claims, vague_sources
from extractors.signals.style import filler, question_headline, shouting

SIGNALS: tuple[Callable[[Material], Signal], ...] = (
    generated_author,
    unnamed_author,
    unattributed_claims,
    vague_sources,
    internal_contradictions,
    keyword_stuffing,
    repeated_sentences,
    repeated_phrases,
    repeated_claims,
    missing_date,
    date_disagreement,
    undated_time,
    filler,
    question_headline,
    shouting,
    empty_contents,
    repeated_captions,
    calls_to_action,
    boilerplate_share,
)


def measure_signals(article: Article, claims: ClaimReading | None) -> tuple[Signal, ...]:
    """Return every signal of an article, those without points too, always in the same order.

    With `claims` None the signals that need claims have the value None and cost nothing.
    """
    material = Material(article, claims)
    return tuple(signal(material) for signal in SIGNALS)
