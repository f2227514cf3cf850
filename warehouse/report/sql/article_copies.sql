-- One row per other article in the group of copies of one of the given articles.
select
    here.article_id,
    other.article_id as other_id,
    other.site,
    other.title,
    other.url,
    other.is_original,
    other.similarity,
    articles.published
from copies as here
inner join copies as other on here.cluster_id = other.cluster_id and here.article_id <> other.article_id
inner join articles on other.article_id = articles.article_id
where list_contains($article_ids, here.article_id)
order by here.article_id asc, other.is_original desc, other.url asc;
