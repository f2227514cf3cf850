-- One row per pair of articles that share a bucket, one of them touched. Each of a bucket's first twenty is paired with all
-- others in it: a family of n pages has 20 n pairs at most, not n squared.
create or replace temp table copy_candidate as
with placed as (
    select
        shared_band.bucket,
        shared_band.article_id,
        row_number() over (partition by shared_band.bucket order by shared_band.article_id) as place
    from shared_band
),

pair as (
    select distinct
        a.article_id as article_a,
        b.article_id as article_b
    from placed as a
    inner join placed as b on a.bucket = b.bucket and a.place < b.place
    where a.place <= 20
)

select
    pair.article_a,
    pair.article_b
from pair
where
    pair.article_a in (select touched_article.article_id from touched_article)
    or pair.article_b in (select touched_article.article_id from touched_article);
