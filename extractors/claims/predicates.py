"""Which verbs make up a predicate, what are its words, and what is its normal name?

"plans to build" is one predicate, as are "failed to disclose" and "is likely to trigger"; in the normal name
verbs that only deny or hedge are left out, because polarity and modality say it: plan to build, disclose, trigger.
"""

from typing import NamedTuple

from extractors.claims.lexicon import cue_words
from extractors.claims.saying import VOICING_VERBS
from extractors.claims.tree import Node, child, children, is_verb

MAX_CHAIN = 5
# "is soon to be rebuilt": one adverb at most stands between.
MAX_DUE_GAP = 2
AIMS = cue_words("verbs", "aims")
CLAUSE_DEPS = frozenset(
    {
        "ROOT",
        "ccomp",
        "xcomp",
        "advcl",
        "relcl",
        "acl",
        "conj",
        "parataxis",
        "pcomp",
        "csubj",
        "csubjpass",
        "dep",
        "attr",
        "acomp",
        "appos",
    }
)
NEGATIVE_VERBS = cue_words("polarity", "negative_verbs")
FORBIDDING_VERBS = cue_words("polarity", "forbidding_verbs")
NEGATIVE_ADJECTIVES = cue_words("polarity", "negative_adjectives")
RAISING_VERBS = cue_words("modality", "raising_verbs")
# Particles by the verb with which they deny what follows.
NEGATIVE_PARTICLES = dict(each.split() for each in cue_words("polarity", "negative_phrasal_verbs"))
RAISING_ADJECTIVES = cue_words("modality", "raising_adjectives")
HEDGING_ADJECTIVES = cue_words("modality", "hedging_adjectives")
PASSIVE_HEDGES = cue_words("modality", "passive_hedges")
# Adjectives over an infinitive that belong to the predicate: "is able to", "is ready to".
CHAINED_ADJECTIVES = (
    RAISING_ADJECTIVES
    | NEGATIVE_ADJECTIVES
    | {"able", "ready", "willing", "eager", "keen", "free", "determined", "about"}
)
# Links of a chain that only deny, hedge, report or date what follows.
LEFT_OUT_ADJECTIVES = HEDGING_ADJECTIVES | NEGATIVE_ADJECTIVES | RAISING_ADJECTIVES
LEFT_OUT_PASSIVES = VOICING_VERBS | PASSIVE_HEDGES | FORBIDDING_VERBS
LEFT_OUT_VERBS = NEGATIVE_VERBS | RAISING_VERBS | {"have", "use"}
PARTICLES = frozenset({"away", "off", "out", "up", "down", "back", "apart", "over", "together", "through"})
RELATION_DEPS = frozenset({"aux", "auxpass", "neg"})


class Predicate(NamedTuple):
    """The verbs of one clause, from the finite one to the one that carries the meaning."""

    head: Node
    verb: Node
    chain: tuple[Node, ...]
    passive: bool
    words: tuple[Node, ...]  # as the text has them, with auxiliaries and negation
    name: str  # normalised, without preposition: "plan to build", "be arrested"


def is_clause_head(node: Node) -> bool:
    """Tell whether a verb opens a clause, and is no auxiliary, modifier or later link of a chain."""
    if not is_verb(node) or node.dep not in CLAUSE_DEPS:
        return False
    if node.dep in {"xcomp", "ccomp"} and node.head is not None:
        return _next_link(node.head) is not node and not _is_adjective_link(node)
    return True


def _is_adjective_link(node: Node) -> bool:
    head = node.head
    return head is not None and head.dep == "acomp" and head.head is not None and node in verb_chain(head.head)


def verb_chain(head: Node) -> tuple[Node, ...]:
    """Return the verbs (and the adjectives between) from the finite verb down to the meaning one."""
    chain = [head]
    while len(chain) < MAX_CHAIN:
        link = _next_link(chain[-1]) or _adjective_link(chain[-1])
        if link is None or link in chain:
            break
        chain.append(link)
    if not is_verb(chain[-1]) and len(chain) > 1:
        chain.pop()
    return tuple(chain)


def _next_link(verb: Node) -> Node | None:
    """Return the infinitive or gerund that continues the predicate: "plans to build"."""
    if not is_verb(verb):
        return _verb_below(verb, "xcomp", "ccomp") if verb.lower in CHAINED_ADJECTIVES else None
    if verb.lemma == "be":
        return _due(verb)
    if child(verb, "dobj", "dative", "oprd") is not None:
        return None
    return _verb_below(verb, "xcomp")


