-- One row per source that is nobody in particular, most claims first.
select
    lower(claims.attribution) as attribution,
    count(*) as claims,
    count(distinct claims.article_id) as articles,
    count(distinct claims.site) as sites,
    arg_max(claims.sentence, claims.confidence) as sentence,
    arg_max(claims.article_id, claims.confidence) as article_id,
    arg_max(claims.claim_order, claims.confidence) as claim_order,
    arg_max(claims.site, claims.confidence) as site,
    count(*) over () as total
from claims
where claims.attribution_vague and claims.attribution is not null
group by lower(claims.attribution)
order by count(*) desc, lower(claims.attribution) asc
limit $most;
