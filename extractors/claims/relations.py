"""What is known about relations? Symmetric, inverse, opposite and functional ones, and the key of a proposition."""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import cast

from extractors.claims.lexicon import data_text
from extractors.ids import hash_id


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationFact:
    """What holds of every claim with this relation."""

    name: str
    symmetric: bool = False
    inverse: str | None = None
    opposite: tuple[str, ...] = ()
    functional: bool = False
    once: bool = False


@cache
def relation_table() -> tuple[RelationFact, ...]:
    """Return all relation facts, sorted by name; inverse and opposite are stated on both sides."""
    data = tomllib.loads(data_text("relations.toml"))
    symmetric, once = set(cast("list[str]", data["symmetric"])), set(cast("list[str]", data["once"]))
    functional = once | set(cast("list[str]", data["functional"]))
    inverse = _both_ways(cast("dict[str, str]", data["inverse"]))
    opposite = _opposites(cast("dict[str, list[str]]", data["opposite"]))
    return tuple(
        RelationFact(
            name=name,
            symmetric=name in symmetric,
            inverse=inverse.get(name),
            opposite=tuple(sorted(opposite.get(name, ()))),
            functional=name in functional,
            once=name in once,
        )
        for name in sorted(symmetric | functional | inverse.keys() | opposite.keys())
    )


def _both_ways(pairs: dict[str, str]) -> dict[str, str]:
    found = dict(pairs)
    for left, right in pairs.items():
        found.setdefault(right, left)
    return found


def _opposites(listed: dict[str, list[str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for left, others in listed.items():
        for right in others:
            found.setdefault(left, set()).add(right)
            found.setdefault(right, set()).add(left)
    return found


@cache
def _symmetric() -> frozenset[str]:
    return frozenset(fact.name for fact in relation_table() if fact.symmetric)


def proposition_key(subject: str, relation: str, other: str | None, *, agent_verb: str | None = None) -> str:
    """Return the id of what is claimed, whatever its polarity, modality or time.

    Symmetric relations sort their two sides; `agent_verb` is the active verb of "be designed by", so that passive and
    active sentences state one proposition.

    >>> proposition_key("Iran", "be ally of", "Russia") == proposition_key("Russia", "be ally of", "Iran")
    True
    """
    left, right = subject.casefold(), (other or "").casefold()
    if agent_verb is not None:
        left, relation, right = right, agent_verb, left
    if relation in _symmetric() and right and right < left:
        left, right = right, left
    return hash_id("proposition", left, relation, right)
