-- One row per bucket of a touched article that several articles share.
create or replace temp table shared_bucket as
with touched_bucket as (
    select distinct copy_band.bucket
    from copy_band
    where copy_band.rowid >= getvariable('first_band')
)

select copy_band.bucket
from copy_band
semi join touched_bucket on copy_band.bucket = touched_bucket.bucket
group by copy_band.bucket
having count(*) > 1;
