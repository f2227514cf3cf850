-- One row per site and signal that costs its articles points, dearest first.
select
    signals.site,
    signals.signal,
    sum(signals.points) as points,
    count(*) as articles,
    arg_min(signals.article_id, signals.points) as example_id
from signals
where signals.points < 0
group by signals.site, signals.signal
order by signals.site asc, points asc, signals.signal asc;
