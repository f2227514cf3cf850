"""Which blocks are the article's, what is each of the others, and why?

A model over language-free columns gives every block a score; a few rules that no model should overrule come first and
last: what a browser hides, comments, captions, repetitions. Every block leaves with a label and a reason in words.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from extractors.judging.block_model import is_modern, score_blocks
from extractors.judging.features import COLUMNS, Measured, measure_blocks, title_row
from extractors.judging.labels import content_label
from extractors.judging.measure_scores import Scores, best_bar
from extractors.judging.measure_tree import Numbers
from extractors.judging.page_model import likely_class
from extractors.judging.second_thoughts import drop_announced, drop_facts, drop_islands, keep_headings, spread_labels
from extractors.judging.verdicts import NOUNS, Verdict, shortened
from extractors.page.blocks import UNSEEN_TAGS, Box, SplitPage, place_blocks
from extractors.page.hints import PageHints
from extractors.page.kinds import Kind
from extractors.records import Block, BlockLabel, PageClass

# What a block of a likely article must score to be kept. On other pages, mostly lists and shops made of short blocks,
# the bar is the one that promises the best F1 of the page.
MIN_SCORE = 0.5
# A shorter text may stand twice in an article ("Yes.", "Advantages"), and what stands three times names a part of each.
# All above 25 characters went before: articles of WCXB .9540 to .9560 (99 pages up, 13 down), old sets as they were.
MIN_DUPLICATE_CHARS = 60
MAX_COPIES = 1
# Between a title and the text stand at most byline, date, share bar, picture and summary.
MAX_TITLE_DISTANCE = 25
# What it counts on a likely article, in logits, to stand in the element that paragraphs vote for, and in the one that
# calls itself the body of a text: the model has learnt from pages of one decade. Half of each set, 0 to .5:
# dragnet .908 to .920, daniel .908 to .926, cleaneval .904 to .905; articles of WCXB out of fold .866 to .865.
VOTED, NAMED_BODY = 0.5, 0.5
# Nothing is surer than one in a million.
SUREST = 1e-6
# An element that calls itself the body and holds less of the page's prose is another text's.
MIN_BODY_PROSE = 0.02
# A paragraph is kept among its likes where they are this many and this sure; chosen together on wcxb_dev and tried on
# daniel (.915 → .920) and dragnet (.872 → .874).
MIN_LIKES = 3
MIN_LIKES_MEAN = 0.7
MIN_AMONG = 0.1
MIN_AMONG_CHARS = 60
MAX_AMONG_LINKS = 0.3
# On likely articles a block is doubted in a sidebar, among likes that are no text, and far from the rest. The four
# together, on samples: dragnet .872 to .889 and .885 to .905, daniel .870 to .888, cleaneval .887 to .893.
# On pages made of today's elements .97 cost 1.8 points (171 articles of WCXB: .9172, .9356 at .8).
MIN_BESIDE, MIN_MODERN_BESIDE = 0.97, 0.8
MIN_ASIDE = 0.8
MAX_UNLIKE_MEAN, MAX_UNLIKE = 0.6, 0.8
# A page whose parts have no names was made by hand, mostly of text: a lower bar, and no doubts but those of the score.
MIN_BARE_SHARE = 0.9
MIN_BARE_SCORE = 0.2
# Where more of what is this sure to be text stands in what calls itself comments than text stands outside, it is none.
SURE_TEXT = 0.95
# Nobody reads what can be chosen in a form.
CONTROL_TAGS = frozenset({"button", "option", "optgroup", "select", "textarea"})
# On a page that nothing was kept of, what is likely enough is; at last the best of what there is.
SECOND_SCORE = 0.15
SECOND_SHARE = 0.8
# A page whose visible text is this short and whose hidden text is long is shown by a script.
MIN_SHOWN_CHARS = 250
# Two thirds of the characters in links: a menu or a list of headlines.
MOSTLY_LINKS = 0.66
# "Table of contents", "In this article:" and no more.
MAX_CONTENTS_CHARS = 40
# A headline has more words than a menu entry.
MIN_HEADLINE_WORDS = 4


_COLUMN = {name: number for number, name in enumerate(COLUMNS)}

# A heading in one of these is not the article's, whatever it says.
_NO_TITLE = frozenset({BlockLabel.RELATED, BlockLabel.COMMENTS, BlockLabel.COOKIE_NOTICE, BlockLabel.PAYWALL})

# What says of itself that it leads elsewhere is not text for standing between two paragraphs: "Read more: …".
_ASIDE = frozenset({BlockLabel.RELATED, BlockLabel.SHARE, BlockLabel.CALL_TO_ACTION})


@dataclass(frozen=True, slots=True)
class JudgedPage:
    """What a page is most likely, and its judged blocks, placed in page and article text."""

    blocks: tuple[Block, ...]
    likely: PageClass | None


def judge_page(split: SplitPage, hints: PageHints) -> JudgedPage:
    """Return the page's likely class and its blocks with label, kept or not, reason, rule and score."""
    read = shown_page(split)
    measured = measure_blocks(read, hints)
    return JudgedPage(_judge_blocks(split, hints, read, measured), likely_class(measured, hints.declared))


