"""How responses are kept as evidence, and read back even from damaged files."""
