-- What is said as a fact here and with doubt there?
select
    shifted.subject,
    shifted.relation_lemma,
    shifted.object,
    shifted.polarity,
    shifted.said_surely,
    shifted.surely_at,
    shifted.doubt,
    shifted.said_with_doubt,
    shifted.with_doubt_at,
    shifted.sure_claims,
    shifted.doubtful_claims
from claims_are_sure_here_and_doubted_there as shifted
order by shifted.sure_claims + shifted.doubtful_claims desc, shifted.subject asc, shifted.proposition_id asc, shifted.polarity asc;
