-- The names that the claims of the invented articles hold.
with named as (
    select
        said.article_id,
        said.k * 2 as mention_order,
        said.subject as text,
        said.subject_entity_id as entity_id,
        said.sentence_start as char_start
    from said
    union all
    select
        said.article_id,
        said.k * 2 + 1 as mention_order,
        said.object as text,
        said.object_entity_id as entity_id,
        said.sentence_start + length(said.subject) + length(said.relation) + 2 as char_start
    from said
    where said.object_entity_id is not null
)

select
    named.article_id,
    named.mention_order,
    named.entity_id,
    named.text,
    named.char_start,
    named.char_start + length(named.text) as char_end,
    'ORG' as type,
    'name' as kind,
    named.text as canonical,
    'printed' as reason
from named
