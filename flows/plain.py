"""How do words of strangers (addresses, titles, messages of servers) reach a terminal or a log without harm?"""

from typing import Final

# Two lines of a page in full are less than 8 KB together.
MOST_BYTES: Final = 4_000


def plain(text: str, *, most_bytes: int = MOST_BYTES) -> str:
    r"""Return text as one line that moves no cursor and hides nothing, cut to 4 KB unless told.

    Characters that are not printed (escape codes, line ends, marks that turn the direction of writing) are spelled.

    >>> plain("https://herald.example/\x1b[2J")
    'https://herald.example/\\x1b[2J'
    """
    spelled = text if text.isprintable() else "".join(map(_spelled, text))
    packed = spelled.encode("utf-8", errors="backslashreplace")
    return spelled if len(packed) <= most_bytes else packed[: most_bytes - 3].decode("utf-8", errors="ignore") + "…"


def _spelled(character: str) -> str:
    return character if character.isprintable() else character.encode("unicode_escape").decode("ascii")
