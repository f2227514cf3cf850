"""A user's block rules decide about blocks, and about nothing that protects people."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.article import read_page
from extractors.errors import RulesError
from extractors.page.blocks import join_article, join_page
from extractors.records import Article, AuthorVerdict, BlockLabel, Page
from extractors.rules.blocks import GROUP, rule_blocks
from extractors.rules.patterns import any_of, compile_pattern, utf8
from extractors.rules.records import NO_RULES, BlockRule, Rules, rules_id

URL = "https://www.herald.example/quay"
STORY = "The quay of Norvik was measured again on Monday, and the council paid for the work that it had asked for. "
PROFILE = """<div class="author-details"><p>Detail Author:</p><ul><li>Name : Dr. Shaniya Schimmel Jr.</li>
<li>Username : monserrate_kuvalis12</li><li>Email : schimmel.shaniya@gmail.com</li><li>Birthdate : 1984-03-12</li>
<li>Address : 4211 Kuhlman Brooks Suite 118 Port Ezraview, MO 21090</li><li>Phone : +1-667-482-1190</li>
<li>Company : Schimmel, Kuvalis and Kuhlman</li><li>Job : Tool Sharpener</li>
<li>Bio : Quia dolorem et voluptatem nostrum. Sit aut animi et rerum natus. Et omnis quas.</li></ul></div>"""
HTML = f"""<html lang="en"><head><title>The quay is open</title></head><body><article><h1>The quay is open</h1>
<p>{STORY * 3}</p><div class="promo box"><p>Support our newsroom, it says in the middle of the text.</p></div>
<p>{STORY * 4}</p><aside class="facts"><p>Length: 120 metres.</p></aside><p>{STORY * 2}</p></article>
{PROFILE}<p style="display:none">Nobody sees this.</p></body></html>"""


def rule(**parts: object) -> BlockRule:
    given_parts = {"id": "a-rule", "why": "Because the desk says so.", "label": BlockLabel.OTHER} | parts
    return BlockRule(**given_parts)  # type: ignore[arg-type] # parts of a test


def read(*rules: BlockRule, html: str = HTML, url: str = URL) -> Article:
    page = Page(url=url, html=html, encoding="utf-8", encoding_declared=None, encoding_evidence="utf-8")
    return read_page(page, rules=Rules(blocks=rules))


def labels(article: Article, rule_id: str = "own.a-rule") -> list[str]:
    return [block.text for block in article.blocks if block.rule == rule_id]


@pytest.mark.parametrize(
    "parts",
    [{"text": "(?i)^support our"}, {"attrs": r"\bpromo\b"}, {"text": "newsroom", "attrs": "box", "path": "article"}],
    ids=["text", "class", "all"],
)
def test_a_block_that_fits_is_removed_and_says_by_which_rule(parts: dict[str, object]) -> None:
    article = read(rule(**parts))
    ruled = [block for block in article.blocks if block.rule == "own.a-rule"]
    assert [block.text[:19] for block in ruled] == ["Support our newsroom"[:19]]
    assert (ruled[0].label, ruled[0].kept) == (BlockLabel.OTHER, False)
    assert ruled[0].reason == "your rule a-rule: Because the desk says so."
    assert "newsroom" not in article.text
    assert article.text == join_article(article.blocks)
    assert article.page_text == join_page(article.blocks)


def test_every_pattern_of_a_rule_must_be_found() -> None:
    assert labels(read(rule(text="newsroom", attrs="facts"))) == []
    assert labels(read(rule(text="newsroom", path="aside"))) == []


def test_the_first_rule_that_fits_decides() -> None:
    advert = rule(id="one", text="newsroom", label=BlockLabel.ADVERT)
    article = read(advert, rule(id="two", text="Support"))
    assert labels(article, "own.one") and not labels(article, "own.two")  # noqa: PT018 - one statement


def test_the_first_rule_decides_among_hundreds_too() -> None:
    many = [rule(id=f"none-{at}", text=f"nothing like {at}") for at in range(3 * GROUP)]
    many[GROUP + 3] = rule(id="first", text="newsroom")
    many[2 * GROUP] = rule(id="later", attrs="promo")
    assert labels(read(*many), "own.first") and not labels(read(*many), "own.later")  # noqa: PT018 - one statement


def test_a_rule_can_keep_what_winnow_removes() -> None:
    before = next(block for block in read().blocks if block.text.startswith("Length"))
    article = read(rule(attrs="facts", label=BlockLabel.CONTENT, kept=True))
    after = next(block for block in article.blocks if block.text.startswith("Length"))
    assert after.kept and after.rule == "own.a-rule"  # noqa: PT018 - one statement
    assert "Length: 120 metres." in article.text
    assert (before.start, before.end) == (after.start, after.end)


def test_a_rule_of_a_site_leaves_other_sites_alone() -> None:
    assert labels(read(rule(text="newsroom", site="herald.example")))
    assert not labels(read(rule(text="newsroom", site="mill.example")))
    for url in ("https://oldherald.example/", "page.html", "http://["):
        assert rule_blocks(read().blocks, (rule(text="newsroom", site="herald.example"),), url=url) == read().blocks


def test_without_a_rule_that_fits_the_very_same_blocks_come_back() -> None:
    blocks = read().blocks
    assert rule_blocks(blocks, (rule(text="nothing like it"),), url=URL) is blocks
    assert read(rule(text="nothing like it")) == read()


def test_a_page_that_the_rules_empty_is_no_article() -> None:
    assert read().page_class == "article"
    assert read(rule(path="article", label=BlockLabel.RELATED)).page_class != "article"


def everything(kept: bool) -> BlockRule:  # noqa: FBT001 - a helper of this file
    label = BlockLabel.CONTENT if kept else BlockLabel.RELATED
    return rule(text="(?s).", label=label, kept=kept)


@pytest.mark.parametrize("kept", [True, False])
def test_no_rule_takes_a_generated_author_away_or_brings_one_back_into_the_text(*, kept: bool) -> None:
    plain, ruled = read(), read(everything(kept))
    assert [author.verdict for author in ruled.authors if author.verdict is AuthorVerdict.GENERATED]
    assert ruled.authors == plain.authors
    assert ruled.page_text == plain.page_text
    generated = [block for block in plain.blocks if block.label is BlockLabel.GENERATED_AUTHOR]
    assert generated
    assert [block for block in ruled.blocks if block.label is BlockLabel.GENERATED_AUTHOR] == [
        replace(block, text_start=None, text_end=None) for block in generated
    ]
    assert "schimmel" not in ruled.text


@pytest.mark.parametrize("kept", [True, False])
def test_no_rule_shows_what_a_browser_hides(*, kept: bool) -> None:
    hidden = [block for block in read(everything(kept)).blocks if block.text == "Nobody sees this."]
    assert [(block.label, block.kept) for block in hidden] == [(BlockLabel.HIDDEN, False)]


LABELS = st.sampled_from([BlockLabel.CONTENT, BlockLabel.BYLINE, BlockLabel.COMMENTS, BlockLabel.ADVERT])
RULES = st.lists(
    st.builds(
        rule,
        text=st.sampled_from(["(?s).", "^Name", "[0-9]", "Schimmel", "quay", "@"]),
        label=LABELS,
        kept=st.booleans(),
    ),
    max_size=3,
)


@settings(max_examples=30, deadline=None)
@given(RULES)
def test_whatever_rules_say_the_authors_and_their_personal_data_are_the_same(rules: list[BlockRule]) -> None:
    plain, ruled = read(), read(*rules)
    assert ruled.authors == plain.authors
    assert [(block.start, block.end, block.text) for block in ruled.blocks] == [
        (block.start, block.end, block.text) for block in plain.blocks
    ]
    assert ruled.metadata == plain.metadata
    assert all(block.kept or block.reason for block in ruled.blocks)


@pytest.mark.parametrize("pattern", ["(?<=a)b", "(?=a)", "(?!a)b", r"(a)\1", "(", "a{2000}", r"\Z"])
def test_a_pattern_that_is_not_linear_is_refused(pattern: str) -> None:
    with pytest.raises(RulesError, match="no lookaround and no back-references"):
        compile_pattern(pattern)


@pytest.mark.parametrize("pattern", ["", "a*", "(?s).*", "$", "x|"])
def test_a_pattern_that_is_found_everywhere_is_refused(pattern: str) -> None:
    with pytest.raises(RulesError, match="found in every block"):
        compile_pattern(pattern)


def test_one_look_finds_what_each_pattern_finds() -> None:
    patterns = ("(?i)^support", "newsroom$", "[0-9]+ metres")
    together = any_of(patterns)
    assert together is not None
    for text in ("Support us", "no SUPPORT", "our newsroom", "newsroom now", "120 metres", "", "Zürich\n", "\ud800"):
        alone = any(compile_pattern(each).is_in(utf8(text)) for each in patterns)
        assert together.is_in(utf8(text)) == alone, text


def test_the_hash_of_rules_is_of_what_they_say() -> None:
    one, other = Rules(blocks=(rule(text="a b"),)), Rules(blocks=(rule(text="a c"),))
    assert rules_id(NO_RULES) == ""
    assert rules_id(one) == rules_id(Rules(blocks=(rule(text="a b"),)))
    assert len({rules_id(one), rules_id(other), rules_id(Rules(blocks=(rule(text="a b"), rule(text="a c"))))}) == 3
