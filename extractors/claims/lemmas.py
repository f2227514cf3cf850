"""What is the dictionary form of a word, given its Penn tag?

The tables are the English ones of `spacy-lookups-data` (from WordNet, MIT licence of the package). A rule walk
of our own replaces spaCy's lemmatizer component, which costs as much as tagging and is needed here for heads only.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import cast

import srsly

# Penn tags by the name of the table that knows their words.
TABLE_OF_TAG = {"VB": "verb", "NN": "noun", "JJ": "adj", "RB": "adv"}
# Words that the tables leave as they are or get wrong, by tag group.
IRREGULAR = {
    ("'s", "verb"): "be",
    ("'re", "verb"): "be",
    ("'m", "verb"): "be",
    ("'ve", "verb"): "have",
    ("left", "verb"): "leave",
    ("lay", "verb"): "lie",
    ("found", "verb"): "find",
    ("fell", "verb"): "fall",
    ("saw", "verb"): "see",
    ("felt", "verb"): "feel",
    ("ground", "verb"): "grind",
    ("wound", "verb"): "wind",
    ("bore", "verb"): "bear",
    ("rose", "verb"): "rise",
    ("spat", "verb"): "spit",
}
# A word used this often stays known: about the number of different word forms in 2,000 news articles.
REMEMBERED_FORMS = 50_000


@cache
def tables() -> Mapping[str, Mapping[str, object]]:
    """Return the lookup tables index, exc and rules of English, read once."""
    folder = files("spacy_lookups_data") / "data"
    names = ("index", "exc", "rules")
    return {name: _read_table(folder / f"en_lemma_{name}.json.gz") for name in names}


def _read_table(path: object) -> Mapping[str, object]:
    return cast("Mapping[str, object]", srsly.read_gzip_json(str(path)))


@lru_cache(maxsize=REMEMBERED_FORMS)
def lemma(word: str, tag: str) -> str:
    """Return the dictionary form in lower case; a word that no table knows comes back in lower case.

    >>> lemma("launched", "VBD"), lemma("allies", "NNS"), lemma("Goma", "NNP")
    ('launch', 'ally', 'goma')
    """
    form = word.lower()
    kind = TABLE_OF_TAG.get(tag[:2])
    if kind is None or tag.startswith("NNP"):
        return form
    if (form, kind) in IRREGULAR:
        return IRREGULAR[form, kind]
    if tag in {"VB", "NN", "JJ", "RB"}:  # already the base form
        return form
    return _from_tables(form, kind)


def _from_tables(form: str, kind: str) -> str:
    exceptions = cast("Mapping[str, list[str]]", tables()["exc"][kind])
    if form in exceptions:
        return exceptions[form][0]
    rules = cast("list[tuple[str, str]]", tables()["rules"][kind])
    stems = [form[: len(form) - len(old)] + new for old, new in rules if old and form.endswith(old)]
    known = _known_words(kind)
    return next((stem for stem in stems if stem in known), form if form in known else _guess(form, stems))


def _guess(form: str, stems: list[str]) -> str:
    """Return the likelier stem of a word that no table knows: "overbook", but "brexite" only after c, g, s, v, z, u."""
    for end in ("ing", "ed"):
        bare = form.removesuffix(end)
        if bare != form and len(bare) > 2:  # noqa: PLR2004 - shorter ones ("bed", "king") are no inflected forms
            return bare + "e" if bare[-1] in "cgsvzu" and not bare.endswith("ss") else bare
    return stems[0] if stems else form


@cache
def _known_words(kind: str) -> frozenset[str]:
    return frozenset(cast("list[str]", tables()["index"][kind]))


def is_known_verb(word: str) -> bool:
    """Tell whether the tables know a word as the base form of a verb.

    >>> is_known_verb("fine"), is_known_verb("chair"), is_known_verb("minister of")
    (True, True, False)
    """
    return word in _known_words("verb")
