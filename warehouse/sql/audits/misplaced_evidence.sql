-- Which claims quote a sentence that is not at its place? None may.
select
    misplaced.claim_id,
    misplaced.url,
    misplaced.sentence,
    misplaced.stands_there
from evidence_is_not_at_its_place as misplaced
order by misplaced.url, misplaced.claim_id;
