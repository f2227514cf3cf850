"""What is an article worth, and which line of the ledger took how much?"""

from collections.abc import Iterable

from extractors.records import Grade, PageClass, Score, Signal

FULL = 100
FLOOR_RULE = "floor.1"
GRADES = ((90, Grade.A), (75, Grade.B), (60, Grade.C), (45, Grade.D))
# Pages that are one text with an author's claim on the reader; lists, walls and error pages are not judged.
SCORED_CLASSES = frozenset({PageClass.ARTICLE})


def score_signals(signals: Iterable[Signal]) -> Score:
    """Return 100 plus the points of the signals, never below 0, with a line for each signal that has points.

    The lines add up: 100 plus their points is the value. A sum below 0 is raised by a line of its own. What a user's
    rules ignore is a line without points, so that nobody takes the score for one that counts it.
    """
    told = (signal for signal in signals if signal.points or signal.is_ignored)
    lines = sorted(told, key=lambda line: (line.points, line.name))
    total = FULL + sum(line.points for line in lines)
    if total < 0:
        lines.append(_floor(-total))
    value = max(0, total)
    return Score(value=value, grade=grade_of(value), lines=tuple(lines))


def grade_of(value: int) -> Grade:
    """Return the letter of a score.

    >>> grade_of(90).value, grade_of(89).value, grade_of(44).value
    ('A', 'B', 'E')
    """
    return next((grade for least, grade in GRADES if value >= least), Grade.E)


def _floor(points: int) -> Signal:
    reason = f"the points go {points} below 0, the lowest score"
    return Signal(name="floor", value=None, threshold=0.0, points=points, reason=reason, rule=FLOOR_RULE)
