"""Is what a clause says affirmed or denied, and by which words?"""

from extractors.claims.denied_members import counter_nouns, denial, is_rather_than, is_weakened
from extractors.claims.lexicon import cue_words
from extractors.claims.phrases import opens_far_from
from extractors.claims.predicates import (
    FORBIDDING_VERBS,
    NEGATIVE_ADJECTIVES,
    NEGATIVE_VERBS,
    RAISING_VERBS,
    gives_up,
    is_passive,
)
from extractors.claims.report_nouns import denied_report
from extractors.claims.saying import NEGATIVE_CLAUSE_VERBS, SHOWING_VERBS, THINK_VERBS
from extractors.claims.subjects import (
    REFUSAL_NOUNS,
    denies_infinitive,
    incapable_of,
    is_cleft,
    kept_from,
    offering_word,
)
from extractors.claims.timewords import no_longer
from extractors.claims.tree import Node, child, children, is_verb

DENY_ADVERBS = cue_words("polarity", "deny_adverbs")
NO_ADVERBIALS = cue_words("polarity", "no_adverbials")
AFFIRMED_BY_DENIAL = cue_words("polarity", "affirmed_by_denial")
# "There is no evidence that" denies what follows.
EVIDENCE_NOUNS = frozenset({"evidence", "proof", "sign", "indication", "suggestion", "hint"})
# "There is little evidence that" says that it is not so, as far as anybody knows.
SCANT = frozenset({"little", "scant", "few", "insufficient", "scarce"})
AFFIRMATIVE_ADJECTIVES = frozenset({"true", "correct", "accurate", "right", "possible", "likely"})
DECIDING_ADJECTIVES = NEGATIVE_ADJECTIVES | AFFIRMATIVE_ADJECTIVES
COUNTER_MARKS = frozenset({"rather", "instead"})
COUNTER_PREPOSITIONS = frozenset({"without"})
# Verbs whose own negation is meant for the clause below: "does not believe that".
NEGATION_RAISERS = THINK_VERBS | RAISING_VERBS
CLAUSE_BELOW = frozenset({"ccomp", "xcomp", "csubj", "acl"})


def denials(chain: tuple[Node, ...]) -> list[str]:
    """Return the words that deny what a clause says, each turning it once; an even number affirms it again."""
    # A noun phrase is denied by its own words alone, and the rule that read it has seen them.
    return [*_in_chain(chain), *_from_above(chain[0])] if is_verb(chain[0]) else []


def _in_chain(chain: tuple[Node, ...]) -> list[str]:
    found: list[str] = []
    last = chain[-1]
    for place, link in enumerate(chain):
        found += [word for word in (_denial_on(link, each) for each in link.children) if word]
        if place < len(chain) - 1 and _denies_next(link):
            found.append(link.text)
    if found and last.lemma in AFFIRMED_BY_DENIAL and any(each.tag == "MD" for link in chain for each in link.children):
        return []
    return found or _shared_denial(chain[0])


def _denies_next(link: Node) -> bool:
    if (link.lemma == "have" and is_yet(link)) or gives_up(link):
        return True
    if link.lemma in FORBIDDING_VERBS and is_passive(link):
        return True
    return (link.lemma in NEGATIVE_VERBS and is_verb(link)) or (link.lower in NEGATIVE_ADJECTIVES and not is_verb(link))


def is_yet(verb: Node) -> bool:
    """Tell whether a verb is the "has" of "has yet to apologise"."""
    return any(each.lower == "yet" and each.dep == "advmod" for each in verb.children)


