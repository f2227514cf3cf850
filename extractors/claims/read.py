"""What does an article claim? The entry points: parse, then names, clauses, factuality, claims."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from extractors.claims.assemble import Sentence, assemble
from extractors.claims.binary import split_arguments
from extractors.claims.clauses import find_claims
from extractors.claims.drafts import Draft
from extractors.claims.factuality import Clause, read_clause, read_factuality
from extractors.claims.mentions import to_entities
from extractors.claims.naming import KEPT_SENTENCES, Memory, name_things
from extractors.claims.nominal import find_nominal_claims
from extractors.claims.repair import mend_tree
from extractors.claims.sentences import MAX_WORDS, is_quotation, questioned, states_something
from extractors.claims.tree import Node, fell, grow_trees, read_rows
from extractors.collector import collector_paused
from extractors.nlp import JOINER, Passage, parse_blocks, parse_many, parse_tokens
from extractors.records import Article, Block, BlockLabel, Claim, ClaimReading, Mention

# Code states nothing: "const response = await fetch(url)" has a subject and a verb to a parser.
_CODE = re.compile(r"/(?:pre|code|samp|kbd)(?:\[|/|$)")
# Blocks that state things; headings, tables and captions name things at most.
STATING = frozenset({BlockLabel.CONTENT, BlockLabel.LIST, BlockLabel.QUOTE, BlockLabel.OTHER})


def read_claims(article_blocks: Sequence[Block], *, nlp: Language, published: str | None = None) -> ClaimReading:
    """Return the claims, mentions and entities of an article's kept blocks, with offsets into the article's text."""
    return read_passages(parse_blocks(nlp, _parsed_blocks(article_blocks)), published=published)


def read_many(articles: Iterable[Article], *, nlp: Language) -> Iterator[ClaimReading]:
    """Yield the reading of each article, in order; they are parsed in batches, each in its own memory zone."""
    dates: deque[str | None] = deque()
    for passages in parse_many(nlp, (_noted_blocks(article, dates) for article in articles)):
        yield read_passages(passages, published=dates.popleft())


def read_text(text: str, *, nlp: Language, published: str | None = None) -> ClaimReading:
    """Return the reading of plain text; paragraphs end at blank lines, offsets point into the text."""
    passages = parse_blocks(nlp, [(paragraph, False) for paragraph in text.split(JOINER)])
    return read_passages(passages, published=published)


def read_tokens(tokens: Sequence[str], *, nlp: Language) -> ClaimReading:
    """Return the reading of given tokens, one sentence; offsets point into the tokens joined by single spaces.

    Tokens come from benchmarks of open information extraction, which count each argument as a fact: here a claim with
    several arguments is split into one claim for each.
    """
    words = [token for token in tokens if token]
    return read_doc(parse_tokens(nlp, words), binary=True) if words else ClaimReading()


def read_doc(doc: Doc, *, binary: bool = False) -> ClaimReading:
    """Return the reading of one parsed text."""
    return read_passages([Passage(doc=doc, start=0, headings=())], binary=binary)


def read_passages(passages: Sequence[Passage], *, binary: bool = False, published: str | None = None) -> ClaimReading:
    """Return the reading of one text that is parsed already: all but spaCy's part."""
    with collector_paused():
        return _read_all(passages, binary=binary, published=published)


def _noted_blocks(article: Article, dates: deque[str | None]) -> list[tuple[str, bool]]:
    """Return the blocks to parse, and note the article's date for when the parse comes back."""
    dates.append(article.metadata.published)
    return _parsed_blocks(article.blocks)


def _parsed_blocks(blocks: Iterable[Block]) -> list[tuple[str, bool]]:
    """Return the kept blocks as the parser takes them: text, and whether it only names things, as a heading does."""
    return [
        (block.text, block.label not in STATING or bool(_CODE.search(block.path))) for block in blocks if block.kept
    ]


def _read_all(passages: Sequence[Passage], *, binary: bool, published: str | None) -> ClaimReading:
    memory = Memory(published=published)
    claims: list[Claim] = []
    mentions: list[Mention] = []
    standing: deque[list[Node]] = deque()
    for passage in passages:
        text, rows, names = read_rows(passage.doc)
        for words in filter(None, grow_trees(rows, names)):
            if len(words) <= MAX_WORDS:
                mend_tree(words)
            found = _read_sentence(words, passage, memory, text=text, binary=binary)
            claims += found[0]
            mentions += found[1]
            standing.append(words)
            if len(standing) > KEPT_SENTENCES:
                fell(standing.popleft())
    for words in standing:
        fell(words)
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
    named, mentions = name_things(words, memory, shift=passage.start)
    quoted = is_quotation(words)
    sentence = Sentence(
        text=text,
        start=words[0].start,
        end=words[-1].end,
        words=words,
        roots=sum([node.head is None for node in words]),
        named=named,
        shift=passage.start,
        quoted=quoted,
        speaker=memory.speaker if quoted else None,
        published=memory.published,
    )
    states = not passage.in_heading(words[0].token) and states_something(words)
    claims = _claims_of(sentence, binary=binary) if states else []
    memory.speaker = next(
        (claim.attribution for claim in claims if claim.attribution), memory.speaker if quoted else None
    )
    memory.sentence += 1
    memory.words += sum([node.text.isalnum() or _holds_letters(node.text) for node in words])
    return claims, mentions


def _holds_letters(text: str) -> bool:
    return any(map(str.isalnum, text))


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
    clauses: dict[tuple[Node, ...], Clause] = {}
    for draft in drafts:
        clause = clauses.get(draft.chain)
        if clause is None:
            clause = clauses[draft.chain] = read_clause(draft.chain)
        claim = assemble(draft, sentence, read_factuality(draft, clause))
        if claim is not None:
            found.setdefault(claim.claim_id, claim)
    return sorted(found.values(), key=lambda claim: (claim.start, claim.end))
