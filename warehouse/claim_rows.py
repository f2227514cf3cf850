"""Which rows do the claims and mentions of a page become?"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from extractors.records import Article, Claim, ClaimReading, Reading, Slot
from warehouse.claim_times import days_of
from warehouse.masking import Masks, mask_characters

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """An article text before and after masking, and where its blocks begin."""

    clear: str
    masked: str
    block_starts: tuple[int, ...]
    block_orders: tuple[int, ...]
    masked_names: frozenset[str]  # canonical names of mentions that were masked

    def is_masked(self, start: int, end: int) -> bool:
        return self.clear[start:end] != self.masked[start:end]

    def block_at(self, start: int) -> int | None:
        place = bisect_right(self.block_starts, start) - 1
        return self.block_orders[place] if place >= 0 else None


def claim_rows(reading: Reading, masks: Masks, article_id: str) -> dict[str, list[Row]]:
    """Return the rows of claims, arguments, mentions and entities by table; none where claims were not read."""
    if reading.claims is None:
        return {"claim": [], "claim_argument": [], "mention": [], "article_entity": []}
    text = _text_of(reading.article, masks, reading.claims)
    claims = reading.claims.claims
    return {
        "claim": [_claim_row(claim, text, masks) | _place(article_id, "claim", n) for n, claim in enumerate(claims)],
        "claim_argument": [row | {"article_id": article_id} for claim in claims for row in _arguments(claim, text)],
        "mention": list(_mention_rows(reading.claims, text, masks, article_id)),
        "article_entity": list(_entity_rows(reading.claims, text, masks, article_id)),
    }


def _place(article_id: str, name: str, order: int) -> Row:
    return {"article_id": article_id, f"{name}_order": order}


def _text_of(article: Article, masks: Masks, claims: ClaimReading) -> _Text:
    kept = [block for block in article.blocks if block.text_start is not None]
    names = (m.canonical for m in claims.mentions if article.text[m.start : m.end] != masks.text[m.start : m.end])
    return _Text(
        clear=article.text,
        masked=masks.text,
        block_starts=tuple(block.text_start or 0 for block in kept),
        block_orders=tuple(block.order for block in kept),
        masked_names=frozenset(name for name in names if name),
    )


def _claim_row(claim: Claim, text: _Text, masks: Masks) -> Row:
    hide = _hider(claim, text, masks)
    return {
        "claim_id": claim.claim_id,
        "proposition_id": claim.proposition_id,
        **_slot_fields("subject", claim.subject, text),
        "relation": _slot_text(claim.relation, text),
        "relation_lemma": hide(claim.relation_lemma),
        **_slot_fields("object", claim.object, text),
        "polarity": claim.polarity.value,
        "modality": claim.modality.value,
        "cue": hide(claim.cue),
        "attribution": hide(claim.attribution),
        "attribution_vague": claim.attribution_vague,
        **_time_fields(claim, hide),
        "tense": claim.tense,
        "checkable": claim.checkable,
        "sentence": text.masked[claim.sentence_start : claim.sentence_end],
        "sentence_start": claim.sentence_start,
        "sentence_end": claim.sentence_end,
        "char_start": claim.start,
        "char_end": claim.end,
        "block_order": text.block_at(claim.sentence_start),
        "confidence": claim.confidence,
        "rule": claim.rule,
        "spans": list(_slot_spans(claim)),
    }


def _time_fields(claim: Claim, hide: Callable[[str | None], str | None]) -> Row:
    """Return the time words and their dates; where the words are masked, as a birthday is, the dates are kept back."""
    shown = hide(claim.time)
    told = shown == claim.time
    value = claim.time_value if told else None
    first, last = days_of(value)
    return {
        "time_text": shown,
        "time_value": value,
        "time_kind": claim.time_kind.value if told and claim.time_kind is not None else None,
        "time_first": first,
        "time_last": last,
    }


def _hider(claim: Claim, text: _Text, masks: Masks) -> Callable[[str | None], str | None]:
    """Return what masks the words of a claim that have no place of their own: all of them, near masked characters."""
    if not text.is_masked(claim.sentence_start, claim.sentence_end):
        return masks.clean_optional
    values = [datum.value for datum in masks.data]

    def hide(words: str | None) -> str | None:
        if words is not None and any(words in value or value in words for value in values):
            return mask_characters(words)
        return masks.clean_optional(words)

    return hide


def _slot_fields(name: str, slot: Slot | None, text: _Text) -> Row:
    if slot is None:
        return {name: None, f"{name}_canonical": None, f"{name}_entity_id": None}
    return {
        name: _slot_text(slot, text),
        f"{name}_canonical": _slot_canonical(slot, text),
        f"{name}_entity_id": slot.entity_id,
    }


def _slot_is_masked(slot: Slot, text: _Text) -> bool:
    return any(text.is_masked(span.start, span.end) for span in slot.spans)


def _slot_text(slot: Slot, text: _Text) -> str:
    if not _slot_is_masked(slot, text):
        return slot.text
    return " ".join(text.masked[span.start : span.end] for span in slot.spans)


def _slot_canonical(slot: Slot, text: _Text) -> str | None:
    if slot.canonical and (_slot_is_masked(slot, text) or slot.canonical in text.masked_names):
        return mask_characters(slot.canonical)
    return slot.canonical


def _slot_spans(claim: Claim) -> Iterator[Row]:
    slots = [("subject", claim.subject), ("relation", claim.relation), ("object", claim.object)]
    slots += [(f"argument {order}", slot) for order, slot in enumerate(claim.arguments)]
    for name, slot in slots:
        for span in slot.spans if slot else ():
            yield {"slot": name, "char_start": span.start, "char_end": span.end}


def _arguments(claim: Claim, text: _Text) -> Iterator[Row]:
    for order, slot in enumerate(claim.arguments):
        yield {
            "claim_id": claim.claim_id,
            "argument_order": order,
            "text": _slot_text(slot, text),
            "canonical": _slot_canonical(slot, text),
            "entity_id": slot.entity_id,
        }


def _mention_rows(claims: ClaimReading, text: _Text, masks: Masks, article_id: str) -> Iterator[Row]:
    for order, mention in enumerate(claims.mentions):
        yield {
            "article_id": article_id,
            "mention_order": order,
            "entity_id": mention.entity_id,
            "text": text.masked[mention.start : mention.end],
            "char_start": mention.start,
            "char_end": mention.end,
            "type": mention.type,
            "kind": mention.kind.value,
            "canonical": _name(mention.canonical, text, masks),
            "reason": masks.clean(mention.reason),
        }


def _entity_rows(claims: ClaimReading, text: _Text, masks: Masks, article_id: str) -> Iterator[Row]:
    times = Counter(mention.entity_id for mention in claims.mentions)
    for entity in claims.entities:
        yield {
            "article_id": article_id,
            "entity_id": entity.entity_id,
            "name": _name(entity.name, text, masks),
            "type": entity.type,
            "mentions": times[entity.entity_id],
        }


def _name(name: str | None, text: _Text, masks: Masks) -> str | None:
    return mask_characters(name) if name and name in text.masked_names else masks.clean_optional(name)