def _denial_on(link: Node, node: Node) -> str | None:
    """Return the denying words among a verb's children; "not just" and "not only" deny nothing."""
    if _is_no_longer(node) or any(_is_no_longer(each) for each in node.children if node.dep in {"acomp", "attr"}):
        return "no longer"
    if node.lower == "neither" and node.dep in {"preconj", "cc", "det", "advmod"} and is_verb(link):
        return node.text
    if node.lower == "nor" and node.i < link.i and is_verb(link):
        return node.text
    if node.dep == "prep":
        return _no_adverbial(node)
    if node.dep == "acomp" and is_verb(link):  # "is hardly new", hung on the adjective
        return next((found for each in node.children if each.i < node.i and (found := _denial_on(node, each))), None)
    return node.text if _is_denying(node) and not is_weakened(link, node) else None


def _is_denying(node: Node) -> bool:
    return node.dep == "neg" or (node.dep == "advmod" and node.lower in DENY_ADVERBS and node.lower != "no")


def _no_adverbial(preposition: Node) -> str | None:
    """Return "At no time", "under no circumstances", "by no means"."""
    noun = child(preposition, "pobj")
    no = next((each for each in noun.children if each.lower == "no"), None) if noun is not None else None
    if noun is None or no is None or noun.lemma not in NO_ADVERBIALS:
        return None
    return f"{preposition.text} {no.text} {noun.text}"


def _is_no_longer(node: Node) -> bool:
    return node.lower == "longer" and bool(no_longer(node))


def _shared_denial(head: Node) -> list[str]:
    """Return "not" for the second verb of "did not sign or ratify", which leans on the first one's auxiliary."""
    if head.dep != "conj" or head.head is None or not is_verb(head.head):
        return []
    joined = {each.lower for each in head.head.children if each.dep == "cc" and head.head.i < each.i < head.i}
    if "nor" in joined:  # "nor was he questioned": whatever subject it has
        return ["nor"]
    if _stands_alone(head):
        return []
    if "but" in joined or "yet" in joined:
        return []
    shared = [each.text for each in children(head.head, "neg") if each.lower in {"not", "n't", "never"}]
    if head.tag == "VB" or "or" in joined:
        return shared or _shared_denial(head.head)
    return []


def _stands_alone(head: Node) -> bool:
    return child(head, "nsubj", "nsubjpass", "aux", "auxpass", "neg") is not None


def _from_above(head: Node) -> list[str]:
    """Return what denies a clause from the clause around it: "denied that", "unlikely that", "without …ing"."""
    above = head.head
    if head.dep == "conj" and above is not None and is_verb(above):
        return _from_first(head, above)
    if (mark := _counter_mark(head)) is not None:
        return [mark]
    if above is None:
        return []
    if head.dep == "pcomp":
        found = _by_preposition(above)
        if found is not None:
            return [found]
    return _by_governor(head, above)


def _from_first(head: Node, above: Node) -> list[str]:
    """Return what denies a conjunct: "rather than" before it, or what denies the first clause as well."""
    marks = [each for each in children(above, "cc") if each.i < head.i]
    if any(below.lower == "rather" for each in marks for below in each.children):
        return ["rather than"]
    return _from_above(above) if not _stands_alone(head) or head.tag == "VB" else _from_above_shared(above)


def _counter_mark(head: Node) -> str | None:
    """Return "rather than", "instead of" where they open the clause itself, not a noun beside it."""
    marks = children(head, "mark", "prep")
    thans = [each for each in children(head, "mark", "prep", "cc", "advmod") if each.lower == "than"]
    if any(is_rather_than(each) and not counter_nouns(each) for each in thans):
        return "rather than"
    opening = [each for each in marks if each.lower in COUNTER_MARKS and not _has_gerund(each)]
    if not any(not counter_nouns(each) for each in opening):
        return None
    return "rather than" if any(each.lower == "rather" for each in head.children) else "instead of"


def _by_preposition(mark: Node) -> str | None:
    """Return what denies a gerund: "without hearing", "far from helping", "refrained from voting"."""
    if mark.lower in COUNTER_PREPOSITIONS or _opposes(mark):
        return mark.text
    if opens_far_from(mark):
        return "far from"
    if (verb := incapable_of(mark)) is not None and mark.head is not None:
        return mark.head.text if not _is_denied(verb) else None
    kept = kept_from(mark)
    return kept.text if kept is not None and not _is_denied(kept) else None


