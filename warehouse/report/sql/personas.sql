-- One row per site whose authors are generated or all bear names of a generator's lists, the most generated first.
select
    persona_sites.site,
    persona_sites.authors,
    persona_sites.generated,
    persona_sites.generated_articles,
    persona_sites.articles,
    persona_sites.listed,
    persona_sites.chance,
    persona_sites.same_template,
    (
        select count(*)
        from raised_authors
        where raised_authors.site = persona_sites.site
    ) as raised,
    (
        select count(*)
        from personas
        where personas.generated_on > 0 and personas.sites > 1 and list_contains(personas.site_names, persona_sites.site)
    ) as travelling,
    count(*) over () as total
from persona_sites
where persona_sites.generated > 0 or persona_sites.chance < 0.001
order by persona_sites.generated desc, persona_sites.chance asc nulls last, persona_sites.site asc
limit $most;
