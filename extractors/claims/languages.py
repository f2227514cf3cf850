"""In which languages are claims read?"""

from extractors.records import Article

# Of the pipeline and of the rules; a text whose language nobody knows is tried.
LANGUAGES = frozenset({"en", None})


def can_read(article: Article) -> bool:
    """Return whether the article is in a language in which claims can be read."""
    return article.metadata.language in LANGUAGES
