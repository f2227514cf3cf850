-- Which articles say the same thing again and again?
select
    repeated.site,
    repeated.url,
    repeated.subject,
    repeated.relation,
    repeated.object,
    repeated.polarity,
    repeated.sentences,
    repeated.first_sentence
from claims_are_repeated_within_an_article as repeated
order by repeated.sentences desc, repeated.url asc, repeated.claim_id asc;
