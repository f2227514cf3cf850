-- Which claims stand on several sites, and who had them first?
select
    copied.subject,
    copied.relation,
    copied.object,
    copied.polarity,
    copied.sites,
    copied.claims,
    copied.first_published,
    copied.first_url,
    copied.first_sentence
from claims_stand_on_several_sites as copied
order by copied.sites desc, copied.first_published asc, copied.subject asc, copied.first_url asc, copied.proposition_id asc;
