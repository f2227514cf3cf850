"""Files of a user's rules: read, checked, and held against their own examples."""
