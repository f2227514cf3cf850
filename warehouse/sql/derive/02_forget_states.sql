-- The states of changed addresses are made anew.
delete from article_state
where article_state.url in (select changed_url.url from changed_url);
