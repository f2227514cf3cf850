-- One row per site for a terminal, the worst first.
select
    source.site,
    round(source.score)::integer as score,
    source.articles as pages,
    source.generated_authors as generated,
    source.copied_articles as copies,
    source.claims,
    source.contradictions as disputed
from sources as source
order by source.score asc nulls last, source.site asc;
