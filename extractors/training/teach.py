"""How is the teacher trained? On windows of the marked corpora, every loss at once, what is missing left out."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import torch  # type: ignore[import-not-found] # of the recipe alone
from torch.nn import functional  # type: ignore[import-not-found]

from extractors.training.corpus import Sentence, Source
from extractors.training.entities import MISSING
from extractors.training.pieces import Pieces, Window
from extractors.training.teacher import BIO, HIDDEN, TYPES, Teacher, collate
from extractors.training.texts import BREAK_SHARE, altered, as_heading_or_not, mention_pool, swap_some

UNKNOWN = -100  # what torch leaves out of a loss
SMALLEST_WINDOW, LARGEST_WINDOW = 15, 100  # words
LONGEST_SENTENCE = 160
WARM_UP = 150
REPORT_EVERY = 100
WEIGHTS = {"arc": 1.0, "label": 1.0, "tag": 0.6, "start": 1.0, "name": 2.0}
BEGIN = {kind: BIO.index(f"B-{kind}") for kind in TYPES}


class Labels(NamedTuple):
    """What may be known of the words of a batch: labels, UNKNOWN where nothing is."""

    tags: Any
    heads: Any  # 0 for the root, else the place of the head in the window plus 1
    deps: Any
    names: Any
    starts: Any
    sentences: Any  # the number of the sentence; UNKNOWN beyond the window's end


class Course(NamedTuple):
    """How long and how fast a teacher is trained."""

    steps: int
    batch_words: int
    encoder_rate: float
    head_rate: float


# By the width of the encoder: MiniLM for a processor, MPNet for a GPU. Five and eight passes over 620,000 words.
COURSES = {384: Course(3_200, 800, 1.5e-4, 1.5e-3), 768: Course(1_400, 4_000, 6e-5, 1e-3)}


@dataclass(slots=True, kw_only=True)
class Scheme:
    """The label sets, as numbers."""

    tags: dict[str, int]
    deps: dict[str, int]


def scheme_of(sources: Sequence[Source]) -> Scheme:
    """Return the labels of the parsed sentences."""
    sentences = [sentence for source in sources for sentence in source.sentences]
    tags = sorted({tag for sentence in sentences for tag in sentence.tags})
    deps = sorted({dep for sentence in sentences for dep in sentence.deps})
    return Scheme(
        tags={tag: number for number, tag in enumerate(tags)}, deps={dep: number for number, dep in enumerate(deps)}
    )


def windows_of(source: Source, random_: random.Random) -> Iterator[list[Sentence]]:
    """Yield the document's sentences in runs of at most so many words as drawn, a longer sentence alone."""
    run: list[Sentence] = []
    most = random_.randint(SMALLEST_WINDOW, LARGEST_WINDOW)
    for sentence in source.sentences:
        if len(sentence.words) > LONGEST_SENTENCE:
            continue
        if run and sum(len(other.words) for other in run) + len(sentence.words) > most:
            yield run
            run, most = [], random_.randint(SMALLEST_WINDOW, LARGEST_WINDOW)
        run.append(sentence)
    if run:
        yield run


def window_of(run: Sequence[Sentence], random_: random.Random) -> Window:
    """Return the run's words; most of its paragraphs are shown."""
    paragraphs: list[bool] = []
    for number, sentence in enumerate(run):
        shown = bool(number) and sentence.new_paragraph and random_.random() < BREAK_SHARE
        paragraphs += [shown, *[False] * (len(sentence.words) - 1)]
    return Window(
        [word for sentence in run for word in sentence.words],
        [space for sentence in run for space in sentence.spaces],
        paragraphs,
    )


def name_labels(sentence: Sentence) -> list[int]:
    """Return the sentence's names as BIO numbers."""
    if sentence.spans is None:
        return [UNKNOWN] * len(sentence.words)
    labels = [0] * len(sentence.words)
    for span in sentence.spans:
        for token in range(span.start, span.end):
            labels[token] = UNKNOWN if span.label == MISSING else BEGIN[span.label] + (token > span.start)
    return labels


def labels_of(runs: Sequence[Sequence[Sentence]], longest: int, scheme: Scheme, device: str) -> Labels:
    """Return the labels of a batch on a device."""
    made = Labels(*(torch.full((len(runs), longest), UNKNOWN) for _ in Labels._fields))
    for row, run in enumerate(runs):
        first = 0
        for number, sentence in enumerate(run):
            last = first + len(sentence.words)
            made.sentences[row, first:last] = number
            made.names[row, first:last] = torch.tensor(name_labels(sentence))
            if sentence.heads:
                made.tags[row, first:last] = torch.tensor([scheme.tags[tag] for tag in sentence.tags])
                made.deps[row, first:last] = torch.tensor([scheme.deps[dep] for dep in sentence.deps])
                made.heads[row, first:last] = torch.tensor(
                    [first + head + 1 if head >= 0 else 0 for head in sentence.heads]
                )
                made.starts[row, first:last] = 0
                made.starts[row, first] = 1 if first else UNKNOWN
            first = last
    return Labels(*(column.to(device) for column in made))


def within_sentences(sentences: Any) -> Any:
    """Return which heads each word may have: the root and the words of its sentence."""
    same = sentences.unsqueeze(2) == sentences.unsqueeze(1)
    return torch.cat([torch.ones_like(same[..., :1]), same], 2)


