-- One row per article and bucket of a touched article that it shares with others.
-- Never joined by rowid: bands were added in this transaction, and DuckDB 2.0 damages memory where such rows are read by it.
create or replace temp table shared_band as
with touched_bucket as (
    select distinct copy_band.bucket
    from copy_band
    where copy_band.rowid >= getvariable('first_band')
),

shared as materialized (  -- by numbers alone: few articles are read afterwards
    select copy_band.bucket
    from copy_band
    semi join touched_bucket on copy_band.bucket = touched_bucket.bucket
    group by copy_band.bucket
    having count(*) > 1
)

select
    copy_band.bucket,
    copy_band.article_id
from copy_band
semi join shared on copy_band.bucket = shared.bucket;
