"""How does a measurement become a signal with points?"""

from collections.abc import Sequence

from extractors.records import Signal, Span

VERSION = 1
# How many places a signal shows: enough to judge it, few enough to read.
MAX_SPANS = 20

Steps = Sequence[tuple[float, int]]  # (threshold, points), the lowest threshold first


def grade(
    name: str,
    value: float,
    *,
    steps: Steps,
    reason: str,
    source: str,
    spans: Sequence[Span] = (),
    enough: bool = True,
) -> Signal:
    """Return the signal with the points of the highest step that the value reaches.

    `enough` False: too little text or too few cases to hold the value against anyone; it is kept, without points.
    """
    points = 0
    for threshold, step_points in steps:
        if enough and value >= threshold:
            points = step_points
    return Signal(
        name=name,
        value=round(value, 4),
        threshold=steps[0][0],
        points=points,
        reason=reason,
        rule=f"{name}.{VERSION}",
        source=source,
        spans=tuple(spans[:MAX_SPANS]),
    )


def not_measured(name: str, *, reason: str, source: str) -> Signal:
    """Return the signal with no value: what it needs was not there."""
    return Signal(
        name=name, value=None, threshold=None, points=0, reason=reason, rule=f"{name}.{VERSION}", source=source
    )


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun.

    >>> counted(1, "sentence"), counted(2, "sentence"), counted(0, "copy", "copies")
    ('1 sentence', '2 sentences', '0 copies')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"
