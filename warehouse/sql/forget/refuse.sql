-- These readings are not loaded.
delete from new_article
where new_article.article_id in (select unnest($article_ids));
