"""Which fields does a biography in sentences give: name, job, company, birth date, and text that no one wrote?"""

import re
from collections.abc import Iterator

from extractors.authors.lines import Value
from extractors.authors.prose import prose_sign

_NAME = r"[^\W\d_a-z][\w.'\u2019-]*"
_SUBJECT = re.compile(
    rf"^(?:About\s+)?({_NAME}(?:\s+(?:{_NAME}|van|von|de|der|den|di|da|del|la|le)){{0,4}}\s+{_NAME})"
    r"(?=,|\s+[^\W\d_A-Z])",
)
_WORK = re.compile(
    r"\b(?:is|was|works as|worked as|working as|as)\s+(?:an?|the)\s+([^.;:]{3,70}?)\s+(?:at|for|with)\s+"
    r"((?:van |von |de |den |der )*[^\W\d_a-z][^.;:]{2,70}?)(?=\.\s|\.$|;|,\s+(?:where|who|which|in)\b|$)",
)
_DAY = r"(?:(?:19|20)\d\d-\d\d-\d\d|[A-Z][a-z]+ \d{1,2}, (?:19|20)\d\d|\d{1,2} [A-Z][a-z]+ (?:19|20)\d\d)"
_BORN = re.compile(
    r"\b(?:born|geboren|née?|nacid[oa]|nat[oa]|nascid[oa]|född|født|urodzon[ya]|narozen[áa]?|syntynyt|doğum|lahir"
    rf"|родил(?:ся|ась)|né\(e\)|nascut[ăa]?|született)\W+(?:\w+\W+){{0,2}}?({_DAY})",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def read_sentences(text: str, start: int) -> Iterator[Value]:
    """Yield what the text says of a person; `start` is the text's place in the page text."""
    subject = _SUBJECT.match(text)
    if subject is not None:
        yield _value("name", subject[1], start + subject.start(1))
    work = _WORK.search(text)
    if work is not None:
        yield _value("job", work[1], start + work.start(1))
        yield _value("company", work[2], start + work.start(2))
    born = _BORN.search(text)
    if born is not None:
        yield _value("birthdate", born[1], start + born.start(1))
    if subject is not None:
        yield from _written_by_no_one(text, start)


def _written_by_no_one(text: str, start: int) -> Iterator[Value]:
    """Yield the end of the text where it is a generator's, after sentences that fill in names."""
    starts = [0, *(found.end() for found in _SENTENCE.finditer(text))]
    for at in starts[1:]:
        if prose_sign(text[at:]) is not None:
            yield _value("bio", text[at:], start + at)
            return


def _value(kind: str, text: str, start: int) -> Value:
    return Value(kind=kind, text=text, start=start, end=start + len(text))
