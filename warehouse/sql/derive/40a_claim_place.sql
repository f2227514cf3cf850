-- Where the claims stand that were added since.
insert into claim_place (key, place)
select
    md5_number_lower(claim.proposition_id) as key,
    claim.rowid as place
from claim
where claim.rowid >= getvariable('first_claim') and claim.proposition_id is not null;

insert into opposing_place (low_id, high_id, place)
select
    least(claim.subject_entity_id, claim.object_entity_id) as low_id,
    greatest(claim.subject_entity_id, claim.object_entity_id) as high_id,
    claim.rowid as place
from claim
inner join relation on claim.relation_lemma = relation.relation
where
    claim.rowid >= getvariable('first_claim')
    and relation.opposite is not null
    and claim.subject_entity_id is not null
    and claim.object_entity_id is not null;
