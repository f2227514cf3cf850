-- Sitemaps, feeds and lists are kept as pages are, so that they are asked for only when they have changed.

comment on column fetch_log.outcome is
'fetched, not_modified, listed (a sitemap, feed or list), http_error, robots, refused, timeout, too_large, not_text, unreachable or broken.';
