"""What does the teacher say of text that nobody has marked, and of what the marked corpora leave open?"""

import json
import lzma
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import spacy
import torch  # type: ignore[import-not-found] # of the recipe alone
from spacy.language import Language

from extractors.training.corpus import Sentence, Source
from extractors.training.entities import MISSING, complete
from extractors.training.pieces import Pieces, Window
from extractors.training.projective import best_tree, is_projective
from extractors.training.quantities import Span
from extractors.training.teacher import BIO, NAMES, Teachers, collate
from extractors.training.tokens import adapt_tokenizer
from extractors.training.trees import ROOT
from extractors.training.words import words

WINDOW_WORDS = 100
BATCH_WORDS = 2_600
LONGEST_WORD = 60  # characters; lines with longer ones are addresses or code
MOST_WORDS = 6_000  # of a text
LONG_LINE = 40  # characters; a longer one that an earlier text had is boilerplate
FIRST_YEAR = 1901  # of the speeches: older ones are written too unlike the news of today
LEAST_WORDS, LEAST_ENGLISH = 60, 0.13
ENGLISH = words("the of and to in is that for with on was as are by")
LONGEST_TREE = 120
SURE_TREE = 0.7  # mean probability of the heads; a less certain sentence is left out
SURE_NAME = 0.45
SURE_FILL, SURE_NOTHING = 0.6, 0.9  # for what the marked corpora leave open
NAMED = frozenset(NAMES)


class Answer(NamedTuple):
    """What the teacher says of the words of one window."""

    tags: list[str]
    names: list[tuple[Span, float]]  # each with the probability of its least certain word
    nothing: list[float]  # how certain each word is in no name
    starts: list[bool]
    arcs: Any
    views: tuple[Any, Any]


Line = tuple[list[str], list[bool]]  # words and the spaces after them


def read_texts(paths: Sequence[Path]) -> Iterator[str]:
    """Yield the texts of extraction sets (JSON lines, xz) and of folders of speeches (`1961_name.txt`)."""
    for path in paths:
        if path.is_dir():
            files = (file for file in sorted(path.glob("*.txt")) if int(file.name[:4]) >= FIRST_YEAR)
            yield from (file.read_text(encoding="utf-8", errors="replace") for file in files)
        else:
            with lzma.open(path, "rt", encoding="utf-8") as lines:
                yield from (json.loads(line)["gold_text"] or "" for line in lines)


def read_pages(paths: Sequence[Path], nlp: Language) -> Iterator[list[Line]]:
    """Yield the lines of each English text; a line that stood before is left out."""
    seen: set[str] = set()
    for text in read_texts(paths):
        forms = text.lower().split()
        if len(forms) >= LEAST_WORDS and sum(form in ENGLISH for form in forms) >= LEAST_ENGLISH * len(forms):
            yield list(_lines(text, nlp, seen))


def _lines(text: str, nlp: Language, seen: set[str]) -> Iterator[Line]:
    total = 0
    for line in dict.fromkeys(" ".join(line.split()) for line in text.split("\n")):
        if line in seen:
            continue
        if len(line) > LONG_LINE:
            seen.add(line)
        tokens = [token for token in nlp.make_doc(line) if not token.is_space]
        if tokens and max(map(len, tokens)) <= LONGEST_WORD and total <= MOST_WORDS:
            total += len(tokens)
            yield [token.text for token in tokens], [bool(token.whitespace_) for token in tokens]


def windows_of(lines: Iterable[Line]) -> Iterator[Window]:
    """Yield the lines in windows; a line that is longer than one is a window alone."""
    window = Window([], [], [])
    for forms, spaces in lines:
        if window.words and len(window.words) + len(forms) > WINDOW_WORDS:
            yield window
            window = Window([], [], [])
        window.words.extend(forms)
        window.spaces.extend(spaces)
        window.paragraphs.extend([True, *[False] * (len(forms) - 1)])
    if window.words:
        yield window


def part_of(window: Window, first: int, last: int) -> Window:
    """Return the words from first to last."""
    return Window(window.words[first:last], window.spaces[first:last], window.paragraphs[first:last])


