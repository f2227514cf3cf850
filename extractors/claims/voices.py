"""Can a noun say something? Persons, bodies and documents can; a fact only shows it."""

from extractors.claims.lexicon import cue_words
from extractors.claims.tree import Node

VOICES = (
    cue_words("attribution", "source_nouns")
    | cue_words("attribution", "vague_nouns")
    | cue_words("nouns", "relational")
    | cue_words("nouns", "persons")
    | cue_words("nouns", "bodies")
)
NAME_ENTITIES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
PRONOUNS = frozenset({"he", "she", "they", "i", "we", "you", "who"})
# Endings of nouns for persons: "negotiator", "geologist", "politician", "spokeswoman".
PERSON_ENDINGS = ("ist", "ian", "man", "woman", "men", "women", "person", "eer", "ator", "maker", "keeper", "holder")


def has_voice(node: Node) -> bool:
    """Tell whether a noun phrase can say something."""
    if node.entity in NAME_ENTITIES or node.tag in {"NNP", "NNPS"} or node.lower in PRONOUNS:
        return True
    return node.lemma in VOICES or node.lemma.endswith(PERSON_ENDINGS)
