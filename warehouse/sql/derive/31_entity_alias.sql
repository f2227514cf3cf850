-- What the touched articles add to, or take from, the counts of printed names.
merge into entity_alias
using (
    select
        mention.entity_id,
        mention.text,
        sum(touched_article.sign) as mentions
    from mention
    inner join touched_article on mention.article_id = touched_article.article_id
    where mention.kind in ('name', 'metonym') and mention.entity_id is not null
    group by mention.entity_id, mention.text
) as found
    on entity_alias.entity_id = found.entity_id and entity_alias.text = found.text
when matched then update set mentions = entity_alias.mentions + found.mentions
when not matched then insert (entity_id, text, mentions) values (found.entity_id, found.text, found.mentions);
