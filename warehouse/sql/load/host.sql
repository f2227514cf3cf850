-- How hosts were the last time they were asked.
merge into host
using (
    select
        part.host,
        part.failures,
        part.parked_until,
        part.reason,
        part.run_id
    from read_parquet($paths) as part
    qualify row_number() over (partition by part.host order by part.run_id desc, part.state_order desc) = 1
) as offered
    on host.host = offered.host
when matched then
    update
        set
            failures = offered.failures,
            parked_until = offered.parked_until,
            reason = offered.reason,
            run_id = offered.run_id
when not matched then insert (
    host, failures, parked_until, reason, run_id
) values (offered.host, offered.failures, offered.parked_until, offered.reason, offered.run_id);
