-- One row per date that one of the given articles offers for itself.
select
    date_candidate.article_id,
    date_candidate.role,
    date_candidate.value,
    date_candidate.source,
    date_candidate.path,
    date_candidate.chosen
from date_candidate
where date_candidate.article_id in (select unnest($article_ids))
order by date_candidate.article_id asc, date_candidate.candidate_order asc;
