-- One row per sure claim of the newest articles whose object holds one amount; the rest of the object is its unit.
-- Days and years of dates are no amounts.
insert into claim_number (
    subject_key, relation_lemma, unit, tense, time_text, amount, site, published_at, claim_order, article_id
)
with numbered as (
    select
        coalesce(claim.subject_entity_id, claim.article_id || ' ' || lower(claim.subject)) as subject_key,
        claim.relation_lemma,
        trim(regexp_replace(lower(claim.object), '[0-9][0-9,]*(?:\.[0-9]+)?', '#')) as unit,
        coalesce(claim.tense, 'present') as tense,
        coalesce(lower(claim.time_text), '') as time_text,
        replace(regexp_extract(claim.object, '[0-9][0-9,]*(?:\.[0-9]+)?'), ',', '') as digits,
        touched_article.site,
        touched_article.published_at,
        claim.claim_order,
        claim.article_id
    from claim
    inner join touched_claim on claim.rowid = touched_claim.place
    inner join touched_article on claim.article_id = touched_article.article_id
    where
        touched_claim.sign = 1
        and claim.modality = 'asserted'
        and claim.polarity = 'positive'
        and claim.object_entity_id is null  -- a name with a number in it is no amount
        and length(claim.object) <= 80
        and regexp_matches(claim.object, '^[^0-9]*[0-9][0-9,]*(?:\.[0-9]+)?[^0-9]*$')
        and lower(claim.subject) not in ('it', 'this', 'that', 'these', 'those', 'they', 'he', 'she', 'we', 'you', 'i', 'there')
)

select
    numbered.subject_key,
    numbered.relation_lemma,
    numbered.unit,
    numbered.tense,
    numbered.time_text,
    cast(numbered.digits as double) as amount,
    numbered.site,
    numbered.published_at,
    numbered.claim_order,
    numbered.article_id
from numbered
where
    not regexp_matches(numbered.unit, '\b(january|february|march|april|may|june|july|august|september|october|november|december)\b')
    and (regexp_matches(numbered.unit, '[\pL$€£¥%]') or not regexp_matches(numbered.digits, '^(1[0-9]|20)[0-9][0-9]$'));
