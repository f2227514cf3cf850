-- One row per pair of candidates, by number.
select
    a.code as a,
    b.code as b
from copy_candidate
inner join copy_signature as a on copy_candidate.article_a = a.article_id
inner join copy_signature as b on copy_candidate.article_b = b.article_id;
