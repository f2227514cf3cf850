"""Which claims stand in noun phrases? Appositions, titles, and lists after "including" and "such as"."""

from collections.abc import Iterator

from extractors.claims.clause_drafts import complement_of, compound_name
from extractors.claims.denied_members import denial
from extractors.claims.drafts import Draft
from extractors.claims.lexicon import cue_words
from extractors.claims.phrases import (
    RELATIONAL,
    Part,
    core_noun,
    examples,
    is_definite,
    is_far_from,
    members,
    opens_far_from,
    phrase,
    trim,
    without_denial,
)
from extractors.claims.subjects import SUMMARIES, as_named, find_subjects
from extractors.claims.timewords import TIME_ADJECTIVES
from extractors.claims.tree import Node, child, children, conjuncts, is_name, is_noun, is_verb, subtree

SYMMETRIC = cue_words("nouns", "symmetric")
COPULAS = cue_words("verbs", "copulas")
ROLES = cue_words("nouns", "roles")
QUALITY_TAGS = frozenset({"JJ", "VBN", "NN", "IN", "RB", "RP", "VBD"})
BRACKETS = frozenset({"(", "[", "-LRB-", "-LSB-"})
# A list after "including" names things; a longer phrase is a clause that was parsed as one.
MAX_MEMBER_WORDS = 12


def find_nominal_claims(words: list[Node]) -> Iterator[Draft]:
    """Yield the claims that noun phrases make, in text order."""
    for node in words:
        if node.dep == "appos" and node.head is not None:
            yield from apposition(node, node.head)
        elif node.dep == "prep" and node.head is not None and is_noun(node.head):
            yield from listing(node, node.head)
            yield from role(node, node.head)
        elif node.dep == "prep" and node.head is not None and (held := child(node.head, "dobj")) is not None:
            yield from role(node, held)
        elif is_far_from(node) and node.head is not None:
            yield from far_from(node, _subject_beside(node))
        if node.tag in {"NNP", "NNPS"} and node.entity == "PERSON":
            yield from title(node)


def _subject_beside(word: Node) -> Part | None:
    """Return the noun that "far from …" hangs on, or the subject of the clause that it opens."""
    head = word.head
    if head is None or not is_verb(head):
        return Part(head=head, words=phrase(head)) if head is not None else None
    return next(iter(find_subjects(head)), None)


def apposition(node: Node, head: Node) -> Iterator[Draft]:
    """Yield (Aino Kallas, be president of, Estonia) for "Aino Kallas, the president of Estonia"."""
    if not is_noun(node) or not is_noun(head) or _in_brackets(node) or node.i < head.i:
        return
    named, described = (node, head) if _is_named(node) and not _is_named(head) else (head, node)
    if described.lemma in SUMMARIES or _is_named(described) or not (_is_named(named) or _is_described(described)):
        return
    for each in conjuncts(named) if named is node else [named]:
        yield from _description(each, described, rule="apposition")


def _is_named(node: Node) -> bool:
    return (node.tag in {"NNP", "NNPS"} and is_name(node) and child(node, "det") is None) or (
        node.tag in {"NNP", "NNPS"} and bool(node.entity)
    )


def _is_described(node: Node) -> bool:
    return child(node, "det") is not None or child(node, "poss") is not None


def _in_brackets(node: Node) -> bool:
    return any(each.dep == "punct" and each.text in BRACKETS for each in node.children)


def _description(named: Node, described: Node, *, rule: str) -> Iterator[Draft]:
    subject = Part(head=named, words=phrase(named))
    cue = denial(described)  # "Dravik, never a friend of the premier,"
    owner = child(described, "poss")
    if owner is not None and described.lemma in RELATIONAL:
        yield _owned(subject, described, owner, rule=rule)
        return
    of = next((each for each in children(described, "prep") if each.lower == "of"), None)
    inner = child(of, "pobj") if of is not None else None
    if of is not None and inner is not None and (described.lemma in RELATIONAL or is_name(inner)):
        left = tuple(each for each in without_denial(phrase(described), described) if each.i <= described.i)
        for other in members(inner):
            yield Draft(
                rule=rule, chain=(described,), subject=subject, relation=(*left, of), object=other,
                name=f"be {compound_name(described)} of", time=_past_role(described), negated=cue is not None, cue=cue,
            )  # fmt: skip
        return
    whole = Part(head=described, words=without_denial(phrase(described), described))
    yield Draft(
        rule=rule, chain=(described,), subject=subject, relation=(), name="be", object=whole,
        time=_past_role(described), negated=cue is not None, cue=cue,
    )  # fmt: skip


def _owned(subject: Part, described: Node, owner: Node, *, rule: str) -> Draft:
    apart = set(subtree(owner)) | set(children(described, "case"))
    words = trim([each for each in phrase(described) if each not in apart])
    return Draft(
        rule=rule, chain=(described,), subject=subject, relation=words, name=f"be {compound_name(described)} of",
        object=Part(head=owner, words=phrase(owner)), time=_past_role(described),
    )  # fmt: skip


def _past_role(noun: Node) -> tuple[Node, ...]:
    """Return "former" of "the former mayor"."""
    return tuple(each for each in children(noun, "amod", "advmod") if each.lower in TIME_ADJECTIVES)


