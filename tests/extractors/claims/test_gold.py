"""The carried pipeline reads the hand-made sentences about as well as when the floors were set.

`gold.txt` was looked at while the rules were written. The other files were written, frozen and measured before any rule
had met them; their headers say with which figures, and those tell what to expect of other texts. What they showed was
mended since.
`python -m pytest -s tests/extractors/claims/test_gold.py` prints the figures.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from spacy.language import Language

from extractors.claims.read import read_text
from extractors.records import Claim

SMALL = frozenset(
    {"the", "a", "an", "its", "their", "his", "her", "of", "to", "in", "on", "at", "by", "for", "with", "as", "be"}
)
FOLDER = Path(__file__).parent
SILENT = frozenset({"question", "imperative", "claimless"})
MIN_SENTENCES = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldClaim:
    """One claim that a sentence makes; several relations or modalities mean that each of them is right."""

    subject: str
    relations: tuple[str, ...]
    object: str
    polarity: str
    modalities: tuple[str, ...]
    attribution: str
    time: str
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldSentence:
    """A sentence with its claims, and the sentence before it where it needs one."""

    text: str
    claims: tuple[GoldClaim, ...]
    construction: str
    context: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A sentence with what was found in it."""

    gold: GoldSentence
    found: tuple[Claim, ...]
    pairs: tuple[tuple[GoldClaim, Claim], ...]


def read_gold_claim(line: str) -> GoldClaim:
    """Return the claim of one line: subject | relation | object | polarity modality | attribution | time."""
    optional = line.startswith("? ")
    subject, relation, other, facts, attribution, time = (cell.strip() for cell in line.removeprefix("? ").split("|"))
    sign, modalities = facts.split()
    return GoldClaim(
        subject=subject.partition("=")[0], relations=tuple(relation.split(" / ")), object=other.partition(" / ")[0],
        polarity={"+": "positive", "-": "negative"}[sign], modalities=tuple(modalities.split("/")),
        attribution=attribution, time=time, optional=optional,
    )  # fmt: skip


def read_gold(name: str) -> list[GoldSentence]:
    """Return the sentences of a gold file."""
    rows: list[tuple[str, str, list[GoldClaim]]] = []
    construction = ""
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        mark, _, rest = line.partition(" ")
        if mark == "##":
            construction = rest
        elif mark == "S":
            rows.append((construction, rest, []))
        elif line and mark != "#":
            rows[-1][2].append(read_gold_claim(line))
    return [_to_sentence(*row) for row in rows]


def _to_sentence(construction: str, text: str, claims: list[GoldClaim]) -> GoldSentence:
    context, _, sentence = text.rpartition(" // ")
    return GoldSentence(text=sentence, claims=tuple(claims), construction=construction, context=context)


def words(text: str) -> frozenset[str]:
    """Return the words of a slot that count, in lower case."""
    found = re.findall(r"\w+", text.lower())
    return frozenset(word for word in found if word not in SMALL) or frozenset(found)


def share(left: Iterable[str], right: Iterable[str]) -> float:
    """Return the Dice share of two sets of words."""
    ours, theirs = set(left), set(right)
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours or theirs else 1.0


def likeness(gold: GoldClaim, claim: Claim) -> float:
    """Return how far a claim restates a gold one, 0 for not at all.

    Subjects share half of their words, and so do relations and objects, each or (0.6) taken together: (fund, be
    drained, of cash) restates (fund, be drained of, cash).
    """
    other = claim.object.text if claim.object is not None else "-"
    subject = share(words(gold.subject), words(claim.subject.text))
    best = 0.0
    for relation in gold.relations:
        ours, theirs = words(relation), words(claim.relation_lemma)
        each = min(share(ours, theirs), share(words(gold.object), words(other)))
        joined = share(ours | words(gold.object), theirs | words(other))
        if each >= 0.5 or joined >= 0.6:
            best = max(best, each + joined)
    return subject + best if subject >= 0.5 and best else 0.0


def pair_up(sentence: GoldSentence, claims: list[Claim]) -> tuple[tuple[GoldClaim, Claim], ...]:
    """Return the best one-to-one pairs, best first; of two alike the one with the right polarity."""
    cells = sorted(
        (-(score + 0.01 * (gold.polarity == claim.polarity)), i, j)
        for i, gold in enumerate(sentence.claims)
        for j, claim in enumerate(claims)
        if (score := likeness(gold, claim))
    )
    rows: set[int] = set()
    columns: set[int] = set()
    pairs = []
    for _, i, j in cells:
        if i not in rows and j not in columns:
            rows.add(i)
            columns.add(j)
            pairs.append((sentence.claims[i], claims[j]))
    return tuple(pairs)


def read_scored(name: str, nlp: Language) -> list[Scored]:
    """Return the sentences of a gold file with the claims that are found in them."""
    rows = []
    for sentence in read_gold(name):
        text = f"{sentence.context} {sentence.text}".strip()
        first = len(text) - len(sentence.text)
        claims = [claim for claim in read_text(text, nlp=nlp).claims if claim.start >= first]
        rows.append(Scored(gold=sentence, found=tuple(claims), pairs=pair_up(sentence, claims)))
    return rows


