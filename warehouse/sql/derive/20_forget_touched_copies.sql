-- Bands and pairs of touched articles are made anew; new articles have none.
create or replace temp table known_before as
select touched_article.article_id
from touched_article
where not touched_article.is_new;

delete from copy_band
where copy_band.article_id in (select known_before.article_id from known_before);
delete from copy_edge
where
    copy_edge.article_a in (select known_before.article_id from known_before)
    or copy_edge.article_b in (select known_before.article_id from known_before);
