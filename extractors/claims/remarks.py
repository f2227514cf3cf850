"""Where does a speaker stand whom the parser took for part of the clause? Remarks with the speaker before the verb.

"The dam, Korn says, is safe", "The queen has left the island, local media reported" and "which officials insist is
safe" have shapes that no other sentence has: between commas a noun phrase with a finite verb of saying and no object.
"""

from collections.abc import Sequence

from extractors.claims.asides import CARRIED_DEPS
from extractors.claims.lemmas import lemma
from extractors.claims.main_verb import move
from extractors.claims.saying import ADDRESSING_VERBS, MAX_SPEAKER_WORDS, SHOWING_VERBS, SPEAKER_TAGS, VOICING_VERBS
from extractors.claims.tree import FINITE_TAGS, SUBJECT_DEPS, Node, ancestors, child, children, is_noun, is_verb
from extractors.claims.voices import has_voice

SAYING = VOICING_VERBS | SHOWING_VERBS
COMMAS = frozenset({",", "\u2014", "\u2013", "--"})
QUOTES = frozenset({'"', "“", "”", "``", "''"})
MARKS = QUOTES | COMMAS
ENDS = frozenset({".", "!", ";"}) | QUOTES
SAID_TAGS = frozenset({"VBD", "VBZ", "VBP", "VBN"})
SAYING_TAGS = SAID_TAGS | {"NNS"}
# "said on Monday", "told parliament": when, where and to whom.
TAIL_TAGS = frozenset({"IN", "TO", "DT", "NN", "NNS", "NNP", "NNPS", "CD", "JJ", "PRP$", "POS", "RB"})
MAX_TAIL_WORDS = 7
INSIDE_NOUN = frozenset({"det", "amod", "poss", "compound"})
HELPERS = frozenset({"aux", "auxpass"})


def mend_remarks(words: Sequence[Node]) -> None:
    """Hang remarks on the clause that they stand in or behind, and give that clause its subject back."""
    for at, verb in enumerate(words):
        if verb.tag not in SAYING_TAGS or at < 2 or not _says(words, at):  # noqa: PLR2004 - a speaker and a comma
            continue
        _mend_said_relative(words, at)
        opening = _opening(words, at)
        close = _close(words, at) if opening is not None else None
        if opening is None or close is None:
            continue
        if close == len(words) and is_verb(verb):
            _hang_last(words, opening, at)
        elif close < len(words):
            _hang_inner(words, opening, at, close)


def _says(words: Sequence[Node], at: int) -> bool:
    """Tell whether a word is a verb of saying; a plural before a comma may be one: "the army claims,"."""
    node = words[at]
    if node.tag == "NNS" and at + 1 < len(words) and words[at + 1].text in COMMAS:
        return lemma(node.lower, "VBZ") in SAYING and any(map(_can_speak, words[max(0, at - 3) : at]))
    return node.tag in SAID_TAGS and node.lemma in SAYING


def _opening(words: Sequence[Node], at: int) -> int | None:
    """Return the place of the comma before the speaker, None where other words than a speaker's stand between."""
    for place in range(at - 1, max(0, at - 2 - MAX_SPEAKER_WORDS), -1):
        if words[place].text in COMMAS or words[place].text in QUOTES:
            inside = words[place + 1 : at]
            return place if any(_can_speak(each) for each in inside) else None
        if words[place].tag not in SPEAKER_TAGS:
            return None
    return None


def _can_speak(node: Node) -> bool:
    return (is_noun(node) or node.tag == "PRP") and has_voice(node)


def _close(words: Sequence[Node], at: int) -> int | None:
    """Return the place of the comma behind the remark, the number of words where the sentence ends there."""
    for place in range(at + 1, min(len(words), at + 2 + MAX_TAIL_WORDS)):
        if words[place].text in COMMAS:
            return place
        if words[place].text in ENDS:
            rest = words[place:]
            return len(words) if all(each.text in ENDS for each in rest) else None
        if words[place].tag not in TAIL_TAGS or words[place].lower == "that":
            return None
    return None


def _hang_last(words: Sequence[Node], opening: int, at: int) -> None:
    """Hang "local media reported" of "The queen has left, local media reported." on the clause before it."""
    verb = words[at]
    before = [
        each for each in words[:opening] if is_verb(each) and child(each, "nsubj", "nsubjpass", "expl") is not None
    ]
    main = next((each for each in before if each.head is None or each.head.i > opening), None)
    objects = ("ccomp", "mark", "cc") if verb.lemma in ADDRESSING_VERBS else ("dobj", "ccomp", "mark", "cc")
    if main is None or verb in ancestors(main) or child(verb, *objects) is not None:
        return
    if verb.dep not in {"conj", "acl", "appos", "dep", "parataxis"} or child(verb, "agent") is not None:
        return
    if any(each.dep == "cc" and each.i > opening for each in main.children):
        return
    _take_speaker(words[opening + 1 : at], verb)
    move(verb, main, "parataxis")


