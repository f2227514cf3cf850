-- Which articles say the same thing again and again?
select
    claims.site,
    claims.url,
    first(claims.subject order by claims.claim_order) as subject,
    first(claims.relation order by claims.claim_order) as relation,
    first(claims.object order by claims.claim_order) as object,
    claims.polarity,
    count(distinct claims.sentence_start) as sentences,
    first(claims.sentence order by claims.claim_order) as first_sentence
from claims
group by claims.site, claims.url, claims.proposition_id, claims.polarity
having count(distinct claims.sentence_start) > 1
order by sentences desc, claims.url asc, subject asc;
