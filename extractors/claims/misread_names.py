"""Which names did the parser take for another part of speech?

Capitals, a word that is no known verb, and a place where only a name fits tell them.
"""

from collections.abc import Sequence

from extractors.claims.lemmas import is_known_verb
from extractors.claims.lexicon import cue_words
from extractors.claims.main_verb import move
from extractors.claims.tree import Node, child, children, is_name, is_verb

PERSON_NOUNS = cue_words("nouns", "relational") | cue_words("nouns", "persons")


def name_first(words: Sequence[Node]) -> None:
    """Read "Ines" of "Ines Faro opened the market" as a name: it begins the sentence and is no known verb."""
    if len(words) <= 1:
        return
    first, second = words[:2]
    if not is_verb(first) or is_known_verb(first.lemma) or second.tag != "NNP":
        return
    verb = next((node for node in children(first, "conj", "ccomp", "parataxis") if is_verb(node)), None)
    if verb is not None:
        move(verb, first.head, first.dep)
        move(second, verb, "nsubj")
        for node in list(first.children):
            move(node, verb, node.dep)
    elif second.head is first:
        move(second, first.head, first.dep)
    first.tag, first.lemma = "NNP", first.lower
    move(first, second, "compound")
    if not second.entity and any(each.lemma in PERSON_NOUNS for each in children(second, "appos")):
        first.entity = second.entity = "PERSON"
        first.entity_start = True


def name_member(node: Node) -> None:
    """Read "Sadow" of "fly to Brunn or Sadow" as a name: a capital and no known verb."""
    if is_verb(node) and not is_known_verb(node.lemma):
        node.tag, node.lemma = "NNP", node.lower


def name_object(word: Node) -> None:
    """Read "Brask" of "accuses Brask of" as a name: a capital behind the verb, and no noun of its own."""
    verb = word.head
    if verb is not None and is_verb(verb) and word.i > verb.i and not word.children and child(verb, "dobj") is None:
        word.tag, word.dep, word.lemma = "NNP", "dobj", word.lower


def join_name(before: Node, verb: Node) -> None:
    """Read "Saks" in "Ilmar Saks, who …" as a name: it stands inside a person's name."""
    if verb.entity != "PERSON" or before.entity != "PERSON" or verb.entity_start or not verb.text[0].isupper():
        return
    if is_name(before) and before.tag in {"NNP", "NNPS"} and child(verb, "aux", "auxpass", "neg", "dobj") is None:
        verb.tag, verb.lemma = "NNP", verb.lower
        if before.head is verb:
            before.dep = "compound"
