"""Which amounts and times did a small parser hang on the wrong word?"""

from extractors.claims.main_verb import move
from extractors.claims.timewords import is_time
from extractors.claims.tree import SUBJECT_DEPS, Node, child, children, is_verb, subtree

APPROXIMATORS = frozenset({"about", "around", "over", "under", "nearly", "roughly", "almost"})
WHEN_PREPOSITIONS = frozenset({"after", "before", "during", "until", "since"})


def free_measure(verb: Node) -> None:
    """Hang "to 40 million euros" of "fell 8 percent to 40 million euros" on the verb, not on the percents."""
    for noun in children(verb, "dobj", "npadvmod"):
        if noun.lower in {"percent", "%", "point", "points"} or noun.tag == "CD":
            for each in [each for each in children(noun, "prep") if each.lower in {"to", "from"}]:
                move(each, verb, "prep")


def find_counted_subject(verb: Node) -> None:
    """Make a subject of "About a third of the herd was stolen", read as a preposition."""
    if any(each.dep in SUBJECT_DEPS or each.dep in {"expl", "conj"} for each in verb.children):
        return
    helpers = [each.i for each in children(verb, "aux", "auxpass")]
    start = min([verb.i, *helpers])
    for each in children(verb, "prep"):
        counted = child(each, "pobj")
        if each.lower not in APPROXIMATORS or counted is None or not each.i < counted.i < start:
            continue
        if subtree(each)[-1].i == start - 1 and _is_counted(counted):
            move(counted, verb, "nsubjpass" if child(verb, "auxpass") is not None else "nsubj")
            move(each, counted, "quantmod")
            return


def _is_counted(noun: Node) -> bool:
    return (
        noun.entity in {"ORDINAL", "CARDINAL", "PERCENT"} or child(noun, "nummod") is not None or noun.lower == "half"
    )


def hang_time(adjective: Node) -> None:
    """Hang "after the war" of "became expensive after the war" on the verb."""
    verb = adjective.head
    if verb is None or not is_verb(verb):
        return
    if adjective.lower == "worth" and (price := child(verb, "attr", "npadvmod")) is not None and price.i > adjective.i:
        move(price, adjective, "npadvmod")
    for each in [each for each in adjective.children if each.dep == "prep" and each.i > adjective.i]:
        target = child(each, "pobj")
        if each.lower in WHEN_PREPOSITIONS or (target is not None and is_time(target)):
            move(each, verb, "prep")


def free_time(preposition: Node) -> None:
    """Hang "next spring" of "by a tribunal next spring" on the verb, read as a second object of the preposition."""
    found = children(preposition, "pobj")
    verb = preposition.head
    if len(found) > 1 and verb is not None and is_verb(verb) and is_time(found[-1]) and not is_time(found[0]):
        move(found[-1], verb, "npadvmod")


def hang_verb_times(verb: Node) -> None:
    """Hang "last month" of "was evacuated twice last month", and a date behind an agent, on the verb."""
    for adverb in children(verb, "advmod"):
        for each in [each for each in children(adverb, "npadvmod") if is_time(each) and each.i > adverb.i > verb.i]:
            move(each, verb, "npadvmod")
    agent = child(verb, "agent")
    maker = child(agent, "pobj") if agent is not None else None
    for each in [each for each in children(maker, "prep") if each.i > maker.i] if maker is not None else []:
        target = child(each, "pobj")
        if target is not None and is_time(target):
            move(each, verb, "prep")
