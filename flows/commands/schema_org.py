"""What do articles and disputed claims look like in the words of schema.org?

winnow says how a text was made and what contradicts it; it does not say what is true. So a ClaimReview here has no
rating value, and its words say that the claim is disputed, by whom, and in which sentence.
"""

from collections.abc import Mapping
from typing import Any

CONTEXT = "https://schema.org"
REVIEWER = {"@type": "SoftwareApplication", "name": "winnow"}
ASPECT = "how content-farm-like and how well sourced the text is, not whether it is true"
AUTHOR_TYPES = {"person": "Person", "organisation": "Organization"}

Record = dict[str, Any]


def article_record(row: Mapping[str, Any]) -> Record:
    """Return an article as schema.org/Article, its score as a review of it; an invented author is left out."""
    found: Record = {
        "@context": CONTEXT,
        "@type": "Article",
        "@id": row["url"],
        "url": row["canonical_url"] or row["url"],
        "headline": row["title"],
        "datePublished": row["published"],
        "dateModified": row["modified"],
        "inLanguage": row["language"],
        "wordCount": row["words"],
        "publisher": {"@type": "Organization", "name": row["site_name"] or row["site"]},
        "isBasedOn": row["original_url"],
    }
    kind = AUTHOR_TYPES.get(row["author_verdict"] or "")  # generated, absent and unsure: nobody is named
    if kind and row["byline"]:
        found["author"] = {"@type": kind, "name": row["byline"]}
    if row["score"] is not None:
        found["review"] = {
            "@type": "Review",
            "author": REVIEWER,
            "reviewAspect": ASPECT,
            "reviewBody": "; ".join(row["reasons"] or ()) or None,
            "reviewRating": {"@type": "Rating", "ratingValue": row["score"], "bestRating": 100, "worstRating": 0},
        }
    return _without_empty(found)


def claim_record(row: Mapping[str, Any]) -> Record:
    """Return a disputed claim as schema.org/ClaimReview."""
    said_by = row["attribution"]
    claim: Record = {
        "@type": "Claim",
        "text": row["sentence"],
        "datePublished": row["published_at"],
        "appearance": {"@type": "CreativeWork", "url": row["url"], "headline": row["title"]},
        "author": {"@type": "Thing", "name": said_by} if said_by else {"@type": "Organization", "name": row["site"]},
    }
    return _without_empty(
        {
            "@context": CONTEXT,
            "@type": "ClaimReview",
            "@id": f"urn:winnow:claim:{row['claim_id']}",
            "url": row["url"],
            "author": REVIEWER,
            "claimReviewed": row["sentence"],
            "itemReviewed": claim,
            "reviewBody": "Contradicted by: " + " / ".join(row["against"]),
            "citation": row["against_urls"],
            "reviewRating": {
                "@type": "Rating",
                "alternateName": "Disputed: another text says what cannot hold with it",
            },
        }
    )


def _without_empty(value: Record) -> Record:
    return {
        name: _without_empty(item) if isinstance(item, dict) else item
        for name, item in value.items()
        if item is not None
    }
