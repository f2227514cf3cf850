"""Which texts does the trainer see in an epoch? Runs of sentences, with paragraph breaks and altered copies."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.tokens import Span as DocSpan
from spacy.training import Example
from spacy.util import registry
from spacy.vocab import Vocab

from extractors.training.corpus import Sentence, Source, load_sources
from extractors.training.entities import MISSING
from extractors.training.gazetteers import country_names
from extractors.training.quantities import Span
from extractors.training.words import words as words_of

LONGEST_RUN = 8
# Short runs cost less: the parser takes its steps one after another, but all runs of a batch at once.
RUN_WORDS = (20, 35, 50, 65, 85)
LONGEST_HEADING = 14  # words
BREAK = "\n\n"
PRINT_MARKS = {"--": "\u2014", "...": "\u2026", "....": "\u2026"}
# Shares of runs or sentences altered; chosen by hand, see README.md for what each gave.
BREAK_SHARE = 0.85  # of paragraph breaks shown as such
LOWER_SHARE = 0.04
PRINT_SHARE = 0.15
HEADING_SHARE = 0.06
SWAP_SHARE = 0.5
SWAPPED = frozenset({"PERSON", "ORG", "GPE", "LOC", "NORP", "EVENT", "FAC"})
SMALL_WORDS = words_of("a an the of in on at to for and or but by with from as is")


def runs_of(source: Source, random_: random.Random) -> Iterator[list[Sentence]]:
    """Yield the document's sentences in runs of 1 to 8, of at most so many words as drawn; a longer one is alone."""
    run: list[Sentence] = []
    most = random_.choice(RUN_WORDS)
    for sentence in source.sentences:
        words = sum(len(other.words) for other in run) + len(sentence.words)
        if run and (words > most or len(run) == LONGEST_RUN):
            yield run
            run, most = [], random_.choice(RUN_WORDS)
        run.append(sentence)
    if run:
        yield run


def mention_pool(sources: list[Source]) -> dict[str, list[tuple[str, ...]]]:
    """Return the names of each type, each as its words."""
    pool: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for source in sources:
        for sentence in source.sentences:
            for span in sentence.spans or ():
                if span.label in SWAPPED:
                    pool[span.label].add(tuple(sentence.words[span.start : span.end]))
    pool["GPE"].update(country_names())
    return {label: sorted(names) for label, names in pool.items()}


def swap_mentions(sentence: Sentence, pool: dict[str, list[tuple[str, ...]]], random_: random.Random) -> Sentence:
    """Return a copy of an unparsed sentence with its names exchanged for others of their types."""
    words: list[str] = []
    spaces: list[bool] = []
    spans = []
    done = 0
    for span in sorted(sentence.spans or ()):
        words += sentence.words[done : span.start]
        spaces += sentence.spaces[done : span.start]
        name = sentence.words[span.start : span.end]
        swapped = list(random_.choice(pool[span.label])) if span.label in SWAPPED else name
        inner = sentence.spaces[span.start : span.end - 1] if swapped == name else [True] * (len(swapped) - 1)
        spans.append(Span(len(words), len(words) + len(swapped), span.label))
        words += swapped
        spaces += [*inner, sentence.spaces[span.end - 1]]
        done = span.end
    words += sentence.words[done:]
    spaces += sentence.spaces[done:]
    return replace(sentence, words=words, spaces=spaces, spans=spans)


def as_heading(sentence: Sentence) -> Sentence:
    """Return the sentence in Title Case, its paragraph its own; its names stay what they were."""
    words = [
        word if place and word.lower() in SMALL_WORDS else word[:1].upper() + word[1:]
        for place, word in enumerate(sentence.words)
    ]
    return replace(sentence, words=words, new_paragraph=True)


def as_heading_or_not(sentence: Sentence, random_: random.Random) -> Sentence:
    """Return the sentence, as a heading now and then if it is short."""
    if len(sentence.words) <= LONGEST_HEADING and random_.random() < HEADING_SHARE:
        return as_heading(sentence)
    return sentence


def with_print_marks(sentence: Sentence) -> Sentence:
    """Return the sentence with the quotes, dashes and dots of print instead of those of a typewriter."""
    marked, open_quote = [], False
    for word in sentence.words:
        if word in ('"', "``", "''"):
            open_quote = not open_quote
            marked.append("\u201c" if open_quote else "\u201d")
        else:
            marked.append(PRINT_MARKS.get(word) or word.replace("'", "\u2019"))
    return replace(sentence, words=marked)


def in_lower_case(sentence: Sentence) -> Sentence:
    """Return the sentence in lower case."""
    return replace(sentence, words=[word.lower() for word in sentence.words])


