"""Which words place a claim in time?"""

import re
from collections.abc import Sequence

from extractors.claims.lexicon import cue_words
from extractors.claims.tree import PLACE, SUBJECT_DEPS, Node, child, is_noun, subtree
from extractors.claims.voices import has_voice

TIME_UNITS = cue_words("time", "units")
TIME_NAMES = cue_words("time", "names")
TIME_ADVERBS = cue_words("time", "adverbs")
WEAK_ADVERBS = cue_words("time", "weak_adverbs")
MEASURED_VERBS = cue_words("verbs", "measured")
TIME_ADJECTIVES = cue_words("time", "adjectives")
TIME_PREPOSITIONS = cue_words("time", "prepositions")
# 1100 to 2199, with or without the s of a decade; smaller numbers are counts more often than years.
YEAR = re.compile(
    r"(?:1[1-9]|2[01])\d\d(?:['\u2019]?s)?|['\u2019]?\d0['\u2019]?s|\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{2,4}"
)
# Prepositions that make a time of any event: "after the war".
EVENT_PREPOSITIONS = frozenset({"during", "until", "till", "since", "after", "before"})
PARTS_OF_TIME = frozenset({"end", "start", "beginning", "middle", "eve", "turn", "rest", "course", "half", "close"})
# Adverbs that a preposition makes a time of: "until recently", "since then", "by now".
POINTS = frozenset({"now", "then", "recently", "today", "yesterday", "tomorrow", "tonight", "lately", "later", "long"})
HOLIDAYS = cue_words("time", "holidays")
# "mid-July", "late-2019": names that a pipeline rarely knows as dates.
EARLY_NAME = re.compile(
    r"(?:mid|early|late)-(?:" + "|".join(sorted(map(re.escape, TIME_NAMES))) + r"|(?:1[1-9]|2[01])\d\ds?)"
)
CLOCK = re.compile(r"\d{1,2}(?::\d\d)?(?:[ap]\.?m\.?)?")


def is_time(node: Node) -> bool:
    """Tell whether a noun phrase is a time: "last week", "2018", "the four decades since"."""
    if node.entity in {"DATE", "TIME"} or node.lower in HOLIDAYS or _is_early_name(node.lower):
        return True
    if node.entity and node.entity not in {"CARDINAL", "ORDINAL"} and not node.text[0].islower():
        return False
    if node.lower in TIME_NAMES and (node.lower not in {"may", "march"} or node.tag == "NNP"):
        return True
    if node.lemma in TIME_UNITS:
        return not _measures_a_thing(node)
    if (not node.text[0].isalpha() and YEAR.fullmatch(node.text)) or _is_part_of_time(node):
        return True
    return (
        node.lower in {"past", "present", "moment", "time", "times", "future"}
        and node.tag in {"NN", "NNS"}
        and _is_plain(node)
    )


def _is_early_name(word: str) -> bool:
    return "-" in word and EARLY_NAME.fullmatch(word) is not None


def _is_part_of_time(node: Node) -> bool:
    """Tell whether a noun is a part of a time: "the end of the year"."""
    if node.lower not in PARTS_OF_TIME:
        return False
    below = [inner for each in node.children if each.lower == "of" for inner in each.children if inner.dep == "pobj"]
    return bool(below) and is_time(below[0])


def _measures_a_thing(node: Node) -> bool:
    """Tell whether a unit of time only counts what follows: "decades of war", not "the night of 3 June"."""
    for each in node.children:
        inner = next((below for below in each.children if below.dep == "pobj"), None) if each.lower == "of" else None
        if inner is not None and node.tag == "NNS":
            return not is_time(inner)
    return False


def _is_plain(node: Node) -> bool:
    return all(each.dep in {"det", "amod", "prep", "predet"} for each in node.children)


def time_of(verbs: Sequence[Node]) -> tuple[Node, ...]:
    """Return the words that date a clause, in text order; empty where nothing does.

    A phrase on the clause counts before an adverb, an adverb before a date inside the clause's noun phrases.
    """
    for find in (_phrase_on, _adverb_on, _date_within):
        for verb in reversed(verbs):
            words = find(verb)
            if words:
                return words
    return ()


def _phrase_on(verb: Node) -> tuple[Node, ...]:
    for each in verb.children:
        if each.dep in {"npadvmod", "dobj"} and is_time(each) and _is_bare(each) and verb.lemma not in MEASURED_VERBS:
            return _plain(each)
        if each.dep in {"prep", "agent"} and (words := _time_phrase(each)):
            return words
    return ()


