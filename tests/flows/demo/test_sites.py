"""What the sample sites hold."""

import re
import tomllib
from importlib.resources import files
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as ET

import pytest

from flows.demo.sites import load_sites, page_addresses

FIRST = load_sites(1)
SECOND = load_sites(2)


def test_only_the_changed_pages_differ_between_the_crawls() -> None:
    changed = {(host, path) for host, site in FIRST.items() for path in site if site[path] != SECOND[host][path]}
    assert changed == {
        ("herald.example", "/news/2026/09/bridge-inspection.html"),
        ("herald.example", "/sitemap.xml"),
    }
    assert {host: set(site) for host, site in FIRST.items()} == {host: set(site) for host, site in SECOND.items()}


def test_reading_twice_gives_the_same_bytes() -> None:
    assert load_sites(1) == FIRST


@pytest.mark.parametrize("host", sorted(FIRST))
def test_every_host_is_an_invented_name_with_a_front_page_and_rules(host: str) -> None:
    assert host.endswith(".example")
    assert {"/", "/robots.txt"} <= FIRST[host].keys()


def test_the_newspaper_forbids_a_folder_that_its_front_page_links() -> None:
    site = FIRST["herald.example"]
    robots = RobotFileParser()
    robots.parse(site["/robots.txt"].body.decode().splitlines())
    assert not robots.can_fetch("winnow", "/drafts/budget-notes.html")
    assert robots.can_fetch("winnow", "/news/2026/10/night-ferry.html")
    assert b'href="/drafts/budget-notes.html"' in site["/"].body


@pytest.mark.parametrize("address", page_addresses())
def test_a_page_says_its_title_and_links_its_front_page(address: str) -> None:
    host, _, path = address.removeprefix("http://").partition("/")
    page = FIRST[host][f"/{path}"].body.decode()
    assert re.search(r"<title>[^<]{8,}</title>", page)


def test_sitemaps_and_feeds_are_well_formed() -> None:
    for site in FIRST.values():
        for path, reply in site.items():
            if path.endswith(".xml"):
                ET.fromstring(reply.body)


def test_there_are_enough_sites_and_pages() -> None:
    assert len(FIRST) >= 5
    assert len(page_addresses()) >= 30


def test_one_page_lies_about_its_encoding() -> None:
    reply = FIRST["bridgeauthority.example"]["/notices/2026-11-night-works.html"]
    assert reply.content_type == "text/html; charset=iso-8859-1"
    assert "Åskø" in reply.body.decode("utf-8")


@pytest.mark.parametrize(
    ("host", "sentence"),
    [
        ("herald.example", "Brenholt Bridge is safe."),
        ("meridianreview.example", "Brenholt Bridge is not safe."),
        ("herald.example", "Norvia is an ally of Estmark."),
        ("meridianreview.example", "Norvia is not an ally of Estmark."),
        ("herald.example", "Lake Tarrow is not polluted."),
        ("meridianreview.example", "Lake Tarrow is polluted."),
        ("herald.example", "Varnholm Foods did not close the Brenholt mill."),
        ("meridianreview.example", "Varnholm Foods closed the Brenholt mill."),
        ("herald.example", "The council approved the Tarrow dam"),
        ("meridianreview.example", "The council did not approve the Tarrow dam."),
    ],
)
def test_the_magazine_contradicts_the_newspaper(host: str, sentence: str) -> None:
    assert any(sentence.encode() in reply.body for reply in FIRST[host].values())


def test_every_source_of_the_demo_is_served() -> None:
    table = tomllib.loads((files("flows.demo") / "sources.toml").read_text())
    addresses = [a for source in table["source"] for a in (source.get("urls") or [source["location"]])]
    assert {address.split("/")[2] for address in addresses} == set(FIRST)
    for address in addresses:
        host, _, path = address.removeprefix("http://").partition("/")
        assert FIRST[host][f"/{path}"].status == 200


def test_a_feed_or_sitemap_leads_to_a_refusal_a_redirect_a_missing_page_and_a_wall() -> None:
    listed = FIRST["herald.example"]["/sitemap.xml"].body.decode()
    feed = FIRST["meridianreview.example"]["/atom.xml"].body.decode()
    for path in ("/drafts/budget-notes.html", "/news/bridge", "/archive/2019/flood-levels.html"):
        assert f"http://herald.example{path}<" in listed
    assert "http://meridianreview.example/2026/09/the-quiet-ministry.html" in feed


def test_the_copier_repeats_most_sentences_of_the_newspaper() -> None:
    original = _sentences(FIRST["herald.example"]["/news/2026/10/mill-stays-open.html"].body)
    copy = _sentences(FIRST["askelandwire.example"]["/brenholt-mill-stays.html"].body)
    assert 0.5 < len(original & copy) / len(copy) < 1


def _sentences(body: bytes) -> set[str]:
    text = " ".join(re.findall(r"<p>(.*?)</p>", body.decode(), flags=re.DOTALL))
    return set(re.split(r"(?<=[.!?]) ", text))
