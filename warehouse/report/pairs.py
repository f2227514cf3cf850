"""How do two claims that cannot both hold stand side by side?"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from warehouse.report import show
from warehouse.report.links import article_href
from warehouse.report.records import Pair, Quote
from warehouse.report.rows import ContradictionFacts


def quote_words(sentence: str, start: int, end: int) -> tuple[str, str, str]:
    """Return the sentence cut before and after the claim's characters; offsets outside of it mark the whole.

    >>> quote_words("The pier is closed.", 4, 18)
    ('The ', 'pier is closed', '.')
    """
    if not 0 <= start < end <= len(sentence):
        return "", sentence, ""
    return sentence[:start], sentence[start:end], sentence[end:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two claims of a contradiction."""

    article_id: str
    site: str | None
    title: str | None
    published: str | None
    order: int
    polarity: str
    sentence: str
    start: int  # of the claim, into its sentence
    end: int
    attribution: str | None


def sides(facts: ContradictionFacts) -> tuple[Side, Side]:
    """Return both claims of a contradiction, the affirming one first."""
    left = Side(
        article_id=facts.article_a,
        site=facts.site_a,
        title=facts.title_a,
        published=facts.published_a,
        order=facts.order_a,
        polarity=facts.polarity_a,
        sentence=facts.sentence_a,
        start=facts.start_a - facts.sentence_start_a,
        end=facts.end_a - facts.sentence_start_a,
        attribution=facts.attribution_a,
    )
    right = Side(
        article_id=facts.article_b,
        site=facts.site_b,
        title=facts.title_b,
        published=facts.published_b,
        order=facts.order_b,
        polarity=facts.polarity_b,
        sentence=facts.sentence_b,
        start=facts.start_b - facts.sentence_start_b,
        end=facts.end_b - facts.sentence_start_b,
        attribution=facts.attribution_b,
    )
    return left, right


def _quote(side: Side, root: str, here: str) -> Quote:
    before, words, after = quote_words(side.sentence, side.start, side.end)
    word = f", on the word of {show.shorten(side.attribution, 80)}" if side.attribution else ""
    anchor = f"c{side.order + 1}"
    if side.article_id == here:
        who, href = "this article", f"#{anchor}"
    else:
        who = f"{show.text_or_unknown(side.site)}: {show.shorten(side.title or show.UNKNOWN, 80)}"
        href = article_href(side.article_id, root, anchor)
    return Quote(
        before=before,
        words=words,
        after=after,
        negative=side.polarity == "negative",
        who=who,
        note=f"published {show.day(side.published)}{word}",
        href=href,
    )


def show_pair(facts: ContradictionFacts, root: str = "", *, here: str = "") -> Pair:
    """Return a contradiction with both sentences side by side; `here` is the article on whose page it stands."""
    kind = "affirmed and denied" if facts.kind == "polarity" else "opposed relations"
    about = " · ".join(part for part in (facts.subject, facts.relation_lemma, facts.object) if part)
    left, right = sides(facts)
    return Pair(
        about=f"{show.shorten(about, 160)} ({kind})",
        left=_quote(left, root, here),
        right=_quote(right, root, here),
    )


def under_headings(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    """Return the pairs of a page, those on the same proposition under one heading."""
    found: list[Pair] = []
    for pair in pairs:
        found.append(replace(pair, again=bool(found) and found[-1].about == pair.about))
    return tuple(found)
