-- One row per claim that an article (no other page) makes in several sentences, in most sentences first.
select
    padding.subject,
    padding.relation,
    padding.object,
    padding.sentences,
    padding.first_sentence,
    padding.site,
    padding.article_id,
    claim.claim_order,
    count(*) over () as total
from claims_are_repeated_within_an_article as padding
inner join article on padding.article_id = article.article_id
inner join claim on padding.article_id = claim.article_id and padding.claim_id = claim.claim_id
where article.page_class = 'article'
order by padding.sentences desc, padding.url asc, claim.claim_order asc
limit $most;
