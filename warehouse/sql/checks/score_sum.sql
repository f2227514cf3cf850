-- One row per article whose points do not add up to its score.
with points as (
    select
        signal.article_id,
        sum(signal.points) as points
    from signal
    group by signal.article_id
)

select
    score.article_id,
    score.score,
    100 + coalesce(points.points, 0) as sum_of_points
from score
left join points on score.article_id = points.article_id
where score.score <> 100 + coalesce(points.points, 0)
order by score.article_id;
