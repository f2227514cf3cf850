-- One row per label, in the order in which they were given.
select
    labels.kind,
    labels.url,
    labels.quote,
    labels.found,
    labels.wanted,
    labels.note,
    labels.labelled_by,
    labels.labelled_at,
    labels.says_now,
    labels.is_right,
    labels.target,
    labels.body_sha256
from labels
order by labels.labelled_at asc, labels.kind asc, labels.url asc, labels.target asc;
