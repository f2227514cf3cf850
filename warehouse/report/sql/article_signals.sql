-- One row per signal of the given articles, dearest first; of the filters of text corpora those that the text fails.
select
    signal.article_id,
    signal.signal,
    signal.value,
    signal.threshold,
    signal.points,
    signal.reason,
    signal.rule,
    signal.source,
    case
        when signal.points <> 0 then list_transform(list_slice(signal.spans, 1, $most_spans), lambda span: span.char_start)
    end as char_starts,
    case
        when signal.points <> 0 then list_transform(list_slice(signal.spans, 1, $most_spans), lambda span: span.char_end)
    end as char_ends,
    coalesce(len(signal.spans), 0) as total_spans
from signal
where
    signal.article_id in (select unnest($article_ids))
    and (not regexp_matches(signal.signal, '^(gopher|c4|fineweb|rps)_') or starts_with(signal.reason, 'fails'))
order by signal.article_id asc, signal.points asc, signal.signal_order asc;
