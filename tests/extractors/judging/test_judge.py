import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.judging.block_model import is_modern
from extractors.judging.features import COLUMNS, PageHints, measure_blocks
from extractors.judging.judge import judge_page
from extractors.judging.labels import content_label, is_date_line, spoken_label
from extractors.page.blocks import Box, join_article, split_page
from extractors.page.kinds import Kind, kinds_of
from extractors.page.parse import parse_html
from extractors.records import Block, BlockLabel, PageClass

PARAGRAPHS = [
    "The lock keeper of Tamsel opened the upper gate at dawn, and by noon eleven barges had gone through to the mere.",
    "Nobody in the village could remember a longer queue, although the harvest had been small and the water was low.",
    "“We take them as they come,” said Orla Venn, who has kept the lock for nineteen years and her mother before her.",
    "The council wants a second gate. It would cost four million crowns, of which the province has promised a half.",
    "Boatmen doubt that it will be built. They have been promised a gate in every election since the bridge fell.",
    "The last barge went through at dusk. It carried gravel for the new road that is to make the barges superfluous.",
]
BODY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
PAGE = f"""<html><head><title>Eleven barges at Tamsel - Mere Courier</title></head><body>
<header class="site-header"><a href="/">Mere Courier</a><nav><ul><li><a href="/news">News</a></li>
<li><a href="/sport">Sport</a></li>
<li><a href="/shop">Shop</a></li></ul></nav></header>
<main><article class="post"><h1>Eleven barges at Tamsel</h1><div class="byline">By Piet Maas</div>
<div class="entry-content">{BODY}
<figure><img src="a.jpg"><figcaption>The lock at Tamsel. Photo: P. Maas</figcaption></figure></div>
<div class="share-bar"><a href="#">Facebook</a><a href="#">Print</a></div></article>
<section id="comments" class="comments"><h3>1 comment</h3><div class="comment">
<p>My grandfather built that gate and it has never once been painted since then.</p></div></section>
<aside class="related-posts"><h3>Related</h3><ul><li><a href="/a">Gravel road to open in spring</a></li>
<li><a href="/b">Province promises a half</a></li></ul></aside></main>
<div class="cookie-banner">We use cookies to improve this site.</div>
<footer>© 2026 Mere Courier. All rights reserved.</footer><div style="display:none">Subscribe now</div></body></html>"""


def judged(html: str, url: str = "https://mere.example/news/2026/barges") -> list[Block]:
    return list(judge_page(split_page(parse_html(html)), PageHints(title="Eleven barges at Tamsel", url=url)).blocks)


def test_the_paragraphs_are_the_article_and_nothing_else_is() -> None:
    text = join_article(judged(PAGE))
    assert all(paragraph in text for paragraph in PARAGRAPHS)
    for other in ("Sport", "Gravel road", "grandfather", "cookies", "All rights", "Photo:", "Facebook", "Subscribe"):
        assert other not in text


def test_every_removed_block_has_a_label_and_a_reason() -> None:
    labels = {block.text: block.label for block in judged(PAGE)}
    assert labels["News"] is BlockLabel.NAVIGATION
    assert labels["By Piet Maas"] is BlockLabel.BYLINE
    assert labels["The lock at Tamsel. Photo: P. Maas"] is BlockLabel.CAPTION
    assert labels["Facebook Print"] is BlockLabel.SHARE
    assert labels["1 comment"] is BlockLabel.COMMENTS
    assert labels["Related"] is BlockLabel.RELATED
    assert labels["We use cookies to improve this site."] is BlockLabel.COOKIE_NOTICE
    assert labels["© 2026 Mere Courier. All rights reserved."] is BlockLabel.LEGAL
    assert labels["Subscribe now"] is BlockLabel.HIDDEN
    assert all(block.reason and block.rule for block in judged(PAGE))


