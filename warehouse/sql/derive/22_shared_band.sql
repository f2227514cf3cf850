-- One row per article and bucket of a touched article that it shares with others.
create or replace temp table shared_band as
with touched_bucket as (
    select distinct copy_band.bucket
    from copy_band
    where copy_band.rowid >= getvariable('first_band')
),

shared as materialized (  -- by numbers alone: the few articles are read at their places
    select
        copy_band.bucket,
        copy_band.rowid as place
    from copy_band
    semi join touched_bucket on copy_band.bucket = touched_bucket.bucket
    qualify count(*) over (partition by copy_band.bucket) > 1
)

select
    copy_band.bucket,
    copy_band.article_id
from copy_band
semi join shared on copy_band.rowid = shared.place;
