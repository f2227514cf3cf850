"""Which reasons speak for and against a profile being made up by a generator?

Each sign stands for one field or for two that contradict each other. Contradictions carry over to other templates;
how often a template has a field does not, and is no sign here.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from extractors.authors.anchors import is_record_in_prose
from extractors.authors.companies import company_signs
from extractors.authors.handles import handles_of
from extractors.authors.jobs import read_job
from extractors.authors.lines import ISO_DATE, Value
from extractors.authors.lists import codes_of, codes_of_generator, domain_words, label_words, plain_words
from extractors.authors.persona import can_compare, fits_name, name_codes, name_parts, rare_surname, read_handle
from extractors.authors.places import (
    PlaceSign,
    area_sign,
    cep_sign,
    foreign_order_sign,
    house_sign,
    post_sign,
    town_sign,
    zip_sign,
)
from extractors.authors.profiles import Draft
from extractors.authors.prose import ProseSign, count_small, prose_sign
from extractors.authors.signs import Sign

_TELLING_TEXTS = frozenset({"lorem_text", "placeholder_text", "word_salad", "short_salad", "gibberish"})
MIN_EXPLAINED = 3
# The year that this rule was written in, for pages without a date.
NEWEST_YEAR = 2026
MIN_AGE = 13
# Further fields beside birth date, mailbox and user name.
MIN_RECORD = 3
MAX_JOB_WORDS = 10


def find_signs(draft: Draft, *, published: str | None = None) -> list[Sign]:
    """Return every sign of a profile; `published` is the page's date in ISO 8601."""
    signs = [
        *_prose_signs(draft),
        *_place_signs(draft),
        *_handle_signs(draft),
        *_work_signs(draft),
        *_record_signs(draft),
        *_age_signs(draft, published),
    ]
    return [*signs, *_one_generator(draft, signs)]


def _one_generator(draft: Draft, signs: Sequence[Sign]) -> Iterator[Sign]:
    """Yield the sign that one generator's lists explain at least three fields of different kinds."""
    explained: dict[str, frozenset[str]] = {}
    if draft.name is not None:
        explained["name"] = name_codes(draft.name.text)
    for sign in signs:
        if sign.codes and sign.weight > 0:
            explained[sign.kind] = explained.get(sign.kind, frozenset()) | sign.codes
    counts = Counter(code for codes in explained.values() for code in _spread(codes))
    kinds = max(counts.values(), default=0)
    if kinds >= MIN_EXPLAINED:
        yield Sign(
            name="one_generator",
            kind="page",
            detail=f"one generator's lists explain {kinds} fields",
            factor=float(kinds - MIN_EXPLAINED + 1),
        )


def _is_catch_bio(draft: Draft, value: Value, found: ProseSign) -> bool:
    """Return whether the labelled biography is business talk, of the generator whose lists hold first and last name."""
    if found.sign != "catch_phrase" or value.kind != "bio" or not value.labelled or draft.name is None:
        return False
    return bool(_spread(found.codes) & name_codes(draft.name.text))


def _spread(codes: frozenset[str]) -> frozenset[str]:
    """Return the codes, with every locale of a generator where a list is used by all that have none of their own."""
    return codes | {code for star in codes if star.endswith("*") for code in codes_of_generator(star[0])}


def _prose_signs(draft: Draft) -> Iterator[Sign]:
    for value in draft.all("bio", "social_bio", "text", "job", "other"):
        found = prose_sign(value.text)
        if found is not None and (value.kind in {"bio", "social_bio"} or found.sign in _TELLING_TEXTS):
            nested = value.kind == "social_bio"
            yield Sign(
                name="catch_bio" if _is_catch_bio(draft, value, found) else found.sign,
                kind="bio",
                detail=found.detail,
                value=value,
                codes=found.codes,
                factor=0.7 if nested else 1.0,
            )
    for line in draft.lines:
        record = line.role == "mixed" and is_record_in_prose(line)
        if (line.role in {"text", "prose", "mixed"} and not record) or (line.role == "field" and line.kind == "bio"):
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
            zip_sign(value.text) or cep_sign(value.text) or post_sign(value.text),
            foreign_order_sign(value.text),
            town_sign(value.text),
            house_sign(value.text),
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


# What a list of other people's accounts does not have.
_OWN = ("email", "phone", "address", "birthdate", "job", "company", "bio")
_SIGN_OF_HANDLE = {
    "two_names": "handle_of_another_person",
    "odd_year": "handle_of_odd_year",
    "other": "handle_unlike_name",
}


def _handle_signs(draft: Draft) -> Iterator[Sign]:
    if draft.name is None:
        return
    name = draft.name.text
    unlike = 0
    fitting = 0
    handles = handles_of(draft)
    # A list of accounts alone is a gallery or a list of links, not a person's.
    if handles and all(kind == "social" for _, kind, _ in handles) and not draft.all(*_OWN):
        return
    for handle, kind, value in handles:
        reading = read_handle(handle, name)
        if reading.form != "odd_year" and not can_compare(handle, name):
            continue
        if reading.fits:
            fitting += 1
            if fitting <= 2:  # noqa: PLR2004 - more of them say no more
                yield Sign(name="handle_fits_name", kind=kind, detail="the handle fits the name", value=value)
            continue
        unlike += 1
        sign = _SIGN_OF_HANDLE.get(reading.form, "handle_form")
        detail = {
            "two_names": "the handle is made of another person's first and last name",
            "first_name_number": "the handle is another first name and a number",
            "initial_surname": "the handle is an initial and another surname",
            "word_year": "the handle is a word and a year",
            "odd_year": "the handle is a word and a year that nobody alive was born in",
        }.get(reading.form, "the handle has nothing of the name")
        yield Sign(name=sign, kind=kind, detail=detail, value=value, codes=reading.codes)
    if unlike > 1 and not fitting:
        yield Sign(name="two_personas", kind="username", detail=f"{unlike} handles, none like the name")


