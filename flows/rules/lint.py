"""Do a file's rules do what their examples say, and fast enough?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time

from extractors.errors import RulesError
from extractors.page.blocks import split_blocks
from extractors.page.parse import parse_html
from extractors.rules.blocks import rule_blocks
from extractors.rules.patterns import Pattern, compile_pattern, utf8
from extractors.rules.records import BlockRule
from flows.rules.read import Example, Problem, RuleFile, load_text, read_rules

# A rule may take so much CPU for a megabyte of text, in blocks as pages have them.
BUDGET_MS = 50.0
MEGABYTE = 1_000_000
# What a run looks at before it begins: a thousand rules take it two seconds.
QUICK_SAMPLE = 100_000
ROUNDS = 3
# So many times under the budget, or over it, another round would say the same.
CLEARLY = 3
HOPELESS_MS = CLEARLY * BUDGET_MS
# A block of a page's furniture, and a long paragraph.
BLOCK_BYTES = (150, 2_000)
# Prose with all that patterns look for: words, names, digits, marks, white space, letters outside ASCII.
PROSE = (
    "The harbour office said on 3 March 2026 that 41 of its 120 lamps would be replaced; Ada Norum, who runs it, "
    "called the price “fair enough”. Sign up for our newsletter! Read more: https://harbour.example/lamps?id=7 — "
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa      Zürich, naïve, 東京, 1,200.50 EUR (incl. VAT)\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """What a rule's patterns cost."""

    rule: str
    ms_per_mb: float


def load_rules(path: Path | None) -> RuleFile:
    """Return the rules of a file, checked and held against their examples; none without a file."""
    if path is None:
        return RuleFile()
    file = read_rules(load_text(path), path=path)
    problems = tuple(failed_examples(file.examples))
    if problems:
        raise RulesError(str(path), problems)
    return file


def load_fast_rules(path: Path | None) -> RuleFile:
    """Return the rules of a file as `load_rules` does, and refuse what would slow a whole run down.

    A rule somewhat over its budget is left to `lint`: a run nobody looks at must not depend on a machine's mood.
    """
    file = load_rules(path)
    found = slow_rules(file, sample_bytes=QUICK_SAMPLE)
    slow = tuple(problem for timing, problem in found if problem and timing.ms_per_mb >= HOPELESS_MS)
    if slow:
        raise RulesError(str(path), slow)
    return file


def failed_examples(examples: Sequence[Example]) -> Iterator[Problem]:
    """Yield a problem for each example in which a rule does not do what it says."""
    for example in examples:
        if is_found(example) != example.matches:
            shown = " ".join(example.html.split())
            words = "does not match" if example.matches else "does not leave"
            yield example.line, f"rule {example.rule.id} {words} {shown[:80]!r}"


def is_found(example: Example) -> bool:
    """Return whether the rule finds a block in the piece of a page, as if that stood on its site."""
    url = f"https://{example.rule.site or 'page.example'}/"
    blocks = split_blocks(parse_html(example.html, url=url))
    return rule_blocks(blocks, (example.rule,), url=url) is not blocks


def slow_rules(file: RuleFile, *, sample_bytes: int = MEGABYTE) -> Iterator[tuple[Timing, Problem | None]]:
    """Yield what each block rule costs, with a problem where that is more than its budget."""
    for rule in file.rules.blocks:
        ms = time_rule(rule, sample_bytes=sample_bytes)
        more = f"{ms:.0f} ms or more" if ms >= HOPELESS_MS else f"{ms:.0f} ms"
        words = f"rule {rule.id} takes {more} for 1 MB of text, at most {BUDGET_MS:.0f} ms"
        yield Timing(rule=rule.id, ms_per_mb=ms), (file.lines[rule.id], words) if ms > BUDGET_MS else None


def time_rule(rule: BlockRule, *, sample_bytes: int = MEGABYTE) -> float:
    """Return the milliseconds of CPU that a rule's patterns take for a megabyte, in short blocks or long ones.

    Of some rounds over the sample the least counts, since others work on the machine too; one tells what is clear.
    """
    patterns = [compile_pattern(text) for text in (rule.text, rule.path, rule.attrs) if text]
    body = utf8(PROSE * (sample_bytes // len(utf8(PROSE)) + 1))
    return max(_least(patterns, [body[at : at + size] for at in range(0, sample_bytes, size)]) for size in BLOCK_BYTES)


def _least(patterns: Sequence[Pattern], pieces: Sequence[bytes]) -> float:
    least = HOPELESS_MS
    for _ in range(ROUNDS):
        least = min(least, _round_ms(patterns, pieces))
        if not BUDGET_MS / CLEARLY < least < HOPELESS_MS:
            break
    return least


def _round_ms(patterns: Sequence[Pattern], pieces: Sequence[bytes]) -> float:
    """Return the milliseconds for a megabyte by one round, which ends early where it cannot be cheap any more."""
    scale = 1000 * MEGABYTE / sum(map(len, pieces))
    began = process_time()
    for piece in pieces:
        for pattern in patterns:
            pattern.is_in(piece)
        if scale * (process_time() - began) > HOPELESS_MS:
            return HOPELESS_MS
    return scale * (process_time() - began)
