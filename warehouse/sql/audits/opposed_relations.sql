-- Of which two things are relations told that cannot both hold?
select
    opposed.subject,
    opposed.relation_a,
    opposed.relation_b,
    opposed.object,
    opposed.site_a,
    opposed.said_a,
    opposed.site_b,
    opposed.said_b,
    opposed.same_article,
    opposed.url_a,
    opposed.url_b,
    opposed.claim_a,
    opposed.claim_b
from relations_exclude_each_other as opposed
order by opposed.same_article, opposed.subject, opposed.url_a, opposed.url_b, opposed.claim_a, opposed.claim_b;
