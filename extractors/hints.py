"""What do head and address say of the page, as far as it helps to judge its blocks?"""

from extractors.facts import Facts
from extractors.features import PageHints


def read_hints(facts: Facts, *, url: str) -> PageHints:
    """Return title, description, Open Graph type and address of a page; empty where it has none."""
    metas = read_metas(facts)
    return PageHints(
        title=metas.get("og:title") or document_title(facts),
        description=metas.get("og:description") or metas.get("description") or "",
        url=url,
        og_type=metas.get("og:type", "").lower(),
    )


def read_metas(facts: Facts) -> dict[str, str]:
    """Return the page's meta elements, lower-case name or property to content, the first of each."""
    metas: dict[str, str] = {}
    for tag in facts.metas:
        content = str(tag.attrs.get("content", "")).strip()
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = str(tag.attrs.get(key, "")).strip().lower()
            if name and content:
                metas.setdefault(name, content)
    return metas


def document_title(facts: Facts) -> str:
    """Return the text of the first title element."""
    return " ".join(facts.titles[0].get_text(" ").split()) if facts.titles else ""
