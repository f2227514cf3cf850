-- Where the records of a rewritten WARC file stand now.
update fetch_log
set
    warc_file = $new_file,
    warc_offset = moved.new_offset
from (
    select
        unnest($old_offsets) as old_offset,
        unnest($new_offsets) as new_offset
) as moved
where fetch_log.warc_file in ($old_file, $old_path) and fetch_log.warc_offset = moved.old_offset;
