"""Where do claims stand in the page, and how are markers, points and reasons printed?"""

from hypothesis import given
from hypothesis import strategies as st

from tests.warehouse.report.test_passages import blocks_of
from warehouse.report.identities import show_identity
from warehouse.report.ledger import is_wide, letter_signals, show_ledger
from warehouse.report.markers import gather_markers
from warehouse.report.marks import page_offsets
from warehouse.report.pairs import under_headings
from warehouse.report.records import Link, Pair, Quote, Ref
from warehouse.report.rows import BlockFacts, Profile, ReasonFacts, SignalFacts

TEXTS = st.lists(st.tuples(st.text(min_size=1, max_size=12), st.booleans()), min_size=1, max_size=8)


def claim_ref(number: int, *, negative: bool = False) -> Ref:
    return Ref(anchor=f"c{number}", number=number, negative=negative)


def signal(
    points: int, spans: int = 0, *, name: str = "filler", value: float | None = 1.0, width: int = 5
) -> SignalFacts:
    return SignalFacts(
        article_id="a",
        signal=name,
        value=value,
        threshold=2.0,
        points=points,
        reason="because",
        rule=f"{name}.1",
        source="somebody 2020",
        char_starts=[100 * number for number in range(spans)],
        char_ends=[100 * number + width for number in range(spans)],
        total_spans=spans,
    )


def profile(**changes: object) -> Profile:
    known: dict[str, object] = {
        "author_id": "p",
        "article_id": "a",
        "author_order": 0,
        "name": "Maud Tilsen",
        "verdict": "generated",
        "confidence": 0.9,
        "generator": None,
        "jsonld": False,
        "path": None,
        "fields": [{"field": "social_url", "value": str(number)} for number in range(40)],
    }
    return Profile(**(known | changes))  # type: ignore[arg-type]  # a dict of fields has one type for all


@given(parts=TEXTS, data=st.data())
def test_characters_of_the_article_are_found_in_the_page(parts: list[tuple[str, bool]], data: st.DataObject) -> None:
    blocks: list[BlockFacts] = []
    text_start = 0
    for block, (_, kept) in zip(blocks_of([(t, k, "content") for t, k in parts]), parts, strict=True):
        if kept:
            blocks.append(block._replace(text_start=text_start))
            text_start += len(block.text) + 2
        else:
            blocks.append(block)
    page = "\n\n".join(text for text, _ in parts)
    article = "\n\n".join(text for text, kept in parts if kept)
    kept_blocks = [block for block in blocks if block.kept]
    if not kept_blocks:
        assert page_offsets(blocks)(0, 1) is None
        return
    chosen = data.draw(st.sampled_from(kept_blocks))
    start = data.draw(st.integers(0, len(chosen.text) - 1))
    end = data.draw(st.integers(start + 1, len(chosen.text)))
    assert chosen.text_start is not None
    found = page_offsets(blocks)(chosen.text_start + start, chosen.text_start + end)
    assert found is not None
    assert page[found[0] : found[1]] == article[chosen.text_start + start : chosen.text_start + end]


def test_claims_that_begin_together_share_a_marker_and_keep_their_places() -> None:
    refs = gather_markers([claim_ref(6), claim_ref(5), claim_ref(7), claim_ref(9)])
    assert [(ref.anchor, ref.text, bool(ref.href)) for ref in refs] == [
        ("c5", "5\N{EN DASH}7", True),
        ("c6", "6", False),
        ("c7", "7", False),
        ("c9", "9", True),
    ]


def test_a_negated_claim_keeps_a_marker_of_its_own() -> None:
    refs = gather_markers([claim_ref(5), claim_ref(6, negative=True), claim_ref(7)])
    assert [(ref.text, bool(ref.href)) for ref in refs] == [("5", True), ("6", True), ("7", True)]


def test_signals_come_first_and_a_letter_stands_once() -> None:
    letters = [Ref(anchor=f"{letter.lower()}-{n}", number=0, letter=letter) for n, letter in enumerate("BAA")]
    refs = gather_markers([claim_ref(1), *letters])
    assert [(ref.text, bool(ref.href)) for ref in refs] == [("A", True), ("A", False), ("B", True), ("1", True)]


def test_the_ledger_names_what_it_leaves_out() -> None:
    signals = [signal(-9, 20), signal(0, 3, name="quiet"), signal(4, name="floor", value=None)]
    lettered = letter_signals(signals)
    moving, quiet = show_ledger(signals, lettered, lambda anchor: f"#{anchor}", rules={})
    assert [(line.letter, line.points, len(line.places), line.more_places) for line in moving] == [
        ("A", "\N{MINUS SIGN}9", 12, "and 8 more"),
        ("B", "+4", 0, ""),
    ]
    assert moving[0].places[0] == Link(text="1", href="#a-1")
    assert moving[1].value == "?"
    assert [line.name for line in quiet] == ["quiet"]


def test_whole_sentences_and_claims_are_lettered_and_phrases_coloured() -> None:
    wide, claims, phrases = letter_signals([signal(-1, 3, width=90), signal(-1, 3, width=9), signal(-1, 3, width=9)])
    assert is_wide(wide, ())
    assert is_wide(claims, {(0, 9), (100, 109)})
    assert not is_wide(phrases, {(0, 9)})


def test_a_card_says_what_it_leaves_out_and_its_strongest_reasons_first() -> None:
    reasons = [
        ReasonFacts(
            author_id="p",
            article_id="a",
            sign="sign_of_it",
            field=None,
            detail=None,
            weight=weight,
            char_start=3,
            char_end=5,
            path=None,
        )
        for weight in (2.5, -1.0, *([0.1] * 30))
    ]
    card = show_identity(profile(), reasons, anchor="x", locate=lambda char: f"#b{char}")
    assert card.reasons_note == "20 strongest of 32 reasons"
    assert [(r.field, r.detail, r.weight, r.tone, r.href) for r in card.reasons[:2]] == [
        ("sign of it", "sign of it", "+2.5", "against", "#b3"),
        ("sign of it", "sign of it", "\N{MINUS SIGN}1", "for", "#b3"),
    ]
    assert len(card.fields) == 24
    assert card.initials == "MT"


def test_a_brief_card_shows_each_field_once() -> None:
    card = show_identity(profile(), (), anchor="x", brief=True)
    assert card.fields == (("social url", "0"),)
    assert not card.unfolded


def test_a_profile_without_a_name_or_verdict_is_an_open_question() -> None:
    card = show_identity(profile(name=None, verdict=None, confidence=None, fields=None), (), anchor="x")
    assert (card.name, card.initials, card.verdict, card.tone, card.confidence) == (
        "no name",
        "?",
        "unsure",
        "open",
        "? sure",
    )


def test_contradictions_on_one_proposition_stand_under_one_heading() -> None:
    quote = Quote(before="", words="x", after="", negative=False, who="", note="", href=None)
    pairs = [Pair(about=about, left=quote, right=quote) for about in ("pier · open", "pier · open", "mill · close")]
    assert [pair.again for pair in under_headings(pairs)] == [False, True, False]
