"""Whatever a user's rules keep or remove, the warehouse masks what it masked without them."""

import json
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest

from extractors.article import read_page
from extractors.records import Article, BlockLabel, Capture, Page, Reading
from extractors.rules.records import BlockRule, Rules
from warehouse.rows import rows_of

STORY = "The quay of Norvik was measured again on Monday, and the council paid for the work that it had asked for. "
GENERATED = """<div><p>Detail Author:</p><ul><li>Name : Dr. Shaniya Schimmel Jr.</li><li>Username : monserrate12</li>
<li>Email : schimmel.shaniya@gmail.com</li><li>Birthdate : 1984-03-12</li><li>Phone : +1-667-482-1190</li>
<li>Address : 4211 Kuhlman Brooks Suite 118 Port Ezraview, MO 21090</li><li>Company : Schimmel and Kuhlman</li>
<li>Bio : Quia dolorem et voluptatem nostrum. Sit aut animi et rerum natus. Et omnis quas.</li></ul></div>"""
GENUINE = """<div class="author-bio"><p>Ruth Hansel writes about harbours. Email: ruth.hansel@herald.example</p>
<p>Phone: +47 22 85 50 50</p></div>"""
SECRETS = ("schimmel.shaniya@gmail.com", "+1-667-482-1190", "4211 Kuhlman Brooks", "ruth.hansel@herald.example")


def article(profile: str, *rules: BlockRule) -> Article:
    html = (
        "<html lang=en><head><title>The quay is open</title></head><body><article><h1>The quay is open</h1>"
        f"<p class=byline>By Ruth Hansel</p><p>{STORY * 6}</p></article>{profile}</body></html>"
    )
    page = Page(
        url="https://herald.example/a", html=html, encoding="utf-8", encoding_declared=None, encoding_evidence="utf-8"
    )
    return read_page(page, rules=Rules(blocks=rules))


def rows(found: Article, kit: Any) -> dict[str, list[dict[str, Any]]]:
    body = found.page_text.encode()
    capture = Capture(
        url=found.url, final_url=found.url, body=body, fetched_at=kit.monday, sha256=sha256(body).hexdigest()
    )
    reading: Reading = replace(kit.read(kit.sample[0]), capture=capture, article=found, claims=None)
    return rows_of(reading, recipe_id="r", key=kit.key)


@pytest.mark.parametrize("profile", [GENERATED, GENUINE], ids=["generated", "genuine"])
@pytest.mark.parametrize(
    ("label", "kept"),
    [(BlockLabel.CONTENT, True), (BlockLabel.COMMENTS, False), (BlockLabel.BYLINE, False), (BlockLabel.OTHER, False)],
)
def test_no_rule_unmasks_anybody(profile: str, label: BlockLabel, kit: Any, *, kept: bool) -> None:
    everything = BlockRule(id="all", why="Everything there is.", label=label, kept=kept, text="(?s).")
    plain, ruled = rows(article(profile), kit), rows(article(profile, everything), kit)
    assert plain["personal_datum"]
    assert ruled["personal_datum"] == plain["personal_datum"]
    assert ruled["author"] == plain["author"]
    assert ruled["article"][0]["page_text"] == plain["article"][0]["page_text"]
    said = json.dumps(ruled, default=str, ensure_ascii=False)
    assert [secret for secret in SECRETS if secret in said] == []
