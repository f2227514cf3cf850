"""How sure is a claim said to be, when does it hold, and in whose voice? Puts polarity, source and time together."""

from typing import NamedTuple

from extractors.claims.attribution import HYPOTHETICAL_VERBS, find_sources, reporting_verb
from extractors.claims.drafts import Draft
from extractors.claims.lexicon import cue_words
from extractors.claims.polarity import denials, is_yet
from extractors.claims.predicates import (
    HEDGING_ADJECTIVES,
    NEGATIVE_ADJECTIVES,
    PASSIVE_HEDGES,
    RAISING_VERBS,
    is_passive,
)
from extractors.claims.sources import Source
from extractors.claims.subjects import MAX_STEPS, denies_infinitive
from extractors.claims.timewords import time_of
from extractors.claims.tree import FINITE_TAGS, Node, child, children, is_verb
from extractors.records import Modality, Polarity

HEDGING_MODALS = cue_words("modality", "hedging_modals")
HYPOTHETICAL_MODALS = cue_words("modality", "hypothetical_modals")
HEDGING_ADVERBS = cue_words("modality", "hedging_adverbs")
REPORTING_ADVERBS = cue_words("modality", "reporting_adverbs")
HEDGING_NOUNS = cue_words("modality", "hedging_nouns")
CONDITION_MARKS = cue_words("modality", "condition_marks")
# The higher wins, as the public vocabulary orders them.
RANK = {Modality.ASSERTED: 0, Modality.HEDGED: 1, Modality.HYPOTHETICAL: 2, Modality.REPORTED: 3}


class Clause(NamedTuple):
    """What holds of every claim that a chain of verbs (or a noun) makes."""

    denials: tuple[str, ...]
    modality: Modality
    cue: str | None  # of the modality
    sources: tuple[Source, ...]
    time: tuple[Node, ...]
    tense: str | None


class Factuality(NamedTuple):
    """What a claim's sentence says about the claim."""

    polarity: Polarity
    modality: Modality
    cue: str | None
    sources: tuple[Source, ...]
    time: tuple[Node, ...]
    tense: str | None


def read_clause(chain: tuple[Node, ...]) -> Clause:
    """Return what all claims with this chain share: the members of a list are told by one clause."""
    head = chain[0]
    sources = tuple(find_sources(head))
    modality, cue = _modality(chain, sources)
    return Clause(
        denials=tuple(denials(chain)),
        modality=modality,
        cue=cue,
        sources=sources,
        time=(time_of(chain) if is_verb(head) else ()) or _shared_time(head),
        tense=tense_of(head),
    )


def read_factuality(draft: Draft, clause: Clause) -> Factuality:
    """Return polarity, modality, sources and time of a draft claim that the clause makes."""
    denied = [*clause.denials, draft.cue or "no"] if draft.negated else clause.denials
    return Factuality(
        polarity=Polarity.NEGATIVE if len(denied) % 2 == 1 else Polarity.POSITIVE,
        modality=clause.modality,
        cue=denied[0] if denied else clause.cue,
        sources=clause.sources,
        time=draft.time or clause.time,
        tense=clause.tense,
    )


def _modality(chain: tuple[Node, ...], sources: tuple[Source, ...]) -> tuple[Modality, str | None]:
    asked = _asked(chain[0])
    if asked is not None:
        return Modality.HYPOTHETICAL, asked
    if sources:
        return Modality.REPORTED, sources[0].verb.text
    found = _strongest([*_cues_of_chain(chain), *_cues_above(chain[0], steps=MAX_STEPS)])
    return found or (Modality.ASSERTED, None)


def _asked(head: Node) -> str | None:
    """Return "whether" of a clause that is left open: nobody says that it holds."""
    return next((each.text for each in children(head, "mark", "advmod") if each.lower == "whether"), None)


def _strongest(found: list[tuple[Modality, str]]) -> tuple[Modality, str] | None:
    return max(found, key=lambda each: RANK[each[0]], default=None)


