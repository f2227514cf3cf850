-- One row per date that one of the given articles offers for itself.
select
    date_candidate.article_id,
    date_candidate.role,
    date_candidate.value,
    date_candidate.source,
    date_candidate.path,
    date_candidate.chosen
from date_candidate
where list_contains($article_ids, date_candidate.article_id)
order by date_candidate.article_id asc, date_candidate.candidate_order asc;
