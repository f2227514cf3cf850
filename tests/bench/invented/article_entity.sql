-- The things that each invented article names.
with named as (
    select
        said.article_id,
        said.subject_entity_id as entity_id,
        said.subject as name
    from said
    union all
    select
        said.article_id,
        said.object_entity_id as entity_id,
        said.object as name
    from said
    where said.object_entity_id is not null
)

select
    named.article_id,
    named.entity_id,
    named.name,
    'ORG' as type,
    count(*)::integer as mentions
from named
group by named.article_id, named.entity_id, named.name
