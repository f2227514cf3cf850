"""Which reasons speak for and against a profile being made up by a generator?

Each sign stands for one field or for two that contradict each other. Contradictions carry over to other templates;
how often a template has a field does not, and is no sign here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.authors.lines import ISO_DATE, Value
from extractors.authors.lists import coded_words, codes_of, fold, label_words, plain_words
from extractors.authors.persona import fits_name, is_role, name_codes, name_parts, rare_surname, read_handle
from extractors.authors.places import PlaceSign, area_sign, cep_sign, foreign_order_sign, town_sign, zip_sign
from extractors.authors.profiles import Draft
from extractors.authors.prose import count_small, prose_sign

# Points of each sign. From 4.5 points on a profile is called generated (verdict.py); so no sign of one field of a kind
# that real profiles show decides alone. Beside each: how often it fires on generated / genuine development profiles.
WEIGHTS = {
    "lorem_text": 6.0,
    "word_salad": 5.0,
    "hacker_phrase": 4.5,
    "product_phrase": 4.5,
    "catch_phrase": 3.0,
    "bio_formula": 1.5,
    "zip_state_mismatch": 4.0,
    "address_form": 3.0,
    "town_formula": 2.0,
    "area_state_mismatch": 0.5,
    "handle_of_another_person": 2.0,
    "handle_form": 1.0,
    "handle_unlike_name": 0.3,
    "two_personas": 1.5,
    "reserved_mail": 2.0,
    "company_of_surnames": 2.0,
    "company_of_surname": 0.7,
    "job_of_list": 1.0,
    "job_form": 2.0,
    "birth_date_beside_contact": 1.5,
    "account_record": 1.0,
    "follower_counts": 0.5,
    "name_of_list": 1.0,
    "domain_of_surname": 1.0,
    "phone_extension": 0.5,
    "handle_fits_name": -1.5,
    "company_fits_name": -1.5,
    "written_biography": -2.5,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One reason, with the value that shows it and the lists that explain it."""

    name: str
    kind: str  # of field
    detail: str
    value: Value | None = None
    codes: frozenset[str] = frozenset()
    factor: float = 1.0

    @property
    def weight(self) -> float:
        """Return the points of the sign."""
        return WEIGHTS[self.name] * self.factor


def find_signs(draft: Draft) -> list[Sign]:
    """Return every sign of a profile."""
    return [
        *_prose_signs(draft),
        *_place_signs(draft),
        *_handle_signs(draft),
        *_work_signs(draft),
        *_record_signs(draft),
    ]


def _prose_signs(draft: Draft) -> Iterator[Sign]:
    for value in draft.all("bio", "social_bio", "text", "job", "other"):
        found = prose_sign(value.text)
        if found is not None and (value.kind in {"bio", "social_bio"} or found.sign in {"lorem_text", "word_salad"}):
            nested = value.kind == "social_bio"
            yield Sign(
                name=found.sign,
                kind="bio",
                detail=found.detail,
                value=value,
                codes=found.codes,
                factor=0.7 if nested else 1.0,
            )
    for line in draft.lines:
        if line.role in {"text", "prose", "mixed"} or (line.role == "field" and line.kind == "bio"):
            words = plain_words(line.text)
            small = count_small(words)
            own = set(name_parts(draft.name.text)) if draft.name else set()
            if len(words) >= 12 and small >= 0.22 * len(words) and own & set(words):  # noqa: PLR2004
                yield Sign(
                    name="written_biography",
                    kind="bio",
                    detail="a text in sentences that speaks of the person by name",
                    value=Value(kind="bio", text=line.text, start=line.start, end=line.end),
                )
                break


def _place_signs(draft: Draft) -> Iterator[Sign]:
    for value in draft.all("address"):
        for sign in (
            zip_sign(value.text) or cep_sign(value.text),
            foreign_order_sign(value.text),
            town_sign(value.text),
        ):
            if sign is not None:
                yield _place(sign, value)
        for phone in draft.all("phone"):
            found = area_sign(value.text, phone.text)
            if found is not None:
                yield _place(found, phone, "phone")
    for phone in draft.all("phone"):
        if re.search(r"\d ?x\d{3,5}$", phone.text.strip()):
            yield Sign(name="phone_extension", kind="phone", detail="an extension written as x and digits", value=phone)


