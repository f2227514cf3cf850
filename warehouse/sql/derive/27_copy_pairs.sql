-- One row per pair of regrouped texts that are alike: the other text of a pair is always regrouped, too.
select
    copy_edge.article_a,
    copy_edge.article_b
from copy_edge
semi join regrouped on copy_edge.article_a = regrouped.article_id
order by copy_edge.article_a, copy_edge.article_b;
