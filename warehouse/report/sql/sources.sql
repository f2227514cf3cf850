-- One row per site that was read or tried, worst score first, unknown last.
select
    sources.site,
    sources.score,
    sources.worst_score,
    sources.pages,
    sources.articles,
    sources.generated_author_share,
    sources.copied_articles,
    sources.claims,
    sources.negative_claims,
    sources.contradictions,
    sources.failures,
    sources.words,
    timezone('UTC', sources.first_seen_at) as first_seen_at,
    timezone('UTC', sources.last_seen_at) as last_seen_at
from sources
order by sources.score asc nulls last, sources.articles desc, sources.site asc;
