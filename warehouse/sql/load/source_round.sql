-- Rounds of crawls: a later part of a run replaces what an earlier one said of it.
merge into source_round
using (
    select
        part.source_id,
        part.run_id,
        any_value(part.round_id) as round_id,
        any_value(part.round_number) as round_number,
        arg_max(part.status, list_position(['open', 'listed', 'done'], part.status)) as status
    from read_parquet($paths) as part
    group by part.source_id, part.run_id
) as offered
    on source_round.source_id = offered.source_id and source_round.run_id = offered.run_id
when matched and list_position(['open', 'listed', 'done'], offered.status) > list_position(['open', 'listed', 'done'], source_round.status) then
    update set status = offered.status
when not matched then insert (
    source_id, round_id, run_id, round_number, status
) values (offered.source_id, offered.round_id, offered.run_id, offered.round_number, offered.status);
