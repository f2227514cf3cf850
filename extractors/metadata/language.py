"""Which language is a text in?"""

import re
from collections.abc import Mapping

from extractors.page.facts import Facts

# The declared language of a template is wrong on every fifth page that is not in English; from this length on the
# text is believed instead.
MIN_TEXT_CHARS = 200
# More text changes no answer: 2,000 characters cost 0.4 ms.
MAX_TEXT_CHARS = 2_000

# ISO 639-2 for what is no language: names of goods, sizes and prices are read so.
NO_LANGUAGE = "zxx"

_CODE = re.compile(r"^\s*([a-z]{2})(?:[-_]|$)", re.IGNORECASE)


def find_language(facts: Facts, *, metas: Mapping[str, str], text: str) -> tuple[str | None, str | None]:
    """Return the language as ISO 639-1 with its source; (None, None) where neither text nor markup tells."""
    if len(text) >= MIN_TEXT_CHARS and (spoken := classify_text(text)) != NO_LANGUAGE:
        return spoken, "text"
    root = facts.roots[0].attributes if facts.roots else {}
    declared = (
        ("html@lang", root.get("lang") or root.get("xml:lang") or ""),
        ("meta:content-language", metas.get("content-language", "")),
        ("meta:og:locale", metas.get("og:locale", "")),
    )
    for source, value in declared:
        found = _CODE.match(value)
        if found:
            return found[1].lower(), source
    return None, None


def classify_text(text: str) -> str:
    """Return the language that a text of some sentences is most likely in, as ISO 639-1; "zxx" for none."""
    # 0.7 s for the model: only a process that meets a text pays it.
    import py3langid  # noqa: PLC0415  (see above)

    language, _ = py3langid.classify(text[:MAX_TEXT_CHARS])
    return str(language)
