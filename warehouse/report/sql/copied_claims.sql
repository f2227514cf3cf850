-- One row per claim that several sites make, with the article that had it first; on most sites first.
select
    copied.subject,
    copied.relation,
    copied.object,
    copied.sites,
    copied.claims,
    copied.first_published,
    copied.first_sentence,
    articles.site as first_site,
    articles.article_id,
    count(*) over () as total
from claims_stand_on_several_sites as copied
inner join articles on copied.first_url = articles.url
order by copied.sites desc, copied.claims desc, copied.subject asc, copied.proposition_id asc, copied.polarity asc
limit $most;
