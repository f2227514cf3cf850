"""How does a Universal Dependencies tree become one in the labels of spaCy's English pipelines?

The target is the CLEAR style: Penn tags, content heads turned into function heads where a copula or a
preposition stands, conjuncts in a chain. The order of the steps matters; each step is a module function.
"""

from extractors.training.convert_clauses import (
    convert_case_marks,
    convert_copulas,
    convert_expletives,
    convert_gerunds,
    convert_small_clauses,
)
from extractors.training.convert_labels import place_punctuation, relabel
from extractors.training.convert_phrases import (
    convert_coordination,
    convert_dates_and_money,
    convert_fixed,
    convert_flat,
    convert_places,
    convert_quotations,
)
from extractors.training.trees import Tree

STEPS = (
    convert_fixed,
    convert_flat,
    convert_places,
    convert_dates_and_money,
    convert_quotations,
    convert_coordination,
    convert_copulas,
    convert_expletives,
    convert_gerunds,
    convert_case_marks,
    convert_small_clauses,
    relabel,
    place_punctuation,
)


def convert(tree: Tree) -> Tree:
    """Return the tree itself, rewritten in place to the target labels."""
    for step in STEPS:
        step(tree)
    return tree