def losses(teacher: Teacher, scores: dict[str, Any], labels: Labels) -> dict[str, Any]:
    """Return the losses of what is known."""
    found = {}
    if bool((labels.names != UNKNOWN).any()):
        found["name"] = _entropy(scores["name"], labels.names)
    if not bool((labels.heads != UNKNOWN).any()):
        return found
    arcs = scores["arc"].masked_fill(~within_sentences(labels.sentences), HIDDEN)
    found["arc"] = _entropy(arcs, labels.heads)
    rows, words = (labels.heads != UNKNOWN).nonzero(as_tuple=True)
    heads = labels.heads[rows, words]
    label_scores = teacher.label_scores(scores["label_token"][rows, words], scores["label_head"][rows, heads])
    found["label"] = functional.cross_entropy(label_scores, labels.deps[rows, words])
    found["tag"] = _entropy(scores["tag"], labels.tags, label_smoothing=0.03)
    known = labels.starts != UNKNOWN
    if bool(known.any()):
        found["start"] = functional.binary_cross_entropy_with_logits(
            scores["start"][known], labels.starts[known].float()
        )
    return found


def _entropy(scores: Any, labels: Any, **options: float) -> Any:
    flat = scores.reshape(-1, scores.shape[-1])
    return functional.cross_entropy(flat, labels.reshape(-1), ignore_index=UNKNOWN, **options)


def batches(sources: Sequence[Source], random_: random.Random, words: int) -> Iterator[list[list[Sentence]]]:
    """Yield batches of so many words, of runs of like length, epoch after epoch."""
    pool = mention_pool(list(sources))
    while True:
        runs = [run for source in sources for run in windows_of(source, random_)]
        runs = [_as_seen(run, pool, random_) for run in runs]
        runs.sort(key=lambda run: _size(run) + 6 * random_.random())
        made: list[list[list[Sentence]]] = [[]]
        for run in runs:
            if made[-1] and (len(made[-1]) + 1) * _size(run) > words:
                made.append([])
            made[-1].append(run)
        random_.shuffle(made)
        yield from made


def _size(run: Sequence[Sentence]) -> int:
    return sum(len(sentence.words) for sentence in run)


def _as_seen(run: list[Sentence], pool: dict[str, list[tuple[str, ...]]], random_: random.Random) -> list[Sentence]:
    """Return the run as an epoch shows it: names swapped, lower case, print marks or headings now and then."""
    run = run if run[0].heads else swap_some(run, pool, random_)
    return [as_heading_or_not(sentence, random_) for sentence in altered(run, random_)]


def teach(sources: Sequence[Source], encoder: Path, pieces: Pieces, *, seed: int, device: str) -> Teacher:
    """Return a teacher trained on the sources; the rate falls in a straight line."""
    torch.manual_seed(seed)
    random_ = random.Random(seed)  # noqa: S311 - sampling, not secrets
    scheme = scheme_of(sources)
    teacher = Teacher(list(scheme.tags), list(scheme.deps), encoder, len(pieces.numbers))
    teacher.to(device)
    course = COURSES[teacher.encoder.shape.width]
    teacher.train()
    optimizer = _optimizer(teacher, course)
    for step, runs in enumerate(batches(sources, random_, course.batch_words)):
        if step == course.steps:
            break
        share = min(1.0, (step + 1) / WARM_UP) * (1 - step / course.steps)
        for group in optimizer.param_groups:
            group["lr"] = group["full_rate"] * share
        batch = collate([window_of(run, random_) for run in runs], pieces, device)
        found = _step(teacher, optimizer, batch, labels_of(runs, batch["piece_counts"].shape[1], scheme, device))
        if step % REPORT_EVERY == 0:
            print(f"teacher, step {step}: " + " ".join(f"{name} {float(loss):.3f}" for name, loss in found.items()))
    teacher.eval()
    return teacher


def _optimizer(teacher: Teacher, course: Course) -> Any:
    fine = ("encoder.case", "encoder.marks", "encoder.space", "encoder.mix")
    named = [(name, parameter) for name, parameter in teacher.named_parameters() if parameter.requires_grad]
    slow = [parameter for name, parameter in named if name.startswith("encoder.") and not name.startswith(fine)]
    fast = [parameter for name, parameter in named if not name.startswith("encoder.") or name.startswith(fine)]
    groups = [{"params": slow, "full_rate": course.encoder_rate}, {"params": fast, "full_rate": course.head_rate}]
    return torch.optim.AdamW(groups, lr=course.encoder_rate, betas=(0.9, 0.98), weight_decay=0.01)


def _step(teacher: Teacher, optimizer: Any, batch: dict[str, Any], labels: Labels) -> dict[str, Any]:
    """Take one step and return the losses."""
    with torch.autocast(batch["numbers"].device.type, torch.bfloat16):
        scores = teacher(batch)
    found = losses(teacher, scores, labels)
    optimizer.zero_grad(set_to_none=True)
    sum(WEIGHTS[name] * loss for name, loss in found.items()).backward()
    torch.nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
    optimizer.step()
    return {name: loss.detach() for name, loss in found.items()}
