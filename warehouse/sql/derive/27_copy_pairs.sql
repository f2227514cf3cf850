-- One row per pair of texts that are alike.
select
    copy_edge.article_a,
    copy_edge.article_b
from copy_edge
order by copy_edge.article_a, copy_edge.article_b;
