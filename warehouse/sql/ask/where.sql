-- One row per address of an article that a condition holds for. The condition takes the place of the marked `true`.
select articles.url
from articles
where /* condition */ true;
