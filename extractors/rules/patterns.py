"""How is a pattern compiled, so that no text can make it slow? RE2 reads each character once, whatever the pattern."""

from functools import lru_cache

import re2

from extractors.errors import RulesError

# What can stand in a text at all: a pattern found in each of these is found in every block.
PROBES = (b"", b"\x7f", b"Zq 7", b"aaaaaaaaaa")
# Kept compiled: more than any file has, and not all that a worker of many months has seen.
MOST_PATTERNS = 16_384
LINEAR = "patterns are RE2's: no lookaround and no back-references, so that every page is read in linear time"


class Pattern:
    """A compiled pattern. Made by `compile_pattern`."""

    __slots__ = ("_search", "text")

    def __init__(self, text: str) -> None:
        """Compile the pattern; raises re2.error."""
        options = re2.Options()
        options.log_errors = False  # on standard error, past everything
        options.never_capture = True  # only whether it is found is asked for: a third of the time
        self.text = text
        self._search = re2.compile(text.encode("utf-8"), options).search

    def is_in(self, text: bytes) -> bool:
        """Return whether the pattern is found in a text of UTF-8."""
        return self._search(text) is not None


@lru_cache(maxsize=MOST_PATTERNS)
def compile_pattern(text: str) -> Pattern:
    """Return the compiled pattern; raises RulesError for one that RE2 has not, or that is found in every text."""
    try:
        pattern = Pattern(text)
    except (re2.error, UnicodeEncodeError) as error:
        said = error.args[0]
        words = said.decode("utf-8", "replace") if isinstance(said, bytes) else "it is no text"
        raise RulesError("", ((0, f"{words}; {LINEAR}"),)) from error
    if all(pattern.is_in(probe) for probe in PROBES):
        raise RulesError("", ((0, "it is found in every block, also in an empty one"),))
    return pattern


@lru_cache(maxsize=MOST_PATTERNS)
def any_of(texts: tuple[str, ...]) -> Pattern | None:
    """Return a pattern that is found wherever one of these is; None where they are too many for one."""
    try:
        return Pattern("|".join(f"(?:{text})" for text in texts))
    except re2.error:
        return None


def utf8(text: str) -> bytes:
    """Return a text as patterns read it; what UTF-8 cannot hold becomes a question mark."""
    return text.encode("utf-8", "replace")
