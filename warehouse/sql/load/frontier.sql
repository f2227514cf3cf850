-- Pages that sources listed: one that is listed again belongs to the newer round.
merge into frontier
using (
    select
        part.source_id,
        part.url,
        part.round_id,
        part.found_order
    from read_parquet($paths) as part
    qualify row_number() over (partition by part.source_id, part.url order by part.round_id desc, part.found_order asc) = 1
) as offered
    on frontier.source_id = offered.source_id and frontier.url = offered.url
when matched and frontier.round_id <> offered.round_id then
    update
        set
            round_id = offered.round_id,
            found_order = offered.found_order
when not matched then insert (
    source_id, url, round_id, found_order
) values (offered.source_id, offered.url, offered.round_id, offered.found_order);
