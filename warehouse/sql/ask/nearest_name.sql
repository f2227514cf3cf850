-- One row: the name of something that is claimed about and that is most like the given one, if any is.
select entities.name
from entities
where jaro_winkler_similarity(lower(entities.name), lower($given)) >= 0.85
order by jaro_winkler_similarity(lower(entities.name), lower($given)) desc, entities.mentions desc
limit 1;
