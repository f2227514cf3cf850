-- The texts of one article as they are shown.
update article
set text = $text, page_text = $page_text
where article_id = $article_id;
