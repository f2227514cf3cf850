"""What the sample sites hold."""

import re
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
