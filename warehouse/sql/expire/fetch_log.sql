-- Attempts of before a day go, except those that lead a page to its bytes.
delete from fetch_log
where
    fetch_log.fetched_at < $before
    and not exists (
        select 1 from article
        where article.url = fetch_log.url and article.body_sha256 = fetch_log.body_sha256
    );
