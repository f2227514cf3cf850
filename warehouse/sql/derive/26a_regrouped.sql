-- One row per article whose group of copies may be another one now: of a changed address, in a pair with a touched article,
-- or in one group with such an article before.
create or replace temp table regrouped as
with changed as (
    select state_after.article_id
    from state_after
    union
    select touched_article.article_id
    from touched_article
    union
    select copy_edge.article_a as article_id
    from copy_edge
    semi join touched_article on copy_edge.article_b = touched_article.article_id
    union
    select copy_edge.article_b as article_id
    from copy_edge
    semi join touched_article on copy_edge.article_a = touched_article.article_id
),

group_before as (
    select distinct article_copy.cluster_id
    from article_copy
    semi join changed on article_copy.article_id = changed.article_id
)

select changed.article_id
from changed
union
select article_copy.article_id
from article_copy
semi join group_before on article_copy.cluster_id = group_before.cluster_id;
