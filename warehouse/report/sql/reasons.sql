-- One row per reason for the verdict on one of the given authors, strongest first.
select
    author_evidence.author_id,
    author_evidence.article_id,
    author_evidence.sign,
    author_evidence.field,
    author_evidence.detail,
    author_evidence.weight,
    author_evidence.char_start,
    author_evidence.char_end,
    author_evidence.path
from author_evidence
where author_evidence.author_id in (select unnest($author_ids))
order by author_evidence.author_id asc, abs(author_evidence.weight) desc, author_evidence.evidence_order asc;
