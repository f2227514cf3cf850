-- Who affirms what somebody else, or the same article, denies?
select
    contradictions.kind,
    contradictions.subject,
    contradictions.relation_lemma,
    contradictions.object,
    contradictions.site_a,
    contradictions.said_a,
    contradictions.site_b,
    contradictions.said_b,
    contradictions.same_article,
    contradictions.url_a,
    contradictions.url_b,
    contradictions.claim_a,
    contradictions.claim_b
from contradictions
order by contradictions.same_article, contradictions.subject, contradictions.url_a, contradictions.url_b, contradictions.claim_a;
