-- Which authors pass for persons by their page alone, but show signs of a generator on a site of generated authors?
select
    raised.name,
    raised.site,
    raised.url,
    raised.points,
    raised.details,
    raised.generated_on_site,
    raised.authors_on_site
from raised_authors as raised
order by raised.points desc, raised.site asc, raised.name asc, raised.url asc;
