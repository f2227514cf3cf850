-- One row per two things and two relations that exclude each other of which a touched article speaks; first come those of
-- which an article spoke that is no longer the newest.
create or replace temp table touched_dispute as
select distinct opposing_claim.key
from opposing_claim
semi join touched_article on opposing_claim.article_id = touched_article.article_id and not touched_article.is_new;

delete from opposing_claim
where opposing_claim.article_id in (
    select touched_article.article_id from touched_article
    where not touched_article.is_new
);

-- One row per sure claim of the articles that became the newest that puts a relation with an opposite between two things.
create or replace temp table opposing_now as
with stated as materialized (
    select
        claim.relation_lemma,
        claim.subject_entity_id,
        claim.object_entity_id,
        claim.tense,
        claim.time_text,
        claim.time_value,
        claim.time_first,
        claim.time_last,
        claim.confidence,
        claim.proposition_id,
        claim.claim_id,
        claim.article_id
    from claim
    inner join touched_claim on claim.rowid = touched_claim.place
    where
        touched_claim.sign = 1
        and claim.modality = 'asserted'
        and claim.polarity = 'positive'
        and claim.subject_entity_id is not null
        and claim.object_entity_id is not null
        and claim.relation_lemma in (
            select relation.relation from relation
            where relation.opposite is not null
        )
)

select
    md5_number_lower(concat_ws(
        ' ',
        least(stated.subject_entity_id, stated.object_entity_id),
        greatest(stated.subject_entity_id, stated.object_entity_id),
        least(relation.relation, relation.opposite),
        greatest(relation.relation, relation.opposite)
    )) as key,
    relation.relation < relation.opposite as is_lower,
    stated.subject_entity_id <= stated.object_entity_id as is_forward,
    relation.is_symmetric,
    coalesce(stated.tense, 'present') as tense,
    lower(stated.time_text) as time_text,
    stated.time_value is not null as is_dated,
    stated.time_first,
    stated.time_last,
    touched_article.published_at,
    stated.confidence,
    stated.proposition_id,
    stated.claim_id,
    stated.article_id
from stated
inner join relation on stated.relation_lemma = relation.relation
inner join touched_article on stated.article_id = touched_article.article_id
where relation.opposite is not null;

insert into touched_dispute (key)
select distinct opposing_now.key
from opposing_now;

insert into opposing_claim (
    key,
    is_lower,
    is_forward,
    is_symmetric,
    tense,
    time_text,
    is_dated,
    time_first,
    time_last,
    published_at,
    confidence,
    proposition_id,
    claim_id,
    article_id
)
select
    opposing_now.key,
    opposing_now.is_lower,
    opposing_now.is_forward,
    opposing_now.is_symmetric,
    opposing_now.tense,
    opposing_now.time_text,
    opposing_now.is_dated,
    opposing_now.time_first,
    opposing_now.time_last,
    opposing_now.published_at,
    opposing_now.confidence,
    opposing_now.proposition_id,
    opposing_now.claim_id,
    opposing_now.article_id
from opposing_now;
