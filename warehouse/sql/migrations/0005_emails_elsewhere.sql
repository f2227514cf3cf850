-- E-mail addresses are masked wherever they stand on a page.

comment on column personal_datum.author_id is 'The author profile that holds it; unknown for an e-mail address elsewhere on the page.';