def _judge_blocks(split: SplitPage, hints: PageHints, read: SplitPage, measured: Measured) -> tuple[Block, ...]:
    judge = _judge_of(hints, read, measured)
    verdicts = judge.verdicts(comments=judge.thread or judge.told_in_comments())
    _think_twice(verdicts, judge)
    if not any(verdict.kept for verdict in verdicts):
        verdicts = _second_look(judge)
    spread_labels(verdicts, read)
    return place_blocks(
        _judged(block, verdict if verdict.kept else _hidden(block) or verdict, score)
        for block, verdict, score in zip(split.blocks, verdicts, judge.scores.tolist(), strict=True)
    )


def _judge_of(hints: PageHints, read: SplitPage, measured: Measured) -> "_Judge":
    scores = score_blocks(measured)
    modern = is_modern(measured)
    news = _is_news(hints, modern=modern)
    bare = news and is_bare(read)
    if news:
        scores = believe_candidates(scores, measured)
        least = MIN_BARE_SCORE if bare else MIN_SCORE
    else:
        least = best_bar(np.where(measured.hidden, 0.0, scores), measured.size)[0]
    return _Judge(
        read,
        measured,
        scores,
        title_row(read.blocks, hints),
        least,
        MIN_MODERN_BESIDE if modern else MIN_BESIDE,
        *_by_likes(measured, scores),
        news=news,
        bare=bare,
        thread=hints.declared is PageClass.FORUM,
    )


def _think_twice(verdicts: list[Verdict], judge: "_Judge") -> None:
    """Change the verdicts by what they say of each other."""
    if judge.thread:
        drop_facts(verdicts, judge.split)
    if judge.news and not judge.bare:
        drop_islands(verdicts, judge.measured, judge.scores)
    keep_headings(verdicts, judge.split, judge.measured, judge.scores)
    if judge.news:
        drop_announced(verdicts, judge.split, judge.measured)


def _is_news(hints: PageHints, *, modern: bool) -> bool:
    """Return whether a page is a likely article: it says so, or it is old and says nothing.

    A page of today that declares nothing is as often a service's or a list (50 such of WCXB: .700 as articles, .728
    not), and its articles lose nothing by that.
    """
    if hints.declared is not None or modern:
        return hints.declared is PageClass.ARTICLE
    return hints.og_type in {"", "article"}  # a page that calls itself a website is none of a kind


def is_bare(read: SplitPage) -> bool:
    """Return whether nearly all text of a page stands in elements that neither class nor id nor role names."""
    shown = [block for block in read.blocks if not block.hidden]
    bare = sum(len(block.text) for block in shown if not block.attrs)
    return bare > MIN_BARE_SHARE * sum(len(block.text) for block in shown)