def label_pages(teacher: Teachers, pieces: Pieces, paths: Sequence[Path]) -> list[Source]:
    """Return the texts as labelled documents."""
    nlp = spacy.blank("en")
    adapt_tokenizer(nlp)
    waiting: list[tuple[tuple[int, float], Window]] = [
        ((page, number), window)
        for page, lines in enumerate(read_pages(paths, nlp))
        for number, window in enumerate(windows_of(lines))
    ]
    found: dict[tuple[int, float], list[Sentence]] = {}
    while waiting:
        waiting.sort(key=lambda entry: min(len(entry[1].words), WINDOW_WORDS))
        heads = [part_of(window, 0, WINDOW_WORDS) for _, window in waiting]
        rest = []
        for (place, window), head, answer in zip(waiting, heads, ask(teacher, pieces, heads), strict=True):
            bounds = [token for token, begins in enumerate(answer.starts) if begins]
            cut = bounds[-1] or WINDOW_WORDS if len(window.words) > WINDOW_WORDS else len(head.words)
            found[place] = sentences_of(teacher, head, answer, [bound for bound in bounds if bound < cut] + [cut])
            if cut < len(window.words):  # what follows the last whole sentence is asked again
                page, number = place
                rest.append(((page, number + 0.001), part_of(window, cut, len(window.words))))
        waiting = rest
    return _documents(found)


def _documents(found: dict[tuple[int, float], list[Sentence]]) -> list[Source]:
    pages: dict[int, list[Sentence]] = {}
    for page, number in sorted(found):
        pages.setdefault(page, []).extend(found[page, number])
    return [Source(corpus="raw", sentences=sentences) for sentences in pages.values() if sentences]


def ask(teacher: Teachers, pieces: Pieces, windows: Sequence[Window]) -> Iterator[Answer]:
    """Yield the answer to each window, in order; windows of like length should stand together."""
    start = 0
    while start < len(windows):
        end, longest = start, 0
        while end < len(windows) and (end - start + 1) * max(longest, len(windows[end].words)) <= BATCH_WORDS:
            longest = max(longest, len(windows[end].words))
            end += 1
        end = max(end, start + 1)
        yield from _ask(teacher, pieces, windows[start:end])
        start = end


@torch.no_grad()  # type: ignore[untyped-decorator] # torch is not installed where types are checked
def _ask(teacher: Teachers, pieces: Pieces, windows: Sequence[Window]) -> list[Answer]:
    device = next(teacher.parameters()).device.type
    with torch.autocast(device, torch.bfloat16):
        scores = {name: tensor.cpu() for name, tensor in teacher(collate(windows, pieces, device)).items()}
    tags, starts = scores["tag"].argmax(-1).tolist(), (scores["start"] > 0).tolist()
    shares = torch.softmax(scores["name"], -1)
    best = shares.max(-1)
    answers = []
    for row, window in enumerate(windows):
        size = len(window.words)
        kinds, certain = best.indices[row, :size].tolist(), best.values[row, :size].tolist()
        begins = zip(window.paragraphs, starts[row], strict=False)
        answers.append(
            Answer(
                [teacher.tags[tag] for tag in tags[row][:size]],
                [(span, min(certain[span.start : span.end])) for span in name_spans(kinds)],
                [share if kind == 0 else 0.0 for kind, share in zip(kinds, certain, strict=True)],
                [not place or paragraph or start for place, (paragraph, start) in enumerate(begins)],
                scores["arc"][row],
                (scores["label_token"][row], scores["label_head"][row]),
            )
        )
    return answers


def name_spans(kinds: Sequence[int]) -> list[Span]:
    """Return the spans that BIO numbers mark; an inner mark of another type begins a name."""
    spans: list[Span] = []
    for token, number in enumerate(kinds):
        mark, _, kind = BIO[number].partition("-")
        if mark == "I" and spans and spans[-1].end == token and spans[-1].label == kind:
            spans[-1] = Span(spans[-1].start, token + 1, kind)
        elif kind:
            spans.append(Span(token, token + 1, kind))
    return spans


def sentences_of(teacher: Teachers, window: Window, answer: Answer, bounds: Sequence[int]) -> list[Sentence]:
    """Return the sentences of a window whose trees are certain enough; `bounds` are their starts and the end."""
    sentences = []
    for first, last in pairwise(bounds):
        tree = tree_of(teacher, answer, first, last)
        if tree is not None:
            forms, tags = window.words[first:last], answer.tags[first:last]
            names = [
                Span(span.start - first, span.end - first, span.label if certain > SURE_NAME else MISSING)
                for span, certain in answer.names
                if first <= span.start and span.end <= last and span.label in NAMED
            ]
            sentences.append(
                Sentence(
                    words=forms,
                    spaces=window.spaces[first:last],
                    tags=tags,
                    heads=tree[0],
                    deps=tree[1],
                    spans=complete(forms, names, tags),
                    new_paragraph=window.paragraphs[first],
                )
            )
    return sentences


