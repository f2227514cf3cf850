import pytest
from lxml import html

from extractors.page.blocks import join_page, split_blocks
from extractors.page.parse import parse_html
from extractors.training.blocks.age import Pool, aged

STORY = [
    "The ferry left Selm at nine with four passengers, two of whom were asleep before it had passed the breakwater.",
    "By ten the wind had turned, and the pilot asked everyone to sit on the side that was out of the water.",
    "They reached Ostrel at noon. The mayor, who had expected a larger ship, gave his speech nevertheless.",
]
BODY = "".join(f"<p>{text}</p>" for text in STORY)
PAGE = f"""<html><head><title>Ferry to Ostrel</title><meta property="og:type" content="article"></head><body>
<nav class="menu"><ul><li><a href="/a">News</a></li><li><a href="/b">Sport</a></li></ul></nav>
<main><article class="story"><h1>Ferry to Ostrel</h1><div class="body">{BODY}</div>
</article></main><footer>All of it is invented.</footer></body></html>"""
POOL = Pool(
    paragraphs=["I was on that ferry and I did not sleep for a minute of it."], titles=["Breakwater to be mended"]
)
GOLD = "\n".join(STORY)
PAGES = [f"page {number}" for number in range(40)]


def rewritten(page_id: str) -> str:
    markup = aged(PAGE, page_id=page_id, gold=GOLD, pool=POOL)
    assert markup is not None
    return markup


def text_of(markup: str) -> str:
    return " ".join(join_page(split_blocks(parse_html(markup))).split())


@pytest.mark.parametrize("page_id", PAGES)
def test_a_rewritten_page_keeps_what_was_not_cut(page_id: str) -> None:
    text = text_of(rewritten(page_id))
    assert STORY[0] in text
    for piece in ("Ferry to Ostrel", "News", "Sport", "All of it is invented."):
        assert piece in text


def test_no_element_speaks_for_itself_any_more() -> None:
    for page_id in PAGES:
        names = {element.tag for element in html.fromstring(rewritten(page_id)).iter() if isinstance(element.tag, str)}
        assert not names & {"article", "main", "nav", "footer", "aside", "section"}


def test_each_change_is_made_on_some_pages() -> None:
    pages = [rewritten(page_id) for page_id in PAGES]
    texts = [text_of(page) for page in pages]
    assert 0 < sum(STORY[2] not in text for text in texts) < len(PAGES)
    assert 0 < sum("I was on that ferry" in text for text in texts) < len(PAGES)
    assert 0 < sum("Breakwater to be mended" in text for text in texts) < len(PAGES)
    assert 0 < sum("<br><br>" in page for page in pages) < len(PAGES)
    assert 0 < sum("<table>" in page for page in pages) < len(PAGES)
    assert 0 < sum("class=" not in page for page in pages) < len(PAGES)


def test_the_same_page_is_rewritten_alike() -> None:
    assert rewritten("page 1") == rewritten("page 1")


def test_a_page_without_its_gold_text_is_made_plain_all_the_same() -> None:
    markup = aged(PAGE, page_id="x", gold="Nothing of this stands there at all.", pool=POOL)
    assert markup is not None
    assert "<article" not in markup
    assert STORY[1] in text_of(markup)


def test_what_cannot_be_parsed_is_not_rewritten() -> None:
    assert aged("", page_id="x", gold=GOLD, pool=POOL) is None
