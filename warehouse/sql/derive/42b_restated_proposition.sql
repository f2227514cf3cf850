-- One row per touched proposition and polarity that stands on several sites, or is sure here and doubted there.
insert into restated_proposition (
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
        restated_claim.proposition_id,
        restated_claim.polarity,
        count(*) as claims,
        count(distinct restated_claim.site) as sites,
        min(restated_claim.published_at) as first_published,
        arg_min(
            { 'article_id': restated_claim.article_id, 'claim_order': restated_claim.claim_order },
            (restated_claim.published_at is null, restated_claim.published_at, restated_claim.article_id, restated_claim.claim_order)
        ) as earliest,
        count(*) filter (where restated_claim.is_sure) as sure_claims,
        arg_max(
            { 'article_id': restated_claim.article_id, 'claim_order': restated_claim.claim_order },
            (restated_claim.confidence, restated_claim.claim_id, restated_claim.article_id)
        ) filter (where restated_claim.is_sure) as sure,
        count(*) filter (where not restated_claim.is_sure) as doubtful_claims,
        arg_max(
            { 'article_id': restated_claim.article_id, 'claim_order': restated_claim.claim_order },
            (restated_claim.confidence, restated_claim.claim_id, restated_claim.article_id)
        ) filter (where not restated_claim.is_sure) as doubtful
    from restated_claim
    semi join touched_proposition on restated_claim.proposition_id = touched_proposition.proposition_id
    where restated_claim.names_something
    group by restated_claim.proposition_id, restated_claim.polarity
)

select
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
