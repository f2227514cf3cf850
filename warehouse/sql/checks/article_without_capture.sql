-- One row per article whose response is not known.
select article.article_id
from article
anti join capture on article.capture_id = capture.capture_id
order by article.article_id;
