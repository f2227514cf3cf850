-- Twelve measured properties of each invented article.
select
    said.article_id,
    place as signal_order,
    'signal ' || place as signal,
    hash('value', said.n, place) % 1000 / 1000 as value,
    0.5 as threshold,
    0 as points,
    'as measured' as reason,
    'signal.1' as rule
from (select distinct said.n, said.article_id from said) as said
cross join range(12) as numbers (place)
