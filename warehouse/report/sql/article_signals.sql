-- One row per signal of the given articles, dearest first.
select
    signal.article_id,
    signal.signal,
    signal.value,
    signal.threshold,
    signal.points,
    signal.reason,
    signal.rule,
    signal.source,
    signal.spans
from signal
where signal.article_id in (select unnest($article_ids))
order by signal.article_id asc, signal.points asc, signal.signal_order asc;