def test_a_paragraph_that_stands_twice_is_kept_once() -> None:
    blocks = judged(
        PAGE.replace('</div>\n<div class="share-bar"', f'<p>{PARAGRAPHS[0]}</p></div>\n<div class="share-bar"')
    )
    twice = [block for block in blocks if block.text == PARAGRAPHS[0]]
    assert [(block.kept, block.label) for block in twice] == [(True, BlockLabel.CONTENT), (False, BlockLabel.DUPLICATE)]


def test_what_names_a_part_of_each_entry_is_kept_every_time() -> None:
    label = "Gates and barges that Orla Venn has counted at the lock since spring:"
    parts = "".join(f"<p>{label}</p><p>{text}</p>" for text in PARAGRAPHS)
    assert join_article(judged(PAGE.replace(BODY, parts))).count(label) == len(PARAGRAPHS)


@pytest.mark.parametrize("entries", ["", '<li><a href="#a">The second gate</a></li><li><a href="#b">Promises</a></li>'])
def test_a_table_of_contents_is_not_text_even_when_it_is_empty(entries: str) -> None:
    contents = f'<div id="toc_container" class="toc"><p class="toc_title">Table of Contents</p><ul>{entries}</ul></div>'
    blocks = judged(PAGE.replace(f"<p>{PARAGRAPHS[2]}", f"{contents}<h2>The second gate</h2><p>{PARAGRAPHS[2]}"))
    inside = [block for block in blocks if "toc" in block.attrs]
    assert {(block.kept, block.label) for block in inside} == {(False, BlockLabel.TOC)}
    assert [block.kept for block in blocks if block.text == "The second gate" and block not in inside] == [True]


def test_what_a_thread_tells_of_each_member_is_not_text() -> None:
    posts = "".join(
        f"<div class=post><p>user{number}</p><p>Posts: {40 + number}</p><p>Joined: 201{number}</p><p>{text}</p></div>"
        for number, text in enumerate(PARAGRAPHS)
    )
    html = f"<div id=forum><h1>The lock</h1>{posts}<p>Rule: be kind to one another.</p></div>"
    hints = PageHints(title="The lock", url="https://mere.example/viewtopic?t=1", declared=PageClass.FORUM)
    blocks = judge_page(split_page(parse_html(html)), hints).blocks
    assert all(block.kept for block in blocks if block.text in PARAGRAPHS)
    assert not any(block.kept for block in blocks if block.text.startswith(("Posts:", "Joined:")))


def test_an_advertisement_between_paragraphs_is_not_text() -> None:
    advert = '<div class="ad-slot"><p>Winter tyres from 890 crowns. Book your change today.</p></div>'
    blocks = judged(PAGE.replace(f"<p>{PARAGRAPHS[3]}", f"{advert}<p>{PARAGRAPHS[3]}"))
    assert [(block.kept, block.label) for block in blocks if "tyres" in block.text] == [(False, BlockLabel.ADVERT)]


def test_links_below_a_heading_go_with_it() -> None:
    links = "".join(f"<li><a href=/{name}>The {name} of the mere</a></li>" for name in ("gates", "barges"))
    blocks = judged(
        PAGE.replace('<aside class="related-posts">', f"<div><h3>Read more</h3><ul>{links}</ul></div><aside>")
    )
    assert {block.label for block in blocks if "of the mere" in block.text} == {BlockLabel.RELATED}


def test_a_page_with_a_few_words_keeps_them() -> None:
    blocks = judged(
        "<html><body><nav><a href=/>Home</a><a href=/x>News</a></nav><div>Closed on Friday.</div></body></html>"
    )
    assert join_article(blocks) == "Closed on Friday."


def test_a_page_that_a_script_would_show_is_read() -> None:
    blocks = judged(f"<html><body><div style='display:none'><h1>Eleven barges</h1>{BODY}</div></body></html>")
    assert PARAGRAPHS[0] in join_article(blocks)


FOLDED = [
    pytest.param("hidden id=S:1f", id="streamed by React"),
    pytest.param("role=tabpanel hidden", id="the panel of a tab"),
    pytest.param("role=region aria-hidden=true", id="a region below its heading"),
    pytest.param("class=my-accordion__body style='display:none'", id="an accordion by its name"),
]


