-- One row per claim that puts a relation with an opposite between two things of which a touched proposition speaks.
create or replace temp table opposed_claim as
with opposed as (
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
        claim.modality = 'asserted' and claim.polarity = 'positive' as is_affirmed,
        claim.confidence
    from claim
    inner join relation on claim.relation_lemma = relation.relation
    where
        relation.opposite is not null
        and claim.subject_entity_id is not null
        and claim.object_entity_id is not null
),

touched_pair as (
    select distinct
        least(opposed.subject_id, opposed.object_id) as low_id,
        greatest(opposed.subject_id, opposed.object_id) as high_id
    from opposed
    semi join touched_proposition on opposed.proposition_id = touched_proposition.proposition_id
)

select
    opposed.proposition_id,
    opposed.claim_id,
    opposed.article_id,
    opposed.relation_lemma,
    opposed.opposite,
    opposed.is_symmetric,
    opposed.subject_id,
    opposed.object_id,
    opposed.tense,
    opposed.time_text,
    opposed.is_affirmed,
    opposed.confidence
from opposed
semi join touched_pair
    on
        least(opposed.subject_id, opposed.object_id) = touched_pair.low_id
        and greatest(opposed.subject_id, opposed.object_id) = touched_pair.high_id;

delete from contradiction
where
    contradiction.kind = 'relation'
    and contradiction.proposition_id in (select opposed_claim.proposition_id from opposed_claim);
