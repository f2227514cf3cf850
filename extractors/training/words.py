"""How are the recipe's short word lists written?"""


def words(text: str) -> frozenset[str]:
    """Return the words of a text that blanks part."""
    return frozenset(text.split())


def phrases(text: str) -> frozenset[str]:
    """Return the phrases of a text that "|" parts."""
    return frozenset(text.split("|"))
