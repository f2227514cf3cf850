"""How does a measurement become a signal with points?"""

from collections.abc import Sequence

from extractors.records import Signal, Span
from extractors.signals.material import Material
from extractors.signals.weights import Weight, weights_by

# How many places a signal shows: enough to judge it, few enough to read.
MAX_SPANS = 20


def grade(
    material: Material, name: str, value: float, *, reason: str, spans: Sequence[Span] = (), enough: bool = True
) -> Signal:
    """Return the signal with the points that its weight gives the value.

    `enough` False: too little text or too few cases to hold the value against anyone; it is kept, without points.
    """
    weight = weights_by(material.rules.signals)[name]
    points = weight.points_of(value) if enough else 0
    return Signal(
        name=name,
        value=round(value, 4),
        threshold=weight.threshold,
        points=0 if weight.ignored else points,
        reason=_ignored(weight, reason, points) if weight.ignored else reason,
        rule=weight.rule_id,
        source=weight.source,
        spans=tuple(spans[:MAX_SPANS]),
    )


def not_measured(material: Material, name: str, *, reason: str) -> Signal:
    """Return the signal with no value: what it needs was not there."""
    weight = weights_by(material.rules.signals)[name]
    return Signal(
        name=name,
        value=None,
        threshold=weight.threshold,
        points=0,
        reason=_ignored(weight, reason, 0) if weight.ignored else reason,
        rule=weight.rule_id,
        source=weight.source,
    )


def _ignored(weight: Weight, reason: str, points: int) -> str:
    price = counted(-points, "point") if points else "nothing"
    return f"ignored by your rules: {weight.why.rstrip('.')}; it would cost {price}: {reason}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun.

    >>> counted(1, "sentence"), counted(2, "sentence"), counted(0, "copy", "copies")
    ('1 sentence', '2 sentences', '0 copies')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"
