-- Which articles say the same thing again and again?
with repeated as (
    select
        claim.article_id,
        claim.proposition_id,
        claim.polarity,
        count(distinct claim.sentence_start) as sentences,
        min(claim.claim_order) as first_order
    from claim
    group by claim.article_id, claim.proposition_id, claim.polarity
    having min(claim.sentence_start) <> max(claim.sentence_start)
)

select
    claims.site,
    claims.url,
    claims.subject,
    claims.relation,
    claims.object,
    claims.polarity,
    repeated.sentences,
    claims.sentence as first_sentence
from repeated
inner join claims on repeated.article_id = claims.article_id and repeated.first_order = claims.claim_order
order by repeated.sentences desc, claims.url asc, claims.claim_order asc;