def believe_candidates(scores: Scores, measured: Measured) -> Scores:
    """Return the scores, higher in the elements that most likely hold the text and lower outside them."""
    matrix = measured.matrix
    voted = matrix[:, _COLUMN["top_in"]] > 0
    named = matrix[:, _COLUMN["body_in"]] > 0
    has_body = matrix[:, _COLUMN["body_prose"]] > MIN_BODY_PROSE
    sure = np.clip(scores, SUREST, 1 - SUREST)
    logits = np.log(sure) - np.log1p(-sure)
    logits += np.where(voted, VOTED, -VOTED) + np.where(has_body, np.where(named, NAMED_BODY, -NAMED_BODY), 0)
    believed: Scores = 1 / (1 + np.exp(-logits))
    return np.where(measured.hidden, scores, believed)


def _second_look(judge: "_Judge") -> list[Verdict]:
    """Return the verdicts on a page that nothing was kept of: its comments may be posts, its few words all it has."""
    best = float(judge.scores[~judge.measured.hidden].max(initial=0.0))
    verdicts: list[Verdict] = []
    for least in (judge.min_score, SECOND_SCORE, min(SECOND_SCORE, SECOND_SHARE * best), 0.0):
        verdicts = replace(judge, min_score=least, news=False).verdicts(comments=True)
        if any(verdict.kept for verdict in verdicts):
            break
    return verdicts


def _by_likes(measured: Measured, scores: Scores) -> tuple[Numbers, NDArray[np.bool_], NDArray[np.bool_]]:
    """Return how many likes each block has, which paragraphs they speak for, and which blocks they speak against.

    A long article's last paragraphs look like a note below it; that nine like it are text counts for more. And one
    summary that looks like text is none among ten that do not.
    """
    if not len(scores):
        return measured.like, measured.hidden, measured.hidden
    weight = np.sqrt(measured.size)
    likes = np.bincount(measured.like)[measured.like]
    sums = np.bincount(measured.like, weights=weight * scores)
    mean = (sums / np.bincount(measured.like, weights=weight))[measured.like]
    link_share = measured.matrix[:, _COLUMN["link_share"]]
    plain = np.array([said is None for said in measured.spoken]) & (link_share < MAX_AMONG_LINKS)
    sure = (likes >= MIN_LIKES) & (mean >= MIN_LIKES_MEAN) & (scores >= MIN_AMONG) & (measured.size >= MIN_AMONG_CHARS)
    unlike = (likes >= MIN_LIKES) & (mean < MAX_UNLIKE_MEAN) & (scores < MAX_UNLIKE)
    return likes, plain & sure & ~measured.hidden, unlike


def shown_page(split: SplitPage) -> SplitPage:
    """Return the page as a reader sees it who opens its panels, once its scripts have run.

    Of what is hidden otherwise all is shown where the page shows next to nothing without it.
    """
    shown = shown_chars(split)
    hidden = sum(len(block.text) for block in split.blocks if block.hidden and block.tag not in UNSEEN_TAGS)
    scripted = shown < MIN_SHOWN_CHARS < hidden
    if not scripted and not any(box.folded for box in split.boxes):
        return split
    blocks = tuple(
        replace(block, hidden=False)
        if box.folded or (scripted and block.hidden and block.tag not in UNSEEN_TAGS)
        else block
        for block, box in zip(split.blocks, split.boxes, strict=True)
    )
    return replace(split, blocks=blocks)


def shown_chars(split: SplitPage) -> int:
    """Return how many characters of a page a browser shows before any script has run."""
    return sum(len(block.text) for block in split.blocks if not block.hidden)


def _judged(block: Block, verdict: Verdict, score: float) -> Block:
    # Written out: dataclasses.replace takes four times as long, and a page has hundreds of blocks.
    return Block(
        text=block.text,
        start=block.start,
        end=block.end,
        path=block.path,
        order=block.order,
        link_text=block.link_text,
        tag=block.tag,
        attrs=block.attrs,
        hidden=block.hidden,
        label=verdict.label,
        kept=verdict.kept,
        reason=verdict.reason,
        score=round(score, 3),
        rule=verdict.rule,
        hrefs=block.hrefs,
    )


