"""Who are this page's authors, and which of them did a generator make up?"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from extractors.authors.bylines import read_byline
from extractors.authors.context import is_shown_as_sample
from extractors.authors.cut import Mark, cut_blocks
from extractors.authors.evidence import find_signs
from extractors.authors.generator import name_generator
from extractors.authors.lines import Line
from extractors.authors.lists import fold
from extractors.authors.markup import find_persons
from extractors.authors.personal import personal_data
from extractors.authors.profiles import Draft, find_drafts
from extractors.authors.signs import Sign
from extractors.authors.verdict import confidence, is_generated, is_person
from extractors.page.jsonld import VOICES
from extractors.records import AuthorProfile, AuthorVerdict, Block, BlockLabel, Evidence, Metadata, Span

RULE = "generated_author.1"
PROFILE_RULE = "author_profile.1"
# A name with a date is a byline; a profile says more.
_TELLING = ("email", "phone", "address", "username", "handle", "social_url", "bio", "job", "website")
_AUTHOR_ROLES = ("author", "creator", "contributor")
# Words in the attributes of an element that holds an author's profile.
_AUTHOR_WORDS = (
    "author-bio",
    "author-box",
    "author_bio",
    "authorbox",
    "about-author",
    "author-info",
    "author-card",
    "author-profile",
)


def judge_authors(
    blocks: Sequence[Block],
    *,
    metadata: Metadata,
    jsonld: Sequence[Mapping[str, object]],
) -> tuple[tuple[Block, ...], tuple[AuthorProfile, ...]]:
    """Return the blocks with author profiles labelled and set apart, and the page's authors.

    Generated profiles become blocks labelled generated_author, genuine ones author_profile; neither is kept. Unsure
    counts as a real person. Places in the profiles point into the page text of the blocks returned.
    """
    found = [_visible(draft, blocks, metadata) for draft in find_drafts(blocks)]
    profiles = [profile for profile in found if profile is not None]
    marks = [_mark(profile) for profile in profiles]
    cut, move = cut_blocks(blocks, [mark for mark in marks if mark is not None])
    moved = [_moved(profile, move, cut) for profile in profiles]
    markup = _distinct([_from_markup(path, draft) for path, draft in find_persons(jsonld)], metadata)
    bylines = _bylines(metadata, cut, [*moved, *markup])
    seen = {fold(profile.name) for profile in (*bylines, *moved) if profile.name}
    extra = [
        profile
        for profile in markup
        if profile.verdict is AuthorVerdict.GENERATED or fold(profile.name or "") not in seen
    ]
    return cut, (*bylines, *moved, *extra)


def _distinct(profiles: Sequence[AuthorProfile], metadata: Metadata) -> list[AuthorProfile]:
    """Return the markup's authors, each name once, a generated one before a genuine one of that name."""
    found: dict[str, AuthorProfile] = {}
    byline = fold(metadata.byline or "")
    for profile in profiles:
        name = fold(profile.name or "")
        generated = profile.verdict is AuthorVerdict.GENERATED
        author = generated or _names_author(profile.path or "") or (byline and name in byline)
        if author and (name not in found or (generated and found[name].verdict is not AuthorVerdict.GENERATED)):
            found[name] = profile
    return list(found.values())


def _names_author(path: str) -> bool:
    """Return whether a person in the markup is named as the page's author, not as anyone who speaks on it.

    A shop's reviews and a forum's answers have authors of their own.
    """
    return any(f".{role}" in path for role in _AUTHOR_ROLES) and not any(f".{voice}" in path for voice in VOICES)


def _visible(draft: Draft, blocks: Sequence[Block], metadata: Metadata) -> AuthorProfile | None:
    """Return the profile of a draft, None for one that is not an author's as far as can be told."""
    # Most drafts are a site's own links and dates: they need no signs to be passed over.
    if not is_person(draft) and not _is_authors(draft, metadata, blocks):
        return None
    signs = find_signs(draft, published=metadata.published)
    generated = is_generated(draft, signs) and not is_shown_as_sample(draft, blocks)
    if not generated and not _is_authors(draft, metadata, blocks):
        return None
    return AuthorProfile(
        name=draft.name.text.strip() if draft.name is not None else None,
        verdict=AuthorVerdict.GENERATED if generated else AuthorVerdict.PERSON,
        confidence=confidence(signs, generated=generated),
        evidence=tuple(_evidence(sign) for sign in signs),
        spans=_spans(draft.lines),
        fields=_fields(draft),
        personal=personal_data(draft),
        generator=name_generator(draft, signs) if generated else None,
    )


