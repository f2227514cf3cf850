-- Which sources are nobody in particular?
select
    vague.source,
    vague.claims,
    vague.articles,
    vague.sites,
    vague.first_sentence,
    vague.first_url
from sources_are_nobody_in_particular as vague
order by vague.claims desc, vague.source asc;
