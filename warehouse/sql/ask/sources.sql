-- One row per site, the worst first.
select
    source.site,
    source.score,
    source.articles,
    source.generated_author_share,
    source.copied_articles,
    source.claims,
    source.contradictions,
    source.failures
from sources as source
order by source.score asc nulls last, source.site asc;
