-- One row per page: may it go into a text corpus, and if not, why not? The reasons are all that apply.
with copy_of as (
    select
        copies.article_id,
        copies.original_url
    from copies
    where not copies.is_original
),

repeated as (
    select
        copy_of.article_id,
        min(copy_of.original_url) as original_url
    from copy_of
    group by copy_of.article_id
),

judged as (
    select
        articles.url,
        articles.site,
        articles.language,
        articles.words,
        articles.score,
        articles.page_class,
        articles.author_verdict,
        repeated.original_url as copy_of,
        list_filter(
            [
                case when articles.page_class <> 'article' then 'no article: ' || articles.page_class end,
                case when articles.page_class = 'article' and articles.score is null then 'not scored' end,
                case when articles.score < $least_score then 'score ' || articles.score || ' under ' || $least_score end,
                case when articles.author_verdict = 'generated' then 'generated author' end,
                case when repeated.article_id is not null then 'copy of ' || repeated.original_url end
            ],
            lambda reason: reason is not null
        ) as reasons,
        articles.article_id,
        articles.body_sha256
    from articles
    left join repeated on articles.article_id = repeated.article_id
)

select
    judged.url,
    len(judged.reasons) = 0 as keep,
    judged.reasons,
    judged.site,
    judged.language,
    judged.words,
    judged.score,
    judged.page_class,
    judged.author_verdict,
    judged.copy_of,
    judged.article_id,
    judged.body_sha256
from judged
order by judged.url asc;
