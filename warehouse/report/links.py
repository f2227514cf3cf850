"""Where does each page of the report lie, and what do lists call an article?"""

from warehouse.report import show

RULES_PAGE = "rules.html"


def article_href(article_id: str, root: str = "", anchor: str = "") -> str:
    """Return the way to an article's page."""
    return f"{root}a/{show.page_name('article', article_id)}.html" + (f"#{anchor}" if anchor else "")


def source_href(site: str | None, root: str = "", *, anchor: str = "") -> str | None:
    """Return the way to a source's page, none where the site is unknown."""
    if not site:
        return None
    return f"{root}s/{show.page_name('source', site)}.html" + (f"#{anchor}" if anchor else "")


def title_of(title: str | None, url: str, limit: int = 90) -> str:
    """Return what a list calls an article: its title, or its address where it has none."""
    return show.shorten(title or "", limit) or show.shorten(url, limit)


def rule_anchor(rule: str) -> str:
    """Return the anchor of a rule's words on their page.

    >>> rule_anchor("filler.1")
    'filler-1'
    """
    return rule.replace(".", "-").replace("_", "-")


def part_name(article_id: str, number: int) -> str:
    """Return the file name of one part of an article's page, from 1."""
    name = show.page_name("article", article_id)
    return f"{name}.html" if number == 1 else f"{name}-{number}.html"


def audit_page(anchor: str, number: int = 1) -> str:
    """Return the file name of an audit's page."""
    return f"{anchor}.html" if number == 1 else f"{anchor}-{number}.html"
