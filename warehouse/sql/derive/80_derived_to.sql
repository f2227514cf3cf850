-- How far the derived tables know each table of rows that are only added; what was known before is not counted again.
create or replace temp table known_rows as
select
    'claim' as table_name,
    coalesce(max(claim.rowid) + 1, getvariable('first_claim')) as next_row
from claim
where claim.rowid >= getvariable('first_claim')
union all
select
    'mention' as table_name,
    coalesce(max(mention.rowid) + 1, getvariable('first_mention')) as next_row
from mention
where mention.rowid >= getvariable('first_mention')
union all
select
    'article_entity' as table_name,
    coalesce(max(article_entity.rowid) + 1, getvariable('first_naming')) as next_row
from article_entity
where article_entity.rowid >= getvariable('first_naming')
union all
select
    'article' as table_name,
    coalesce(max(article.rowid) + 1, getvariable('first_article')) as next_row
from article
where article.rowid >= getvariable('first_article');

truncate derived_to;
insert into derived_to (table_name, next_row)
select
    known_rows.table_name,
    known_rows.next_row
from known_rows;
