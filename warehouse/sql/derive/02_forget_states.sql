-- The states of changed addresses are made anew.
delete from article_state
where article_state.rowid in (select state_before.place from state_before);
