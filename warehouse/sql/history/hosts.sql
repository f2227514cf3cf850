-- One row per host that failed, or asked to be left alone, the last time it was asked.
select
    host.host,
    host.failures,
    host.parked_until,
    host.reason
from host
where host.failures > 0 or host.parked_until is not null
order by host.host;
