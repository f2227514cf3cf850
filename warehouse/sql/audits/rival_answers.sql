-- Of what can only one be right, and articles say two?
select
    rival.thing,
    rival.relation,
    rival.answer_a,
    rival.sentence_a,
    rival.site_a,
    rival.url_a,
    rival.answer_b,
    rival.sentence_b,
    rival.site_b,
    rival.url_b,
    rival.same_article,
    rival.claim_a,
    rival.claim_b
from only_one_can_be_right as rival
order by rival.same_article, rival.thing, rival.relation, rival.answer_a, rival.answer_b, rival.claim_a, rival.claim_b;
