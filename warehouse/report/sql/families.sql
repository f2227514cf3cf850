-- One row per template family: sites whose articles come from one mould, most sites first.
select
    family_members.family_id,
    min(family_members.traits) as traits,
    count(*) as articles,
    round(avg(family_members.score), 1) as score,
    list(distinct family_members.site order by family_members.site asc) as sites,
    count(*) filter (where family_members.author_verdict = 'generated') as generated_authors,
    arg_min(family_members.article_id, (family_members.score, family_members.url)) as example_id,
    arg_min(family_members.title, (family_members.score, family_members.url)) as example_title,
    arg_min(family_members.url, (family_members.score, family_members.url)) as example_url,
    count(*) over () as total
from family_members
group by family_members.family_id
having count(distinct family_members.site) > 1
order by count(distinct family_members.site) desc, count(*) desc, family_members.family_id asc
limit $most;
