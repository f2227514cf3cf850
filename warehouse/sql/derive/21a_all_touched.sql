-- One row: whether every article whose bands are kept is a touched one.
select
    not exists (
        select copy_band.article_id
        from copy_band
        anti join touched_article on copy_band.article_id = touched_article.article_id
    ) as all_touched;
