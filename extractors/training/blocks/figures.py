"""How much of a gold text does an extracted text hold, and how much else: the F1 of their 4-grams."""

from collections import Counter

from extractors.training.blocks.gold import GRAM, tokens_of


def page_f1(gold: str, text: str) -> float:
    """Return the F1 of the 4-grams of a page; 1.0 where both are empty, 0.0 where one is.

    >>> page_f1("the mill by the weir turns", "the mill by the weir turns")
    1.0
    >>> page_f1("the mill", "")
    0.0
    """
    wanted, found = _grams(tokens_of(gold)), _grams(tokens_of(text))
    common = sum((wanted & found).values())
    total = sum(wanted.values()) + sum(found.values())
    return 2 * common / total if total else 1.0


def _grams(tokens: list[str]) -> Counter[tuple[str, ...]]:
    if tokens and len(tokens) < GRAM:
        return Counter([tuple(tokens)])
    return Counter(zip(*(tokens[at:] for at in range(GRAM)), strict=False))
