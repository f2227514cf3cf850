-- One row per address that a part of the warehouse leaves out: every reading of it is, or it has none and was asked for
-- on another site or too early.
create or replace temp table forgotten_url as
with tried as (
    select
        fetch_log.url,
        fetch_log.site,
        fetch_log.fetched_at as tried_at
    from fetch_log
    union all
    select
        failure.url,
        failure.site,
        failure.failed_at as tried_at
    from failure
),

kept_url as (
    select article.url
    from article
    anti join forgotten_article on article.article_id = forgotten_article.article_id
    union all
    select tried.url
    from tried
    anti join article on tried.url = article.url
    where
        (len($sites) = 0 or list_contains($sites, tried.site))
        and coalesce(tried.tried_at >= cast($since as timestamptz), true)
)

select distinct known.url
from (
    select article.url from article
    union all
    select tried.url from tried
) as known
anti join kept_url on known.url = kept_url.url;
