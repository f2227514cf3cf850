-- What the touched articles add to, or take from, the counts of printed names.
merge into entity_alias
using (
    select
        touched_mention.entity_id,
        touched_mention.text,
        sum(touched_mention.sign) as mentions
    from touched_mention
    where touched_mention.kind in ('name', 'metonym') and touched_mention.entity_id is not null
    group by touched_mention.entity_id, touched_mention.text
) as found
    on entity_alias.entity_id = found.entity_id and entity_alias.text = found.text
when matched then update set mentions = entity_alias.mentions + found.mentions
when not matched then insert (entity_id, text, mentions) values (found.entity_id, found.text, found.mentions);
