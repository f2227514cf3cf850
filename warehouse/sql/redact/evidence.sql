-- One row per stretch of the page of the given articles that evidence rests on.
select
    claim.article_id,
    block.char_start + claim.sentence_start - block.text_start as char_start,
    block.char_start + claim.sentence_end - block.text_start as char_end
from claim
inner join block on claim.article_id = block.article_id and claim.block_order = block.block_order
where claim.article_id in (select unnest($article_ids))
union
select
    signal.article_id,
    unnest(signal.spans).char_start as char_start,
    unnest(signal.spans).char_end as char_end
from signal
where signal.points <> 0 and signal.article_id in (select unnest($article_ids))
union
select
    block.article_id,
    block.char_start,
    block.char_end
from block
where block.kept and block.label = 'heading' and block.article_id in (select unnest($article_ids))
union
select
    author_evidence.article_id,
    author_evidence.char_start,
    author_evidence.char_end
from author_evidence
where author_evidence.char_start is not null and author_evidence.article_id in (select unnest($article_ids));
