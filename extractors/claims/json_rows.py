"""How is a claim written as JSON? The keys of the public interface, in their order."""

from extractors.records import Claim


def claim_row(claim: Claim) -> dict[str, object]:
    """Return a claim as the row that `winnow claims` prints."""
    other = claim.object
    return {
        "subject": claim.subject.text,
        "relation": claim.relation.text,
        "object": other.text if other is not None else None,
        "arguments": [slot.text for slot in claim.arguments],
        "relation_lemma": claim.relation_lemma,
        "subject_canonical": claim.subject.canonical,
        "object_canonical": other.canonical if other is not None else None,
        "polarity": claim.polarity.value,
        "modality": claim.modality.value,
        "attribution": claim.attribution,
        "time": claim.time,
        "sentence": claim.sentence,
        "start": claim.start,
        "end": claim.end,
        "confidence": claim.confidence,
    }
