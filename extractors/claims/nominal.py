"""Which claims stand in noun phrases? Appositions, titles, and lists after "including" and "such as"."""

from collections.abc import Iterator

from extractors.claims.drafts import Draft
from extractors.claims.lexicon import cue_words
from extractors.claims.phrases import Part, members, phrase, trim
from extractors.claims.tree import Node, child, children, is_name, is_noun, subtree

RELATIONAL = cue_words("nouns", "relational") | cue_words("nouns", "symmetric")
TIME_ADJECTIVES = cue_words("time", "adjectives")
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
        if node.tag in {"NNP", "NNPS"} and node.entity == "PERSON":
            yield from title(node)


def apposition(node: Node, head: Node) -> Iterator[Draft]:
    """Yield (Aino Kallas, be president of, Estonia) for "Aino Kallas, the president of Estonia"."""
    if not is_noun(node) or not is_noun(head) or _in_brackets(node) or node.i < head.i:
        return
    named, described = (node, head) if _is_named(node) and not _is_named(head) else (head, node)
    if _is_named(described) or not (_is_named(named) or _is_described(described)):
        return
    yield from _description(named, described, rule="apposition")


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
    owner = child(described, "poss")
    if owner is not None and described.lemma in RELATIONAL:
        yield _owned(subject, described, owner, rule=rule)
        return
    of = next((each for each in children(described, "prep") if each.lower == "of"), None)
    inner = child(of, "pobj") if of is not None else None
    if of is not None and inner is not None and (described.lemma in RELATIONAL or is_name(inner)):
        left = tuple(each for each in phrase(described) if each.i <= described.i)
        for other in members(inner):
            yield _nominal(rule, described, subject, (*left, of), f"be {noun_name(described)} of", other)
        return
    yield _nominal(rule, described, subject, (), "be", Part(head=described, words=phrase(described)))


def _owned(subject: Part, described: Node, owner: Node, *, rule: str) -> Draft:
    apart = set(subtree(owner)) | set(children(described, "case"))
    words = trim([each for each in phrase(described) if each not in apart])
    return _nominal(
        rule, described, subject, words, f"be {noun_name(described)} of", Part(head=owner, words=phrase(owner))
    )


def _nominal(rule: str, head: Node, subject: Part, words: tuple[Node, ...], name: str, target: Part | None) -> Draft:
    past = tuple(each for each in children(head, "amod", "advmod") if each.lower in TIME_ADJECTIVES)
    return Draft(rule=rule, chain=(head,), subject=subject, relation=words, name=name, object=target, time=past)


def noun_name(noun: Node) -> str:
    """Return "space agency" for "space agencies": the noun with what makes it a compound."""
    parts = [each.lower for each in noun.children if each.dep == "compound" and not each.entity and each.i < noun.i]
    parts += [
        each.lower
        for each in noun.children
        if each.dep == "amod" and each.lower in {"prime", "vice", "deputy", "chief"}
    ]
    return " ".join([*parts, noun.lemma])


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


def listing(prep: Node, noun: Node) -> Iterator[Draft]:
    """Yield (the bloc, include, Chad) for "the bloc, including Chad"."""
    if prep.lower != "including" or prep.i < noun.i:
        return
    inner = child(prep, "pobj")
    if inner is None:
        return
    owner = child(noun, "poss")
    for part in members(inner):
        if len(part.words) > MAX_MEMBER_WORDS:
            continue
        if owner is not None and noun.lemma in RELATIONAL:
            other = Part(head=owner, words=phrase(owner))
            yield Draft(
                rule="including",
                chain=(noun,),
                subject=part,
                relation=(noun,),
                name=f"be {noun.lemma} of",
                object=other,
            )
        else:
            whole = Part(head=noun, words=phrase(noun))
            yield Draft(rule="including", chain=(noun,), subject=whole, relation=(prep,), name="include", object=part)