def _has_gerund(mark: Node) -> bool:
    return any(each.tag == "VBG" for below in mark.children for each in (below, *below.children))


def _opposes(mark: Node) -> bool:
    """Tell whether a preposition is "instead of", as one word or the "of" under it."""
    return mark.lower == "instead" or (mark.lower == "of" and mark.head is not None and mark.head.lower == "instead")


def _from_above_shared(above: Node) -> list[str]:
    """Return what denies a conjunct with a subject of its own: it still stands under "denied that"."""
    return _by_governor(above, above.head) if above.dep == "ccomp" and above.head is not None else []


def _by_governor(head: Node, above: Node) -> list[str]:
    noun = _by_noun(head, above)
    if noun is not None:
        return noun
    offered = offering_word(head) is not None or child(head, "nsubj") is not None
    if head.dep not in CLAUSE_BELOW and not (head.dep == "advcl" and offered):
        return []
    adjective = _adjective_of(above)
    if adjective is not None and adjective.lower in DECIDING_ADJECTIVES:
        return _by_adjective(adjective, above if is_verb(above) else above.head or above)
    nothing = _missing_evidence(head, above)
    if nothing is not None:
        return [nothing]
    if head.dep == "xcomp" and above.lemma in FORBIDDING_VERBS and not _is_denied(above):
        return [above.text]
    return _by_verb(above) if head.dep == "ccomp" else []


def _by_noun(head: Node, above: Node) -> list[str] | None:
    """Return what denies a noun's content, None where the clause is none: "claims … are false", "refusal to sign"."""
    if (report := denied_report(head)) is not None:
        return [report]
    if head.dep == "relcl" and above.head is not None and is_cleft(above):  # "It was not the mayor who"
        return [word for each in above.head.children if (word := _denial_on(above.head, each))]
    if not denies_infinitive(above, head):
        return None
    return [above.text] if above.lemma in REFUSAL_NOUNS else []  # "its decision not to sign" has its own "not"


def _by_verb(above: Node) -> list[str]:
    """Return what denies the clause of a verb: "denied that", "does not believe that"."""
    if above.lemma in NEGATIVE_CLAUSE_VERBS or gives_up(above):
        return [above.text] if not _is_denied(above) else []
    if above.lemma in NEGATION_RAISERS:
        words = [word for each in above.children if (word := _denial_on(above, each))]
        nobody = next(iter(map(denial, children(above, "nsubj"))), None)  # "No engineer believes that"
        return words[:1] or [nobody] if nobody is not None else words[:1]
    return []


def _missing_evidence(head: Node, above: Node) -> str | None:
    """Return "Nothing" of "Nothing suggests that", "no" of "no evidence that"."""
    if head.dep == "ccomp" and above.lemma in SHOWING_VERBS:
        subject = child(above, "nsubj")
        return denial(subject) if subject is not None else None
    if head.dep not in {"acl", "ccomp"} or above.lemma not in EVIDENCE_NOUNS:
        return None
    return denial(above) or next((each.text for each in children(above, "amod") if each.lower in SCANT), None)


def _by_adjective(adjective: Node, verb: Node) -> list[str]:
    """Return "unlikely" for "it is unlikely that", "not true" for "it is not true that"."""
    if adjective.lower in NEGATIVE_ADJECTIVES:
        return [adjective.text] if not _is_denied(verb) else []
    return [f"not {adjective.text}"] if _is_denied(verb) else []


def _adjective_of(node: Node) -> Node | None:
    return child(node, "acomp", "oprd", "attr") if is_verb(node) else node if node.tag.startswith("JJ") else None


def _is_denied(node: Node) -> bool:
    return any(_denial_on(node, each) for each in node.children)
