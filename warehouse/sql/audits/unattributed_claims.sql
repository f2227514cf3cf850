-- Which claims that somebody could check are stated without a source?
select
    claims.site,
    claims.url,
    count(*) as checkable_claims,
    count(*) filter (where claims.attribution is null) as without_source,
    count(*) filter (where claims.attribution is null) / count(*) as share_without_source,
    first(claims.sentence order by claims.claim_order) filter (where claims.attribution is null) as first_sentence
from claims
where claims.checkable and claims.modality in ('asserted', 'reported')
group by claims.site, claims.url
having count(*) filter (where claims.attribution is null) > 0
order by without_source desc, claims.url asc;
