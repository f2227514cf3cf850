-- Of what do articles give different numbers for the same subject, relation and time?
select
    numbers.subject,
    numbers.relation_lemma,
    numbers.unit,
    numbers.time_text,
    numbers.amounts,
    numbers.claims,
    numbers.sites,
    numbers.lowest_sentence,
    numbers.lowest_url,
    numbers.highest_sentence,
    numbers.highest_url
from numbers_disagree as numbers
order by numbers.sites desc, numbers.claims desc, numbers.subject asc, numbers.lowest_claim asc, numbers.lowest_url asc;
