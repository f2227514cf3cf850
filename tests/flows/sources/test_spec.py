"""Which kind of source an argument means."""

from pathlib import Path

import pytest

from extractors.errors import SettingsError
from flows.sources.spec import SourceKind, parse_source_argument


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("https://herald.example/", SourceKind.LINKS),
        ("https://herald.example", SourceKind.LINKS),
        ("https://herald.example/2026/10/story.html", SourceKind.PAGE),
        ("https://herald.example/story?id=7", SourceKind.PAGE),
        ("https://herald.example/sitemap.xml", SourceKind.SITEMAP),
        ("https://herald.example/sitemap-news-2.xml.gz?x=1", SourceKind.SITEMAP),
        ("https://herald.example/sitemap_index.xml", SourceKind.SITEMAP),
        ("https://herald.example/feed/", SourceKind.FEED),
        ("https://herald.example/rss", SourceKind.FEED),
        ("https://herald.example/rss.xml", SourceKind.FEED),
        ("https://herald.example/news/atom.xml", SourceKind.FEED),
        ("https://herald.example/world.rss", SourceKind.FEED),
        ("https://herald.example/feeding-the-birds.html", SourceKind.PAGE),
        ("HTTPS://herald.example/a", SourceKind.PAGE),
        ("feed:https://herald.example/news", SourceKind.FEED),
        ("links:https://herald.example/news", SourceKind.LINKS),
        ("page:https://herald.example/", SourceKind.PAGE),
    ],
)
def test_an_address_is_what_it_looks_like_or_what_is_said_in_front(text: str, kind: SourceKind) -> None:
    source = parse_source_argument(text)
    assert (source.kind, source.name) == (kind, "herald.example")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.html", SourceKind.FILE),
        ("a.warc.gz", SourceKind.WARC),
        ("a.WARC", SourceKind.WARC),
        ("a.txt", SourceKind.URLS),
        ("a.csv", SourceKind.URLS),
        ("folder", SourceKind.DIRECTORY),
    ],
)
def test_a_path_is_what_is_there(name: str, kind: SourceKind, tmp_path: Path) -> None:
    path = tmp_path / name
    if kind == SourceKind.DIRECTORY:
        path.mkdir()
    else:
        path.touch()
    source = parse_source_argument(str(path))
    assert (source.kind, source.name) == (kind, name)
    assert parse_source_argument(f"{kind}:{path}").kind == kind


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("herald.example", "https:// in front"),
        ("ftp://herald.example/", "only http and https"),
        ("warc:gone.warc.gz", "gone.warc.gz': there is no such file"),
        ("", "source is empty"),
    ],
)
def test_what_is_no_source_is_told(text: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingsError, match=words):
        parse_source_argument(text)


def test_the_id_is_of_the_place_and_not_of_the_name() -> None:
    one = parse_source_argument("https://herald.example/rss")
    other = parse_source_argument("feed:https://herald.example/rss")
    assert one.source_id == other.source_id != parse_source_argument("page:https://herald.example/rss").source_id
    assert one.row().kind == "feed"
