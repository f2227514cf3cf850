-- One row per article with checkable claims that it makes on nobody's word, most of them first.
select
    claims.article_id,
    claims.site,
    any_value(claims.title) as title,
    any_value(claims.url) as url,
    count(*) as checkable,
    count(*) filter (where claims.attribution is null) as unattributed,
    count(*) filter (where claims.attribution is null) / count(*) as unattributed_share,
    count(*) over () as total
from claims
inner join articles on claims.article_id = articles.article_id
where claims.checkable and articles.score is not null
group by claims.article_id, claims.site
having count(*) filter (where claims.attribution is null) > 0
order by unattributed desc, unattributed_share desc, claims.article_id asc
limit $most;
