-- Which sources are nobody in particular?
select
    lower(coalesce(claims.attribution, claims.cue, 'nobody named')) as source,
    count(*) as claims,
    count(distinct claims.url) as articles,
    count(distinct claims.site) as sites,
    first(claims.sentence order by claims.url, claims.claim_order) as first_sentence,
    first(claims.url order by claims.url, claims.claim_order) as first_url
from claims
where claims.attribution_vague
group by lower(coalesce(claims.attribution, claims.cue, 'nobody named'))
order by claims desc, source asc;
