-- One row per site and signal that costs its scored articles points, dearest first.
select
    signals.site,
    signals.signal,
    sum(signals.points) as points,
    count(*) as articles,
    arg_min(signals.article_id, signals.points) as example_id
from signals
inner join articles on signals.article_id = articles.article_id
where signals.points < 0 and articles.score is not null
group by signals.site, signals.signal
order by signals.site asc, points asc, signals.signal asc;
