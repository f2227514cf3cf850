-- One row per band of the signature of an article that became the newest of its address: 64 bands of 2 values.
insert into copy_band (bucket, article_id)
with touched as (
    select touched_article.article_id
    from touched_article
    where touched_article.sign = 1
),

signed as (
    select
        article.article_id,
        article.minhash,
        unnest(range(64)) as band
    from article
    semi join touched on article.article_id = touched.article_id
    where
        article.minhash is not null
        and article.page_class not in ('index', 'listing', 'wall', 'error')
)

select
    -- Multiplied by large odd numbers and cut to 32 bits; hash() may change with DuckDB, and the table stays.
    cast((
        xor(
            xor(
                cast(signed.minhash[2 * signed.band + 1] as ubigint) * 2654435761,
                cast(signed.minhash[2 * signed.band + 2] as ubigint) * 2246822519
            ),
            cast(signed.band as ubigint) * 3266489917
        ) >> 16
    ) & 4294967295 as uinteger) as bucket,
    signed.article_id
from signed;
