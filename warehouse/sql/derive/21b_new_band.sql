-- The bands of the touched articles, beside those that are kept from before.
create or replace temp table new_band as
select
    touched_band.bucket,
    touched_band.article_id
from touched_band;
