"""Which members of a list are denied? "no army or navy", "not Brunn but Sadow", "gas, not coal", "tea, not milk"."""

from collections.abc import Sequence

from extractors.claims.lexicon import cue_words
from extractors.claims.tree import Node, children, is_verb, subtree

NOT_SCOPE_BREAKERS = cue_words("polarity", "not_scope_breakers")
NO_PRONOUNS = cue_words("polarity", "no_pronouns")
NO_DETERMINERS = cue_words("polarity", "no_determiners")
DETERMINING_DEPS = frozenset({"det", "preconj", "predet", "nummod", "cc"})
# Words that "not" before a noun may hang on: "not all ships", "not a single ship", "not every ship".
COUNTING_DEPS = frozenset({"det", "predet", "nummod", "amod", "quantmod"})
# "not only deep": a word that weakens a negation stands right behind it, or behind one word more.
WEAKENING_REACH = 2


def denial(node: Node) -> str | None:
    """Return the word that denies a phrase: "no army", "not an ally", "neither side", "nobody", "not all ships"."""
    if node.lower in NO_PRONOUNS:
        return node.text
    for each in node.children:
        if each.i > node.i:
            break
        if each.lower in NO_DETERMINERS and each.dep in DETERMINING_DEPS:
            return each.text
        if each.dep == "neg" and not is_verb(node) and not _is_weakened_before(each, node):
            return each.text
        if each.children and each.dep in COUNTING_DEPS and (inner := _counted_denial(each)) is not None:
            return inner
    return None


def _counted_denial(counter: Node) -> str | None:
    return next((each.text for each in counter.children if each.dep == "neg" and each.lower == "not"), None)


def _is_weakened_before(negation: Node, node: Node) -> bool:
    return any(each.lower in NOT_SCOPE_BREAKERS and each.i > negation.i for each in node.children)


def is_weakened(link: Node, negation: Node) -> bool:
    """Tell whether a negation on a verb denies nothing: "not just", "not only"."""
    return any(
        each.lower in NOT_SCOPE_BREAKERS and 0 < each.i - negation.i <= WEAKENING_REACH for each in subtree(link)
    )


def is_rather_than(node: Node) -> bool:
    """Tell whether a word opens "rather than …", "instead of …", "as opposed to …": its noun is a denied member."""
    if node.lower == "instead":
        return bool(counter_nouns(node))
    return (node.lower == "than" and any(each.lower == "rather" for each in node.children)) or is_opposed_to(node)


def is_opposed_to(node: Node) -> bool:
    """Tell whether "to" is that of "as opposed to"."""
    return node.lower == "to" and any(each.lower == "opposed" for each in node.children)


def counter_nouns(mark: Node) -> list[Node]:
    """Return "coal" of "rather than coal", "concrete" of "instead of concrete"."""
    found = children(mark, "pobj")
    if mark.lower == "instead":
        of = [each for each in mark.children if each.lower == "of"]
        found = [*found, *(inner for each in of for inner in children(each, "pobj"))] if of else []
    return found


def denied_beside(node: Node, heads: Sequence[Node]) -> str | None:
    """Return the word that sets a member off against others of its list, or that they share: it turns the claim."""
    if not heads or node is heads[0]:
        return None
    return _contrast(node) or _shared_denial(node, heads) or turned_by_but(heads[0], node)


def _contrast(node: Node) -> str | None:
    """Return "rather than" or "not" where the coordination says that this member is not meant."""
    above = node.head
    if above is None:
        return None
    if above.lower == "instead" or (above.head is not None and above.head.lower == "instead"):
        return "instead of"
    if is_rather_than(above):
        return "as opposed to" if is_opposed_to(above) else "rather than"
    for each in above.children:
        if each.dep == "cc" and each.i < node.i and any(below.lower == "rather" for below in each.children):
            return "rather than"
        if each.dep == "cc" and each.lower in {"not", "nor"} and each.i < node.i:
            return each.text
    return None


def _shared_denial(node: Node, heads: Sequence[Node]) -> str | None:
    """Return "no" for the navy of "no army or navy"; "and a small navy" with its own article is none."""
    first = heads[0]
    cue = denial(first) if first.lower not in NO_PRONOUNS else None
    joins = {each.lower for member in heads for each in member.children if each.dep == "cc"}
    if cue is None or not joins <= {"or", "nor", "and"} or denial(node) is not None:
        return None
    own = any(each.dep in {"det", "nummod", "poss"} and each.i < node.i for each in node.children)
    return cue if not own or joins & {"or", "nor"} else None


def turned_by_but(first: Node, member: Node) -> str | None:
    """Return "but" of "is not Brunn but Sadow", where the verb denies the first member alone."""
    but = next((each for each in first.children if each.dep == "cc" and first.i < each.i < member.i), None)
    verb = first.head if first.head is None or is_verb(first.head) else first.head.head
    if but is None or but.lower != "but" or verb is None or not is_verb(verb):
        return None
    marks = [each for each in verb.children if each.dep == "neg" and each.i < first.i]
    return but.text if marks and not is_weakened(verb, marks[-1]) else None
