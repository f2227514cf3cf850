-- One row per claim of the newest articles whose proposition stands in more than one: audits look at these few alone.
insert into restated_claim (
    proposition_id,
    polarity,
    is_sure,
    tense,
    time_text,
    names_something,
    is_pronoun,
    confidence,
    site,
    published_at,
    sentence_start,
    claim_order,
    claim_id,
    article_id
)
with plural as (
    select claim.proposition_id
    from claim
    semi join touched_proposition on claim.proposition_id = touched_proposition.proposition_id
    inner join article_state on claim.article_id = article_state.article_id
    where article_state.is_newest
    group by claim.proposition_id
    having count(*) > 1
)

select
    claim.proposition_id,
    claim.polarity,
    claim.modality = 'asserted' as is_sure,
    coalesce(claim.tense, 'present') as tense,
    lower(claim.time_text) as time_text,
    (
        claim.subject_entity_id is not null
        or claim.object_entity_id is not null
        -- A capital inside the words is a name, too; the first word of a sentence has one anyhow.
        or coalesce(regexp_matches(claim.subject, '\s\p{Lu}\p{Ll}'), false)
        or coalesce(regexp_matches(claim.object, '\p{Lu}\p{Ll}'), false)
    ) as names_something,
    coalesce(
        lower(claim.subject) in ('it', 'this', 'that', 'these', 'those', 'they', 'he', 'she', 'we', 'you', 'i', 'there'), true
    ) as is_pronoun,
    claim.confidence,
    article.site,
    article.published_at,
    claim.sentence_start,
    claim.claim_order,
    claim.claim_id,
    claim.article_id
from claim
semi join plural on claim.proposition_id = plural.proposition_id
inner join article on claim.article_id = article.article_id
inner join article_state on claim.article_id = article_state.article_id
where article_state.is_newest;