@torch.no_grad()  # type: ignore[untyped-decorator]
def tree_of(teacher: Teachers, answer: Answer, first: int, last: int) -> tuple[list[int], list[str]] | None:
    """Return heads and labels of the words from first to last; None where the teacher is not certain."""
    size = last - first
    if size > LONGEST_TREE:
        return None
    arcs = torch.cat([answer.arcs[first:last, :1], answer.arcs[first:last, 1 + first : 1 + last]], 1)
    scores = torch.log_softmax(arcs, -1).numpy()
    scores[np.arange(size), np.arange(size) + 1] = -np.inf  # no word is its own head
    heads = [int(head) - 1 for head in scores.argmax(-1)]
    if not is_projective(heads):
        heads = best_tree(np.maximum(scores, -50.0))
    certain = np.exp([scores[token, head + 1] for token, head in enumerate(heads)]).mean()
    if certain < SURE_TREE:
        return None
    places = torch.tensor([0 if head == ROOT else head + first + 1 for head in heads])
    device = next(teacher.parameters()).device
    labels = teacher.label_scores(answer.views[0][first:last].to(device), answer.views[1][places].to(device)).cpu()
    labels[:, teacher.deps.index("ROOT")] = -np.inf
    deps = [teacher.deps[label] for label in labels.argmax(-1).tolist()]
    return heads, ["ROOT" if head == ROOT else dep for head, dep in zip(heads, deps, strict=True)]


def fill_gaps(teacher: Teachers, pieces: Pieces, sources: Sequence[Source]) -> list[Source]:
    """Return the sources with their gaps filled where the teacher is sure, and parsed copies of the unparsed."""
    places = [(number, place) for number, source in enumerate(sources) for place in range(len(source.sentences))]
    open_ = [(number, place) for number, place in places if _is_open(sources[number].sentences[place])]
    open_.sort(key=lambda entry: len(sources[entry[0]].sentences[entry[1]].words))
    windows = [_alone(sources[number].sentences[place]) for number, place in open_]
    filled = [Source(corpus=source.corpus, sentences=list(source.sentences)) for source in sources]
    parsed: dict[int, dict[int, Sentence]] = {}
    for (number, place), answer in zip(open_, ask(teacher, pieces, windows), strict=True):
        sentence = _filled(sources[number].sentences[place], answer)
        filled[number].sentences[place] = sentence
        tree = None if sentence.heads else tree_of(teacher, answer, 0, len(sentence.words))
        if tree is not None:
            heads, deps = tree
            parsed.setdefault(number, {})[place] = replace(sentence, tags=answer.tags, heads=heads, deps=deps)
    copies = [
        Source(corpus=sources[number].corpus, sentences=[found[place] for place in sorted(found)])
        for number, found in sorted(parsed.items())
    ]
    return filled + copies


def _is_open(sentence: Sentence) -> bool:
    missing = sentence.spans is not None and any(span.label == MISSING for span in sentence.spans)
    return len(sentence.words) <= LONGEST_TREE and (missing or not sentence.heads)


def _alone(sentence: Sentence) -> Window:
    return Window(sentence.words, sentence.spaces, [False] * len(sentence.words))


def _filled(sentence: Sentence, answer: Answer) -> Sentence:
    """Return the sentence with names where it says missing, as far as the teacher is sure of them or of none."""
    if sentence.spans is None:
        return sentence
    left = {token for span in sentence.spans if span.label == MISSING for token in range(span.start, span.end)}
    spans = [span for span in sentence.spans if span.label != MISSING]
    for span, certain in answer.names:
        tokens = set(range(span.start, span.end))
        if certain > SURE_FILL and span.label in NAMED and tokens <= left:
            spans.append(span)
            left -= tokens
    left = {token for token in left if answer.nothing[token] <= SURE_NOTHING}
    return replace(sentence, spans=sorted([*spans, *(Span(token, token + 1, MISSING) for token in sorted(left))]))
