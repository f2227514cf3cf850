"""How do tags and sentence borders get layers of their own on a trained network?

What the components share is a compromise between them. It stays as it is, so the states of all training texts are
made once and kept, and a head of two more window layers learns on them in minutes. Borders are marked before
the parser, which takes them as given: it sees a whole sentence to its left and nothing to its right.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.training import Example
from thinc.api import Adam, Model, chain, get_current_ops, set_dropout_rate

from extractors.training.corpus import Source
from extractors.training.texts import TextStream

Floats = NDArray[np.float32]
Labels = NDArray[np.int16]
# Not named "senter": winnow leaves out the one of other pipelines, which is there to run without a parser.
TAGGER, BORDERS = "tagger", "sentence_starts"
DEPTHS = {TAGGER: 2, BORDERS: 1}  # window layers; a second one for borders is worth nothing and .5 MB
# Texts of the treebanks' own marks, in passes with other alterations each, and the share of a batch that they make up.
TREEBANKS = frozenset({"ewt-train", "gum-train", "pud"})
PASSES = 3
TREEBANK_SHARE = 0.6
BATCH_WORDS = 6_000
STATES_BATCH = 256  # texts
RATES = {TAGGER: 0.003, BORDERS: 0.002}
WARM_UP, LEAST_RATE = 100, 0.01  # steps; share of the rate
LABEL_SMOOTHING, STATE_DROPOUT, DROPOUT = 0.05, 0.05, 0.1
UNKNOWN = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What the heads learn from: a text's states, (words, width) of half precision, and the labels of its words."""

    states: NDArray[np.float16]
    tags: Labels  # places among the tagger's labels; UNKNOWN gives no gradient
    borders: Labels  # 1 for the first word of a sentence, else 0

    def labels_for(self, head: str) -> Labels:
        """Return the labels that a head learns."""
        return self.tags if head == TAGGER else self.borders


def train_heads(nlp: Language, sources: Sequence[Source], *, steps: Mapping[str, int], seed: int) -> None:
    """Give a trained pipeline a deeper tagger and a component for sentence borders, each trained for its steps."""
    _add_heads(nlp)
    marked = [source for source in sources if source.corpus in TREEBANKS]
    labelled = [source for source in sources if source.corpus not in TREEBANKS and source.sentences[0].heads]
    own = list(read_texts(nlp, marked, passes=PASSES, seed=seed))
    others = list(read_texts(nlp, labelled, passes=1, seed=seed)) or own
    for name in (TAGGER, BORDERS):
        component: Any = nlp.get_pipe(name)
        learn_head(component.model, name, own, others, steps=steps[name], seed=seed)


def _add_heads(nlp: Language) -> None:
    """Put an untrained tagger of the same labels in the place of the old one, and borders before the parser."""
    labels = nlp.pipe_labels[TAGGER]
    width = nlp.config["components"]["tok2vec"]["model"]["encode"]["width"]
    tagger: Any = nlp.replace_pipe(TAGGER, "tagger", config={"model": _model(width, DEPTHS[TAGGER])})
    for label in labels:
        tagger.add_label(label)
    settings = {"model": _model(width, DEPTHS[BORDERS]), "overwrite": False}
    borders: Any = nlp.add_pipe("senter", name=BORDERS, before="parser", config=settings)
    shared: Any = nlp.get_pipe("tok2vec")
    sample = [nlp.make_doc("A sample .")]
    for head in (tagger, borders):
        shared.find_listeners(head)
        head.model.initialize(X=sample, Y=[np.zeros((len(sample[0]), len(head.labels)), dtype=np.float32)])


def _model(width: int, depth: int) -> dict[str, Any]:
    """Return the configuration of a head: so many window layers on the shared states, then a softmax."""
    encoder = {"@architectures": "spacy.MaxoutWindowEncoder.v2", "width": width, "depth": depth}
    deeper = {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {"@architectures": "spacy.Tok2VecListener.v1", "width": width, "upstream": "tok2vec"},
        "encode": encoder | {"window_size": 1, "maxout_pieces": 3},
    }
    return {"@architectures": "spacy.Tagger.v2", "normalize": False, "tok2vec": deeper}