@pytest.mark.parametrize("attributes", FOLDED)
def test_what_a_click_or_a_script_shows_is_text_where_it_reads_like_text(attributes: str) -> None:
    menu = "<ul><li><a href=/news>All news</a></li><li><a href=/shop>Our shop</a></li></ul>"
    more = "".join(f"<p>{text}</p>" for text in PARAGRAPHS[3:])
    blocks = judged(PAGE.replace(more, f"<div {attributes}>{menu}{more}</div>"))
    labels = {block.text: (block.kept, block.label) for block in blocks}
    assert all(labels[text] == (True, BlockLabel.CONTENT) for text in PARAGRAPHS)
    assert labels["Our shop"] == (False, BlockLabel.HIDDEN)
    assert labels["Subscribe now"] == (False, BlockLabel.HIDDEN)


def test_what_is_hidden_for_good_inside_a_panel_stays_hidden() -> None:
    more = f"<p>{PARAGRAPHS[3]}</p>"
    blocks = judged(PAGE.replace(more, f"<div role=tabpanel hidden>{more}<p hidden>{PARAGRAPHS[5]}!</p></div>"))
    labels = {block.text: block.label for block in blocks}
    assert labels[PARAGRAPHS[3]] is BlockLabel.CONTENT
    assert labels[f"{PARAGRAPHS[5]}!"] is BlockLabel.HIDDEN


def test_text_in_an_element_that_is_called_comments_is_text_where_nothing_else_is() -> None:
    html = PAGE.replace('<div class="entry-content">', '<div class="comment-text">')
    assert PARAGRAPHS[0] in join_article(judged(html))


def test_what_follows_the_heading_of_comments_is_no_text_whatever_it_is_called() -> None:
    comments = "".join(f"<p>{text[::-1]}</p><p>Posted by: Piet Maas, 3 March 2026</p>" for text in PARAGRAPHS)
    html = (
        f"<html><body><div id=c><h3>Eleven barges at Tamsel</h3>{BODY}<h2>Comments</h2>{comments}</div></body></html>"
    )
    blocks = judged(html)
    below = [block for block in blocks if block.text[::-1] in PARAGRAPHS]
    assert all(block.kept for block in blocks if block.text in PARAGRAPHS)
    assert {block.kept for block in below} == {False}
    assert all(block.reason for block in below)


def test_a_page_without_a_name_is_kept_for_its_text() -> None:
    entry = f"<p>{PARAGRAPHS[0]}<p>Eleven barges."
    html = f"<html><body><h1>Log of the lock</h1>{BODY}{entry}</body></html>"
    text = join_article(judged(html))
    assert text.count(PARAGRAPHS[0]) == 2
    assert "Eleven barges." in text


