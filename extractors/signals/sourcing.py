"""On whose word does the article make its claims, and does it contradict itself?"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.records import Claim, Modality, Polarity, Signal, Span
from extractors.signals.grading import MAX_SPANS, counted, grade, not_measured
from extractors.signals.lists import listed, listed_book
from extractors.signals.material import Material, Sentence, Word
from extractors.signals.phrases import Book, find_phrases

NOT_READ = "claims were not read"

MIN_CLAIMS = 10

MIN_VAGUE = 2
MAX_BETWEEN = 5
# "the experts said" speaks of experts who were introduced, "its officials said" of somebody's.
DEFINITE = frozenset({"the", "these", "those", "its", "his", "her", "their", "our", "whose"})

# Plain constructions (active, copula) reach 0.7; who accuses an article of contradicting itself should stand on those.
MIN_CONFIDENCE = 0.7


def unattributed_claims(material: Material) -> Signal:
    """Return the share of checkable claims that name no source."""
    if material.claims is None:
        return not_measured(material, "unattributed_claims", reason=NOT_READ)
    checkable = [claim for claim in material.claims.claims if claim.checkable]
    bare = [claim for claim in checkable if not claim.attribution or claim.attribution_vague]
    return grade(
        material,
        "unattributed_claims",
        len(bare) / len(checkable) if checkable else 0.0,
        reason=f"{len(checkable) - len(bare)} of {counted(len(checkable), 'checkable claim')} name a source",
        spans=[material.claim_span(claim) for claim in bare[:MAX_SPANS]],
        enough=len(checkable) >= MIN_CLAIMS,
    )


def vague_sources(material: Material) -> Signal:
    """Return how often, in 1,000 words, the text leans on sources whom nobody could ask."""
    if not material.english:
        return not_measured(material, "vague_sources", reason="the lists are English")
    lists = _vague_lists(material)
    found = [hit for sentence in material.prose for hit in _vague(sentence, lists, material.article.page_text)]
    said = ", ".join(f"“{phrase}”" for phrase in list(dict.fromkeys(phrase for phrase, _ in found))[:5])
    return grade(
        material,
        "vague_sources",
        material.per_1000_words(len(found)),
        reason=f"{counted(len(found), 'vague source')}: {said}" if found else "no vague sources",
        spans=[span for _, span in found],
        enough=len(found) >= MIN_VAGUE,
    )


class _VagueLists(NamedTuple):
    phrases: Book
    who: frozenset[str]
    between: frozenset[str]
    verb: frozenset[str]


def _vague_lists(material: Material) -> _VagueLists:
    return _VagueLists(
        listed_book(material, "vague_phrases"),
        who=listed(material, "vague_who"),
        between=listed(material, "vague_between"),
        verb=listed(material, "vague_verb"),
    )


def _vague(sentence: Sentence, lists: _VagueLists, page_text: str) -> Iterator[tuple[str, Span]]:
    words = sentence.words
    hits = list(find_phrases(words, lists.phrases))
    hits += [hit for at in range(len(words)) if (hit := _vague_at(words, at, lists, page_text)) is not None]
    last = -1
    for phrase, span in sorted(hits, key=lambda hit: (hit[1].start, -hit[1].end)):
        if span.start >= last:
            yield phrase, span
            last = span.end


def _vague_at(words: Sequence[Word], at: int, lists: _VagueLists, page_text: str) -> tuple[str, Span] | None:
    """Return the phrase from a word for people to a verb of saying, where nothing names the people."""
    if words[at].text not in lists.who or _is_named(words, at, page_text):
        return None
    to = at + 1
    while to < len(words) and to - at <= MAX_BETWEEN and words[to].text in lists.between:
        to += 1
    if to == len(words) or words[to].text not in lists.verb:
        return None
    phrase = " ".join(word.text for word in words[at : to + 1])
    return phrase, Span(start=words[at].start, end=words[to].end)


def _is_named(words: Sequence[Word], at: int, page_text: str) -> bool:
    if at == 0:
        return False
    before = words[at - 1]
    proper = at > 1 and page_text[before.start].isupper()
    return proper or before.text in DEFINITE or before.text.endswith(("'s", "s'"))


def internal_contradictions(material: Material) -> Signal:
    """Return how many propositions the article both asserts and denies in its own voice."""
    if material.claims is None:
        return not_measured(material, "internal_contradictions", reason=NOT_READ)
    pairs = list(_opposed(material.claims.claims))
    said = f": “{pairs[0][0].sentence}” and “{pairs[0][1].sentence}”" if pairs else ""
    return grade(
        material,
        "internal_contradictions",
        float(len(pairs)),
        reason=f"{counted(len(pairs), 'proposition')} both asserted and denied{said}",
        spans=[material.claim_span(claim) for pair in pairs for claim in pair],
    )


def _opposed(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Yield the first claim and the first denial of each proposition; claims at different times do not clash.

    One of the two things must be named: "you should use it" and "do not use it" contradict nothing.
    """
    own = [claim for claim in claims if _is_own(claim)]
    firsts: dict[tuple[str, str | None, Polarity], Claim] = {}
    for claim in own:
        firsts.setdefault((claim.proposition_id, claim.time, claim.polarity), claim)
    for (proposition, time, polarity), claim in firsts.items():
        denial = firsts.get((proposition, time, Polarity.NEGATIVE))
        if polarity is Polarity.POSITIVE and denial is not None:
            yield claim, denial


def _is_own(claim: Claim) -> bool:
    """Return whether the article itself asserts the claim about a named thing."""
    if claim.modality is not Modality.ASSERTED or claim.attribution or claim.object is None:
        return False
    if claim.confidence < MIN_CONFIDENCE:
        return False
    return claim.subject.entity_id is not None or claim.object.entity_id is not None
