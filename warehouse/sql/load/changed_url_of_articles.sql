-- The addresses of the articles that this batch brings.
insert into changed_url (url)
select distinct article.url
from article
inner join new_article on article.article_id = new_article.article_id;
