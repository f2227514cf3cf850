-- One row per site and month of publication (or of first sight) of the last year: the mean score of its articles.
with dated as (
    select
        articles.site,
        articles.score,
        date_trunc('month', coalesce(articles.published_at, articles.first_seen_at)) as month_of
    from articles
    where articles.score is not null and articles.site is not null
),

latest as (
    select date_trunc('month', max(articles.last_seen_at)) as month_of
    from articles
)

select
    dated.site,
    date_diff('month', dated.month_of, latest.month_of) as months_ago,
    strftime(dated.month_of, '%Y-%m') as month_of,
    avg(dated.score) as score,
    count(*) as articles
from dated
cross join latest
where date_diff('month', dated.month_of, latest.month_of) between 0 and $months - 1
group by dated.site, dated.month_of, latest.month_of
order by dated.site asc, dated.month_of asc;
