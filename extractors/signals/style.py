"""Does the text sound as if nobody had to say it?"""

import re

from extractors.records import BlockLabel, Signal, Span
from extractors.signals.grading import counted, grade, not_measured
from extractors.signals.lists import listed, listed_book
from extractors.signals.material import Material, cut_words
from extractors.signals.phrases import find_phrases

MIN_WORDS = 150
# A stock phrase is a stronger sign than a single word.
PHRASE_WEIGHT = 2

MIN_CAPITALISED = 0.85
MIN_TITLE_WORDS = 5
# Short words (of, the, to) are written small in most title-case styles.
MIN_LETTERS = 4

MIN_SHOUTS = 3
_QUOTED = re.compile('["\u201c\u201d\u00ab\u00bb]')


def filler(material: Material) -> Signal:
    """Return how many excess words and stock phrases the text holds in 1,000 words; a phrase counts twice."""
    if not material.english:
        return not_measured(material, "filler", reason="the lists are English")
    excess = listed(material, "excess_words")
    words = [word for word in material.words if word.text in excess]
    phrases = list(find_phrases(material.words, listed_book(material, "filler_phrases")))
    spans = [Span(start=word.start, end=word.end) for word in words] + [span for _, span in phrases]
    total = len(material.words)
    return grade(
        material,
        "filler",
        material.per_1000_words(len(words) + PHRASE_WEIGHT * len(phrases)),
        reason=f"{counted(len(words), 'excess word')} and {counted(len(phrases), 'stock phrase')} in "
        f"{counted(total, 'word')}",
        spans=sorted(spans, key=lambda span: (span.start, span.end)),
        enough=total >= MIN_WORDS,
    )


def question_headline(material: Material) -> Signal:
    """Return 1 where the headline is a question with every word capitalised, made for a search and not for a reader."""
    title = material.article.metadata.title or ""
    asked = "?" in title and is_title_case(title.partition("?")[0])
    block = next((b for b in material.article.blocks if b.label is BlockLabel.HEADING and b.tag == "h1"), None)
    return grade(
        material,
        "question_headline",
        float(asked),
        reason=f"the headline asks, in title case: “{title}”" if asked else "the headline is no title-case question",
        spans=[Span(start=block.start, end=block.end)] if asked and block is not None else [],
    )


def is_title_case(text: str) -> bool:
    """Return whether nearly all longer words begin with a capital.

    >>> is_title_case("Is The Bridge Safe To Cross"), is_title_case("Is the bridge over the Aske safe")
    (True, False)
    """
    words = [text[word.start : word.end] for word in cut_words(text)]
    longer = [word for word in words[1:] if len(word) >= MIN_LETTERS]
    capitals = sum(word[0].isupper() for word in longer)
    return len(words) >= MIN_TITLE_WORDS and bool(longer) and capitals / len(longer) >= MIN_CAPITALISED


def shouting(material: Material) -> Signal:
    """Return how many of 1,000 words end in an exclamation mark of the text's own; quoted speech does not count."""
    page = material.article.page_text
    shouts = [each.span for each in material.sentences if _shouts(page[each.start : each.end])]
    return grade(
        material,
        "shouting",
        material.per_1000_words(len(shouts)),
        reason=f"{len(shouts)} of {counted(len(material.sentences), 'sentence')} end in an exclamation mark",
        spans=shouts,
        enough=len(shouts) >= MIN_SHOUTS,
    )


def _shouts(sentence: str) -> bool:
    return sentence.endswith("!") and not _QUOTED.search(sentence)
