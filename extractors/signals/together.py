"""Which signals say more together than each by itself?"""

from collections.abc import Callable

from extractors.records import Signal
from extractors.signals.authorship import unnamed_author
from extractors.signals.dating import missing_date
from extractors.signals.furniture import calls_to_action, empty_contents, repeated_captions
from extractors.signals.grading import counted, grade
from extractors.signals.material import Material
from extractors.signals.repetition import keyword_stuffing
from extractors.signals.style import question_headline

# What texts made to a pattern show, each of them seen in honest articles, too.
PATTERN: tuple[Callable[[Material], Signal], ...] = (
    keyword_stuffing,
    question_headline,
    empty_contents,
    repeated_captions,
    calls_to_action,
)
# A single call to the reader costs a point and is no mark.
MARK_POINTS = -2


def nobody_answers(material: Material) -> Signal:
    """Return how many marks of a pattern an article bears that names no author and gives no date."""
    if unnamed_author(material).value != 1 or missing_date(material).value != 1:
        return grade(material, "nobody_answers", 0.0, reason="somebody is named, or a date is given")
    marks = [signal for signal in (measure(material) for measure in PATTERN) if signal.points <= MARK_POINTS]
    named = ", ".join(signal.name.replace("_", " ") for signal in marks)
    said = f"{counted(len(marks), 'mark')} of a pattern: {named}" if marks else "no mark of a pattern"
    return grade(
        material,
        "nobody_answers",
        float(len(marks)),
        reason=f"no author, no date, and {said}",
        spans=[span for signal in marks for span in signal.spans],
    )
