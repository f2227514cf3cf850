-- One row per given article: everything about it as a whole, with the response it was read from.
with stored as (
    select
        fetch_log.url,
        fetch_log.body_sha256,
        min(fetch_log.fetched_at) as fetched_at,
        arg_min(fetch_log.warc_file, fetch_log.fetched_at) filter (where fetch_log.warc_file is not null) as warc_file,
        arg_min(fetch_log.warc_offset, fetch_log.fetched_at) filter (where fetch_log.warc_file is not null) as warc_offset
    from fetch_log
    inner join article on fetch_log.url = article.url and fetch_log.body_sha256 = article.body_sha256
    where article.article_id in (select unnest($article_ids))
    group by fetch_log.url, fetch_log.body_sha256
),

own_rules as (
    select
        runs.recipe_id,
        arg_max(runs.rules_file || ' (' || runs.rules_id || ')', runs.started_at) as rules
    from runs
    where runs.rules_id is not null
    group by runs.recipe_id
)

select
    article.article_id,
    article.recipe_id,
    own_rules.rules,
    article.url,
    article.final_url,
    article.canonical_url,
    article.site,
    article.title,
    article.title_source,
    article.byline,
    article.byline_source,
    article.author_verdict,
    article.author_confidence,
    article.published,
    article.published_source,
    article.modified,
    article.language,
    article.language_source,
    article.page_class,
    article.encoding,
    article.encoding_declared,
    article.encoding_evidence,
    article.text_chars,
    article.page_chars,
    article.words,
    article.sentences,
    article.blocks_kept,
    article.blocks_removed,
    article.claims_read,
    article.body_sha256,
    capture.redirects,
    capture.status,
    capture.content_type,
    capture.size_bytes,
    score.score,
    article_state.version,
    article_state.times_seen,
    timezone('UTC', article_state.first_seen_at) as first_seen_at,
    timezone('UTC', article_state.last_seen_at) as last_seen_at,
    timezone('UTC', stored.fetched_at) as fetched_at,
    stored.warc_file,
    stored.warc_offset
from article
inner join article_state on article.article_id = article_state.article_id
left join capture on article.capture_id = capture.capture_id
left join score on article.article_id = score.article_id
left join stored on article.url = stored.url and article.body_sha256 = stored.body_sha256
left join own_rules on article.recipe_id = own_rules.recipe_id
where article.article_id in (select unnest($article_ids))
order by article.article_id;
