"""How much of the farm pages' prose is that of real articles, word for word?

`python -m tests.bench.shared_prose FOLDER`: for each farm page of `fake_authors` the share of its content's runs of
eight words that stand in the gold text of an article of `wcxb_dev`. Where it is high, prose cannot tell the page from
an article, and a score that could would know the set.
"""

import json
import lzma
import re
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

RUN_WORDS = 8
SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)


def main() -> None:
    """Print the distribution of the shares."""
    folder = Path(sys.argv[1])
    known = {run for text in articles(folder) for run in runs(text)}
    shares = sorted(sum(run in known for run in own) / len(own) for own in map(runs, farms(folder)) if own)
    printed = ", ".join(f"p{share * 100:g} {shares[int(share * (len(shares) - 1))]:.2f}" for share in SHARES)
    half = sum(share >= 0.5 for share in shares)
    print(f"{len(shares)} farm pages; share of eight-word runs in articles: {printed}; half or more: {half} pages")


def runs(text: str) -> list[int]:
    """Return a hash of every run of eight words."""
    words = re.findall(r"\w+", text.lower())
    return [hash(tuple(words[at : at + RUN_WORDS])) for at in range(len(words) - RUN_WORDS + 1)]


def articles(folder: Path) -> Iterator[str]:
    """Yield the gold texts of the articles."""
    with lzma.open(folder / "extraction" / "wcxb_dev.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["meta"]["type"] == "article":
                yield row["gold_text"] or ""


def farms(folder: Path) -> Iterator[str]:
    """Yield the content of the farm pages."""
    with tarfile.open(folder / "fake_authors" / "dev_pages.tar.gz") as archive:
        truth = archive.extractfile("truth.jsonl")
        assert truth is not None
        for row in map(json.loads, truth.read().decode().splitlines()):
            if row["farm"]:
                yield " ".join(text for each in row["segments"] if each["label"] == "content" for text in each["nodes"])


if __name__ == "__main__":
    main()
