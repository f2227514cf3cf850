"""Does a page that was made to break a reader cost more than ten seconds or a gibibyte, or lose its text?"""

import json
import subprocess
import sys

import pytest

from extractors.page.blocks import join_page, split_blocks
from extractors.page.parse import parse_html

MAX_CPU_S = 10
MAX_KIB = 1024 * 1024
PROSE = "The miller of Selm closed the sluice, counted the sacks and walked home along the dry side of the canal. "
# Each makes the page in the process that reads it; what is expected is text that survives, or the error's words.
PAGES = {
    "100,000 levels": ("'<div>' * 100_000 + PROSE + '</div>' * 100_000 + '<p>after'", "after"),
    "100,000 styled levels": ("'<b><font size=1>' * 50_000 + PROSE", "dry side"),
    "wide below deep": ("'<div>' * 1_000 + '<p>mill</p>' * 300_000", "mill"),
    "a million attributes": ("'<div ' + ' '.join(f'a{i}=1' for i in range(1_000_000)) + '>' + PROSE", "dry side"),
    "half a million class names": (
        "'<p class=\"' + ' '.join(f'author-{i}x' for i in range(500_000)) + '\">' + PROSE",
        "dry side",
    ),
    "200,000 rows": ("'<table>' + '<tr><td>mill</td></tr>' * 199_000 + '</table>'", "199,000 blocks of text"),
    "500,000 elements": ("'<b>mill</b>' * 500_000", "more than 400,000 elements"),
    "20 megabytes": ("('<p>' + PROSE) * 200_000", "characters of markup"),
    "nine megabytes in one text": ("'<p>' + PROSE * 90_000", "dry side"),
    "five megabytes of white space": ("'<p>a' + ' \\n' * 2_500_000 + 'mill'", "a mill"),
    "three megabytes of white space before a line end": ("'<pre>' + '\u00a0' * 1_500_000 + 'x\\nmill'", "mill"),
    "a title of white space": (
        "'<meta property=og:title content=\"a' + ' ' * 1_000_000 + 'b\"><title>a b</title><h1>a b</h1><p>' + PROSE",
        "dry side",
    ),
    "300,000 links in a block": ("'<p>' + '<a href=/x>mill</a> ' * 300_000", "mill"),
    "five megabytes of mailboxes": ("'<p>' + 'a@b.' * 1_250_000 + 'mill'", "mill"),
    "five megabytes of digits": ("'<p>' + '1' * 5_000_000 + ' mill'", "mill"),
    "five megabytes of labels": ("'<p>' + 'Name: ' * 800_000 + 'mill'", "mill"),
    "open comments": ("'<p>mill' + '<!--' * 1_000_000", "mill"),
    "deep JSON-LD": ("'<script type=application/ld+json>' + '[' * 900_000 + '</script><p>mill'", "mill"),
}
READ = """
import json, resource, sys, time
from datetime import UTC, datetime
from extractors.article import read_article
from extractors.errors import PageError
from extractors.records import Capture
PROSE = sys.argv[2]
body = eval(sys.argv[1]).encode()
started = time.process_time()
try:
    said = read_article(Capture(url="https://mill.example/a", final_url="https://mill.example/a", body=body,
                                fetched_at=datetime(2026, 1, 2, tzinfo=UTC), sha256="0")).page_text[-10_000:]
except PageError as error:
    said = str(error)
spent = time.process_time() - started
print(json.dumps([said, spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]))
"""


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_page_is_read_or_refused_within_bounds(name: str) -> None:
    make, expected = PAGES[name]
    done = subprocess.run([sys.executable, "-c", READ, make, PROSE], capture_output=True, text=True, check=True)
    said, spent_s, peak_kib = json.loads(done.stdout)
    assert expected in said
    assert spent_s <= MAX_CPU_S
    assert peak_kib <= MAX_KIB


@pytest.mark.parametrize("spelled", ["&#0;", "&#1;", "&#x8;", "&#xB;", "&#x1F;", "&#xD800;", "&#xDFFF;", "&#x110000;"])
def test_characters_that_no_text_holds_do_not_come_in_as_references(spelled: str) -> None:
    text = join_page(split_blocks(parse_html(f"<p>mill{spelled}pond <a title='{spelled}'>weir</a>")))
    assert not any(char < " " or "\ud800" <= char <= "\udfff" for char in text.replace("\n", "").replace("\t", ""))
    assert "mill" in text
    assert "pond" in text
