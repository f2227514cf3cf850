-- One row per claim that puts a relation with an opposite between two things of which a touched proposition speaks.
create or replace temp table opposed_claim as
with touched_pair as (
    select distinct
        opposing_place.low_id,
        opposing_place.high_id
    from opposing_place
    semi join stated_place on opposing_place.place = stated_place.place
),

place as (
    select opposing_place.place
    from opposing_place
    semi join touched_pair on opposing_place.low_id = touched_pair.low_id and opposing_place.high_id = touched_pair.high_id
)

select
    claim.proposition_id,
    claim.claim_id,
    claim.article_id,
    claim.relation_lemma,
    relation.opposite,
    relation.is_symmetric,
    claim.subject_entity_id as subject_id,
    claim.object_entity_id as object_id,
    coalesce(claim.tense, 'present') as tense,
    lower(claim.time_text) as time_text,
    claim.time_value is not null as is_dated,
    claim.time_first,
    claim.time_last,
    claim.modality = 'asserted' and claim.polarity = 'positive' as is_affirmed,
    claim.confidence
from claim
semi join place on claim.rowid = place.place
inner join relation on claim.relation_lemma = relation.relation
where relation.opposite is not null;

delete from contradiction
where
    contradiction.kind = 'relation'
    and contradiction.proposition_id in (select opposed_claim.proposition_id from opposed_claim);