def _work_signs(draft: Draft) -> Iterator[Sign]:
    for value in draft.all("company", "text", "job"):
        text = value.text.strip()
        job, at, company = text.partition(" at ") if not text.startswith("at ") else ("", "at ", text[3:])
        if at:
            yield from company_signs(company.strip(), value, draft)
            yield from _job(job.strip(), value)
        elif value.kind == "company":
            yield from company_signs(text, value, draft)
        elif value.kind == "job":
            yield from _job(text, value)
        else:
            yield from _job_and_company(text, value, draft)


def _job_and_company(text: str, value: Value, draft: Draft) -> Iterator[Sign]:
    """Read a line without label: a company, a job, or the one after the other."""
    found = [*company_signs(text, value, draft), *_job(text, value)]
    words = text.split()
    if not found and 2 < len(words) <= MAX_JOB_WORDS:  # noqa: PLR2004 - a job and a company of two words
        for at in range(1, len(words) - 1):
            job = list(_job(" ".join(words[:at]).rstrip(" ,|-"), value))
            company = list(company_signs(" ".join(words[at:]), value, draft)) if job else []
            found = [*company, *job] if company else found
    yield from found


def _job(text: str, value: Value) -> Iterator[Sign]:
    form, codes = read_job(text)
    if codes:
        detail = {
            "listed": "a job title of a generator's list",
            "odd": "a job title as a generator's list writes it",
            "made": "a job put together from a generator's parts",
        }[form]
        name = "job_of_list" if form == "listed" else "job_form"
        yield Sign(name=name, kind="job", detail=detail, value=value, codes=codes)


def _record_signs(draft: Draft) -> Iterator[Sign]:
    kinds = {value.kind for value in draft.fields}
    births = draft.all("birthdate", "iso_date")
    contact = kinds & {"email", "phone", "address", "username"}
    for value in births[:1]:
        labelled = value.kind == "birthdate"
        year = re.search(r"(?:19|20)\d\d", value.text)
        if not labelled and year is not None and int(year[0]) > NEWEST_YEAR - MIN_AGE:
            continue
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
    yield from _full_record(draft, kinds)
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


def _full_record(draft: Draft, kinds: set[str]) -> Iterator[Sign]:
    """Yield the sign that the profile tells what no author does: birth date, mailbox, home, phone, account and work."""
    born = bool(kinds & {"birthdate", "iso_date"})
    account = bool(kinds & {"username", "handle"})
    home = bool(kinds & {"address", "phone"})
    more = len(kinds & {"address", "phone", "company", "job", "website", "bio"})
    if born and "email" in kinds and account and home and more >= MIN_RECORD:
        yield Sign(
            name="full_record",
            kind="page",
            detail="birth date, mailbox, user name, home and work of one person, as an account record has them",
            value=draft.all("birthdate", "iso_date")[0],
            factor=1.0 if {"address", "phone"} <= kinds else 0.75,
        )


def _age_signs(draft: Draft, published: str | None) -> Iterator[Sign]:
    """Yield the sign that the author was a child when the page was published."""
    year = int(published[:4]) if published and published[:4].isdigit() else NEWEST_YEAR
    if not draft.all("email", "phone", "username"):
        return
    for value in draft.all("birthdate")[:1]:
        born = re.search(r"(?:19|20)\d\d", value.text)
        if born is not None and year - int(born[0]) < MIN_AGE:
            yield Sign(
                name="impossible_age",
                kind="birthdate",
                detail=f"the author would have been {year - int(born[0])} years old",
                value=value,
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
            yield from _domain_signs(domain, value, draft)
    for value in draft.all("website")[:1]:
        host = re.sub(r"^(?:https?://)?(?:www\.)?", "", value.text.strip().lower()).partition("/")[0]
        yield from _domain_signs(host, value, draft)


def _domain_signs(domain: str, value: Value, draft: Draft) -> Iterator[Sign]:
    stem, _, ending = domain.partition(".")
    if "." in ending and ending != "com.br":
        return
    first, hyphen, second = stem.partition("-")
    words = domain_words()
    if hyphen and first in words["adjective"] and second in words["noun"]:
        yield Sign(
            name="domain_of_words",
            kind=value.kind,
            detail="the domain is an adjective and a noun of Faker.js's lists",
            value=value,
            codes=frozenset({"J*"}),
        )
    held = [codes_of("last_names", part) for part in stem.split("-")]
    shared = frozenset.intersection(*held) & _DOMAIN_LISTS
    names = [other.text for other in (draft.name, *draft.all("company")) if other is not None]
    if shared and len(stem) >= MIN_STEM and not any(fits_name(stem, name) for name in names):
        yield Sign(
            name="domain_of_surname",
            kind=value.kind,
            detail="the domain is a surname of a generator's list, and not the person's",
            value=value,
            codes=shared,
        )


# The lists of generators that make domains of surnames: FakerPHP, Ruby Faker and Python Faker in the main locales.
_DOMAIN_LISTS = frozenset({f"{maker}{locale}" for maker in "PYR" for locale in "0123456789a"})
MIN_STEM = 4  # shorter surnames are words too
