-- One row per address that the newest run saw for the first time, worst score first; none where there was one run only.
with crawl as (
    select
        max(runs.started_at) as started_at,
        count(*) as runs
    from runs
    where runs.flow <> 'replay'
)

select
    articles.article_id,
    articles.site,
    articles.title,
    articles.url,
    articles.score,
    articles.published,
    articles.author_verdict,
    count(*) over () as total
from articles
cross join crawl
where crawl.runs > 1 and articles.version = 1 and articles.first_seen_at >= crawl.started_at
order by articles.score asc nulls last, articles.url asc
limit $most;
