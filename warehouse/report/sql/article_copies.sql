-- One row per other article in the group of copies of one of the given articles, the earliest and closest ones only.
with sibling as (
    select
        here.article_id,
        other.article_id as other_id,
        other.site,
        other.title,
        other.url,
        other.is_original,
        other.similarity,
        count(*) over (partition by here.article_id) as total,
        row_number() over (
            partition by here.article_id
            order by other.is_original desc, other.similarity desc, other.url asc
        ) as place
    from copies as here
    inner join copies as other on here.cluster_id = other.cluster_id and here.article_id <> other.article_id
    where list_contains($article_ids, here.article_id)
)

select
    sibling.article_id,
    sibling.other_id,
    sibling.site,
    sibling.title,
    sibling.url,
    sibling.is_original,
    sibling.similarity,
    articles.published,
    sibling.total
from sibling
inner join articles on sibling.other_id = articles.article_id
where sibling.place <= $most
order by sibling.article_id asc, sibling.place asc;
