-- Who affirms what somebody else, or the same article, denies?
select
    denied.subject,
    denied.relation_lemma,
    denied.object,
    denied.affirmed_by,
    denied.affirmed,
    denied.denied_by,
    denied.denied,
    denied.same_article,
    denied.affirmed_at,
    denied.denied_at,
    denied.affirming_claim,
    denied.denying_claim
from claims_are_affirmed_and_denied as denied
order by
    denied.same_article, denied.subject, denied.affirmed_at, denied.denied_at, denied.affirming_claim, denied.denying_claim;
