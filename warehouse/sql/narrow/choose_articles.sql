-- One row per reading that a part of the warehouse leaves out: of another site, or published (or first seen) too early.
create or replace temp table forgotten_article as
select article.article_id
from article
left join article_state on article.article_id = article_state.article_id
where
    (len($sites) > 0 and not list_contains($sites, article.site))
    or coalesce(article.published_at, article_state.first_seen_at) < cast($since as timestamptz);
