-- One row per site that prints generated authors, worst share first.
with personas as (
    select
        authors.site,
        count(distinct authors.name) as names,
        list_sort(list(distinct authors.generator) filter (where authors.generator is not null)) as generators,
        list_slice(list(distinct authors.name order by authors.name asc), 1, 3) as examples
    from authors
    where authors.verdict = 'generated'
    group by authors.site
)

select
    sources.site,
    sources.articles,
    sources.generated_authors,
    sources.generated_author_share,
    coalesce(personas.names, 0) as names,
    coalesce(personas.generators, []) as generators,
    coalesce(personas.examples, []) as examples,
    count(*) over () as total
from sources
left join personas on sources.site = personas.site
where sources.generated_authors > 0
order by sources.generated_author_share desc, sources.generated_authors desc, sources.site asc
limit $most;
