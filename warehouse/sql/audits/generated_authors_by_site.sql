-- Which sites sign articles with people whom a program made up?
select
    articles.site,
    count(*) filter (where articles.author_verdict = 'generated') as generated,
    count(*) as articles,
    count(*) filter (where articles.author_verdict = 'generated') / count(*) as share,
    list(distinct articles.author_generator) filter (where articles.author_generator is not null) as generators
from articles
group by articles.site
having count(*) filter (where articles.author_verdict = 'generated') > 0
order by generated desc, articles.site asc;