def ratio(part: int, whole: int) -> float:
    """Return a share, 1 of nothing."""
    return part / whole if whole else 1.0


def figures_of(rows: list[Scored]) -> dict[str, float]:
    """Return the figures of a gold set, named as the floors name them."""
    wanted = [claim for row in rows for claim in row.gold.claims if not claim.optional]
    spared = sum(gold.optional for row in rows for gold, _ in row.pairs)
    found = sum(len(row.found) for row in rows) - spared
    hits = [pair for row in rows for pair in row.pairs if not pair[0].optional]
    sign = [gold.polarity == claim.polarity for gold, claim in hits]
    mood = [claim.modality in gold.modalities for gold, claim in hits]
    denied = [right for right, (gold, _) in zip(sign, hits, strict=True) if gold.polarity == "negative"]
    unsure = [right for right, (gold, _) in zip(mood, hits, strict=True) if gold.modalities[0] != "asserted"]
    said = [share(words(g.attribution), words(c.attribution or "-")) >= 0.4 for g, c in hits if g.attribution != "-"]
    dated = [bool(words(gold.time) & words(claim.time or "-")) for gold, claim in hits if gold.time != "-"]
    return {
        "f1": ratio(2 * len(hits), found + len(wanted)),
        "strict": ratio(2 * sum(map(bool, map(min, sign, mood))), found + len(wanted)),
        "negative": ratio(sum(denied), sum(claim.polarity == "negative" for claim in wanted)),
        "not_asserted": ratio(sum(unsure), sum(claim.modalities[0] != "asserted" for claim in wanted)),
        "attribution": ratio(sum(said), len(said)),
        "time": ratio(sum(dated), len(dated)),
    }


# Measured with the carried pipeline; the floors lie a little below, so that a new training may differ.
LATER = {"f1": 0.85, "strict": 0.82, "negative": 0.90, "not_asserted": 0.85, "attribution": 0.85, "time": 0.85}
FLOORS = {
    "gold.txt": {"f1": 0.93, "strict": 0.92, "negative": 0.92, "not_asserted": 0.92, "attribution": 0.92, "time": 0.90},
    "gold_unseen.txt": LATER,
    "gold_fifth.txt": LATER,
    "gold_sixth.txt": LATER,
    "gold_seventh.txt": LATER,
    "gold_eighth.txt": LATER,
    "gold_ninth.txt": LATER,
}


@pytest.fixture(scope="module")
def all_scored(nlp: Language) -> dict[str, list[Scored]]:
    """Return the rows of every gold file, parsed once."""
    return {name: read_scored(name, nlp) for name in FLOORS}


@pytest.fixture(scope="module", params=sorted(FLOORS))
def scored(request: pytest.FixtureRequest, all_scored: dict[str, list[Scored]]) -> tuple[str, list[Scored]]:
    return request.param, all_scored[request.param]


def test_the_gold_sentences_score_above_their_floors(scored: tuple[str, list[Scored]]) -> None:
    name, rows = scored
    figures = figures_of(rows)
    print(name, len(rows), {key: round(value, 3) for key, value in figures.items()})  # noqa: T201 - shown with -s
    assert {key: figures[key] for key, floor in FLOORS[name].items() if figures[key] < floor} == {}


# Bounds of three classes of confidence, about the quarters of the gold's claims.
CLASSES = (0.0, 0.88, 0.95, 1.0)
# Measured 0.067: these sentences were looked at, so that fewer claims are wrong than their kind promises.
MOST_ERROR = 0.1


def test_the_surer_a_claim_the_more_often_it_is_right(all_scored: dict[str, list[Scored]]) -> None:
    judged = [
        (claim.confidence, any(claim is found for _, found in row.pairs))
        for rows in all_scored.values()
        for row in rows
        for claim in row.found
    ]
    table, error = [], 0.0
    for low, high in pairwise(CLASSES):
        inside = [(sure, right) for sure, right in judged if low < sure <= high]
        promised, kept = (sum(each) / len(inside) for each in zip(*inside, strict=True))
        table.append((len(inside), round(promised, 3), round(kept, 3)))
        error += len(inside) / len(judged) * abs(promised - kept)
    print(table, round(error, 3))  # noqa: T201 - shown with -s
    assert [kept for _, _, kept in table] == sorted(kept for _, _, kept in table)
    assert error <= MOST_ERROR


def test_questions_orders_and_captions_make_no_claims(scored: tuple[str, list[Scored]]) -> None:
    assert [row.found for row in scored[1] if row.gold.construction in SILENT and row.found] == []


def test_the_gold_is_large_and_no_sentence_stands_in_it_twice() -> None:
    rows = [row.text for name in FLOORS for row in read_gold(name)]
    assert len(rows) >= MIN_SENTENCES
    assert [text for text, times in Counter(rows).items() if times > 1] == []
