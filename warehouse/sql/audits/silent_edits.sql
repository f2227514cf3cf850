-- Which claims did a page change between two crawls without saying so?
select
    edits.site,
    edits.url,
    edits.change,
    edits.before,
    edits.after,
    edits.older_seen_at,
    edits.seen_at,
    edits.claim_before,
    edits.claim_after
from edits
where edits.kind = 'claim' and edits.is_silent
order by
    case edits.change when 'flipped' then 1 when 'recast' then 2 when 'vanished' then 3 else 4 end asc,
    edits.seen_at desc,
    edits.url asc,
    edits.place asc;
