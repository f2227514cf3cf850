-- One row per reading that a batch brings: where it is from and every word that may name somebody.
select
    part.article_id,
    part.url,
    part.final_url,
    concat_ws(' | ', part.title, part.byline, part.page_text) as said
from read_parquet($paths) as part
inner join new_article on part.article_id = new_article.article_id;
