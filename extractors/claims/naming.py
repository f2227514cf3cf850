"""What do the words of a sentence mean, given what the article said before? Names, pronouns and plain nominals."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.claims.assemble import Named
from extractors.claims.coreference import (
    PRONOUNS,
    Candidate,
    candidate_text,
    find_candidates,
    nominal_type,
    pronoun_candidate,
    resolve,
)
from extractors.claims.lexicon import cue_words
from extractors.claims.mentions import Name, Names, entity_id, find_names, note_names, to_mention
from extractors.claims.phrases import phrase
from extractors.claims.sentences import MAX_WORDS
from extractors.claims.tree import Node
from extractors.records import Mention, MentionKind

# Of the organisations only these words fit any; "the bank" wants a name with "bank" in it.
GENERIC_NOMINALS = frozenset(
    {"company", "firm", "corporation", "organisation", "organization"} | cue_words("nouns", "states")
)
# Pronouns and nominals look back this many sentences; older candidates are forgotten.
KEPT_SENTENCES = 3


@dataclass(slots=True)
class Memory:
    """What an article has said so far, for names, pronouns and quotations of later sentences."""

    names: Names = field(default_factory=Names)
    candidates: list[Candidate] = field(default_factory=list)
    canonical: dict[tuple[int, int], Named] = field(default_factory=dict)  # (sentence, place) of a resolved word
    speaker: str | None = None  # whose words the sentence before gave
    published: str | None = None  # the article's date, ISO 8601
    sentence: int = 0
    words: int = 0


def name_things(words: Sequence[Node], memory: Memory, *, shift: int) -> tuple[dict[int, Named], list[Mention]]:
    """Return what the words of a sentence were resolved to, and the mentions, in text order."""
    names = find_names(words)
    note_names(memory.names, names, words)
    named: dict[int, Named] = {}
    mentions = [_take_name(name, memory, named, shift=shift) for name in names]
    mentions += _take_nominals(words, memory, named, shift=shift)
    here = find_candidates(words, names, sentence=memory.sentence) if len(words) <= MAX_WORDS else []
    for each in here:
        if each.node.i in named:
            memory.canonical[memory.sentence, each.node.i] = named[each.node.i]
    memory.candidates = [each for each in memory.candidates if memory.sentence - each.sentence < KEPT_SENTENCES] + here
    mentions += _take_pronouns(words, memory, named, shift=shift)
    memory.canonical = {
        key: thing for key, thing in memory.canonical.items() if memory.sentence - key[0] < KEPT_SENTENCES
    }
    mentions.sort(key=lambda mention: mention.start)
    return named, mentions


def _take_name(name: Name, memory: Memory, named: dict[int, Named], *, shift: int) -> Mention:
    mention = to_mention(name, memory.names, shift=shift)
    thing = Named(canonical=mention.canonical or mention.text, words=frozenset(node.i for node in name.nodes))
    named.update(dict.fromkeys(thing.words, thing))
    return mention


def _take_nominals(words: Sequence[Node], memory: Memory, named: dict[int, Named], *, shift: int) -> list[Mention]:
    """Resolve "the company" where one organisation alone was named in the sentences before."""
    found = []
    for node in words:
        kind = nominal_type(node)
        if kind is None or node.i in named:
            continue
        recent = {
            thing.canonical
            for (sentence, _), thing in memory.canonical.items()
            if sentence < memory.sentence
            and thing.is_entity
            and memory.names.types.get(thing.canonical) == kind
            and (node.lower in GENERIC_NOMINALS or node.lower in thing.canonical.lower())
        }
        canonical = next(iter(recent)) if len(recent) == 1 else None
        if canonical is not None:
            named[node.i] = Named(canonical=canonical, words=frozenset({node.i}))
        quoted = phrase(node)
        found.append(
            Mention(
                text=f"{quoted[0].text} {node.text}", start=quoted[0].start + shift, end=node.end + shift, type="",
                kind=MentionKind.NOMINAL, entity_id=entity_id(canonical) if canonical is not None else None,
                canonical=canonical, reason=_why(len(recent)),
            )
        )  # fmt: skip
    return found


def _why(candidates: int) -> str:
    if candidates == 1:
        return "nominal: the only one of its kind named before"
    return "nominal: several could be meant" if candidates else "nominal: none of its kind named before"


def _take_pronouns(words: Sequence[Node], memory: Memory, named: dict[int, Named], *, shift: int) -> list[Mention]:
    found = []
    resolved: list[Candidate] = []
    for node in words:
        if node.lower not in PRONOUNS or node.tag not in {"PRP", "PRP$"}:
            continue
        resolution = resolve(node, memory.candidates, sentence=memory.sentence)
        chosen = resolution.candidate
        thing = _thing(chosen, memory) if chosen is not None else None
        if thing is not None and chosen is not None:
            named[node.i] = Named(canonical=thing.canonical, words=frozenset({node.i}), is_entity=thing.is_entity)
            memory.canonical[memory.sentence, node.i] = named[node.i]
            resolved.append(pronoun_candidate(node, chosen, sentence=memory.sentence))
        found.append(
            Mention(
                text=node.text, start=node.start + shift, end=node.end + shift, type="", kind=MentionKind.PRONOUN,
                entity_id=entity_id(thing.canonical) if thing is not None and thing.is_entity else None,
                canonical=thing.canonical if thing is not None else None, reason=resolution.reason,
            )
        )  # fmt: skip
    memory.candidates += [each for each in resolved if each.subject]
    return found


def _thing(candidate: Candidate, memory: Memory) -> Named:
    known = memory.canonical.get((candidate.sentence, candidate.node.i))
    return known or Named(canonical=candidate_text(candidate), words=frozenset(), is_entity=False)
