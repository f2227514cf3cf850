-- One row per bucket that several articles share, where all articles are touched: nothing need be looked up.
create or replace temp table shared_bucket as
select copy_band.bucket
from copy_band
group by copy_band.bucket
having count(*) > 1;
