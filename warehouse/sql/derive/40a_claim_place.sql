-- Where the claims stand that were added since.
insert into claim_place (key, place)
select
    md5_number_lower(claim.proposition_id) as key,
    claim.rowid as place
from claim
where claim.rowid >= getvariable('first_claim') and claim.proposition_id is not null;
