-- One row per claim that another claim contradicts, once for each side.
with side as (
    select
        contradictions.claim_a as claim_id,
        contradictions.article_a as article_id,
        contradictions.said_b as against,
        contradictions.url_b as against_url,
        contradictions.kind
    from contradictions
    union all
    select
        contradictions.claim_b as claim_id,
        contradictions.article_b as article_id,
        contradictions.said_a as against,
        contradictions.url_a as against_url,
        contradictions.kind
    from contradictions
)

select
    claims.sentence,
    claims.url,
    claims.site,
    claims.title,
    claims.published_at,
    claims.attribution,
    claims.polarity,
    list(distinct side.against order by side.against) as against,
    list(distinct side.against_url order by side.against_url) as against_urls,
    claims.claim_id
from side
inner join claims on side.claim_id = claims.claim_id and side.article_id = claims.article_id
group by all
order by claims.url asc, claims.claim_id asc;
