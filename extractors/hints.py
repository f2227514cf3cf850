"""What do head and address say of the page, as far as it helps to judge its blocks?"""

from bs4 import BeautifulSoup
from bs4.element import Tag

from extractors.features import PageHints


def read_hints(soup: BeautifulSoup, *, url: str) -> PageHints:
    """Return title, description, Open Graph type and address of a page; empty where it has none."""
    metas = read_metas(soup)
    title = soup.find("title")
    return PageHints(
        title=metas.get("og:title") or (title.get_text(" ", strip=True) if isinstance(title, Tag) else ""),
        description=metas.get("og:description") or metas.get("description") or "",
        url=url,
        og_type=metas.get("og:type", "").lower(),
    )


def read_metas(soup: BeautifulSoup) -> dict[str, str]:
    """Return the page's meta elements, lower-case name or property to content, the first of each."""
    metas: dict[str, str] = {}
    for tag in soup.find_all("meta"):
        content = str(tag.attrs.get("content", "")).strip()
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = str(tag.attrs.get(key, "")).strip().lower()
            if name and content:
                metas.setdefault(name, content)
    return metas
