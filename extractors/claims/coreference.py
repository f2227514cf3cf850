"""Whom does a pronoun mean? Resolves the plain cases and says why; the others stay unresolved with a reason."""

from collections.abc import Sequence
from typing import NamedTuple

from extractors.claims.denied_members import denial
from extractors.claims.lexicon import cue_words
from extractors.claims.mentions import Name
from extractors.claims.phrases import phrase, written
from extractors.claims.subjects import is_expletive
from extractors.claims.timewords import is_time
from extractors.claims.tree import Node, ancestors, children, conjuncts, is_name, is_noun, is_verb

PERSONAL = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
NEUTER = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
PRONOUNS = PERSONAL | NEUTER | PLURAL
# Nouns that may stand for the one organisation or country named before.
NOMINAL_TYPES = dict.fromkeys(cue_words("nouns", "organisations"), "ORG") | dict.fromkeys(
    cue_words("nouns", "states"), "GPE"
)
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
SLOT_DEPS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "attr", "conj", "appos", "dative", "poss"})
THING_NOUNS = cue_words("nouns", "things")
PERSON_NOUNS = (cue_words("nouns", "relational") | cue_words("nouns", "persons")) - THING_NOUNS
# A pronoun reaches back this many sentences at most.
REACH = 2


class Candidate(NamedTuple):
    """A phrase that a later pronoun may mean."""

    node: Node
    sentence: int
    name_text: str | None
    plural: bool
    person: bool | None  # None: may be either
    name: bool
    subject: bool
    main: bool  # subject of the sentence's main clause


class Resolution(NamedTuple):
    """What a pronoun means, and why."""

    candidate: Candidate | None
    reason: str


def pronoun_candidate(pronoun: Node, known: Candidate, *, sentence: int) -> Candidate:
    """Return a resolved pronoun as something that a later pronoun may mean."""
    is_subject = pronoun.dep in SUBJECTS
    return known._replace(
        node=pronoun,
        sentence=sentence,
        name_text=candidate_text(known),
        subject=is_subject,
        main=is_subject and pronoun.head is not None and pronoun.head.head is None,
    )


def nominal_type(node: Node) -> str | None:
    """Return ORG or GPE for a bare "the company", "the regime"; None for any other word."""
    if node.tag != "NN" or node.lower not in NOMINAL_TYPES:
        return None
    before = [each for each in node.children if each.dep not in {"relcl", "punct", "cc", "conj", "case"}]
    if len(before) != 1 or before[0].lower not in {"the", "this"} or before[0].i != node.i - 1:
        return None
    return NOMINAL_TYPES[node.lower]


def candidate_text(candidate: Candidate) -> str:
    """Return the name or the words of a candidate, without its article."""
    if candidate.name_text is not None:
        return candidate.name_text
    words = phrase(candidate.node)
    kept = words[1:] if len(words) > 1 and words[0].lower in {"the", "a", "an"} else words
    return written(kept)


def find_candidates(words: Sequence[Node], names: Sequence[Name], *, sentence: int) -> list[Candidate]:
    """Return the phrases of a sentence that pronouns may mean, in text order."""
    by_node = {node: name for name in names for node in name.nodes}
    return [
        _candidate(node, by_node.get(node), sentence=sentence)
        for node in words
        if node.dep in SLOT_DEPS
        and is_noun(node)
        and not is_time(node)
        and node.head is not None
        and denial(node) is None
        and not _describes_name(node)
        and not node.lower.endswith(("body", "thing", "one"))
    ]


def _describes_name(node: Node) -> bool:
    """Tell whether a noun says what a name before it is: "the mayor" of "Ines Faro, the mayor"."""
    return node.dep == "appos" and node.head is not None and is_name(node.head) and not is_name(node)


def _candidate(node: Node, name: Name | None, *, sentence: int) -> Candidate:
    is_subject = node.dep in SUBJECTS
    return Candidate(
        node=node,
        sentence=sentence,
        name_text=name.text if name is not None else None,
        plural=(node.tag in {"NNS", "NNPS"} and name is None) or len(conjuncts(node)) > 1,
        person=_is_person(node, name),
        name=name is not None,
        subject=is_subject,
        main=is_subject and node.head is not None and node.head.head is None,
    )


