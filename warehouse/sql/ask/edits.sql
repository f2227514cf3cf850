-- One row per difference between the versions of the text at this address.
select
    edit.kind,
    edit.change,
    edit.before,
    edit.after,
    edit.older_seen_at,
    edit.seen_at,
    edit.is_silent,
    edit.modified
from edits_of($url) as edit;
