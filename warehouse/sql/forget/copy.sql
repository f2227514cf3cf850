-- Tables, views, macros and comments; nothing of what was deleted.
copy from database old to new; -- noqa: PRS
