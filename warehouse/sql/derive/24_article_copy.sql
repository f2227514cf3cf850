-- One row per article that has copies, with how like the first of its group it is.
insert into article_copy (cluster_id, article_id, original_article_id, similarity, is_original)
with member as (
    select
        cluster_of.cluster_id,
        cluster_of.article_id,
        article.minhash,
        row_number() over (
            partition by cluster_of.cluster_id
            order by
                -- A date without a time may be any hour of its day: it counts as the end.
                coalesce(
                    article.published_at + case when length(article.published) > 10 then interval 0 day else interval 1 day end,
                    article_state.first_seen_at
                ) asc nulls last,
                article.byline is null asc,
                article_state.first_seen_at asc nulls last,
                article.url asc
        ) as place
    from cluster_of
    inner join article on cluster_of.article_id = article.article_id
    inner join article_state on cluster_of.article_id = article_state.article_id
)

select
    member.cluster_id,
    member.article_id,
    original.article_id as original_article_id,
    len(list_filter(list_zip(member.minhash, original.minhash), lambda pair: pair[1] = pair[2])) / 128 as similarity,
    member.place = 1 as is_original
from member
inner join member as original on member.cluster_id = original.cluster_id and original.place = 1;
