"""What does the spaCy pipeline make of a text? Loading, checking and running it.

Block borders are sentence borders and headings are known; parts of speech come from a table of tags and lemmas
from `lemma_of`, so that the costly attribute ruler and lemmatizer of a pipeline never run.
"""

import importlib.resources
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token

from extractors.claims.lemmas import lemma
from extractors.errors import PipelineError
from extractors.network import quicken

Item = TypeVar("Item")
JOINER = "\n\n"
MANIFEST = "manifest.json"
MANIFEST_ID = "manifest_sha256"
# A longer text is cut at a block border: spaCy's parser needs about 1 GB for 1,000,000 characters.
MAX_CHARACTERS = 100_000
# Texts parsed in one memory zone; 32 articles keep the string store below 10 MB and the batches full.
BATCH_SIZE = 32
# Characters parsed side by side: spaCy keeps its layers for all of them, about 100 MB here; 32 long texts took 2.3 GiB.
BATCH_CHARACTERS = 100_000
# Of no use to the rules and as costly as the parser: lemmas are asked for word by word.
UNUSED = ("attribute_ruler", "lemmatizer", "senter", "morphologizer")
NEEDED_COMPONENTS = ("tagger", "parser", "ner")
NEEDED_LABELS = frozenset(
    {"nsubj", "nsubjpass", "dobj", "pobj", "prep", "attr", "acomp", "agent", "neg", "aux", "auxpass", "ccomp", "xcomp"}
    | {"advcl", "relcl", "conj", "cc", "appos", "poss", "compound", "amod"}
)
POS_OF_TAG: dict[str, str] = {
    **dict.fromkeys(("NN", "NNS"), "NOUN"),
    **dict.fromkeys(("NNP", "NNPS"), "PROPN"),
    **dict.fromkeys(("VB", "VBD", "VBG", "VBN", "VBP", "VBZ"), "VERB"),
    **dict.fromkeys(("JJ", "JJR", "JJS", "AFX"), "ADJ"),
    **dict.fromkeys(("RB", "RBR", "RBS", "WRB"), "ADV"),
    **dict.fromkeys(("PRP", "PRP$", "WP", "WP$", "EX"), "PRON"),
    **dict.fromkeys(("DT", "PDT", "WDT"), "DET"),
    **dict.fromkeys((".", ",", ":", "``", "''", "-LRB-", "-RRB-", "HYPH", "NFP"), "PUNCT"),
    **dict.fromkeys(("FW", "GW", "LS", "XX", "ADD"), "X"),
    **dict.fromkeys(("$", "SYM", "#"), "SYM"),
    **dict.fromkeys(("POS", "TO"), "PART"),
    "MD": "AUX",
    "IN": "ADP",
    "RP": "ADP",
    "CC": "CCONJ",
    "CD": "NUM",
    "UH": "INTJ",
    "_SP": "SPACE",
}
# A line in Title Case has so many words with capitals, and no others than these.
LEAST_TITLE_WORDS, MOST_TITLE_WORDS = 4, 20
SMALL_WORDS = frozenset(
    {"a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "is", "nor", "of", "on", "or", "over"}
    | {"the", "to", "up", "via", "vs", "with"}
)
# What the recogniser takes a run of capitals for; amounts, dates and peoples stay.
TITLE_MISTAKES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "EVENT", "WORK_OF_ART", "PRODUCT", "LAW"})
_BE = frozenset(
    {"be", "am", "is", "are", "was", "were", "been", "being", "'s", "'re", "'m", "\u2019s", "\u2019re", "\u2019m"}
)
_PRONOUN_DEPS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "attr", "dative"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A parsed run of whole blocks: the document, where it starts in the text, and the token ranges of headings."""

    doc: Doc
    start: int  # code points; doc.text == text[start : start + len(doc.text)]
    headings: tuple[tuple[int, int], ...]

    def in_heading(self, token: int) -> bool:
        """Return whether a token of the document stands in a heading."""
        return any(first <= token < last for first, last in self.headings)


Blocks = Sequence[tuple[str, bool]]  # (text, is it a heading), as they follow one another


def load_pipeline(name: str | None = None) -> Language:
    """Return a pipeline ready for the rules: the one that winnow carries, or an installed one or folder by name.

    Raises PipelineError when it is missing, was changed since it was packed, lacks a component or has other
    dependency labels than the official English pipelines.
    """
    nlp = _load_carried() if name is None else _load_named(name)
    _check(nlp, name or "the pipeline in extractors/pipeline")
    quicken(nlp)
    nlp.add_pipe("winnow_pos", after="parser")
    return nlp


def _load_carried() -> Language:
    folder = importlib.resources.files("extractors") / "pipeline"
    digest = check_manifest(folder)
    with importlib.resources.as_file(folder) as path:
        nlp = _load_named(str(path))
    nlp.meta[MANIFEST_ID] = digest
    return nlp


def _load_named(name: str) -> Language:
    try:
        return spacy.load(name, exclude=list(UNUSED))
    except (OSError, ValueError, KeyError) as error:
        raise PipelineError(f"pipeline {name!r} cannot be loaded: {error}") from error


def check_manifest(folder: Traversable) -> str:
    """Return the manifest's own sha256 after checking that the folder holds exactly the files it names.

    Raises PipelineError at the first file that is missing, changed or not named.
    """
    manifest = folder / MANIFEST
    if not manifest.is_file():
        raise PipelineError(f"{manifest}: missing; winnow was installed without its pipeline")
    blob = manifest.read_bytes()
    expected: dict[str, str] = json.loads(blob)["files"]
    present = set(_names(folder, ""))
    for name in sorted(present | set(expected)):
        if name not in present:
            raise PipelineError(f"{folder / name}: named in {MANIFEST} but missing")
        if name not in expected:
            raise PipelineError(f"{folder / name}: not named in {MANIFEST}")
        found = sha256((folder / name).read_bytes()).hexdigest()
        if found != expected[name]:
            raise PipelineError(f"{folder / name}: sha256 {found} found, {expected[name]} expected")
    return sha256(blob).hexdigest()


def _names(folder: Traversable, prefix: str) -> Iterator[str]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _names(entry, f"{prefix}{entry.name}/")
        elif prefix + entry.name != MANIFEST:
            yield prefix + entry.name


def _check(nlp: Language, name: str) -> None:
    absent = [component for component in NEEDED_COMPONENTS if not nlp.has_pipe(component)]
    if absent:
        raise PipelineError(f"pipeline {name!r}: no {', '.join(absent)}; has {', '.join(nlp.pipe_names) or 'nothing'}")
    lacking = NEEDED_LABELS - set(nlp.pipe_labels["parser"])
    if lacking:
        raise PipelineError(
            f"pipeline {name!r}: dependency labels of the official English pipelines expected, "
            f"{', '.join(sorted(lacking))} not found"
        )


def pipeline_id(nlp: Language) -> str:
    """Return what names the pipeline in a run's record: the manifest's sha256, or name and version."""
    meta = nlp.meta
    return str(meta.get(MANIFEST_ID) or f"{meta['lang']}_{meta['name']}-{meta['version']}")


@Language.component("winnow_pos", assigns=["token.pos"], requires=["token.tag", "token.dep"])
def set_parts_of_speech(doc: Doc) -> Doc:
    """Return the document with a part of speech on each token, as far as tag and dependency tell it."""
    for token in doc:
        token.pos_ = pos_of(token)
    return doc


def pos_of(token: Token) -> str:
    """Return the token's universal part of speech."""
    tag = token.tag_
    pos = POS_OF_TAG.get(tag, "X")  # a tag that no English pipeline has: unknown
    if pos == "VERB":
        return "AUX" if token.dep_ in ("aux", "auxpass") or token.lower_ in _BE else "VERB"
    if pos == "DET":
        return "PRON" if token.dep_ in _PRONOUN_DEPS else "DET"
    if tag == "IN":
        return "SCONJ" if token.dep_ == "mark" else "ADP"
    if tag == "TO":
        return "ADP" if token.dep_ in ("prep", "dative") else "PART"
    if tag == "RB" and token.dep_ == "neg":
        return "PART"
    return pos


