"""Which nouns report? "Claims that the dam leaked", "the minister's view that", "in the words of its founder"."""

from extractors.claims.lexicon import cue_words
from extractors.claims.saying import NEGATIVE_CLAUSE_VERBS, SAY_VERBS
from extractors.claims.sources import Source, named_source, nobody
from extractors.claims.subjects import find_subjects
from extractors.claims.tree import Node, child, children, is_noun, is_verb

REPORT_NOUNS = cue_words("attribution", "report_nouns")
DENIAL_NOUNS = cue_words("polarity", "denial_nouns")
CONTENT_NOUNS = REPORT_NOUNS | DENIAL_NOUNS
VIEW_NOUNS = cue_words("attribution", "view_nouns")
# "The claim that Pell invaded Sadow" is no relative clause, though a parser may call it one: its "that" is a mark.
CONTENT_DEPS = frozenset({"acl", "ccomp", "appos", "relcl"})
VIEW_PREPOSITIONS = frozenset({"in", "by", "on", "from"})
HANDLING_VERBS = SAY_VERBS | cue_words("attribution", "passing_verbs") | NEGATIVE_CLAUSE_VERBS
FALSE_ADJECTIVES = cue_words("polarity", "false_adjectives")


def reports_in_noun(clause: Node) -> bool:
    """Tell whether a clause is the content of a noun that reports: "the claim that", "allegations that"."""
    noun = clause.head
    if noun is None or clause.dep not in CONTENT_DEPS or noun.lemma not in CONTENT_NOUNS:
        return False
    mark = child(clause, "mark")
    if not is_noun(noun) or mark is None or mark.lower not in {"that", "whether"}:
        return False
    return clause.dep != "relcl" or child(clause, "nsubj", "nsubjpass", "expl") is not None


def noun_source(noun: Node) -> Source:
    """Return whose report it is: its owner, its maker, or who spreads or rejects it."""
    owner = child(noun, "poss")
    if owner is not None:
        return named_source(owner, noun)
    for each in children(noun, "prep"):
        inner = child(each, "pobj")
        if each.lower in {"by", "from"} and inner is not None:
            return named_source(inner, noun)
    return _handler(noun) or nobody(noun)


def _handler(noun: Node) -> Source | None:
    """Return "the ministry" of "the ministry rejected claims that …" and of "claims that … were denied by it"."""
    verb = noun.head
    if verb is None or not is_verb(verb) or verb.lemma not in HANDLING_VERBS:
        return None
    if noun.dep == "dobj":
        found = find_subjects(verb)
        return named_source(found[0].head, noun) if found else None
    agent = child(verb, "agent") if noun.dep == "nsubjpass" else None
    target = child(agent, "pobj") if agent is not None else None
    return named_source(target, noun) if target is not None else None


def denied_report(clause: Node) -> str | None:
    """Return what denies the content of a report: "rejected claims that", "her denial that", "rumours … are false"."""
    noun = clause.head
    if noun is None or not reports_in_noun(clause):
        return None
    if noun.lemma in DENIAL_NOUNS:
        return noun.text
    verb = noun.head
    if verb is None or not is_verb(verb) or noun.dep not in {"dobj", "nsubjpass", "nsubj"}:
        return None
    if noun.dep != "nsubj" and verb.lemma in NEGATIVE_CLAUSE_VERBS and child(verb, "neg") is None:
        # "The minister's view that the dam is safe was rejected": it is still what the minister says
        return verb.text if child(noun, "poss") is None else None
    judged = child(verb, "acomp", "oprd", "attr")
    wrong = judged is not None and judged.lower in FALSE_ADJECTIVES
    return judged.text if wrong and judged is not None and child(verb, "neg") is None else None


def view_source(preposition: Node) -> Source | None:
    """Return the source of "in the words of its founder", "in Ruiz's view", "by his own account"."""
    if preposition.dep != "prep" or preposition.lower not in VIEW_PREPOSITIONS:
        return None
    noun = child(preposition, "pobj")
    if noun is None or noun.lemma not in VIEW_NOUNS:
        return None
    owner = child(noun, "poss")
    of = next((each for each in children(noun, "prep") if each.lower == "of"), None)
    owner = owner or (child(of, "pobj") if of is not None else None)
    if owner is not None:
        return named_source(owner, preposition)
    return nobody(preposition) if any(each.lower == "all" for each in noun.children) else None
