"""How do Universal Dependencies phrases (fixed, flat, dates, money, coordination) look in the CLEAR style?"""

from extractors.training.trees import ROOT, Tree
from extractors.training.words import words

# Second word takes the object of the first: according -> to -> court.
CHAINED = frozenset({"according to", "prior to", "next to", "out of", "off of", "up to", "close to", "subsequent to"})
# First word is the preposition and keeps the object; the second hangs on it as pcomp.
PREPOSITION_PCOMP = frozenset({"because of", "due to", "instead of", "as of", "as to", "prior to", "as for"})
# The last word is the head.
LAST_IS_HEAD = frozenset({"such as", "rather than", "as well as", "as opposed to"})
COMPARISONS = frozenset({"more than", "less than", "up to", "fewer than", "at least", "at most"})
COUNT_COMPARISONS = frozenset({"as many as", "as much as", "as few as", "as little as"})
MONTHS = words(
    "january february march april may june july august september october november december jan feb mar apr jun "
    "jul aug sep sept oct nov dec jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec."
)
CURRENCY = words("$ £ € ¥ us$ a$ c$")
SAY = words(
    "say add tell report write note think ask explain state argue reply answer announce claim declare conclude "
    "continue suggest insist observe remark warn believe guess suppose hope joke shout whisper recall admit "
    "comment"
)
PROPER = frozenset({"NNP", "NNPS"})


def convert_fixed(tree: Tree) -> None:
    """Give the words of fixed expressions the labels they have as ordinary words."""
    for head in range(len(tree)):
        rest = tree.with_label(head, "fixed")
        if rest:
            _convert_one_fixed(tree, head, rest)


def _convert_one_fixed(tree: Tree, head: int, rest: list[int]) -> None:
    phrase = " ".join(tree.lower(token) for token in [head, *rest])
    dep = tree.deps[head]
    if phrase in COUNT_COMPARISONS or (phrase in COMPARISONS and dep in ("advmod", "nummod")):
        _last_quantifies(tree, head, rest, phrase)
    elif phrase in LAST_IS_HEAD:
        _last_heads(tree, head, rest, phrase)
    elif phrase in PREPOSITION_PCOMP and (dep in ("case", "mark") and not (phrase == "prior to" and dep == "case")):
        tree.deps[rest[0]] = "=pcomp"
    elif phrase in CHAINED:
        tree.deps[rest[0]] = "=prep*"  # the object moves here when case marks are turned round
    elif phrase == "of course":
        tree.deps[rest[0]] = "=pobj"
        tree.deps[head] = "=prep"
    else:
        for token in rest:
            tree.deps[token] = "=advmod"


def _last_quantifies(tree: Tree, head: int, rest: list[int], phrase: str) -> None:
    last = rest[-1]
    tree.promote(last)
    tree.deps[last] = "=quantmod"
    for token in [head, *rest[:-1]]:
        tree.attach(token, last, "=quantmod" if phrase in COUNT_COMPARISONS else "=amod")
    for token in [child for child in tree.children[head] if tree.deps[child] != "fixed"]:
        tree.attach(token, last)


def _last_heads(tree: Tree, head: int, rest: list[int], phrase: str) -> None:
    last = rest[-1]
    tree.promote(last)
    for token in [head, *rest[:-1]]:
        tree.attach(token, last, "=amod" if phrase == "such as" else "=advmod")


def convert_flat(tree: Tree) -> None:
    """Make the last word of a flat name its head and the others its compounds."""
    for first in range(len(tree)):
        rest = [child for child in tree.children[first] if tree.deps[child].split(":")[0] == "flat"]
        if not rest:
            continue
        last = rest[-1]
        others = [child for child in tree.children[first] if child not in rest]
        tree.promote(last)
        tree.deps[first] = "=compound"
        for token in rest[:-1]:
            tree.attach(token, last, "=compound")
        for token in others:
            tree.attach(token, last)


def convert_places(tree: Tree) -> None:
    """Read `Aceh, Indonesia` as an apposition, and so `Voss, Inc.` that was a compound."""
    for token in range(len(tree)):
        head = tree.heads[token]
        if head == ROOT or tree.tags[token] not in PROPER or tree.tags[head] not in PROPER:
            continue
        if tree.deps[token] == "nmod:unmarked" and head < token and tree.has_comma_between(head, token):
            tree.deps[token] = "=appos"
        elif tree.deps[token] == "compound" and token < head and tree.has_comma_between(token, head):
            _turn_round(tree, token, head)


def _turn_round(tree: Tree, token: int, head: int) -> None:
    """Make the left word of a compound the head and its old head the apposition."""
    left = [child for child in tree.children[head] if child < token]
    tree.promote(token)
    tree.deps[head] = "=appos"
    for child in left:
        tree.attach(child, token)


def convert_dates_and_money(tree: Tree) -> None:
    """Make the month the head of `June 17` and the number the head of `$ 20`."""
    for token in range(len(tree)):
        head = tree.heads[token]
        if head == ROOT:
            continue
        month = tree.deps[token] == "compound" and tree.lower(token) in MONTHS and tree.tags[head] == "CD"
        money = tree.deps[token] == "nummod" and tree.lower(head) in CURRENCY
        if month or money:
            others = [child for child in tree.children[head] if child != token]
            tree.promote(token)
            tree.deps[head] = "=nummod" if month else "=quantmod"
            for child in others:
                tree.attach(child, token)


def convert_quotations(tree: Tree) -> None:
    """Make `said` the head of what it reports where the source has it as a parataxis of the quotation."""
    for token in range(len(tree)):
        if tree.deps[token] != "parataxis" or tree.lemmas[token] not in SAY:
            continue
        head = tree.heads[token]
        if head == ROOT or tree.child(token, "nsubj") is None or tree.child(token, "obj", "ccomp") is not None:
            continue
        if tree.deps[head] == "root":
            _report(tree, token, head)


def _report(tree: Tree, verb: int, quotation: int) -> None:
    tree.promote(verb)
    tree.deps[quotation] = "ccomp"


def convert_coordination(tree: Tree) -> None:
    """Hang each conjunct on the one before it; the conjunction and the commas between on what they follow."""
    for first in range(len(tree)):
        conjuncts = [child for child in tree.with_label(first, "conj") if child > first]
        previous = first
        for conjunct in conjuncts:
            tree.attach(conjunct, previous)
            for token in tree.with_label(conjunct, "cc", "punct"):
                if token < conjunct and tree.left_edge(conjunct) >= token:
                    tree.attach(token, previous)
            for token in [child for child in tree.with_label(conjunct, "cc") if child < conjunct]:
                tree.attach(token, previous)
            previous = conjunct
