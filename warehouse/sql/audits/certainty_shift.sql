-- What is said as a fact here and with doubt there?
select
    first(claims.subject order by claims.url, claims.claim_order) as subject,
    first(claims.relation_lemma order by claims.url, claims.claim_order) as relation_lemma,
    first(claims.object order by claims.url, claims.claim_order) as object,
    claims.polarity,
    first(claims.sentence order by claims.url, claims.claim_order) filter (where claims.modality = 'asserted') as said_surely,
    first(claims.url order by claims.url, claims.claim_order) filter (where claims.modality = 'asserted') as url_surely,
    first(claims.sentence order by claims.url, claims.claim_order) filter (where claims.modality <> 'asserted') as said_with_doubt,
    first(claims.url order by claims.url, claims.claim_order) filter (where claims.modality <> 'asserted') as url_with_doubt
from claims
where claims.subject_entity_id is not null or claims.object_entity_id is not null
group by claims.proposition_id, claims.polarity
having bool_or(claims.modality = 'asserted') and bool_or(claims.modality <> 'asserted')
order by subject, relation_lemma, object;
