-- One row per tombstone.
select
    tombstone.kind,
    tombstone.salt,
    tombstone.digest,
    tombstone.words
from tombstone
order by tombstone.forgotten_at asc, tombstone.digest asc;