def _cues_of_chain(chain: tuple[Node, ...]) -> list[tuple[Modality, str]]:
    found: list[tuple[Modality, str]] = []
    reporter = reporting_verb(chain)
    if reporter is not None:
        found.append((Modality.REPORTED, reporter.text))
    for place, link in enumerate(chain):
        found += [cue for each in link.children for cue in _word_cue(each)]
        if place < len(chain) - 1 and _hedges_next(link, chain[place + 1]):
            found.append((Modality.HEDGED, link.text))
        found += _condition_on(link)
    if chain[-1].lemma in {"seem", "appear"} and child(chain[-1], "acomp", "attr", "oprd", "xcomp") is not None:
        found.append((Modality.HEDGED, chain[-1].text))
    return found


def _hedges_next(link: Node, after: Node) -> bool:
    if not is_verb(link):
        return link.lower in HEDGING_ADJECTIVES
    if link.lemma in RAISING_VERBS or (is_passive(link) and link.lemma in PASSIVE_HEDGES):
        return True
    return (
        link.lemma in {"have", "be"} and not is_yet(link) and any(each.lower == "to" for each in children(after, "aux"))
    )


def _word_cue(node: Node) -> list[tuple[Modality, str]]:
    if node.dep in {"aux", "auxpass"} and node.tag == "MD":
        if node.lower in HYPOTHETICAL_MODALS:
            return [(Modality.HYPOTHETICAL, node.text)]
        return [(Modality.HEDGED, node.text)] if node.lower in HEDGING_MODALS else []
    if node.tag.startswith("RB"):
        if node.lower in REPORTING_ADVERBS:
            return [(Modality.REPORTED, node.text)]
        return [(Modality.HEDGED, node.text)] if node.lower in HEDGING_ADVERBS else []
    if node.dep not in {"acomp", "attr"}:
        return []
    return [cue for each in node.children if each.tag.startswith("RB") for cue in _word_cue(each)]


def _condition_on(link: Node) -> list[tuple[Modality, str]]:
    """Return "if" where the clause itself or the clause that it depends on is a condition."""
    own = [each for each in link.children if each.dep in {"mark", "advmod"} and each.lower in CONDITION_MARKS]
    if own:
        return [(Modality.HYPOTHETICAL, own[0].text)]
    if link.dep == "advcl" and link.head is not None and link.head.lower == "long" and child(link, "mark") is not None:
        return [(Modality.HYPOTHETICAL, "as long as")]
    if link.dep == "advcl" and any(each.lower == "in" and _is_case(each) for each in link.children):
        return [(Modality.HYPOTHETICAL, "in case")]
    if (inverted := _inverted(link)) is not None:
        return [(Modality.HYPOTHETICAL, inverted.text)]
    for each in children(link, "advcl"):
        marks = [below for below in each.children if below.dep == "mark" and below.lower in {"if", "unless"}]
        marks = marks or list(filter(None, [_inverted(each)]))
        if marks and _is_open(link):
            return [(Modality.HYPOTHETICAL, marks[0].text)]
    return []


def _is_case(preposition: Node) -> bool:
    target = next((each for each in preposition.children if each.i == preposition.i + 1), None)
    return target is not None and target.lower == "case" and len(target.children) == 0


def _inverted(verb: Node) -> Node | None:
    """Return "Had" of "Had the valve closed, …": an auxiliary before the subject of a dependent clause."""
    subject = child(verb, "nsubj", "nsubjpass") if verb.dep == "advcl" else None
    if subject is None or child(verb, "mark") is not None:
        return None
    before = [each for each in children(verb, "aux", "auxpass") if each.lower in {"had", "should", "were"}]
    return before[0] if before and before[0].i < subject.i else None


def _is_open(verb: Node) -> bool:
    """Tell whether a clause with a condition is itself open: with a modal or in the present."""
    return any(each.tag == "MD" for each in verb.children) or verb.tag in {"VBZ", "VBP", "VB"}


