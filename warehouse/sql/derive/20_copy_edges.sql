-- One row per pair of newest texts that share at least half of their 5-word runs, each linked to the first of its bucket.
-- 32 bands of 4 values; linking to the first of a bucket instead of all with all keeps a family of n pages at n rows.
with signed as (
    select
        article.article_id,
        article.minhash
    from article
    inner join article_state on article.article_id = article_state.article_id
    where
        article_state.is_newest
        and article.minhash is not null
        and article.page_class not in ('index', 'listing', 'wall', 'error')
),

banded as (
    select
        signed.article_id,
        unnest(range(32)) as band,
        signed.minhash
    from signed
),

bucketed as (
    select
        banded.article_id,
        min(banded.article_id) over (
            partition by banded.band, hash(list_slice(banded.minhash, banded.band * 4 + 1, banded.band * 4 + 4))
        ) as first_id
    from banded
),

candidate as (
    select distinct
        bucketed.first_id,
        bucketed.article_id
    from bucketed
    where bucketed.first_id <> bucketed.article_id
)

select
    candidate.first_id,
    candidate.article_id
from candidate
inner join signed as a on candidate.first_id = a.article_id
inner join signed as b on candidate.article_id = b.article_id
where len(list_filter(list_zip(a.minhash, b.minhash), lambda pair: pair[1] = pair[2])) >= $least_equal
order by candidate.first_id, candidate.article_id;
