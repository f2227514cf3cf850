-- One row: the headline numbers of the newest articles.
select
    count(*) as articles,
    count(articles.score) as scored,
    round(avg(articles.score), 1) as score,
    count(*) filter (where articles.author_verdict = 'generated') as generated_authors,
    count(articles.author_verdict) as judged_authors,
    count(*) filter (
        where articles.first_seen_at >= (select max(runs.started_at) from runs)
    ) as new_articles,
    (select count(*) from sources) as sources,
    (select count(*) from claims) as claims,
    (
        select count(*) from claims
        where claims.polarity = 'negative'
    ) as negative_claims,
    (select count(*) from contradictions) as contradictions,
    (
        select count(*) from copies
        where not copies.is_original
    ) as copied_articles
from articles;
