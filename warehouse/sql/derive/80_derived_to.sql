-- How far the derived tables know each table of rows that are only added.
truncate derived_to;
insert into derived_to (table_name, next_row)
select
    'claim' as table_name,
    coalesce(max(claim.rowid), -1) + 1 as next_row
from claim
union all
select
    'mention' as table_name,
    coalesce(max(mention.rowid), -1) + 1 as next_row
from mention
union all
select
    'article_entity' as table_name,
    coalesce(max(article_entity.rowid), -1) + 1 as next_row
from article_entity
union all
select
    'article' as table_name,
    coalesce(max(article.rowid), -1) + 1 as next_row
from article;
