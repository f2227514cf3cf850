"""What does one line of `winnow extract` say of a page?"""

from collections.abc import Iterator

from extractors.records import Article, AuthorProfile, AuthorVerdict, Block, BlockLabel, Evidence


def article_row(page_id: str, article: Article) -> dict[str, object]:
    """Return the JSON object of a page: its article, every block, its authors, and what was generated.

    Signals and score are the caller's: `signals` is empty and `score` null here.
    """
    metadata = article.metadata
    return {
        "id": page_id,
        "url": article.url,
        "title": metadata.title,
        "byline": metadata.byline,
        "published": metadata.published,
        "language": metadata.language,
        "page_class": str(article.page_class),
        "text": article.text,
        "blocks": [_block_row(block) for block in article.blocks],
        "authors": [_author_row(author, article.page_text) for author in article.authors],
        "fake_spans": list(fake_spans(article)),
        "jsonld_fake": any(author.jsonld and author.verdict is AuthorVerdict.GENERATED for author in article.authors),
        "signals": {},
        "score": None,
    }


def fake_spans(article: Article) -> Iterator[str]:
    """Yield the visible text of every generated author profile, then of generated blocks that belong to none."""
    told: set[int] = set()
    for author in article.authors:
        if author.verdict is not AuthorVerdict.GENERATED or author.jsonld:
            continue
        told.update(author.blocks)
        pieces = [article.page_text[span.start : span.end] for span in author.spans] or [
            article.blocks[order].text for order in author.blocks
        ]
        text = "\n".join(piece for piece in pieces if piece.strip())
        if text:
            yield text
    loose = [
        block.text for block in article.blocks if block.label is BlockLabel.GENERATED_AUTHOR and block.order not in told
    ]
    if loose:
        yield "\n".join(loose)


def _block_row(block: Block) -> dict[str, object]:
    return {
        "text": block.text,
        "label": str(block.label),
        "kept": block.kept,
        "reason": block.reason,
        "path": block.path,
        "start": block.start,
        "end": block.end,
    }


def _author_row(author: AuthorProfile, page_text: str) -> dict[str, object]:
    return {
        "name": author.name,
        "verdict": str(author.verdict),
        "confidence": author.confidence,
        "evidence": [_evidence_row(evidence, page_text) for evidence in author.evidence],
        "blocks": list(author.blocks),
        "jsonld": author.jsonld,
    }


def _evidence_row(evidence: Evidence, page_text: str) -> dict[str, object]:
    placed = evidence.start is not None and evidence.end is not None
    return {
        "sign": evidence.sign,
        "field": evidence.field,
        "detail": evidence.detail,
        "start": evidence.start,
        "end": evidence.end,
        "path": evidence.path,
        "weight": evidence.weight,
        "quote": page_text[evidence.start : evidence.end] if placed else None,
    }
