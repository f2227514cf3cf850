"""The pipeline as the rules use it: checked before loading, block borders kept, parts of speech and lemmas cheap."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, Token

from extractors import nlp as module
from extractors.errors import PipelineError
from extractors.nlp import (
    NEEDED_LABELS,
    Blocks,
    check_manifest,
    join_blocks,
    lemma_of,
    load_pipeline,
    parse_blocks,
    parse_many,
    parse_tokens,
    pipeline_folder,
    pipeline_id,
)
from extractors.training.pack import write_manifest

BLOCKS = [
    ("Harbour Board Sells The Crane", True),
    ("The board of Orlo sold the crane on Tuesday", False),
    ("It had not been used since 2009.", False),
]

BLANK = spacy.blank("en")


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ner").mkdir()
    (tmp_path / "ner" / "model").write_bytes(b"weights")
    (tmp_path / "meta.json").write_text("{}", encoding="utf-8")
    write_manifest(tmp_path)
    return tmp_path


def test_an_untouched_folder_passes_and_is_named_by_its_manifest(folder: Path) -> None:
    assert check_manifest(folder) == check_manifest(folder)
    assert set(json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"]) == {
        "meta.json",
        "ner/model",
    }


def change(folder: Path) -> None:
    (folder / "ner" / "model").write_bytes(b"weight$")


def remove(folder: Path) -> None:
    (folder / "ner" / "model").unlink()


def add(folder: Path) -> None:
    (folder / "extra.py").write_text("", encoding="utf-8")


def unlist(folder: Path) -> None:
    (folder / "manifest.json").unlink()


@pytest.mark.parametrize(
    ("tamper", "message"),
    [(change, "expected"), (remove, "missing"), (add, "not named"), (unlist, "without its pipeline")],
    ids=["changed", "removed", "added", "no manifest"],
)
def test_a_tampered_folder_is_refused(folder: Path, tamper: object, message: str) -> None:
    assert callable(tamper)
    tamper(folder)
    with pytest.raises(PipelineError, match=message):
        check_manifest(folder)


def test_a_pipeline_that_does_not_exist_is_a_clear_error() -> None:
    with pytest.raises(PipelineError, match="en_none_such"):
        load_pipeline("en_none_such")


def test_a_pipeline_without_a_parser_is_refused(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(PipelineError, match="no tagger, parser, ner"):
        load_pipeline(str(tmp_path / "blank"))


def test_a_pipeline_with_other_labels_is_refused(tmp_path: Path) -> None:
    other = spacy.blank("en")
    for name in ("tagger", "parser", "ner"):
        other.add_pipe(name)
    other.get_pipe("parser").add_label("obl")  # type: ignore[attr-defined] # spaCy's components are not typed
    other.get_pipe("tagger").add_label("NN")  # type: ignore[attr-defined] # as above
    other.get_pipe("ner").add_label("ORG")  # type: ignore[attr-defined] # as above
    other.initialize()
    other.to_disk(tmp_path / "other")
    with pytest.raises(PipelineError, match="dependency labels"):
        load_pipeline(str(tmp_path / "other"))


def test_the_carried_pipeline_is_whole_small_and_has_the_official_labels(nlp: Language) -> None:
    size = sum(path.stat().st_size for path in pipeline_folder().rglob("*") if path.is_file())
    assert size <= 25_000_000
    assert set(nlp.pipe_labels["parser"]) >= NEEDED_LABELS
    assert {"PERSON", "ORG", "GPE", "NORP", "DATE", "MONEY"} <= set(nlp.pipe_labels["ner"])
    assert {"NNP", "VBD", "_SP"} <= set(nlp.pipe_labels["tagger"])
    assert len(pipeline_id(nlp)) == 64


def test_the_carried_pipeline_holds_no_pickle() -> None:
    data = [path for path in pipeline_folder().rglob("*") if path.is_file()]
    assert [path.name for path in data if path.read_bytes()[:2] in (b"\x80\x03", b"\x80\x04", b"\x80\x05")] == []


def test_the_carried_pipeline_loads_in_stock_spacy_with_lemmas_and_parts_of_speech() -> None:
    doc = spacy.load(pipeline_folder())("The ministers were signing two treaties.")
    assert [token.lemma_ for token in doc][:4] == ["the", "minister", "be", "sign"]
    assert doc[2].pos_ == "AUX"


def test_a_changed_copy_of_the_carried_pipeline_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(pipeline_folder(), tmp_path / "pipeline")
    (tmp_path / "pipeline" / "meta.json").write_text("{}", encoding="utf-8")
    monkeypatch.setattr("importlib.resources.files", lambda _: tmp_path)
    with pytest.raises(PipelineError, match=r"meta\.json"):
        load_pipeline()


def test_block_borders_are_sentence_borders_even_without_full_stops(nlp: Language) -> None:
    (passage,) = parse_blocks(nlp, BLOCKS)
    starts = {sentence.start_char for sentence in passage.doc.sents}
    text = join_blocks(BLOCKS)
    assert passage.doc.text == text
    assert {text.index(block) for block, _ in BLOCKS} <= starts


def test_headings_are_marked(nlp: Language) -> None:
    (passage,) = parse_blocks(nlp, BLOCKS)
    ((first, last),) = passage.headings
    assert passage.doc[first:last].text.strip() == BLOCKS[0][0]
    assert passage.in_heading(first)
    assert not passage.in_heading(last + 1)


def test_no_text_gives_no_passage(nlp: Language) -> None:
    assert parse_blocks(nlp, []) == []
    assert parse_blocks(nlp, [("  ", False)]) == []


def test_a_long_text_is_cut_at_block_borders(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_CHARACTERS", 60)
    passages = parse_blocks(nlp, BLOCKS)
    text = join_blocks(BLOCKS)
    assert len(passages) > 1
    assert [text[p.start : p.start + len(p.doc.text)] for p in passages] == [p.doc.text for p in passages]
    assert sum(len(p.headings) for p in passages) == 1


def test_batches_give_what_single_texts_give(nlp: Language) -> None:
    texts: list[Blocks] = [BLOCKS, [], [("Ola sings.", False)]]
    single = [[list(map(str, p.doc)) for p in parse_blocks(nlp, blocks)] for blocks in texts]
    many = [[list(map(str, p.doc)) for p in passages] for passages in parse_many(nlp, texts, batch_size=2)]
    assert many == single


def test_batches_end_at_a_number_of_characters(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    side_by_side: list[int] = []
    pipe = Language.pipe

    def measured(self: Language, docs: list[Doc]) -> Iterator[Doc]:
        side_by_side.append(sum(len(doc.text) for doc in docs))
        return pipe(self, docs)

    monkeypatch.setattr(module, "BATCH_CHARACTERS", 50)
    monkeypatch.setattr(Language, "pipe", measured)
    texts: list[Blocks] = [[("Ola sings in the harbour.", False)]] * 5 + [[("Tove left.", False)]]
    assert len(list(parse_many(nlp, texts))) == len(texts)
    assert side_by_side == [50, 50, 35]


def test_given_tokens_are_kept_in_one_sentence(nlp: Language) -> None:
    tokens = ["Ola", "did", "n't", "sell", "it", ".", "She", "left", "."]
    doc = parse_tokens(nlp, tokens)
    assert [token.text for token in doc] == tokens
    assert len(list(doc.sents)) == 1
    with pytest.raises(ValueError, match="empty"):
        parse_tokens(nlp, ["Ola", ""])


def test_noun_chunks_and_lemmas_work_without_the_costly_components(nlp: Language) -> None:
    assert not {"attribute_ruler", "lemmatizer"} & set(nlp.pipe_names)
    doc = nlp("The old harbour was closing its gates.")
    assert [chunk.text for chunk in doc.noun_chunks] == ["The old harbour", "its gates"]
    assert [lemma_of(token) for token in doc if token.tag_ in ("VBG", "NNS")] == ["close", "gate"]


def words_and_headings() -> st.SearchStrategy[list[tuple[str, bool]]]:
    text = st.text(alphabet=st.sampled_from("Ab .,\n\u2019\u00e9\U0001f600"), max_size=30)
    return st.lists(st.tuples(text, st.booleans()), max_size=6)


@settings(deadline=None)  # other work on the machine
@given(words_and_headings())
def test_the_text_is_kept_character_by_character(blocks: list[tuple[str, bool]]) -> None:
    text = join_blocks(blocks)
    for passage in parse_blocks(BLANK, blocks):
        assert text[passage.start : passage.start + len(passage.doc.text)] == passage.doc.text
        assert all(passage.doc[token.i].is_sent_start for token in _first_words(passage.doc, blocks))


def _first_words(doc: Doc, blocks: list[tuple[str, bool]]) -> Iterator[Token]:
    starts = {sum(len(text) + 2 for text, _ in blocks[:place]) for place in range(len(blocks))}
    return (token for token in doc if token.idx in starts and not token.is_space)


@pytest.fixture(scope="module")
def marker() -> Language:
    """Return a pipeline that takes some words for names wherever they stand."""
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    names = [("ORG", "Harbour Board"), ("PERSON", "Orlo Denies"), ("GPE", "Varland"), ("DATE", "Last Monday")]
    ruler.add_patterns([{"label": label, "pattern": name} for label, name in names])  # type: ignore[attr-defined] # spaCy has no types for components
    return nlp


def names_in(marker: Language, *blocks: tuple[str, bool]) -> list[str]:
    return [name.text for passage in parse_blocks(marker, blocks) for name in passage.doc.ents]


@pytest.mark.parametrize("is_heading", [True, False])
def test_a_line_in_title_case_has_no_name_that_stands_nowhere_else(marker: Language, *, is_heading: bool) -> None:
    line = ("Orlo Denies Harbour Board Talks in Varland Last Monday", is_heading)
    assert names_in(marker, line) == ["Varland", "Last Monday"]
    assert names_in(marker, line, ("The Harbour Board met.", False)) == [
        "Harbour Board",
        "Varland",
        "Last Monday",
        "Harbour Board",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "The Harbour Board met in Varland on Friday",
        "Mayor Orlo Denies It in Varland.",
        "Harbour Board",
        "Harbour Board of Varland",
        "",
    ],
)
def test_names_in_other_lines_stay(marker: Language, line: str) -> None:
    assert names_in(marker, (line, False)) == [name.text for name in marker(line).ents]
