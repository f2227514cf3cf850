-- Derived tables are made anew.
truncate article_state;
truncate article_copy;
truncate entity;
truncate contradiction;