def _place(sign: PlaceSign, value: Value, kind: str = "address") -> Sign:
    return Sign(name=sign.sign, kind=kind, detail=sign.detail, value=value, codes=sign.codes)


def handles_of(draft: Draft) -> list[tuple[str, str, Value]]:
    """Return the profile's personal handles, each with its kind and value; a handle given twice counts once."""
    found: dict[str, tuple[str, str, Value]] = {}
    for value in draft.fields:
        handle, kind = _handle_in(value)
        if handle and not (kind == "email" and is_role(handle)) and fold(handle) not in found:
            found[fold(handle)] = (handle, kind, value)
    return list(found.values())


def _handle_in(value: Value) -> tuple[str, str]:
    text = value.text.strip()
    if value.kind == "email":
        return text.partition("@")[0] if "@" in text else "", "email"
    if value.kind in {"username", "handle"} and " " not in text:
        return text.lstrip("@"), "username" if value.kind == "username" else "social"
    if value.kind == "social_url":
        tail = text.rstrip("/").rpartition("/")[2].lstrip("@")
        return (tail, "social") if re.fullmatch(r"[\w.\-]{3,40}", tail) else ("", "")
    return "", ""


def _handle_signs(draft: Draft) -> Iterator[Sign]:
    if draft.name is None:
        return
    name = draft.name.text
    unlike = 0
    fitting = 0
    for handle, kind, value in handles_of(draft):
        reading = read_handle(handle, name)
        if reading.fits:
            fitting += 1
            if fitting <= 2:  # noqa: PLR2004 - more of them say no more
                yield Sign(name="handle_fits_name", kind=kind, detail="the handle fits the name", value=value)
            continue
        unlike += 1
        sign = {"two_names": "handle_of_another_person", "other": "handle_unlike_name"}.get(reading.form, "handle_form")
        detail = {
            "two_names": "the handle is made of another person's first and last name",
            "first_name_number": "the handle is another first name and a number",
            "initial_surname": "the handle is an initial and another surname",
            "word_year": "the handle is a word and a year",
        }.get(reading.form, "the handle has nothing of the name")
        yield Sign(name=sign, kind=kind, detail=detail, value=value, codes=reading.codes)
    if unlike > 1 and not fitting:
        yield Sign(name="two_personas", kind="username", detail=f"{unlike} handles, none like the name")


_TRIPLE = re.compile(
    r"^([^\W\d][\w'\u2019 -]*), ([^\W\d][\w'\u2019 -]*?),? (?:and|und|et|y|e|en|och|og|&) ([^\W\d][\w'\u2019 -]*)$"
)
_PAIR = re.compile(r"^([^\W\d][\w'\u2019]+)(?:-| - | and | & | et | y | e | und )([^\W\d][\w'\u2019-]+)$")
_WITH_FORM = re.compile(r"^([^\W\d][\w'\u2019-]+),? (.{2,25})$")


def _work_signs(draft: Draft) -> Iterator[Sign]:
    for value in draft.all("company", "text", "job"):
        text = value.text
        if " at " in text:
            job, _, company = text.partition(" at ")
            yield from _company(company.strip(), value, draft)
            yield from _job(job.strip(), value)
            continue
        if value.kind in {"company", "text"}:
            yield from _company(text.strip(), value, draft)
        if value.kind in {"job", "text"}:
            yield from _job(text.strip(), value)


def _company(text: str, value: Value, draft: Draft) -> Iterator[Sign]:
    if len(text) > 60:  # noqa: PLR2004 - three long surnames
        return
    for pattern in (_TRIPLE, _PAIR):
        found = pattern.match(text)
        if found is None:
            continue
        names = [part for group in found.groups() for part in [group.strip()]]
        if draft.name is not None and any(fits_name(part, draft.name.text) for part in names):
            yield Sign(
                name="company_fits_name", kind="company", detail="the company bears the person's name", value=value
            )
            return
        held = [codes_of("last_names", part) for part in names]
        shared = frozenset.intersection(*held)
        if shared:
            yield Sign(
                name="company_of_surnames",
                kind="company",
                detail=f"a company of {len(names)} surnames, all in one generator's list",
                value=value,
                codes=shared,
            )
        return
    found = _WITH_FORM.match(text)
    if found is not None:
        shared = codes_of("last_names", found[1]) & codes_of("company_suffixes", found[2])
        if shared and not (draft.name is not None and fits_name(found[1], draft.name.text)):
            yield Sign(
                name="company_of_surname",
                kind="company",
                detail="a company of one surname and a form, both in one generator's lists",
                value=value,
                codes=shared,
            )


