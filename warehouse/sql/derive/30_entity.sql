-- One row per thing that the newest articles name.
insert into entity (entity_id, name, type, mentions, articles, aliases)
with typed as (
    select
        article_entity.entity_id,
        article_entity.type,
        min(article_entity.name) as name,
        sum(article_entity.mentions) as mentions,
        count(*) as articles
    from article_entity
    inner join article_state on article_entity.article_id = article_state.article_id
    where article_state.is_newest
    group by article_entity.entity_id, article_entity.type
),

named as (
    select
        mention.entity_id,
        mention.text,
        count(*) as times
    from mention
    inner join article_state on mention.article_id = article_state.article_id
    where article_state.is_newest and mention.kind in ('name', 'metonym') and mention.entity_id is not null
    group by mention.entity_id, mention.text
),

alias as (
    select
        named.entity_id,
        list(named.text order by named.times desc, named.text asc) as aliases
    from named
    group by named.entity_id
)

select
    typed.entity_id,
    min(typed.name) as name,
    first(typed.type order by typed.mentions desc, typed.type asc) as type,
    sum(typed.mentions) as mentions,
    sum(typed.articles) as articles,
    coalesce(any_value(alias.aliases), []) as aliases
from typed
left join alias on typed.entity_id = alias.entity_id
group by typed.entity_id;
