-- One row per site, week in which texts were first seen, and recipe that read them: how scores and signs move.
with judged as (
    select
        article_versions.site,
        date_trunc('week', article_versions.first_seen_at) as week_of,
        article_versions.recipe_id,
        count(*) filter (where article_versions.page_class = 'article') as articles,
        avg(article_versions.score) as score,
        avg(cast(article_versions.author_verdict = 'generated' as integer))
        filter (where article_versions.page_class = 'article') as generated_share,
        avg(article_versions.words) filter (where article_versions.page_class = 'article') as words
    from article_versions
    where article_versions.site is not null
    group by article_versions.site, date_trunc('week', article_versions.first_seen_at), article_versions.recipe_id
),

ordered as (
    select
        judged.site,
        strftime(judged.week_of, '%Y-%m-%d') as week_of,
        judged.recipe_id,
        judged.articles,
        judged.score,
        judged.generated_share,
        judged.words,
        judged.score - lag(judged.score) over (partition by judged.site order by judged.week_of, judged.recipe_id) as score_change,
        judged.recipe_id <> lag(judged.recipe_id) over (partition by judged.site order by judged.week_of, judged.recipe_id) as is_read_anew,
        row_number() over (partition by judged.site order by judged.week_of desc, judged.recipe_id desc) as place,
        count(*) over (partition by judged.site) as total
    from judged
)

select
    ordered.site,
    ordered.week_of,
    ordered.recipe_id,
    ordered.articles,
    ordered.score,
    ordered.generated_share,
    ordered.words,
    ordered.score_change,
    coalesce(ordered.is_read_anew, false) as is_read_anew,
    ordered.total
from ordered
where ordered.place <= $most and ordered.total > 1
order by ordered.site asc, ordered.place asc;
