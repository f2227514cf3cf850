"""How alike are two texts? A signature that SQL can compare."""

import re

from rensa import RMinHash

# 42 bands of 3 values (126 of the 128) find pairs that share 0.4 of their 5-word runs with a chance of 0.94, 0.05 with
# 0.005: 1 - (1 - s^3)^42, the banding of Leskovec et al., "Mining of Massive Datasets", section 3.4.
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
