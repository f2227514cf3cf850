"""The first page stays small however much was read."""

from warehouse.report.audit import Audit
from warehouse.report.claim_audits import unattributed
from warehouse.report.index import show_index, show_lists
from warehouse.report.records import Shell
from warehouse.report.rows import ListedArticle, SourceFacts, Totals, TrendFacts, UnattributedFacts
from warehouse.report.writer import environment

SHELL = Shell(title="Report", root="", crumbs=(), generated_at="2026-11-22", run="demo", run_id="run-1")
TOTALS = Totals(
    pages=12_000,
    articles=10_000,
    scored=9_000,
    score=61.2,
    generated_authors=1_234,
    new_pages=17,
    sources=2_500,
    claims=400_000,
    negative_claims=31_000,
    contradictions=41,
    copied_articles=900,
    failures=5_000,
)


def source(number: int) -> SourceFacts:
    return SourceFacts(
        site=f"a-rather-long-name-of-a-site-{number}.subdomain.example",
        score=61.2,
        worst_score=3,
        pages=5,
        articles=4,
        generated_author_share=0.25,
        copied_articles=1,
        claims=160,
        negative_claims=12,
        contradictions=2,
        failures=1_200,
        words=4_000,
        first_seen_at=None,
        last_seen_at=None,
    )


def article(number: int) -> ListedArticle:
    return ListedArticle(
        article_id=f"{number:024x}",
        site="site.example",
        url=f"https://site.example/{number}",
        title="A title of usual length about something that happened somewhere",
        score=number % 101 if number % 10 else None,
        published="2026-11-02",
        author_verdict="person",
        byline="Maud Tilsen",
        page_class="article",
        words=500,
        claims_read=True,
        claims=40,
        negative_claims=3,
        worst_signal="filler",
        worst_points=-8,
        cost_signals=("filler", "missing_date"),
    )


def many_rows(count: int) -> Audit:
    facts = [
        UnattributedFacts(
            article_id=f"{number:024x}",
            site="site.example",
            title="A title of usual length",
            url="https://site.example/",
            checkable=40,
            unattributed=30,
            unattributed_share=0.75,
            total=10_000,
        )
        for number in range(count)
    ]
    return unattributed(facts)


def test_ten_thousand_articles_of_many_sources_fit_in_two_megabytes() -> None:
    trend = [
        TrendFacts(site=source(n).site, months_ago=11 - ago, month_of=f"2026-{ago + 1:02}", score=61.2, articles=40)
        for n in range(2_500)
        for ago in range(12)
    ]
    page = show_index(
        TOTALS,
        [source(n) for n in range(2_500)],
        [article(n) for n in range(10_000)],
        tuple(many_rows(1_000) for _ in range(20)),
        trend=trend,
    )
    text = environment().get_template("index.html").render(shell=SHELL, page=page)
    assert len(text.encode()) <= 2_000_000
    assert "1,000 worst of 2,500" in text
    assert "1,200" in text  # failures of a source, however many the report prints
    assert "9,000 of 10,000 pages are articles with a score" in text


def test_a_long_audit_is_paged_and_the_pages_hold_every_row() -> None:
    pages = show_lists(many_rows(450))
    assert [len(page.section.table.rows) for page in pages if page.section.table] == [200, 200, 50]
    labels = [(page.pager.label, page.pager.previous, page.pager.following) for page in pages if page.pager]
    assert labels == [
        ("page 1 of 3", None, "unattributed-2.html"),
        ("page 2 of 3", "unattributed.html", "unattributed-3.html"),
        ("page 3 of 3", "unattributed-2.html", None),
    ]


def test_an_audit_that_the_index_shows_whole_has_no_page_of_its_own() -> None:
    assert show_lists(many_rows(8)) == []


def test_audits_without_a_find_are_a_line_each_behind_the_others() -> None:
    page = show_index(TOTALS, [source(1)], [article(1)], (many_rows(0), many_rows(3)))
    assert [section.anchor for section in page.sections] == ["unattributed"]
    text = environment().get_template("index.html").render(shell=SHELL, page=page)
    assert text.index('id="clean"') > text.index('<section class="card" id="unattributed"')
    assert page.clean[0].empty in text


def test_the_index_leads_to_its_sections_with_their_counts() -> None:
    page = show_index(TOTALS, [source(1)], [article(1)], (many_rows(3),))
    text = environment().get_template("index.html").render(shell=SHELL, page=page)
    assert '<a href="#unattributed">Unattributed claims</a> <small>10,000</small>' in text


def test_a_worst_article_is_named_only_where_it_is_worse_than_the_mean() -> None:
    assert "worst article 3" in str(show_index(TOTALS, [source(1)], [], ()))
    same = source(1)._replace(worst_score=61)
    assert "worst article" not in str(show_index(TOTALS, [same], [], ()))
