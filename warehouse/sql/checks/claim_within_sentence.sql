-- One row per claim whose characters leave its sentence.
select
    claim.claim_id,
    claim.article_id
from claim
where
    claim.char_start < claim.sentence_start
    or claim.char_end > claim.sentence_end
    or claim.char_start > claim.char_end
order by claim.claim_id;
