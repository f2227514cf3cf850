-- One row per address of a page that held an e-mail address; the warehouse knows its keyed hash alone.
select article.url
from article
inner join personal_datum on article.article_id = personal_datum.article_id
where personal_datum.keyed_hash = $keyed_hash
group by article.url;