def title(name: Node) -> Iterator[Draft]:
    """Yield (Diego Paz, be, finance minister) for "former finance minister Diego Paz"."""
    before = [each for each in name.children if each.dep == "compound" and each.i < name.i and each.entity != "PERSON"]
    role = next((each for each in reversed(before) if each.tag in {"NN", "NNP"} and each.lemma in RELATIONAL), None)
    if role is None:
        return
    person = tuple(each for each in phrase(name) if each.i > role.i and (each.entity == "PERSON" or each is name))
    words = tuple(
        each for each in phrase(name) if each.i <= role.i and each.dep != "det" and each.entity not in {"GPE", "NORP"}
    )
    places = [each for each in phrase(name) if each.i < role.i and each.entity == "GPE"]
    past = tuple(each for each in words if each.lower in TIME_ADJECTIVES)
    subject = Part(head=name, words=person)
    kind = " ".join(each.lower for each in words if each not in past)
    if not kind:
        return
    if places:
        target = Part(head=places[-1], words=tuple(places))
        yield Draft(
            rule="title", chain=(name,), subject=subject, relation=words, name=f"be {kind} of", object=target, time=past
        )
    else:
        yield Draft(
            rule="title",
            chain=(name,),
            subject=subject,
            relation=(),
            name="be",
            object=Part(head=role, words=words),
            time=past,
        )


def role(mark: Node, noun: Node) -> Iterator[Draft]:
    """Yield (Chad, be adversary of, Mali) for "Chad's position as an adversary of Mali"."""
    if mark.lower != "as" or noun.lemma not in ROLES:
        return
    owner = child(noun, "poss") or next((each for each in children(noun, "compound") if is_name(each)), None)
    target = child(mark, "pobj")
    if owner is None or target is None or is_name(target):
        return
    parts = members(target)
    of = [complement_of(each.head) for each in parts]
    for part, own in zip(parts, of, strict=True):
        shared = own or of[-1]
        words = tuple(each for each in part.words if each.i <= part.head.i)
        relation = (*words, shared[0]) if shared is not None else words
        yield Draft(
            rule="role", chain=(part.head,), subject=Part(head=owner, words=phrase(owner)), relation=(mark, *relation),
            name=f"be {compound_name(part.head)}{f' {shared[0].lower}' if shared else ''}",
            object=Part(head=shared[1], words=phrase(shared[1])) if shared is not None else None,
            negated=part.negated, cue=part.cue,
        )  # fmt: skip


def listing(prep: Node, noun: Node) -> Iterator[Draft]:
    """Yield (Chad, be ally of, Mali) for "Mali's allies, including Chad", (the bloc, include, Chad) for a whole."""
    listed = examples(noun) if prep.i > noun.i and prep.lower in {"including", "as"} else []
    core = core_noun(noun)
    if core.lemma in RELATIONAL:
        owner = child(noun, "poss") or child(core, "poss") or _haver(noun)
        for part in listed if owner is not None else []:
            other = Part(head=owner, words=phrase(owner)) if owner is not None else None
            yield Draft(
                rule="including",
                chain=(noun,),
                subject=part,
                relation=(core,),
                name=f"be {core.lemma} of",
                object=other,
            )
    elif prep.lower == "including" and is_definite(noun):
        whole = Part(head=noun, words=phrase(noun))
        for part in listed:
            if len(part.words) <= MAX_MEMBER_WORDS:
                yield Draft(
                    rule="including", chain=(noun,), subject=whole, relation=(prep,), name="include", object=part
                )


def _haver(noun: Node) -> Node | None:
    """Return "The alliance" of "The alliance has five members, including …"."""
    verb = noun.head
    return child(verb, "nsubj") if verb is not None and verb.lemma == "have" and noun.dep == "dobj" else None


def far_from(word: Node, subject: Part | None) -> Iterator[Draft]:
    """Yield the denied (X, be ally of, Y) for "Far from being allies, the feud between X and Y …"."""
    mark = next((each for each in word.children if each.lower == "from"), None)
    verb = child(mark, "pcomp") if mark is not None else None
    if verb is not None and (not is_verb(verb) or verb.tag == "VBN"):  # "far from over", "far from ruined"
        verb = None
    if verb is not None and verb.lemma not in COPULAS:
        return  # "far from helping farmers" is a clause
    target = child(verb, "attr", "acomp", "dobj") if verb is not None else None
    if target is None and subject is not None and mark is not None:
        yield from _far_from_quality(word, mark, subject)
    if verb is None or target is None or subject is None:
        return
    opening = (word, *((mark,) if mark is not None else ()), verb)
    pair = between_pair(subject.head) if target.lemma in SYMMETRIC else None
    sides = [(pair[0], (*opening, target), f"be {target.lemma} of", pair[1])] if pair is not None else []
    for owner, relation, name, other in sides or [(subject, opening, "be", part) for part in members(target)]:
        yield Draft(
            rule="far_from", chain=(verb,), subject=owner, relation=relation, name=name, object=other,
            negated=verb.head is None or not opens_far_from(verb.head), cue="far from",
        )  # fmt: skip


def _far_from_quality(word: Node, mark: Node, subject: Part) -> Iterator[Draft]:
    """Yield the denied (X, be, finished) for "X is far from finished"."""
    copula, target = word.head, child(mark, "pcomp", "pobj", "amod")
    if copula is None or copula.lemma not in {"be", "remain"} or target is None or target.tag not in QUALITY_TAGS:
        return
    yield Draft(
        rule="far_from", chain=(copula,), subject=subject, relation=(copula, word, mark), name=copula.lemma,
        object=Part(head=target, words=phrase(target)), negated=True, cue="far from",
    )  # fmt: skip


def between_pair(noun: Node) -> tuple[Part, Part] | None:
    """Return both sides of "an alliance between Chad and Niger", and of a coordinated "Chad and Niger"."""
    heads = conjuncts(noun)
    for each in children(noun, "prep"):
        inner = child(each, "pobj")
        if each.lower == "between" and inner is not None:
            heads = conjuncts(inner)
    if len(heads) != 2:  # noqa: PLR2004 - a pair
        return None
    left, right = (as_named(Part(head=side, words=phrase(side))) for side in heads)
    return left, right
