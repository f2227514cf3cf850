-- The propositions that the touched articles state.
create or replace temp table touched_proposition as
select distinct claim.proposition_id
from claim
semi join touched_article on claim.article_id = touched_article.article_id;
