"""Which articles belong together when pairs of them are alike?"""

from collections.abc import Iterable, Mapping


def cluster(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Return the smallest id of the group for every id that stands in a pair.

    >>> cluster([("b", "c"), ("a", "b"), ("x", "y")])
    {'b': 'a', 'c': 'a', 'a': 'a', 'x': 'x', 'y': 'x'}
    """
    parent: dict[str, str] = {}
    for left, right in pairs:
        low, high = sorted((_root(parent, left), _root(parent, right)))
        parent[high] = low
    return {member: _root(parent, member) for member in parent}


def _root(parent: dict[str, str], member: str) -> str:
    parent.setdefault(member, member)
    while parent[member] != member:
        parent[member] = parent[parent[member]]
        member = parent[member]
    return member
