-- One row per site that signs articles with generated authors, worst share first.
with signed as (
    select
        articles.site,
        count(*) as articles,
        count(*) filter (where articles.author_verdict = 'generated') as generated_authors
    from articles
    where articles.page_class = 'article'
    group by articles.site
),

personas as (
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
    signed.site,
    signed.articles,
    signed.generated_authors,
    signed.generated_authors / signed.articles as generated_author_share,
    coalesce(personas.names, 0) as names,
    coalesce(personas.generators, []) as generators,
    coalesce(personas.examples, []) as examples,
    count(*) over () as total
from signed
left join personas on signed.site = personas.site
where signed.generated_authors > 0
order by signed.generated_authors / signed.articles desc, signed.generated_authors desc, signed.site asc
limit $most;
