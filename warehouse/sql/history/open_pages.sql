-- One row per page of a round that is not done: was it asked for?
with open_round as (
    select
        source_round.source_id,
        source_round.round_id
    from source_round
    where list_contains($rounds, source_round.round_id)
    group by source_round.source_id, source_round.round_id
),

tried as (
    select distinct
        open_round.source_id,
        fetch_log.url
    from open_round
    inner join source_round
        on open_round.source_id = source_round.source_id and open_round.round_id = source_round.round_id
    inner join fetch_log on source_round.run_id = fetch_log.run_id
)

select
    frontier.source_id,
    frontier.round_id,
    frontier.url,
    tried.url is not null as was_asked
from frontier
inner join open_round on frontier.source_id = open_round.source_id and frontier.round_id = open_round.round_id
left join tried on frontier.source_id = tried.source_id and frontier.url = tried.url
order by frontier.source_id, frontier.found_order;
