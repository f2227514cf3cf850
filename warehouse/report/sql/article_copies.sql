-- One row per other article in the group of copies of one of the given articles, the earliest and closest ones only.
with here as (
    select
        article_copy.article_id,
        article_copy.cluster_id
    from article_copy
    where article_copy.article_id in (select unnest($article_ids))
),

sibling as (
    select
        here.article_id,
        other.article_id as other_id,
        article.site,
        article.title,
        article.url,
        other.is_original,
        other.similarity,
        article.published,
        other.evidence,
        count(*) over (partition by here.article_id) as total,
        row_number() over (
            partition by here.article_id
            order by other.is_original desc, other.similarity desc, article.url asc
        ) as place
    from here
    inner join article_copy as other on here.cluster_id = other.cluster_id and here.article_id <> other.article_id
    inner join article on other.article_id = article.article_id
)

select
    sibling.article_id,
    sibling.other_id,
    sibling.site,
    sibling.title,
    sibling.url,
    sibling.is_original,
    sibling.similarity,
    sibling.published,
    sibling.evidence,
    sibling.total
from sibling
where sibling.place <= $most
order by sibling.article_id asc, sibling.place asc;
