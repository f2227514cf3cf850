"""What is a dependency tree while its labels are being rewritten?"""

from collections.abc import Iterator
from dataclasses import dataclass, field

ROOT = -1  # the head of the root token


@dataclass(slots=True, kw_only=True)
class Tree:
    """One sentence: parallel lists over tokens; heads are token indices, ROOT for the root.

    While a tree is converted, a label that is already in the target scheme starts with "=", so that `case`
    of the source and `case` of the target are never taken for one another.
    """

    forms: list[str]
    lemmas: list[str]
    upos: list[str]
    tags: list[str]
    feats: list[str]
    heads: list[int]
    deps: list[str]
    spaces: list[bool]  # is the token followed by a space
    miscs: list[str]
    new_paragraph: bool = False
    children: list[list[int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Index the children of each token."""
        self.children = [[] for _ in self.forms]
        for token, head in enumerate(self.heads):
            if head != ROOT:
                self.children[head].append(token)

    def __len__(self) -> int:
        """Return the number of tokens."""
        return len(self.forms)

    def lower(self, token: int) -> str:
        """Return the token's form in lower case."""
        return self.forms[token].lower()

    def attach(self, token: int, head: int, dep: str | None = None) -> None:
        """Hang a token (with its subtree) on another head, under another label if one is given."""
        old = self.heads[token]
        if old != ROOT:
            self.children[old].remove(token)
        if head != ROOT:
            self.children[head].append(token)
            self.children[head].sort()
        self.heads[token] = head
        if dep is not None:
            self.deps[token] = dep

    def child(self, token: int, *deps: str) -> int | None:
        """Return the first child with one of the labels, None if there is none."""
        return next((child for child in self.children[token] if self.deps[child] in deps), None)

    def with_label(self, token: int, *deps: str) -> list[int]:
        """Return the children with one of the labels, in order."""
        return [child for child in self.children[token] if self.deps[child] in deps]

    def promote(self, token: int) -> None:
        """Let a token take the place (head and label) of its head, which becomes its child; labels are kept."""
        old = self.heads[token]
        dep, head = self.deps[old], self.heads[old]
        self.attach(token, head, dep)
        self.attach(old, token)

    def subtree(self, token: int) -> Iterator[int]:
        """Yield the token and all below it, in no order."""
        stack = [token]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(self.children[node])

    def left_edge(self, token: int) -> int:
        """Return the leftmost token of the subtree."""
        return min(self.subtree(token))

    def has_comma_between(self, left: int, right: int) -> bool:
        """Return whether a comma stands between two tokens."""
        return any(self.forms[token] == "," for token in range(left + 1, right))

    def is_valid(self) -> bool:
        """Return whether there is one root and no cycle."""
        if self.heads.count(ROOT) != 1:
            return False
        root = self.heads.index(ROOT)
        return len(set(self.subtree(root))) == len(self)


def crossing_arcs(heads: list[int]) -> list[tuple[int, int]]:
    """Return the (token, head) arcs that cross another arc; empty for a projective tree."""
    arcs = [(min(token, head), max(token, head), token, head) for token, head in enumerate(heads) if head != ROOT]
    return [
        (token, head)
        for low, high, token, head in arcs
        if any(
            low < other_low < high < other_high or other_low < low < other_high < high
            for other_low, other_high, _, _ in arcs
        )
    ]