@dataclass(frozen=True, slots=True)
class _Judge:
    """A page with all that is known of its blocks."""

    split: SplitPage
    measured: Measured
    scores: Scores
    title: int | None
    min_score: float
    min_beside: float  # in a sidebar or footer of a likely article
    likes: Numbers  # how many blocks stand in elements like each one's
    among: NDArray[np.bool_]  # paragraphs that their likes speak for
    unlike: NDArray[np.bool_]  # blocks that their likes speak against
    news: bool  # an article by its declaration, or nothing declared
    bare: bool  # such an article whose parts have no names
    thread: bool  # a forum's

    def verdicts(self, *, comments: bool) -> list[Verdict]:
        """Return what becomes of every block; readers' comments can be text only where `comments` says so."""
        seen: set[str] = set()
        out: list[Verdict] = []
        for row, (block, box) in enumerate(zip(self.split.blocks, self.split.boxes, strict=True)):
            verdict = (
                _hidden(block)
                or _ruled(block, box, self.measured, row, seen)
                or (None if comments else self._commented(row))
                or self._titled(row)
                or self._scored(row, block, box, among_kept=bool(self.among[row]))
            )
            if verdict.kept and not self.bare:
                seen.add(block.text)
            out.append(verdict)
        return out

    def told_in_comments(self) -> bool:
        """Return whether most of the surest text stands in elements that call themselves comments."""
        marked = np.array([label is BlockLabel.COMMENTS for label in self.measured.marked], dtype=bool)
        inside = self.measured.size[marked & (self.scores >= SURE_TEXT)].sum()
        return bool(inside > self.measured.size[~marked & (self.scores >= self.min_score)].sum())

    def _doubted(self, row: int, score: float) -> Verdict | None:
        """Return why a block is not believed to be text although it scores well."""
        element = self.measured.marked_by[row]
        if element is not None and self.measured.marked[row] is BlockLabel.ADVERT:
            return _marked(BlockLabel.ADVERT, element)
        menu = self.measured.marked[row] is BlockLabel.NAVIGATION and score < MIN_SCORE
        if element is not None and menu and self.measured.matrix[row, _COLUMN["link_share"]] >= MOSTLY_LINKS:
            return _marked(BlockLabel.NAVIGATION, element)
        return self._doubted_news(row, score) if self.news and not self.bare else None

    def _doubted_news(self, row: int, score: float) -> Verdict | None:
        spoken = self.measured.spoken[row]
        if spoken in _ASIDE and score < MIN_ASIDE:
            return _spoken(spoken, self.split.blocks[row])
        if self.measured.beside[row] and score < self.min_beside:
            return Verdict(BlockLabel.OTHER, kept=False, reason="stands in a sidebar or footer", rule="beside")
        if self.unlike[row]:
            reason = f"most of the {self.likes[row]} blocks that are called and placed alike are not text"
            return Verdict(BlockLabel.RELATED, kept=False, reason=reason, rule="unlike")
        return None

    def _commented(self, row: int) -> Verdict | None:
        element = self.measured.marked_by[row]
        marked = self.measured.marked[row] is BlockLabel.COMMENTS and element is not None
        return _marked(BlockLabel.COMMENTS, element) if marked and element is not None else None

    def _titled(self, row: int) -> Verdict | None:
        """Return that the page's own heading is kept, where it stands close above kept text."""
        if row != self.title or self.measured.marked[row] in _NO_TITLE:
            return None
        below = self.scores[row + 1 : row + 1 + MAX_TITLE_DISTANCE]
        if not (below >= self.min_score).any():
            return None
        reason = "the heading of the article: it says what the page's title says"
        return Verdict(BlockLabel.HEADING, kept=True, reason=reason, rule="title")

    def _scored(self, row: int, block: Block, box: Box, *, among_kept: bool) -> Verdict:
        score = float(self.scores[row])
        if score >= self.min_score:
            doubt = self._doubted(row, score)
            if doubt is not None:
                return doubt
            return _kept(block, box, score, self.min_score)
        if among_kept:
            reason = f"a paragraph among {self.likes[row]} others of the article, called and placed as they are"
            return Verdict(content_label(block, box), kept=True, reason=reason, rule="among_kept")
        return _removed(block, self.measured, row)


