-- One row per claim whose subject or object is the named thing, the surest first.
select
    claim.polarity,
    claim.modality,
    claim.attribution,
    claim.sentence,
    claim.site,
    claim.url,
    claim.claim_id
from claims_about($name) as claim
order by claim.confidence desc, claim.claim_id asc;
