-- Which invented persons sign many articles, or articles of several sites?
select
    personas.name,
    personas.articles,
    personas.generated_on,
    personas.sites,
    personas.site_names,
    personas.generators,
    personas.mailboxes,
    personas.first_url
from personas
where personas.generated_on > 0 and (personas.articles > 1 or personas.sites > 1)
order by personas.articles desc, personas.name asc;
