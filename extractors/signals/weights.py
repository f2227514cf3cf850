"""What does a value cost, and since which version of the rule? Read from `extractors/data/weights.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from extractors.word_sets import load_table

TABLE = "weights"


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
