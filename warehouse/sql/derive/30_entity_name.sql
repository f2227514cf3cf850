-- What the touched articles add to, or take from, the counts of names.
merge into entity_name
using (
    select
        article_entity.entity_id,
        coalesce(article_entity.type, '') as type,
        coalesce(article_entity.name, '') as name,
        sum(touched_article.sign * article_entity.mentions) as mentions,
        sum(touched_article.sign) as articles
    from article_entity
    inner join touched_article on article_entity.article_id = touched_article.article_id
    group by article_entity.entity_id, coalesce(article_entity.type, ''), coalesce(article_entity.name, '')
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
