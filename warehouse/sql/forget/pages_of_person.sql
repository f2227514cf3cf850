-- One row per address of a page that names somebody, in its text, title, byline or markup.
with words as (
    select
        article.url,
        concat_ws(' | ', article.title, article.byline, article.page_text) as said
    from article
    union all
    select
        article.url,
        concat_ws(' | ', author.name, cast(author.fields as varchar)) as said
    from author
    inner join article on author.article_id = article.article_id
    union all
    select
        failure.url,
        failure.message as said
    from failure
)

select words.url
from words
where regexp_matches(words.said, $pattern)
group by words.url;
