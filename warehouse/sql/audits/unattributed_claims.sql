-- Which claims that somebody could check are stated without a source?
with unattributed as (
    select
        claim.article_id,
        count(*) as checkable_claims,
        count(*) filter (where claim.attribution is null) as without_source,
        min(claim.claim_order) filter (where claim.attribution is null) as first_order
    from claim
    inner join article_state on claim.article_id = article_state.article_id
    where article_state.is_newest and claim.checkable and claim.modality in ('asserted', 'reported')
    group by claim.article_id
)

select
    claims.site,
    claims.url,
    unattributed.checkable_claims,
    unattributed.without_source,
    unattributed.without_source / unattributed.checkable_claims as share_without_source,
    claims.sentence as first_sentence
from unattributed
inner join claims on unattributed.article_id = claims.article_id and unattributed.first_order = claims.claim_order
where unattributed.without_source > 0
order by unattributed.without_source desc, claims.url asc;