def _due(be: Node) -> Node | None:
    """Return "rebuilt" of "The museum is to be rebuilt": what is arranged, not what an aim consists in."""
    inner = _verb_below(be, "xcomp")
    subject = child(be, "nsubj")
    if inner is None or subject is None or child(be, "attr", "acomp", "expl") is not None:
        return None
    if not any(each.lower == "to" for each in children(inner, "aux")) or subject.lemma in AIMS:
        return None
    opening = min((each.i for each in children(inner, "aux")), default=inner.i)
    return inner if opening - be.i <= MAX_DUE_GAP else None


def _verb_below(node: Node, *deps: str) -> Node | None:
    for each in children(node, *deps):
        if is_verb(each) and each.i > node.i and child(each, "nsubj", "nsubjpass", "mark") is None and _continues(each):
            return each
    return None


def _continues(verb: Node) -> bool:
    """Tell whether an infinitive or gerund goes on with the predicate; a bare participle ("…, driven by") does not."""
    return verb.tag != "VBN" or child(verb, "aux", "auxpass") is not None


def _adjective_link(verb: Node) -> Node | None:
    """Return "likely" in "is likely to trigger": an adjective with an infinitive below it."""
    adjective = child(verb, "acomp") if is_verb(verb) else None
    if adjective is None or adjective.lower not in CHAINED_ADJECTIVES:
        return None
    return adjective if _verb_below(adjective, "xcomp", "ccomp") is not None else None


def is_passive(verb: Node) -> bool:
    """Tell whether the verb's subject is what it is done to: "was arrested", "backed by"."""
    if verb.tag != "VBN":
        return False
    if any(each.dep in {"auxpass", "agent"} for each in verb.children):
        return True
    if any(each.dep == "aux" and each.lemma in {"have", "'ve"} for each in verb.children):
        return False
    if verb.dep == "conj" and verb.head is not None and child(verb, "nsubj", "aux") is None:
        return is_passive(verb.head)
    return verb.dep in {"acl", "advcl", "relcl", "xcomp"} and child(verb, "nsubj") is None


def read_predicate(head: Node) -> Predicate:
    """Return the predicate that a clause head opens."""
    chain = verb_chain(head)
    verb = chain[-1]
    found = [each for link in chain for each in (link, *_helpers(link)) if _is_relation_word(each, chain)]
    found.sort(key=lambda each: each.i)
    passive = is_passive(verb)
    return Predicate(
        head=head, verb=verb, chain=chain, passive=passive, words=tuple(found), name=_name(chain, passive=passive)
    )


def _helpers(link: Node) -> list[Node]:
    return [each for each in link.children if each.dep in RELATION_DEPS or is_particle(each, link)]


def gives_up(verb: Node) -> bool:
    """Tell whether a verb is "rule out", "give up": what follows is not to be."""
    return verb.lemma in NEGATIVE_PARTICLES and any(
        each.lower == NEGATIVE_PARTICLES[verb.lemma] and each.i > verb.i for each in verb.children
    )


def is_particle(node: Node, verb: Node) -> bool:
    """Tell whether a word belongs to a phrasal verb: "washed away", "carried out"."""
    if verb.lemma == "be":  # "the merger is off" says what it is
        return False
    return node.dep == "prt" or (node.dep == "advmod" and node.lower in PARTICLES and node.i == verb.i + 1)


def _is_relation_word(node: Node, chain: tuple[Node, ...]) -> bool:
    return node in chain or node.dep != "neg" or node.i < chain[-1].i or node.lower in {"not", "n't"}


def _name(chain: tuple[Node, ...], *, passive: bool) -> str:
    words: list[str] = []
    for place, link in enumerate(chain):
        last = place == len(chain) - 1
        if not last and _is_left_out(link):
            continue
        if words and any(each.dep == "aux" and each.lower == "to" for each in link.children):
            words.append("to")
        words.extend(_link_name(link, passive=passive if last else is_passive(link), gerund=bool(words)))
    return " ".join(words)


def _link_name(link: Node, *, passive: bool, gerund: bool) -> list[str]:
    if passive:
        named = ["be", link.lower]
    elif gerund and link.tag == "VBG":
        named = [link.lower]
    elif not is_verb(link):
        named = ["be", link.lower]
    else:
        named = [link.lemma]
    return named + [each.lower for each in link.children if is_particle(each, link)]


def _is_left_out(link: Node) -> bool:
    """Tell whether a link only denies, hedges, reports or dates what follows it."""
    if link.lemma == "be":
        return True
    if not is_verb(link):
        return link.lower in LEFT_OUT_ADJECTIVES
    if is_passive(link):
        return link.lemma in LEFT_OUT_PASSIVES
    if link.lemma in LEFT_OUT_VERBS or gives_up(link):
        return True
    return link.lower == "going"
