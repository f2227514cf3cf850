"""How fast does something grow while pages pass?"""

from collections.abc import Sequence


def slope_share(values: Sequence[float], *, step: int) -> float:
    """Return the least-squares slope of the second half of samples, as a share of its mean for each 1,000 pages.

    A sample is taken every `step` pages.
    """
    half = values[len(values) // 2 :]
    middle, mean = (len(half) - 1) / 2, sum(half) / len(half)
    above = sum((place - middle) * (value - mean) for place, value in enumerate(half))
    below = sum((place - middle) ** 2 for place in range(len(half)))
    return above / below / mean * 1000 / step
