-- Which claims speak of a time that no date pins down?
select
    undated.site,
    undated.url,
    undated.time_text,
    undated.time_kind,
    undated.subject,
    undated.relation,
    undated.object,
    undated.sentence,
    undated.claim_id
from times_hang_on_no_date as undated
order by undated.url, undated.claim_order;
