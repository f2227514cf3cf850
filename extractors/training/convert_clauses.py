"""How do Universal Dependencies clauses (copula, it, prepositions, small clauses) look in the CLEAR style?"""

# ruff: noqa: RUF001 - typographic marks are what these rules are about

from extractors.training.trees import ROOT, Tree
from extractors.training.words import words

SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass", "csubj:outer", "expl")
CLAUSE = ("aux", "aux:pass", "cop", "parataxis", "discourse", "vocative", "list", "dislocated")
NOUNISH = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "DET", "X"})
NOUN_TAGS = frozenset(
    {"NN", "NNS", "NNP", "NNPS", "PRP", "WP", "CD", "DT", "WDT", "EX", "$", "FW", "ADD", "SYM", "PRP$"}
)
DATIVE_VERBS = words("give send offer hand deny lend pay sell show grant award owe teach tell promise")
CONCESSIVE_MARKS = words("while when if although though because whether whilst unless once")
# Adverbs of the clause; any other one between copula and adjective measures the adjective.
CLAUSE_ADVERBS = words(
    "not n't n’t nt never just too usually already still probably always also now only certainly definitely "
    "actually often sometimes perhaps maybe currently generally then again therefore thus however clearly simply "
    "likely ever yet once apparently obviously normally finally soon today rarely seldom surely mostly either "
    "neither"
)
# Verbs whose object is the subject of the infinitive below; other verbs keep it (invite, order, urge).
SMALL_CLAUSE_VERBS = words(
    "let make get have help hear see watch want need enable allow permit like expect feel notice wish cause"
)
VERB_TAGS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD"})


def convert_copulas(tree: Tree) -> None:
    """Make each copula the head of its clause and the predicate its attr, acomp, advmod, ccomp or prep."""
    for predicate in range(len(tree)):
        copulas = tree.with_label(predicate, "cop")
        if copulas:
            _convert_one_copula(tree, predicate, copulas[-1])


def _convert_one_copula(tree: Tree, predicate: int, copula: int) -> None:
    moving = [
        child
        for child in tree.children[predicate]
        if child != copula and _goes_to_copula(tree, child, predicate, copula)
    ]
    tree.promote(copula)
    tree.deps[predicate] = predicate_label(tree, predicate)
    for child in moving:
        tree.attach(child, copula)


def predicate_label(tree: Tree, predicate: int) -> str:
    """Return the label of what follows a copula."""
    tag, upos = tree.tags[predicate], tree.upos[predicate]
    if tree.child(predicate, "case") is not None:
        return "=prep-object"  # turned into prep and pobj with the other case marks
    if tag in VERB_TAGS and upos == "VERB":
        inner = tree.child(predicate, "nsubj", "nsubj:pass") is not None
        outer = tree.child(predicate, "nsubj:outer", "csubj:outer") is not None
        return "=xcomp" if _is_infinitive(tree, predicate) and (outer or not inner) else "=ccomp"
    if upos == "ADJ" or tag in ("JJ", "JJR", "JJS", "VBN"):
        return "=acomp"
    if upos == "ADV" or tag in ("RB", "RBR", "RBS", "WRB", "IN", "RP"):
        return "=advmod"
    return "=attr"


def _is_infinitive(tree: Tree, verb: int) -> bool:
    return any(tree.tags[child] == "TO" for child in tree.children[verb])


def _goes_to_copula(tree: Tree, child: int, predicate: int, copula: int) -> bool:
    """Return whether a dependent of the predicate belongs to the clause rather than to the predicate."""
    dep = tree.deps[child]
    if tree.child(predicate, "nsubj:outer", "csubj:outer") is not None:
        return dep in ("nsubj:outer", "csubj:outer", "cop") or child < copula
    if dep in SUBJECTS or dep in CLAUSE or dep in ("punct", "advcl"):
        return True
    if dep == "mark":
        return child < copula or tree.tags[child] == "TO"
    if dep in ("cc", "conj", "advmod"):
        return _WORD_GOES[dep](tree, child, predicate, copula)
    before = child < copula if dep == "ccomp" else child < predicate
    nominal = tree.upos[predicate] in NOUNISH or tree.child(predicate, "case") is not None
    return (dep == "ccomp" and before) or (dep.startswith("obl") and (before or nominal))