def _hang_inner(words: Sequence[Node], opening: int, at: int, close: int) -> None:
    """Hang "Korn says" of "The dam, Korn says, is safe" on the verb behind it, with the subject before it."""
    verb = words[at]
    topic = _topic(words, opening)
    main = _verb_behind(words, close) if topic is not None else None
    if main is None or topic is None or main is verb or topic in words[opening:at]:
        return
    own = [each for each in main.children if each.dep in SUBJECT_DEPS and each.i > close]
    if own or (verb.head is main and verb.dep == "parataxis" and topic.head is main):
        return
    outer, dep = _outer((main, verb, topic))
    if verb.tag == "NNS":
        verb.tag, verb.lemma = "VBZ", lemma(verb.lower, "VBZ")
    move(main, outer, dep)
    for each in [each for each in verb.children if each.dep in CARRIED_DEPS and each.i < opening]:
        move(each, main, each.dep)
    _take_speaker(words[opening + 1 : at], verb)
    move(topic, main, "nsubjpass" if child(main, "auxpass") is not None else "nsubj")
    move(verb, main, "parataxis")
    for each in [each for each in verb.children if each.i > close and each.dep != "punct"]:
        move(each, main, each.dep)


def _verb_behind(words: Sequence[Node], close: int) -> Node | None:
    """Return the verb whose finite part stands right behind the remark."""
    first = next((each for each in words[close + 1 :] if each.text not in QUOTES and each.tag != "RB"), None)
    if first is None or first.tag not in FINITE_TAGS:
        return _participle_behind(words, first) if first is not None else None
    if first.dep in HELPERS and first.head is not None and first.head.i > first.i and is_verb(first.head):
        return first.head
    return first if is_verb(first) else None


def _participle_behind(words: Sequence[Node], verb: Node) -> Node | None:
    """Return "excluded" of "The poll, Korn noted, excluded students", read as part of a noun phrase."""
    noun = verb.head
    if verb.tag != "VBN" or verb.dep != "amod" or noun is None or noun.i < verb.i:
        return None
    if any(each.tag in FINITE_TAGS for each in words if each.i > verb.i):
        return None
    move(verb, None, "ROOT")
    verb.tag, verb.lemma = "VBD", lemma(verb.lower, "VBD")
    move(noun, verb, "dobj")
    return verb


def _topic(words: Sequence[Node], opening: int) -> Node | None:
    """Return the head of the noun phrase that ends before the remark."""
    last = next((each for each in reversed(words[:opening]) if each.text not in MARKS), None)
    if last is None or not (is_noun(last) or last.tag in {"PRP", "CD"}):
        return None
    found = last
    for above in ancestors(last):
        if above.i > opening or is_verb(above):
            break
        found = above
    return found if is_noun(found) or found.tag == "PRP" else None


def _outer(inner: tuple[Node, ...]) -> tuple[Node | None, str]:
    """Return what the clause hangs on, and how: the word above all three parts of it."""
    for each in inner:
        if (
            each.head is not None
            and each.head not in inner
            and all(above not in inner for above in ancestors(each.head))
        ):
            return each.head, each.dep if each.dep not in SUBJECT_DEPS else "ccomp"
    return None, "ROOT"


def _take_speaker(inside: Sequence[Node], verb: Node) -> None:
    """Make the subject of a saying verb of the noun phrase before it."""
    own = set(inside)
    last = next((each for each in reversed(inside) if is_noun(each)), None)
    for each in [each for each in verb.children if each in own and each.dep in INSIDE_NOUN]:
        if last is not None and each is not last:
            move(each, last, each.dep)
    speaker = next((each for each in inside if (is_noun(each) or each.tag == "PRP") and each.head not in own), None)
    if speaker is None:
        return
    if verb in speaker.children:  # "a study found": read as a participle
        move(verb, None, "ROOT")
    if verb.tag == "VBN" and child(verb, "aux") is None:
        verb.tag, verb.lemma = "VBD", lemma(verb.lower, "VBD")
    move(speaker, verb, "nsubj")


def _mend_said_relative(words: Sequence[Node], at: int) -> None:
    """Mend "The dam, which officials insist is safe, was built": the relative clause took the verb of the sentence."""
    verb = words[at]
    noun, inner = verb.head, words[at + 1] if at + 1 < len(words) else None
    if verb.dep != "relcl" or noun is None or inner is None or inner.tag not in FINITE_TAGS:
        return
    if inner.dep in HELPERS and inner.head is not None and inner.head.i > inner.i:
        inner = inner.head
    relative = next(
        (each for each in words if noun.i < each.i < verb.i and each.lower in {"which", "who", "that"}), None
    )
    if relative is not None and inner.head is verb and relative.head in verb.children:
        if child(inner, "nsubj", "nsubjpass") is None:  # hung on "officials" as their article
            move(relative, inner, "nsubjpass" if child(inner, "auxpass") is not None else "nsubj")
        return
    after = next((each for each in children(inner, "conj") if is_verb(each)), None) if is_verb(inner) else None
    if relative is None or after is None or noun.head is not inner or noun.dep not in SUBJECT_DEPS:
        return
    if child(inner, "cc") is not None or child(after, "nsubj", "nsubjpass") is not None:
        return
    move(after, inner.head, inner.dep)
    move(noun, after, "nsubjpass" if child(after, "auxpass") is not None else "nsubj")
    move(inner, verb, "ccomp")
    move(relative, inner, "nsubjpass" if child(inner, "auxpass") is not None else "nsubj")
