"""Is this profile generated, by which generator, and how sure is that?"""

import math
from collections import Counter
from collections.abc import Sequence

from extractors.authors.lists import generator_lists
from extractors.authors.signs import Sign

# From here on a profile is called generated; below it stays a person. Chosen with WEIGHTS so that no genuine block and
# no trap of half of the development pages reaches it, and checked on the other half.
GENERATED_FROM = 4.5
# Evidence of one field alone convicts only where the text itself cannot be a person's.
HARD = frozenset({"lorem_text", "word_salad", "hacker_phrase", "product_phrase", "shuffled_novel"})
_SLOPE = 0.9


def total(signs: Sequence[Sign]) -> float:
    """Return the points of all signs; several of one name count less and less."""
    points = 0.0
    seen: Counter[str] = Counter()
    for sign in sorted(signs, key=lambda sign: -abs(sign.weight)):
        points += sign.weight * 0.6 ** seen[sign.name]
        seen[sign.name] += 1
    return points


def is_generated(signs: Sequence[Sign]) -> bool:
    """Return whether the signs together show that a generator made the profile up."""
    kinds = {sign.kind for sign in signs if sign.weight > 0}
    enough = len(kinds) > 1 or any(sign.name in HARD for sign in signs)
    return enough and total(signs) >= GENERATED_FROM


def confidence(signs: Sequence[Sign]) -> float:
    """Return how sure the verdict is, 0.5 at the threshold, towards 1 on either side."""
    distance = abs(total(signs) - GENERATED_FROM)
    return round(1 / (1 + math.exp(-_SLOPE * distance)), 3)


def name_generator(signs: Sequence[Sign]) -> str | None:
    """Return the generator and locale whose lists explain the most signs, None where two explain as many."""
    votes: Counter[str] = Counter()
    for sign in signs:
        if sign.weight > 0:
            for generator in {_label(code) for code in sign.codes}:
                votes[generator] += 1
    if not votes:
        return None
    ranked = votes.most_common()
    best = [name for name, count in ranked if count == ranked[0][1]]
    return best[0] if len(best) == 1 else None


def _label(code: str) -> str:
    held = generator_lists()[code]
    return held.generator if held.locale == "*" else f"{held.generator} {held.locale}"
