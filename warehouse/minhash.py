"""How alike are two texts? A signature that SQL can compare."""

import re

from rensa import RMinHash

# 32 bands of 4 values find pairs that share half of their 5-word runs with a chance of 0.87, a tenth with 0.003
# (1 - (1 - s^4)^32, the banding of Broder 1997 and Leskovec et al., "Mining of Massive Datasets", section 3.4).
SIGNATURE_SIZE = 128
SHINGLE_WORDS = 5
SEED = 1
# Shorter texts share their few word runs by chance.
MIN_WORDS = 20

_WORD = re.compile(r"\w+")


def minhash_of(text: str) -> list[int] | None:
    """Return the 128 values of a text's signature, None for a text under 20 words."""
    words = _WORD.findall(text.lower())
    if len(words) < MIN_WORDS:
        return None
    runs = [" ".join(words[i : i + SHINGLE_WORDS]) for i in range(len(words) - SHINGLE_WORDS + 1)]
    signature = RMinHash(num_perm=SIGNATURE_SIZE, seed=SEED)
    signature.update(runs)
    return [int(value) for value in signature.digest()]