def _hidden(block: Block) -> Verdict | None:
    if not block.hidden:
        return None
    return Verdict(BlockLabel.HIDDEN, kept=False, reason="a browser does not show it", rule="hidden")


def _ruled(block: Block, box: Box, measured: Measured, row: int, seen: set[str]) -> Verdict | None:
    """Return what rules say that hold whatever the model thinks."""
    copied = measured.matrix[row, _COLUMN["repeated"]] <= MAX_COPIES
    if copied and len(block.text) >= MIN_DUPLICATE_CHARS and block.text in seen:
        reason = "the same text stands further up in the article"
        return Verdict(BlockLabel.DUPLICATE, kept=False, reason=reason, rule="duplicate")
    if _is_contents(block, measured, row):
        reason = f"{NOUNS[BlockLabel.TOC]}: “{shortened(block.text)}”"
        return Verdict(BlockLabel.TOC, kept=False, reason=reason, rule="contents")
    if block.tag in CONTROL_TAGS:
        return Verdict(BlockLabel.OTHER, kept=False, reason="a control to click or choose from", rule="control")
    if block.tag == "figcaption" or (box.own & Kind.CAPTION and measured.marked[row] is BlockLabel.CAPTION):
        return _marked(BlockLabel.CAPTION, box)
    return None


def _is_contents(block: Block, measured: Measured, row: int) -> bool:
    """Return whether a block is the title of a table of contents, or one of its links into the page."""
    if measured.spoken[row] is BlockLabel.TOC and len(block.text) <= MAX_CONTENTS_CHARS:
        return True
    inside = measured.marked[row] is BlockLabel.TOC
    linked = measured.matrix[row, _COLUMN["inpage_links"]] * measured.matrix[row, _COLUMN["link_share"]]
    return inside and float(linked) > MOSTLY_LINKS


def _kept(block: Block, box: Box, score: float, least: float) -> Verdict:
    reason = f"part of the article: the judge gives it {score:.2f}, and {least:.2f} is enough on such a page"
    return Verdict(content_label(block, box), kept=True, reason=reason, rule="model")


def _removed(block: Block, measured: Measured, row: int) -> Verdict:
    spoken, marked, element = measured.spoken[row], measured.marked[row], measured.marked_by[row]
    menu = marked is BlockLabel.NAVIGATION and spoken not in {BlockLabel.NAVIGATION, BlockLabel.CALL_TO_ACTION, None}
    if marked is not None and element is not None and not menu:
        return _marked(marked, element)
    if spoken is not None:
        return _spoken(spoken, block)
    return _by_place(block, measured, row)


def _spoken(label: BlockLabel, block: Block) -> Verdict:
    reason = f"{NOUNS[label]}: it says so itself, “{shortened(block.text)}”"
    return Verdict(label, kept=False, reason=reason, rule=f"says_{label}")


def _marked(label: BlockLabel, element: Box) -> Verdict:
    above = element.parent.attrs if element.parent is not None else ""
    words = element.attrs.removesuffix(above).strip()
    called = f"<{element.tag}> “{shortened(words)}”" if words else f"<{element.tag}>"
    return Verdict(label, kept=False, reason=f"{NOUNS[label]}: it stands in {called}", rule=f"marked_{label}")


def _by_place(block: Block, measured: Measured, row: int) -> Verdict:
    share = len(block.link_text) / len(block.text)
    after = measured.matrix[row, _COLUMN["prose_after_share"]] == 0
    if share >= MOSTLY_LINKS:
        headline = len(block.text.split()) >= MIN_HEADLINE_WORDS
        label = BlockLabel.RELATED if headline and after else BlockLabel.NAVIGATION
        return Verdict(label, kept=False, reason=f"{share:.0%} of its characters are links", rule="mostly_links")
    where = "after the last paragraph" if after else "apart from the article's paragraphs"
    return Verdict(BlockLabel.OTHER, kept=False, reason=f"stands {where}; unlike article text", rule="model")
