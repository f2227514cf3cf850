-- One row: the headline numbers over the newest version of every page.
select
    count(*) as pages,
    count(*) filter (where articles.page_class = 'article') as articles,
    round(avg(articles.score), 1) as mean_score,
    count(*) filter (where articles.page_class = 'article' and articles.author_verdict = 'generated') as generated_authors,
    (select count(*) from sources) as sites,
    (select count(*) from claims) as claims,
    (
        select count(*) from claims
        where claims.polarity = 'negative'
    ) as negated_claims,
    (select count(*) from contradictions) as contradictions,
    (
        select count(*) from copies
        where not copies.is_original
    ) as copied_articles,
    (select count(*) from failures) as failures
from articles;