def read_texts(nlp: Language, sources: Sequence[Source], *, passes: int, seed: int) -> Iterator[Text]:
    """Yield the training texts of some sources, so many times over, with their states."""
    if not sources:
        return
    stream = TextStream(list(sources), seed=seed)
    places = {label: place for place, label in enumerate(nlp.pipe_labels[TAGGER])}
    shared: Any = nlp.get_pipe("tok2vec")
    examples = (example for _ in range(passes) for example in stream(nlp))
    while batch := list(islice(examples, STATES_BATCH)):
        states = shared.model.predict([example.predicted for example in batch])
        for example, state in zip(batch, states, strict=True):
            yield _text(example, state, places)


def _text(example: Example, states: Floats, places: dict[str, int]) -> Text:
    """Return what the heads learn from one example; blanks have no labels, nor has what the marks split otherwise."""
    tags = example.get_aligned("TAG", as_string=True)
    starts = example.get_aligned_sent_starts()  # type: ignore[no-untyped-call] # Cython without stubs
    words = [not token.is_space for token in example.predicted]
    return Text(
        states=states.astype(np.float16),
        tags=_labels((places.get(tag, UNKNOWN) for tag in tags), words),
        borders=_labels((UNKNOWN if start is None else int(start > 0) for start in starts), words),
    )


def _labels(labels: Iterable[int], words: Sequence[bool]) -> Labels:
    return np.array([label if word else UNKNOWN for label, word in zip(labels, words, strict=True)], dtype=np.int16)


def learn_head(
    model: Model[Any, Any], name: str, own: Sequence[Text], others: Sequence[Text], *, steps: int, seed: int
) -> None:
    """Train what a head has beside the shared states; its weights are set to their running means at the end."""
    (listener_and_encoder, output) = model.layers
    head: Model[Any, Any] = chain(listener_and_encoder.layers[1], output)
    ops = get_current_ops()
    for node in head.walk():
        node.ops = ops
    rate = RATES[name]
    optimizer = Adam(rate, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
    random_ = np.random.default_rng(seed)
    set_dropout_rate(head, DROPOUT)
    for step in range(steps):
        optimizer.learn_rate = rate * max(LEAST_RATE, min(1, (step + 1) / WARM_UP) * (1 - step / steps))
        batch = _batch(own, others, random_)
        states = [_dropped(text.states.astype(np.float32), random_) for text in batch]
        scores, backpropagate = head.begin_update(states)
        backpropagate(_gradients(scores, [text.labels_for(name) for text in batch]))
        head.finish_update(optimizer)
    with head.use_params(optimizer.averages):
        means = {node.id: {key: node.get_param(key).copy() for key in _params(node)} for node in head.walk()}
    for node in head.walk():
        for key, mean in means[node.id].items():
            node.set_param(key, mean)


def _params(node: Model[Any, Any]) -> list[str]:
    return [key for key in node.param_names if node.has_param(key)]


def _batch(own: Sequence[Text], others: Sequence[Text], random_: np.random.Generator) -> list[Text]:
    """Draw texts until they have enough words."""
    batch: list[Text] = []
    words = 0
    while words < BATCH_WORDS:
        drawn_from = own if random_.random() < TREEBANK_SHARE else others
        batch.append(drawn_from[int(random_.integers(len(drawn_from)))])
        words += len(batch[-1].tags)
    return batch


def _dropped(states: Floats, random_: np.random.Generator) -> Floats:
    kept = random_.random(states.shape, dtype=np.float32) >= STATE_DROPOUT
    return states * kept / np.float32(1 - STATE_DROPOUT)


def _gradients(scores: list[Floats], labels: list[Labels]) -> list[Floats]:
    """Return the gradients of the smoothed cross entropy, as means over the words that have labels."""
    known = max(1, sum(int((label >= 0).sum()) for label in labels))
    return [_gradient(score, label) / np.float32(known) for score, label in zip(scores, labels, strict=True)]


def _gradient(scores: Floats, labels: Labels) -> Floats:
    classes = scores.shape[1]
    wanted = np.full_like(scores, LABEL_SMOOTHING / classes)
    wanted[np.arange(len(labels)), labels] += 1 - LABEL_SMOOTHING
    gradient: Floats = (scores - wanted) * (labels >= 0)[:, np.newaxis]
    return gradient
