-- The numbers of articles that are no longer the newest go.
delete from claim_number
where claim_number.article_id in (
    select touched_article.article_id from touched_article
    where not touched_article.is_new
);
