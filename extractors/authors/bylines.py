"""Is a byline a person, an organisation or a role account, or nobody?"""

import re
from collections.abc import Sequence

from extractors.authors.lines import is_name
from extractors.authors.lists import codes_of, fold, label_words, plain_words
from extractors.authors.persona import name_codes, name_parts, rare_surname
from extractors.records import AuthorProfile, AuthorVerdict, Block, Evidence, Metadata, Span

_BY = re.compile(
    r"^(?:(?:written|posted|published|reported|reviewed) by|by|von|par|por|di|door|av|af|przez|oleh|yazan)\s+",
    re.IGNORECASE,
)
_SPLIT = re.compile(r",\s+|\s+(?:and|und|et|y|e|&)\s+")
MAX_BYLINE = 140


def read_byline(metadata: Metadata, blocks: Sequence[Block]) -> tuple[AuthorProfile, ...]:
    """Return one profile for each name of the page's byline, or one with the verdict absent.

    A name that is the site's, or that of a desk or agency, is an organisation. A lone word is unsure.
    """
    names = _names(metadata.byline)
    if not names:
        return (AuthorProfile(name=None, verdict=AuthorVerdict.ABSENT, confidence=1.0),)
    return tuple(_profile(name, metadata, blocks) for name in names)


def _names(byline: str | None) -> list[str]:
    if not byline or not byline.strip():
        return []
    return [name.strip() for name in _SPLIT.split(_BY.sub("", byline.strip())) if name.strip()]


def _profile(name: str, metadata: Metadata, blocks: Sequence[Block]) -> AuthorProfile:
    verdict, sure, sign, detail = judge_name(name, metadata.site_name)
    found = next((block for block in blocks if not block.hidden and _stands_in(name, block)), None)
    start = found.start + found.text.find(name) if found is not None else None
    end = start + len(name) if start is not None else None
    source = metadata.byline_source
    return AuthorProfile(
        name=name,
        verdict=verdict,
        confidence=sure,
        evidence=tuple(
            Evidence(sign=sign, field="name", detail=detail, start=start, end=end, path=None if found else source)
            for sign, detail in [(sign, detail), *_listed(name)]
        ),
        blocks=() if found is None else (found.order,),
        spans=() if start is None or end is None else (Span(start=start, end=end),),
        fields=(("name", name),),
        path=None if found else source,
    )


def _listed(name: str) -> list[tuple[str, str]]:
    """Return the sign that a generator's lists hold the name: no point by itself, but all authors of a site may."""
    if not rare_surname(name) & name_codes(name):
        return []
    return [("name_of_list", "first name and rare surname both stand in one generator's lists")]


def _stands_in(name: str, block: Block) -> bool:
    return len(block.text) <= MAX_BYLINE and name in block.text and block.tag not in {"title", "h1"}


def judge_name(name: str, site_name: str | None) -> tuple[AuthorVerdict, float, str, str]:
    """Return the verdict on a name as printed, how sure it is, the sign that decided, and the reason in words.

    >>> judge_name("Tarnwick Courier Staff", None)[0].value, judge_name("Maren Holt", "Maren Holt")[0].value
    ('organisation', 'person')
    """
    organisation = label_words("context", "organisation")
    telling = [word for word in plain_words(name) if word in organisation]
    named = _begins_with_person(name)
    if telling and not named:
        return AuthorVerdict.ORGANISATION, 0.9, "role_as_author", f"“{telling[0]}” is a role or an organisation"
    if site_name and _same(name, site_name) and not named:
        return AuthorVerdict.ORGANISATION, 0.95, "site_as_author", "the byline is the site's own name"
    if named:
        return AuthorVerdict.PERSON, 0.9, "known_names", "it begins with a first name that people bear"
    if is_name(name):
        return AuthorVerdict.PERSON, 0.7, "name_form", "written as a person's name"
    return AuthorVerdict.UNSURE, 0.5, "one_word", "neither a full name nor a known role"


def _begins_with_person(name: str) -> bool:
    """Return whether the name begins with a first name and a further one that is no organisation's word."""
    words = name.split()
    parts = name_parts(" ".join(words[:3]))
    if len(parts) < 2 or not is_name(" ".join(words[:2])):  # noqa: PLR2004 - a first and a last name
        return False
    organisation = label_words("context", "organisation")
    return bool(codes_of("first_names", parts[0])) and not any(part in organisation for part in parts[:2])


def _same(name: str, site: str) -> bool:
    one, other = "".join(plain_words(name)), "".join(plain_words(site))
    return bool(one) and (one == other or fold(name).strip() == fold(site).strip())
