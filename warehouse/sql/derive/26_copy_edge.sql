-- One row per pair of texts that are alike, given as three lists of the same length.
insert into copy_edge (article_a, article_b, similarity)
with found as (
    select
        unnest($firsts) as a,
        unnest($seconds) as b,
        unnest($shares) as similarity
)

select
    a.article_id as article_a,
    b.article_id as article_b,
    found.similarity
from found
inner join copy_signature as a on found.a = a.code
inner join copy_signature as b on found.b = b.code;
