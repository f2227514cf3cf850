"""How likely is a claim right? Learnt from how often claims of its kind were."""

from math import exp, log

from extractors.claims.drafts import Draft
from extractors.claims.tree import Node

# Log-odds in a sentence of ten words, by construction: a logistic regression on 2,296 claims. 765 of them stand in the
# first 310 development sentences of CaRB (right: a tuple of its annotators says the same) and 1,531 in the gold of
# tests/extractors/claims (wrong ones counted four times, as when those sentences were first met). Rare constructions lean
# towards the mean. The whole: mean distance of confidence and share right 0.029 (tests/bench/confidence.py).
LOG_ODDS = {
    "active": 3.11, "passive": 2.11, "passive_agent": 2.18, "copula": 2.32, "reciprocal": 2.41, "possessive": 2.62,
    "existential": 2.23, "between": 2.46, "light_verb": 2.73, "prepositional": 2.44, "intransitive": 2.2,
    "clause": 2.17, "apposition": 2.1, "title": 1.68, "including": 2.06, "far_from": 2.41, "role": 2.23,
}  # fmt: skip
# Of the same regression: a sentence twice as long costs 1.34, a subject that is a pronoun 0.91.
LENGTH_COST = 1.94
SHORTEST = 4
PRONOUN_COST = 0.91
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
