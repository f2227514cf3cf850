-- The bands of all articles, where all are touched.
insert into copy_band (bucket, article_id)
select
    touched_band.bucket,
    touched_band.article_id
from touched_band;
