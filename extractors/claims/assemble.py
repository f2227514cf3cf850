"""How does a draft become a claim? Ties its words to characters, names its things, gives it ids and a confidence."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extractors.claims.confidence import confidence_of
from extractors.claims.drafts import Draft
from extractors.claims.factuality import Factuality
from extractors.claims.lexicon import cue_words
from extractors.claims.mentions import entity_id
from extractors.claims.phrases import Part
from extractors.claims.relations import proposition_key
from extractors.claims.sources import Source
from extractors.claims.timevalues import read_time
from extractors.claims.tree import Node
from extractors.ids import hash_id
from extractors.records import Claim, Modality, Slot, Span

SPEAKERS = cue_words("subjective", "speakers")
JUDGING = cue_words("subjective", "adjectives")
PRONOUN_TAGS = frozenset({"PRP", "PRP$"})
ARTICLES = frozenset({"the", "a", "an"})


class Named(NamedTuple):
    """What a word of the parse was resolved to: the canonical name, and whether it is an entity."""

    canonical: str
    words: frozenset[int]  # places in the sentence that the name covers
    is_entity: bool = True


class Sentence(NamedTuple):
    """A sentence with everything that its claims quote from."""

    text: str  # of the whole block
    start: int  # of the sentence in it
    end: int
    words: Sequence[Node]
    roots: int  # words without a head: one where the parse is whole
    named: Mapping[int, Named]  # by place of any word of a name or pronoun
    shift: int  # of the block in the article
    quoted: bool = False  # the whole sentence stands in quotation marks
    speaker: str | None = None  # whose words a quoted sentence goes on with
    published: str | None = None  # the article's date, ISO 8601


def assemble(draft: Draft, sentence: Sentence, facts: Factuality) -> Claim | None:
    """Return the claim of a draft, None where its parts are empty or overlap."""
    relation = draft.relation
    parts = [draft.subject.words, relation, draft.object.words if draft.object is not None else ()]
    if not draft.subject.words or _overlap(parts) or not (relation or draft.object):
        return None
    arguments = _distinct_arguments(draft.arguments, parts)
    subject, other = _slot(draft.subject, sentence), _slot(draft.object, sentence) if draft.object is not None else None
    words = _slot_of_words(relation, sentence)
    spans = [span for slot in (subject, words, *([other] if other else [])) for span in slot.spans]
    sources = _attribution(facts.sources, draft, sentence)
    time = _time_text(facts, sentence)
    dates = read_time(time, sentence.published, future=facts.tense == "future") if time is not None else None
    if sentence.quoted and not facts.sources:
        facts = facts._replace(modality=Modality.REPORTED)
        sources = [sentence.speaker] if sentence.speaker is not None else []
    return Claim(
        claim_id=_claim_id(sentence, subject, words, other, draft),
        proposition_id=_proposition_id(draft, subject, other),
        subject=subject,
        relation=words,
        relation_lemma=draft.name,
        object=other,
        arguments=tuple(_slot(part, sentence) for part in arguments),
        polarity=facts.polarity,
        modality=facts.modality,
        cue=facts.cue,
        attribution="; ".join(sources) or None,
        attribution_vague=bool(facts.sources) and all(source.vague for source in facts.sources),
        time=time,
        time_value=dates.value if dates is not None else None,
        time_kind=dates.kind if dates is not None else None,
        tense=facts.tense,
        checkable=_is_checkable(draft, facts),
        sentence=sentence.text[sentence.start : sentence.end],
        sentence_start=sentence.start + sentence.shift,
        sentence_end=sentence.end + sentence.shift,
        start=min(span.start for span in spans),
        end=max(span.end for span in spans),
        confidence=confidence_of(draft, words=len(sentence.words), roots=sentence.roots),
        rule=draft.rule,
    )


def _overlap(parts: Sequence[Sequence[Node]]) -> bool:
    places = [node.i for part in parts for node in part]
    return len(places) != len(set(places))


def _distinct_arguments(arguments: Sequence[Part], parts: Sequence[Sequence[Node]]) -> list[Part]:
    """Return the arguments that share no word with the other slots or with each other."""
    taken = {node.i for part in parts for node in part}
    kept = []
    for part in arguments:
        places = {node.i for node in part.words}
        if places and not places & taken:
            kept.append(part)
            taken |= places
    return kept


def _spans(words: Sequence[Node], shift: int) -> tuple[Span, ...]:
    """Return the runs of neighbouring words, in the order in which they are quoted."""
    if not words:
        return ()
    spans: list[Span] = []
    first = last = words[0]
    for node in words[1:]:
        if node.i != last.i + 1:
            spans.append(Span(start=first.start + shift, end=last.end + shift))
            first = node
        last = node
    return (*spans, Span(start=first.start + shift, end=last.end + shift))


def _slot_of_words(words: Sequence[Node], sentence: Sentence) -> Slot:
    spans = _spans(words, sentence.shift)
    return Slot(text=_quoted(spans, sentence), spans=spans)


def _quoted(spans: Sequence[Span], sentence: Sentence) -> str:
    shift = sentence.shift
    return " ".join([sentence.text[span.start - shift : span.end - shift] for span in spans])


def _slot(part: Part, sentence: Sentence) -> Slot:
    spans = _spans(part.words, sentence.shift)
    text = _quoted(spans, sentence)
    named = sentence.named.get(part.head.i)
    if named is not None and _is_whole_name(part, named):
        return Slot(
            text=text,
            spans=spans,
            canonical=named.canonical,
            entity_id=entity_id(named.canonical) if named.is_entity else None,
        )
    return Slot(text=text, spans=spans, canonical=_normal_text(part, sentence))


def _is_whole_name(part: Part, named: Named) -> bool:
    """Tell whether a phrase is a name with nothing that narrows it: "the United States", "President Donald Trump"."""
    if part.head.tag in PRONOUN_TAGS:
        return len(part.words) == 1
    rest = [node for node in part.words if node.i not in named.words]
    return all(node.dep in {"det", "case", "punct"} or _is_title(node, part.head) for node in rest)


def _is_title(node: Node, head: Node) -> bool:
    return head.entity == "PERSON" and node.i < head.i and node.dep in {"compound", "amod", "nmod"}


def _normal_text(part: Part, sentence: Sentence) -> str:
    """Return a phrase without its article, names and possessive pronouns by their canonical form."""
    out: list[str] = []
    done: set[int] = set()
    places = {each.i for each in part.words}
    for place, node in enumerate(part.words):
        if node.i in done or (place == 0 and node.lower in ARTICLES):
            continue
        named = sentence.named.get(node.i)
        if named is None:
            _append(out, node, part.words[place - 1] if place else None)
        elif node.tag == "PRP$":
            out.append(f"{named.canonical}'s")
        elif named.words <= places and (node.tag != "JJ" or not named.is_entity):
            _append(out, node, part.words[place - 1] if place else None, written=named.canonical)
            done |= named.words
        else:
            _append(out, node, part.words[place - 1] if place else None)
    return " ".join(out) or " ".join(node.text for node in part.words)


def _append(out: list[str], node: Node, before: Node | None, *, written: str | None = None) -> None:
    """Add a word with the spaces of the text: "Iran" and "'s" without one between."""
    if out and before is not None and before.end == node.start:
        out[-1] += written or node.text
    else:
        out.append(written or node.text)


def _attribution(sources: Sequence[Source], draft: Draft, sentence: Sentence) -> list[str]:
    own = {node.i for node in draft.chain}
    return [_source_text(source, sentence) for source in sources if source.words and source.verb.i not in own]


def _source_text(source: Source, sentence: Sentence) -> str:
    """Return a source in the words of the text; a pronoun by what it stands for."""
    named = sentence.named.get(source.words[0].i)
    if named is not None and len(source.words) == 1 and source.words[0].tag in PRONOUN_TAGS:
        return named.canonical
    return _text_of(source.words, sentence)


def _time_text(facts: Factuality, sentence: Sentence) -> str | None:
    return _text_of(facts.time, sentence) if facts.time else None


def _text_of(words: Sequence[Node], sentence: Sentence) -> str:
    return _quoted(_spans(words, sentence.shift), sentence)


def _is_checkable(draft: Draft, facts: Factuality) -> bool:
    """Tell whether evidence could settle the claim: it is stated, not judged, and not the writer's own feeling."""
    if facts.modality is Modality.HYPOTHETICAL or _is_speaker(draft.subject.head):
        return False
    if facts.tense == "future" or draft.rule == "clause":
        return False
    last = draft.object.head if draft.object is not None else None
    return not (last is not None and draft.name in {"be", "remain", "become", "seem"} and last.lemma in JUDGING)


def _is_speaker(node: Node) -> bool:
    return node.tag == "PRP" and node.lower in SPEAKERS


def _claim_id(sentence: Sentence, subject: Slot, relation: Slot, other: Slot | None, draft: Draft) -> str:
    places = [
        f"{span.start}-{span.end}" for slot in (subject, relation, *([other] if other else [])) for span in slot.spans
    ]
    text = sentence.text[sentence.start : sentence.end]
    return hash_id(
        "claim", text, draft.name, ",".join(places), subject.text, relation.text, other.text if other else ""
    )


def _proposition_id(draft: Draft, subject: Slot, other: Slot | None) -> str:
    verb = None
    if draft.rule == "passive_agent" and draft.name.endswith(" by"):
        verb = draft.chain[-1].lemma
    right = (other.canonical or other.text) if other is not None else None
    return proposition_key(subject.canonical or subject.text, draft.name, right, agent_verb=verb)
