-- One row: the address that is known and most like the given one, if any is; it differs in one letter of ten at most.
select articles.url
from articles
where levenshtein(articles.url, $given) <= greatest(2, length($given) // 10)
order by levenshtein(articles.url, $given) asc, articles.url asc
limit 1;
