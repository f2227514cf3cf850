"""What does a value cost, and since which version of the rule? Read from `extractors/data/weights.toml`.

A user's rules put other steps in the place of those, or ignore a signal.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from extractors.ids import hash_id
from extractors.records import IGNORED
from extractors.rules.records import SignalRule
from extractors.word_sets import load_table

TABLE = "weights"
# Behind the version of a signal whose price a user has changed, before a hash of what the user says: another price is
# another version, and what was measured by the one before still names that.
OWN = ".own-"
HASH_CHARS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """One signal's definition, its steps from value to points, their source, and why they are what they are."""

    name: str
    definition: str
    source: str
    why: str
    steps: tuple[tuple[float, int], ...] = ()  # (threshold, points), the mildest first; none: it costs nothing
    below: bool = False  # whether low values cost
    rule: int = 1
    ignored: bool = False  # by a user: it is measured and leaves the score
    changed: str = ""  # how a user has changed it, behind its version

    @property
    def rule_id(self) -> str:
        """Return the name that a signal's line carries, with the version: "filler.1", "filler.1.own-3f2a91"."""
        return f"{self.name}.{self.rule}{self.changed}"

    @property
    def threshold(self) -> float | None:
        """Return from where the value costs points; None where it never does."""
        return self.steps[0][0] if self.steps else None

    def points_of(self, value: float) -> int:
        """Return the points of the last step that the value reaches."""
        reached = [points for limit, points in self.steps if (value <= limit if self.below else value >= limit)]
        return reached[-1] if reached else 0


@cache
def load_weights() -> Mapping[str, Weight]:
    """Return the weight of every signal, in the table's order."""
    return {name: _read(name, entry) for name, entry in load_table(TABLE).items() if isinstance(entry, dict)}


@cache
def weights_by(changes: tuple[SignalRule, ...]) -> Mapping[str, Weight]:
    """Return the weight of every signal as a user's rules change them."""
    changed = {change.signal: _changed(load_weights()[change.signal], change) for change in changes}
    return {**load_weights(), **changed}


def weights_version() -> str:
    """Return the version of the whole table."""
    return str(load_table(TABLE)["version"])


def _read(name: str, entry: Mapping[str, object]) -> Weight:
    steps = entry.get("steps", [])
    assert isinstance(steps, list), f"weights.toml: steps of {name} are no list"
    rule = entry.get("rule", 1)
    assert isinstance(rule, int), f"weights.toml: rule of {name} is no number"
    return Weight(
        name=name,
        definition=str(entry["definition"]),
        source=str(entry["source"]),
        why=str(entry["why"]),
        steps=tuple((float(limit), int(points)) for limit, points in steps),
        below=entry.get("bound") == "below",
        rule=rule,
    )


def _changed(weight: Weight, change: SignalRule) -> Weight:
    version = OWN + hash_id(repr(change))[:HASH_CHARS]
    if change.ignored:
        return replace(weight, ignored=True, changed=version + IGNORED, why=change.why)
    return replace(
        weight,
        steps=weight.steps if change.steps is None else change.steps,
        below=weight.below if change.below is None else change.below,
        changed=version,
        source=f"your rules: {change.why}",
        why=change.why,
    )
