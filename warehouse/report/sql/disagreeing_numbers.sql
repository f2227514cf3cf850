-- One row per thing of which articles, and no other pages, give different numbers, on most sites first.
select
    numbers.subject,
    numbers.relation_lemma,
    numbers.unit,
    numbers.time_text,
    numbers.amounts,
    numbers.lowest_sentence,
    low.article_id as lowest_article_id,
    low.site as lowest_site,
    numbers.highest_sentence,
    high.article_id as highest_article_id,
    high.site as highest_site,
    count(*) over () as total
from numbers_disagree as numbers
inner join articles as low on numbers.lowest_url = low.url
inner join articles as high on numbers.highest_url = high.url
where low.page_class = 'article' and high.page_class = 'article'
order by numbers.sites desc, numbers.claims desc, numbers.subject asc, numbers.lowest_claim asc, numbers.lowest_url asc
limit $most;
