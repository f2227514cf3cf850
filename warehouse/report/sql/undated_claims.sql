-- One row per claim of an article (no other page) whose time words hang on no date.
select
    undated.time_text,
    undated.sentence,
    undated.site,
    undated.article_id,
    undated.claim_order,
    count(*) over () as total
from times_hang_on_no_date as undated
inner join article on undated.article_id = article.article_id
where article.page_class = 'article'
order by undated.url asc, undated.claim_order asc
limit $most;
