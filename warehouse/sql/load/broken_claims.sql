-- One row: how many claims of this batch cannot be right, and how many stand in it twice.
select
    count(*) filter (
        where
        part.claim_id is null
        or part.article_id is null
        or part.polarity is null
        or part.polarity not in ('positive', 'negative')
        or part.modality is null
        or part.modality not in ('asserted', 'hedged', 'hypothetical', 'reported')
        or part.char_start < part.sentence_start
        or part.char_end > part.sentence_end
        or part.char_start > part.char_end
    ) as broken,
    count(*) - count(distinct hash(part.article_id, part.claim_order, part.chunk_id)) as doubled
from read_parquet($paths) as part;