def _is_person(node: Node, name: Name | None) -> bool | None:
    if name is not None and name.type:
        return name.type == "PERSON"
    if node.entity:
        return node.entity == "PERSON"
    if node.lemma in PERSON_NOUNS or any(each.lemma in PERSON_NOUNS for each in children(node, "appos")):
        return True
    return None if node.tag in {"NNP", "NNPS"} else node.lemma.endswith(("er", "or", "ist", "man", "woman")) and None


def resolve(pronoun: Node, candidates: Sequence[Candidate], *, sentence: int) -> Resolution:
    """Return what a third-person pronoun means, from the candidates of this and the sentences before it."""
    if is_expletive(pronoun):
        return Resolution(candidate=None, reason="pronoun: stands for nothing")
    owner = _joined_owner(pronoun, candidates, sentence=sentence)
    if owner is not None:
        return Resolution(candidate=owner, reason="pronoun: the other member of its list")
    fitting = [each for each in candidates if _fits(each, pronoun, sentence=sentence)]
    nearest = _clause_subject(pronoun, fitting, sentence=sentence)
    if nearest is not None:
        return Resolution(candidate=nearest, reason="pronoun: subject of its own clause")
    own = [each for each in fitting if each.sentence == sentence]
    before = [each for each in fitting if each.sentence != sentence]
    for pool, where in ((own, "this sentence"), (before, "the sentence before")):
        chosen = _choose(pool)
        if chosen is not None:
            role = "subject" if chosen.subject else "only fitting name" if chosen.name else "nearest fitting phrase"
            return Resolution(candidate=chosen, reason=f"pronoun: {role} of {where}")
    return Resolution(candidate=None, reason="pronoun: no plain antecedent")


def _clause_subject(pronoun: Node, fitting: Sequence[Candidate], *, sentence: int) -> Candidate | None:
    """Return the subject of the clause that a possessive stands in: "Chad cultivated its own network"."""
    if pronoun.tag != "PRP$":
        return None
    verb = next((above for above in ancestors(pronoun) if is_verb(above)), None)
    own = [each for each in fitting if each.sentence == sentence and each.subject and each.node.head is verb]
    return own[-1] if own and verb is not None else None


def _joined_owner(pronoun: Node, candidates: Sequence[Candidate], *, sentence: int) -> Candidate | None:
    """Return "the mayor" for "the mayor and her deputy"."""
    for above in ancestors(pronoun):
        if is_verb(above):
            return None
        if above.dep == "conj" and above.head is not None:
            first = above.head
            return next(
                (
                    each
                    for each in candidates
                    if each.node is first and each.sentence == sentence and _agrees(each, pronoun, alone=True)
                ),
                None,
            )
    return None


def _fits(candidate: Candidate, pronoun: Node, *, sentence: int) -> bool:
    if sentence - candidate.sentence > REACH or candidate.sentence > sentence:
        return False
    if candidate.sentence == sentence:
        if candidate.node.i >= pronoun.i or pronoun in _under(candidate.node):
            return False
        if (
            candidate.node.head is pronoun.head and pronoun.tag == "PRP"
        ):  # both arguments of one verb: not the same thing
            return False
    return _agrees(candidate, pronoun)


def _under(node: Node) -> list[Node]:
    return list(node.children) + [below for each in node.children for below in each.children]


def _agrees(candidate: Candidate, pronoun: Node, *, alone: bool = False) -> bool:
    plural = candidate.plural and not (alone and (candidate.name or candidate.node.tag in {"NN", "NNP"}))
    if pronoun.lower in PLURAL:
        return plural
    if plural:
        return False
    if pronoun.lower in PERSONAL:
        return candidate.person is not False and (candidate.name or candidate.person is True)
    return pronoun.lower in NEUTER and candidate.person is not True


def _choose(pool: Sequence[Candidate]) -> Candidate | None:
    """Return the last main subject, else the last subject, name, object or phrase, in this order."""
    if not pool:
        return None
    latest = max(each.sentence for each in pool)
    near = [each for each in pool if each.sentence == latest]
    for wanted in (
        [each for each in near if each.main],
        [each for each in near if each.subject],
        [each for each in near if each.name],
        [each for each in near if each.node.dep == "dobj"],
        near,
    ):
        if wanted:
            return wanted[-1]
    return None
