"""Which annotated sentences does the pipeline learn from, in one form for treebanks and name corpora?"""

# ruff: noqa: RUF001 - typographic marks are what these rules are about

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from extractors.training.conllu import read_documents
from extractors.training.convert import convert
from extractors.training.entities import bare_entities, complete, corpus_entities, gum_entities
from extractors.training.quantities import Span
from extractors.training.trees import Tree

# Domains of CrossNER and their halves; the politics test half is kept for measuring.
CROSSNER_FILES = tuple(
    f"{domain}-{half}.txt"
    for domain in ("ai", "literature", "music", "politics", "science")
    for half in ("train", "dev", "test")
    if (domain, half) != ("politics", "test")
)
NO_SPACE_BEFORE = frozenset(
    [
        ",",
        ".",
        ";",
        ":",
        "!",
        "?",
        ")",
        "]",
        "}",
        "%",
        "'s",
        "'S",
        "n't",
        "'m",
        "'re",
        "'ve",
        "'ll",
        "'d",
        "'",
        "’s",
        "’",
        "”",
        "°",
    ]
)
NO_SPACE_AFTER = frozenset(["(", "[", "{", "$", "£", "€", "#", "“", "‘"])


@dataclass(slots=True, kw_only=True)
class Sentence:
    """One sentence for training; empty tags and heads, or spans None, mean that nothing is known."""

    words: list[str]
    spaces: list[bool]
    tags: list[str]
    heads: list[int]  # within the sentence; -1 for the root
    deps: list[str]
    spans: list[Span] | None
    new_paragraph: bool


@dataclass(slots=True, kw_only=True)
class Source:
    """One document of one corpus."""

    corpus: str
    sentences: list[Sentence]


def treebank_sources(path: Path, *, has_entities: bool) -> list[Source]:
    """Return the documents of a treebank, converted; `has_entities` says whether it carries `Entity=` marks."""
    sources = []
    for document in read_documents(path):
        sentences = [_treebank_sentence(tree, has_entities=has_entities) for tree in document.trees]
        sources.append(Source(corpus=path.stem, sentences=sentences))
    return sources


def _treebank_sentence(tree: Tree, *, has_entities: bool) -> Sentence:
    spans = gum_entities(tree) if has_entities else bare_entities(tree)
    forms, tags, spaces, paragraph = tree.forms, tree.tags, tree.spaces, tree.new_paragraph
    convert(tree)
    return Sentence(
        words=forms, spaces=spaces, tags=tags, heads=tree.heads, deps=tree.deps, spans=spans, new_paragraph=paragraph
    )


def bio_sentences(path: Path) -> Iterator[tuple[list[str], list[Span]]]:
    """Yield the words and marked spans of each sentence of a column file (BIO, or IO as WikiGold has it)."""
    words: list[str] = []
    labels: list[str] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        parts = re.split(r"[\t ]", line.strip())
        if len(parts) >= 2:  # noqa: PLR2004 - a word and its label
            words.append(parts[0])
            labels.append(parts[1])
        elif words:
            yield words, _spans_of(labels)
            words, labels = [], []


def _spans_of(labels: Sequence[str]) -> list[Span]:
    spans: list[Span] = []
    for place, label in enumerate(labels):
        kind = label[2:]
        if label == "O" or not kind:
            continue
        before = labels[place - 1] if place else "O"
        if label.startswith("I-") and before[2:] == kind:
            spans[-1] = Span(spans[-1].start, place + 1, kind)
        else:
            spans.append(Span(place, place + 1, kind))
    return spans


def spaces_of(words: Sequence[str]) -> list[bool]:
    """Return whether a space follows each word of tokenised text, by the habits of English print."""
    spaces, open_quote = [], False
    for place, word in enumerate(words):
        following = words[place + 1] if place + 1 < len(words) else ""
        if word == '"':
            open_quote = not open_quote
        opening = word in NO_SPACE_AFTER or (word == '"' and open_quote)
        closing = following in NO_SPACE_BEFORE or (following == '"' and open_quote)
        spaces.append(bool(following) and not opening and not closing)
    return spaces


def name_source(path: Path, corpus: str) -> Source:
    """Return the sentences of a name corpus with their spans in OntoNotes labels."""
    sentences = [
        Sentence(
            words=words,
            spaces=spaces_of(words),
            tags=[],
            heads=[],
            deps=[],
            spans=corpus_entities(words, marked),
            new_paragraph=False,
        )
        for words, marked in bio_sentences(path)
    ]
    return Source(corpus=corpus, sentences=sentences)


def read_sources(data: Path) -> list[Source]:
    """Return every training document under the unpacked data folder (`ud/`, `ner/`)."""
    ud, ner = data / "ud", data / "ner"
    sources = treebank_sources(ud / "ewt-train.conllu", has_entities=False)
    sources += treebank_sources(ud / "gum-train.conllu", has_entities=True)
    sources += treebank_sources(ud / "pud.conllu", has_entities=False)
    sources.append(name_source(ner / "wikigold" / "wikigold.conll.txt", "wikigold"))
    sources += [name_source(ner / "crossner" / name, "crossner") for name in CROSSNER_FILES]
    sources += [name_source(path, "re3d") for path in sorted((ner / "re3d").rglob("*.conll"))]
    return [source for source in sources if source.sentences]


def write_sources(sources: Iterable[Source], path: Path) -> None:
    """Write one JSON document a line."""
    with path.open("w", encoding="utf-8") as out:
        for source in sources:
            out.write(json.dumps(asdict(source), ensure_ascii=False) + "\n")


def load_sources(path: Path) -> list[Source]:
    """Return what `write_sources` wrote."""
    sources = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            data = json.loads(line)
            for sentence in data["sentences"]:
                if sentence["spans"] is not None:
                    sentence["spans"] = [Span(*span) for span in sentence["spans"]]
            sources.append(Source(corpus=data["corpus"], sentences=[Sentence(**s) for s in data["sentences"]]))
    return sources


def with_names(sentence: Sentence, names: list[Span]) -> Sentence:
    """Return a sentence whose names are known now (silver labels), with its peoples and quantities."""
    spans = complete(sentence.words, names, sentence.tags or None)
    return Sentence(
        words=sentence.words,
        spaces=sentence.spaces,
        tags=sentence.tags,
        heads=sentence.heads,
        deps=sentence.deps,
        spans=spans,
        new_paragraph=sentence.new_paragraph,
    )