def _job(text: str, value: Value) -> Iterator[Sign]:
    codes = codes_of("jobs", text)
    if codes:
        odd = " OR " in text or ", " in text or "/" in text
        yield Sign(
            name="job_form" if odd else "job_of_list",
            kind="job",
            detail="a job title as a generator's list writes it" if odd else "a job title of a generator's list",
            value=value,
            codes=codes,
        )
        return
    words = text.split()
    if 3 <= len(words) <= 6:  # noqa: PLR2004 - descriptor, area, type
        parts = coded_words("job_parts")
        held = [parts.get(fold(word)) for word in words]
        known = [codes for codes in held if codes]
        shared = frozenset.intersection(*known) if known else frozenset()
        if len(known) == len(words) and shared:
            yield Sign(
                name="job_form",
                kind="job",
                detail="a job put together from a generator's parts",
                value=value,
                codes=shared,
            )


def _record_signs(draft: Draft) -> Iterator[Sign]:
    kinds = {value.kind for value in draft.fields}
    births = draft.all("birthdate", "iso_date")
    contact = kinds & {"email", "phone", "address", "username"}
    for value in births[:1]:
        labelled = value.kind == "birthdate"
        if contact and (labelled or kinds & {"email", "address"}):
            iso = ISO_DATE.search(value.text) is not None
            yield Sign(
                name="birth_date_beside_contact",
                kind="birthdate",
                detail="a birth date beside contact data" + (", written as a record has it" if iso else ""),
                value=value,
                factor=1.0 if iso else 0.5,
            )
    labelled_kinds = {value.kind for value in draft.fields if value.labelled}
    if "username" in labelled_kinds and len(labelled_kinds & {"birthdate", "address", "phone", "company"}) > 1:
        yield Sign(
            name="account_record",
            kind="page",
            detail="the fields of an account record: user name, address, phone or birth date",
            value=draft.all("username")[0],
        )
    counts = draft.all("count")
    if counts:
        yield Sign(name="follower_counts", kind="social", detail="follower counts in the profile", value=counts[0])
    yield from _mail_signs(draft)
    if draft.name is not None:
        rare = rare_surname(draft.name.text) & name_codes(draft.name.text)
        if rare:
            yield Sign(
                name="name_of_list",
                kind="name",
                detail="first name and rare surname both stand in one generator's lists",
                value=draft.name,
                codes=rare,
            )


def _mail_signs(draft: Draft) -> Iterator[Sign]:
    reserved = label_words("mail", "reserved")
    for value in draft.all("email"):
        domain = value.text.strip().rpartition("@")[2].lower()
        if domain in reserved:
            yield Sign(
                name="reserved_mail",
                kind="email",
                detail="a mail domain reserved for examples (RFC 2606)",
                value=value,
            )
        else:
            yield from _domain_of_surname(domain, value, draft)
    for value in draft.all("website")[:1]:
        host = re.sub(r"^(?:https?://)?(?:www\.)?", "", value.text.strip().lower()).partition("/")[0]
        yield from _domain_of_surname(host, value, draft)


def _domain_of_surname(domain: str, value: Value, draft: Draft) -> Iterator[Sign]:
    stem, _, ending = domain.partition(".")
    rare = codes_of("last_names", stem)
    if not rare or "." in ending or len(stem) < 4:  # noqa: PLR2004 - short names are words too
        return
    names = [other.text for other in (draft.name, *draft.all("company")) if other is not None]
    if any(fits_name(stem, name) for name in names) or not (rare & {"P0", "R0", "Y0"}):
        return
    yield Sign(
        name="domain_of_surname",
        kind=value.kind,
        detail="the domain is a surname of a generator's list, and not the person's",
        value=value,
        codes=rare,
    )
