"""Is a job title one of a generator's?"""

from functools import lru_cache

from extractors.authors.lists import coded_words, codes_of, fold

# Level, field and role.
JOB_PARTS = 3
# Of FakerPHP's titles, those of four words and more are headings of a classification, not what people call themselves.
ODD_WORDS = 4
_OF = frozenset({"de", "del", "da", "do", "des", "du", "di"})


# Lines are asked whether they name a job for each profile that they may belong to.
@lru_cache(maxsize=2048)
def read_job(text: str) -> tuple[str, frozenset[str]]:
    """Return how a generator makes the title, and the codes of its lists; no codes for any other text.

    "listed" is a plain title of a list, "odd" one that only the list writes so, "made" one put together from parts.
    """
    codes = codes_of("jobs", text)
    if codes and len(text.split()) >= ODD_WORDS and all(code[0] == "P" for code in codes):
        return "odd", codes
    if codes:
        return ("odd" if " OR " in text or ", " in text or "/" in text else "listed"), codes
    return "made", _made_job(text)


def _made_job(text: str) -> frozenset[str]:
    """Return the codes of the lists whose parts make up the whole title: level, field and role."""
    words = fold(text).split()
    parts = coded_words("job_parts")
    at = pieces = 0
    shared: frozenset[str] | None = None
    while at < len(words) and pieces <= JOB_PARTS:
        size, held = next(
            (
                (size, parts[" ".join(words[at : at + size])])
                for size in (4, 3, 2, 1)
                if at + size <= len(words) and " ".join(words[at : at + size]) in parts
            ),
            (0, frozenset[str]()),
        )
        if not size and words[at] in _OF and at:
            at += 1
            continue
        if not size:
            return frozenset()
        shared = held if shared is None else shared & held
        at, pieces = at + size, pieces + 1
    return shared if shared is not None and pieces == JOB_PARTS else frozenset()
