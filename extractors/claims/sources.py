"""What is a source of a claim? Its words, the word that reports, and whether it names anybody."""

from typing import NamedTuple

from extractors.claims.lexicon import cue_words
from extractors.claims.phrases import phrase, trim
from extractors.claims.tree import Node, child, subtree

VAGUE_NOUNS = cue_words("attribution", "vague_nouns")
VAGUE_PRONOUNS = cue_words("attribution", "vague_pronouns")
POINTING = frozenset({"the", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my"})
# "A report published last week by the institute" is named whole; a longer participle is a clause of its own.
MAX_SOURCE_WORDS = 14


class Source(NamedTuple):
    """One voice that a claim is put in."""

    words: tuple[Node, ...]  # empty: nobody is named ("it is believed that")
    verb: Node  # or the noun or preposition that reports
    vague: bool


def named_source(head: Node, verb: Node) -> Source:
    """Return the source that a noun phrase names."""
    words = _with_maker(head)
    return Source(words=words, verb=verb, vague=is_vague(head, words))


def nobody(verb: Node) -> Source:
    """Return the source of "it is believed that": a voice without a name."""
    return Source(words=(), verb=verb, vague=True)


def _with_maker(head: Node) -> tuple[Node, ...]:
    """Return a noun phrase, with the participle that says who made it: "a report published by the institute"."""
    made = next((each for each in head.children if each.dep == "acl" and child(each, "agent") is not None), None)
    words = phrase(head)
    if made is None or made.i < head.i:
        return words
    whole = trim(sorted({*words, *subtree(made, without=frozenset({"relcl", "advcl"}))}, key=lambda each: each.i))
    return whole if len(whole) <= MAX_SOURCE_WORDS else words


def is_vague(head: Node, words: tuple[Node, ...]) -> bool:
    """Tell whether a source names nobody: "analysts", "some experts", "two sources from countries …"."""
    if head.lower in VAGUE_PRONOUNS and head.tag != "PRP":
        return True
    if head.lemma not in VAGUE_NOUNS:
        return False
    if any(each.entity in {"PERSON", "ORG"} for each in words):
        return False
    return not any(each.lower in POINTING or each.dep == "poss" for each in head.children if each.i < head.i)