def _is_authors(draft: Draft, metadata: Metadata, blocks: Sequence[Block]) -> bool:
    """Return whether a genuine profile is the author's, not that of anyone the page speaks of."""
    if draft.name is None or not draft.all(*_TELLING):
        return False
    if metadata.byline and fold(draft.name.text.strip()) in fold(metadata.byline):
        return True
    attrs = blocks[draft.lines[0].block].attrs
    return any(word in attrs for word in _AUTHOR_WORDS)


def _fields(draft: Draft) -> tuple[tuple[str, str], ...]:
    return tuple((value.kind, value.text.strip()) for value in draft.fields if value.kind != "text")


def _evidence(sign: Sign, path: str | None = None) -> Evidence:
    value = sign.value
    return Evidence(
        sign=sign.name,
        field=sign.kind,
        detail=sign.detail,
        start=value.start if value is not None and path is None else None,
        end=value.end if value is not None and path is None else None,
        path=path,
        weight=round(sign.weight, 2),
    )


def _spans(lines: Sequence[Line]) -> tuple[Span, ...]:
    """Return the characters of the lines; lines that follow one another in a block make one span."""
    spans: list[tuple[int, Span]] = []
    for line in lines:
        if spans and spans[-1][0] == line.block:
            spans[-1] = (line.block, Span(start=spans[-1][1].start, end=line.end))
        else:
            spans.append((line.block, Span(start=line.start, end=line.end)))
    return tuple(span for _, span in spans)


def _mark(profile: AuthorProfile) -> Mark | None:
    if profile.verdict is AuthorVerdict.GENERATED:
        return Mark(
            spans=profile.spans,
            label=BlockLabel.GENERATED_AUTHOR,
            reason=_reason(profile),
            rule=RULE,
        )
    return Mark(
        spans=profile.spans,
        label=BlockLabel.AUTHOR_PROFILE,
        reason="a profile of the author, not part of the article",
        rule=PROFILE_RULE,
    )


def _reason(profile: AuthorProfile) -> str:
    """Return why the profile is called generated, in words, the strongest sign first."""
    against = sorted((row for row in profile.evidence if row.weight > 0), key=lambda row: -row.weight)
    details = list(dict.fromkeys(row.detail for row in against))[:3]
    maker = f" ({profile.generator})" if profile.generator else ""
    return f"generated author profile{maker}: {'; '.join(details)}"


def _moved(profile: AuthorProfile, move: Callable[[int], int], blocks: Sequence[Block]) -> AuthorProfile:
    """Return the profile with its places in the page text of the cut blocks."""
    spans = tuple(Span(start=move(span.start), end=move(span.end - 1) + 1) for span in profile.spans)
    return replace(
        profile,
        spans=spans,
        blocks=tuple(
            block.order for block in blocks if any(block.start < span.end and block.end > span.start for span in spans)
        ),
        evidence=tuple(
            row
            if row.start is None or row.end is None
            else replace(row, start=move(row.start), end=move(row.end - 1) + 1)
            for row in profile.evidence
        ),
        personal=tuple(
            replace(datum, start=move(datum.start), end=move(datum.end - 1) + 1) for datum in profile.personal
        ),
    )


def _from_markup(path: str, draft: Draft) -> AuthorProfile:
    signs = find_signs(draft)
    generated = is_generated(draft, signs)
    return AuthorProfile(
        name=draft.name.text if draft.name is not None else None,
        verdict=AuthorVerdict.GENERATED if generated else AuthorVerdict.PERSON,
        confidence=confidence(signs, generated=generated),
        evidence=tuple(_evidence(sign, path) for sign in signs),
        fields=_fields(draft),
        generator=name_generator(draft, signs) if generated else None,
        jsonld=True,
        path=path,
    )


def _bylines(
    metadata: Metadata,
    blocks: Sequence[Block],
    profiles: Sequence[AuthorProfile],
) -> tuple[AuthorProfile, ...]:
    """Return the byline's names that have no profile to be judged by; none where only profiles name an author."""
    named = {
        fold(profile.name)
        for profile in profiles
        if profile.name and (not profile.jsonld or profile.verdict is AuthorVerdict.GENERATED)
    }
    bylines = read_byline(metadata, blocks)
    if profiles and all(byline.name is None for byline in bylines):
        return ()
    return tuple(byline for byline in bylines if byline.name is None or fold(byline.name) not in named)
