"""The static report: a published snapshot as a folder of pages that needs no network and no script."""
