"""What does a CoNLL-U file hold, document by document?"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from extractors.training.trees import ROOT, Tree

COLUMNS = 10


@dataclass(slots=True, kw_only=True)
class Document:
    """One source document: its id, its sentences in order, and how its entity annotation is written."""

    doc_id: str
    trees: list[Tree] = field(default_factory=list)


def _is_word(row: list[str]) -> bool:
    return row[0].isdigit()


def _spaces(rows: list[list[str]]) -> list[bool]:
    """Return for each word whether a space follows; words of a multiword token are glued."""
    spaces, last, last_space = [], 0, True
    for row in rows:
        if "-" in row[0]:
            last = int(row[0].split("-")[1])
            last_space = "SpaceAfter=No" not in row[9]
        elif row[0].isdigit():
            number = int(row[0])
            inside, at_end = number < last, number == last
            spaces.append(not inside and (last_space if at_end else "SpaceAfter=No" not in row[9]))
    return spaces


def tree_of(rows: list[list[str]], *, new_paragraph: bool = False) -> Tree:
    """Return the tree of one sentence's rows; multiword and empty rows are skipped."""
    words = [row for row in rows if _is_word(row)]
    return Tree(
        forms=[row[1] for row in words],
        lemmas=[row[2] for row in words],
        upos=[row[3] for row in words],
        tags=[row[4] for row in words],
        feats=[row[5] for row in words],
        heads=[int(row[6]) - 1 if row[6] != "0" else ROOT for row in words],
        deps=[row[7] for row in words],
        spaces=_spaces(rows),
        miscs=[row[9] for row in words],
        new_paragraph=new_paragraph,
    )


def _sentences(lines: Iterator[str]) -> Iterator[tuple[list[str], list[list[str]]]]:
    """Yield (comment lines, rows) of each sentence."""
    comments: list[str] = []
    rows: list[list[str]] = []
    for line in lines:
        text = line.rstrip("\n")
        if text.startswith("#"):
            comments.append(text)
        elif text:
            rows.append(text.split("\t"))
        elif rows:
            yield comments, rows
            comments, rows = [], []
    if rows:
        yield comments, rows


def read_documents(path: Path) -> list[Document]:
    """Return the documents of a CoNLL-U file; sentences before the first `newdoc` form one without an id."""
    documents: list[Document] = []
    with path.open(encoding="utf-8") as lines:
        for comments, rows in _sentences(lines):
            doc_id = next((line.split("=", 1)[1].strip() for line in comments if line.startswith("# newdoc")), None)
            if doc_id is not None or not documents:
                documents.append(Document(doc_id=doc_id or path.stem))
            paragraph = any(line.startswith("# newpar") for line in comments)
            documents[-1].trees.append(tree_of(rows, new_paragraph=paragraph))
    return documents
