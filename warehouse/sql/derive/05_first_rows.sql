-- From which row on tables hold what was added since: 0 where that is not known. Variables, so that the rest is not read.
set variable first_claim = ( -- noqa: PRS
    select coalesce(max(derived_to.next_row), 0)
    from derived_to
    where derived_to.table_name = 'claim'
);
set variable first_article = (
    select coalesce(max(derived_to.next_row), 0)
    from derived_to
    where derived_to.table_name = 'article'
);
set variable first_mention = (
    select coalesce(max(derived_to.next_row), 0)
    from derived_to
    where derived_to.table_name = 'mention'
);
set variable first_naming = (
    select coalesce(max(derived_to.next_row), 0)
    from derived_to
    where derived_to.table_name = 'article_entity'
);
