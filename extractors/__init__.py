"""Pure functions from the bytes of a page to records: no input, no output, no clock."""
