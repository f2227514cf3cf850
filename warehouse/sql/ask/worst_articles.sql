-- One row per article with a score, the worst first, with what cost it most.
with dearest as (
    select
        signals.article_id,
        arg_min(signals.signal, (signals.points, signals.signal)) as signal,
        min(signals.points) as points
    from signals
    where signals.points < 0
    group by signals.article_id
)

select
    articles.score,
    articles.grade,
    articles.title,
    articles.url,
    dearest.signal,
    dearest.points,
    articles.first_seen_at >= (
        select runs.started_at from runs
        where runs.run_id = $run_id
    ) as is_new
from articles
left join dearest on articles.article_id = dearest.article_id
where articles.score is not null
order by articles.score, articles.url
limit 5;
