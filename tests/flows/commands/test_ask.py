"""A question about a page or a name that is not there names the nearest that is."""

from pathlib import Path

import pytest

from extractors.nlp import load_pipeline
from flows.commands.ask import ask_claims_about, ask_diff, ask_why
from flows.run.layout import Layout
from tests.flows.commands import stock


@pytest.fixture(scope="module")
def layout(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    return stock.stock(tmp_path_factory.mktemp("ask") / "w", nlp=load_pipeline(None))


@pytest.mark.parametrize(
    ("ask", "about", "hint"),
    [
        (ask_why, stock.QUAY, ""),
        (ask_why, stock.QUAY.replace("quay", "quai"), f"did you mean {stock.QUAY}?"),
        (ask_why, "https://elsewhere.example/", "no page of https://elsewhere.example/ was read"),
        (ask_diff, stock.QUAY, "the page was seen once; there is nothing to compare"),
        (ask_diff, stock.QUAY.replace("quay", "quai"), f"did you mean {stock.QUAY}?"),
        (ask_claims_about, "Norvick", "nothing is claimed about 'Norvick' here; did you mean Norvik?"),
        (ask_claims_about, "Xyzzy", "nothing is claimed about 'Xyzzy' here"),
    ],
    ids=["known", "misspelt", "unknown", "seen once", "misspelt page", "misspelt name", "unknown name"],
)
def test_what_is_not_there_leads_to_what_is(
    ask: "object", about: str, hint: str, layout: Layout, capsys: pytest.CaptureFixture[str]
) -> None:
    assert callable(ask)
    ask(about, form="table", config=None, warehouse=layout.root)
    said = capsys.readouterr().err
    assert hint in said
    assert (said == "") == (hint == "")


def test_the_settings_are_where_the_questions_look(layout: Layout, tmp_path: Path) -> None:
    (tmp_path / "winnow.toml").write_text(f'warehouse = "{layout.root}"\n')
    assert ask_why(stock.QUAY, form="json", config=tmp_path / "winnow.toml", warehouse=None) == 0
