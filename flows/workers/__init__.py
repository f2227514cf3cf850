"""Worker processes: pages are read where a crash or a hang costs one page."""
