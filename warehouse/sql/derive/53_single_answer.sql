-- One row per sure claim of the newest articles whose relation lets a thing have one answer at a time, and per claim that
-- puts one thing inside another. "Goma is the capital of Chad" answers for Chad what its capital is; "was born in 1931"
-- answers with its dates. What somebody was formerly, or is after something, holds at a time that nobody can compare.
insert into single_answer (
    key, thing_id, relation, answer_id, is_country, happens_once, tense, time_text, is_dated, time_first, time_last,
    published_at, confidence, sentence_start, claim_order, article_id
)
with functional as (
    select
        relation.relation,
        bool_or(coalesce(relation.happens_once, false)) as happens_once
    from relation
    where relation.is_functional
    group by relation.relation
),

-- How a claim names a functional relation: as it is, from the other end, or without the preposition of its date.
wording as (
    select
        functional.relation as relation_lemma,
        functional.relation,
        functional.happens_once,
        'subject' as thing,
        'entity' as answer
    from functional
    union all
    select distinct
        relation.relation as relation_lemma,
        functional.relation,
        functional.happens_once,
        'object' as thing,
        'entity' as answer
    from relation
    inner join functional on relation.inverse = functional.relation
    union all
    select
        functional.relation as relation_lemma,
        functional.relation,
        functional.happens_once,
        'subject' as thing,
        'date' as answer
    from functional
    where functional.happens_once
    union all
    select
        regexp_replace(functional.relation, ' in$', '') as relation_lemma,
        functional.relation,
        functional.happens_once,
        'subject' as thing,
        'date' as answer
    from functional
    where functional.happens_once and functional.relation like '% in'
    union all
    select
        unnest([
            'be in', 'be located in', 'be situated in', 'lie in', 'stand in', 'be part of', 'belong to', 'be capital of', 'be city in',
            'be town in', 'be village in', 'be region of', 'be province of', 'be district of', 'be suburb of'
        ]) as relation_lemma,
        'be inside' as relation,
        false as happens_once,
        'subject' as thing,
        'entity' as answer
),

stated as materialized (
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
        claim.sentence_start,
        claim.claim_order,
        claim.article_id
    from claim
    inner join touched_claim on claim.rowid = touched_claim.place
    where
        touched_claim.sign = 1
        and claim.modality = 'asserted'
        and claim.polarity = 'positive'
        and coalesce(claim.time_kind, '') not in ('vague', 'event')
        and claim.relation_lemma in (select wording.relation_lemma from wording)
),

answered as (
    select
        case wording.thing when 'subject' then stated.subject_entity_id else stated.object_entity_id end as thing_id,
        wording.relation,
        case
            when wording.answer = 'entity' and wording.thing = 'subject' then stated.object_entity_id
            when wording.answer = 'entity' then stated.subject_entity_id
        end as answer_id,
        wording.happens_once,
        coalesce(stated.tense, 'present') as tense,
        lower(stated.time_text) as time_text,
        stated.time_value is not null as is_dated,
        stated.time_first,
        stated.time_last,
        stated.confidence,
        stated.sentence_start,
        stated.claim_order,
        stated.article_id
    from stated
    inner join wording on stated.relation_lemma = wording.relation_lemma
    where
        stated.subject_entity_id is not null
        and case
            when wording.answer = 'entity' then stated.object_entity_id is not null
            else stated.time_first is not null and stated.time_last is not null
        end
),

-- A country lies around its cities: the gazetteer knows countries, and mentions name it as their reason.
country as (
    select distinct
        mention.article_id,
        mention.entity_id
    from mention
    inner join touched_article on mention.article_id = touched_article.article_id
    where touched_article.is_new and mention.rowid >= getvariable('first_mention') and mention.reason in ('gazetteer', 'demonym')
    union
    select
        mention.article_id,
        mention.entity_id
    from mention
    inner join touched_article on mention.article_id = touched_article.article_id
    where not touched_article.is_new and mention.reason in ('gazetteer', 'demonym')
)

select
    md5_number_lower(concat_ws(' ', answered.thing_id, answered.relation, answered.answer_id is null)) as key,
    answered.thing_id,
    answered.relation,
    answered.answer_id,
    country.entity_id is not null as is_country,
    answered.happens_once,
    answered.tense,
    answered.time_text,
    answered.is_dated,
    answered.time_first,
    answered.time_last,
    touched_article.published_at,
    answered.confidence,
    answered.sentence_start,
    answered.claim_order,
    answered.article_id
from answered
inner join touched_article on answered.article_id = touched_article.article_id
left join country on answered.article_id = country.article_id and answered.answer_id = country.entity_id;
