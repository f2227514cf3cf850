-- Where all claims of the touched propositions stand, whenever they were loaded.
create or replace temp table stated_place as
select claim_place.place
from claim_place
semi join touched_proposition on claim_place.key = touched_proposition.key;
