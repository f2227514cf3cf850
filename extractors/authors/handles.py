"""Which handles and mailboxes does a profile give for the person?"""

import re

from extractors.authors.lines import Value
from extractors.authors.lists import fold
from extractors.authors.persona import is_role
from extractors.authors.profiles import Draft


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
