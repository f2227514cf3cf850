-- One row per article and bucket of a touched article that it shares with others.
-- The new bands are added afterwards: rows that were added in the same transaction are never read by their rowid, where
-- DuckDB 2.0 damages memory.
create or replace temp table shared_band as
with known as materialized (  -- by numbers alone: few articles are read afterwards
    select
        copy_band.bucket,
        copy_band.rowid as place
    from copy_band
    semi join new_band on copy_band.bucket = new_band.bucket
),

both_bands as (
    select known.bucket
    from known
    union all
    select new_band.bucket
    from new_band
),

shared as materialized (
    select both_bands.bucket
    from both_bands
    group by both_bands.bucket
    having count(*) > 1
)

select
    new_band.bucket,
    new_band.article_id
from new_band
semi join shared on new_band.bucket = shared.bucket
union all
select
    copy_band.bucket,
    copy_band.article_id
from copy_band
semi join known on copy_band.rowid = known.place;

insert into copy_band (bucket, article_id)
select
    new_band.bucket,
    new_band.article_id
from new_band;
