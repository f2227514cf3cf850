-- One row: what a run changed, over the newest version of every page; what was before it is null after the first run.
with began as (
    select runs.started_at
    from runs
    where runs.run_id = $run_id
),

earlier as (
    select
        article_versions.url,
        arg_max(article_versions.score, article_versions.version) as score,
        arg_max(article_versions.author_verdict = 'generated', article_versions.version) as is_generated,
        arg_max(article_versions.body_sha256, article_versions.version) as body_sha256
    from article_versions
    where article_versions.first_seen_at < (select began.started_at from began)
    group by article_versions.url
)

select
    count(*) as pages,
    count(*) filter (where earlier.url is null) as new_pages,
    count(*) filter (where earlier.body_sha256 <> articles.body_sha256) as changed_pages,
    avg(articles.score) as score,
    avg(earlier.score) as score_before,
    count(*) filter (where articles.author_verdict = 'generated') as generated,
    count(*) filter (where earlier.is_generated) as generated_before
from articles
left join earlier on articles.url = earlier.url;
