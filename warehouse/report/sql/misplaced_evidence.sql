-- One row per claim whose sentence is not at its place; there must be none.
select
    misplaced.sentence,
    misplaced.stands_there,
    misplaced.article_id,
    count(*) over () as total
from evidence_is_not_at_its_place as misplaced
order by misplaced.url asc, misplaced.claim_id asc
limit $most;
