-- One row per name of a person, as an article prints it: authors who are no organisation, and persons in its text.
-- A single word that is a place or a company elsewhere in the article was mistaken for a person.
with thing as (
    select distinct
        mention.article_id,
        mention.text
    from mention
    where mention.type in ('GPE', 'LOC', 'FAC', 'ORG', 'NORP', 'PRODUCT')
)

select
    author.article_id,
    author.name
from author
where author.name is not null and author.verdict <> 'organisation'
union
select
    mention.article_id,
    mention.text as name
from mention
left join thing on mention.article_id = thing.article_id and mention.text = thing.text
where mention.type = 'PERSON' and mention.kind = 'name' and (thing.text is null or contains(mention.text, ' '))
union
select
    article_entity.article_id,
    article_entity.name
from article_entity
left join thing on article_entity.article_id = thing.article_id and article_entity.name = thing.text
where article_entity.type = 'PERSON' and (thing.text is null or contains(article_entity.name, ' '));
