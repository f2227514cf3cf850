-- What the touched articles add to, or take from, the counts of names.
merge into entity_name
using (
    select
        touched_naming.entity_id,
        touched_naming.type,
        touched_naming.name,
        sum(touched_naming.sign * touched_naming.mentions) as mentions,
        sum(touched_naming.sign) as articles
    from touched_naming
    group by touched_naming.entity_id, touched_naming.type, touched_naming.name
) as found
    on entity_name.entity_id = found.entity_id and entity_name.type = found.type and entity_name.name = found.name
when matched then
    update
        set
            mentions = entity_name.mentions + found.mentions,
            articles = entity_name.articles + found.articles
when not matched then insert (
    entity_id, type, name, mentions, articles
) values (found.entity_id, found.type, found.name, found.mentions, found.articles);
