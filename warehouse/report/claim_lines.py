"""How do the claims of an article become the rows of a table?"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from operator import attrgetter

from warehouse.report import show
from warehouse.report.article_rows import ArticleRows
from warehouse.report.print_text import escape_all
from warehouse.report.rows import ClaimFacts

LEADING_ARTICLE = re.compile(r"^(the|an|a) ")
SLOT_CHARS = 160
# Everything of a claim that is words of the page, or of the warehouse.
SLOTS = (
    *("subject", "subject_canonical", "relation", "object", "object_canonical", "arguments"),
    *("polarity", "cue", "modality", "attribution", "time_text", "time_value"),
)

_slots = attrgetter(*SLOTS)
_sure = lru_cache(maxsize=1_024)(show.share)  # few values, on every row


def _bare(name: str) -> str:
    """Return a name without case and article: "[harbour office]" behind "the harbour office" tells nothing."""
    return LEADING_ARTICLE.sub("", name.casefold())


def _with_name(text: str, name: str) -> str:
    """Return words with the name that they stand for, unless that says the same."""
    return text if _bare(name) == _bare(text) else f"{text} [{name}]"


def _shortened(slots: Sequence[str]) -> Sequence[str]:
    """Return every slot at most so long and on one line, as nearly all are: those of a claim are looked at together."""
    together = "".join(slots)
    if together.isprintable() and len(together) <= SLOT_CHARS:
        return slots
    return [slot and show.shorten(slot, SLOT_CHARS) for slot in slots]


def _row(claim: ClaimFacts, slots: Sequence[str]) -> str:
    """Return a claim as a row of HTML, of slots that are escaped."""
    subject, subject_is, relation, thing, thing_is, further, polarity, cue, modality, source, time, time_is = slots
    number = claim.claim_order + 1
    if subject_is:
        subject = _with_name(subject, subject_is)
    if thing_is:
        thing = _with_name(thing, thing_is)
    if claim.polarity == "negative":
        begin, said = f'<tr id="t{number}" class="neg">', f'<span class="not">✗ {polarity}</span>'
    else:
        begin, said = f'<tr id="t{number}">', polarity
    if claim.attribution_vague:
        source = f"{source}<small>vague</small>" if source else "nobody named"
    return (
        f'{begin}<th scope="row"><a href="#c{number}">{number}</a></th>'
        f"<td>{subject}</td><td>{relation}</td>"
        f"<td>{thing}{f' <small>{further}</small>' if further else ''}</td>"
        f"<td>{said}{f'<small>“{cue}”</small>' if cue else ''}</td><td>{modality}</td><td>{source or 'the author'}</td>"
        f"<td>{time}{f' [{time_is}]' if time_is else ''}</td><td>{_sure(claim.confidence)}</td></tr>\n"
    )


def _words(claims: Sequence[ClaimFacts]) -> Iterable[Sequence[str]]:
    """Return the words of each claim, escaped."""
    slots = iter(escape_all(list(chain.from_iterable([_shortened(_slots(claim)) for claim in claims]))))
    return zip(*[slots] * len(SLOTS), strict=True)


def print_claims(claims: Sequence[ClaimFacts]) -> dict[str, str]:
    """Return each claim of an article as a row of HTML, by the anchor of its characters, in order."""
    with_words = zip(claims, _words(claims), strict=True)
    return {f"c{claim.claim_order + 1}": _row(claim, words) for claim, words in with_words}


def claims_of(number: int, printed: Mapping[str, str], where: Mapping[str, int]) -> list[str]:
    """Return the rows of the claims of one part; those without a place in the text stand on the first."""
    return [row for anchor, row in printed.items() if where.get(anchor, 1) == number]


def count_claims(rows: ArticleRows) -> str:
    """Return how many claims there are, and how many negated ones."""
    if not rows.facts.claims_read:
        return "? (not read)"
    negative = sum(claim.polarity == "negative" for claim in rows.claims)
    return f"{len(rows.claims)}, {negative} negated"
