-- One row per newest article, by site, worst score first: what lists of articles show.
with claims_of as (
    select
        claims.article_id,
        count(*) as claims,
        count(*) filter (where claims.polarity = 'negative') as negative_claims
    from claims
    group by claims.article_id
),

worst_of as (
    select
        signals.article_id,
        arg_min(signals.signal, signals.points) as worst_signal,
        min(signals.points) as worst_points,
        list(signals.signal order by signals.points asc, signals.signal asc) as cost_signals
    from signals
    where signals.points < 0
    group by signals.article_id
)

select
    articles.article_id,
    articles.site,
    articles.url,
    articles.title,
    articles.score,
    articles.published,
    articles.author_verdict,
    articles.byline,
    articles.page_class,
    articles.words,
    articles.claims_read,
    coalesce(claims_of.claims, 0) as claims,
    coalesce(claims_of.negative_claims, 0) as negative_claims,
    worst_of.worst_signal,
    worst_of.worst_points,
    worst_of.cost_signals
from articles
left join claims_of on articles.article_id = claims_of.article_id
left join worst_of on articles.article_id = worst_of.article_id
order by articles.site asc, articles.score asc nulls last, articles.url asc;
