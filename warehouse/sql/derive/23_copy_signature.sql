-- One row per article in a pair of candidates, numbered, with its signature.
create or replace temp table copy_signature as
with named as (
    select copy_candidate.article_a as article_id
    from copy_candidate
    union
    select copy_candidate.article_b as article_id
    from copy_candidate
),

placed as materialized (  -- the signatures, half a kilobyte each, are read at these places alone
    select article.rowid as place
    from article
    semi join named on article.article_id = named.article_id
)

select
    row_number() over (order by article.article_id) - 1 as code,
    article.article_id,
    article.minhash
from article
semi join placed on article.rowid = placed.place;
