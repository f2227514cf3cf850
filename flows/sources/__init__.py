"""Where pages come from: lists, sitemaps, feeds, folders, WARC files."""
