"""Who does a page say wrote it, and what speaks for and against that, field by field?"""

from collections.abc import Callable, Sequence

from warehouse.report import show
from warehouse.report.records import Identity, Link, Reason
from warehouse.report.rows import Profile, ReasonFacts

TONES = {"generated": "bad", "person": "good", "organisation": "plain"}
# More than this many reasons or fields hide the strong ones; the rest is a query away.
MOST_REASONS = 20
MOST_FIELDS = 24
FIELD_CHARS = 240
# On the wall of a source a card shows the first field of each name.
MOST_BRIEF = 9
BRIEF_CHARS = 80

Locate = Callable[[int], str | None]  # first character in the page text → link to its passage


def _initials(name: str | None) -> str:
    letters = [part[0].upper() for part in (name or "").split() if part[0].isalpha()]
    return "".join(letters[:2]) or show.UNKNOWN


def _reason(facts: ReasonFacts, locate: Locate | None) -> Reason:
    weight = facts.weight or 0.0
    href = locate(facts.char_start) if locate is not None and facts.char_start is not None else None
    return Reason(
        field=show.words(facts.field or facts.sign),
        detail=show.shorten(facts.detail or show.words(facts.sign), FIELD_CHARS),
        weight=show.points(weight) if weight else "",
        tone=_side(weight),
        href=href,
        place=facts.path or "",
    )


def _side(weight: float) -> str:
    if weight == 0:
        return "neither"
    return "against" if weight > 0 else "for"


def _reasons_note(shown: int, total: int) -> str:
    noun = "reason" if total == 1 else "reasons"
    return f"{total} {noun}" if shown == total else f"{shown} strongest of {total} {noun}"


def _fields(profile: Profile, *, once: bool) -> tuple[tuple[str, str], ...]:
    """Return the fields to print; with `once`, the first of each name: profiles repeat accounts and counts."""
    pairs = [(show.words(str(f["field"])), show.shorten(f["value"] or "", FIELD_CHARS)) for f in profile.fields or ()]
    if once:
        firsts = dict(reversed(pairs))
        pairs = [(name, show.shorten(firsts[name], BRIEF_CHARS)) for name in dict.fromkeys(name for name, _ in pairs)]
        return tuple(pairs[:MOST_BRIEF])
    return tuple(pairs[:MOST_FIELDS])


def show_identity(
    profile: Profile,
    reasons: Sequence[ReasonFacts],
    *,
    anchor: str,
    note: str = "",
    locate: Locate | None = None,
    brief: bool = False,
    articles: tuple[Link, ...] = (),
    articles_note: str = "",
) -> Identity:
    """Return an author profile as a card; `locate` leads from evidence to its characters.

    A brief card folds its reasons and leaves out repeated fields.
    """
    verdict = profile.verdict or "unsure"
    return Identity(
        anchor=anchor,
        initials=_initials(profile.name),
        name=profile.name or "no name",
        verdict=verdict,
        tone=TONES.get(verdict, "open"),  # absent and unsure are open questions
        confidence=f"{show.share(profile.confidence)} sure",
        generator=f"made by {profile.generator}" if profile.generator else "",
        note=", ".join(part for part in ("in JSON-LD, not visible" if profile.jsonld else "", note) if part),
        fields=_fields(profile, once=brief),
        reasons=tuple(_reason(facts, locate) for facts in reasons[:MOST_REASONS]),
        reasons_note=_reasons_note(min(len(reasons), MOST_REASONS), len(reasons)),
        unfolded=not brief,
        articles=articles,
        articles_note=articles_note,
    )
