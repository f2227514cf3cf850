"""Which share of generated profiles is found, and which real ones are hit? `python -m tests.stress.measure [PAGES]`."""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random

from extractors.authors.judge import judge_authors
from extractors.page.blocks import split_blocks
from extractors.page.facts import gather_facts
from extractors.page.jsonld import read_jsonld
from extractors.page.parse import parse_html
from extractors.records import AuthorProfile, AuthorVerdict, Block, BlockLabel, Metadata
from tests.stress.labels import KEYS, label, languages
from tests.stress.lookalikes import CONTENT, profile
from tests.stress.pages import PLACES, page
from tests.stress.personas import CODES, choose_fields, persona
from tests.stress.templates import TEMPLATES, Printed, Row, markup

# From this share of its characters on a profile counts as found.
MIN_COVER = 0.5
MARKUP_SHARE = 0.05
SEED = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A generated profile on a page."""

    html: str
    block: str  # the profile alone
    fields: int
    groups: tuple[str, ...]  # what it is counted under


def read(html: str) -> tuple[tuple[Block, ...], tuple[AuthorProfile, ...]]:
    """Return the blocks and authors of a page."""
    markup = parse_html(html)
    jsonld = read_jsonld(gather_facts(markup))
    return judge_authors(split_blocks(markup), metadata=Metadata(), jsonld=jsonld)


def make_cases(count: int, seed: int, make: Callable[[Random, str], dict[str, str]] = persona) -> Iterator[Case]:
    """Yield generated profiles: templates, languages of labels, places and generators are drawn each on its own."""
    rng = Random(seed)
    for _ in range(count):
        code = rng.choice(list(CODES))
        language = CODES[code] if rng.random() < 0.6 else rng.choice(languages())
        fields = make(rng, code)
        keys = choose_fields(rng, KEYS)
        rows = [
            Row(key=key, label=label(language, key, rng.randrange(3)), value=fields[key]) for key in keys if fields[key]
        ]
        printed = Printed(rows=rows, heading=label(language, "heading", rng.randrange(3)))
        name = "markup" if rng.random() < MARKUP_SHARE else rng.choice(list(TEMPLATES))
        block = markup(printed, rng) if name == "markup" else TEMPLATES[name](printed, rng)
        place = rng.choice(list(PLACES))
        size = "7+" if len(rows) > 6 else "4-6" if len(rows) > 3 else "<=3"
        groups = (
            "all",
            f"fields {size}",
            f"template {name}",
            f"generator {code[0]}",
            f"labels {language}",
            f"place {place}",
        )
        yield Case(html=page([block], rng, place=place), block=block, fields=len(rows), groups=groups)


def is_found(case: Case) -> bool:
    """Return whether half of the profile's characters are removed as generated, or its markup is judged so."""
    blocks, authors = read(case.html)
    if "template markup" in case.groups:
        return any(author.jsonld and author.verdict is AuthorVerdict.GENERATED for author in authors)
    whole = "".join(_bare(block.text) for block in split_blocks(parse_html(f"<div>{case.block}</div>")))
    removed = [_bare(block.text) for block in blocks if block.label is BlockLabel.GENERATED_AUTHOR]
    return sum(len(text) for text in removed if text in whole) >= MIN_COVER * len(whole)


def _bare(text: str) -> str:
    return "".join(text.split())


def recall(cases: Iterator[Case]) -> Mapping[str, tuple[int, int]]:
    """Return by group how many profiles are found, of how many."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for case in cases:
        found = is_found(case)
        for group in case.groups:
            counts[group][0] += found
            counts[group][1] += 1
    return {group: (found, total) for group, (found, total) in counts.items()}


def accused(count: int, seed: int) -> list[str]:
    """Return the genuine profiles and content that are called generated, by template or title."""
    rng = Random(seed)
    shown = [profile(rng) for _ in range(count)] + list(CONTENT.items())
    return [
        name
        for name, html in shown
        if any(
            author.verdict is AuthorVerdict.GENERATED
            for author in read(page([html], rng, place=rng.choice(list(PLACES))))[1]
        )
    ]


def main() -> None:
    """Print the recall by group, and what is called generated and is not."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    for group, (found, total) in sorted(recall(make_cases(pages, SEED)).items()):
        sys.stdout.write(f"{group}\t{found / total:.3f}\t{total}\n")
    sys.stdout.write(f"genuine called generated\t{accused(pages, SEED)}\n")


if __name__ == "__main__":
    main()
