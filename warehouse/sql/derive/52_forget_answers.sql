-- The answers of articles that are no longer the newest go.
delete from single_answer
where single_answer.article_id in (
    select touched_article.article_id from touched_article
    where not touched_article.is_new
);
