-- Where the claims of the touched propositions stand, whenever they were loaded: of those that stand more than once.
create or replace temp table stated_place as
with found as materialized (
    select
        claim_place.key,
        claim_place.place
    from claim_place
    semi join touched_proposition on claim_place.key = touched_proposition.key
)

select found.place
from found
qualify count(*) over (partition by found.key) > 1;
