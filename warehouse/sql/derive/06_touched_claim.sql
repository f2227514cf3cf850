-- One row per claim of a touched article, by its place. Articles that were known before are looked for among all claims,
-- which costs nothing where none of them is touched.
create or replace temp table touched_claim as
select
    claim.rowid as place,
    claim.proposition_id,
    touched_article.sign
from claim
inner join touched_article on claim.article_id = touched_article.article_id
where touched_article.is_new and claim.rowid >= getvariable('first_claim')
union all
select
    claim.rowid as place,
    claim.proposition_id,
    touched_article.sign
from claim
inner join touched_article on claim.article_id = touched_article.article_id
where not touched_article.is_new;
