-- The addresses that are forgotten, and every reading of them.
create or replace temp table forgotten_url as
select unnest($urls) as url;
