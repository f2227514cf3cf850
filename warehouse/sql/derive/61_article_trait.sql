-- One row per article that became the newest of its address: the traits of its template.
insert into article_trait (article_id, skeleton, author_schema, prose_pattern)
with touched as (
    select touched_article.article_id
    from touched_article
    where touched_article.sign = 1 and touched_article.page_class = 'article'
),

around as (
    select
        block.article_id,
        list_sort(list_distinct(list(regexp_replace(block.path, '\[\d+\]', '', 'g')))) as paths
    from block
    semi join touched on block.article_id = touched.article_id
    where
        not block.kept
        and not block.hidden
        and block.label in (
            'navigation', 'toc', 'related', 'comments', 'share', 'call_to_action', 'advert', 'legal', 'cookie_notice', 'other'
        )
    group by block.article_id
),

profile as (
    select
        author.article_id,
        arg_max(
            list_sort(list_distinct(list_transform(author.fields, lambda entry: entry['field']))),
            (len(author.fields), author.author_order)
        ) as fields
    from author
    semi join touched on author.article_id = touched.article_id
    group by author.article_id
),

calls as (
    select
        signal.article_id,
        list_sort(list_distinct(regexp_extract_all(signal.reason, '“([^”]+)”', 1))) as phrases
    from signal
    semi join touched on signal.article_id = touched.article_id
    where signal.signal = 'calls_to_action'
)

select
    touched.article_id,
    if(len(around.paths) >= 4, md5(array_to_string(around.paths, ' ')), null) as skeleton,
    if(len(profile.fields) >= 4, array_to_string(profile.fields, ', '), null) as author_schema,
    if(len(calls.phrases) >= 2, array_to_string(calls.phrases, ', '), null) as prose_pattern
from touched
left join around on touched.article_id = around.article_id
left join profile on touched.article_id = profile.article_id
left join calls on touched.article_id = calls.article_id;
