"""What may a user change? Weights and lists of signals, and what becomes of blocks that look a certain way.

Nothing here reaches the verdict on an author or the masking of personal data: those read the page before these rules
do, and no rule gives or takes the label of a generated author.
"""

import json
from dataclasses import asdict, dataclass
from functools import cache

from extractors.ids import hash_id
from extractors.records import BlockLabel

# Labels that are read off the page or prove something, and are no opinion: nobody can give or take them.
FACTS = frozenset({BlockLabel.GENERATED_AUTHOR, BlockLabel.HIDDEN, BlockLabel.DUPLICATE})
# What a block of the article can be called, and one that is removed.
KEPT_LABELS = frozenset(
    {
        BlockLabel.CONTENT,
        BlockLabel.HEADING,
        BlockLabel.LIST,
        BlockLabel.TABLE,
        BlockLabel.QUOTE,
        BlockLabel.CAPTION,
    }
)
REMOVED_LABELS = frozenset(BlockLabel) - FACTS - KEPT_LABELS | {BlockLabel.CAPTION}


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalRule:
    """Another price for a signal, or none: an ignored signal is measured and leaves the score."""

    signal: str
    why: str
    ignored: bool = False
    steps: tuple[tuple[float, int], ...] | None = None  # (threshold, points), the mildest first; None: as built in
    below: bool | None = None  # whether low values cost; None: as built in


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRule:
    """What a word list of the signals holds besides, and what it holds no more; in lower case, straight apostrophes."""

    name: str
    add: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    days: tuple[tuple[str, int], ...] = ()  # of time phrases: for how many days a date tells which time is meant


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockRule:
    """What becomes of blocks in which every pattern given is found. Patterns are RE2's; "" stands for none."""

    id: str
    why: str
    label: BlockLabel
    kept: bool = False
    site: str = ""  # a host; its subdomains count
    text: str = ""  # found in the block's text
    path: str = ""  # found in its element path
    attrs: str = ""  # found in the class, id, role and itemprop words of its element and those around it


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Everything that a user changes; of block rules the first that fits decides."""

    signals: tuple[SignalRule, ...] = ()
    lists: tuple[ListRule, ...] = ()
    blocks: tuple[BlockRule, ...] = ()

    def of_list(self, name: str) -> ListRule | None:
        """Return what is changed about a word list."""
        return next((rule for rule in self.lists if rule.name == name), None)


NO_RULES = Rules()


@cache
def rules_id(rules: Rules) -> str:
    """Return the hash of what the rules say, in their order; "" where they say nothing.

    >>> rules_id(NO_RULES)
    ''
    """
    return "" if rules == NO_RULES else hash_id("rules", json.dumps(asdict(rules), sort_keys=True))
