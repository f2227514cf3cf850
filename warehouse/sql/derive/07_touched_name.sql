-- One row per thing in a touched article, and per name as printed in one; looked for as claims are.
create or replace temp table touched_naming as
select
    article_entity.entity_id,
    coalesce(article_entity.type, '') as type,
    coalesce(article_entity.name, '') as name,
    article_entity.mentions,
    touched_article.sign
from article_entity
inner join touched_article on article_entity.article_id = touched_article.article_id
where touched_article.is_new and article_entity.rowid >= getvariable('first_naming')
union all
select
    article_entity.entity_id,
    coalesce(article_entity.type, '') as type,
    coalesce(article_entity.name, '') as name,
    article_entity.mentions,
    touched_article.sign
from article_entity
inner join touched_article on article_entity.article_id = touched_article.article_id
where not touched_article.is_new;

create or replace temp table touched_mention as
select
    mention.entity_id,
    mention.text,
    mention.kind,
    touched_article.sign
from mention
inner join touched_article on mention.article_id = touched_article.article_id
where touched_article.is_new and mention.rowid >= getvariable('first_mention')
union all
select
    mention.entity_id,
    mention.text,
    mention.kind,
    touched_article.sign
from mention
inner join touched_article on mention.article_id = touched_article.article_id
where not touched_article.is_new;
