"""Which blocks does a user's rule keep, remove or call otherwise?"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from extractors.records import Block
from extractors.rules.patterns import Pattern, any_of, compile_pattern, utf8
from extractors.rules.records import FACTS, BlockRule

# A rule of the user's, in `Block.rule`.
PREFIX = "own."
# So many rules share one look at a block: of a hundred blocks a rule fits one. RE2 compiles no pattern of hundreds.
GROUP = 25


def rule_blocks(blocks: tuple[Block, ...], rules: tuple[BlockRule, ...], *, url: str) -> tuple[Block, ...]:
    """Return the blocks as the user's rules have them, the very same where no rule fits.

    The first rule that fits decides. Blocks of generated authors, hidden ones and duplicates stay what they are.
    """
    host = _host_of(url)
    here = tuple(rule for rule in rules if is_of_site(host, rule.site))
    if not here:
        return blocks
    reader = _Reader(here)
    fits = [reader.first(block) for block in blocks]
    if not any(fits):
        return blocks
    return tuple(block if rule is None else _ruled(block, rule) for block, rule in zip(blocks, fits, strict=True))


def is_of_site(host: str, site: str) -> bool:
    """Return whether a host is a site or below it; every host is of no site in particular.

    >>> is_of_site("www.herald.example", "herald.example"), is_of_site("oldherald.example", "herald.example")
    (True, False)
    """
    return not site or host == site or host.endswith(f".{site}")


def _host_of(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:  # "http://[": of no site
        return ""


def _ruled(block: Block, rule: BlockRule) -> Block:
    return replace(
        block,
        label=rule.label,
        kept=rule.kept,
        reason=f"your rule {rule.id}: {rule.why}",
        rule=f"{PREFIX}{rule.id}",
    )


class _Reader:
    """The rules of one page, in groups."""

    def __init__(self, rules: Sequence[BlockRule]) -> None:
        self.groups = [_Group(rules[at : at + GROUP]) for at in range(0, len(rules), GROUP)]

    def first(self, block: Block) -> BlockRule | None:
        if block.label in FACTS:
            return None
        text = utf8(block.text)
        return next((rule for group in self.groups for rule in group.fitting(block, text)), None)


class _Group:
    """Rules that are looked for together. Blocks share their attributes with their neighbours, which are read once."""

    def __init__(self, rules: Sequence[BlockRule]) -> None:
        self.rules = [_Compiled(rule) for rule in rules]
        self.by_attrs: dict[str, list[_Compiled]] = {}
        self.any_text = any_of(tuple(rule.text for rule in rules if rule.text))

    def fitting(self, block: Block, text: bytes) -> Iterator[BlockRule]:
        near = self.by_attrs.get(block.attrs)
        if near is None:
            attrs = utf8(block.attrs)
            near = [each for each in self.rules if each.attrs is None or each.attrs.is_in(attrs)]
            self.by_attrs[block.attrs] = near
        worded = bool(near) and (self.any_text is None or self.any_text.is_in(text))
        for each in near:
            said = each.text is None or (worded and each.text.is_in(text))
            if said and (each.path is None or each.path.is_in(utf8(block.path))):
                yield each.rule


class _Compiled:
    """A rule with its patterns; None for one that it does not have."""

    __slots__ = ("attrs", "path", "rule", "text")

    def __init__(self, rule: BlockRule) -> None:
        self.rule = rule
        self.text, self.path, self.attrs = _pattern(rule.text), _pattern(rule.path), _pattern(rule.attrs)


def _pattern(text: str) -> Pattern | None:
    return compile_pattern(text) if text else None
