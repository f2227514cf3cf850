-- One row per pair of claims that cannot both hold.
create or replace view contradictions as
with side as (
    select unnest([contradiction.article_a, contradiction.article_b]) as article_id
    from contradiction
),

-- Both sides are read in one go, from the claims of their articles: a key alone is looked up before words are read.
said as materialized (
    select
        claim.claim_id,
        claim.article_id,
        claim.subject,
        claim.relation_lemma,
        claim.object,
        claim.sentence,
        claim.confidence
    from claim
    semi join side on claim.article_id = side.article_id
)

select
    contradiction.kind,
    a.subject,
    a.relation_lemma,
    a.object,
    articles_a.site as site_a,
    articles_b.site as site_b,
    a.sentence as said_a,
    b.sentence as said_b,
    contradiction.article_a = contradiction.article_b as same_article,
    articles_a.url as url_a,
    articles_b.url as url_b,
    articles_a.published_at as published_a,
    articles_b.published_at as published_b,
    a.confidence as confidence_a,
    b.confidence as confidence_b,
    contradiction.proposition_id,
    contradiction.claim_a,
    contradiction.claim_b,
    contradiction.article_a,
    contradiction.article_b,
    b.relation_lemma as relation_lemma_b,
    b.object as object_b
from contradiction
inner join said as a on contradiction.claim_a = a.claim_id and contradiction.article_a = a.article_id
inner join said as b on contradiction.claim_b = b.claim_id and contradiction.article_b = b.article_id
inner join articles as articles_a on contradiction.article_a = articles_a.article_id
inner join articles as articles_b on contradiction.article_b = articles_b.article_id;
comment on view contradictions is 'One row per pair of claims that cannot both hold: asserted, at overlapping times, in the newest articles.';

-- One row per article that has copies at other addresses.
create or replace view copies as
select
    article_copy.cluster_id,
    articles.url,
    articles.site,
    articles.title,
    articles.published_at,
    articles.first_seen_at,
    article_copy.similarity,
    article_copy.is_original,
    originals.url as original_url,
    originals.site as original_site,
    article_copy.article_id,
    article_copy.original_article_id,
    closest.url as closest_url,
    article_copy.closest_similarity,
    article_copy.evidence
from article_copy
inner join articles on article_copy.article_id = articles.article_id
inner join articles as originals on article_copy.original_article_id = originals.article_id
left join articles as closest on article_copy.closest_article_id = closest.article_id;
comment on view copies is 'One row per article that has copies at other addresses, with the member of its group that was published, or else seen, first.';

-- One row per site that was read or tried.
create or replace view sources as
with site as (
    select site from articles
    union
    select site
    from fetch_log
    where outcome <> 'listed'  -- a feed may lie elsewhere
),

articles_of as (
    select
        site,
        count(*) as pages,
        count(*) filter (where page_class = 'article') as articles,
        round(avg(score), 1) as score,
        min(score) as worst_score,
        avg(cast(author_verdict = 'generated' as integer)) filter (where page_class = 'article') as generated_author_share,
        count(*) filter (where author_verdict = 'generated') as generated_authors,
        sum(words) as words,
        min(first_seen_at) as first_seen_at,
        max(last_seen_at) as last_seen_at
    from articles
    group by site
),

claims_of as (
    select
        article.site,
        count(*) as claims,
        count(*) filter (where claim.polarity = 'negative') as negative_claims
    from claim
    inner join article on claim.article_id = article.article_id
    inner join article_state on claim.article_id = article_state.article_id
    where article_state.is_newest
    group by article.site
),

copies_of as (
    select
        site,
        count(*) filter (where not is_original) as copied_articles
    from copies
    group by site
),

side as (
    -- Not a union of two selects: DuckDB 2.0.0 takes both for one plan where only a column differs.
    select
        claim_a,
        claim_b,
        unnest(list_distinct([site_a, site_b])) as site
    from contradictions
),

contradictions_of as (
    select
        side.site,
        count(*) as contradictions
    from side
    group by side.site
),

fetches_of as (
    select
        fetch_log.site,
        count(*) as fetches,
        list(distinct source.name order by source.name) filter (where source.name is not null) as names
    from fetch_log
    left join source on fetch_log.source_id = source.source_id
    group by fetch_log.site
),

failures_of as (
    select
        failure.site,
        count(*) as failures
    from failure
    group by failure.site
)

select
    site.site,
    articles_of.score,
    coalesce(articles_of.articles, 0) as articles,
    articles_of.generated_author_share,
    coalesce(articles_of.generated_authors, 0) as generated_authors,
    coalesce(copies_of.copied_articles, 0) as copied_articles,
    coalesce(claims_of.claims, 0) as claims,
    coalesce(claims_of.negative_claims, 0) as negative_claims,
    coalesce(contradictions_of.contradictions, 0) as contradictions,
    coalesce(fetches_of.fetches, 0) as fetches,
    coalesce(failures_of.failures, 0) as failures,
    articles_of.worst_score,
    articles_of.words,
    articles_of.first_seen_at,
    articles_of.last_seen_at,
    coalesce(articles_of.pages, 0) as pages,
    coalesce(fetches_of.names, []) as names
from site
left join articles_of on site.site = articles_of.site
left join claims_of on site.site = claims_of.site
left join copies_of on site.site = copies_of.site
left join contradictions_of on site.site = contradictions_of.site
left join fetches_of on site.site = fetches_of.site
left join failures_of on site.site = failures_of.site
where site.site is not null;
comment on view sources is 'One row per site that was read or tried; score is the mean of its articles, unknown where none was scored.';
