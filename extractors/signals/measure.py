"""Which signals are measured, in which order?"""

from collections.abc import Callable

from extractors.records import Article, ClaimReading, Signal
from extractors.rules.records import NO_RULES, Rules
from extractors.signals.authorship import generated_author, unnamed_author
from extractors.signals.dating import date_disagreement, missing_date, undated_time
from extractors.signals.detail import (
    attributions,
    checkable_detail,
    exact_dates,
    hedges,
    numbers,
    outbound_citations,
)
from extractors.signals.filters import curator_filters
from extractors.signals.furniture import boilerplate_share, calls_to_action, empty_contents, repeated_captions
from extractors.signals.material import Material
from extractors.signals.repetition import keyword_stuffing, repeated_claims, repeated_phrases, repeated_sentences
from extractors.signals.residue import lorem_share, machine_markup, stale_future
from extractors.signals.rhythm import opener_monotony, participle_tails, readability, sentence_length_monotony
from extractors.signals.sourcing import internal_contradictions, unattributed_claims, vague_sources
from extractors.signals.style import filler, question_headline, shouting
from extractors.signals.together import nobody_answers

SIGNALS: tuple[Callable[[Material], Signal], ...] = (
    generated_author,
    unnamed_author,
    unattributed_claims,
    attributions,
    vague_sources,
    checkable_detail,
    numbers,
    exact_dates,
    outbound_citations,
    hedges,
    internal_contradictions,
    keyword_stuffing,
    repeated_sentences,
    repeated_phrases,
    repeated_claims,
    missing_date,
    date_disagreement,
    undated_time,
    stale_future,
    filler,
    participle_tails,
    opener_monotony,
    sentence_length_monotony,
    readability,
    question_headline,
    shouting,
    lorem_share,
    machine_markup,
    empty_contents,
    repeated_captions,
    calls_to_action,
    nobody_answers,
    boilerplate_share,
)


def measure_signals(article: Article, claims: ClaimReading | None, rules: Rules = NO_RULES) -> tuple[Signal, ...]:
    """Return every signal of an article, those without points too, always in the same order.

    The filters of text corpora stand behind the others and never cost points. With `claims` None the signals that need
    claims have the value None and cost nothing. `rules` are a user's.
    """
    material = Material(article, claims, rules)
    return (*(signal(material) for signal in SIGNALS), *curator_filters(material))
