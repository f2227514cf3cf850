-- Failures of before a day go.
delete from failure
where failure.failed_at < $before;
