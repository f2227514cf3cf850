"""What does an article claim? The entry points: parse, then names, clauses, factuality, claims."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc

from extractors.claims.assemble import Named, Sentence, assemble
from extractors.claims.binary import split_arguments
from extractors.claims.clauses import find_claims
from extractors.claims.coreference import Candidate, candidate_text, find_candidates, resolve
from extractors.claims.drafts import Draft
from extractors.claims.mentions import Names, entity_id, find_names, note_names, to_entities, to_mention
from extractors.claims.nominal import find_nominal_claims
from extractors.claims.repair import mend_tree
from extractors.claims.sentences import questioned, states_something
from extractors.claims.tree import Node, grow_trees
from extractors.nlp import JOINER, Passage, parse_blocks, parse_many, parse_tokens
from extractors.records import Article, Block, BlockLabel, Claim, ClaimReading, Mention, MentionKind

# Blocks that state things; headings, tables and captions name things at most.
STATING = frozenset({BlockLabel.CONTENT, BlockLabel.LIST, BlockLabel.QUOTE, BlockLabel.OTHER})
PRONOUNS = frozenset(
    {
        "he",
        "she",
        "him",
        "her",
        "his",
        "hers",
        "it",
        "its",
        "they",
        "them",
        "their",
        "theirs",
        "himself",
        "herself",
        "itself",
        "themselves",
    }
)
# Pronouns look back this many sentences; older candidates are forgotten.
KEPT_SENTENCES = 3


@dataclass(slots=True)
class Memory:
    """What an article has said so far, for names and pronouns of later sentences."""

    names: Names = field(default_factory=Names)
    candidates: list[Candidate] = field(default_factory=list)
    canonical: dict[tuple[int, int], Named] = field(default_factory=dict)  # (sentence, place) of a resolved word
    sentence: int = 0
    words: int = 0


def read_claims(article_blocks: Sequence[Block], *, nlp: Language, published: str | None = None) -> ClaimReading:
    """Return the claims, mentions and entities of an article's kept blocks, with offsets into the article's text."""
    del published  # kept for the normalisation of relative times
    return _read_passages(parse_blocks(nlp, _parsed_blocks(article_blocks)))


def read_many(articles: Iterable[Article], *, nlp: Language) -> Iterator[ClaimReading]:
    """Yield the reading of each article, in order; they are parsed in batches, each in its own memory zone."""
    for passages in parse_many(nlp, (_parsed_blocks(article.blocks) for article in articles)):
        yield _read_passages(passages)


def read_text(text: str, *, nlp: Language, published: str | None = None) -> ClaimReading:
    """Return the reading of plain text; paragraphs end at blank lines, offsets point into the text."""
    del published
    return _read_passages(parse_blocks(nlp, [(paragraph, False) for paragraph in text.split(JOINER)]))


def read_tokens(tokens: Sequence[str], *, nlp: Language) -> ClaimReading:
    """Return the reading of given tokens, one sentence; offsets point into the tokens joined by single spaces.

    Tokens come from benchmarks of open information extraction, which count each argument as a fact: here a claim with
    several arguments is split into one claim for each.
    """
    words = [token for token in tokens if token]
    return read_doc(parse_tokens(nlp, words), binary=True) if words else ClaimReading()


def read_doc(doc: Doc, *, binary: bool = False) -> ClaimReading:
    """Return the reading of one parsed text."""
    return _read_passages([Passage(doc=doc, start=0, headings=())], binary=binary)


def _parsed_blocks(blocks: Iterable[Block]) -> list[tuple[str, bool]]:
    """Return the kept blocks as the parser takes them: text, and whether it only names things, as a heading does."""
    return [(block.text, block.label not in STATING) for block in blocks if block.kept]


def _read_passages(passages: Sequence[Passage], *, binary: bool = False) -> ClaimReading:
    memory = Memory()
    claims: list[Claim] = []
    mentions: list[Mention] = []
    for passage in passages:
        text = passage.doc.text  # made anew at each call
        for words in grow_trees(passage.doc, text):
            if words:
                mend_tree(words)
                found = _read_sentence(words, passage, memory, text=text, binary=binary)
                claims += found[0]
                mentions += found[1]
    return ClaimReading(
        claims=tuple(claims),
        mentions=tuple(mentions),
        entities=tuple(to_entities(mentions, memory.names)),
        sentences=memory.sentence,
        words=memory.words,
    )


def _read_sentence(
    words: Sequence[Node], passage: Passage, memory: Memory, *, text: str, binary: bool
) -> tuple[list[Claim], list[Mention]]:
    named, mentions = _name_things(words, memory, shift=passage.start)
    sentence = Sentence(
        text=text, start=words[0].start, end=words[-1].end, words=words, named=named, shift=passage.start
    )
    states = not passage.in_heading(words[0].token) and states_something(words)
    claims = _claims_of(sentence, binary=binary) if states else []
    memory.sentence += 1
    memory.words += sum(any(letter.isalnum() for letter in node.text) for node in words)
    return claims, mentions


def _claims_of(sentence: Sentence, *, binary: bool) -> list[Claim]:
    asked = questioned(sentence.words)
    drafts: Iterable[Draft] = [
        draft
        for draft in (*find_claims(list(sentence.words)), *find_nominal_claims(list(sentence.words)))
        if draft.chain[0].i not in asked
    ]
    if binary:
        drafts = [each for draft in drafts for each in split_arguments(draft)]
    found: dict[str, Claim] = {}
    for draft in drafts:
        claim = assemble(draft, sentence)
        if claim is not None:
            found.setdefault(claim.claim_id, claim)
    return sorted(found.values(), key=lambda claim: (claim.start, claim.end))


def _name_things(words: Sequence[Node], memory: Memory, *, shift: int) -> tuple[dict[int, Named], list[Mention]]:
    """Return what the words of a sentence were resolved to, and the mentions, in text order."""
    names = find_names(words)
    note_names(memory.names, names, words)
    named: dict[int, Named] = {}
    mentions: list[Mention] = []
    for name in names:
        mention = _shifted(to_mention(name, memory.names), shift)
        mentions.append(mention)
        thing = Named(canonical=mention.canonical or mention.text, words=frozenset(node.i for node in name.nodes))
        named |= dict.fromkeys(thing.words, thing)
    here = find_candidates(words, names, sentence=memory.sentence)
    for each in here:
        if each.node.i in named:
            memory.canonical[memory.sentence, each.node.i] = named[each.node.i]
    memory.candidates = [each for each in memory.candidates if memory.sentence - each.sentence < KEPT_SENTENCES] + here
    mentions += _pronouns(words, memory, named, shift=shift)
    memory.canonical = {
        key: thing for key, thing in memory.canonical.items() if memory.sentence - key[0] < KEPT_SENTENCES
    }
    mentions.sort(key=lambda mention: mention.start)
    return named, mentions


def _thing(candidate: Candidate, memory: Memory) -> Named:
    return memory.canonical.get((candidate.sentence, candidate.node.i)) or _unnamed(candidate)


def _unnamed(candidate: Candidate) -> Named:
    return Named(canonical=candidate_text(candidate), words=frozenset(), is_entity=False)


def _shifted(mention: Mention, shift: int) -> Mention:
    return Mention(
        text=mention.text, start=mention.start + shift, end=mention.end + shift, type=mention.type, kind=mention.kind,
        entity_id=mention.entity_id, canonical=mention.canonical, reason=mention.reason,
    )  # fmt: skip


def _pronouns(words: Sequence[Node], memory: Memory, named: dict[int, Named], *, shift: int) -> list[Mention]:
    found = []
    for node in words:
        if node.lower not in PRONOUNS or node.tag not in {"PRP", "PRP$"}:
            continue
        resolution = resolve(node, memory.candidates, sentence=memory.sentence)
        chosen = resolution.candidate
        thing = _thing(chosen, memory) if chosen is not None else None
        if thing is not None:
            named[node.i] = Named(canonical=thing.canonical, words=frozenset({node.i}), is_entity=thing.is_entity)
        found.append(
            Mention(
                text=node.text, start=node.start + shift, end=node.end + shift, type="", kind=MentionKind.PRONOUN,
                entity_id=entity_id(thing.canonical) if thing is not None and thing.is_entity else None,
                canonical=thing.canonical if thing is not None else None, reason=resolution.reason,
            )
        )  # fmt: skip
    return found
