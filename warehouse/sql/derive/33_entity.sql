-- One row per thing that the newest articles name, under its most frequent type.
insert into entity (entity_id, name, type, mentions, articles, aliases)
with typed as (
    select
        entity_name.entity_id,
        entity_name.type,
        min(nullif(entity_name.name, '')) as name,
        sum(entity_name.mentions) as mentions,
        sum(entity_name.articles) as articles
    from entity_name
    semi join touched_entity on entity_name.entity_id = touched_entity.entity_id
    group by entity_name.entity_id, entity_name.type
),

alias as (
    select
        entity_alias.entity_id,
        list(entity_alias.text order by entity_alias.mentions desc, entity_alias.text asc) as aliases
    from entity_alias
    semi join touched_entity on entity_alias.entity_id = touched_entity.entity_id
    group by entity_alias.entity_id
)

select
    typed.entity_id,
    min(typed.name) as name,
    nullif(first(typed.type order by typed.mentions desc, typed.type asc), '') as type,
    sum(typed.mentions) as mentions,
    sum(typed.articles) as articles,
    coalesce(any_value(alias.aliases), []) as aliases
from typed
left join alias on typed.entity_id = alias.entity_id
group by typed.entity_id;