def _conjunction_goes_to_copula(tree: Tree, conjunction: int, predicate: int, _copula: int) -> bool:
    """Return whether the conjunct that a conjunction introduces is a clause (or stands before all of this one)."""
    if conjunction < predicate:
        return True
    conjunct = next((child for child in tree.with_label(predicate, "conj") if child > conjunction), None)
    return conjunct is not None and _is_clause(tree, conjunct)


def _adverb_goes_to_copula(tree: Tree, adverb: int, predicate: int, copula: int) -> bool:
    if tree.lower(adverb) in CLAUSE_ADVERBS or adverb < copula or adverb > predicate:
        return True
    # Between the copula and a noun: an adverb before the article belongs to the clause.
    before = tree.with_label(predicate, "det", "case", "nmod:poss", "amod", "compound")
    return tree.upos[predicate] in NOUNISH and any(adverb < other < predicate for other in before)


def _is_clause(tree: Tree, token: int) -> bool:
    return tree.child(token, *SUBJECTS, "cop", "aux") is not None or tree.tags[token] in (
        "VBD",
        "VBZ",
        "VBP",
        "MD",
        "VB",
    )


def _conjunct_goes_to_copula(tree: Tree, conjunct: int, _predicate: int, _copula: int) -> bool:
    return _is_clause(tree, conjunct)


_WORD_GOES = {
    "cc": _conjunction_goes_to_copula,
    "conj": _conjunct_goes_to_copula,
    "advmod": _adverb_goes_to_copula,
}


def convert_expletives(tree: Tree) -> None:
    """Turn `there is X` into expl and attr; make `it` a subject, and what it stands for an xcomp or ccomp."""
    for verb in range(len(tree)):
        expletive = tree.child(verb, "expl")
        if expletive is None:
            continue
        if tree.tags[expletive] == "EX" or tree.lower(expletive) == "there":
            subject = tree.child(verb, "nsubj")
            if subject is not None and tree.lemmas[verb] == "be":
                tree.deps[subject] = "=attr"
            continue
        tree.deps[expletive] = "=nsubjpass" if tree.child(verb, "aux:pass") is not None else "=nsubj"
        for clause in tree.with_label(verb, "csubj", "csubj:pass"):
            tree.deps[clause] = "=xcomp" if _is_infinitive(tree, clause) else "=ccomp"


def convert_gerunds(tree: Tree) -> None:
    """Turn a preposition before a gerund (mark) into prep with pcomp."""
    for verb in range(len(tree)):
        if tree.deps[verb].split(":")[0] not in (
            "advcl",
            "acl",
            "=prep-object",
            "=ccomp",
            "=xcomp",
            "conj",
            "csubj",
            "ccomp",
            "xcomp",
            "root",
        ):
            continue
        mark = next(
            (child for child in tree.with_label(verb, "mark") if _is_gerund_preposition(tree, child, verb)), None
        )
        if mark is not None:
            _turn_preposition(tree, verb, mark, "=pcomp", "=prep")


def _is_gerund_preposition(tree: Tree, mark: int, verb: int) -> bool:
    if tree.tags[mark] not in ("IN", "TO", "VBG") or tree.child(verb, "nsubj", "nsubj:pass") is not None:
        return False
    if tree.tags[verb] == "VBG":
        return tree.lower(mark) not in CONCESSIVE_MARKS
    return (
        tree.tags[verb] == "VBN" and tree.lower(mark) in ("as", "than") and tree.child(verb, "aux", "aux:pass") is None
    )


def convert_case_marks(tree: Tree) -> None:
    """Turn case marks round: the preposition takes the place of its noun, which becomes its object."""
    for noun in range(len(tree)):
        marks = [child for child in tree.with_label(noun, "case") if not _stays_case(tree, child)]
        if marks and marks[0] > noun:
            tree.deps[marks[0]] = "=prep"  # stranded: what do you speak of
        elif marks:
            _turn_case(tree, noun, marks)


