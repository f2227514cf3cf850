-- Traits of touched articles are made anew.
delete from article_trait
where article_trait.article_id in (
    select touched_article.article_id from touched_article
    where not touched_article.is_new
);
