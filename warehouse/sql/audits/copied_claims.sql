-- Which claims stand on several sites, and who had them first?
select
    first(claims.subject order by claims.published_at nulls last, claims.url) as subject,
    first(claims.relation order by claims.published_at nulls last, claims.url) as relation,
    first(claims.object order by claims.published_at nulls last, claims.url) as object,
    claims.polarity,
    count(distinct claims.site) as sites,
    min(claims.published_at) as first_published,
    first(claims.url order by claims.published_at nulls last, claims.url) as first_url,
    first(claims.sentence order by claims.published_at nulls last, claims.url) as first_sentence
from claims
where claims.subject_entity_id is not null or claims.object_entity_id is not null
group by claims.proposition_id, claims.polarity
having count(distinct claims.site) > 1
order by sites desc, first_published asc, subject asc;
