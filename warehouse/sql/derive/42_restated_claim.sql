-- One row per claim of the newest articles whose proposition stands in more than one: audits look at these few alone.
create or replace temp table restated_now as
with stated as materialized (  -- by their places alone: joined with the rest at once, all claims would be read
    select
        claim.proposition_id,
        claim.polarity,
        claim.modality,
        claim.tense,
        claim.time_text,
        claim.time_value,
        claim.time_first,
        claim.time_last,
        claim.subject,
        claim.subject_entity_id,
        claim.object,
        claim.object_entity_id,
        claim.confidence,
        claim.sentence_start,
        claim.claim_order,
        claim.claim_id,
        claim.article_id
    from claim
    semi join stated_place on claim.rowid = stated_place.place
)

select
    touched_proposition.key,
    stated.proposition_id,
    stated.polarity,
    stated.modality = 'asserted' as is_sure,
    coalesce(stated.tense, 'present') as tense,
    lower(stated.time_text) as time_text,
    stated.time_value is not null as is_dated,
    stated.time_first,
    stated.time_last,
    (
        stated.subject_entity_id is not null
        or stated.object_entity_id is not null
        -- A capital inside the words is a name, too; the first word of a sentence has one anyhow.
        or coalesce(regexp_matches(stated.subject, '\s\p{Lu}\p{Ll}'), false)
        or coalesce(regexp_matches(stated.object, '\p{Lu}\p{Ll}'), false)
    ) as names_something,
    coalesce(
        lower(stated.subject) in ('it', 'this', 'that', 'these', 'those', 'they', 'he', 'she', 'we', 'you', 'i', 'there'), true
    ) as is_pronoun,
    stated.confidence,
    article.site,
    article.published_at,
    stated.sentence_start,
    stated.claim_order,
    stated.claim_id,
    stated.article_id
from stated
inner join touched_proposition on stated.proposition_id = touched_proposition.proposition_id
inner join article on stated.article_id = article.article_id
inner join article_state on stated.article_id = article_state.article_id
where article_state.is_newest
qualify count(*) over (partition by stated.proposition_id) > 1;

insert into restated_claim (
    key,
    proposition_id,
    polarity,
    is_sure,
    tense,
    time_text,
    is_dated,
    time_first,
    time_last,
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
select
    restated_now.key,
    restated_now.proposition_id,
    restated_now.polarity,
    restated_now.is_sure,
    restated_now.tense,
    restated_now.time_text,
    restated_now.is_dated,
    restated_now.time_first,
    restated_now.time_last,
    restated_now.names_something,
    restated_now.is_pronoun,
    restated_now.confidence,
    restated_now.site,
    restated_now.published_at,
    restated_now.sentence_start,
    restated_now.claim_order,
    restated_now.claim_id,
    restated_now.article_id
from restated_now;
