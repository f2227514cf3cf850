-- The scores of the invented articles.
select distinct
    said.article_id,
    'A' as grade,
    100 as score
from said