def _is_bare(node: Node) -> bool:
    """Tell whether a time hangs on the verb as an adverbial: "resigned last week", not "spent two years"."""
    return node.dep == "npadvmod" or any(
        each.lower in {"last", "next", "this", "every", "each"} for each in node.children
    )


def _time_phrase(prep: Node) -> tuple[Node, ...]:
    """Return "Since 1978"; the preposition is left out where it only says "at this time"."""
    target = child(prep, "pobj", "pcomp") or child(prep, "advmod")
    if target is None or prep.lower not in TIME_PREPOSITIONS or _is_no_time(target):
        return ()
    if target.lower in POINTS:  # "until recently", "since then"
        return tuple(subtree(prep))
    if target.dep == "advmod":
        return ()
    if not is_time(target) and not (prep.lower in EVENT_PREPOSITIONS and _is_event(target)):
        return ()
    words = _plain(prep)
    return tuple(each for each in words if each is not prep) if prep.lower in {"in", "on", "at", "during"} else words


def _is_no_time(target: Node) -> bool:
    """Tell whether a time is denied: "at no time" says never, not when."""
    return any(each.lower == "no" for each in target.children)


def _is_event(node: Node) -> bool:
    """Tell whether a noun may be something that happens: no name, no person, no body."""
    return is_noun(node) and not node.entity and not has_voice(node)


def _plain(node: Node) -> tuple[Node, ...]:
    words = subtree(node, without=frozenset({"relcl", "parataxis", "advcl", "appos"}))
    while words and words[-1].dep == "punct":
        words.pop()
    return tuple(words)


def _adverb_on(verb: Node) -> tuple[Node, ...]:
    for each in verb.children:
        if found := _no_longer(each):
            return found
        if each.dep in {"advmod", "npadvmod"} and _places_in_time(each, verb):
            return tuple(subtree(each))
        if each.dep == "advmod" and each.lower in {"early", "late"}:
            for below in each.children:
                if below.dep == "prep" and (words := _time_phrase(below)):
                    return words
        if each.dep == "advmod" and each.lower in {"ago", "later", "earlier", "since"} and each.children:
            return tuple(subtree(each))
    return ()


def _places_in_time(adverb: Node, verb: Node) -> bool:
    if adverb.lower == "once":
        return adverb.i < verb.i and verb.tag == "VBD"
    if adverb.lower == "since":  # "has since closed", not "since he left"
        return adverb.i < verb.i and any(each.lemma == "have" and each.dep == "aux" for each in verb.children)
    return adverb.lower in TIME_ADVERBS and adverb.lower not in WEAK_ADVERBS


def _no_longer(node: Node) -> tuple[Node, ...]:
    for each in (node, *(node.children if node.dep in {"acomp", "attr"} else ())):
        if each.lower == "longer" and (words := no_longer(each)):
            return words
    return ()


def no_longer(node: Node) -> tuple[Node, ...]:
    """Return "no longer", wherever the parser hung its "no"; empty for a longer road."""
    around = [*node.children, *(node.head.children if node.head is not None else [])]
    no = next((each for each in around if each.lower == "no" and each.i == node.i - 1), None)
    return (no, node) if no is not None else ()


def _date_within(verb: Node) -> tuple[Node, ...]:
    """Return a date inside the verb's noun phrases: "the revolution in 1979", "onetime allies"."""
    for each in verb.children:
        if each.dep in SUBJECT_DEPS and (owner := _owning_time(each)):
            return owner
        if each.dep not in {"dobj", "attr", "prep", "acomp", "oprd"}:
            continue
        for below in _below_noun(each):
            if below.dep == "prep" and (words := _time_phrase(below)):
                return words
            if (
                below.dep == "amod"
                and below.lower in TIME_ADJECTIVES
                and below.lower not in {"late", "current", "future"}
            ):
                return (below,)
    return ()


def _below_noun(node: Node) -> list[Node]:
    """Return what belongs to a noun phrase, with its infinitive: "the first woman to lead the academy in 1974"."""
    found = [node]
    for each in found:
        found.extend(
            below
            for below in each.children
            if below.dep not in {"relcl", "advcl", "ccomp", "appos", "conj"}
            and (below.dep != "acl" or below.tag == "VB")
        )
    found.sort(key=PLACE)
    return found


def _owning_time(noun: Node) -> tuple[Node, ...]:
    """Return "Last winter" of "Last winter's storms destroyed"."""
    owner = next((each for each in noun.children if each.dep == "poss" and is_time(each)), None)
    return tuple(each for each in _plain(owner) if each.dep != "case") if owner is not None else ()
