"""A report to hand on names nobody and quotes only what evidence rests on; a search of its bytes finds nothing else."""

from pathlib import Path

import pytest

from extractors.errors import SettingsError
from extractors.nlp import load_pipeline
from flows.commands.report import write_report
from flows.run.layout import Layout
from tests.flows.commands import stock

TEXT = (
    "The quay of Norvik was measured again on Monday. Bertil Askerud, who runs the yard, told Sunniva Blom that the "
    "council had not paid. Blom wrote it down. Write to b.askerud@yard.example or call +47 555 014 229. "
    "Experts say that the quay is unsafe. Many believe that it will fall. "
)
PAGES = {
    "https://herald.example/author/ruth-hansel/quay": stock.page("Ruth Hansel on the quay", TEXT * 3).replace(
        "</article>",
        "</article><section class=comments><h2>Comments</h2><p>Inga Roos: my cousin Ole Brekke saw it.</p></section>",
    ),
    "https://herald.example/bertil-askerud-speaks": stock.page("The yard speaks", TEXT * 2, byline="Ruth Hansel"),
    "https://gazette.example/pier.html": stock.page("A pier", stock.PARAGRAPH.format(thing="pier", place="Oster") * 6),
}
SECRETS = (
    *("Ruth Hansel", "ruth-hansel", "Bertil Askerud", "bertil-askerud", "Askerud", "Bertil", "Sunniva Blom", "Blom"),
    *("b.askerud", "yard.example", "555 014 229", "Inga Roos", "Ole Brekke", "my cousin"),
)
SHOWN = (
    "herald.example",
    "gazette.example",
    "quay",
    "Experts say",
    "Monday",
    "person-",
    "[…]",
    "redacted: persons masked",
)


@pytest.fixture(scope="module")
def layout(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    return stock.stock(tmp_path_factory.mktemp("redact") / "w", PAGES, nlp=load_pipeline(None))


def written(layout: Layout, out: Path, *, redact: bool) -> str:
    """Return everything that a report's files say."""
    write_report(
        out=out, sites=(), since=None, redact=redact, show=False, as_json=False, config=None, warehouse=layout.root
    )
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(out.rglob("*")) if path.is_file())


def test_a_byte_search_finds_nobody(layout: Layout, tmp_path: Path) -> None:
    said = written(layout, tmp_path / "shown", redact=True)
    assert [secret for secret in SECRETS if secret.casefold() in said.casefold()] == []
    assert [word for word in SHOWN if word not in said] == []


def test_what_was_hidden_was_there(layout: Layout, tmp_path: Path) -> None:
    said = written(layout, tmp_path / "whole", redact=False)
    gone = {"b.askerud", "yard.example"}  # what is always masked
    assert [secret for secret in SECRETS if secret not in gone and secret not in said] == []


def test_scores_and_evidence_are_those_of_the_whole_report(layout: Layout, tmp_path: Path) -> None:
    for redact in (False, True):
        written(layout, tmp_path / str(redact), redact=redact)
    pages = [sorted(path.name for path in (tmp_path / str(each) / "a").iterdir()) for each in (False, True)]
    assert pages[0] == pages[1]
    for name in pages[0]:
        whole, shown = ((tmp_path / str(each) / "a" / name).read_text() for each in (False, True))
        assert shown.count("<mark") == whole.count("<mark")


def test_the_own_report_is_never_replaced_by_a_redacted_one(layout: Layout) -> None:
    with pytest.raises(SettingsError, match="--out"):
        write_report(
            out=None, sites=(), since=None, redact=True, show=False, as_json=False, config=None, warehouse=layout.root
        )
