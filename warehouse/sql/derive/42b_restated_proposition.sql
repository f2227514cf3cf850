-- One row per touched proposition and polarity that stands on several sites, or is sure here and doubted there.
insert into restated_proposition (
    key,
    proposition_id,
    polarity,
    claims,
    sites,
    first_published,
    first_article,
    first_order,
    sure_claims,
    sure_article,
    sure_order,
    doubtful_claims,
    doubtful_article,
    doubtful_order
)
with summed as (
    select
        restated_now.key,
        restated_now.proposition_id,
        restated_now.polarity,
        count(*) as claims,
        count(distinct restated_now.site) as sites,
        min(restated_now.published_at) as first_published,
        arg_min(
            { 'article_id': restated_now.article_id, 'claim_order': restated_now.claim_order },
            (restated_now.published_at is null, restated_now.published_at, restated_now.article_id, restated_now.claim_order)
        ) as earliest,
        count(*) filter (where restated_now.is_sure) as sure_claims,
        arg_max(
            { 'article_id': restated_now.article_id, 'claim_order': restated_now.claim_order },
            (restated_now.confidence, restated_now.claim_id, restated_now.article_id)
        ) filter (where restated_now.is_sure) as sure,
        count(*) filter (where not restated_now.is_sure) as doubtful_claims,
        arg_max(
            { 'article_id': restated_now.article_id, 'claim_order': restated_now.claim_order },
            (restated_now.confidence, restated_now.claim_id, restated_now.article_id)
        ) filter (where not restated_now.is_sure) as doubtful
    from restated_now
    where restated_now.names_something
    group by restated_now.key, restated_now.proposition_id, restated_now.polarity
)

select
    summed.key,
    summed.proposition_id,
    summed.polarity,
    summed.claims,
    summed.sites,
    summed.first_published,
    summed.earliest.article_id as first_article,
    summed.earliest.claim_order as first_order,
    summed.sure_claims,
    summed.sure.article_id as sure_article,
    summed.sure.claim_order as sure_order,
    summed.doubtful_claims,
    summed.doubtful.article_id as doubtful_article,
    summed.doubtful.claim_order as doubtful_order
from summed
where summed.sites > 1 or (summed.sure_claims > 0 and summed.doubtful_claims > 0);
