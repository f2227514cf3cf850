-- One row per name and verdict that a site prints as an author, generated ones first, with one profile to show.
with identity as (
    select
        authors.site,
        authors.name,
        authors.verdict,
        count(distinct authors.article_id) as articles,
        list_slice(list(distinct authors.article_id order by authors.article_id asc), 1, 5) as article_ids,
        arg_max(authors.author_id, authors.confidence) as author_id
    from authors
    where authors.verdict <> 'absent'
    group by authors.site, authors.name, authors.verdict
)

select
    identity.site,
    identity.articles,
    identity.article_ids,
    identity.author_id,
    count(*) over (partition by identity.site) as of_site
from identity
qualify
    row_number() over (
        partition by identity.site
        order by
            identity.verdict = 'generated' desc,
            identity.verdict = 'unsure' desc,
            identity.articles desc,
            identity.name asc
    ) <= $per_site
order by
    identity.site asc,
    identity.verdict = 'generated' desc,
    identity.verdict = 'unsure' desc,
    identity.articles desc,
    identity.name asc;
