-- One row per pair of newest texts with enough equal values in their signatures, each linked to the first of its bucket.
-- 42 bands of 3 values; linking to the first of a bucket instead of all with all keeps a family of n pages at n rows.
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
        unnest(range(42)) as band,
        signed.minhash
    from signed
),

bucketed as (
    select
        banded.article_id,
        min(banded.article_id) over (
            partition by banded.band, hash(list_slice(banded.minhash, banded.band * 3 + 1, banded.band * 3 + 3))
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
