-- One row per article in a pair of candidates, numbered, with its signature.
create or replace temp table copy_signature as
with named as (
    select copy_candidate.article_a as article_id
    from copy_candidate
    union
    select copy_candidate.article_b as article_id
    from copy_candidate
)

select
    row_number() over (order by named.article_id) - 1 as code,
    named.article_id,
    article.minhash
from named
inner join article on named.article_id = article.article_id;
