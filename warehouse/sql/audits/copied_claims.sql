-- Which claims stand on several sites, and who had them first?
with spread as (
    select
        claims.proposition_id,
        claims.polarity,
        count(distinct claims.site) as sites
    from claims
    where claims.subject_entity_id is not null or claims.object_entity_id is not null
    group by claims.proposition_id, claims.polarity
    having min(claims.site) <> max(claims.site)
),

earliest as (
    select
        claims.proposition_id,
        claims.polarity,
        spread.sites,
        claims.subject,
        claims.relation,
        claims.object,
        claims.published_at,
        claims.url,
        claims.sentence
    from claims
    inner join spread on claims.proposition_id = spread.proposition_id and claims.polarity = spread.polarity
    qualify
        row_number() over (
            partition by claims.proposition_id, claims.polarity
            order by claims.published_at asc nulls last, claims.url asc, claims.claim_order asc
        ) = 1
)

select
    earliest.subject,
    earliest.relation,
    earliest.object,
    earliest.polarity,
    earliest.sites,
    earliest.published_at as first_published,
    earliest.url as first_url,
    earliest.sentence as first_sentence
from earliest
order by earliest.sites desc, earliest.published_at asc, earliest.subject asc, earliest.url asc;
