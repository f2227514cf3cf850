"""How are the markers of one place in the text drawn together?"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from warehouse.report.records import Marker, Ref


def gather_markers(refs: Sequence[Ref]) -> list[Marker]:
    """Return the markers of one place: signals first, then claims by number, plain ones in a row under one marker.

    The first of the row shows "4-7" and leads to the table; the others stay as places to arrive at, without a link.
    """
    # By letter, which puts the dearest first.
    markers = list(_signals(sorted((ref for ref in refs if not ref.number), key=lambda ref: ref.letter)))
    claims = sorted((ref for ref in refs if ref.number), key=lambda ref: ref.number)
    for _, group in groupby(enumerate(claims), key=_row_of):
        row = [ref for _, ref in group]
        markers.append(_claim(row[0]) if len(row) == 1 else _claims(row[0], row[-1]))
        markers.extend(Marker(anchor=ref.anchor, text=str(ref.number)) for ref in row[1:])
    return markers


def _signals(refs: Sequence[Ref]) -> Iterator[Marker]:
    letters: set[str] = set()
    for ref in refs:
        if ref.letter in letters:
            yield Marker(anchor=ref.anchor, text=ref.letter)
        else:
            yield Marker(
                anchor=ref.anchor, text=ref.letter, href="#score", label=f"costs points: {ref.letter}", css=" sig"
            )
        letters.add(ref.letter)


def _claim(ref: Ref) -> Marker:
    number = ref.number
    if ref.negative:
        return Marker(ref.anchor, str(number), f"#t{number}", f"claim {number}, negated", " neg")
    return Marker(ref.anchor, str(number), f"#t{number}", f"claim {number}")


def _claims(first: Ref, last: Ref) -> Marker:
    text = f"{first.number}\N{EN DASH}{last.number}"
    return Marker(anchor=first.anchor, text=text, href=f"#t{first.number}", label=f"claims {text}")


def _row_of(item: tuple[int, Ref]) -> tuple[int, str]:
    """Return what is the same for plain claims whose numbers follow each other, and its own for every other."""
    place, ref = item
    return (place, ref.anchor) if ref.negative else (ref.number - place, "")
