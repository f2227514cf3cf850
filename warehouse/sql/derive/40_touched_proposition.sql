-- The propositions that the touched articles state.
create or replace temp table touched_proposition as
select distinct
    touched_claim.proposition_id,
    md5_number_lower(touched_claim.proposition_id) as key
from touched_claim;