def _stays_case(tree: Tree, token: int) -> bool:
    return tree.tags[token] == "POS" or tree.lower(token) in ("'s", "’s", "'", "s")


def _turn_case(tree: Tree, noun: int, marks: list[int]) -> None:
    first = marks[0]
    if tree.tags[first] in ("HYPH", "SYM", ":", ",", "NFP"):
        tree.deps[first] = "punct"
        return
    label, object_label = preposition_label(tree, noun, first), object_label_of(tree, noun)
    for mark in marks[1:]:
        tree.attach(mark, first, "=prep")
    _turn_preposition(tree, noun, first, object_label, label)
    inner = tree.child(first, "=prep*") if len(marks) == 1 else marks[-1]
    if inner is not None:
        tree.attach(noun, inner)


def _turn_preposition(tree: Tree, noun: int, mark: int, object_label: str, label: str) -> None:
    """Let the mark take the noun's place; what stands to the left of the mark goes with it."""
    old = tree.deps[noun]
    left = [child for child in tree.children[noun] if child < mark or _is_parallel(tree, child, noun)]
    tree.promote(mark)
    tree.deps[mark] = old if old in ("conj", "root", "parataxis") else label
    tree.deps[noun] = object_label
    for child in left:
        tree.attach(child, mark)


def _is_parallel(tree: Tree, child: int, noun: int) -> bool:
    """Return whether a child is a second prepositional phrase (in print and on air) or its conjunction."""
    if tree.deps[child] == "cc":
        conjunct = next((other for other in tree.with_label(noun, "conj") if other > child), None)
        return conjunct is not None and _is_parallel(tree, conjunct, noun)
    return tree.deps[child] == "conj" and any(
        mark < child and not _stays_case(tree, mark) for mark in tree.with_label(child, "case")
    )


def preposition_label(tree: Tree, noun: int, mark: int) -> str:
    """Return agent, dative or prep."""
    if tree.deps[noun] == "obl:agent":
        return "=agent"
    head = tree.heads[noun]
    if head != ROOT and tree.lower(mark) == "to" and tree.deps[noun] == "obl" and tree.lemmas[head] in DATIVE_VERBS:
        return "=dative"
    return "=prep"


def object_label_of(tree: Tree, noun: int) -> str:
    """Return pobj, or what stands for it when the object is no noun."""
    upos, tag = tree.upos[noun], tree.tags[noun]
    if tag in VERB_TAGS and upos in ("VERB", "AUX"):
        return "=pcomp"
    if upos == "ADV" or tag in ("RB", "RBR", "WRB", "IN"):
        return "=pcomp"
    return "=amod" if tag == "JJ" else "=pobj"


def convert_small_clauses(tree: Tree) -> None:
    """Turn `let us check` into a clause with a subject, and `call it proof` into dobj and oprd."""
    for verb in range(len(tree)):
        complement = tree.child(verb, "xcomp")
        if complement is not None:
            _convert_complement(tree, verb, complement)


def _convert_complement(tree: Tree, verb: int, complement: int) -> None:
    object_ = tree.child(verb, "obj")
    verbal = tree.tags[complement] in VERB_TAGS and tree.upos[complement] in ("VERB", "AUX")
    if verbal:
        if object_ is not None and verb < object_ < complement and _makes_small_clause(tree, verb, complement):
            tree.attach(object_, complement, "=nsubj")
            tree.deps[complement] = "=ccomp"
        return
    passive = tree.child(verb, "aux:pass") is not None or (tree.tags[verb] == "VBN" and tree.child(verb, "aux") is None)
    adjective = tree.tags[complement] in ("JJ", "JJR", "JJS", "VBN") or tree.upos[complement] == "ADJ"
    if object_ is not None or (passive and not adjective):
        tree.deps[complement] = "=oprd"
    else:
        tree.deps[complement] = "=acomp" if adjective else "=attr"


def _makes_small_clause(tree: Tree, verb: int, complement: int) -> bool:
    return tree.lemmas[verb] in SMALL_CLAUSE_VERBS or (
        tree.tags[complement] == "VB" and not _is_infinitive(tree, complement)
    )
