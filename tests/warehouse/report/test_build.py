"""The report of a small warehouse: whole, linked, offline and the same every time."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import duckdb
import pytest
from bs4 import BeautifulSoup, Tag

from extractors.errors import WarehouseError
from tests.warehouse.report import sample
from warehouse.report.build import build_report

MADE = "2026-11-22 06:03 UTC"


@pytest.fixture(scope="module")
def report(snapshot: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_report(snapshot, tmp_path_factory.mktemp("report") / "out", generated_at=MADE).parent


def pages(folder: Path) -> Iterator[tuple[Path, BeautifulSoup]]:
    for path in sorted(folder.rglob("*.html")):
        yield path, read_page(path)


def one(page: Tag, selector: str) -> Tag:
    found = page.select_one(selector)
    assert found is not None, selector
    return found


def read_page(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")


def first_mark(page: Tag, link: Tag) -> Tag:
    """Return the first highlighted characters after the place that the link leads to."""
    place = page.find(id=str(link["href"]).removeprefix("#"))
    assert isinstance(place, Tag)
    mark = place.find_next("mark")
    assert isinstance(mark, Tag)
    return mark


def page_with(folder: Path, kind: str, title: str) -> BeautifulSoup:
    return next(page for path, page in pages(folder / kind) if title in one(page, "h1").get_text())


def test_every_level_has_its_pages(report: Path) -> None:
    assert (report / "index.html").is_file()
    assert (report / "dictionary.html").is_file()
    assert len(list((report / "s").iterdir())) == 3
    assert len(list((report / "a").iterdir())) == 5


def test_every_link_inside_the_report_arrives(report: Path) -> None:
    parsed = dict(pages(report))
    for path, page in parsed.items():
        for link in page.select("[href]"):
            href = str(link["href"])
            if href.startswith(("https://", "mailto:?subject=")):
                continue
            name, _, anchor = href.partition("#")
            target = (path.parent / unquote(name)).resolve() if name else path
            assert target.exists(), (path.name, href)
            if anchor:
                assert parsed[target].find(id=anchor) is not None, (path.name, href)


def test_no_anchor_stands_twice_on_a_page(report: Path) -> None:
    for path, page in pages(report):
        anchors = [str(tag["id"]) for tag in page.select("[id]")]
        assert len(anchors) == len(set(anchors)), path.name


def test_nothing_is_fetched_from_outside(report: Path) -> None:
    for path, page in pages(report):
        policy = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
        assert isinstance(policy, Tag)
        assert str(policy["content"]).startswith(
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'"
        )
        for tag in page.select("link, script, img, iframe, object, embed, video, audio, source"):
            wanted = str(tag.get("href") or tag.get("src") or "")
            assert wanted.removeprefix("../") in {"report.css", "report.js"}, path.name
        assert not page.select("[style], style")
    style = (report / "report.css").read_text(encoding="utf-8")
    assert "url(" not in style
    assert "@import" not in style


def test_only_the_articles_own_address_leaves_the_report(report: Path) -> None:
    for _, page in pages(report):
        for link in page.select('a[href^="http"]'):
            assert link["rel"] == ["noopener", "noreferrer", "nofollow"]
            assert link.find_parent(class_="url") is not None


def test_the_ledger_adds_up_to_the_score(report: Path) -> None:
    page = page_with(report, "a", "Is Norvik Part Of Halland?")
    shown = [tag.get_text().replace("\N{MINUS SIGN}", "-") for tag in page.select("#score > .ledger > li > .pts")]
    numbers = [int(text) for text in shown]
    assert numbers == [100, -30, -20, -11, -8, 31]
    assert sum(numbers[:-1]) == numbers[-1]


def test_a_line_of_the_ledger_leads_to_its_characters(report: Path) -> None:
    page = page_with(report, "a", "Is Norvik Part Of Halland?")
    line = next(tag for tag in page.select("#score li") if "undated time" in tag.get_text())
    assert first_mark(page, one(line, ".places a")).get_text() == "this week"


def test_points_that_rest_on_a_claim_lead_to_the_claims_own_mark(report: Path) -> None:
    page = page_with(report, "a", "Is Norvik Part Of Halland?")
    line = next(tag for tag in page.select("#score li") if "unattributed claims" in tag.get_text())
    assert re.fullmatch(r"#c\d+", str(one(line, ".places a")["href"]))


def test_the_text_of_the_page_is_there_whole_and_in_order(report: Path) -> None:
    page = page_with(report, "a", "Is Norvik Part Of Halland?")
    shown = [tag.get_text() for tag in page.select(".page p:not(.why)")]
    expected = [text for _, text, _ in sample.FARM.blocks]
    assert shown[:-1] == expected[:-1]
    assert [len(text) for text in shown] == [len(text) for text in expected]


def test_a_line_of_the_ledger_leads_to_the_words_of_its_rule(report: Path) -> None:
    page = page_with(report, "a", "Is Norvik Part Of Halland?")
    line = next(tag for tag in page.select("#score li") if "undated time" in tag.get_text())
    assert sample.RULE.why in one(line, "details").get_text()
    name, _, anchor = str(one(line, "details a")["href"]).partition("#")
    rule = read_page(report / "a" / name).find(id=anchor)
    assert isinstance(rule, Tag)
    assert [sample.RULE.definition in rule.get_text(), "\N{MINUS SIGN}8 from 3" in rule.get_text()] == [True, True]


def test_every_article_can_be_disputed(report: Path) -> None:
    for _, page in pages(report / "a"):
        place = one(page, one(page, ".url a.dispute")["href"])
        mail = unquote(str(one(place, "a")["href"]))
        assert mail.startswith("mailto:?subject=Dispute of a score: ")
        assert f"Article id: {one(page, '#evidence').find(string='Article id').find_next('code').get_text()}" in mail


def test_a_copy_stands_beside_the_text_that_it_repeats(report: Path) -> None:
    page = page_with(report, "a", "The ships of the quay")
    assert "the one of northherald.example, because of the earliest date" in one(page, "#copies .lead").get_text()
    assert [tag.get_text() for tag in page.select("#copies .heads p")] == [
        "northherald.example: Ships of the quay",
        "this article",
    ]
    assert one(page, "#copies ins").get_text() == "Read on."


def test_a_cost_chooses_the_articles_that_it_cost_points(report: Path) -> None:
    page = page_with(report, "s", "mapfarm.example")
    costs = [str(tag["data-filter"]) for tag in page.select(".costs [data-filter]")]
    assert costs[0] == "generated author"
    assert one(page, "#articles tbody tr")["data-words"] == ", ".join(costs)


def test_removed_blocks_say_so_in_words(report: Path) -> None:
    page = page_with(report, "a", "Is Norvik Part Of Halland?")
    tags = [tag.get_text() for tag in page.select(".removed .tag")]
    assert tags == [
        "removed: navigation",
        "removed: byline",
        "removed: caption",
        "removed: related 2",
        "removed: generated author",
    ]
    assert "menu: 100 % of the characters are links" in one(page, ".removed .why").get_text()


def test_negated_claims_are_marked_in_place_and_in_the_table(report: Path) -> None:
    page = page_with(report, "a", "Is Norvik Part Of Halland?")
    marked = one(page, ".page mark.neg")
    assert marked.get_text() == "Norvik is not part of Halland"
    row = one(page, ".claims tr.neg")
    assert "negative" in row.get_text()
    assert first_mark(page, one(row, "a")) is marked


def test_personal_data_stays_masked(report: Path) -> None:
    for path in report.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "maud.tilsen@mail.example" not in text
        assert "555-0143-99" not in text


def test_evidence_leads_to_the_stored_response(report: Path) -> None:
    text = one(page_with(report, "a", "Norvik votes to stay"), "#evidence").get_text(" ")
    assert "winnow-20261122-0001.warc.gz" in text
    assert "at byte 4,711" in text
    assert "http://northherald.example/norvik" in text
    assert "2026-11-22 06:01 UTC" in text


def test_an_unscored_page_has_a_question_mark(report: Path) -> None:
    page = page_with(report, "a", "https://northherald.example/account")
    assert one(page, ".hero .num").get_text() == "?"
    assert "? (not read)" in one(page, "#claims h2").get_text()


def test_both_sides_of_a_contradiction_stand_side_by_side(report: Path) -> None:
    index = read_page(report / "index.html")
    sides = index.select("#contradictions blockquote")
    assert [one(side, "mark").get_text() for side in sides] == [
        "Norvik is part of Halland",
        "Norvik is not part of Halland",
    ]
    assert ["affirms" in side.get_text() for side in sides] == [True, False]


def test_copies_and_failures_are_listed(report: Path) -> None:
    index = read_page(report / "index.html")
    assert "The ships of the quay" in one(index, "#copies tbody").get_text()
    failures = one(index, "#failures tbody").get_text(" ")
    assert "robots.txt disallows /private/" in failures
    assert "HTTP 404" in failures


def test_the_dictionary_shows_every_comment(report: Path, snapshot: Path) -> None:
    shown = read_page(report / "dictionary.html")
    with duckdb.connect(str(snapshot), read_only=True) as connection:
        views = [
            name for (name,) in connection.execute("select view_name from duckdb_views() where not internal").fetchall()
        ]
    for view in views:
        assert shown.find(id=view) is not None
    rows = shown.select("tbody tr")
    assert len(rows) > 300
    assert all(row.select("td")[-1].get_text() for row in rows)


def test_the_same_snapshot_gives_the_same_bytes(report: Path, snapshot: Path, tmp_path: Path) -> None:
    again = build_report(snapshot, tmp_path / "again", generated_at=MADE).parent
    first = {path.relative_to(report): path.read_bytes() for path in report.rglob("*") if path.is_file()}
    second = {path.relative_to(again): path.read_bytes() for path in again.rglob("*") if path.is_file()}
    assert first == second


def test_progress_counts_every_article(snapshot: Path, tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    build_report(
        snapshot, tmp_path / "out", generated_at=MADE, progress=lambda done, total: heard.append((done, total))
    )
    assert heard == [(number, 5) for number in range(1, 6)]


def test_a_new_report_takes_the_place_of_the_old_one(report: Path, snapshot: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(report, out)
    (out / "a" / "stale.html").write_text("old", encoding="utf-8")
    build_report(snapshot, out, generated_at=MADE)
    assert not (out / "a" / "stale.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_that_is_no_report_is_left_alone(snapshot: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(WarehouseError, match="expected no folder, an empty one or an earlier report"):
        build_report(snapshot, tmp_path, generated_at=MADE)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_report_that_fails_leaves_the_old_one(report: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(report, out)
    broken = tmp_path / "broken.duckdb"
    broken.write_bytes(b"no database")
    with pytest.raises(WarehouseError, match="broken"):
        build_report(broken, out, generated_at=MADE)
    assert (out / "index.html").read_bytes() == (report / "index.html").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["broken.duckdb", "out"]


def test_an_empty_warehouse_has_a_report(fill_warehouse: Callable[..., Path], tmp_path: Path) -> None:
    empty = fill_warehouse(tmp_path / "warehouse", ())
    text = build_report(empty, tmp_path / "out", generated_at=MADE).read_text(encoding="utf-8")
    assert "Nothing was read yet" in text


def test_a_page_that_changed_between_crawls_shows_what_came_and_went(
    fill_warehouse: Callable[..., Path], tmp_path: Path
) -> None:
    heading, first, *rest = sample.HERALD.blocks
    changed = replace(
        sample.HERALD, blocks=(heading, (first[0], first[1].replace("61 percent", "58 percent"), ""), *rest), said=()
    )
    snapshot = fill_warehouse(tmp_path / "warehouse", (sample.HERALD, sample.FIRST), again=(changed, sample.FIRST))
    report = build_report(snapshot, tmp_path / "out", generated_at=MADE).parent
    listed = one(read_page(report / "index.html"), "#changed tbody").select("tr")
    assert len(listed) == 1
    assert "✗ silent" in listed[0].get_text()
    assert "1 gone" in listed[0].get_text()
    page = page_with(report, "a", "Norvik votes to stay")
    assert "The page does not say so" in one(page, "#changed .lead").get_text()
    claims = [[cell.get_text() for cell in row.select("th, td")] for row in page.select("#changed tbody tr")]
    assert [(what, now) for what, _, now in claims] == [("gone", "")]
    assert "Norvik is part of Halland" in claims[0][1]
    sides = one(page, "#changed .sides:not(.heads)")
    assert [one(sides, "del").get_text(), one(sides, "ins").get_text()] == ["61 ", "58 "]
    assert one(sides, ".was").get_text().endswith("Turnout was 61 percent.")


def test_a_very_long_article_is_paged_and_every_page_is_small(
    fill_warehouse: Callable[..., Path], tmp_path: Path
) -> None:
    text = "The <harbour> of Norvik & its quay are a place of salt. " * 12
    blocks = [("content", f"{number}. {text}", "") for number in range(300)]
    leaf = replace(sample.HERALD, blocks=(*sample.HERALD.blocks, *blocks))
    report = build_report(fill_warehouse(tmp_path / "warehouse", (leaf,)), tmp_path / "out", generated_at=MADE).parent
    parts = sorted((report / "a").iterdir())
    assert len(parts) > 1
    assert max(part.stat().st_size for part in parts) <= 150_000
    shown = [tag.get_text() for _, page in pages(report / "a") for tag in page.select(".page p:not(.why)")]
    assert sorted(shown) == sorted(text for _, text, _ in leaf.blocks)


@pytest.mark.parametrize("further", ["out", "out/here"])
def test_a_place_behind_a_file_is_named(snapshot: Path, tmp_path: Path, further: str) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    with pytest.raises(WarehouseError, match=f"file/{further}: a file stands where a folder is needed; name another"):
        build_report(snapshot, tmp_path / "file" / further, generated_at=MADE)
    assert (tmp_path / "file").read_text(encoding="utf-8") == "no folder"