def lemma_of(token: Token) -> str:
    """Return the token's dictionary form, by rules, remembered for each form and tag."""
    return lemma(token.text, token.tag_)


def join_blocks(blocks: Blocks) -> str:
    """Return the text that blocks make, each pair joined by a blank line."""
    return JOINER.join(text for text, _ in blocks)


def parse_blocks(nlp: Language, blocks: Blocks) -> list[Passage]:
    """Return the parse of a text given in blocks, in as many passages as its length asks for; none for no text."""
    return [_passage(nlp(doc), start, run) for doc, start, run in _unparsed(nlp, blocks)]


def parse_many(nlp: Language, texts: Iterable[Blocks], *, batch_size: int = BATCH_SIZE) -> Iterator[list[Passage]]:
    """Yield the passages of each text, in order; the documents live until the next batch is asked for.

    Each batch has its own memory zone: strings that only its texts hold are forgotten with it.
    """
    for batch in _portions(texts, _size, most=batch_size):
        with nlp.memory_zone():
            yield from _parse_batch(nlp, batch)


def _portions(items: Iterable[Item], size: Callable[[Item], int], *, most: int) -> Iterator[list[Item]]:
    """Yield items in lists of at most `most` and of at most BATCH_CHARACTERS; a larger item alone."""
    portion: list[Item] = []
    total = 0
    for item in items:
        added = size(item)
        if portion and (len(portion) == most or total + added > BATCH_CHARACTERS):
            yield portion
            portion, total = [], 0
        portion.append(item)
        total += added
    if portion:
        yield portion


