-- One row per article whose grade is not that of its score.
select
    score.article_id,
    score.score,
    score.grade
from score
where
    score.grade <> case
        when score.score >= 90 then 'A'
        when score.score >= 75 then 'B'
        when score.score >= 60 then 'C'
        when score.score >= 45 then 'D'
        else 'E'
    end
order by score.article_id;
