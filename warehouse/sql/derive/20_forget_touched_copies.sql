-- Bands and pairs of touched articles are made anew.
delete from copy_band
where copy_band.article_id in (select touched_article.article_id from touched_article);
delete from copy_edge
where
    copy_edge.article_a in (select touched_article.article_id from touched_article)
    or copy_edge.article_b in (select touched_article.article_id from touched_article);
