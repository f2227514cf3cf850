"""Who says so? Finds the source of a clause: a saying verb above it, "according to", a quotation's speaker."""

from extractors.claims.lexicon import cue_words
from extractors.claims.predicates import PASSIVE_HEDGES, is_passive
from extractors.claims.report_nouns import noun_source, reports_in_noun, view_source
from extractors.claims.saying import ADDRESSING_VERBS, NEGATIVE_CLAUSE_VERBS, SHOWING_VERBS, THINK_VERBS, VOICING_VERBS
from extractors.claims.sources import Source, named_source, nobody
from extractors.claims.subjects import MAX_STEPS, accused_of, find_subjects
from extractors.claims.timewords import is_time
from extractors.claims.tree import SUBJECT_DEPS, Node, child, is_verb, subtree
from extractors.claims.voices import has_voice

HYPOTHETICAL_VERBS = cue_words("modality", "hypothetical_verbs")
REPORTED_PASSIVES = VOICING_VERBS - PASSIVE_HEDGES
AIMS = cue_words("verbs", "aims") - {"it", "that", "this", "what", "all"}
CONTRASTS = frozenset({"although", "though", "whereas"})
REPORTING_CHAIN = frozenset({"claim", "profess", "allege", "purport"})


def find_sources(node: Node) -> list[Source]:
    """Return the voices that a clause or noun phrase stands under, the nearest first."""
    found: list[Source] = []
    below = node
    for _ in range(MAX_STEPS):
        found += [source for source in _beside(below) if source.verb is not node]  # a remark is its writer's own word
        above = below.head
        if above is None or _is_own_aside(below):
            break
        source = _above(below, above)
        if source is not None:
            found.append(source)
        below = above
    return _distinct(found)


def _is_own_aside(clause: Node) -> bool:
    """Tell whether a clause behind a comma is the writer's own: "…, although inflation has slowed"."""
    mark = child(clause, "mark") if clause.dep == "advcl" else None
    return mark is not None and mark.lower in CONTRASTS


def _distinct(found: list[Source]) -> list[Source]:
    seen: list[Source] = []
    for each in found:
        if all(each.words != other.words or each.verb is not other.verb for other in seen):
            seen.append(each)
    return seen


def _above(below: Node, above: Node) -> Source | None:
    """Return the subject of the saying verb, or the owner of the noun, that a clause hangs on."""
    if reports_in_noun(below):
        return noun_source(above)
    if below.dep == "pcomp" and (accuser := accused_of(above)) is not None:
        return _source_of(accuser)
    if below.dep not in {"ccomp", "parataxis", "oprd"} and not _is_bare_quote(below, above):
        return None
    if not is_verb(above) or not _reports(above) or _is_told_to(below, above):
        return None
    return _source_of(above)


def _is_told_to(below: Node, above: Node) -> bool:
    """Tell whether an infinitive is what somebody should do, not what somebody says: "warned them not to close"."""
    infinitive = any(each.dep == "aux" and each.lower == "to" for each in below.children)
    believed = above.lemma in THINK_VERBS and child(below, "nsubj", "nsubjpass") is not None
    return infinitive and above.lemma in HYPOTHETICAL_VERBS and not believed


def _is_bare_quote(below: Node, above: Node) -> bool:
    return (
        below.dep in {"dep", "advcl"}
        and above.lemma in {"say", "tell", "add"}
        and below.i < above.i
        and is_verb(below)
        and child(below, "nsubj", "nsubjpass", "expl") is not None  # "Asked about the plant, Dorn said" quotes nothing
    )


def _reports(verb: Node) -> bool:
    if verb.lemma in SHOWING_VERBS and not is_passive(verb):
        return any(has_voice(part.head) for part in find_subjects(verb)[:1])
    return verb.lemma in VOICING_VERBS


def _source_of(verb: Node) -> Source | None:
    if is_passive(verb):
        agent = child(verb, "agent")
        target = child(agent, "pobj") if agent is not None else None
        return named_source(target, verb) if target is not None else nobody(verb)
    subjects = find_subjects(verb)
    if not subjects:
        return nobody(verb) if _has_own_voice(verb) else None
    if subjects[0].head.lower in {"i", "we"} and verb.lemma in THINK_VERBS:
        return None
    if subjects[0].head.lemma in AIMS:  # "The goal is to signal that …"
        return None
    return named_source(subjects[0].head, verb)


def _has_own_voice(verb: Node) -> bool:
    """Tell whether a saying verb without a readable subject still reports: "it is feared that", a finite verb alone."""
    return child(verb, "expl") is not None or verb.lemma in NEGATIVE_CLAUSE_VERBS


def _beside(node: Node) -> list[Source]:
    """Return "according to X", "as X said" and the saying verb put into or behind the clause: "…, X said"."""
    found: list[Source] = []
    for each in node.children:
        if each.lower == "according" or (each.dep == "prep" and each.lower == "per"):
            found += _according(each)
        elif each.dep == "prep" and (view := view_source(each)) is not None:
            found.append(view)
        elif each.dep in {"attr", "dobj", "acomp"}:  # "was a fraud in the eyes of the opposition"
            found += [view for below in each.children if below.i > each.i and (view := view_source(below)) is not None]
        elif each.dep in {"parataxis", "advcl"} and _is_inserted(each):
            source = _source_of(each)
            found += [source] if source is not None else []
    return found


def _according(node: Node) -> list[Source]:
    inner = [each for each in subtree(node) if each.dep == "pobj"]
    return [named_source(inner[0], node)] if inner and not is_time(inner[0]) else []


def _is_inserted(node: Node) -> bool:
    if is_putting(node):
        return True
    if not any(each.dep in SUBJECT_DEPS for each in node.children):
        return False
    if node.lemma not in VOICING_VERBS and not (node.dep == "parataxis" and _reports(node)):
        return False
    if node.dep == "advcl":  # "as analysts believe", but not "as long as the truce holds"
        return is_verb(node.head or node) and any(each.dep == "mark" and each.lower == "as" for each in node.children)
    heard = {"dobj"} if node.lemma in ADDRESSING_VERBS else set()  # "…, his sister told the inquiry"
    return not any(each.dep in {"dobj", "ccomp"} - heard for each in node.children)


def is_putting(verb: Node) -> bool:
    """Tell whether a verb is that of "As the governor put it"."""
    target = child(verb, "dobj") if verb.lemma == "put" else None
    return target is not None and target.lower == "it" and child(verb, "mark") is not None


def reporting_verb(chain: tuple[Node, ...]) -> Node | None:
    """Return the verb of "is said to be", "claims to have": the source is its agent or its own subject."""
    for link in chain[:-1]:
        if is_verb(link) and (link.lemma in REPORTING_CHAIN or (is_passive(link) and link.lemma in REPORTED_PASSIVES)):
            return link
    return None
