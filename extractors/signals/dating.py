"""Can a reader tell when the article was written, and when the things in it happened?"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from extractors.metadata.dates import is_stand_in
from extractors.records import DateCandidate, Metadata, Signal, Span
from extractors.signals.grading import counted, grade, not_measured
from extractors.signals.lists import listed_days, listed_times
from extractors.signals.material import Material, Sentence
from extractors.signals.phrases import find_phrases

# Where a page declares its date of publication, and nothing else.
DECLARING = ("article:published_time", "jsonld:datePublished", "itemprop:datePublished")
# "Recently" without a date is common even in good news; it counts half of "this week" on a page without a date.
VAGUE_WEIGHT = 0.5

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_WEEKDAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_ANCHOR = re.compile(rf"\b(?:{_MONTHS}|{_WEEKDAYS}|1[5-9]\d\d|20\d\d)\b")


def missing_date(material: Material) -> Signal:
    """Return 1 where the page does not say when it was published."""
    published = _stated(material.article.metadata)
    return grade(
        material,
        "missing_date",
        0.0 if published else 1.0,
        reason=f"published {published[:10]}" if published else "the page does not say when it was published",
    )


def date_disagreement(material: Material) -> Signal:
    """Return the days by which the page's own dates contradict each other.

    A modification before the publication contradicts it, and so do meta and JSON-LD with other dates of publication; a
    later change does not, nor a date in the text, which may be of anything.
    """
    meta = material.article.metadata
    first, changed = _read(_stated(meta)), _read(meta.modified)
    apart = max((_nearest(first, source, meta.dates) for source in DECLARING), default=0.0) if first else 0.0
    before = max(0.0, _days(changed, first)) if first and changed else 0.0
    if before > apart:
        reason = f"modified {before:.0f} days before it was published"
    else:
        reason = f"dates of publication lie {apart:.0f} days apart" if apart else "the dates agree"
    return grade(material, "date_disagreement", max(apart, before), reason=reason)


def _nearest(first: datetime, source: str, dates: Sequence[DateCandidate]) -> float:
    """Return the days to the nearest date of publication that a source declares; a page's JSON-LD may hold many."""
    told = [each.value for each in dates if each.role == "published" and each.source.endswith(source)]
    return min((abs(_days(first, date)) for value in told if (date := _read(value))), default=0.0)


def undated_time(material: Material) -> Signal:
    """Return the weight of time words that no date fixes: neither their own sentence's nor the page's."""
    if not material.english:
        return not_measured(material, "undated_time", reason="the list of time words is English")
    found = [hit for sentence in material.prose for hit in _undated(sentence, material)]
    weight = sum(each_weight for _, _, each_weight in found)
    words = ", ".join(f"“{phrase}”" for phrase in dict.fromkeys(phrase for phrase, _, _ in found))
    reason = f"{counted(len(found), 'time phrase')} without a date: {words}" if found else "no undated time words"
    spans = [span for _, span, _ in found]
    return grade(material, "undated_time", weight, reason=reason, spans=spans)


def _undated(sentence: Sentence, material: Material) -> list[tuple[str, Span, float]]:
    if _ANCHOR.search(material.article.page_text, sentence.start, sentence.end):
        return []
    fixed_days = _days_fixed_by_page(material)
    hits = []
    for phrase, span in find_phrases(sentence.words, listed_times(material)):
        days = listed_days(material)[phrase]
        if days == 0:
            hits.append((phrase, span, VAGUE_WEIGHT))
        elif fixed_days is None or fixed_days > days:
            hits.append((phrase, span, 1.0))
    return hits


def _days_fixed_by_page(material: Material) -> float | None:
    """Return how long after its publication the text was still changed; None without a date."""
    meta = material.article.metadata
    published, modified = _read(_stated(meta)), _read(meta.modified)
    if published is None:
        return None
    return 0.0 if modified is None else max(0.0, _days(published, modified))


def _stated(meta: Metadata) -> str | None:
    """Return the date of publication that the page states; the day of a change that stands in for it is none."""
    return None if is_stand_in(meta.dates) else meta.published


def _read(value: str | None) -> datetime | None:
    if value is None:
        return None
    try:
        date = datetime.fromisoformat(value)
    except ValueError:  # a year or a month alone: too vague to contradict anything
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _days(first: datetime, last: datetime) -> float:
    return (last - first).total_seconds() / 86_400
