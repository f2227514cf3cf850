-- One row per source: its newest round, and whether all pages of it were found and asked for.
select
    source_round.source_id,
    source_round.round_id,
    source_round.round_number,
    max(list_position(['open', 'listed', 'done'], source_round.status)) as progress
from source_round
group by source_round.source_id, source_round.round_id, source_round.round_number
qualify row_number() over (partition by source_round.source_id order by source_round.round_number desc, source_round.round_id desc) = 1
order by source_round.source_id;
