"""Which names does a closed list know better than a recogniser that reads from left to right?

The recogniser settles a name's type at its first word; its last word often tells the type (Act, Bridge, Bay), and
some names are unmistakable. Both become patterns of spaCy's own entity ruler, after the recogniser, so that the
pipeline still loads in stock spaCy. A pattern changes only types that it names; others stay.
"""

from collections import Counter, defaultdict
from typing import Any

from spacy.language import Language

from extractors.training.corpus import Source
from extractors.training.gazetteers import AMBIGUOUS_DEMONYMS, DEMONYMS, LOCATIONS, country_names
from extractors.training.quantities import CURRENCY_SIGNS, CURRENCY_WORDS, PERCENT
from extractors.training.words import phrases, words

TYPED = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "EVENT", "LAW"})
# A last word tells the type if it was seen this often in names of two words or more, this share of them of one type.
LEAST_SEEN = 3
LEAST_SHARE = 0.9
# Types that a head word or a list may replace, by the type that it gives.
REPLACED = {
    "GPE": ["PERSON", "LOC", "ORG", "FAC", "EVENT", "PRODUCT", "NORP"],
    "ORG": ["PERSON", "GPE", "LOC", "FAC", "EVENT", "PRODUCT", "WORK_OF_ART", "NORP"],
    "LAW": ["PERSON", "GPE", "LOC", "ORG", "PRODUCT", "WORK_OF_ART", "EVENT", "NORP"],
    "FAC": ["PERSON", "GPE", "LOC", "ORG", "WORK_OF_ART", "NORP"],
    "LOC": ["PERSON", "GPE", "ORG", "FAC", "WORK_OF_ART", "NORP"],
    "EVENT": ["PERSON", "GPE", "LOC", "ORG", "FAC", "PRODUCT", "WORK_OF_ART", "NORP"],
}
HEADS = {
    "GPE": words("Republic Emirates Kingdom County Province Governorate Oblast"),
    "LAW": [
        "Act",
        "Treaty",
        "Convention",
        "Protocol",
        "Amendment",
        "Accord",
        "Accords",
        "Charter",
        "Directive",
        "Constitution",
    ],
    "FAC": [
        "Airport",
        "Bridge",
        "Stadium",
        "Street",
        "Avenue",
        "Highway",
        "Road",
        "Tunnel",
        "Boulevard",
        "Tower",
        "Palace",
    ],
    "LOC": [
        "Bay",
        "River",
        "Lake",
        "Mountains",
        "Peninsula",
        "Sea",
        "Ocean",
        "Strait",
        "Desert",
        "Island",
        "Islands",
        "Gulf",
    ],
    "EVENT": ["War", "Revolution", "Olympics", "Games", "Cup", "Championship", "Election", "Elections", "Festival"],
}
# Organisations of world news that are nothing else; capitals alone do not tell them from other words.
ORGANISATIONS = phrases(
    "NATO|UN|EU|IMF|WHO|UNICEF|UNESCO|OPEC|IAEA|WTO|ECB|FBI|CIA|NSA|NASA|IRGC|IDF|PLO|Hamas|Hezbollah|"
    "Hizbullah|Taliban|ISIS|ISIL|Pentagon|Kremlin|Knesset|Bundestag|Congress|Senate|Parliament|Reuters|BBC|CNN|"
    "AFP|Xinhua|Google|Microsoft|Facebook|Amazon|Boeing|Airbus|Gazprom|Rosneft|Aramco|Interpol|Europol|Mossad|"
    "Fatah|Boko Haram|al-Qaeda|al-Qaida|Al-Qaeda|Al-Qaida|United Nations|European Union|African Union|"
    "Arab League|World Bank|Red Cross|Red Crescent|Amnesty International|Islamic State|Security Council|"
    "Supreme Court|European Commission|European Parliament|Associated Press|State Department"
)
NAME = "name_corrector"


def head_words(sources: list[Source]) -> dict[str, list[str]]:
    """Return the last words that tell a type, by type: those of HEADS and those that the marked corpora show."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for source in sources:
        for sentence in source.sentences:
            for span in sentence.spans or ():
                if span.end - span.start > 1 and span.label in TYPED:
                    counts[sentence.words[span.end - 1]][span.label] += 1
    heads = {label: set(listed) for label, listed in HEADS.items()}
    fixed = {word for listed in HEADS.values() for word in listed}
    for word, labels in counts.items():
        label, count = labels.most_common(1)[0]
        sure = labels.total() >= LEAST_SEEN and count >= LEAST_SHARE * labels.total()
        if sure and label in REPLACED and word not in fixed and word[:1].isupper() and len(word) > 1:
            heads.setdefault(label, set()).add(word)
    return {label: sorted(listed) for label, listed in heads.items()}


def patterns(sources: list[Source]) -> list[dict[str, Any]]:
    """Return the entity ruler's patterns."""
    made: list[dict[str, Any]] = []
    for label, forms in sorted(head_words(sources).items()):
        replaced = {"IN": REPLACED[label]}
        last = {"ORTH": {"IN": forms}, "ENT_TYPE": replaced, "ENT_IOB": 1}
        made.append({"label": label, "pattern": [{"ENT_TYPE": replaced, "OP": "+"}, last]})
    made += amounts()
    made += _listed("GPE", sorted(country_names()), ["", "PERSON", "LOC", "NORP"])
    made += _listed("LOC", sorted(tuple(_titled(name)) for name in LOCATIONS), ["", "PERSON", "GPE", "NORP"])
    made += _listed(
        "ORG", sorted(tuple(name.split()) for name in ORGANISATIONS), ["", "PERSON", "GPE", "LOC", "PRODUCT"]
    )
    peoples = sorted(word.capitalize() for word in DEMONYMS - AMBIGUOUS_DEMONYMS)
    made += _listed("NORP", [(people,) for people in peoples], ["", "PERSON"])
    return made


def amounts() -> list[dict[str, Any]]:
    """Return the patterns of numbers whose unit tells their type."""
    number = {"LIKE_NUM": True, "OP": "+"}
    units = {"MONEY": CURRENCY_WORDS, "PERCENT": PERCENT}
    made = [
        {"label": label, "pattern": [number, {"LOWER": {"IN": sorted(forms)}}]}
        for label, forms in sorted(units.items())
    ]
    sign = {"ORTH": {"IN": sorted(CURRENCY_SIGNS)}}
    return [*made, {"label": "MONEY", "pattern": [sign, number]}]


def _titled(name: str) -> list[str]:
    return [word if word in ("of", "the") else word.capitalize() for word in name.split()]


def _listed(label: str, names: list[tuple[str, ...]], replaced: list[str]) -> list[dict[str, Any]]:
    """Return one pattern for each length of the names (a word at each place is enough: mixtures are rare)."""
    by_length: dict[int, list[tuple[str, ...]]] = defaultdict(list)
    for name in names:
        by_length[len(name)].append(name)
    made = []
    for length, group in sorted(by_length.items()):
        if length <= 2:  # noqa: PLR2004 - longer ones would mix
            places = [sorted({name[place] for name in group}) for place in range(length)]
            pattern = [{"ORTH": {"IN": forms}, "ENT_TYPE": {"IN": replaced}} for forms in places]
            made.append({"label": label, "pattern": pattern})
    return made


def add_corrector(nlp: Language, sources: list[Source]) -> None:
    """Add the corrector after the recogniser."""
    ruler: Any = nlp.add_pipe("entity_ruler", name=NAME, after="ner", config={"overwrite_ents": True, "validate": True})
    ruler.add_patterns(patterns(sources))
