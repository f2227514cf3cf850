-- One row per pair of asserted claims that put opposed relations between the same two things at overlapping times.
insert into contradiction (kind, proposition_id, claim_a, article_a, claim_b, article_b)
with said as (
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
        article.published_at
    from claim
    inner join relation on claim.relation_lemma = relation.relation
    inner join article on claim.article_id = article.article_id
    inner join article_state on claim.article_id = article_state.article_id
    where
        article_state.is_newest
        and claim.modality = 'asserted'
        and claim.polarity = 'positive'
        and relation.opposite is not null
        and claim.subject_entity_id is not null
        and claim.object_entity_id is not null
    qualify
        row_number() over (
            partition by claim.proposition_id, relation.opposite, claim.tense
            order by claim.confidence desc, claim.article_id asc, claim.claim_id asc
        ) <= 20
)

select
    'relation' as kind,
    a.proposition_id,
    a.claim_id as claim_a,
    a.article_id as article_a,
    b.claim_id as claim_b,
    b.article_id as article_b
from said as a
inner join said as b
    on
        a.opposite = b.relation_lemma
        and a.relation_lemma = b.opposite
        and least(a.subject_id, a.object_id) = least(b.subject_id, b.object_id)
        and greatest(a.subject_id, a.object_id) = greatest(b.subject_id, b.object_id)
        and a.tense = b.tense
where
    a.relation_lemma < b.relation_lemma
    and (a.subject_id = b.subject_id or a.is_symmetric)
    -- What was bought and sold, opened and closed in the past was so one after the other.
    and (a.tense = 'present' or a.time_text = b.time_text)
    and (a.time_text is null or b.time_text is null or a.time_text = b.time_text)
    and (
        a.article_id = b.article_id
        or coalesce(abs(date_diff('day', a.published_at, b.published_at)) <= 366, true)
    );
