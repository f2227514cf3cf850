-- One row per article and bucket that it shares with others, where all articles are touched: nothing need be looked up.
create or replace temp table shared_band as
with shared as (
    select copy_band.bucket
    from copy_band
    group by copy_band.bucket
    having count(*) > 1
)

select
    copy_band.bucket,
    copy_band.article_id
from copy_band
semi join shared on copy_band.bucket = shared.bucket;