def _cues_above(head: Node, *, steps: int) -> list[tuple[Modality, str]]:
    """Return the cues that a clause takes over from the clauses around it."""
    above = head.head
    if above is None or steps == 0:
        return []
    if head.dep == "conj" and is_verb(above):
        leaning = child(head, "aux", "auxpass", "nsubj", "nsubjpass") is None
        own = [cue for each in above.children for cue in _word_cue(each)] if leaning and is_verb(head) else []
        marks = [each.text for each in above.children if each.dep == "mark" and each.lower in CONDITION_MARKS]
        return own + [(Modality.HYPOTHETICAL, mark) for mark in marks] + _cues_above(above, steps=steps - 1)
    if head.dep in {"ccomp", "xcomp", "csubj", "acl", "advcl", "pcomp"}:
        return _clause_cues(head, above) + _wider_cues(head, above, steps=steps - 1)
    return []


def _clause_cues(head: Node, above: Node) -> list[tuple[Modality, str]]:
    infinitive = any(each.dep == "aux" and each.lower == "to" for each in head.children)
    judged = child(above, "acomp", "oprd") if is_verb(above) else None
    if infinitive and judged is not None and judged.lower in NEGATIVE_ADJECTIVES:
        return [(Modality.HEDGED, judged.text)] if judged.lower in HEDGING_ADJECTIVES else []
    if is_verb(above):
        adjective = child(above, "acomp")
        if adjective is not None and adjective.lower in HEDGING_ADJECTIVES and head.dep in {"ccomp", "xcomp", "csubj"}:
            return [(Modality.HEDGED, adjective.text)]
        if above.lemma in HYPOTHETICAL_VERBS and head.dep in {"ccomp", "xcomp"}:
            return [(Modality.HYPOTHETICAL, above.text)]
        if above.lemma in RAISING_VERBS and head.dep == "ccomp":
            return [(Modality.HEDGED, above.text)]
    if above.lower in HEDGING_ADJECTIVES or (above.lemma in HEDGING_NOUNS and head.dep in {"acl", "ccomp"}):
        return [(Modality.HEDGED, above.text)]
    purpose = infinitive and head.dep in {"advcl", "acl"} and not denies_infinitive(above, head)
    return [(Modality.HYPOTHETICAL, "to")] if purpose else []


def _wider_cues(head: Node, above: Node, *, steps: int) -> list[tuple[Modality, str]]:
    """Return what a participle takes from the clause before it: "would escalate, drawing in others"."""
    if head.dep == "pcomp" and above.head is not None:
        above = above.head
    if not is_verb(above) or head.tag in FINITE_TAGS or child(head, "nsubj") is not None:
        return []
    return (
        [cue for each in above.children for cue in _word_cue(each)]
        + _condition_on(above)
        + _cues_above(above, steps=steps)
    )


def _shared_time(head: Node) -> tuple[Node, ...]:
    """Return the time that stands before the first of several coordinated verbs: "In 2019 it sold X and bought Y"."""
    if head.dep != "conj" or head.head is None or not is_verb(head) or child(head, "nsubj", "nsubjpass") is not None:
        return ()
    first = head.head
    words = time_of((first,))
    return words if words and words[0].i < first.i else ()


def tense_of(head: Node) -> str | None:
    """Return past, present or future of the clause, None where no finite verb tells.

    A participle takes the tense of the clause it leans on.
    """
    helpers = children(head, "aux", "auxpass")
    if any(each.lower in {"will", "'ll", "shall", "wo"} for each in helpers):
        return "future"
    finite = next((each for each in (*helpers, head) if each.tag in {"VBD", "VBP", "VBZ"}), None)
    if finite is not None:
        return "past" if finite.tag == "VBD" or _is_perfect(finite, head) else "present"
    if any(each.tag == "MD" for each in helpers):
        return "present"
    if is_verb(head) and head.head is not None and head.dep in {"conj", "advcl", "xcomp"} and is_verb(head.head):
        return tense_of(head.head)
    return "past" if head.tag == "VBN" else None


def _is_perfect(finite: Node, head: Node) -> bool:
    return finite.lemma == "have" and head.tag == "VBN" and finite is not head and finite.tag == "VBD"
