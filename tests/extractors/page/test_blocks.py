from collections import Counter

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from extractors.page.blocks import join_article, join_page, place_blocks, split_blocks
from extractors.page.parse import parse_html
from extractors.records import Block

TAGS = ["p", "div", "span", "b", "a", "ul", "li", "h2", "table", "tr", "td", "section", "br", "pre", "font", "x-card"]
WORDS = st.text(alphabet="abcdefgh é汉 \n\t", min_size=0, max_size=12)
ATTRIBUTES = st.sampled_from(["", " hidden", ' class="nav"', ' style="display:none"', ' aria-hidden="true"', ' id="x"'])


def element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda tag, attributes, inner: f"<{tag}{attributes}>{''.join(inner)}</{tag}>",
        st.sampled_from(TAGS),
        ATTRIBUTES,
        st.lists(children, max_size=4),
    )


MARKUP = st.recursive(WORDS, element, max_leaves=25)
UNREAD = st.sampled_from(
    ["<script>var a;</script>", "<style>p{}</style>", "<!-- note -->", "<noscript>n</noscript>", "<svg>s</svg>"],
)


def visible(html: str) -> Counter[str]:
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup(["script", "style", "template", "noscript", "svg"]):
        tag.decompose()
    return Counter("".join(soup.get_text().split()))


@given(st.lists(st.one_of(MARKUP, UNREAD), max_size=6).map("".join))
def test_every_character_stands_in_exactly_one_block(html: str) -> None:
    blocks = split_blocks(parse_html(html))
    assert Counter("".join("".join(block.text for block in blocks).split())) == visible(html)


@given(MARKUP)
def test_offsets_slice_back_to_the_text(html: str) -> None:
    blocks = split_blocks(parse_html(html))
    text = join_page(blocks)
    assert [text[block.start : block.end] for block in blocks] == [block.text for block in blocks]


@given(st.text(alphabet="<>/ab &;!-\"'=pdiv", max_size=60))
def test_any_characters_give_blocks(html: str) -> None:
    for block in split_blocks(parse_html(html)):
        assert block.text == block.text.strip()
        assert block.text


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        pytest.param("<p>One<p>Two", ["One", "Two"], id="paragraphs"),
        pytest.param(
            "<div>Before<p>Inside</p>After</div>", ["Before", "Inside", "After"], id="text beside a paragraph"
        ),
        pytest.param("a<br>b", ["a\nb"], id="one break is a line"),
        pytest.param("a<br> <br/>b", ["a", "b"], id="two breaks are a border"),
        pytest.param("<b>bo</b>ld", ["bold"], id="inline elements join"),
        pytest.param("<a href=x>Home</a><a href=y>News</a>", ["Home News"], id="links side by side are apart"),
        pytest.param("<p>x</p></body></html>late", ["x", "late"], id="text after the end of the document"),
        pytest.param(
            "Ned<a href=x> <span class=y>Birch</span></a>", ["Ned Birch"], id="a space inside a link parts words"
        ),
        pytest.param("Ned<em class=x> </em>Birch", ["Ned Birch"], id="a space alone in an element parts words"),
        pytest.param("<select><option>a<option>b</select>", ["a\nb"], id="options are lines"),
        pytest.param("<pre>a\n  b</pre>", ["a\nb"], id="lines of preformatted text"),
        pytest.param("<p>a&nbsp;b\u2003c</p>", ["a b c"], id="white space is one space"),
        pytest.param("<td>a<td>b", ["a", "b"], id="cells without a table"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_blocks_are_what_a_reader_sees_as_one_piece(html: str, texts: list[str]) -> None:
    assert [block.text for block in split_blocks(parse_html(html))] == texts


@pytest.mark.parametrize(
    "html",
    [
        "<p hidden>x</p>",
        "<div style='color:red; display : none'><p>x</p></div>",
        "<p aria-hidden=TRUE>x</p>",
        "<head><title>x</title></head>",
        "<p>y<span hidden>x</span></p>",
    ],
)
def test_what_a_browser_would_not_show_is_hidden(html: str) -> None:
    assert {block.text: block.hidden for block in split_blocks(parse_html(html))}["x"]


def test_a_block_knows_its_element() -> None:
    inner = "<script>1</script><p>a</p><span>b</span><p itemprop=body>c</p>"
    html = f"<main><div id=One class='Two three'>{inner}</div></main>"
    blocks = split_blocks(parse_html(html))
    assert [(block.path, block.tag, block.attrs) for block in blocks] == [
        ("html/body/main/div[1]/p[1]", "p", "two three one"),
        ("html/body/main/div[1]", "div", "two three one"),
        ("html/body/main/div[1]/p[2]", "p", "body two three one"),
    ]


@pytest.mark.parametrize("depth", [300, 3000, 30000])
def test_deep_text_is_not_lost(depth: int) -> None:
    html = f"{'<div>' * depth}deep{'</div>' * depth}<p>after"
    assert [block.text for block in split_blocks(parse_html(html))] == ["deep", "after"]


def test_kept_blocks_know_their_place_in_the_article() -> None:
    blocks = place_blocks(
        Block(text=text, start=0, end=0, path="p", order=0, kept=kept)
        for text, kept in [("Menu", False), ("First.", True), ("Ad", False), ("Second.", True)]
    )
    text = join_article(blocks)
    assert text == "First.\n\nSecond."
    assert [text[b.text_start : b.text_end] for b in blocks if b.text_start is not None] == ["First.", "Second."]
