-- One row per article that repeats an earlier one, closest first.
select
    copies.article_id,
    copies.site,
    copies.title,
    copies.url,
    timezone('UTC', copies.first_seen_at) as first_seen_at,
    copies.similarity,
    copies.original_article_id,
    copies.original_site,
    copies.original_url,
    copies.cluster_id,
    articles.published,
    originals.title as original_title,
    originals.published as original_published,
    copies.evidence,
    count(*) over () as total
from copies
inner join articles on copies.article_id = articles.article_id
inner join articles as originals on copies.original_article_id = originals.article_id
where not copies.is_original
order by
    copies.site = copies.original_site,
    copies.similarity desc,
    copies.url asc
limit $most;
