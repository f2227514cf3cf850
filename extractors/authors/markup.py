"""Which authors does the markup name, and what does it say of them?"""

from collections.abc import Iterator, Mapping, Sequence

from extractors.authors.lines import Value
from extractors.authors.profiles import Draft, add_value

_KINDS = {
    "email": "email",
    "jobTitle": "job",
    "hasOccupation": "job",
    "birthDate": "birthdate",
    "telephone": "phone",
    "address": "address",
    "homeLocation": "address",
    "worksFor": "company",
    "affiliation": "company",
    "description": "bio",
    "sameAs": "social",
    "url": "website",
    "alternateName": "username",
    "identifier": "username",
}
_ADDRESS_PARTS = ("streetAddress", "addressLocality", "addressRegion", "postalCode")
MAX_DEPTH = 12


def find_persons(jsonld: Sequence[Mapping[str, object]]) -> Iterator[tuple[str, Draft]]:
    """Yield the persons that the page's JSON-LD names, each with the path to it, from the outermost object inwards.

    The path tells who it is: an author within a review has written that, not the page.
    """
    seen: set[int] = set()
    for index, node in enumerate(jsonld):
        for path, person in _persons(node, f"jsonld[{index}]", 0, seen):
            draft = _draft(person)
            if draft.name is not None:
                yield path, draft


def _persons(node: object, path: str, depth: int, seen: set[int]) -> Iterator[tuple[str, Mapping[str, object]]]:
    if depth > MAX_DEPTH or id(node) in seen:
        return
    if isinstance(node, Mapping):
        seen.add(id(node))
        kinds = node.get("@type")
        if "Person" in (kinds if isinstance(kinds, list) else [kinds]):
            yield path, node
        for key, value in node.items():
            yield from _persons(value, f"{path}.{key}", depth + 1, seen)
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _persons(value, f"{path}[{index}]", depth + 1, seen)


def _draft(person: Mapping[str, object]) -> Draft:
    draft = Draft(lines=[])
    name = _text(person.get("name")) or " ".join(
        filter(None, (_text(person.get("givenName")), _text(person.get("familyName")))),
    )
    if name:
        add_value(draft, Value(kind="name", text=name, start=0, end=0, labelled=True))
    for key, kind in _KINDS.items():
        for text in _texts(person.get(key)):
            add_value(draft, Value(kind=kind, text=text.removeprefix("mailto:"), start=0, end=0, labelled=True))
    return draft


def _texts(value: object) -> list[str]:
    if isinstance(value, list):
        return [text for item in value for text in _texts(item)]
    text = _text(value)
    return [text] if text else []


def _text(value: object) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, Mapping):
        if any(part in value for part in _ADDRESS_PARTS):
            street, town, region, code = (_text(value.get(part)) for part in _ADDRESS_PARTS)
            return f"{', '.join(filter(None, (street, town)))}, {region} {code}".strip(", ")
        return _text(value.get("name") or value.get("@id"))
    return ""
