"""Does a sentence state anything? Questions, orders, invitations and headings hold no claims."""

from collections.abc import Sequence

from extractors.claims.lexicon import cue_words
from extractors.claims.tree import FINITE_TAGS, Node, child, is_verb

INVITE_VERBS = cue_words("verbs", "invite")
QUOTES = frozenset({'"', "“", "”", "``", "''", "«", "»"})
CLOSERS = QUOTES | {")", "]", "\u2019", "'", "-RRB-"}
AUXILIARIES = frozenset(
    {"is", "are", "was", "were", "do", "does", "did", "can", "could", "will", "would", "should", "has", "have", "had"}
)
# One of these, or a subject, is in every sentence that states something.
STATING_TAGS = FINITE_TAGS | {"VBN"}
PAGE_NOUNS = frozenset({"story", "article", "text", "page", "post"})
MAX_SIGNPOST = 7
# Longer runs without an end are lists or tables, and their parse means nothing.
MAX_WORDS = 150


def states_something(words: Sequence[Node]) -> bool:
    """Tell whether a sentence may hold claims."""
    if not words or len(words) > MAX_WORDS or is_question(words):
        return False
    if STATING_TAGS.isdisjoint([node.tag for node in words]) and all(child(node, "nsubj") is None for node in words):
        return False
    return not is_order(words) and not is_signpost(words)


def is_signpost(words: Sequence[Node]) -> bool:
    """Tell whether a short sentence only says where the page goes on: "Story continues below"."""
    root = next((node for node in words if node.head is None and node.lemma == "continue"), None)
    subject = child(root, "nsubj") if root is not None else None
    return subject is not None and subject.lower in PAGE_NOUNS and len(words) <= MAX_SIGNPOST


def is_question(words: Sequence[Node]) -> bool:
    """Tell whether the sentence as a whole asks."""
    last = next((node for node in reversed(words) if node.text not in CLOSERS), words[-1])
    return last.text.startswith("?") or last.text in {"?!", "!?"}


def is_order(words: Sequence[Node]) -> bool:
    """Tell whether the main clause is an order or an invitation: a bare verb without subject."""
    root = next((node for node in words if node.head is None and is_verb(node)), None)
    if root is None or root.tag not in {"VB", "VBP"}:
        return False
    if any(each.dep in {"nsubj", "nsubjpass", "expl", "csubj", "csubjpass"} for each in root.children):
        return False
    helpers = [each for each in root.children if each.dep in {"aux", "auxpass"} and each.lower not in {"do", "don't"}]
    if any(each.tag in FINITE_TAGS or each.lower == "to" for each in helpers):
        return False
    return child(root, "ccomp") is None or root.lemma in INVITE_VERBS or root.i < _first_clause(root)


def _first_clause(root: Node) -> int:
    clause = child(root, "ccomp")
    return min((each.i for each in clause.children), default=clause.i) if clause is not None else root.i


def is_quotation(words: Sequence[Node]) -> bool:
    """Tell whether the whole sentence stands in quotation marks, or goes on with a quotation that it closes."""
    marks = [at for at, node in enumerate(words) if node.text in QUOTES]
    if not marks or marks[0] != 0:
        return False
    return len(marks) == 1 or all(node.text in CLOSERS | {".", "!", ","} for node in words[marks[1] :])


def questioned(words: Sequence[Node]) -> frozenset[int]:
    """Return the places of words inside a quoted question: "Is it so?" or "is it so" in quotation marks."""
    found: set[int] = set()
    opened: int | None = None
    for at, node in enumerate(words):
        if node.text not in QUOTES:
            continue
        if opened is None:
            opened = at
            continue
        inside = words[opened + 1 : at]
        # '"The dam," he said, "is safe"' goes on with a clause whose subject stands before.
        goes_on = opened > 0 and words[opened - 1].text == ","
        asks = inside and inside[0].lower in AUXILIARIES and not goes_on
        if asks or any(each.text == "?" for each in inside):
            found |= {each.i for each in inside}
        opened = None
    return frozenset(found)
