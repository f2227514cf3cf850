-- The invented articles themselves: 500 sites, published over a year, one in twenty without a date.
select
    said.article_id,
    substr(sha256('capture' || said.n), 1, 24) as capture_id,
    'recipe-1' as recipe_id,
    'https://site' || said.n % 500 || '.example/' || said.n as url,
    'https://site' || said.n % 500 || '.example/' || said.n as final_url,
    'site' || said.n % 500 || '.example' as site,
    sha256('body' || said.n) as body_sha256,
    'Report ' || said.n as title,
    'person' as author_verdict,
    'en' as language,
    'article' as page_class,
    string_agg(said.sentence, ' ' order by said.k) as text,
    string_agg(said.sentence, ' ' order by said.k) as page_text,
    case
        when said.n % 20 <> 7 then timestamptz '2026-01-01 00:00:00+00' + to_days(cast(hash('day', said.n) % 365 as integer))
    end as published_at,
    sum(length(said.sentence) + 1)::integer - 1 as text_chars,
    sum(length(said.sentence) + 1)::integer - 1 as page_chars,
    10 * count(*)::integer as words,
    count(*)::integer as sentences,
    1 as blocks_kept,
    0 as blocks_removed,
    true as claims_read,
    list_transform(
        range(128), lambda place: cast(hash(place, case when said.n % 20 = 19 then said.n - 17 else said.n end) % 4294967295 as uinteger)
    ) as minhash
from said
group by said.n, said.article_id
