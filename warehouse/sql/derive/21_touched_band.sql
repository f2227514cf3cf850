-- One row per band of the signature of an article that became the newest of its address: 64 bands of 2 values.
-- A short page that is no article, such as a shop's, says little beside what its site says on every page: it has none.
create or replace temp view touched_band as
with touched as (
    select
        article.article_id,
        article.minhash,
        article.page_class,
        article.text_chars
    from article
    inner join touched_article on article.article_id = touched_article.article_id
    where touched_article.is_new and touched_article.sign = 1 and article.rowid >= getvariable('first_article')
    union all
    select
        article.article_id,
        article.minhash,
        article.page_class,
        article.text_chars
    from article
    inner join touched_article on article.article_id = touched_article.article_id
    where not touched_article.is_new and touched_article.sign = 1
),

signed as (
    select
        touched.article_id,
        touched.minhash,
        unnest(range(64)) as band
    from touched
    where
        touched.minhash is not null
        and touched.page_class not in ('index', 'listing', 'wall', 'error')
        and (touched.page_class in ('article', 'teaser') or touched.text_chars >= 1000)
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
