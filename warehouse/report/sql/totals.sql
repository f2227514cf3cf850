-- One row: the headline numbers over the newest version of every page.
select
    count(*) as pages,
    count(*) filter (where articles.page_class = 'article') as articles,
    count(articles.score) as scored,
    round(avg(articles.score), 1) as score,
    count(*) filter (
        where articles.page_class = 'article' and articles.author_verdict = 'generated'
    ) as generated_authors,
    count(*) filter (
        where articles.first_seen_at >= (select max(runs.started_at) from runs)
    ) as new_pages,
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
    ) as copied_articles,
    (select count(*) from failures) as failures
from articles;