def altered(run: list[Sentence], random_: random.Random) -> list[Sentence]:
    """Return the run, in lower case or with the marks of print now and then."""
    if random_.random() < LOWER_SHARE:
        run = [in_lower_case(sentence) for sentence in run]
    if random_.random() < PRINT_SHARE:
        run = [with_print_marks(sentence) for sentence in run]
    return run


def swap_some(run: list[Sentence], pool: dict[str, list[tuple[str, ...]]], random_: random.Random) -> list[Sentence]:
    """Return an unparsed run, half of the time with its names exchanged."""
    if random_.random() < SWAP_SHARE:
        return [swap_mentions(sentence, pool, random_) for sentence in run]
    return run


def to_doc(vocab: Vocab, run: list[Sentence], breaks: list[bool]) -> Doc:
    """Return the gold document of a run; `breaks` says after which sentences a blank line stands."""
    words: list[str] = []
    spaces: list[bool] = []
    tags: list[str] = []
    heads: list[int] = []
    deps: list[str] = []
    spans: list[Span] = []
    missing: list[tuple[int, int]] = []
    for sentence, broken in zip(run, breaks, strict=True):
        first = len(words)
        words += sentence.words
        spaces += sentence.spaces
        tags += sentence.tags
        heads += [first + (head if head >= 0 else place) for place, head in enumerate(sentence.heads)]
        deps += sentence.deps
        if sentence.spans is None:
            missing.append((first, len(words)))
        for span in sentence.spans or ():
            moved = Span(first + span.start, first + span.end, span.label)
            if span.label == MISSING:
                missing.append((moved.start, moved.end))
            else:
                spans.append(moved)
        if broken:
            spaces[-1] = False
            words.append(BREAK)
            spaces.append(False)
            tags.append("_SP")
            heads.append(len(words) - 2)
            deps.append("dep")
        else:
            spaces[-1] = True
    parsed = len(tags) == len(words) and len(heads) == len(words)
    doc = Doc(
        vocab,
        words=words,
        spaces=spaces,
        tags=tags if parsed else None,
        heads=heads if parsed else None,
        deps=deps if parsed else None,
    )
    doc.set_ents(
        [DocSpan(doc, span.start, span.end, label=span.label) for span in spans],
        missing=[DocSpan(doc, start, end) for start, end in missing],
    )
    return doc


class TextStream:
    """The training texts, epoch after epoch; a spaCy corpus reader."""

    def __init__(
        self, sources: list[Source], *, seed: int, pool: dict[str, list[tuple[str, ...]]] | None = None
    ) -> None:
        """Keep the sources; `pool` replaces the names of the sources themselves."""
        self.sources = sources
        self.pool = pool or mention_pool(self.sources)
        self.random = random.Random(seed)  # noqa: S311 - sampling, not secrets

    def __call__(self, nlp: Language) -> Iterator[Example]:
        """Yield the examples of one epoch in random order."""
        runs = [run for source in self.sources for run in self._runs(source)]
        self.random.shuffle(runs)
        for run in runs:
            gold = self._doc(nlp.vocab, run)
            if gold.text.strip():
                yield Example(nlp.make_doc(gold.text), gold)

    def _runs(self, source: Source) -> Iterator[list[Sentence]]:
        if source.sentences[0].heads:
            yield from runs_of(source, self.random)
            return
        for run in runs_of(source, self.random):
            yield swap_some(run, self.pool, self.random)

    def _doc(self, vocab: Vocab, run: list[Sentence]) -> Doc:
        random_ = self.random
        run = [as_heading_or_not(sentence, random_) for sentence in altered(run, random_)]
        breaks = [following.new_paragraph and random_.random() < BREAK_SHARE for following in run[1:]]
        return to_doc(vocab, run, [*breaks, False])


@registry.readers("winnow.TextStream.v1")  # type: ignore[untyped-decorator] # spaCy's registry has no types
def create_text_stream(path: str, seed: int) -> Callable[[Language], Iterator[Example]]:
    """Return the reader that the training configuration names."""
    return TextStream(load_sources(Path(path)), seed=seed)


@registry.readers("winnow.GoldSample.v1")  # type: ignore[untyped-decorator] # spaCy's registry has no types
def create_gold_sample(ewt: str, gum: str, every: int) -> Callable[[Language], Iterator[Example]]:
    """Return a reader of every n-th document of some DocBins, for the scores shown while training."""

    def read(nlp: Language) -> Iterator[Example]:
        for path in (ewt, gum):
            docs = DocBin().from_disk(path).get_docs(nlp.vocab)
            for place, gold in enumerate(docs):
                if place % every == 0:
                    yield Example(nlp.make_doc(gold.text), gold)

    return read
