-- One row: hashes of what decides what a report shows, but for when and how often a known page was seen again.
-- Ids are hashes of content: an article that is the same has the same rows in every table of its own.
with stored as (
    select
        fetch_log.url,
        fetch_log.body_sha256,
        arg_min((fetch_log.warc_file, fetch_log.warc_offset), fetch_log.fetched_at) as place
    from fetch_log
    semi join article on fetch_log.url = article.url and fetch_log.body_sha256 = article.body_sha256
    where fetch_log.warc_file is not null
    group by fetch_log.url, fetch_log.body_sha256
),

site as (
    select distinct fetch_log.site
    from fetch_log
    where fetch_log.site is not null
)

select
    (
        select cast(sum(hash(
            article_state.article_id,
            article_state.version,
            article_state.is_newest,
            article_state.cluster_id,
            article_state.first_seen_at
        )) as varchar) from article_state
    ) as pages,
    (
        select cast(sum(hash(stored.url, stored.body_sha256, stored.place)) as varchar) from stored
    ) as warc_places,
    (select count(*) from personal_datum) as personal_data,
    (
        select cast(sum(hash(site.site)) as varchar) from site
    ) as sites,
    (
        select cast(sum(hash(
            relation.relation,
            relation.opposite,
            relation.is_symmetric,
            relation.inverse,
            relation.is_functional,
            relation.happens_once
        )) as varchar) from relation
    ) as relations,
    (
        select cast(sum(hash(rule.rule, rule.definition, rule.costs, rule.why, rule.source)) as varchar) from rule
    ) as rules,
    (
        select any_value(derivation.sql_sha256) from derivation
    ) as derivation,
    (
        select strftime(max(article_state.last_seen_at), '%Y-%m') from article_state
    ) as latest_month;
