"""Which characters of a profile are a person's own data, to be masked wherever they are kept?"""

from extractors.authors.profiles import Draft
from extractors.records import PersonalDatum

_KIND_OF_FIELD = {
    "email": "email",
    "phone": "phone",
    "address": "address",
    "birthdate": "birthdate",
    "iso_date": "birthdate",
    "username": "handle",
    "handle": "handle",
    "social_url": "handle",
}


def personal_data(draft: Draft) -> tuple[PersonalDatum, ...]:
    """Return the personal data of a profile in the order of the page, without overlaps."""
    data: list[PersonalDatum] = []
    for value in sorted(draft.fields, key=lambda value: (value.start, -value.end)):
        kind = _KIND_OF_FIELD.get(value.kind)
        start = value.start + len(value.text) - len(value.text.lstrip())
        end = start + len(value.text.strip())
        if kind is not None and end > start and not (data and start < data[-1].end):
            data.append(PersonalDatum(kind=kind, start=start, end=end))
    return tuple(data)
