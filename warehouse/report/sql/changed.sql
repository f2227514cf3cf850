-- One row per page whose text is another than at an earlier crawl, by the same rules: passages that came and went.
with version as (
    select
        article.article_id,
        article.url,
        article.site,
        article.title,
        article.modified,
        article.recipe_id,
        article.body_sha256,
        article_state.is_newest,
        article_state.first_seen_at
    from article
    inner join article_state on article.article_id = article_state.article_id
),

pair as (
    select
        newer.article_id,
        newer.site,
        newer.title,
        newer.url,
        newer.modified,
        newer.first_seen_at,
        older.article_id as older_id,
        older.first_seen_at as older_seen_at
    from version as newer
    inner join version as older on newer.url = older.url and newer.recipe_id = older.recipe_id
    where
        newer.is_newest
        and newer.body_sha256 <> older.body_sha256
        and older.first_seen_at < newer.first_seen_at
    qualify
        row_number() over (
            partition by newer.article_id
            order by older.first_seen_at desc, older.article_id asc
        ) = 1
),

passage as (
    select
        block.article_id,
        block.block_order,
        block.text
    from block
    where block.kept
),

appeared as (
    select
        pair.article_id,
        true as is_new,
        now_there.block_order,
        now_there.text
    from pair
    inner join passage as now_there on pair.article_id = now_there.article_id
    left join passage as before on pair.older_id = before.article_id and now_there.text = before.text
    where before.article_id is null
),

vanished as (
    select
        pair.article_id,
        false as is_new,
        before.block_order,
        before.text
    from pair
    inner join passage as before on pair.older_id = before.article_id
    left join passage as now_there on pair.article_id = now_there.article_id and before.text = now_there.text
    where now_there.article_id is null
),

difference as (
    select
        appeared.article_id,
        appeared.is_new,
        appeared.block_order,
        appeared.text
    from appeared
    union all
    select
        vanished.article_id,
        vanished.is_new,
        vanished.block_order,
        vanished.text
    from vanished
)

select
    pair.article_id,
    pair.site,
    pair.title,
    pair.url,
    pair.modified,
    timezone('UTC', pair.first_seen_at) as seen_at,
    timezone('UTC', pair.older_seen_at) as older_seen_at,
    list(difference.text order by difference.block_order asc) filter (where difference.is_new) as new_texts,
    list(difference.text order by difference.block_order asc) filter (where not difference.is_new) as gone_texts,
    count(*) over () as total
from pair
inner join difference on pair.article_id = difference.article_id
group by
    pair.article_id,
    pair.site,
    pair.title,
    pair.url,
    pair.modified,
    pair.first_seen_at,
    pair.older_seen_at
order by pair.first_seen_at desc, pair.url asc
limit $most;
