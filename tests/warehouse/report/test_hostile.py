"""Whatever a page writes into its title, byline, address, claims or profile, the report prints it and runs nothing."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from extractors.records import AuthorProfile, AuthorVerdict, Evidence
from tests.warehouse.report import sample
from warehouse.report import show
from warehouse.report.build import build_report

WRITTEN = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x>",
    "<math><mi xlink:href=javascript:alert(1)>x</mi></math>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='jAvAsCrIpT:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>*{background:url(//evil.example/)}</style>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<base href=//evil.example/>",
    "<form action=//evil.example><input type=submit></form>",
    "<input autofocus onfocus=alert(1)>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<textarea></textarea><script>alert(1)</script>",
    "<title></title><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</p></div></main></body><script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    '"><script>alert(1)</script>',
    "'><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)' autofocus='",
    "` onclick=alert(1) `",
    "javascript:alert(1)",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "{{ 7 * 7 }}{% import os %}",
    "{{ ''.__class__.__mro__ }}",
    "${7*7}#{7*7}<%= 7*7 %>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#x3c;script&#x3e;alert(1)",
    "\u202e<script>\u2066alert(1)\u2069",
    "<scr\u0000ipt>alert(1)</scr\u0000ipt>".replace("\u0000", "\ufffd"),
    "<xss style=behavior:url(x.htc) onpointerrawupdate=alert(1)>",
    "<p id=score name=main class=gauge>",
)


# The same in capitals, and after what would close an attribute of either kind.
PAYLOADS = tuple(dict.fromkeys(form for each in WRITTEN for form in (each, each.upper(), f'">{each}', f"'/>{each}")))


def hostile_leaf(number: int, payload: str) -> sample.Leaf:
    """Return a page that writes the payload wherever a page can write."""
    said = tuple(
        replace(claim, subject=payload, relation=payload, object=payload, attribution=payload, vague=True)
        for claim in sample.FARM.said
    )
    author = AuthorProfile(
        name=payload,
        verdict=AuthorVerdict.GENERATED,
        confidence=0.9,
        evidence=(Evidence(sign=payload, field=payload, detail=payload, weight=1.0, path=payload),),
        fields=((payload, payload), ("bio", payload)),
        generator=payload,
    )
    blocks = (*sample.FARM.blocks, ("content", payload, ""), ("other", payload, payload))
    return replace(
        sample.FARM,
        url=f"https://farm{number}.example/{payload}",
        title=payload,
        byline=payload,
        blocks=blocks,
        said=said,
        costs=((payload, -30, payload, (payload,)),),
        authors=(author,),
        redirects=(payload,),
        published=payload,
    )


@pytest.fixture(scope="module")
def report(fill_warehouse: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    leaves = [hostile_leaf(number, payload) for number, payload in enumerate(PAYLOADS)]
    failures = [
        (f"https://farm.example/{number}/{payload}", payload, payload) for number, payload in enumerate(PAYLOADS)
    ]
    snapshot = fill_warehouse(folder / "warehouse", leaves, failures)
    return build_report(snapshot, folder / "out", generated_at="2026-11-22").parent


def test_there_are_two_hundred_of_them() -> None:
    assert len(PAYLOADS) >= 200


def test_nothing_hostile_becomes_a_node(report: Path) -> None:
    allowed = {"report.js", "../report.js"}
    paths = list(report.rglob("*.html"))
    assert len(paths) > len(PAYLOADS)
    for path in paths:
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")
        assert {str(tag.get("src")) for tag in page.find_all("script")} <= allowed
        assert not page.select(
            "iframe, object, embed, img, style, base, form, template, noscript, textarea, video, audio"
        )
        assert len(page.select("link")) == 1
        assert len(page.select("title")) == 1
        for tag in page.find_all():
            for name, value in tag.attrs.items():
                assert not name.startswith("on"), (path.name, tag.name, name)
                assert name not in {"style", "srcdoc", "formaction", "action", "autofocus", "xlink:href"}
                if name in {"href", "src"}:
                    assert not str(value).lower().lstrip().startswith(("javascript:", "data:", "vbscript:", "//"))


def test_what_pages_wrote_is_printed_as_they_wrote_it(report: Path) -> None:
    shown = {
        " ".join("".join(tag.get_text() for tag in page.select("h1")).split())
        for page in (BeautifulSoup(path.read_text(encoding="utf-8"), "lxml") for path in (report / "a").iterdir())
    }
    assert {show.shorten(payload, 300) for payload in PAYLOADS} <= shown


def test_no_page_chose_a_file_name(report: Path) -> None:
    for path in [*(report / "a").iterdir(), *(report / "s").iterdir()]:
        assert set(path.stem) <= set("0123456789abcdef-")
