"""What was forgotten on request and must not be read again?

A tombstone holds a salted hash, never the thing: whoever reads the warehouse cannot tell what was asked to be
forgotten, but a page that holds it is recognised.
"""

import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import duckdb

from warehouse.masking import keyed_hash
from warehouse.statements import read_sql

WORD = re.compile(r"\w+")
SALT_BYTES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """The hash of one address, e-mail address or name."""

    kind: str  # url, email or person
    salt: str
    digest: str
    words: int = 0  # of a name

    def is_address(self, url: str) -> bool:
        """Return whether the tombstone is this address's."""
        return self.kind == "url" and _digest(self.salt, url) == self.digest

    def is_named_in(self, words: Sequence[str]) -> bool:
        """Return whether the name stands in a row of words in lower case."""
        if self.kind != "person":
            return False
        last = len(words) - self.words + 1
        return any(_digest(self.salt, " ".join(words[at : at + self.words])) == self.digest for at in range(last))


def make_tombstone(kind: str, thing: str, *, key: bytes) -> Tombstone:
    """Return the tombstone of an address, e-mail address or name; `key` is the warehouse's."""
    if kind == "email":  # hashed as the data of pages are
        return Tombstone(kind=kind, salt="", digest=keyed_hash(kind, thing, key=key))
    salt = secrets.token_hex(SALT_BYTES)
    if kind == "url":
        return Tombstone(kind=kind, salt=salt, digest=_digest(salt, thing))
    words = words_of(thing)
    return Tombstone(kind=kind, salt=salt, digest=_digest(salt, " ".join(words)), words=len(words))


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case.

    >>> words_of("Sam Q. Bell-Hart")
    ['sam', 'q', 'bell', 'hart']
    """
    return WORD.findall(text.lower())


def keep_tombstones(connection: duckdb.DuckDBPyConnection, stones: Sequence[Tombstone], *, at: datetime) -> None:
    """Write tombstones down."""
    for stone in stones:
        row = {"kind": stone.kind, "salt": stone.salt, "digest": stone.digest, "words": stone.words}
        connection.execute(read_sql("forget/bury.sql"), row | {"forgotten_at": at})


def tombstones(connection: duckdb.DuckDBPyConnection) -> list[Tombstone]:
    """Return every tombstone of the warehouse."""
    rows = connection.execute(read_sql("forget/tombstones.sql")).fetchall()
    return [Tombstone(kind=kind, salt=salt, digest=digest, words=words) for kind, salt, digest, words in rows]


def forgotten_addresses(connection: duckdb.DuckDBPyConnection) -> Callable[[str], bool]:
    """Return what tells whether an address was forgotten: it must not be asked for."""
    stones = [stone for stone in tombstones(connection) if stone.kind == "url"]

    def is_forgotten(url: str) -> bool:
        return any(stone.is_address(url) for stone in stones)

    return is_forgotten


def refuse_forgotten(connection: duckdb.DuckDBPyConnection, paths: Mapping[str, list[str]]) -> None:
    """Take the readings that hold something forgotten out of the batch that is being loaded.

    `paths` are its Parquet files by table; the temporary table `new_article` holds the batch's readings.
    """
    stones = tombstones(connection)
    if not stones or not paths.get("article"):
        return
    refused: set[str] = set()
    for article_id, url, final_url, said in _rows(connection, "forget/brought.sql", paths["article"]):
        words = words_of(said or "")
        if any(s.is_address(url) or s.is_address(final_url or url) or s.is_named_in(words) for s in stones):
            refused.add(article_id)
    for article_id, said in _rows(connection, "forget/brought_names.sql", paths.get("author", [])):
        if any(stone.is_named_in(words_of(said or "")) for stone in stones):
            refused.add(article_id)
    hashes = {stone.digest for stone in stones if stone.kind == "email"}
    for article_id, digest in _rows(connection, "forget/brought_data.sql", paths.get("personal_datum", [])):
        if digest in hashes:
            refused.add(article_id)
    connection.execute(read_sql("forget/refuse.sql"), {"article_ids": sorted(refused)})


def _rows(connection: duckdb.DuckDBPyConnection, name: str, paths: list[str]) -> list[tuple[str, ...]]:
    return connection.execute(read_sql(name), {"paths": paths}).fetchall() if paths else []


def _digest(salt: str, thing: str) -> str:
    return sha256(f"{salt}{thing.lower()}".encode("utf-8", "replace")).hexdigest()
