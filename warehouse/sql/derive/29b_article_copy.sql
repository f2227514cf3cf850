-- One row per article that has copies: the first of its group, how like that one it is, and which other is most like it.
-- First is who the copies themselves name as canonical, then who says the earliest date, then who was seen first.
insert into article_copy (
    cluster_id, article_id, original_article_id, similarity, is_original, closest_article_id, closest_similarity, evidence
)
with known as (
    select
        cluster_of.cluster_id,
        cluster_of.article_id,
        article.url,
        article.final_url,
        article.canonical_url,
        article.byline,
        article.published,
        article.minhash,
        article_state.first_seen_at,
        -- A date without a time may be any hour of its day: it counts as the end.
        article.published_at + case when length(article.published) > 10 then interval 0 day else interval 1 day end as published_by
    from cluster_of
    inner join article on cluster_of.article_id = article.article_id
    inner join article_state on cluster_of.article_id = article_state.article_id
),

named as (
    select
        pointed.article_id,
        count(*) as times
    from known as pointing
    inner join known as pointed
        on
            pointing.cluster_id = pointed.cluster_id
            and pointing.article_id <> pointed.article_id
            and pointing.canonical_url in (pointed.url, pointed.final_url)
    group by pointed.article_id
),

member as (
    select
        known.cluster_id,
        known.article_id,
        known.minhash,
        known.published,
        known.first_seen_at,
        coalesce(named.times, 0) as named_by,
        row_number() over (
            partition by known.cluster_id
            order by
                coalesce(named.times, 0) desc,
                coalesce(known.published_by, known.first_seen_at) asc nulls last,
                known.byline is null asc,
                known.first_seen_at asc nulls last,
                known.url asc
        ) as place
    from known
    left join named on known.article_id = named.article_id
),

edge as (
    select
        copy_edge.article_a as article_id,
        copy_edge.article_b as other_id,
        copy_edge.similarity
    from copy_edge
    semi join cluster_of on copy_edge.article_a = cluster_of.article_id
    union all
    select
        copy_edge.article_b as article_id,
        copy_edge.article_a as other_id,
        copy_edge.similarity
    from copy_edge
    semi join cluster_of on copy_edge.article_b = cluster_of.article_id
),

closest as (
    select
        edge.article_id,
        arg_max(edge.other_id, (edge.similarity, edge.other_id)) as closest_article_id,
        max(edge.similarity) as closest_similarity
    from edge
    group by edge.article_id
)

select
    member.cluster_id,
    member.article_id,
    original.article_id as original_article_id,
    len(list_filter(list_zip(member.minhash, original.minhash), lambda pair: pair[1] = pair[2])) / 128 as similarity,
    member.place = 1 as is_original,
    closest.closest_article_id,
    closest.closest_similarity,
    case
        when original.named_by > 0 then original.named_by || ' of its copies call it canonical'
        when original.published is not null then 'the earliest date of publication, ' || original.published
        when original.first_seen_at is not null then 'seen first, ' || strftime(original.first_seen_at, '%Y-%m-%d')
        else 'first by address: no date is known'
    end as evidence
from member
inner join member as original on member.cluster_id = original.cluster_id and original.place = 1
left join closest on member.article_id = closest.article_id;
