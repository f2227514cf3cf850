-- One row per claim whose sentence is not at its place in the article.
select
    claim.claim_id,
    claim.article_id
from claim
inner join article on claim.article_id = article.article_id
where substring(article.text, claim.sentence_start + 1, claim.sentence_end - claim.sentence_start) is distinct from claim.sentence
order by claim.claim_id;
