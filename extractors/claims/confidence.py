"""How likely is a claim right? Learnt from how often claims of its kind were."""

from math import exp, log

from extractors.claims.drafts import Draft
from extractors.claims.tree import Node

# Log-odds in a sentence of ten words, by construction: a logistic regression on claims of CaRB's development sentences
# (right: a tuple of its annotators says the same) and of the gold of tests/extractors/claims (wrong ones counted four
# times: so many were wrong when those sentences were first met). Rare constructions lean towards the mean.
# tests/bench/confidence.py prints what the figures promise and what is right.
LOG_ODDS = {
    "active": 2.9, "passive": 2.32, "passive_agent": 2.22, "copula": 2.47, "reciprocal": 2.37, "possessive": 2.59,
    "existential": 1.61, "between": 2.4, "light_verb": 2.63, "prepositional": 2.24, "intransitive": 1.98,
    "clause": 2.72, "apposition": 2.07, "title": 1.75, "including": 1.95, "far_from": 2.35, "role": 2.15,
}  # fmt: skip
# Of the same regression: a sentence twice as long costs 1.14, a subject that is a pronoun 0.66.
LENGTH_COST = 1.65
SHORTEST = 4
PRONOUN_COST = 0.66
# Set by hand, too rare to be learnt: each further root, and a verb that the parser did not know where to hang.
ROOT_COST = 0.3
LOOSE_COST = 0.5
PRONOUN_TAGS = frozenset({"PRP", "PRP$", "DT", "WDT", "WP"})
LEAST, MOST = 0.05, 0.98


def confidence_of(draft: Draft, words: int, roots: int) -> float:
    """Return how likely a claim is right, in [0.05, 0.98], in a sentence of so many words and roots."""
    odds = LOG_ODDS[draft.rule] - LENGTH_COST * log(max(words, SHORTEST) / 10)
    odds -= ROOT_COST * (roots - 1)
    if _is_pronoun(draft.subject.head):
        odds -= PRONOUN_COST
    if any(node.dep == "dep" for node in draft.chain):
        odds -= LOOSE_COST
    return round(min(MOST, max(LEAST, draft.trust / (1 + exp(-odds)))), 3)


def _is_pronoun(node: Node) -> bool:
    return node.tag in PRONOUN_TAGS
