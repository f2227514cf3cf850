"""Which type has a name whose place is known from its tags? Silver labels for treebanks without entity marks.

A small classifier over frozen MiniLM states learns the types of names from the marked corpora, then types the
runs of proper nouns in the others. What it is unsure of stays missing.
"""

# ruff: noqa: RUF001 - typographic marks are what these rules are about

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from thinc.api import Adam, Model, Relu, Softmax_v2, chain, fix_random_seed

from extractors.training.corpus import Sentence, Source
from extractors.training.entities import MISSING, bare_spans
from extractors.training.gazetteers import TITLES
from extractors.training.minilm import Encoder, Floats, encode_sentences, read_encoder
from extractors.training.quantities import Span

Classifier = Model[Any, Any]  # thinc's own array types differ from numpy's
TYPES = ("NONE", "PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "WORK_OF_ART", "PRODUCT", "LAW")
SURE = 0.85  # at 0.85 nine of ten accepted names are right on the held-out tenth
HIDDEN = 192
EPOCHS = 8
PROPER = frozenset({"NNP", "NNPS"})


class Candidate(NamedTuple):
    """A run of proper nouns in one sentence, and its type where it is known."""

    sentence: int
    span: Span


def proper_runs(sentence: Sentence) -> Iterator[Span]:
    """Yield the runs of proper nouns, hyphens inside included, titles at the left and blocked tokens left out."""
    blocked = {place for span in sentence.spans or () if span.label != MISSING for place in range(span.start, span.end)}
    start = 0
    while start < len(sentence.words):
        end = start
        while end < len(sentence.words) and _continues(sentence, end, start, blocked):
            end += 1
        while end > start and sentence.tags[end - 1] not in PROPER:
            end -= 1
        while end - start > 1 and sentence.words[start].lower() in TITLES:
            start += 1
        if end > start:
            yield Span(start, end, MISSING)
        start = max(end, start + 1)


def _continues(sentence: Sentence, place: int, start: int, blocked: set[int]) -> bool:
    if place in blocked:
        return False
    if sentence.tags[place] in PROPER:
        return True
    inside = place > start and place + 1 < len(sentence.words)
    joins = sentence.tags[place] == "HYPH" or sentence.words[place] in ("&", "'", "’")
    return inside and joins and sentence.tags[place + 1] in PROPER


def _features(rows: Floats, span: Span, words: Sequence[str]) -> Floats:
    inner = rows[span.start : span.end]
    before = rows[span.start - 1] if span.start else np.zeros_like(rows[0])
    after = rows[span.end] if span.end < len(rows) else np.zeros_like(rows[0])
    capitals = np.array([words[span.start].isupper(), span.end - span.start, span.start == 0], dtype=np.float32)
    half = rows.shape[1] // 2  # of the neighbours only the last layer
    return np.concatenate([inner.mean(0), inner[-1], before[half:], after[half:], capitals])


def _known(sentences: list[Sentence]) -> Iterator[Candidate]:
    for place, sentence in enumerate(sentences):
        names = [span for span in sentence.spans or () if span.label in TYPES]
        yield from (Candidate(place, span) for span in names)
        if sentence.tags:
            covered = {token for span in sentence.spans or () for token in range(span.start, span.end)}
            for run in proper_runs(sentence):
                if not covered.intersection(range(run.start, run.end)):
                    yield Candidate(place, Span(run.start, run.end, "NONE"))


def train_types(encoder: Encoder, sentences: list[Sentence]) -> tuple[Classifier, float]:
    """Return a network from features to type shares, and its accuracy on every tenth name, held out."""
    fix_random_seed(11)
    rows = encode_sentences(encoder, [sentence.words for sentence in sentences])
    known = list(_known(sentences))
    features = np.stack([_features(rows[c.sentence], c.span, sentences[c.sentence].words) for c in known])
    answers = np.array([TYPES.index(c.span.label) for c in known])
    network: Classifier = chain(Relu(nO=HIDDEN, dropout=0.4), Softmax_v2(nO=len(TYPES)))
    network.initialize(X=features[:64], Y=np.eye(len(TYPES), dtype=np.float32)[answers[:64]])
    held = np.arange(len(known)) % 10 == 0
    _fit(network, features[~held], answers[~held])
    guesses = network.predict(features[held])
    sure = guesses.max(1) >= SURE
    accuracy = float((guesses.argmax(1)[sure] == answers[held][sure]).mean())
    return network, accuracy


def _fit(network: Classifier, features: Floats, answers: NDArray[np.int64]) -> None:
    optimizer = Adam(0.001)
    random = np.random.default_rng(3)
    targets = np.eye(len(TYPES), dtype=np.float32)[answers]
    for _ in range(EPOCHS):
        order = random.permutation(len(features))
        for start in range(0, len(order), 128):
            batch = order[start : start + 128]
            shares, backprop = network.begin_update(features[batch])
            backprop((shares - targets[batch]) / len(batch))
            network.finish_update(optimizer)


def type_names(encoder: Encoder, network: Classifier, sentences: list[Sentence]) -> list[Sentence]:
    """Return the sentences with their runs of proper nouns typed where the network is sure."""
    rows = encode_sentences(encoder, [sentence.words for sentence in sentences])
    typed = []
    for sentence, states in zip(sentences, rows, strict=True):
        runs = list(proper_runs(sentence))
        names = []
        if runs:
            features = np.stack([_features(states, run, sentence.words) for run in runs])
            for run, shares in zip(runs, network.predict(features), strict=True):
                best = int(shares.argmax())
                if shares[best] >= SURE:
                    names.append(Span(run.start, run.end, TYPES[best]))
        sentence.spans = bare_spans(sentence.words, sentence.tags, names)
        typed.append(sentence)
    return typed


def add_silver(sources: list[Source], model_folder: Path, silver_corpora: frozenset[str]) -> float:
    """Type the names of the named corpora in place; return the classifier's accuracy on held-out names."""
    encoder = read_encoder(model_folder)
    marked = [s for source in sources if source.corpus not in silver_corpora for s in source.sentences]
    network, accuracy = train_types(encoder, marked)
    bare = [s for source in sources if source.corpus in silver_corpora for s in source.sentences]
    type_names(encoder, network, bare)
    return accuracy
