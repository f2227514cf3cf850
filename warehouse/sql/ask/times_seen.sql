-- One row: how often the page at the given address was seen; none where it is not known.
select sum(article_versions.times_seen) as times_seen
from article_versions
where article_versions.url = $given
having count(*) > 0;
