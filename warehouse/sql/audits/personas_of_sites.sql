-- Which sites invent their authors: many names, one template, names of one generator's lists?
select
    persona_sites.site,
    persona_sites.verdict,
    persona_sites.authors,
    persona_sites.generated,
    persona_sites.generated_articles,
    persona_sites.articles,
    persona_sites.listed,
    persona_sites.chance,
    persona_sites.same_template
from persona_sites
where persona_sites.generated > 0 or persona_sites.chance < 0.001
order by persona_sites.generated desc, persona_sites.chance asc nulls last, persona_sites.site asc;
