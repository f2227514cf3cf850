-- One row per answer that nobody has judged yet, the least sure ones first.
with item as (
    select
        'author' as kind,
        articles.url,
        articles.body_sha256,
        '' as target,
        coalesce(articles.byline, 'no byline') as quote,
        articles.author_verdict as found,
        articles.title as context,
        articles.author_confidence as confidence,
        articles.article_id
    from articles
    where articles.author_verdict is not null and articles.page_class = 'article'
    union all
    select
        'block' as kind,
        blocks.url,
        articles.body_sha256,
        sha256(blocks.text) as target,
        blocks.text as quote,
        blocks.label as found,
        blocks.reason as context,
        abs(blocks.score - 0.5) * 2 as confidence,
        blocks.article_id
    from blocks
    inner join articles on blocks.article_id = articles.article_id
    union all
    select
        'claim' as kind,
        claims.url,
        articles.body_sha256,
        claims.claim_id as target,
        claims.sentence as quote,
        claims.polarity as found,
        concat_ws(' · ', claims.subject, claims.relation, claims.object) as context,
        claims.confidence,
        claims.article_id
    from claims
    inner join articles on claims.article_id = articles.article_id
)

select
    item.kind,
    item.url,
    item.body_sha256,
    item.target,
    any_value(item.quote) as quote,
    any_value(item.found) as found,
    any_value(item.context) as context,
    min(item.confidence) as confidence
from item
left join labels
    on
        item.kind = labels.kind
        and item.url = labels.url
        and item.body_sha256 = labels.body_sha256
        and item.target = labels.target
where
    labels.label_id is null
    and (cast($kind as varchar) is null or item.kind = $kind)
    and (cast($url as varchar) is null or item.url = $url)
group by item.kind, item.url, item.body_sha256, item.target
order by
    item.kind asc,
    min(item.confidence) asc nulls last,
    item.url asc,
    item.target asc
limit $most;