@pytest.mark.parametrize("heading", ["Report", "Final thoughts on the lock", "Comments of the council"])
def test_a_heading_inside_an_article_announces_no_comments(heading: str) -> None:
    more = f"<p>{PARAGRAPHS[3]}"
    dates = "<p>By Orla Venn, 3 March 2026</p><p>By Piet Maas, 4 March 2026</p>"
    blocks = judged(PAGE.replace(more, f"<h2>{heading}</h2>{more}").replace("</article>", f"{dates}</article>"))
    assert all(block.kept for block in blocks if block.text in PARAGRAPHS)


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "<ul><li>", "<a href=x>", "</a>", "word ", "Long sentence of a text. ", "<h2>", "</div>"]
        )
    )
)
def test_every_block_is_kept_or_removed_for_a_reason(pieces: list[str]) -> None:
    split = split_page(parse_html("".join(pieces)))
    assert measure_blocks(split, PageHints()).matrix.shape == (len(split.blocks), len(COLUMNS))
    for block in judge_page(split, PageHints()).blocks:
        assert block.reason
        assert (block.text_start is not None) is block.kept
        assert 0 <= block.score <= 1


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Share this article", BlockLabel.SHARE),
        ("Facebook", BlockLabel.SHARE),
        ("Leave a reply", BlockLabel.COMMENTS),
        ("You may also like", BlockLabel.RELATED),
        ("Lesen Sie auch: Die Schleuse", BlockLabel.RELATED),
        ("© 2026 Mere Courier", BlockLabel.LEGAL),
        ("Subscribe to our newsletter", BlockLabel.CALL_TO_ACTION),
        ("By Piet Maas", BlockLabel.BYLINE),
        ("By noon eleven barges had gone through.", None),
        ("Published 3 March 2026", BlockLabel.DATE_LINE),
        ("Tuesday, 3 March 2026", BlockLabel.DATE_LINE),
        ("Piet Maas · 3 March 2026 · 4 minutes", BlockLabel.BYLINE),
        ("Advertisement", BlockLabel.ADVERT),
        ("Table of contents", BlockLabel.TOC),
        ("Already a subscriber? Log in", BlockLabel.PAYWALL),
        ("The council wants a second gate.", None),
        ("Share prices fell again after the council met in the town hall of Tamsel on Monday.", None),
    ],
)
def test_short_blocks_say_what_they_are(text: str, label: BlockLabel | None) -> None:
    assert spoken_label(Block(text=text, start=0, end=len(text), path="p", order=0)) == label


@pytest.mark.parametrize(
    ("tag", "words", "kinds"),
    [
        ("div", "relatedPosts", Kind.RELATED),
        ("div", "address book", Kind(0)),
        ("nav", "", Kind.NAVIGATION),
        ("div", "article-body comments-closed", Kind.BODY),
        ("div", "ad-slot", Kind.ADVERT),
        ("ul", "tag-list", Kind.TAGS | Kind.LIST),
    ],
)
def test_elements_are_what_they_call_themselves(tag: str, words: str, kinds: Kind) -> None:
    assert Kind(kinds_of(tag, words)) & kinds == kinds
    assert bool(kinds_of(tag, words)) is bool(kinds)


@pytest.mark.parametrize(
    ("tags", "label"),
    [
        (["h2"], BlockLabel.HEADING),
        (["li"], BlockLabel.LIST),
        (["td"], BlockLabel.TABLE),
        (["blockquote", "p"], BlockLabel.QUOTE),
        (["ul", "li", "p"], BlockLabel.LIST),
        (["div", "p"], BlockLabel.CONTENT),
    ],
)
def test_kept_blocks_are_called_by_their_element(tags: list[str], label: BlockLabel) -> None:
    box: Box | None = None
    for depth, tag in enumerate(tags):
        box = Box(depth, "", tag, "", hidden=False, parent=box, depth=depth, own=0, above=0, around=0)
    assert box is not None
    assert content_label(Block(text="x", start=0, end=1, path="p", order=0, tag=tags[-1]), box) is label


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("3 March 2026", True),
        ("2026-03-03 10:15", True),
        ("03.03.2026", True),
        ("3 de marzo de 2026", True),
        ("5 days ago", True),
        ("The gate fell on 3 March 2026 and was mended", False),
        ("Gate 7", False),
    ],
)
def test_a_date_line_is_little_more_than_a_date(text: str, *, is_one: bool) -> None:
    assert is_date_line(text) is is_one


@pytest.mark.parametrize(
    ("html", "modern"),
    [
        pytest.param("<main><p>A miller opened the gate of the weir.</p></main>", True, id="elements of HTML 5"),
        pytest.param("<div><p>A miller opened the gate of the weir.</p></div>", False, id="plain elements"),
        pytest.param("<main><p>Мельник открыл ворота плотины возле реки.</p></main>", False, id="another script"),
        pytest.param("<main hidden><p>Мельник открыл ворота.</p></main><p>He closed it.", True, id="hidden script"),
    ],
)
def test_a_modern_page_has_the_elements_of_html_5_and_latin_script(html: str, *, modern: bool) -> None:
    assert is_modern(measure_blocks(split_page(parse_html(html)), PageHints())) is modern