def _size(blocks: Blocks) -> int:
    return sum(len(text) for text, _ in blocks)


def _parse_batch(nlp: Language, batch: list[Blocks]) -> Iterator[list[Passage]]:
    unparsed = [(place, piece) for place, blocks in enumerate(batch) for piece in _unparsed(nlp, blocks)]
    passages: list[list[Passage]] = [[] for _ in batch]
    # One long text is several pieces: they are not parsed side by side either.
    for portion in _portions(unparsed, lambda each: len(each[1][0].text), most=len(unparsed)):
        docs = nlp.pipe([doc for _, (doc, _, _) in portion])
        for (place, (_, start, run)), doc in zip(portion, docs, strict=True):
            passages[place].append(_passage(doc, start, run))
    yield from passages


def _unparsed(nlp: Language, blocks: Blocks) -> Iterator[tuple[Doc, int, Blocks]]:
    """Yield each run of blocks as a document whose block borders are sentence borders, and where it starts."""
    start = 0
    for run in _runs(blocks):
        text = join_blocks(run)
        if text.strip():
            doc = nlp.make_doc(text)
            _mark_borders(doc, run)
            yield doc, start, run
        start += len(text) + len(JOINER)


def _runs(blocks: Blocks) -> Iterator[Blocks]:
    """Yield runs of blocks of at most MAX_CHARACTERS (a longer block alone)."""
    run: list[tuple[str, bool]] = []
    size = 0
    for block in blocks:
        if run and size + len(block[0]) > MAX_CHARACTERS:
            yield run
            run, size = [], 0
        run.append(block)
        size += len(block[0]) + len(JOINER)
    if run:
        yield run


def _mark_borders(doc: Doc, blocks: Blocks) -> None:
    """Make the first word of each block the start of a sentence."""
    starts = _block_starts(blocks)
    wanted = next(starts, None)
    for token in doc:
        if wanted is not None and token.idx >= wanted and not token.is_space:
            token.is_sent_start = True
            while wanted is not None and wanted <= token.idx:
                wanted = next(starts, None)


def _block_starts(blocks: Blocks) -> Iterator[int]:
    start = 0
    for text, _ in blocks:
        yield start
        start += len(text) + len(JOINER)


def _passage(doc: Doc, start: int, blocks: Blocks) -> Passage:
    headings, titles = [], []
    for first, (text, is_heading) in zip(_block_starts(blocks), blocks, strict=True):
        capitals = in_title_case(text)
        if (is_heading and text.strip()) or capitals:
            span = doc.char_span(first, first + len(text), alignment_mode="expand")
            if span is not None and capitals:
                titles.append((span.start, span.end))
            if span is not None and is_heading:
                headings.append((span.start, span.end))
    if titles:
        _forget_title_names(doc, titles)
    return Passage(doc=doc, start=start, headings=tuple(headings))


def in_title_case(line: str) -> bool:
    """Return whether capitals tell nothing about the names of a line: all its words have them but the small ones."""
    words = [word for word in line.split() if word[0].isalpha() and word not in SMALL_WORDS]
    fits = LEAST_TITLE_WORDS <= len(words) <= MOST_TITLE_WORDS
    return fits and not line.rstrip().endswith(".") and all(word[0].isupper() for word in words)


def _forget_title_names(doc: Doc, lines: Sequence[tuple[int, int]]) -> None:
    """Take names of several words out of lines in Title Case, unless the text has them elsewhere as well."""
    in_line = [any(first <= name.start < last for first, last in lines) for name in doc.ents]
    elsewhere = " \n ".join(name.text for name, title in zip(doc.ents, in_line, strict=True) if not title)
    kept = [
        name
        for name, title in zip(doc.ents, in_line, strict=True)
        if not title or len(name) == 1 or name.label_ not in TITLE_MISTAKES or name.text in elsewhere
    ]
    if len(kept) < len(in_line):
        doc.set_ents(kept)


def parse_tokens(nlp: Language, tokens: Sequence[str]) -> Doc:
    """Return the parse of given tokens, joined by single spaces, as one sentence; empty tokens are refused."""
    if not all(tokens):
        raise ValueError("a token is empty")
    doc = Doc(nlp.vocab, words=list(tokens))
    for token in doc:
        token.is_sent_start = token.i == 0
    return nlp(doc)


def pipeline_folder() -> Path:
    """Return where the carried pipeline lies; for the commands that measure and pack it."""
    return Path(str(importlib.resources.files("extractors") / "pipeline"))
